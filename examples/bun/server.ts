import { ItemKNNModel } from 'kindred';
import { answer } from './answer.js';

const model = ItemKNNModel.fromBytes(await Bun.file('items.safetensors').bytes());

export default { fetch: (request: Request) => answer(model, request) };
