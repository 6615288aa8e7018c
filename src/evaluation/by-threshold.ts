/**
 * Rows from the highest score to the lowest, those of equal scores as one: what lies above each threshold. Nothing here depends on the order of the rows.
 * @module
 */
import { isRising, sortRising, sumOf } from '../data/sorted-sum.js';
import type { ScoredRows } from './scored-rows.js';

/** Sums down to and with each different score: of the positive rows and of the others, each row counting as much as it weighs. */
export interface ByThreshold {
  /** The different scores, falling. */
  readonly thresholds: Float64Array;
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

export function byThreshold(rows: ScoredRows): ByThreshold {
  return rows.weights ? weighed(rows, rows.weights) : counted(rows);
}

/** Without weights: the scores of both classes sorted apart, which typed arrays do quickly, and merged. */
function counted({ isPositive, nPositive, scores }: ScoredRows): ByThreshold {
  const n = scores.length;
  const [yes, no] = [new Float64Array(nPositive), new Float64Array(n - nPositive)];
  for (let i = 0, y = 0, o = 0; i < n; i++) {
    if (isPositive[i]) yes[y++] = scores[i];
    else no[o++] = scores[i];
  }
  for (const side of [yes, no]) if (!isRising(side)) side.sort();
  const found = empty(n);
  let size = 0;
  for (let y = yes.length - 1, o = no.length - 1; y >= 0 || o >= 0; size++) {
    const score = y < 0 ? no[o] : o < 0 ? yes[y] : Math.max(yes[y], no[o]);
    while (y >= 0 && yes[y] === score) y--;
    while (o >= 0 && no[o] === score) o--;
    found.thresholds[size] = score + 0; // never −0
    found.positives[size] = yes.length - 1 - y;
    found.negatives[size] = no.length - 1 - o;
  }
  return cut(found, size);
}

function weighed({ isPositive, scores }: ScoredRows, weights: Float64Array): ByThreshold {
  const n = scores.length;
  const order = Int32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const found = empty(n);
  const group = new Float64Array(n);
  let [size, positive, negative] = [0, 0, 0];
  for (let from = 0, to = 0; from < n; from = to, size++) {
    const score = scores[order[from]];
    let [head, tail] = [0, n];
    for (to = from; to < n && scores[order[to]] === score; to++) group[isPositive[order[to]] ? head++ : --tail] = weights[order[to]];
    sortRising(group, 0, head);
    sortRising(group, tail, n);
    found.thresholds[size] = score + 0; // never −0
    found.positives[size] = positive += sumOf(group, 0, head);
    found.negatives[size] = negative += sumOf(group, tail, n);
  }
  return cut(found, size);
}

const empty = (n: number): ByThreshold => ({
  thresholds: new Float64Array(n),
  positives: new Float64Array(n),
  negatives: new Float64Array(n),
});

const cut = ({ thresholds, positives, negatives }: ByThreshold, size: number): ByThreshold => ({
  thresholds: thresholds.slice(0, size),
  positives: positives.slice(0, size),
  negatives: negatives.slice(0, size),
});
