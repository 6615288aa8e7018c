/**
 * The Gram matrix of items, X'X: how much the users' values of two items go together.
 * @module
 */
import { transpose, type CompressedRows } from '../data/compressed-rows.js';
import type { Steps } from '../progress.js';

/** Products between two reports: some milliseconds. */
const STEP = 4e6;

/**
 * Row after row up to the diagonal, each sum over the users in rising order.
 * @param use - is given row i, which is good until it returns
 */
export function* gramRows(byUser: CompressedRows, nItems: number, use: (i: number, row: Float64Array) => void): Steps<void> {
  const { items, values } = byUser;
  const byItem = transpose(byUser, nItems);
  const row = new Float64Array(nItems);
  const end = byUser.starts.slice(); // of each user: behind the last item that has been row, for items come in rising order
  let done = 0;
  for (let i = 0; i < nItems; i++) {
    for (let p = byItem.starts[i]; p < byItem.starts[i + 1]; p++) {
      const u = byItem.users[p];
      const value = byItem.values[p];
      const first = byUser.starts[u];
      const last = ++end[u];
      for (let q = first; q < last; q++) row[items[q]] += value * values[q];
      done += last - first;
    }
    use(i, row);
    row.fill(0, 0, i + 1);
    done += i;
    if (done < STEP && i + 1 < nItems) continue;
    done = 0;
    yield { done: i + 1, total: nItems, stage: 'comparing items' };
  }
}
