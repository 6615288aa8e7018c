/**
 * The table of nearest items for every similarity: each row by itself, so that any set of rows can be computed anew.
 * @module
 */
import type { CompressedRows } from '../data/compressed-rows.js';
import type { Steps } from '../progress.js';
import type { KNNSettings } from './knn-options.js';
import { toTable, type NeighborTable } from './neighbors.js';
import { openScorer } from './scorer.js';
import { Similarities } from './similarity.js';

/** Rows a step. */
const CHUNK = 64;

/** @param rows - the items to compute, rising */
export function* similarItems(byUser: CompressedRows, nItems: number, settings: KNNSettings, rows: Int32Array): Steps<NeighborTable> {
  const similarities = new Similarities(byUser, nItems, 'items', settings);
  const k = Math.min(settings.nNeighbors, Math.max(1, nItems - 1));
  const ids = new Int32Array(rows.length * k).fill(-1);
  const weights = new Float32Array(rows.length * k);
  const scorer = openScorer({}, nItems, -Infinity, 0, () => {});
  try {
    for (let r = 0; r < rows.length; r++) {
      similarities.compare(...similarities.listOf(rows[r]), rows[r], scorer.scores, NaN);
      const { size, items, scores } = scorer.top(k, scorer.least);
      ids.set(items.subarray(0, size), r * k);
      weights.set(scores.subarray(0, size), r * k);
      if (r % CHUNK === CHUNK - 1 || r === rows.length - 1) yield { done: r + 1, total: rows.length, stage: 'comparing items' };
    }
    return toTable(ids, weights, rows.length, k, nItems);
  } finally {
    scorer.close();
  }
}
