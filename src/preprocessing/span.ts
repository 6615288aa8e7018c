/**
 * How far the values of a column lie apart, as a scale.
 * @module
 */
import { KindredError } from '../errors.js';
import { columnName, type Fitted } from './transformer.js';

/** Ten units in the last place of 1. */
const NOISE = 10 * 2.220446049250313e-16;

/**
 * high - low, or 1 for a constant column, where no more than rounding lies between them. scikit-learn takes spans below 2.2e-15 for constant whatever the
 * size of the values; here the bound grows and shrinks with them.
 */
export function spanOf(low: number, high: number): number {
  const span = high - low;
  return span > NOISE * Math.max(Math.abs(low), Math.abs(high)) ? span : 1;
}

/** @throws KindredError `invalid-data` for a column whose span from `low` to `high` f64 cannot say */
export function refuseSpan(low: number, high: number, of: Fitted, j: number): void {
  if (high - low !== Infinity) return;
  throw new KindredError(
    'invalid-data',
    `column ${columnName(of, j)} must not span more than f64 can say, it goes from ${low} to ${high}: use another unit`,
  );
}
