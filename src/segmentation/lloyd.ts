/**
 * Lloyd's algorithm from given centers (Lloyd 1982). While rows move, f32 kernels label them and tell where their lead is smaller than their error; those
 * rows are decided in f64. When none moves any more, means and labels are those of f64 on the rows as they are, or the run goes on. Empty clusters take the
 * row that is farthest from its center.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Held } from '../kernels/door.js';
import type { Steps } from '../progress.js';
import { leadError, nearestCenter } from './assign.js';
import { BLOCK, type packedPlan, type Packing } from './packed.js';
import { relabel, reorder, sizeOrder } from './order.js';
import type { Weights } from './sample-weight.js';
import { fillEmpty, isWorn, rankOf, toMeans } from './sums.js';

export interface LloydKernels {
  packCenters(centers: Float64Array, k: number, d: number, out: Float32Array): void;
  // prettier-ignore
  nearest(
    rows: Float32Array, from: number, to: number, d: number, centers: Float32Array, k: number, labels: Int32Array, leads: Float32Array,
  ): void;
  doubtful(leads: Float32Array, from: number, to: number, n: number, error: number, rows: Int32Array, size: number): number;
  // prettier-ignore
  moveRows(
    rows: Float32Array, d: number, from: number, to: number, n: number, weights: Float64Array, step: number, fresh: Int32Array, labels: Int32Array,
    sums: Float64Array, totals: Float64Array, counts: Float64Array,
  ): number;
  // prettier-ignore
  sumRows(
    x: Float64Array, d: number, shift: Float64Array, from: number, to: number, weights: Float64Array, step: number, labels: Int32Array,
    sums: Float64Array, totals: Float64Array,
  ): void;
  // prettier-ignore
  inertia(
    x: Float64Array, d: number, from: number, to: number, weights: Float64Array, step: number, centers: Float64Array, labels: Int32Array,
  ): number;
}

/** The arrays of a session that iterates. */
export function lloydPlan({ n, d, blocks }: Packing, k: number, { values }: Weights) {
  return {
    weights: values,
    labels: [Int32Array, blocks * 16],
    fresh: [Int32Array, blocks * 16],
    leads: [Float32Array, blocks * 16],
    doubts: [Int32Array, n],
    centers: [Float64Array, k * d],
    packed: [Float64Array, k * d],
    tiles: [Float32Array, (k + 1) * (d + 1)],
    sums: [Float64Array, k * d],
    totals: [Float64Array, k],
    counts: [Float64Array, k],
    heaviest: [Float64Array, k],
    exactSums: [Float64Array, k * d],
    exactTotals: [Float64Array, k],
    partSums: [Float64Array, k * d],
    partTotals: [Float64Array, k],
  } as const;
}

export type LloydArrays = Held<ReturnType<typeof lloydPlan> & ReturnType<typeof packedPlan>>;

/** Everything a run works with. */
export interface Lloyd {
  readonly X: Matrix;
  readonly packing: Packing;
  readonly weights: Weights;
  /** How the rows are packed: (x - shift) * scale, of at most this size. */
  readonly scale: number;
  readonly most: number;
  readonly k: number;
  readonly maxIter: number;
  /** Squared movement of the centers at which to stop. */
  readonly stop: number;
  /** Number the clusters by size, or keep the numbers of the starts. */
  readonly bySize: boolean;
  readonly run: LloydKernels;
  readonly held: LloydArrays;
}

/** Where a run ended. */
export interface LloydResult {
  readonly labels: Int32Array;
  readonly centers: Float64Array;
  /** The weight of each cluster's rows. */
  readonly clusterWeights: Float64Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
  /** What runs are compared by (`rankOf`), as it was when no row moved for the first time, or when the run was stopped. */
  readonly rank: number;
}

/**
 * Iterate from `held.centers` (k x d) until no label changes, the centers hardly move, or `maxIter`.
 * @param bar - the least rank so far: a run that does not come below is not finished, and undefined comes back
 */
