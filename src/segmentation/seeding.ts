/**
 * Rows to start from. Greedy k-means++: each next center is the best of a few rows drawn with probability proportional to their weighted squared distance
 * from the centers so far (Arthur & Vassilvitskii 2007, with 2 + floor(ln k) candidates a step as in their own implementation and scikit-learn's).
 * @module
 */
import type { Make } from '../kernels/door.js';
import type { Packing } from './packed.js';
import type { Weights } from './sample-weight.js';

interface SeedKernels {
  closer(blocks: Float32Array, from: number, to: number, d: number, y: Float32Array, least: Float32Array, found: Float32Array): void;
  weightedSum(values: Float32Array, weights: Float64Array, step: number, from: number, to: number): number;
}

/** The arrays of a session that draws starts. */
export type SeedPlan = Record<'candidate' | 'least' | 'found' | 'bestFound', Make<Float32Array>>;

/** They are of no length where none are drawn. */
export function seedPlan({ d, blocks }: Packing, draws: boolean): SeedPlan {
  const all = draws ? blocks * 16 : 0;
  return {
    candidate: [Float32Array, d],
    least: [Float32Array, all],
    found: [Float32Array, all],
    bestFound: [Float32Array, all],
  } as const;
}

/** A session that draws. */
export interface Seeding {
  readonly packing: Packing;
  readonly weights: Weights;
  readonly run: SeedKernels;
  readonly held: { rows: Float32Array; weights: Float64Array } & Record<keyof SeedPlan, Float32Array>;
}

/** Candidates a step. */
const trialsOf = (k: number) => 2 + floorLog(k);

/** How many random numbers a start takes: always as many, so that each start has its own place in the sequence. */
export const drawsOf = (init: 'k-means++' | 'random', k: number): number => (init === 'random' ? k : 1 + (k - 1) * trialsOf(k));

/** floor(ln k) without a logarithm: how many powers of e there are up to k. */
function floorLog(k: number): number {
  let power = 2.718281828459045;
  let count = 0;
  for (; power <= k; power *= 2.718281828459045) count++;
  return count;
}

/** k distinct rows, each drawn in proportion to its weight among those that are left. */
export function drawRows(k: number, job: Seeding, random: () => number): number[] {
  const { least } = job.held;
  least.fill(1);
  return Array.from({ length: k }, () => {
    const row = draw(job, least, blockSums(job, least), random());
    least[row] = 0;
    return row;
  });
}

/** k rows by greedy k-means++, of distinct positions (of equal rows where there are too few different ones). */
export function drawSeeds(k: number, job: Seeding, random: () => number): number[] {
  const { d, blocks, chunk } = job.packing;
  const { rows, candidate, least, found, bestFound } = job.held;
  const trials = trialsOf(k);
  /** found = squared distances to the nearest of the centers so far and row i. */
  const measure = (i: number): BlockSums => {
    for (let j = 0; j < d; j++) candidate[j] = rows[((i >> 4) * d + j) * 16 + (i & 15)];
    for (let b = 0; b < blocks; b += chunk) job.run.closer(rows, b, Math.min(blocks, b + chunk), d, candidate, least, found);
    return blockSums(job, found);
  };
  const seeds = drawRows(1, job, random);
  least.fill(Infinity);
  let sums = measure(seeds[0]);
  least.set(found);
  while (seeds.length < k) {
    let best = { row: -1, sums };
    for (let t = 0; t < trials; t++) {
      const row = draw(job, least, sums, random());
      const next = measure(row);
      if (best.row >= 0 && !(next.total < best.sums.total)) continue;
      best = { row, sums: next };
      bestFound.set(found);
    }
    seeds.push(best.row);
    sums = best.sums;
    least.set(bestFound);
  }
  return seeds;
}

/** Rows of a sum: a draw walks over the sums, then over the rows of one. */
const BLOCK = 1024;

interface BlockSums {
  readonly sums: readonly number[];
  readonly total: number;
}

/** Sums of weight times value over blocks of rows, and over all. */
function blockSums({ packing: { n }, weights: { step }, run, held: { weights } }: Seeding, values: Float32Array): BlockSums {
  const sums: number[] = [];
  let total = 0;
  for (let from = 0; from < n; from += BLOCK) {
    const sum = run.weightedSum(values, weights, step, from, Math.min(n, from + BLOCK));
    sums.push(sum);
    total += sum;
  }
  return { sums, total };
}

/** The first row at which the running sum passes a part of the total; the last that adds to it where rounding keeps the sum below. */
function draw(
  { packing: { n }, weights: { step }, held: { weights } }: Seeding,
  values: Float32Array,
  { sums, total }: BlockSums,
  part: number,
) {
  const target = part * total;
  let [sum, block] = [0, 0];
  for (let b = 0, after = 0; b < sums.length && !(after > target); b++) {
    if (sums[b] === 0) continue;
    [sum, block] = [after, b];
    after += sums[b];
  }
  let row = -1;
  for (let i = block * BLOCK, end = Math.min(n, i + BLOCK); i < end; i++) {
    const mass = weights[i * step] * values[i];
    if (mass === 0) continue;
    sum += mass;
    row = i;
    if (sum > target) break;
  }
  if (row >= 0) return row;
  for (row = n - 1; weights[row * step] === 0;) row--; // nothing adds: all rows lie on centers
  return row;
}
