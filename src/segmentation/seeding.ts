/**
 * Greedy k-means++: each next center is the best of a few rows drawn with probability proportional to their squared distance from the centers so far
 * (Arthur & Vassilvitskii 2007, with 2 + floor(ln k) candidates a step as in their own implementation and scikit-learn's).
 * @module
 */
import type { Packing } from './packed.js';

interface SeedKernels {
  closer(blocks: Float32Array, from: number, to: number, d: number, y: Float32Array, least: Float32Array, found: Float32Array): void;
}

/** The arrays of a session that draws starts. */
export function seedPlan({ d, blocks }: Packing) {
  return {
    candidate: [Float32Array, d],
    least: [Float32Array, blocks * 16],
    found: [Float32Array, blocks * 16],
    bestFound: [Float32Array, blocks * 16],
  } as const;
}

/** floor(ln k) without a logarithm: how many powers of e there are up to k. */
function floorLog(k: number): number {
  let power = 2.718281828459045;
  let count = 0;
  for (; power <= k; power *= 2.718281828459045) count++;
  return count;
}

/** Rows to start from, as numbers of k distinct positions (of equal rows where there are too few different ones). */
export function drawSeeds(
  k: number,
  { n, d, blocks, chunk }: Packing,
  random: () => number,
  run: SeedKernels,
  held: { rows: Float32Array; candidate: Float32Array; least: Float32Array; found: Float32Array; bestFound: Float32Array },
): number[] {
  const { rows, candidate, least, found, bestFound } = held;
  const trials = 2 + floorLog(k);
  /** found = squared distances to the nearest of the centers so far and row i; returns their sum. */
  const distances = (i: number) => {
    for (let j = 0; j < d; j++) candidate[j] = rows[((i >> 4) * d + j) * 16 + (i & 15)];
    for (let b = 0; b < blocks; b += chunk) run.closer(rows, b, Math.min(blocks, b + chunk), d, candidate, least, found);
    return total(found, n);
  };
  least.fill(Infinity);
  const seeds = [Math.floor(random() * n)];
  let sum = distances(seeds[0]);
  least.set(found);
  while (seeds.length < k) {
    let best = { row: -1, sum: Infinity };
    for (let t = 0; t < trials; t++) {
      const row = draw(least, n, random() * sum);
      const potential = distances(row);
      if (potential < best.sum || best.row < 0) {
        best = { row, sum: potential };
        bestFound.set(found);
      }
    }
    seeds.push(best.row);
    sum = best.sum;
    least.set(bestFound);
  }
  return seeds;
}

/** Eight sums side by side, then folded: fast in every build, and the same. */
function total(values: Float32Array, n: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    e += values[i + 3];
  }
  for (let i = whole; i < n; i++) a += values[i];
  return a + b + (c + e);
}

/** The first row at which the running sum of the weights passes the target; the last of positive weight where rounding keeps it below. */
function draw(weights: Float32Array, n: number, target: number): number {
  let sum = 0;
  let last = n - 1;
  for (let i = 0; i < n; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i];
    last = i;
    if (sum > target) return i;
  }
  return last;
}
