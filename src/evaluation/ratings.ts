/**
 * Recommenders by their ratings: the errors of what they predict for the ratings held out.
 * @module
 */
import { checkOptions, interval, optional, type Constraint, type Constraints } from '../check.js';
import { countingSort, expand } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';
import { drain, type Steps } from '../progress.js';
import { checkInteractions } from './pairs.js';
import { perUser, type PerUser } from './per-user.js';
import { maeOf, meanOf, rmseOf } from './prediction-errors.js';

export interface RatingOptions<U extends Id = Id, I extends Id = Id> {
  /**
   * What stands for a prediction that is null: the mean of the training values, a number, what a function says of the user and the item, or nothing: the rating is
   * left out. Default `'mean'`.
   */
  fallback?: 'mean' | 'skip' | number | ((user: U, item: I) => number);
  /** The lowest and highest rating there is: predictions outside become these. Default: none. */
  clip?: readonly [low: number, high: number];
}

/** What stands for null whatever the training data are. @internal */
export const FALLBACK: Constraint<'mean' | 'skip' | number> = {
  default: 'mean',
  expected: '"mean", "skip" or a finite number',
  accepts: (v) => v === 'mean' || v === 'skip' || Number.isFinite(v),
  invalid: ['', 'median', NaN, Infinity, null],
};

/** @internal */
export const EVALUATE_RATINGS: Constraints<RatingOptions> = {
  fallback: {
    ...FALLBACK,
    expected: '"mean", "skip", a finite number or a function of a user and an item that gives one',
    accepts: (v) => typeof v === 'function' || FALLBACK.accepts(v),
  },
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
 * The errors of a model's predictions for the ratings held out: a prediction that is impossible becomes the mean of the training ratings, then all are clipped to
 * the rating scale. With `clip`, that is how Surprise has it for KNNBasic. Its other models say more where they find no neighbors: KNNWithMeans and KNNWithZScore
 * the mean of the user (or item) whose neighbors they look for, KNNBaseline the baseline; `fallback` as a function says the same.
 * @param model - fitted on `train`, without a recipe of weights: its predictions must be ratings
 * @param test - one rating a pair of user and item, by its rule for repeated events
 * @throws KindredError `invalid-data` for an empty test, a model that cannot predict, or a prediction or fallback that is no finite number; `invalid-option`,
 * `unknown-option`
 * @example
 * ```ts
 * import { Interactions, ItemKNN } from 'kindred';
 * import { evaluateRatings } from 'kindred/evaluation';
 * const columns = { user: 'u', item: 'i', value: 'stars' } as const;
 * const train = Interactions.from([{ u: 1, i: 'a', stars: 4 }, { u: 1, i: 'b', stars: 5 }, { u: 2, i: 'a', stars: 3 }], columns);
 * const test = Interactions.from([{ u: 2, i: 'b', stars: 4 }, { u: 3, i: 'a', stars: 5 }], columns);
 * const { mae, nRatings, nNulls } = evaluateRatings(new ItemKNN({ aggregate: 'average' }).fit(train), train, test, { clip: [1, 5] });
 * console.log(mae.toFixed(4), nRatings, nNulls); // 1.0000 2 1
 *
 * const fallback = (user: number, item: string) => (train.items.indexOf(item) < 0 ? 3 : 3.5);
 * console.log(evaluateRatings(new ItemKNN({ aggregate: 'average' }).fit(train), train, test, { fallback }).nNulls); // 1
 * ```
 */
export function evaluateRatings<U extends Id, I extends Id>(
  model: Predicts<U, I>,
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  options: RatingOptions<U, I> = {},
): RatingEvaluation<U> {
  return drain(ratingSteps(model, train, test, options));
}

/** Ratings between two reports. */
const STEP = 256;

/** Similarities that a model of neighbors keeps, about. */
const KEPT = 4194304;

/** @internal */
export function* ratingSteps<U extends Id, I extends Id>(
  model: Predicts<U, I>,
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  given: RatingOptions<U, I>,
): Steps<RatingEvaluation<U>> {
  const { fallback, clip } = checkOptions<RatingOptions<U, I>>('evaluateRatings', EVALUATE_RATINGS as never, given);
  checkInteractions('train', train);
  checkInteractions('test', test);
  if (test.nEvents === 0) throw new KindredError('invalid-data', '"test" must hold at least one rating, got none');
  if (typeof (model as Partial<Predicts<U, I>> | null)?.predict !== 'function')
    throw new KindredError('invalid-data', mustBe('model', 'a recommender, with `predict`', model));
  const instead = fallback === 'mean' ? meanOf(train.rows().values) : fallback === 'skip' ? NaN : fallback!;
  const [low, high] = clip ?? [-Infinity, Infinity];
  const { starts, items, values } = test.rows();
  const owner = expand(starts);
  const errors = new Float64Array(values.length);
  let nNulls = 0;
  let done = 0;
  for (const p of inOrder(starts, items, test.nItems, Math.ceil(KEPT / Math.max(1, train.nUsers)))) {
    const [user, item] = [test.users.at(owner[p]), test.items.at(items[p])];
    let predicted = model.predict(user, item);
    if (predicted !== null) checkGiven('predict', predicted, ' or null');
    else {
      nNulls++;
      predicted = typeof instead === 'function' ? checkGiven('fallback', instead(user, item)) : instead;
    }
    errors[p] = Math.max(low, Math.min(high, predicted)) - values[p];
    if (++done % STEP === 0) yield { done, total: values.length, stage: 'predicting ratings' };
  }
  const known = (list: Float64Array) => list.filter((error) => !Number.isNaN(error));
  const counted = known(errors);
  const ofUsers = Array.from({ length: test.nUsers }, (_, u) => known(errors.subarray(starts[u], starts[u + 1])));
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

/** All places, item after item for some users at a time: so a model asks for each row of similarities, of items or of users, as seldom as it can. */
function* inOrder(starts: Int32Array, items: Int32Array, nItems: number, nUsers: number): Iterable<number> {
  for (let u = 0; u + 1 < starts.length; u += nUsers) {
    const from = starts[u];
    for (const p of countingSort(items.subarray(from, starts[Math.min(u + nUsers, starts.length - 1)]), nItems)) yield from + p;
  }
}

/** @throws KindredError `invalid-data` for what a function gave and is no finite number */
function checkGiven(name: string, value: number | null, orNull = ''): number {
  if (Number.isFinite(value)) return value!;
  throw new KindredError('invalid-data', mustBe(name, `a function that gives a finite number${orNull}`, value));
}
