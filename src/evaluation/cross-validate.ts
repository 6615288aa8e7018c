/**
 * Cross-validation: fit and score an estimator on each of several splits, of interactions or of rows.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import type { Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { checkEstimator, pairSteps, summarized, type CrossValidateOptions, type CrossValidation } from './cross-validate-pairs.js';
import { ROW_CROSS_VALIDATE, rowPlanOf, scoreRowsEach, type FitsRows, type RowCrossValidateOptions } from './cross-validate-rows.js';
import type { Fits } from './folds.js';
import type { RowScoring } from './row-scoring.js';
import { areRows } from './row-splits.js';
import type { Scoring } from './scoring.js';

/** Interactions, or rows with their target; then options and what every long call takes. @internal */
export type Given =
  [data: Interactions, options?: object, work?: LongWork] | [X: Matrix | Table, y: Labels, options?: object, work?: LongWork];

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
  options?: CrossValidateOptions<U, I, S>,
  work?: LongWork,
): CrossValidation<S>;
/**
 * Fit an estimator that learns y from rows on the training side of each split, and score the model by the other side. Where a fit takes more, wrap it:
 * `{ fit: (X, y) => new LogisticRegression().fit(X, y, { sampleWeight }) }`.
 * @param estimator - one of kindred's, a pipeline that ends in one, or any object with `fit(X, y)` whose model has `predict` (for labels and numbers), `predictProba`
 * (for probabilities of two classes) or `probabilities` (of several); one that takes tables says so by `takesTables: true`
 * @param X - rows by columns
 * @param y - one label or number a row
 * @throws KindredError as above; `unsupported` for a model that lacks what a measure needs
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { crossValidate } from 'kindred/evaluation';
 * const X = Matrix.from(Array.from({ length: 40 }, (_, i) => [i % 8, i % 3]));
 * const y = Array.from({ length: 40 }, (_, i) => i % 8 > 3);
 * // a model of your own: the first column says it all
 * const estimator = { fit: () => ({ predictProba: (rows: Matrix) => Array.from({ length: rows.nRows }, (_, i) => rows.row(i)[0] / 8) }) };
 * const { scores } = crossValidate(estimator, X, y, { scoring: ['rocAuc', 'brier'] });
 * console.log(scores.rocAuc.mean, scores.brier.folds.length); // 1 5
 * ```
 */
export function crossValidate<X extends Matrix | Table, S extends RowScoring = 'rocAuc'>(
  estimator: FitsRows,
  X: X,
  y: Labels,
  options?: RowCrossValidateOptions<S>,
  work?: LongWork,
): CrossValidation<S>;
export function crossValidate(estimator: unknown, ...data: Given): CrossValidation<string> {
  const [steps, work] = stepsOf(estimator, data);
  return drain(steps, work);
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
  options?: CrossValidateOptions<U, I, S>,
  work?: LongWork,
): Promise<CrossValidation<S>>;
/**
 * As `crossValidate` of rows, giving way to other work, in one thread.
 * @throws KindredError as `crossValidate`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { crossValidateAsync } from 'kindred/evaluation';
 * const X = Matrix.from(Array.from({ length: 20 }, (_, i) => [i]));
 * const twice = { fit: () => ({ predict: (rows: Matrix) => rows.data.map((v) => 2 * v) }) };
 * console.log((await crossValidateAsync(twice, X, X.data.map((v) => 2 * v + 1), { scoring: 'mae' })).scores.mae.mean); // 1
 * ```
 */
export function crossValidateAsync<X extends Matrix | Table, S extends RowScoring = 'rocAuc'>(
  estimator: FitsRows,
  X: X,
  y: Labels,
  options?: RowCrossValidateOptions<S>,
  work?: LongWork,
): Promise<CrossValidation<S>>;
export function crossValidateAsync(estimator: unknown, ...data: Given): Promise<CrossValidation<string>> {
  const [steps, work] = stepsOf(estimator, data);
  return drainAsync(steps, work);
}

/** By what is given, rows or interactions. */
function stepsOf(estimator: unknown, data: Given): [Steps<CrossValidation<string>>, LongWork | undefined] {
  if (areRows(data[0])) {
    const [X, y, options = {}, work] = data as Extract<Given, [Matrix | Table, Labels, ...unknown[]]>;
    return [rowSteps(estimator, X, y, options), work];
  }
  const [interactions, options = {}, work] = data as Extract<Given, [Interactions, ...unknown[]]>;
  return [pairSteps(estimator as Fits<Id, Id, unknown>, interactions, options), work];
}

function* rowSteps(estimator: unknown, X: Matrix | Table, y: Labels, given: object): Steps<CrossValidation<string>> {
  const plan = rowPlanOf(X, y, checkOptions<RowCrossValidateOptions>('crossValidate', ROW_CROSS_VALIDATE, given));
  checkEstimator('estimator', estimator);
  const [scores] = yield* scoreRowsEach([{ estimator: estimator as FitsRows, name: '' }], plan);
  return summarized(scores, plan);
}
