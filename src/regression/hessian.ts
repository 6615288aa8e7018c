/**
 * The Hessian of the weights out of what the kernels sum: squares of numbers, numbers by cell, and pairs of cells.
 * @module
 */
import type { Make } from '../kernels/door.js';
import type { Cells } from './cells.js';
import { LANES, type Design } from './design.js';

type HessianPlan = Record<'scaled' | 'rows' | 'squares' | 'byCode' | 'pairs', Make<Float64Array>> &
  Record<'bases' | 'sizes', Make<Int32Array>>;

/** What a session holds for it. @param rows - of a call */
export function hessianPlan(design: Design | undefined, rows: number): { bases: number[]; sizes: number[]; plan: HessianPlan } {
  const { p, cells } = design ?? { p: 0, cells: { joints: [], nCells: 0 } };
  const { joints, nCells } = cells;
  const width = p + 2 - (p & 1);
  const sizes = joints.map((joint) => joint.cells);
  const bases: number[] = [];
  let size = 0;
  joints.forEach((a, k) => {
    for (const b of joints.slice(0, k)) {
      bases.push(size - (p + a.first) * b.cells - (p + b.first));
      size += a.cells * b.cells;
    }
  });
  return {
    bases,
    sizes,
    plan: {
      scaled: [Float64Array, rows * width],
      rows: [Float64Array, rows * width],
      squares: [Float64Array, LANES * (p + 1) * p],
      byCode: [Float64Array, nCells * width],
      bases: [Int32Array, bases.length],
      sizes: [Int32Array, sizes.length],
      pairs: [Float64Array, size],
    },
  };
}

/** What is read of it. */
interface Summed {
  readonly squares: Float64Array;
  readonly byCode: Float64Array;
  readonly pairs: Float64Array;
}

/** out (size x size, zeros before): both halves, numbers first, then categories from place p on, and the intercept, whose own is `total`: the sum of all h. */
export function foldHessian(
  { p, cells }: Design,
  { squares, byCode, pairs }: Summed,
  total: number,
  size: number,
  intercept: number,
  out: Float64Array,
): void {
  const place = (i: number) => (i < p ? i : intercept);
  for (let i = 0; i <= p; i++) {
    for (let j = 0; j <= i && j < p; j++) {
      const at = (i * p + j) * LANES;
      const sum = squares[at] + squares[at + 1] + (squares[at + 2] + squares[at + 3]);
      out[place(i) * size + j] = out[j * size + place(i)] = sum;
    }
  }
  out[intercept * size + intercept] = total;
  const { starts, ids, nCells, joints } = cells;
  const width = p + 2 - (p & 1);
  for (let q = 0; q < nCells; q++) {
    for (let e = starts[q]; e < starts[q + 1]; e++) {
      const row = (p + ids[e]) * size;
      for (let j = 0; j <= p; j++) out[row + place(j)] += byCode[q * width + j];
      for (let f = starts[q]; f < starts[q + 1]; f++) out[row + p + ids[f]] += byCode[q * width + p];
    }
  }
  let at = 0;
  joints.forEach((a, k) => {
    for (const b of joints.slice(0, k)) {
      addPair(cells, pairs.subarray(at, at + a.cells * b.cells), a, b, p, size, out);
      at += a.cells * b.cells;
    }
  });
  for (let i = 0; i < cells.nWeights; i++) for (let j = 0; j <= p; j++) out[place(j) * size + p + i] = out[(p + i) * size + place(j)];
}

/** First the cells of b to its weights, then those of a. */
function addPair(
  { starts, ids, nWeights }: Cells,
  pairs: Float64Array,
  a: Cells['joints'][0],
  b: Cells['joints'][0],
  p: number,
  size: number,
  out: Float64Array,
): void {
  const [first, second] = [weightsOf(starts, ids, a), weightsOf(starts, ids, b)];
  const row = new Float64Array(nWeights);
  for (let q = 0; q < a.cells; q++) {
    for (const j of second) row[j] = 0;
    for (let t = 0, at = q * b.cells; t < b.cells; t++, at++) {
      const sum = pairs[at];
      if (sum === 0) continue;
      for (let e = starts[b.first + t], end = starts[b.first + t + 1]; e < end; e++) row[ids[e]] += sum;
    }
    for (let e = starts[a.first + q]; e < starts[a.first + q + 1]; e++) {
      const at = (p + ids[e]) * size + p;
      for (const j of second) out[at + j] += row[j];
    }
  }
  for (const i of first) for (const j of second) out[(p + j) * size + p + i] = out[(p + i) * size + p + j];
}

/** The weights that the cells of a joint add up from, each once. */
function weightsOf(starts: Int32Array, ids: Int32Array, { first, cells }: Cells['joints'][0]): Int32Array {
  return Int32Array.from(new Set(ids.subarray(starts[first], starts[first + cells])));
}
