/**
 * Lloyd's algorithm from given centers (Lloyd 1982). While rows move, f32 kernels label them and tell where their lead is smaller than their error; those
 * rows are decided in f64. When none moves any more, means and labels are those of f64 on the rows as they are, or the run goes on. Empty clusters take the
 * row that is farthest from its center.
 * @module
 */
import type { Held, Make } from '../kernels/door.js';
import type { Steps } from '../progress.js';
import { nearestCenter } from './assign.js';
import { newBounds } from './bounds.js';
import { labelingPlan, labelRows, type Labeling, type LabelingPlan, type LabelKernels } from './labeling.js';
import { BLOCK, type PackedPlan, type Packing } from './packed.js';
import { relabel, reorder, sizeOrder } from './order.js';
import type { Weights } from './sample-weight.js';
import { fillEmpty, isWorn, rankOf, toMeans } from './sums.js';

export interface LloydKernels extends LabelKernels {
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
export type LloydPlan = LabelingPlan & Record<'heaviest' | 'exactSums' | 'exactTotals' | 'partSums' | 'partTotals', Make<Float64Array>>;

export function lloydPlan(sizes: Packing, k: number, weights: Weights): LloydPlan {
  const { d } = sizes;
  return {
    ...labelingPlan(sizes, k, weights),
    heaviest: [Float64Array, k],
    exactSums: [Float64Array, k * d],
    exactTotals: [Float64Array, k],
    partSums: [Float64Array, k * d],
    partTotals: [Float64Array, k],
  } as const;
}

/** Everything a run works with. */
export interface Lloyd extends Labeling {
  readonly maxIter: number;
  /** Squared movement of the centers at which to stop. */
  readonly stop: number;
  /** Number the clusters by size, or keep the numbers of the starts. */
  readonly bySize: boolean;
  readonly run: LloydKernels;
  readonly held: Held<LloydPlan & PackedPlan>;
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
  job.bounds = newBounds();
  for (const list of [sums, totals, counts, heaviest]) list.fill(0);
  let nIter = 0;
  let settled = false;
  let converged = false;
  let nMoved = X.nRows;
  let nDoubts: number;
  let rank: number | undefined;
  do {
    nIter++;
    ({ nMoved, nDoubts } = labelRows(job, nMoved));
    const nFilled = fillEmpty(X, weights, centers, held, scale);
    if (nFilled > 0) job.bounds.valid = false;
    settled = nMoved + nFilled === 0;
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
    converged = decide(job, nDoubts).length === 0; // a label that exact means or the new order change sends the run on
  } while (!converged && nIter < maxIter);
  if (!(settled && converged)) {
    // a run that was stopped gets the labels of its last centers
    ({ nDoubts } = labelRows(job, nMoved));
    if (job.bySize) renumber(job);
    for (const i of decide(job, nDoubts)) labels[i] = nearestCenter(X, i, centers, k);
  }
  const found = {
    labels: labels.slice(0, X.nRows),
    centers: centers.slice(),
    clusterWeights: clusterWeights(job),
    inertia: inertiaOf(job),
  };
  return { ...found, nIter, converged, rank: rank! };
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
  job.bounds.valid = false;
  relabel(order, labels);
  reorder(order, centers, sums, totals, counts, heaviest);
}

/** The means of the rows as they are, without the rounding of f32 and of many updates; the sums stay those of the packed rows. */
function exactMeans(job: Lloyd): void {
  const { shift, centers, exactSums, exactTotals } = job.held;
  sumBlocks(job, job.packing.d);
  toMeans({ shift, sums: exactSums, totals: exactTotals }, centers, 1);
}

/** The weight of the rows of each label. */
function clusterWeights(job: Lloyd): Float64Array {
  sumBlocks(job, 0); // rows of no columns
  return job.held.exactTotals.map((weight) => weight * job.weights.unit);
}

/** Sums of weight times row less shift, and of weights, by label: of blocks of rows, added in order. */
function sumBlocks({ packing: { n }, weights: { step }, run, held }: Lloyd, d: number): void {
  const { x, shift, weights, labels, exactSums, exactTotals, partSums, partTotals } = held;
  exactSums.fill(0);
  exactTotals.fill(0);
  for (let from = 0; from < n; from += BLOCK) {
    partSums.fill(0);
    partTotals.fill(0);
    run.sumRows(x, d, shift, from, Math.min(n, from + BLOCK), weights, step, labels, partSums, partTotals);
    if (d > 0) add(exactSums, partSums);
    add(exactTotals, partTotals);
  }
}

function add(to: Float64Array, more: Float64Array): void {
  for (let q = 0; q < to.length; q++) to[q] += more[q];
}

/** Decide the rows in doubt once more by the centers: those whose label changes. */
function decide({ X, k, held: { labels, centers, doubts } }: Lloyd, nDoubts: number): Int32Array {
  return doubts.subarray(0, nDoubts).filter((i) => nearestCenter(X, i, centers, k) !== labels[i]);
}

/** Sum of squared distances to the centers of the labels. */
function inertiaOf({ packing: { n, d }, weights: { step, unit }, run, held: { x, weights, centers, labels } }: Lloyd): number {
  let total = 0;
  for (let from = 0; from < n; from += BLOCK) total += run.inertia(x, d, from, Math.min(n, from + BLOCK), weights, step, centers, labels);
  return total * unit;
}
