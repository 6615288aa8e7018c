import { ItemKNNModel } from 'kindred';
import { answer } from './answer.js';

const model = ItemKNNModel.fromBytes(Deno.readFileSync('items.safetensors'));

Deno.serve({ port: Number(Deno.env.get('PORT') ?? 8000) }, (request) => answer(model, request));
