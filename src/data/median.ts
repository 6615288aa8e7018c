/**
 * The median.
 * @module
 */

/** The middle value, or the mean of the two middle ones; NaN of nothing. @param values - is sorted in place */
export function median(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}
