/**
 * The values of a column as its quantiles are taken from.
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
