/**
 * The Gram matrix of items, X'X: how much the users' values of two items go together.
 * @module
 */
import { transpose, type CompressedRows } from '../data/compressed-rows.js';
import { fit } from '../kernels/fit.js';
import type { Steps } from '../progress.js';

/** Products between two reports: some milliseconds. */
const STEP = 8e6;

/**
 * Row after row, each sum over the users in rising order.
 * @param use - is given row i, which is good until it returns
 */
export function* gramRows(byUser: CompressedRows, nItems: number, use: (i: number, row: Float64Array) => void): Steps<void> {
  const { starts: userStarts, users, values: byItem } = transpose(byUser, nItems);
  const { starts: itemStarts, items, values } = byUser;
  const own = { userStarts, users, byItem, itemStarts, items, byUser: values, row: [Float64Array, nItems] } as const;
  const { run, held: h, close } = fit.open(own, nItems * nItems);
  try {
    for (let i = 0, done = 0; i < nItems; i++) {
      run.addTogether(i, h.userStarts, h.users, h.byItem, h.itemStarts, h.items, h.byUser, h.row);
      use(i, h.row);
      h.row.fill(0);
      done += nItems;
      for (let p = userStarts[i]; p < userStarts[i + 1]; p++) done += itemStarts[users[p] + 1] - itemStarts[users[p]];
      if (done < STEP && i + 1 < nItems) continue;
      done = 0;
      yield { done: i + 1, total: nItems, stage: 'comparing items' };
    }
  } finally {
    close();
  }
}
