/**
 * The table of nearest items for every similarity: each row by itself, so that any set of rows can be computed anew.
 * @module
 */
import type { CompressedRows } from '../data/compressed-rows.js';
import { KindredError } from '../errors.js';
import type { Steps } from '../progress.js';
import type { KNNSettings } from './knn-options.js';
import type { NeighborTable } from './neighbor-table.js';
import { openScorer } from './scorer.js';
import { Similarities } from './similarity.js';
import { toTable } from './table-of-places.js';

/** Rows a step. */
const CHUNK = 64;

/** Below this part of all items, sorting those that are similar at all is quicker than looking through all. */
const FEW = 16;

/** Neighbors of all items, of 8 bytes each while they are found. */
const MOST_PLACES = 2.5e8;

/** @param rows - the items to compute, rising */
export function* comparedItems(byUser: CompressedRows, nItems: number, settings: KNNSettings, rows: Int32Array): Steps<NeighborTable> {
  const similarities = new Similarities(byUser, nItems, 'items', settings);
  const k = Math.min(settings.nNeighbors, Math.max(1, nItems - 1));
  if (rows.length * k > MOST_PLACES)
    throw new KindredError(
      'too-large',
      `${k} neighbors of each of ${rows.length} items take ${Math.ceil((rows.length * k * 8) / 1e6)} MB, the most is ${(MOST_PLACES * 8) / 1e6}: use a smaller "nNeighbors"`,
    );
  const ids = new Int32Array(rows.length * k).fill(-1);
  const weights = new Float32Array(rows.length * k);
  const scorer = openScorer({}, nItems, -Infinity, 0, () => {});
  scorer.scores.fill(NaN);
  try {
    for (let r = 0; r < rows.length; r++) {
      const { scores } = scorer;
      const size = similarities.compare(...similarities.listOf(rows[r]), rows[r], scores);
      const touched = similarities.touched.subarray(0, size);
      if (size < nItems / FEW) {
        const near = touched
          .filter((j) => Math.fround(scores[j]) !== 0 && !Number.isNaN(scores[j]))
          .sort((a, b) => scores[b] - scores[a] || a - b);
        near.subarray(0, k).forEach((j, e) => ((ids[r * k + e] = j), (weights[r * k + e] = scores[j])));
      } else {
        for (let e = 0; e < size; e++) if (Math.fround(scores[touched[e]]) === 0) scores[touched[e]] = NaN; // no weight in f32
        const best = scorer.top(k, scorer.least);
        ids.set(best.items.subarray(0, best.size), r * k);
        weights.set(best.scores.subarray(0, best.size), r * k);
      }
      for (let e = 0; e < size; e++) scores[touched[e]] = NaN;
      if (r % CHUNK === CHUNK - 1 || r === rows.length - 1) yield { done: r + 1, total: rows.length, stage: 'comparing items' };
    }
    return toTable(ids, weights, rows.length, k, nItems);
  } finally {
    scorer.close();
  }
}
