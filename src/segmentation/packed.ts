/**
 * Rows packed for the k-means kernels: centered on the mean of a sample and scaled by a power of two, so that f32 loses as little as it can, in blocks of 16.
 * @module
 */
import type { Matrix } from '../data/matrix.js';

/** Rows and sizes of a packing. */
export interface Packing {
  readonly n: number;
  readonly d: number;
  readonly blocks: number;
  /** Blocks a kernel call takes: 128 kB of rows stay in the cache between two kernels. */
  readonly chunk: number;
}

export function packing(X: Matrix): Packing {
  return { n: X.nRows, d: X.nColumns, blocks: Math.ceil(X.nRows / 16), chunk: Math.max(1, Math.floor(32768 / (16 * X.nColumns))) };
}

/** The arrays of a session that holds the rows. */
export function packedPlan({ d, blocks, chunk }: Packing) {
  return {
    stage: [Float64Array, Math.min(blocks, chunk) * 16 * d],
    shift: [Float64Array, d],
    rows: [Float32Array, blocks * 16 * d],
  } as const;
}

interface PackKernel {
  packRows(x: Float64Array, n: number, d: number, shift: Float64Array, scale: number, blocks: Float32Array, firstBlock: number): number;
}

/**
 * Pack all rows; `held.shift` and the result say how: packed = (x - shift) * scale.
 * @returns the scale, and the largest absolute value packed
 */
export function pack(
  X: Matrix,
  { n, d, blocks, chunk }: Packing,
  run: PackKernel,
  held: { stage: Float64Array; shift: Float64Array; rows: Float32Array },
): { scale: number; most: number } {
  held.shift.set(sampleMeans(X));
  const once = (scale: number) => {
    let most = 0;
    for (let b = 0; b < blocks; b += chunk) {
      const part = X.data.subarray(b * 16 * d, Math.min(n, (b + chunk) * 16) * d);
      held.stage.set(part);
      most = Math.max(most, run.packRows(held.stage, part.length / d, d, held.shift, scale, held.rows, b));
    }
    return { scale, most };
  };
  const first = once(1);
  // squares must stay inside f32: only values beyond 1e15 or all below 1e-12 need a second pass
  return first.most > 1e15 || (first.most > 0 && first.most < 1e-12) ? once(powerBelow(first.most)) : first;
}

/** Means over at most about a thousand rows, evenly spread: near the data is all that is asked. */
function sampleMeans({ data, nRows, nColumns }: Matrix): Float64Array {
  const means = new Float64Array(nColumns);
  const step = Math.max(1, Math.floor(nRows / 1024));
  let seen = 0;
  for (let i = 0; i < nRows; i += step) {
    seen++;
    for (let j = 0; j < nColumns; j++) means[j] += (data[i * nColumns + j] - means[j]) / seen;
  }
  return means;
}

/** A power of two near 1 / x. */
function powerBelow(x: number): number {
  let scale = 1;
  while (x * scale > 1) scale /= 2;
  while (x * scale < 0.5) scale *= 2;
  return scale;
}
