/**
 * Errors of predicted ratings: the root of the mean squared error (RMSE) and the mean absolute error (MAE).
 * @module
 */
import { checkOptions, optional, type Constraints } from '../check.js';
import { KindredError, show } from '../errors.js';

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

/** The mean, NaN of none. @internal */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** @internal */
export const rmseOf = (errors: Float64Array) => Math.sqrt(meanOf(errors.map((error) => error * error)));
/** @internal */
export const maeOf = (errors: Float64Array) => meanOf(errors.map(Math.abs));
