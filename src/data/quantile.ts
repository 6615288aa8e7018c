/**
 * Quantiles: between the values beside a place, linearly (numpy's default; method 7 of Hyndman & Fan 1996).
 * @module
 */

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
