/**
 * Grid search: cross-validation of every combination of some options, and the best of them.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import type { Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import {
  checkEstimator,
  CROSS_VALIDATE,
  planOf,
  summarized,
  type CheckedOptions,
  type CrossValidateOptions,
  type CrossValidation,
} from './cross-validate-pairs.js';
import {
  ROW_CROSS_VALIDATE,
  rowPlanOf,
  scoreRowsEach,
  type FitsRows,
  type RowCandidate,
  type RowCrossValidateOptions,
} from './cross-validate-rows.js';
import type { Given } from './cross-validate.js';
import { scoreEach, type Candidate, type Fits } from './folds.js';
import { ROW_LESS_IS_BETTER, type RowScoring } from './row-scoring.js';
import { areRows } from './row-splits.js';
import { LESS_IS_BETTER, type Scoring } from './scoring.js';

/** The values to try, by the name of the option. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** One combination of a grid's values. */
export type GridParams<G extends Grid> = { readonly [K in keyof G]: G[K][number] };

/** A combination with its scores. */
export interface GridPoint<P, E, S extends string = Scoring> extends CrossValidation<S> {
  readonly params: P;
  /** What `make` made of them. Fit on all data, it keeps their types: `best.estimator.fit(interactions)`. */
  readonly estimator: E;
}

/** What `gridSearch` found. */
export interface GridSearch<P, E, S extends string = Scoring> {
  /** Every combination; the values of the last option change first. */
  readonly points: readonly GridPoint<P, E, S>[];
  /** The best by the mean of the first measure, of equal ones the first. */
  readonly best: GridPoint<P, E, S>;
}

/**
 * Cross-validate every combination of some options on the same splits. By the first measure of `scoring`, more is better; less is for `rmse`, `mae`, `popularity`
 * and `gini` (of rows for `logLoss` and `brier`). The best one has been chosen by all test sides: how good it is, only data kept out of the search can tell.
 * @param make - the estimator of a combination
 * @param grid - the values to try
 * @throws KindredError what an estimator throws, with the combination; `invalid-option` for a grid without values; as `crossValidate`
 * @example
 * ```ts
 * import { Interactions, ItemKNN } from 'kindred';
 * import { gridSearch, temporalSplit } from 'kindred/evaluation';
 * const rows = Array.from({ length: 90 }, (_, n) => ({ u: n % 12, i: `${n % 2}${(n * n) % 7}`, t: n }));
 * const interactions = Interactions.from(rows, { user: 'u', item: 'i', time: 't', timeUnit: 's' });
 * const { points, best } = gridSearch(({ nNeighbors }) => new ItemKNN({ nNeighbors }), { nNeighbors: [1, 5] }, interactions, {
 *   split: (data) => temporalSplit(data, { from: 50_000 }),
 *   scoring: 'recall',
 *   k: 3,
 * });
 * const model = best.estimator.fit(interactions);
 * console.log(points.length, best.params.nNeighbors === model.options.nNeighbors); // 2 true
 * ```
 */
export function gridSearch<const G extends Grid, U extends Id, I extends Id, E extends Fits<U, I, unknown>, S extends Scoring = 'ndcg'>(
  make: (params: GridParams<G>) => E,
  grid: G,
  interactions: Interactions<U, I>,
  options?: CrossValidateOptions<U, I, S>,
  work?: LongWork,
): GridSearch<GridParams<G>, E, S>;
/**
 * The same for estimators that learn y from rows.
 * @param X - rows by columns
 * @param y - one label or number a row
 * @throws KindredError as `crossValidate` of rows
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { gridSearch } from 'kindred/evaluation';
 * const X = Matrix.from(Array.from({ length: 40 }, (_, i) => [i % 8, i % 3]));
 * const y = Array.from({ length: 40 }, (_, i) => i % 8 > 3);
 * // models of your own: one column says it all
 * const make = ({ column }: { column: number }) => ({
 *   fit: () => ({ predictProba: (rows: Matrix) => Array.from({ length: rows.nRows }, (_, i) => rows.row(i)[column] / 8) }),
 * });
 * console.log(gridSearch(make, { column: [1, 0] }, X, y, { scoring: 'brier' }).best.params); // { column: 0 }
 * ```
 */
