/**
 * Two models by the same users: paired differences and the interval that holds their mean.
 * @module
 */
import { checkOptions, oneOf, type Constraint } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError } from '../errors.js';
import { BOOTSTRAP, bootstrapEach, type BootstrapOptions, type Interval } from './intervals.js';
import type { TopKEvaluation } from './top-k-evaluation.js';

/** Two means and their difference, each with its interval, from the same draws of users. */
export interface PairedComparison {
  readonly a: Interval;
  readonly b: Interval;
  /** Of a − b, user by user: where its interval lies above 0, a is better (for errors: worse). */
  readonly difference: Interval;
  /** Users that were compared: those with a value in both. */
  readonly n: number;
}

/** What `evaluateTopK` has one value a user of. */
export type UserMeasure = 'precision' | 'recall' | 'ndcg' | 'map' | 'mrr' | 'hitRate' | 'novelty' | 'popularity';

/** What is compared of two evaluations. */
export type Compared<U extends Id> = Pick<TopKEvaluation<U>, 'k' | 'users' | UserMeasure>;

export interface CompareTopKOptions extends BootstrapOptions {
  /** Default `'ndcg'`. */
  measure?: UserMeasure;
}

/** @internal */
export const COMPARE: { measure: Constraint<UserMeasure> } & typeof BOOTSTRAP = {
  measure: oneOf('ndcg', 'precision', 'recall', 'ndcg', 'map', 'mrr', 'hitRate', 'novelty', 'popularity'),
  ...BOOTSTRAP,
};

/**
 * Is one model better than another? The paired percentile bootstrap (Efron 1979): users are drawn with replacement, and the difference of the two means is taken
 * each time. Pairing takes out that some users are easy for every model, so its interval is narrower than those of both means suggest.
 * @param a - one value a user
 * @param b - of the same users, in the same order; pairs of which one is NaN are left out
 * @throws KindredError `invalid-data` for lists of different length, or no pair; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { pairedBootstrap } from 'kindred/evaluation';
 * const { difference } = pairedBootstrap([0.5, 0.7, 0.9, 0.4], [0.4, 0.6, 0.8, 0.3]);
 * console.log(difference.mean.toFixed(2), difference.low > 0); // 0.10 true
 * ```
 */
export function pairedBootstrap(a: ArrayLike<number>, b: ArrayLike<number>, options: BootstrapOptions = {}): PairedComparison {
  if (a.length !== b.length)
    throw new KindredError('invalid-data', `both models must have values of the same users, got ${a.length} and ${b.length}`);
  const both = Array.from(a, (v, u) => [v, b[u]]).filter(([v, w]) => !Number.isNaN(v) && !Number.isNaN(w));
  const lists = [both.map(([v]) => v), both.map(([, w]) => w), both.map(([v, w]) => v - w)];
  const [ofA, ofB, difference] = bootstrapEach(lists, options);
  return { a: ofA, b: ofB, difference, n: both.length };
}

/**
 * As `pairedBootstrap`, for a measure of two evaluations on the same training and test data.
 * @throws KindredError `invalid-data` for other users or another k; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions, ItemKNN, Popularity } from 'kindred';
 * import { compareTopK, evaluateTopK, leaveOneOut } from 'kindred/evaluation';
 * const rows = Array.from({ length: 60 }, (_, n) => ({ u: n % 12, i: `${n % 2}${(n * 7) % 5}` }));
 * const { train, test } = leaveOneOut(Interactions.from(rows, { user: 'u', item: 'i' }), { which: 'random' });
 * const [a, b] = [new ItemKNN(), new Popularity()].map((one) => evaluateTopK(one.fit(train), train, test, { k: 1 }));
 * console.log(compareTopK(a, b, { measure: 'hitRate' }).difference.low > 0); // true
 * ```
 */
export function compareTopK<U extends Id>(a: Compared<U>, b: Compared<U>, options: CompareTopKOptions = {}): PairedComparison {
  const { measure, ...bootstrap } = checkOptions<Required<CompareTopKOptions>>('compareTopK', COMPARE, options);
  if (a.k !== b.k) throw new KindredError('invalid-data', `both evaluations must be of one k, got ${a.k} and ${b.k}`);
  if (a.users.length !== b.users.length || a.users.some((user, u) => user !== b.users[u]))
    throw new KindredError('invalid-data', 'both evaluations must be of the same users: evaluate both on the same training and test data');
  return pairedBootstrap(a[measure].values, b[measure].values, bootstrap);
}
