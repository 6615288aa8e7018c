/**
 * Percentiles of a column: between the values beside a place, linearly (numpy's default; method 7 of Hyndman & Fan 1996).
 * @module
 */
import { refuseSpan } from './span.js';
import type { NumberColumns } from './transformer.js';

/**
 * The values of column j that are there, smallest first.
 * @throws KindredError `invalid-data` where they lie further apart than f64 can say
 */
export function sortedColumn(from: NumberColumns, j: number): Float64Array {
  const sorted = from.column(j).slice().sort(); // NaN comes last
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  refuseSpan(sorted[0], sorted[n - 1], from, j);
  return sorted.subarray(0, n);
}

/** The value below which a share (0 to 1) of the values lie. @param sorted - at least one value, smallest first */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const before = Math.floor(place);
  const a = sorted[before];
  if (before + 1 >= sorted.length) return a;
  const b = sorted[before + 1];
  const t = place - before;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t); // as numpy: equal values give themselves
}
