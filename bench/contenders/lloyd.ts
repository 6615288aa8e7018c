/**
 * Lloyd's algorithm around any way to assign rows: f64, sums changed only by the rows that move, as fast as we can write it.
 * @module
 */
import type { Points } from '../data.ts';

/** Writes the nearest center of each row. `folded` is -2c and `squares` |c|^2: |c|^2 - 2cx orders the centers as the distance does. */
export type Assign = (
  x: Float64Array,
  n: number,
  d: number,
  folded: Float64Array,
  squares: Float64Array,
  k: number,
  labels: Int32Array,
) => void;

export interface Clusters {
  readonly labels: Int32Array;
  readonly centers: Float64Array;
}

/** Room for centers up to a whole 4, at infinite distance. */
export const padded = (k: number) => (k + 3) & ~3;

export function lloyd(assign: Assign, { x, n, d, k, starts }: Points, maxIter: number): Clusters[] {
  return starts.map((start) => {
    const centers = start.slice();
    const folded = new Float64Array(padded(k) * d);
    const squares = new Float64Array(padded(k)).fill(Infinity);
    const sums = new Float64Array(k * d);
    const counts = new Float64Array(k);
    const labels = new Int32Array(n).fill(-1);
    const found = new Int32Array(n);
    for (let iteration = 0, moved = 1; moved > 0 && iteration < maxIter; iteration++) {
      for (let c = 0; c < k; c++) {
        let square = 0;
        for (let q = c * d; q < (c + 1) * d; q++) {
          square += centers[q] * centers[q];
          folded[q] = -2 * centers[q];
        }
        squares[c] = square;
      }
      assign(x, n, d, folded, squares, k, found);
      moved = move(x, n, d, found, labels, sums, counts);
      means(centers, sums, counts, k, d);
    }
    return { labels, centers };
  });
}

export function move(
  x: Float64Array,
  n: number,
  d: number,
  found: Int32Array,
  labels: Int32Array,
  sums: Float64Array,
  counts: Float64Array,
): number {
  let moved = 0;
  for (let i = 0; i < n; i++) {
    const old = labels[i];
    const now = found[i];
    if (old === now) continue;
    moved++;
    labels[i] = now;
    counts[now]++;
    for (let j = 0; j < d; j++) sums[now * d + j] += x[i * d + j];
    if (old < 0) continue;
    counts[old]--;
    for (let j = 0; j < d; j++) sums[old * d + j] -= x[i * d + j];
  }
  return moved;
}

export function means(centers: Float64Array, sums: Float64Array, counts: Float64Array, k: number, d: number): void {
  for (let c = 0; c < k; c++) if (counts[c] > 0) for (let q = c * d; q < (c + 1) * d; q++) centers[q] = sums[q] / counts[c];
}
