/**
 * The elbow of a falling curve: the point farthest below the chord from its first point to its last, both axes scaled to 0..1 (the maximum of the difference
 * curve of Kneedle, without smoothing: Satopää, Albrecht, Irwin & Raghavan 2011).
 * @module
 */

/** Points nearer to each other than this are equal: no point of a line is an elbow. */
const ROUNDING = 1e-12;

/**
 * @param x - rising, three at least
 * @param y - one for each x
 * @returns the place of the elbow, the first of equal ones; 0 where all y are equal
 */
export function elbow(x: readonly number[], y: readonly number[]): number {
  const [left, width] = [x[0], x[x.length - 1] - x[0]];
  const low = y.reduce((a, b) => Math.min(a, b));
  const height = y.reduce((a, b) => Math.max(a, b)) - low;
  let best = 0;
  let farthest = 0;
  x.forEach((at, i) => {
    const below = height === 0 ? 0 : 1 - (y[i] - low) / height - (at - left) / width;
    if (below > farthest + ROUNDING) [best, farthest] = [i, below];
  });
  return best;
}
