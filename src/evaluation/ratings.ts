/**
 * Errors of predicted ratings: the root of the mean squared error (RMSE) and the mean absolute error (MAE).
 * @module
 */
import { checkOptions, interval, optional, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, mustBe, show } from '../errors.js';
import { drain, type Steps } from '../progress.js';
import { checkInteractions } from './pairs.js';
import { perUser, type PerUser } from './per-user.js';

const number = { expected: 'a finite number', accepts: Number.isFinite, invalid: [NaN, Infinity, '3', null] };
const PLAIN: Constraints<{ fallback?: number }> = { fallback: optional<number>(number) };

/**
 * The root of the mean squared error.
 * @param actual - the ratings that were given
 * @param predicted - in the same order; null where a model says nothing
 * @param options - `fallback`: what stands for null. Default: null is an error
 * @throws KindredError `invalid-data` for lists of different length, none, a null without `fallback`, or what is no finite number; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { rmse } from 'kindred/evaluation';
 * console.log(rmse([4, 2, 5], [3, 2, 3]).toFixed(4)); // 1.2910
 * console.log(rmse([4, 2], [4, null], { fallback: 3 }).toFixed(4)); // 0.7071
 * ```
 */
export function rmse(actual: ArrayLike<number>, predicted: ArrayLike<number | null>, options: { fallback?: number } = {}): number {
  return rmseOf(errorsOf('rmse', actual, predicted, options));
}

/**
 * The mean absolute error.
 * @param actual - the ratings that were given
 * @param predicted - in the same order; null where a model says nothing
 * @param options - `fallback`: what stands for null. Default: null is an error
 * @throws KindredError as `rmse`
 * @example
 * ```ts
 * import { mae } from 'kindred/evaluation';
 * console.log(mae([4, 2, 5], [3, 2, 3])); // 1
 * ```
 */
export function mae(actual: ArrayLike<number>, predicted: ArrayLike<number | null>, options: { fallback?: number } = {}): number {
  return maeOf(errorsOf('mae', actual, predicted, options));
}

export interface RatingOptions {
  /** What stands for a prediction that is null: the mean of the training values, a number, or nothing: the rating is left out. Default `'mean'`. */
  fallback?: 'mean' | 'skip' | number;
  /** The lowest and highest rating there is: predictions outside become these. Default: none. */
  clip?: readonly [low: number, high: number];
}

/** @internal */
export const RATINGS: Constraints<RatingOptions> = {
  fallback: {
    default: 'mean',
    expected: '"mean", "skip" or a finite number',
    accepts: (v) => v === 'mean' || v === 'skip' || Number.isFinite(v),
    invalid: ['', 'median', NaN, Infinity, null],
  } as Constraint<NonNullable<RatingOptions['fallback']>>,
  clip: optional(interval(1, 5)),
};

/** What `evaluateRatings` found. */
export interface RatingEvaluation<U extends Id = Id> {
  /** Over all ratings; NaN where none is counted. */
  readonly rmse: number;
  /** Over all ratings; NaN where none is counted. */
  readonly mae: number;
  /** Ratings in the test. */
  readonly nRatings: number;
  /** Predictions that were null: given the fallback, or left out by `'skip'`. */
  readonly nNulls: number;
  /** The users of the test. */
  readonly users: readonly U[];
  /** Each user's RMSE, NaN where all of a user's ratings are left out. Its mean is over users, not ratings. */
  readonly userRmse: PerUser;
  /** Each user's MAE, likewise. */
  readonly userMae: PerUser;
}

/** All a recommender must be able to do for its ratings to be evaluated. */
export interface Predicts<U extends Id, I extends Id> {
  predict(user: U, item: I): number | null;
}

