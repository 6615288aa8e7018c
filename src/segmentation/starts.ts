/**
 * Several starts of Lloyd's algorithm, of which the best is kept. A start is a function of the seed and its own number, and starts are compared by a figure
 * that each has from itself alone: the best of all is the best of the best of any parts of them.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { fit } from '../kernels/fit.js';
import { inParts, type Task } from '../parts.js';
import type { Steps } from '../progress.js';
import { generator } from '../random.js';
import { isBounded, newBounds, prepareBounds } from './bounds.js';
import type { Centers, KMeansInit, KMeansOptions } from './kmeans.js';
import { lloyd, lloydPlan, type Lloyd, type LloydResult } from './lloyd.js';
import { pack, packedPlan, packing } from './packed.js';
import type { Weights } from './sample-weight.js';
import { drawRows, drawsOf, drawSeeds, seedPlan, type Seeding } from './seeding.js';

/** The starts that are given: none, one or several. */
export function givenStarts(init: KMeansInit): readonly Centers[] {
  if (typeof init === 'string') return [];
  return Array.isArray(init[0][0]) ? (init as readonly Centers[]) : [init as Centers];
}

/** How many starts a recipe has. */
export const countStarts = ({ init, nInit }: Readonly<Required<KMeansOptions>>): number => givenStarts(init).length || nInit;

/** The better of two results, `a` of the earlier starts; undefined: one that was not finished. */
export const betterOf = (a: LloydResult | undefined, b: LloydResult | undefined): LloydResult | undefined =>
  a && !(b && b.rank < a.rank) ? a : b;

/**
 * Run the starts from `from` up to, not with, `to` (numbered from 0) on checked data.
 * @param bounded - leave out rows whose label cannot have changed? The result is the same
 * @returns the best of them, the earliest of equals
 */
export function* runStarts(
  X: Matrix,
  options: Readonly<Required<KMeansOptions>>,
  weights: Weights,
  from = 0,
  to: number = countStarts(options),
  bounded: boolean = isBounded(options.nClusters, X.nColumns),
): Steps<LloydResult> {
  const starts = Array.from({ length: to - from }, (_, i) => from + i);
  const found = yield* inParts(STARTS, { data: X.data, nColumns: X.nColumns, options, weights, bounded }, starts);
  return found.reduce(betterOf)!;
}

interface Shared {
  readonly data: Matrix['data'];
  readonly nColumns: number;
  readonly options: Readonly<Required<KMeansOptions>>;
  readonly weights: Weights;
  /** Are rows left out whose label cannot have changed? The labels are the same. */
  readonly bounded: boolean;
}

interface Open {
  readonly job: Lloyd & Seeding;
  readonly options: Readonly<Required<KMeansOptions>>;
  /** The least rank of the starts run so far. */
  least: number;
  readonly close: () => void;
}

/** A part is the number of a start. One that does not come below an earlier one of its thread is not finished, and has no result. */
export const STARTS: Task<Shared, number, LloydResult | undefined, Open> = {
  name: 'KMeans starts',
  stage: 'finding clusters',

  open({ data, nColumns, options, weights, bounded }) {
    const { nClusters: k, init, maxIter, tol } = options;
    const X = Matrix.from(data, nColumns);
    const sizes = packing(X, bounded);
    const work = X.nRows * X.nColumns * (k * countStarts(options) * 4 + 8);
    const plan = { ...packedPlan(X, sizes), ...lloydPlan(sizes, k, weights), ...seedPlan(sizes, typeof init === 'string') };
    const { run, held, close } = fit.open(plan, work);
    try {
      const { scale, most } = pack(sizes, run, held);
      const stop = tol > 0 ? tol * meanVariance(X) : -1;
      const job = {
        X,
        packing: sizes,
        weights,
        scale,
        most,
        k,
        maxIter,
        stop,
        bySize: typeof init === 'string',
        run,
        held,
        bounds: newBounds(),
      };
      prepareBounds(job);
      return { job, options, least: Infinity, close };
    } catch (error) {
      close();
      throw error;
    }
  },

  *steps(open, start) {
    const { job, options } = open;
    const { X, held } = job;
    const { nClusters: k, init, seed } = options;
    if (typeof init === 'string') {
      const random = generator(seed, start * drawsOf(init, k));
      const rows = init === 'random' ? drawRows(k, job, random) : drawSeeds(k, job, random);
      rows.forEach((i, c) => held.centers.set(X.row(i), c * X.nColumns));
    } else held.centers.set(givenStarts(init)[start].flat());
    const found = yield* lloyd(job, open.least, 'iterating');
    if (found) open.least = found.rank;
    return found;
  },

  close: ({ close }) => close(),
};

function meanVariance({ data, nRows, nColumns }: Matrix): number {
  let total = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let p = j; p < data.length; p += nColumns) mean += data[p] / nRows;
    for (let p = j; p < data.length; p += nColumns) total += ((data[p] - mean) * (data[p] - mean)) / nRows;
  }
  return total / nColumns;
}
