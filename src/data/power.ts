/**
 * Powers of two as units: a product with one is exact.
 * @module
 */

/** A power of two near 1 / x, as far as f64 has one. */
export function powerBelow(x: number): number {
  let scale = 1;
  while (x * scale > 1) scale /= 2;
  while (x * scale < 0.5 && scale < 1e300) scale *= 2;
  return scale;
}