export function gridSearch<const G extends Grid, E extends FitsRows, X extends Matrix | Table, S extends RowScoring = 'rocAuc'>(
  make: (params: GridParams<G>) => E,
  grid: G,
  X: X,
  y: Labels,
  options?: RowCrossValidateOptions<S>,
  work?: LongWork,
): GridSearch<GridParams<G>, E, S>;
export function gridSearch(make: unknown, grid: Grid, ...data: Given): GridSearch<object, unknown, string> {
  const [steps, work] = stepsOf(make, grid, data);
  return drain(steps, work);
}

/**
 * As `gridSearch`, giving way to other work; with `workers` (of `kindred/worker`) threads take the folds of kindred's own estimators.
 * @throws KindredError as `gridSearch`
 * @example
 * ```ts
 * import { Interactions, ItemKNN } from 'kindred';
 * import { gridSearchAsync } from 'kindred/evaluation';
 * import { workers } from 'kindred/worker';
 * const rows = Array.from({ length: 90 }, (_, n) => ({ u: n % 12, i: `${n % 2}${(n * n) % 7}` }));
 * const interactions = Interactions.from(rows, { user: 'u', item: 'i' });
 * const pool = await workers(2);
 * const { best } = await gridSearchAsync((params) => new ItemKNN(params), { nNeighbors: [1, 5] }, interactions, {}, { workers: pool });
 * await pool.close();
 * console.log(best.scores.ndcg.folds.length); // 5
 * ```
 */
export function gridSearchAsync<
  const G extends Grid,
  U extends Id,
  I extends Id,
  E extends Fits<U, I, unknown>,
  S extends Scoring = 'ndcg',
>(
  make: (params: GridParams<G>) => E,
  grid: G,
  interactions: Interactions<U, I>,
  options?: CrossValidateOptions<U, I, S>,
  work?: LongWork,
): Promise<GridSearch<GridParams<G>, E, S>>;
/**
 * As `gridSearch` of rows, giving way to other work, in one thread.
 * @throws KindredError as `gridSearch`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { gridSearchAsync } from 'kindred/evaluation';
 * const X = Matrix.from(Array.from({ length: 20 }, (_, i) => [i]));
 * const times = ({ by }: { by: number }) => ({ fit: () => ({ predict: (rows: Matrix) => rows.data.map((v) => by * v) }) });
 * const { best } = await gridSearchAsync(times, { by: [1, 2, 3] }, X, X.data.map((v) => 2 * v + 1), { scoring: 'mae' });
 * console.log(best.params.by); // 2
 * ```
 */
export function gridSearchAsync<const G extends Grid, E extends FitsRows, X extends Matrix | Table, S extends RowScoring = 'rocAuc'>(
  make: (params: GridParams<G>) => E,
  grid: G,
  X: X,
  y: Labels,
  options?: RowCrossValidateOptions<S>,
  work?: LongWork,
): Promise<GridSearch<GridParams<G>, E, S>>;
export function gridSearchAsync(make: unknown, grid: Grid, ...data: Given): Promise<GridSearch<object, unknown, string>> {
  const [steps, work] = stepsOf(make, grid, data);
  return drainAsync(steps, work);
}

/** By what is given, rows or interactions. */
function stepsOf(make: unknown, grid: Grid, data: Given): [Steps<GridSearch<object, unknown, string>>, LongWork | undefined] {
  const isOfRows = areRows(data[0]);
  return [gridSteps(make, grid, data), (isOfRows ? data[3] : data[2]) as LongWork | undefined];
}

