/**
 * Orders in, a model file and everybody's list out. It works in threads: whoever calls it goes on answering meanwhile.
 * @module
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ItemKNN } from 'kindred';
import { readInteractions, writeCsv } from 'kindred/io';
import { workers } from 'kindred/worker';

export const MODEL = 'items.safetensors';
const LISTS = 'lists.csv'; // for the newsletter

/**
 * @param {AbortSignal} signal
 * @returns the model file
 */
export async function train(signal) {
  const orders = readInteractions(readFileSync('orders.csv', 'utf8'), { user: 'customer', item: 'item' });
  const pool = await workers();
  try {
    const model = await new ItemKNN({ nNeighbors: 50 }).fitAsync(orders.weight('binary'), { workers: pool, signal });
    const lists = await model.recommendAllAsync({ k: 3, workers: pool, signal });
    const bytes = model.toBytes({ users: false }); // nothing personal in it
    const rows = lists.map(({ user, items }) => [user, items.map(({ item }) => item).join(' ')]);
    replace(LISTS, writeCsv(['customer', 'items'], rows));
    replace(MODEL, bytes);
    return bytes;
  } finally {
    await pool.close();
  }
}

/** Beside it first: whoever reads meanwhile gets the old file or the new one, whole. */
function replace(file, content) {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}
