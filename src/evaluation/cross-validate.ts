/**
 * Cross-validation: fit and score an estimator on each of several splits.
 * @module
 */
import { checkOptions, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { scoreEach, type Fits } from './folds.js';
import { kFold } from './k-fold.js';
import { checkInteractions, type Split } from './pairs.js';
import { EVALUATE_TOP_K } from './ranking.js';
import { EVALUATE_RATINGS, FALLBACK, type RatingOptions } from './ratings.js';
import { SCORINGS, type Scoring, type ScoringPlan } from './scoring.js';

export interface CrossValidateOptions<U extends Id = Id, I extends Id = Id, S extends Scoring = Scoring> {
  /** How to split, once or several times. Default: `(data) => kFold(data)`, five folds of pairs at random. */
  split?: (interactions: Interactions<U, I>) => Split<U, I> | readonly Split<U, I>[];
  /** One measure or several. Default `'ndcg'`. */
  scoring?: S | readonly S[];
  /** The length of the lists. Default 10. */
  k?: number;
  /** For `rmse` and `mae`, what stands for a prediction that is null, as in `evaluateRatings`: no function, for each fold has training values of its own. */
  fallback?: 'mean' | 'skip' | number;
  /** For `rmse` and `mae`, the lowest and highest rating there is. Default: none. */
  clip?: RatingOptions['clip'];
}

/** One score a split, in their order. */
export interface FoldScores {
  readonly mean: number;
  readonly folds: Float64Array;
}

/** What `crossValidate` found. */
export interface CrossValidation<S extends Scoring = Scoring> {
  readonly nFolds: number;
  /** By the name of the measure. */
  readonly scores: Readonly<Record<S, FoldScores>>;
}

const scoringConstraint: Constraint<Scoring | readonly Scoring[]> = {
  default: 'ndcg',
  expected: `one or several of ${SCORINGS.map((name) => `"${name}"`).join(', ')}`,
  accepts: (value) => {
    const names = Array.isArray(value) ? value : [value];
    return names.length > 0 && names.every((name) => SCORINGS.includes(name));
  },
  invalid: ['', 'accuracy', [], ['ndcg', 'nope'], null, 1],
};

/** @internal */
export const CROSS_VALIDATE: Constraints<Required<CrossValidateOptions>> = {
  split: {
    default: kFold,
    expected: 'a function of interactions that gives one or several { train, test }',
    accepts: (value) => typeof value === 'function',
    invalid: [null, 5, 'kFold', []],
  },
  scoring: scoringConstraint,
  ...EVALUATE_TOP_K,
  fallback: FALLBACK,
  clip: EVALUATE_RATINGS.clip,
};

/**
 * Fit an estimator on the training side of each split and score the model by the other side. Where a fit takes more than interactions, wrap it:
 * `{ fit: (data) => new Popularity().fit(data, { segments }) }` (without threads then, which know only kindred's own estimators).
 * @param estimator - one of kindred's, or any object with `fit(interactions)` whose model has `recommendAll` (for measures of lists) or `predict` (for `rmse`, `mae`)
 * @throws KindredError `invalid-data` for a split that cannot be measured; what the estimator throws, with the fold's number; `invalid-option`, `unknown-option`;
 * `cancelled`
 * @example
 * ```ts
 * import { Interactions, ItemKNN, Popularity } from 'kindred';
 * import { crossValidate, kFold } from 'kindred/evaluation';
 * const rows = Array.from({ length: 60 }, (_, n) => ({ u: n % 12, i: `${n % 2}${(n * 7) % 5}` }));
 * const interactions = Interactions.from(rows, { user: 'u', item: 'i' });
 * const split = (data: typeof interactions) => kFold(data, { nFolds: 4, by: 'user' });
 * const { scores } = crossValidate(new ItemKNN(), interactions, { split, scoring: ['ndcg', 'recall'], k: 3 });
 * console.log(scores.ndcg.folds.length, scores.ndcg.mean > 0.5); // 4 true
 *
 * const segments = (user: number) => (user % 2 ? 'odd' : 'even');
 * const bySegment = { fit: (data: typeof interactions) => new Popularity().fit(data, { segments }) };
 * console.log(crossValidate(bySegment, interactions, { scoring: 'hitRate' }).nFolds); // 5
 * ```
 */
export function crossValidate<U extends Id, I extends Id, S extends Scoring = 'ndcg'>(
  estimator: Fits<U, I, unknown>,
  interactions: Interactions<U, I>,
  options: CrossValidateOptions<U, I, S> = {},
  work?: LongWork,
): CrossValidation<S> {
  return drain(crossValidateSteps(estimator, interactions, options), work);
}

/**
 * As `crossValidate`, giving way to other work; with `workers` (of `kindred/worker`) threads take the folds of kindred's own estimators.
 * @throws KindredError as `crossValidate`
 * @example
 * ```ts
 * import { Interactions, Popularity } from 'kindred';
 * import { crossValidateAsync } from 'kindred/evaluation';
 * const rows = Array.from({ length: 60 }, (_, n) => ({ u: n % 12, i: (n * 7) % 5 }));
 * const found = await crossValidateAsync(new Popularity(), Interactions.from(rows, { user: 'u', item: 'i' }), { scoring: 'hitRate' });
 * console.log(found.nFolds, found.scores.hitRate.mean); // 5 1
 * ```
 */
export function crossValidateAsync<U extends Id, I extends Id, S extends Scoring = 'ndcg'>(
  estimator: Fits<U, I, unknown>,
  interactions: Interactions<U, I>,
  options: CrossValidateOptions<U, I, S> = {},
  work?: LongWork,
): Promise<CrossValidation<S>> {
  return drainAsync(crossValidateSteps(estimator, interactions, options), work);
}

function* crossValidateSteps<U extends Id, I extends Id, S extends Scoring>(
  estimator: Fits<U, I, unknown>,
  interactions: Interactions<U, I>,
  given: CrossValidateOptions<U, I, S>,
): Steps<CrossValidation<S>> {
  const { splits, plan } = planOf(interactions, checkOptions<CheckedOptions<U, I>>('crossValidate', CROSS_VALIDATE as never, given));
  checkEstimator('estimator', estimator);
  const [scores] = yield* scoreEach([{ estimator: estimator as unknown as Fits<Id, Id, unknown>, name: '' }], splits, plan);
  return summarized(scores, plan);
}

/** @internal */
export type CheckedOptions<U extends Id, I extends Id> = Required<CrossValidateOptions<U, I>>;

/** The splits, and how to score. @throws KindredError `invalid-data` @internal */
export function planOf<U extends Id, I extends Id>(
  interactions: Interactions<U, I>,
  { split, scoring, k, fallback, clip }: CheckedOptions<U, I>,
): { splits: readonly Split[]; plan: ScoringPlan } {
  checkInteractions('interactions', interactions);
  const found = split(interactions);
  const splits = (Array.isArray(found) ? found : [found]) as readonly Split[];
  if (splits.length === 0) throw new KindredError('invalid-data', '"split" must give at least one { train, test }, got none');
  splits.forEach((one, s) => {
    if (one === null || typeof one !== 'object') throw new KindredError('invalid-data', mustBe(`split ${s + 1}`, '{ train, test }', one));
    checkInteractions(`train of split ${s + 1}`, one.train);
    checkInteractions(`test of split ${s + 1}`, one.test);
  });
  return { splits, plan: { scoring: [scoring].flat() as Scoring[], k, ratings: { fallback, clip } } };
}

/** @throws KindredError `invalid-data` @internal */
export function checkEstimator(name: string, estimator: unknown): void {
  if (typeof (estimator as Partial<Fits<Id, Id, unknown>> | null)?.fit !== 'function')
    throw new KindredError('invalid-data', mustBe(name, 'an estimator, with `fit`', estimator));
}

/** @param scores - for each fold one a scoring @internal */
export function summarized<S extends Scoring>(scores: readonly Float64Array[], { scoring }: ScoringPlan): CrossValidation<S> {
  const of = scoring.map((name, s) => {
    const folds = Float64Array.from(scores, (fold) => fold[s]);
    return [name, { mean: folds.reduce((sum, score) => sum + score, 0) / folds.length, folds }];
  });
  return { nFolds: scores.length, scores: Object.fromEntries(of) as Record<S, FoldScores> };
}
