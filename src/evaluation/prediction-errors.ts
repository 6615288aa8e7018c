/**
 * Errors of predicted numbers, ratings among them: the root of the mean squared error (RMSE), the mean absolute error (MAE), and how much of the variance is
 * explained, R² = 1 − Σ (y − f)² / Σ (y − mean)².
 * @module
 */
import { checkOptions, optional, type Constraints } from '../check.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { KindredError, show } from '../errors.js';
import { WEIGHT, type WeightOptions } from './confusion.js';
import { checkedWeights } from './scored-rows.js';
import { weightedMean } from './weighted-mean.js';

export interface ErrorOptions {
  /** What stands for a prediction that is null, as of a rating that a model says nothing of. Default: null is an error. */
  fallback?: number;
  /** How much each row counts. Default: 1. */
  sampleWeight?: SampleWeight;
}

const number = { expected: 'a finite number', accepts: Number.isFinite, invalid: [NaN, Infinity, '3', null] };

/** @internal */
export const ERRORS: Constraints<ErrorOptions> = { fallback: optional<number>(number), ...WEIGHT };

/**
 * The root of the mean squared error, in the unit of the numbers.
 * @param actual - what was: ratings that were given, say
 * @param predicted - in the same order; null where a model says nothing
 * @throws KindredError `invalid-data` for lists of different length, none, a null without `fallback`, or what is no finite number; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { rmse } from 'kindred/evaluation';
 * console.log(rmse([4, 2, 5], [3, 2, 3]).toFixed(4)); // 1.2910
 * console.log(rmse([4, 2], [4, null], { fallback: 3 }).toFixed(4)); // 0.7071
 * ```
 */
export function rmse(actual: ArrayLike<number>, predicted: ArrayLike<number | null>, options: ErrorOptions = {}): number {
  const { errors, weights } = errorsOf('rmse', actual, predicted, options);
  return weights ? Math.sqrt(weightedMean(squares(errors), weights)) : rmseOf(errors);
}

/**
 * The mean absolute error, in the unit of the numbers.
 * @param actual - what was: ratings that were given, say
 * @param predicted - in the same order; null where a model says nothing
 * @throws KindredError as `rmse`
 * @example
 * ```ts
 * import { mae } from 'kindred/evaluation';
 * console.log(mae([4, 2, 5], [3, 2, 3])); // 1
 * ```
 */
export function mae(actual: ArrayLike<number>, predicted: ArrayLike<number | null>, options: ErrorOptions = {}): number {
  const { errors, weights } = errorsOf('mae', actual, predicted, options);
  return weights ? weightedMean(errors.map(Math.abs), weights) : maeOf(errors);
}

/**
 * R², the share of the variance that predictions explain: 1 for all of it, 0 for as good as the mean, below 0 for worse. Where all numbers are the same there is no
 * variance: 1 for right predictions, else 0 (as scikit-learn).
 * @param actual - what was
 * @param predicted - in the same order
 * @throws KindredError `invalid-data` for lists of different length, fewer than two rows, or what is no finite number; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { r2 } from 'kindred/evaluation';
 * console.log(r2([3, -0.5, 2, 7], [2.5, 0, 2, 8]).toFixed(4)); // 0.9486
 * ```
 */
export function r2(actual: ArrayLike<number>, predicted: ArrayLike<number>, options: WeightOptions = {}): number {
  const { sampleWeight } = checkOptions<WeightOptions>('r2', WEIGHT, options);
  const { errors, weights } = errorsOf('r2', actual, predicted, { sampleWeight });
  if (errors.length < 2) throw new KindredError('invalid-data', 'R² needs at least two rows, got one');
  const values = Float64Array.from(actual);
  const mean = weightedMean(values, weights);
  const variance = weightedMean(squares(values.map((value) => value - mean)), weights);
  const left = weightedMean(squares(errors), weights);
  return variance > 0 ? 1 - left / variance : left > 0 ? 0 : 1;
}

function errorsOf(
  owner: string,
  actual: ArrayLike<number>,
  predicted: ArrayLike<number | null>,
  options: ErrorOptions,
): { errors: Float64Array; weights: Float64Array | undefined } {
  const { fallback, sampleWeight } = checkOptions<ErrorOptions>(owner, ERRORS, options);
  if (actual.length !== predicted.length || actual.length === 0)
    throw new KindredError(
      'invalid-data',
      `"predicted" must hold one number a row, of at least one row, got ${predicted.length} for ${actual.length}`,
    );
  const errors = Float64Array.from(actual, (was, n) => {
    const value = predicted[n] === null ? fallback : predicted[n];
    if (!Number.isFinite(was)) throw new KindredError('invalid-data', `"actual" must be finite numbers, row ${n + 1} has ${show(was)}`);
    if (Number.isFinite(value)) return value! - was;
    const hint = predicted[n] === null ? ': say by "fallback" what stands for it' : '';
    throw new KindredError('invalid-data', `"predicted" must be finite numbers, row ${n + 1} has ${show(predicted[n])}${hint}`);
  });
  return { errors, weights: checkedWeights(sampleWeight, actual.length) };
}

/** The mean, NaN of none. @internal */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

const squares = (values: Float64Array) => values.map((value) => value * value);

/** @internal */
export const rmseOf = (errors: Float64Array) => Math.sqrt(meanOf(squares(errors)));
/** @internal */
export const maeOf = (errors: Float64Array) => meanOf(errors.map(Math.abs));
