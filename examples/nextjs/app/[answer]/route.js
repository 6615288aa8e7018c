import { ItemKNNModel } from 'kindred';
import { answer } from '../../answer.js';

export const runtime = 'edge';

const model = fetch(new URL('../../public/items.safetensors', import.meta.url))
  .then((file) => file.arrayBuffer())
  .then((bytes) => ItemKNNModel.fromBytes(new Uint8Array(bytes)));

export const GET = async (request) => answer(await model, request);
