/**
 * Updating a table of nearest items: which rows a change may touch, and a table of old and new rows.
 * @module
 */
import type { CompressedRows } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import type { NeighborTable } from './neighbor-table.js';
import { assemble } from './neighbors.js';

/**
 * A table of other items, some rows of which were computed anew.
 * @param moved - where each old item went, −1: nowhere
 * @param rows - the new numbers of the rows in `fresh`, rising
 */
export function patch(old: NeighborTable, moved: Int32Array, fresh: NeighborTable, rows: Int32Array, nItems: number): NeighborTable {
  const from = new Int32Array(nItems).fill(-1);
  moved.forEach((to, i) => to >= 0 && (from[to] = i));
  const at = new Int32Array(nItems).fill(-1);
  rows.forEach((i, r) => (at[i] = r));
  return assemble(
    nItems,
    nItems,
    (i) => (at[i] >= 0 ? { table: fresh, row: at[i] } : { table: old, row: from[i] }),
    (table, id) => (table === old ? moved[id] : id),
  );
}

/**
 * The items whose values added events change: their own, and where the means of users count, all of their users'.
 * @param after - with the new events
 */
export function touchedItems<U extends Id, I extends Id>(
  more: Interactions<U, I>,
  after: Interactions<U, I>,
  byMeans: boolean,
): Set<number> {
  const touched = new Set(Array.from(more.events.items, (i) => after.items.indexOf(more.items.at(i))));
  if (byMeans) for (const user of more.users.values) for (const i of after.itemsOf(user)) touched.add(i);
  return touched;
}

/** The items some of whose neighbors or similarities may have changed: the touched ones, and all that share a user with one of them. */
export function affected(touched: Iterable<number>, byUser: CompressedRows, nItems: number): Uint8Array {
  const hit = new Uint8Array(nItems);
  for (const i of touched) hit[i] = 1;
  const out = hit.slice();
  for (let u = 0; u + 1 < byUser.starts.length; u++) {
    const items = byUser.items.subarray(byUser.starts[u], byUser.starts[u + 1]);
    if (items.some((i) => hit[i])) for (const i of items) out[i] = 1;
  }
  return out;
}
