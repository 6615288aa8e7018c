/**
 * KMeans: rows in k groups around centers, the sum of squared distances as small as several runs of Lloyd's algorithm find it
 * (Lloyd 1982; starts by greedy k-means++, Arthur & Vassilvitskii 2007).
 * @module
 */
import { checkOptions, integer, number, seed, type Constraint, type Constraints } from '../check.js';
import { Matrix } from '../data/matrix.js';
import { KindredError, mustBe } from '../errors.js';
import { fit } from '../kernels/fit.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { generator, sample } from '../random.js';
import { KMeansModel } from './kmeans-model.js';
import { lloyd, lloydPlan, type Lloyd, type LloydResult } from './lloyd.js';
import { pack, packedPlan, packing } from './packed.js';
import { drawSeeds, seedPlan } from './seeding.js';

/** k rows of centers. */
export type Centers = readonly (readonly number[])[];

/** How to start: greedy k-means++, rows at random, given centers, or several sets of given centers of which the best is kept. */
export type KMeansInit = 'k-means++' | 'random' | Centers | readonly Centers[];

export interface KMeansOptions {
  /** How many groups, at most the number of rows. */
  nClusters: number;
  /** Default `'k-means++'`. */
  init?: KMeansInit;
  /** How many starts; the best is kept. Default 10; with given centers as many as are given. */
  nInit?: number;
  /** Iterations a start at most. Default 300. */
  maxIter?: number;
  /** Stop when the centers move less than this, relative to the mean variance of the columns. Default 0: until no label changes. */
  tol?: number;
  /** Of the random choices. Default 0. */
  seed?: number;
}

const init: Constraint<KMeansInit> = {
  default: 'k-means++',
  expected: '"k-means++", "random", an array of centers or several such arrays',
  accepts: (v) => v === 'k-means++' || v === 'random' || (Array.isArray(v) && v.length > 0 && v.every(Array.isArray)),
  invalid: ['kmeans', 0, null, [], [1, 2]],
};

/** @internal */
export const K_MEANS: Constraints<Required<KMeansOptions>> = {
  nClusters: integer(undefined, 1),
  init,
  nInit: integer(10, 1),
  maxIter: integer(300, 1),
  tol: number(0, 0),
  seed: seed(),
};

/** The recipe; `fit` makes the model. */
export class KMeans {
  readonly options: Readonly<Required<KMeansOptions>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { KMeans, Matrix } from 'kindred';
   * const X = Matrix.from([[1, 1], [1, 2], [8, 8], [9, 8]], { columns: ['visits', 'spend'] });
   * const model = new KMeans({ nClusters: 2 }).fit(X);
   * console.log(model.inertia); // 1
   * const why = model.explain([2, 2]);
   * console.log(why.score === why.parts[0].contribution + why.parts[1].contribution); // true
   * ```
   */
  constructor(options: KMeansOptions) {
    this.options = checkOptions<Required<KMeansOptions>>('KMeans', K_MEANS, options ?? {});
  }

  /**
   * @param X - rows by columns; bring columns to one scale first (`StandardScaler`)
   * @throws KindredError `invalid-data` for no rows or columns, or more clusters than rows; `too-large`; `cancelled`
   */
  fit(X: Matrix, work?: LongWork): KMeansModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work between the iterations. */
  fitAsync(X: Matrix, work?: LongWork): Promise<KMeansModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  *steps(X: Matrix): Steps<KMeansModel> {
    const { nClusters: k, maxIter, init: given } = this.options;
    const starts = startsOf(given);
    checkRows(X, k, starts);
    const nInit = starts.length || this.options.nInit;
    const sizes = packing(X);
    const random = generator(this.options.seed);
    const work = X.nRows * X.nColumns * (k * nInit * 4 + 8);
    const { run, held, close } = fit.open({ ...packedPlan(X, sizes), ...lloydPlan(sizes, k), ...seedPlan(sizes) }, work);
    try {
      const { scale, most } = pack(sizes, run, held);
      const stop = this.options.tol > 0 ? this.options.tol * meanVariance(X) : -1;
      const job: Lloyd = { X, packing: sizes, scale, most, k, maxIter, stop, run, held };
      let best: LloydResult | undefined;
      for (let start = 1; start <= nInit; start++) {
        if (starts.length > 0) held.centers.set(starts[start - 1].flat());
        else putRows(X, given === 'random' ? sample(X.nRows, k, random) : drawSeeds(k, sizes, random, run, held), held.centers);
        best = (yield* lloyd(job, best, nInit > 1 ? `start ${start} of ${nInit}` : 'iterating')) ?? best;
      }
      const { labels, centers, inertia, nIter, converged, nEmpty } = best!;
      const columns = X.columns ? { columns: X.columns } : undefined;
      const warnings = warningsOf(nEmpty, k, converged, maxIter);
      return new KMeansModel(Matrix.from(centers, sizes.d, columns), labels, { inertia, nIter, converged, warnings });
    } finally {
      close();
    }
  }
}

/** The starts that are given: none, one or several. */
function startsOf(init: KMeansInit): readonly Centers[] {
  if (typeof init === 'string') return [];
  return Array.isArray(init[0][0]) ? (init as readonly Centers[]) : [init as Centers];
}

function checkRows(X: Matrix, k: number, starts: readonly Centers[]): void {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (X.nRows === 0 || X.nColumns === 0)
    throw new KindredError('invalid-data', `"X" must have rows and columns, got ${X.nRows} x ${X.nColumns}`);
  if (k > X.nRows) throw new KindredError('invalid-data', mustBe('nClusters', `an integer from 1 to ${X.nRows} (rows)`, k));
  for (const centers of starts) {
    if (centers.length === k && centers.every((center) => center.length === X.nColumns && center.every(Number.isFinite))) continue;
    const [got, width] = [centers.length, centers[0]?.length];
    throw new KindredError(
      'invalid-data',
      `"init" must be ${k} centers of ${X.nColumns} finite numbers (nClusters by columns), got ${got} of ${width}`,
    );
  }
}

function warningsOf(nEmpty: number, k: number, converged: boolean, maxIter: number): string[] {
  return [
    ...(converged ? [] : [`the labels had not settled after ${maxIter} iterations: raise "maxIter"`]),
    ...(nEmpty > 0 ? [`only ${k - nEmpty} of ${k} clusters have rows: there are fewer different rows than clusters`] : []),
  ];
}

const putRows = (X: Matrix, rows: readonly number[], centers: Float64Array) =>
  rows.forEach((i, c) => centers.set(X.row(i), c * X.nColumns));

function meanVariance({ data, nRows, nColumns }: Matrix): number {
  let total = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let p = j; p < data.length; p += nColumns) mean += data[p] / nRows;
    for (let p = j; p < data.length; p += nColumns) total += ((data[p] - mean) * (data[p] - mean)) / nRows;
  }
  return total / nColumns;
}
