/**
 * Cross-validation of recommenders: what is split, and how models are scored.
 * @module
 */
import { checkOptions, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';
import type { Steps } from '../progress.js';
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
export interface CrossValidation<S extends string = Scoring> {
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

/** @internal */
export function* pairSteps<U extends Id, I extends Id, S extends Scoring>(
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
export function summarized<S extends string>(
  scores: readonly Float64Array[],
  { scoring }: { readonly scoring: readonly string[] },
): CrossValidation<S> {
  const of = scoring.map((name, s) => {
    const folds = Float64Array.from(scores, (fold) => fold[s]);
    return [name, { mean: folds.reduce((sum, score) => sum + score, 0) / folds.length, folds }];
  });
  return { nFolds: scores.length, scores: Object.fromEntries(of) as Record<S, FoldScores> };
}
