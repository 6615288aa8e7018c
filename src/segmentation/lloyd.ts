/**
 * Lloyd's algorithm from given centers: f32 assignment with f64 delta sums until no row moves, then f64 means and labels until those agree
 * (Lloyd 1982). Empty clusters take the row that is farthest from its center.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Steps } from '../progress.js';
import { leadError, meansOf, settle } from './assign.js';
import type { Packing } from './packed.js';

export interface LloydKernels {
  packCenters(centers: Float64Array, k: number, d: number, out: Float32Array): void;
  nearest(blocks: Float32Array, from: number, to: number, d: number, centers: Float32Array, k: number, labels: Int32Array): void;
  nearestTwo(
    blocks: Float32Array,
    from: number,
    to: number,
    d: number,
    centers: Float32Array,
    k: number,
    labels: Int32Array,
    leads: Float32Array,
  ): void;
  moveRows(
    blocks: Float32Array, from: number, to: number, n: number, d: number, fresh: Int32Array, labels: Int32Array, sums: Float64Array, counts: Float64Array,
  ): number; // prettier-ignore
}

/** The arrays of a session that iterates. */
export function lloydPlan({ d, blocks }: Packing, k: number) {
  return {
    labels: [Int32Array, blocks * 16],
    fresh: [Int32Array, blocks * 16],
    leads: [Float32Array, blocks * 16],
    centers: [Float64Array, k * d],
    tiles: [Float32Array, (k + 1) * (d + 1)],
    sums: [Float64Array, k * d],
    counts: [Float64Array, k],
  } as const;
}

export interface LloydArrays {
  rows: Float32Array;
  shift: Float64Array;
  labels: Int32Array;
  fresh: Int32Array;
  leads: Float32Array;
  centers: Float64Array;
  tiles: Float32Array;
  sums: Float64Array;
  counts: Float64Array;
}

/** Everything one run works with. */
export interface Lloyd {
  readonly X: Matrix;
  readonly packing: Packing;
  readonly scale: number;
  readonly most: number;
  readonly k: number;
  readonly maxIter: number;
  /** Squared movement of the centers, in packed units, at which to stop. */
  readonly stop: number;
  readonly run: LloydKernels;
  readonly held: LloydArrays;
}

/** Where a run of f32 iterations ended. */
export interface Iterated {
  readonly labels: Int32Array;
  readonly centers: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
  /** Did the last iteration move no row (rather than the centers hardly)? */
  readonly settled: boolean;
  /** Inertia less a constant, from the sums alone: good enough to compare starts. */
  readonly rank: number;
}

/** Iterate from `held.centers` (in packed units) until no row moves. */
export function* iterate({ X, packing: { n, d, blocks, chunk }, k, maxIter, stop, run, held }: Lloyd, stage: string): Steps<Iterated> {
  const { rows, labels, fresh, centers, tiles, sums, counts } = held;
  labels.fill(-1);
  sums.fill(0);
  counts.fill(0);
  let nIter = 0;
  let converged = false;
  let settled = false;
  while (!converged && nIter < maxIter) {
    nIter++;
    let moved = 0;
    run.packCenters(centers, k, d, tiles);
    for (let b = 0; b < blocks; b += chunk) {
      const to = Math.min(blocks, b + chunk);
      run.nearest(rows, b, to, d, tiles, k + (k & 1), fresh);
      moved += run.moveRows(rows, b, to, n, d, fresh, labels, sums, counts);
    }
    if (counts.includes(0)) moved += fillEmpty(X, packedRow(rows, d), k, labels, centers, sums, counts);
    let shift = 0;
    for (let c = 0; c < k; c++) {
      for (let q = c * d; q < (c + 1) * d; q++) {
        const mean = counts[c] > 0 ? sums[q] / counts[c] : centers[q];
        shift += (mean - centers[q]) * (mean - centers[q]);
        centers[q] = mean;
      }
    }
    settled = moved === 0;
    converged = settled || (nIter > 1 && shift <= stop);
    yield { done: nIter, total: maxIter, stage };
  }
  let rank = 0;
  for (let c = 0; c < k; c++) {
    if (counts[c] > 0) for (let q = c * d; q < (c + 1) * d; q++) rank -= (sums[q] * sums[q]) / counts[c];
  }
  return { labels: labels.slice(0, n), centers: centers.slice(), nIter, converged, settled, rank };
}

/**
 * From the labels of f32 to a fixed point of f64: means of the rows as they are, labels as f64 decides them, until no label changes.
 * A run that was stopped early gets the labels of its centers, once.
 */
export function* polish(
  lloyd: Lloyd,
  found: Iterated,
): Steps<{ labels: Int32Array; centers: Float64Array; nIter: number; converged: boolean }> {
  const { X, packing, scale, most, k, maxIter, run, held } = lloyd;
  const { n, d, blocks, chunk } = packing;
  let { labels, nIter } = found;
  let centers = unpack(found.centers, held.shift, scale, d);
  for (;;) {
    centers = meansOf(X, labels, centers, k).centers;
    const packed = held.centers;
    let mostCenter = 0;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < d; j++) {
        const v = (centers[c * d + j] - held.shift[j]) * scale;
        packed[c * d + j] = v;
        square += v * v;
      }
      mostCenter = Math.max(mostCenter, square);
    }
    run.packCenters(packed, k, d, held.tiles);
    for (let b = 0; b < blocks; b += chunk)
      run.nearestTwo(held.rows, b, Math.min(blocks, b + chunk), d, held.tiles, k, held.fresh, held.leads);
    settle(X, centers, k, leadError(d, d * most * most, mostCenter), held.leads, held.fresh);
    const fresh = held.fresh.slice(0, n);
    const same = fresh.every((label, i) => label === labels[i]);
    labels = fresh;
    yield { done: nIter, total: maxIter, stage: 'settling labels' };
    if (same || !found.settled || nIter >= maxIter)
      return { labels, centers, nIter, converged: found.converged && (same || !found.settled) };
    nIter++;
  }
}

const packedRow = (rows: Float32Array, d: number) => (i: number, j: number) => rows[((i >> 4) * d + j) * 16 + (i & 15)];

function unpack(centers: Float64Array, shift: Float64Array, scale: number, d: number): Float64Array {
  return centers.map((v, q) => v / scale + shift[q % d]);
}

/** Give each empty cluster the row that is farthest from its center, taken from clusters that keep one. Returns how many rows moved. */
function fillEmpty(
  X: Matrix,
  cell: (i: number, j: number) => number,
  k: number,
  labels: Int32Array,
  centers: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
): number {
  const d = X.nColumns;
  const distances = new Float64Array(X.nRows);
  for (let i = 0; i < X.nRows; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const difference = cell(i, j) - centers[labels[i] * d + j];
      sum += difference * difference;
    }
    distances[i] = sum;
  }
  let moved = 0;
  for (let c = 0; c < k; c++) {
    if (counts[c] > 0) continue;
    let far = -1;
    for (let i = 0; i < X.nRows; i++) if (counts[labels[i]] > 1 && distances[i] > 0 && (far < 0 || distances[i] > distances[far])) far = i;
    if (far < 0) break; // fewer different rows than clusters
    const old = labels[far];
    for (let j = 0; j < d; j++) {
      sums[old * d + j] -= cell(far, j);
      sums[c * d + j] = cell(far, j);
      centers[c * d + j] = cell(far, j);
    }
    counts[old]--;
    counts[c] = 1;
    labels[far] = c;
    distances[far] = 0;
    moved++;
  }
  return moved;
}