export function* lloyd(job: Lloyd, bar: number, stage: string): Steps<LloydResult | undefined> {
  const { X, k, weights, maxIter, stop, scale, held } = job;
  const { labels, centers, sums, totals, counts, heaviest } = held;
  labels.fill(-1);
  for (const list of [sums, totals, counts, heaviest]) list.fill(0);
  let nIter = 0;
  let settled = false;
  let converged = false;
  let doubts: Int32Array;
  let rank: number | undefined;
  do {
    nIter++;
    const step = assign(job);
    doubts = step.doubts;
    settled = step.nMoved + fillEmpty(X, weights, centers, held, scale) === 0;
    if (isWorn(held, counts, heaviest)) sumAnew(job);
    const movement = toMeans(held, centers, scale);
    converged = settled || (nIter > 1 && movement <= stop);
    yield { done: nIter, total: maxIter, stage };
    if (!settled && !converged && nIter < maxIter) continue;
    rank ??= rankOf(held);
    if (!(rank < bar)) return undefined;
    exactMeans(job);
    if (!settled) break;
    if (job.bySize) renumber(job);
    converged = decide(job, doubts).length === 0; // a label that exact means or the new order change sends the run on
  } while (!converged && nIter < maxIter);
  if (!(settled && converged)) {
    // a run that was stopped gets the labels of its last centers
    doubts = assign(job).doubts;
    if (job.bySize) renumber(job);
    for (const i of decide(job, doubts)) labels[i] = nearestCenter(X, i, centers, k);
  }
  const found = {
    labels: labels.slice(0, X.nRows),
    centers: centers.slice(),
    clusterWeights: clusterWeights(job),
    inertia: inertiaOf(job),
  };
  return { ...found, nIter, converged, rank: rank! };
}

/** Label all rows by the centers, and bring the sums up to date. */
function assign({ X, packing, weights, scale, most, k, run, held }: Lloyd): { nMoved: number; doubts: Int32Array } {
  const { n, d, blocks, chunk } = packing;
  const { shift, rows, labels, fresh, leads, doubts, centers, packed, tiles, sums, totals, counts } = held;
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
    nMoved += run.moveRows(rows, d, b, to, n, held.weights, weights.step, fresh, labels, sums, totals, counts);
  }
  return { nMoved, doubts: doubts.subarray(0, nDoubts) };
}

/** The sums of packed rows from nothing, by the labels as they are. */
function sumAnew({ packing: { n, d, blocks, chunk }, weights, run, held }: Lloyd): void {
  const { rows, labels, fresh, sums, totals, counts, heaviest } = held;
  fresh.set(labels);
  labels.fill(-1);
  for (const list of [sums, totals, counts]) list.fill(0);
  for (let b = 0; b < blocks; b += chunk) {
    run.moveRows(rows, d, b, Math.min(blocks, b + chunk), n, held.weights, weights.step, fresh, labels, sums, totals, counts);
  }
  heaviest.set(totals);
}

/** The clusters in the order of their sizes. */
function renumber(job: Lloyd): void {
  const { labels, centers, sums, totals, counts, heaviest } = job.held;
  const order = sizeOrder(clusterWeights(job), centers);
  relabel(order, labels);
  reorder(order, centers, sums, totals, counts, heaviest);
}

/** The means of the rows as they are, without the rounding of f32 and of many updates; the sums stay those of the packed rows. */
function exactMeans({ packing: { n, d }, weights: { step }, run, held }: Lloyd): void {
  const { x, shift, weights, labels, centers, exactSums, exactTotals, partSums, partTotals } = held;
  exactSums.fill(0);
  exactTotals.fill(0);
  for (let from = 0; from < n; from += BLOCK) {
    partSums.fill(0);
    partTotals.fill(0);
    run.sumRows(x, d, shift, from, Math.min(n, from + BLOCK), weights, step, labels, partSums, partTotals);
    add(exactSums, partSums);
    add(exactTotals, partTotals);
  }
  toMeans({ shift, sums: exactSums, totals: exactTotals }, centers, 1);
}

function add(to: Float64Array, more: Float64Array): void {
  for (let q = 0; q < to.length; q++) to[q] += more[q];
}

/** Decide the rows in doubt once more by the centers: those whose label changes. */
function decide({ X, k, held: { labels, centers } }: Lloyd, doubts: Int32Array): Int32Array {
  return doubts.filter((i) => nearestCenter(X, i, centers, k) !== labels[i]);
}

/** The weight of the rows of each label. */
function clusterWeights({ packing: { n }, k, weights: { values, step, unit }, held: { labels } }: Lloyd): Float64Array {
  const out = new Float64Array(k);
  for (let from = 0; from < n; from += BLOCK) {
    const part = new Float64Array(k);
    for (let i = from; i < Math.min(n, from + BLOCK); i++) part[labels[i]] += values[i * step];
    add(out, part);
  }
  return out.map((weight) => weight * unit);
}

/** Sum of squared distances to the centers of the labels. */
function inertiaOf({ packing: { n, d }, weights: { step, unit }, run, held: { x, weights, centers, labels } }: Lloyd): number {
  let total = 0;
  for (let from = 0; from < n; from += BLOCK) total += run.inertia(x, d, from, Math.min(n, from + BLOCK), weights, step, centers, labels);
  return total * unit;
}
