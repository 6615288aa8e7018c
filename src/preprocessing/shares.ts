/**
 * From a value to the share of the rows below it and back, by the quantiles of a column at evenly spaced shares.
 * @module
 */

/** Share i of n from 0 to 1; of a single one, 0. */
export const reference = (i: number, n: number): number => (i > 0 && i === n - 1 ? 1 : i * (n > 1 ? 1 / (n - 1) : 0));

/** The share of a value: the middle one of the quantiles that equal it, else between its two neighbors, linearly; 0 and 1 at and beyond the ends. */
export function shareOf(value: number, quantiles: Float64Array): number {
  const n = quantiles.length;
  if (Number.isNaN(value)) return value;
  if (value <= quantiles[0]) return 0;
  if (value >= quantiles[n - 1]) return 1;
  const at = firstWhere(n, (i) => quantiles[i] >= value);
  if (quantiles[at] === value) {
    const after = firstWhere(n, (i) => quantiles[i] > value);
    return 0.5 * (reference(at, n) + reference(after - 1, n));
  }
  const low = quantiles[at - 1];
  return between(reference(at - 1, n), reference(at, n), (value - low) / (quantiles[at] - low));
}

/** The value at a share. */
export function atShare(share: number, quantiles: Float64Array): number {
  const n = quantiles.length;
  if (Number.isNaN(share)) return share;
  if (share <= 0) return quantiles[0];
  if (share >= 1) return quantiles[n - 1];
  const after = firstWhere(n, (i) => reference(i, n) > share);
  if (after === n) return quantiles[n - 1]; // of a single quantile
  const low = reference(after - 1, n);
  return between(quantiles[after - 1], quantiles[after], (share - low) / (reference(after, n) - low));
}

const between = (a: number, b: number, t: number) => a + t * (b - a);

/** The first of n indices from which on something holds; n where it never does. */
function firstWhere(n: number, holds: (i: number) => boolean): number {
  let [from, to] = [0, n];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
