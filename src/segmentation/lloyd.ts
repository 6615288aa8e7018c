/**
 * Lloyd's algorithm from given centers (Lloyd 1982). While rows move, f32 kernels label them and tell where their lead is smaller than their error; those
 * rows are decided in f64. When none moves any more, means and labels are those of f64 on the rows as they are, or the run goes on. Empty clusters take the
 * row that is farthest from its center.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Steps } from '../progress.js';
import { leadError, nearestCenter } from './assign.js';
import type { Packing } from './packed.js';
import { fillEmpty, rankOf, toMeans } from './sums.js';

export interface LloydKernels {
  packCenters(centers: Float64Array, k: number, d: number, out: Float32Array): void;
  nearest(
    rows: Float32Array,
    from: number,
    to: number,
    d: number,
    centers: Float32Array,
    k: number,
    labels: Int32Array,
    leads: Float32Array,
  ): void;
  doubtful(leads: Float32Array, from: number, to: number, n: number, error: number, rows: Int32Array, size: number): number;
  // prettier-ignore
  moveRows(
    rows: Float32Array, d: number, from: number, to: number, n: number, fresh: Int32Array, labels: Int32Array, sums: Float64Array, counts: Float64Array,
  ): number;
  sumRows(
    x: Float64Array,
    d: number,
    shift: Float64Array,
    from: number,
    to: number,
    labels: Int32Array,
    sums: Float64Array,
    counts: Float64Array,
  ): void;
  inertia(x: Float64Array, d: number, from: number, to: number, centers: Float64Array, labels: Int32Array): number;
}

/** The arrays of a session that iterates. */
export function lloydPlan({ n, d, blocks }: Packing, k: number) {
  return {
    labels: [Int32Array, blocks * 16],
    fresh: [Int32Array, blocks * 16],
    leads: [Float32Array, blocks * 16],
    doubts: [Int32Array, n],
    centers: [Float64Array, k * d],
    packed: [Float64Array, k * d],
    tiles: [Float32Array, (k + 1) * (d + 1)],
    sums: [Float64Array, k * d],
    total: [Float64Array, k * d],
    part: [Float64Array, k * d],
    counts: [Float64Array, k],
  } as const;
}

export interface LloydArrays {
  x: Float64Array;
  shift: Float64Array;
  rows: Float32Array;
  labels: Int32Array;
  fresh: Int32Array;
  leads: Float32Array;
  doubts: Int32Array;
  centers: Float64Array;
  packed: Float64Array;
  tiles: Float32Array;
  sums: Float64Array;
  total: Float64Array;
  part: Float64Array;
  counts: Float64Array;
}

/** Everything a run works with. */
export interface Lloyd {
  readonly X: Matrix;
  readonly packing: Packing;
  /** How the rows are packed: (x - shift) * scale, of at most this size. */
  readonly scale: number;
  readonly most: number;
  readonly k: number;
  readonly maxIter: number;
  /** Squared movement of the centers at which to stop. */
  readonly stop: number;
  readonly run: LloydKernels;
  readonly held: LloydArrays;
}

/** Where a run ended. */
export interface LloydResult {
  readonly labels: Int32Array;
  readonly centers: Float64Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
  /** Clusters without rows. */
  readonly nEmpty: number;
  /** See `rankOf`. */
  readonly rank: number;
}

/**
 * Iterate from `held.centers` (k x d) until no label changes, the centers hardly move, or `maxIter`.
 * @param best - the best run so far: a worse one is not finished, and undefined comes back
 */
export function* lloyd(job: Lloyd, best: LloydResult | undefined, stage: string): Steps<LloydResult | undefined> {
  const { X, maxIter, stop, scale, held } = job;
  held.labels.fill(-1);
  held.sums.fill(0);
  held.counts.fill(0);
  let nIter = 0;
  let settled = false;
  let converged = false;
  let nDoubts = 0;
  while (!converged && nIter < maxIter) {
    nIter++;
    const step = assign(job);
    nDoubts = step.nDoubts;
    settled = step.nMoved + fillEmpty(X, held.centers, held.labels, held, scale) === 0;
    const movement = toMeans(held, held.centers, scale);
    converged = settled || (nIter > 1 && movement <= stop);
    yield { done: nIter, total: maxIter, stage };
    if (!settled && !converged && nIter < maxIter) continue;
    if (best && !(rankOf(held, scale) < best.rank)) return undefined;
    exactMeans(job);
    if (settled) converged = decide(job, held.doubts.subarray(0, nDoubts)) === 0; // a label that exact means change sends the run on
  }
  if (!(settled && converged)) assign(job); // a run that was stopped gets the labels of its last centers
  const nEmpty = held.counts.filter((n) => n === 0).length;
  const rank = rankOf(held, scale);
  return { labels: held.labels.slice(0, X.nRows), centers: held.centers.slice(), inertia: inertiaOf(job), nIter, converged, nEmpty, rank };
}

/** Label all rows by the centers, and bring the sums up to date. */
function assign({ X, packing, scale, most, k, run, held }: Lloyd): { nMoved: number; nDoubts: number } {
  const { n, d, blocks, chunk } = packing;
  const { shift, rows, labels, fresh, leads, doubts, centers, packed, tiles, sums, counts } = held;
  for (let c = 0, q = 0; c < k; c++) for (let j = 0; j < d; j++, q++) packed[q] = (centers[q] - shift[j]) * scale;
  run.packCenters(packed, k, d, tiles);
  const error = leadError(d, most, packed);
  let nMoved = 0;
  let nDoubts = 0;
  for (let b = 0; b < blocks; b += chunk) {
    const to = Math.min(blocks, b + chunk);
    run.nearest(rows, b, to, d, tiles, k + (k & 1), fresh, leads);
    const before = nDoubts;
    nDoubts = run.doubtful(leads, b, to, n, error, doubts, nDoubts);
    for (let e = before; e < nDoubts; e++) fresh[doubts[e]] = nearestCenter(X, doubts[e], centers, k);
    nMoved += run.moveRows(rows, d, b, to, n, fresh, labels, sums, counts);
  }
  return { nMoved, nDoubts };
}

/** Rows whose sums are made apart and then added: no sum depends on how work is split between threads. */
const BLOCK = 4096;

/** The means of the rows as they are, without the rounding of f32 and of many updates; the sums stay those of the packed rows. */
function exactMeans({ packing: { n, d }, k, run, held }: Lloyd): void {
  const { x, shift, labels, centers, total, part, counts } = held;
  total.fill(0);
  counts.fill(0);
  for (let from = 0; from < n; from += BLOCK) {
    part.fill(0);
    run.sumRows(x, d, shift, from, Math.min(n, from + BLOCK), labels, part, counts);
    for (let q = 0; q < k * d; q++) total[q] += part[q];
  }
  toMeans({ shift, sums: total, counts }, centers, 1);
}

/** Decide the rows in doubt once more by the centers. Returns how many labels change: they do with the next assignment. */
function decide({ X, k, held: { labels, centers } }: Lloyd, doubts: Int32Array): number {
  return doubts.filter((i) => nearestCenter(X, i, centers, k) !== labels[i]).length;
}

/** Sum of squared distances to the centers of the labels. */
function inertiaOf({ packing: { n, d }, run, held: { x, centers, labels } }: Lloyd): number {
  let total = 0;
  for (let from = 0; from < n; from += BLOCK) total += run.inertia(x, d, from, Math.min(n, from + BLOCK), centers, labels);
  return total;
}