function* gridSteps(make: unknown, grid: Grid, data: Given): Steps<GridSearch<object, unknown, string>> {
  if (typeof make !== 'function') throw new KindredError('invalid-option', mustBe('make', 'a function that makes an estimator', make));
  const search = searchOf(data);
  const combinations = combinationsOf(grid).map((params) => ({ params, estimator: made(make as (params: object) => unknown, params) }));
  const { plan, score } = search();
  const scores = yield* score(
    combinations.map(({ params, estimator }) => ({ estimator, name: `${described(params)}, ` }) as Candidate & RowCandidate),
  );
  const points = combinations.map((combination, c) => ({ ...combination, ...summarized<string>(scores[c], plan) }));
  return { points, best: bestOf(points, plan.scoring[0]) };
}

/** What is searched by: options are checked at once, data are split when it is asked. */
function searchOf(data: Given): () => {
  plan: { readonly scoring: readonly string[] };
  score: (candidates: readonly (Candidate & RowCandidate)[]) => Steps<Float64Array[][]>;
} {
  if (areRows(data[0])) {
    const [X, y, given = {}] = data as Extract<Given, [Matrix | Table, Labels, ...unknown[]]>;
    const options = checkOptions<RowCrossValidateOptions>('gridSearch', ROW_CROSS_VALIDATE, given);
    return () => {
      const plan = rowPlanOf(X, y, options);
      return { plan, score: (candidates: readonly RowCandidate[]) => scoreRowsEach(candidates, plan) };
    };
  }
  const [interactions, given = {}] = data as Extract<Given, [Interactions, ...unknown[]]>;
  const options = checkOptions<CheckedOptions<Id, Id>>('gridSearch', CROSS_VALIDATE as never, given);
  return () => {
    const { splits, plan } = planOf(interactions, options);
    return { plan, score: (candidates: readonly Candidate[]) => scoreEach(candidates, splits, plan) };
  };
}

/** @throws KindredError `invalid-option` */
function combinationsOf<G extends Grid>(grid: G): GridParams<G>[] {
  if (grid === null || typeof grid !== 'object' || Array.isArray(grid))
    throw new KindredError('invalid-option', mustBe('grid', 'an object such as { nNeighbors: [20, 50] }', grid));
  let combinations: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    if (!Array.isArray(values) || values.length === 0)
      throw new KindredError('invalid-option', mustBe(`grid.${name}`, 'a list of at least one value', values));
    combinations = combinations.flatMap((params) => values.map((value: unknown) => ({ ...params, [name]: value })));
  }
  return combinations as GridParams<G>[];
}

/** The estimator of a combination. Whatever `make` throws of kindred's says which one it was. */
function made<P extends object, E>(make: (params: P) => E, params: P): E {
  try {
    const estimator = make(params);
    checkEstimator('make(params)', estimator);
    return estimator;
  } catch (error) {
    throw error instanceof KindredError ? new KindredError(error.code, `${described(params)}: ${error.message}`, { cause: error }) : error;
  }
}

/** `{ nNeighbors: 50, aggregate: "sum" }` */
function described(params: object): string {
  const entries = Object.entries(params).map(([name, value]) => `${name}: ${show(value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** @throws KindredError `invalid-data` where no combination has a score */
function bestOf<P, E>(points: readonly GridPoint<P, E, string>[], scoring: string): GridPoint<P, E, string> {
  const sign = LESS_IS_BETTER.has(scoring as Scoring) || ROW_LESS_IS_BETTER.has(scoring) ? -1 : 1;
  const scored = points.filter(({ scores }) => !Number.isNaN(scores[scoring].mean));
  if (scored.length === 0) throw new KindredError('invalid-data', `no combination has a "${scoring}": there was nothing to measure`);
  return scored.reduce((best, one) => (sign * one.scores[scoring].mean > sign * best.scores[scoring].mean ? one : best));
}
