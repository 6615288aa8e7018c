/**
 * Lloyd's algorithm that skips distances by bounds (Hamerly 2010): a row whose center cannot have changed is not compared. Pays where columns are many.
 * @module
 */
import type { Points } from '../data.ts';
import { means, move, type Clusters } from './lloyd.ts';

export function hamerly({ x, n, d, k, starts }: Points, maxIter: number): Clusters[] {
  return starts.map((start) => {
    const centers = start.slice();
    const before = new Float64Array(k * d);
    const sums = new Float64Array(k * d);
    const counts = new Float64Array(k);
    const labels = new Int32Array(n).fill(-1);
    const found = new Int32Array(n);
    const upper = new Float64Array(n).fill(Infinity); // at least the distance to the own center
    const lower = new Float64Array(n); // at most the distance to any other
    const half = new Float64Array(k);
    for (let iteration = 0, moved = 1; moved > 0 && iteration < maxIter; iteration++) {
      halfGaps(centers, k, d, half);
      assign(x, n, d, centers, k, half, upper, lower, found);
      moved = move(x, n, d, found, labels, sums, counts);
      before.set(centers);
      means(centers, sums, counts, k, d);
      drift(before, centers, k, d, found, upper, lower);
    }
    return { labels, centers };
  });
}

/** Half the distance of each center to its nearest other one. */
function halfGaps(centers: Float64Array, k: number, d: number, half: Float64Array): void {
  half.fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      const gap = Math.sqrt(square(centers, a * d, centers, b * d, d)) / 2;
      if (gap < half[a]) half[a] = gap;
      if (gap < half[b]) half[b] = gap;
    }
  }
}

function square(x: Float64Array, p: number, y: Float64Array, q: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const gap = x[p + j] - y[q + j];
    sum += gap * gap;
  }
  return sum;
}

function assign(
  x: Float64Array,
  n: number,
  d: number,
  centers: Float64Array,
  k: number,
  half: Float64Array,
  upper: Float64Array,
  lower: Float64Array,
  found: Int32Array,
): void {
  for (let i = 0; i < n; i++) {
    const safe = Math.max(half[found[i]], lower[i]);
    if (upper[i] <= safe) continue;
    upper[i] = Math.sqrt(square(x, i * d, centers, found[i] * d, d));
    if (upper[i] <= safe) continue;
    let least = Infinity;
    let second = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      const s = square(x, i * d, centers, c * d, d);
      if (s < least) {
        second = least;
        least = s;
        label = c;
      } else if (s < second) second = s;
    }
    found[i] = label;
    upper[i] = Math.sqrt(least);
    lower[i] = Math.sqrt(second);
  }
}

/** Bounds after the centers moved. */
function drift(
  before: Float64Array,
  centers: Float64Array,
  k: number,
  d: number,
  found: Int32Array,
  upper: Float64Array,
  lower: Float64Array,
): void {
  const moved = new Float64Array(k);
  let most = 0;
  for (let c = 0; c < k; c++) {
    moved[c] = Math.sqrt(square(before, c * d, centers, c * d, d));
    if (moved[c] > most) most = moved[c];
  }
  for (let i = 0; i < upper.length; i++) {
    upper[i] += moved[found[i]];
    lower[i] -= most;
  }
}
