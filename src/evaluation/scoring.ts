/**
 * The measures by which cross-validation scores a model, by their names.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError } from '../errors.js';
import type { Steps } from '../progress.js';
import type { Split } from './pairs.js';
import { topKSteps, wantedBy, type RecommendsAll } from './ranking.js';
import { ratingSteps, type Predicts, type RatingEvaluation, type RatingOptions } from './ratings.js';
import type { TopKEvaluation, Wanted } from './top-k-evaluation.js';

const LIST_SCORES = {
  precision: (found: TopKEvaluation): number => found.precision.mean,
  recall: (found: TopKEvaluation): number => found.recall.mean,
  ndcg: (found: TopKEvaluation): number => found.ndcg.mean,
  map: (found: TopKEvaluation): number => found.map.mean,
  mrr: (found: TopKEvaluation): number => found.mrr.mean,
  hitRate: (found: TopKEvaluation): number => found.hitRate.mean,
  coverage: (found: TopKEvaluation): number => found.coverage,
  novelty: (found: TopKEvaluation): number => (showsNothing(found) ? NaN : found.novelty.mean),
  popularity: (found: TopKEvaluation): number => (showsNothing(found) ? NaN : found.popularity.mean),
  gini: (found: TopKEvaluation): number => (showsNothing(found) ? NaN : found.gini),
};
const RATING_SCORES = {
  rmse: (found: RatingEvaluation): number => found.rmse,
  mae: (found: RatingEvaluation): number => found.mae,
};

/** A measure of `evaluateTopK` (its mean over users, where it is one of users), or an error of `evaluateRatings`. */
export type Scoring = keyof typeof LIST_SCORES | keyof typeof RATING_SCORES;

export const SCORINGS = [...Object.keys(LIST_SCORES), ...Object.keys(RATING_SCORES)] as Scoring[];

/** Then a mean over its lists is no number, and no merit. */
const showsNothing = ({ rankings }: TopKEvaluation) => rankings.every((ranking) => ranking.length === 0);

/** Is less better? */
export const LESS_IS_BETTER: ReadonlySet<Scoring> = new Set(['popularity', 'gini', 'rmse', 'mae']);

/** How a model is scored. */
export interface ScoringPlan {
  readonly scoring: readonly Scoring[];
  readonly k: number;
  readonly ratings: RatingOptions;
}

/** The search for what was relevant is the same for all models of a split. */
const searched = /* @__PURE__ */ new WeakMap<object, Wanted<Id, Id>>();

/** The scores of a model, in the order of `scoring`. @throws KindredError `invalid-data` */
export function* scoreSteps(model: unknown, split: Split, { scoring, k, ratings }: ScoringPlan): Steps<Float64Array> {
  const { train, test } = split;
  const scores = new Map<Scoring, number>();
  const [lists, errors] = [LIST_SCORES, RATING_SCORES].map((group) => scoring.filter((name) => name in group));
  if (lists.length > 0) {
    const wanted = searched.get(split) ?? wantedBy(train, test);
    searched.set(split, wanted);
    if (wanted.users.length === 0)
      throw new KindredError('invalid-data', 'the test holds nobody of the training data with an item that is new to them');
    const found = yield* topKSteps(model as RecommendsAll<Id, Id>, train, wanted, k);
    for (const name of lists) scores.set(name, LIST_SCORES[name as keyof typeof LIST_SCORES](found));
  }
  if (errors.length > 0) {
    const found = yield* ratingSteps(model as Predicts<Id, Id>, train, test, ratings);
    for (const name of errors) scores.set(name, RATING_SCORES[name as keyof typeof RATING_SCORES](found));
  }
  return Float64Array.from(scoring, (name) => scores.get(name)!);
}
