/**
 * Means and deviations of a few values, taken from the first one, so that equal values have exactly their mean and no deviation.
 * @module
 */

/** What is smaller than this, next to the values it comes from, is taken for rounding. */
const ROUNDING = 1e-12;

/** The mean of values[from..to); 0 for none. */
export function meanOf(values: Float64Array, from = 0, to: number = values.length): number {
  if (to <= from) return 0;
  const first = values[from];
  let sum = 0;
  let largest = Math.abs(first);
  for (let p = from + 1; p < to; p++) {
    sum += values[p] - first;
    largest = Math.max(largest, Math.abs(values[p]));
  }
  const mean = first + sum / (to - from);
  return Math.abs(mean) <= ROUNDING * largest ? 0 : mean;
}

/** The standard deviation of the population values[from..to); 0 for none. */
export function spreadOf(values: Float64Array, from = 0, to: number = values.length): number {
  const mean = meanOf(values, from, to);
  let sum = 0;
  for (let p = from; p < to; p++) sum += (values[p] - mean) * (values[p] - mean);
  return to > from ? Math.sqrt(sum / (to - from)) : 0;
}

/** What a value is above the mean: 0 where only rounding is left, which would point somewhere, and a cosine asks for nothing but directions. */
export function above(mean: number, value: number): number {
  const left = value - mean;
  return Math.abs(left) <= ROUNDING * Math.abs(value) ? 0 : left;
}
