/**
 * KMeans: rows in k groups around centers, the sum of squared distances as small as several runs of Lloyd's algorithm find it
 * (Lloyd 1982; starts by greedy k-means++, Arthur & Vassilvitskii 2007).
 * @module
 */
import { checkOptions, integer, number, seed, type Constraint, type Constraints } from '../check.js';
import { Matrix } from '../data/matrix.js';
import { KindredError, mustBe } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { fittedModel } from './fitted.js';
import type { KMeansModel } from './kmeans-model.js';
import { weightsOf, type SampleWeight, type Weights } from './sample-weight.js';
import { givenStarts, runStarts } from './starts.js';

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

/** What a fit takes besides its rows. */
export interface KMeansWork extends LongWork {
  /** How often each row counts: finite numbers from 0, one a row. Default: each 1. */
  sampleWeight?: SampleWeight | undefined;
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
   * With given centers, label c is the cluster that grew from center c. Otherwise clusters are numbered by size (weight), the largest first, equal ones by
   * their centers, column by column.
   * @param X - rows by columns; bring columns to one scale first (`StandardScaler`)
   * @param work - `sampleWeight`: how often each row counts, default 1. A row of weight 0 gets a label and moves nothing
   * @throws KindredError `invalid-data` for no rows or columns, more clusters than rows of positive weight, or a weight that is negative, infinite or
   * missing; `too-large`; `cancelled`
   */
  fit(X: Matrix, work?: KMeansWork): KMeansModel {
    return drain(this.steps(X, work), work);
  }

  /** As `fit`, giving way to other work between the iterations; with `workers` (of `kindred/worker`) the starts run in threads. */
  fitAsync(X: Matrix, work?: KMeansWork): Promise<KMeansModel> {
    return drainAsync(this.steps(X, work), work);
  }

  /** @internal */
  *steps(X: Matrix, { sampleWeight }: KMeansWork = {}): Steps<KMeansModel> {
    const weights = checkRows(X, this.options, sampleWeight);
    const best = yield* runStarts(X, this.options, weights);
    return fittedModel(X, this.options.maxIter, best);
  }
}

/** @internal What a fit needs of its rows. Returns their weights. */
export function checkRows(
  X: Matrix,
  { nClusters: k, init }: Readonly<Required<KMeansOptions>>,
  sampleWeight: SampleWeight | undefined,
): Weights {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (X.nRows === 0 || X.nColumns === 0)
    throw new KindredError('invalid-data', `"X" must have rows and columns, got ${X.nRows} x ${X.nColumns}`);
  const weights = weightsOf(sampleWeight, X.nRows);
  if (k > weights.nPositive) {
    const rows = weights.nPositive < X.nRows ? 'rows of positive weight' : 'rows';
    throw new KindredError('invalid-data', mustBe('nClusters', `an integer from 1 to ${weights.nPositive} (${rows})`, k));
  }
  for (const centers of givenStarts(init)) {
    if (centers.length === k && centers.every((center) => center.length === X.nColumns && center.every(Number.isFinite))) continue;
    const [got, width] = [centers.length, centers[0]?.length];
    throw new KindredError(
      'invalid-data',
      `"init" must be ${k} centers of ${X.nColumns} finite numbers (nClusters by columns), got ${got} of ${width}`,
    );
  }
  return weights;
}
