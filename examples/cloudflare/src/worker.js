import { ItemKNNModel } from 'kindred';
import { answer } from './answer.js';
import file from './items.bin'; // wrangler bundles .bin as an ArrayBuffer

const model = ItemKNNModel.fromBytes(new Uint8Array(file)); // at deployment, not in a request

export default { fetch: (request) => answer(model, request) };
