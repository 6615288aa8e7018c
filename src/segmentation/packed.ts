/**
 * Rows in a session of the k-means kernels: as they are in f64, and packed in f32 for the tile, centered on the mean of a sample and scaled by a power of two
 * so that f32 loses as little as it can, in blocks of 16.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { powerBelow } from '../data/power.js';
import { KindredError } from '../errors.js';
import type { Make } from '../kernels/door.js';

/** Rows whose sums are made apart and then added in order: no sum depends on how work is split. */
export const BLOCK = 4096;

/** Sizes of rows in blocks. */
export interface Packing {
  readonly n: number;
  readonly d: number;
  readonly blocks: number;
  /** Blocks a kernel call takes: 128 kB of rows stay in the cache between two kernels. */
  readonly chunk: number;
  /** Blocks behind those of the rows, for copies of some. */
  readonly spare: number;
}

/** @param gathering - is there to be room for copies of some rows? */
export function packing(X: Matrix, gathering: boolean): Packing {
  const chunk = Math.max(1, Math.floor(32768 / (16 * X.nColumns)));
  return { n: X.nRows, d: X.nColumns, blocks: Math.ceil(X.nRows / 16), chunk, spare: gathering ? chunk : 0 };
}

/** The arrays of a session that holds the rows. */
export type PackedPlan = Record<'x' | 'shift', Float64Array> & { rows: Make<Float32Array> };

export function packedPlan(X: Matrix, { d, blocks, spare }: Packing): PackedPlan {
  const x = X.data instanceof Float64Array ? X.data : Float64Array.from(X.data);
  return { x, shift: sampleMeans(X), rows: [Float32Array, (blocks + spare) * 16 * d] } as const;
}

interface PackKernel {
  packRows(x: Float64Array, n: number, d: number, shift: Float64Array, scale: number, from: number, to: number, rows: Float32Array): number;
}

/** Squares of larger values, summed, would leave f64. */
const LARGEST = 1e150;

/**
 * Pack all rows: packed = (x - shift) * scale.
 * @returns the scale, and the largest absolute value packed
 * @throws KindredError `invalid-data` for values whose squares leave f64
 */
export function pack(
  { n, d, blocks, chunk }: Packing,
  run: PackKernel,
  { x, shift, rows }: { x: Float64Array; shift: Float64Array; rows: Float32Array },
): { scale: number; most: number } {
  const once = (scale: number) => {
    let most = 0;
    for (let b = 0; b < blocks; b += chunk)
      most = Math.max(most, run.packRows(x, n, d, shift, scale, b, Math.min(blocks, b + chunk), rows));
    return { scale, most };
  };
  const first = once(1);
  if (!(first.most <= LARGEST))
    throw new KindredError(
      'invalid-data',
      `the values of "X" must lie within 1e150 of their mean, one is ${first.most} from it: use another unit`,
    );
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
