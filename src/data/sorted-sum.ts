/**
 * Sums that depend on the values alone, not on the order in which they came: sort, then add, smallest first.
 * @module
 */

/** The sum of values[from..to) in that order; what rounding loses is added back at the end (Neumaier 1974). */
export function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let lost = 0;
  for (let p = from; p < to; p++) {
    const value = values[p];
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(lost) ? sum + lost : sum;
}

/** Below this many values, insertion is quicker than the engine's sort of a view (measured). */
const FEW = 24;

/** Values [from..to) in rising order, in their places. */
export function sortRising(values: Float64Array, from: number, to: number): void {
  if (to - from > FEW) {
    values.subarray(from, to).sort();
    return;
  }
  for (let p = from + 1; p < to; p++) {
    const value = values[p];
    let at = p;
    for (; at > from && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}

/** The sum of all values, in rising order: one that their order does not change. The values are left alone. */
export function sumSorted(values: Float64Array): number {
  const sorted = isRising(values) ? values : values.slice().sort();
  return sumOf(sorted, 0, sorted.length);
}

/** Sorting what is sorted takes many times longer than seeing it (a bootstrap of sorted rows asks often). */
export function isRising(values: Float64Array): boolean {
  for (let p = 1; p < values.length; p++) if (!(values[p - 1] <= values[p])) return false;
  return true;
}
