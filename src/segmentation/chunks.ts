/**
 * Rows in chunks, so that work on many of them tells how far it is and can be stopped.
 * @module
 */
import type { Steps } from '../progress.js';

/** Operations of one chunk at most: some 5 to 10 ms. */
const OPERATIONS = 4194304;
const MOST_ROWS = 65536;

/** @param operations - a row; @param run - does the rows from `from` to before `to` */
export function* inChunks(nRows: number, operations: number, stage: string, run: (from: number, to: number) => void): Steps<void> {
  const size = Math.min(MOST_ROWS, Math.max(1, Math.floor(OPERATIONS / operations)));
  for (let from = 0, to = 0; from < nRows; from = to) {
    to = Math.min(nRows, from + size);
    run(from, to);
    yield { done: to, total: nRows, stage };
  }
}
