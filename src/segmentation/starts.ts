/**
 * Several starts of Lloyd's algorithm, of which the best is kept. A start is a function of the seed and its own number, and starts are compared by a figure
 * that each has from itself alone: the best of all is the best of the best of any parts of them.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { fit } from '../kernels/fit.js';
import type { Steps } from '../progress.js';
import { generator } from '../random.js';
import type { Centers, KMeansInit, KMeansOptions } from './kmeans.js';
import { lloyd, lloydPlan, type LloydResult } from './lloyd.js';
import { pack, packedPlan, packing } from './packed.js';
import type { Weights } from './sample-weight.js';
import { drawRows, drawsOf, drawSeeds, seedPlan } from './seeding.js';

/** The starts that are given: none, one or several. */
export function givenStarts(init: KMeansInit): readonly Centers[] {
  if (typeof init === 'string') return [];
  return Array.isArray(init[0][0]) ? (init as readonly Centers[]) : [init as Centers];
}

/** How many starts a recipe has. */
export const countStarts = ({ init, nInit }: Readonly<Required<KMeansOptions>>) => givenStarts(init).length || nInit;

/** The better of two results, `a` of the earlier starts. */
export const betterOf = (a: LloydResult | undefined, b: LloydResult): LloydResult => (a && !(b.rank < a.rank) ? a : b);

/**
 * Run the starts from `from` up to, not with, `to` (numbered from 0) on checked data.
 * @returns the best of them, the earliest of equals
 */
export function* runStarts(
  X: Matrix,
  options: Readonly<Required<KMeansOptions>>,
  weights: Weights,
  from: number,
  to: number,
): Steps<LloydResult> {
  const { nClusters: k, init, maxIter, tol, seed } = options;
  const given = givenStarts(init);
  const nStarts = countStarts(options);
  const sizes = packing(X);
  const work = X.nRows * X.nColumns * (k * (to - from) * 4 + 8);
  const { run, held, close } = fit.open({ ...packedPlan(X, sizes), ...lloydPlan(sizes, k, weights), ...seedPlan(sizes) }, work);
  try {
    const { scale, most } = pack(sizes, run, held);
    const stop = tol > 0 ? tol * meanVariance(X) : -1;
    const job = { X, packing: sizes, weights, scale, most, k, maxIter, stop, bySize: given.length === 0, run, held };
    let best: LloydResult | undefined;
    for (let start = from; start < to; start++) {
      if (typeof init === 'string') {
        const random = generator(seed, start * drawsOf(init, k));
        const rows = init === 'random' ? drawRows(k, job, random) : drawSeeds(k, job, random);
        rows.forEach((i, c) => held.centers.set(X.row(i), c * X.nColumns));
      } else held.centers.set(given[start].flat());
      const found = yield* lloyd(job, best?.rank ?? Infinity, nStarts > 1 ? `start ${start + 1} of ${nStarts}` : 'iterating');
      if (found) best = betterOf(best, found);
    }
    return best!;
  } finally {
    close();
  }
}

function meanVariance({ data, nRows, nColumns }: Matrix): number {
  let total = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let p = j; p < data.length; p += nColumns) mean += data[p] / nRows;
    for (let p = j; p < data.length; p += nColumns) total += ((data[p] - mean) * (data[p] - mean)) / nRows;
  }
  return total / nColumns;
}
