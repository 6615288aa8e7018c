/**
 * KMeans: rows in k groups around centers, the sum of squared distances as small as several runs of Lloyd's algorithm find it
 * (Lloyd 1982; starts by greedy k-means++, Arthur & Vassilvitskii 2007).
 * @module
 */
import { checkOptions, integer, number, seed, type Constraint, type Constraints } from '../check.js';
import type { Matrix } from '../data/matrix.js';
import type { SampleWeight } from '../data/sample-weight.js';
import type { NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { checkRows } from './check-rows.js';
import { fittedModel } from './fitted.js';
import { KMeansModel } from './kmeans-model.js';
import { batchSteps, batchStepsAsync, updated } from './mini-batch.js';
import { runStarts } from './starts.js';

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
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'KMeans';
  /** @internal */
  static readonly isOfKindred = true;

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

  /**
   * Mini-batches, for rows that come as a stream or do not fit in memory: one batch at a time is held, none is kept (Sculley 2010). The centers start on the first
   * batch: given, or of `nInit` starts the one of the least inertia there. Each batch is labeled by the centers as they are; then each center becomes the mean of all
   * rows it was given. `maxIter` and `tol` have no part in it.
   *
   * The model has no `labels`; `inertia` sums the squared distances that each batch had to the centers it found, `nIter` counts the batches, `converged` is false. Clusters
   * are numbered as `fit` numbers them. Rows of a batch in another order give the same centers but for rounding, batches in another order give others.
   * @param batches - matrices of the same columns, the first of at least `nClusters` rows. An array that a batch views may be filled anew for the next
   * @param work - told after each batch, of `total` Infinity unless `batches` is an array. Where it ends the work, the iterator's `return` is called
   * @throws KindredError `invalid-data` for no batches, something that is no Matrix, a batch of other columns, a first one of too few rows; `too-large`; `cancelled`; and what `batches` throws
   * @example
   * ```ts
   * import { KMeans, Matrix } from 'kindred';
   * function* days() {
   *   yield Matrix.from([[0], [1], [10]]);
   *   yield Matrix.from([[2], [11], [12]]);
   * }
   * const recipe = new KMeans({ nClusters: 2, init: [[0], [10]] });
   * const model = recipe.fitBatches(days());
   * console.log(model.clusterCenters.data, model.nIter); // Float64Array(2) [ 1, 11 ] 2
   * console.log(recipe.update(model, Matrix.from([[3], [3]])).clusterCenters.row(0)[0]); // 1.8
   * ```
   */
  fitBatches(batches: Iterable<Matrix>, work?: LongWork): KMeansModel {
    return drain(batchSteps(batches, this.options), work);
  }

  /** As `fitBatches`, giving way to other work, and waiting for batches where they come later. */
  fitBatchesAsync(batches: Iterable<Matrix> | AsyncIterable<Matrix>, work?: LongWork): Promise<KMeansModel> {
    return drainAsync(batchStepsAsync(batches, this.options), work);
  }

  /**
   * What `fitBatches` does with one more batch, from a model's centers and `clusterWeights`, whether they come from batches, a fit or a file. Numbers and names stay;
   * the given model stays as it is.
   * @param model - of `nClusters` clusters
   * @param X - rows of as many columns as the model was fitted on
   * @throws KindredError `invalid-option` for a model of other clusters; `invalid-data`
   */
  update(model: KMeansModel, X: Matrix): KMeansModel {
    return updated(model, X, this.options);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [KMeansModel];
  }

  /** The starts are parts. @internal */
  get splits(): boolean {
    return true;
  }

  /** @internal */
  *steps(X: Matrix, { sampleWeight }: KMeansWork = {}): Steps<KMeansModel> {
    const weights = checkRows(X, this.options, sampleWeight);
    const best = yield* runStarts(X, this.options, weights);
    return fittedModel(X, this.options.maxIter, best);
  }
}