/**
 * The errors of a model's predictions for the ratings held out. The defaults with `clip` are Surprise's: a prediction that is impossible becomes the mean of the
 * training ratings, then all are clipped to the rating scale.
 * @param model - fitted on `train`, without a recipe of weights: its predictions must be ratings
 * @param test - one rating a pair of user and item, by its rule for repeated events
 * @throws KindredError `invalid-data` for an empty test, or a model that cannot predict; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions, ItemKNN } from 'kindred';
 * import { evaluateRatings } from 'kindred/evaluation';
 * const columns = { user: 'u', item: 'i', value: 'stars' } as const;
 * const train = Interactions.from([{ u: 1, i: 'a', stars: 4 }, { u: 1, i: 'b', stars: 5 }, { u: 2, i: 'a', stars: 3 }], columns);
 * const test = Interactions.from([{ u: 2, i: 'b', stars: 4 }, { u: 3, i: 'a', stars: 5 }], columns);
 * const { mae, nRatings, nNulls } = evaluateRatings(new ItemKNN({ aggregate: 'average' }).fit(train), train, test, { clip: [1, 5] });
 * console.log(mae.toFixed(4), nRatings, nNulls); // 1.0000 2 1
 * ```
 */
export function evaluateRatings<U extends Id, I extends Id>(
  model: Predicts<U, I>,
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  options: RatingOptions = {},
): RatingEvaluation<U> {
  return drain(ratingSteps(model, train, test, options));
}

/** Users between two reports. */
const STEP = 16;

/** @internal */
export function* ratingSteps<U extends Id, I extends Id>(
  model: Predicts<U, I>,
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  given: RatingOptions,
): Steps<RatingEvaluation<U>> {
  const { fallback, clip } = checkOptions<RatingOptions>('evaluateRatings', RATINGS, given);
  checkInteractions('train', train);
  checkInteractions('test', test);
  if (test.nEvents === 0) throw new KindredError('invalid-data', '"test" must hold at least one rating, got none');
  if (typeof (model as Partial<Predicts<U, I>> | null)?.predict !== 'function')
    throw new KindredError('invalid-data', mustBe('model', 'a recommender, with `predict`', model));
  const instead = fallback === 'mean' ? meanOf(train.rows().values) : fallback === 'skip' ? NaN : fallback!;
  const [low, high] = clip ?? [-Infinity, Infinity];
  const { starts, items, values } = test.rows();
  const errors = new Float64Array(values.length);
  let nNulls = 0;
  const ofUsers: Float64Array[] = [];
  for (let u = 0; u < test.nUsers; u++) {
    const user = test.users.at(u);
    for (let p = starts[u]; p < starts[u + 1]; p++) {
      const predicted = model.predict(user, test.items.at(items[p]));
      if (predicted === null) nNulls++;
      else if (!Number.isFinite(predicted))
        throw new KindredError('invalid-data', mustBe('predict', 'a function that gives a finite number or null', predicted));
      errors[p] = Math.max(low, Math.min(high, predicted ?? instead)) - values[p];
    }
    ofUsers.push(errors.subarray(starts[u], starts[u + 1]).filter((error) => !Number.isNaN(error)));
    if (u % STEP === STEP - 1) yield { done: u, total: test.nUsers, stage: 'predicting ratings' };
  }
  const counted = errors.filter((error) => !Number.isNaN(error));
  return {
    rmse: rmseOf(counted),
    mae: maeOf(counted),
    nRatings: values.length,
    nNulls,
    users: test.users.values,
    userRmse: perUser(ofUsers.map(rmseOf)),
    userMae: perUser(ofUsers.map(maeOf)),
  };
}

function errorsOf(
  owner: string,
  actual: ArrayLike<number>,
  predicted: ArrayLike<number | null>,
  options: { fallback?: number },
): Float64Array {
  const { fallback } = checkOptions<{ fallback?: number }>(owner, PLAIN, options);
  if (actual.length !== predicted.length || actual.length === 0)
    throw new KindredError(
      'invalid-data',
      `"predicted" must hold one number a rating, of at least one rating, got ${predicted.length} for ${actual.length}`,
    );
  return Float64Array.from(actual, (rating, n) => {
    const value = predicted[n] === null ? fallback : predicted[n];
    if (!Number.isFinite(rating)) throw new KindredError('invalid-data', `rating ${n + 1} must be a finite number, got ${show(rating)}`);
    if (Number.isFinite(value)) return value! - rating;
    const hint = predicted[n] === null ? ': say by "fallback" what stands for it' : '';
    throw new KindredError('invalid-data', `prediction ${n + 1} must be a finite number, got ${show(predicted[n])}${hint}`);
  });
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

const rmseOf = (errors: Float64Array) => Math.sqrt(meanOf(errors.map((error) => error * error)));
const maeOf = (errors: Float64Array) => meanOf(errors.map(Math.abs));
