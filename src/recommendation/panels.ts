/**
 * A session of the kernels of assembly/symmetric.ts, in f64 or f32.
 * @module
 */
import { fit } from '../kernels/fit.js';

export type Precision = 'f64' | 'f32';

/** The lower half of a matrix in panels of rows; a block of columns is named by its panels [first, last). */
export interface Panels {
  readonly a: Float64Array | Float32Array;
  /** Rows of a panel. */
  readonly rows: number;
  /** Read the columns of a block, for the panels [from, to). */
  take(from: number, to: number, first: number, last: number): void;
  /** Invert the block's own rows. @returns the first column whose pivot is not above its limit, or undefined */
  sweep(first: number, last: number, limits: Float64Array): number | undefined;
  /** Multiply the columns read by that inverse. */
  divide(from: number, to: number, first: number, last: number): void;
  /** Subtract the products of both from the panels [from, to), in the columns of the panels [left, right). */
  subtract(from: number, to: number, left: number, right: number, first: number, last: number): void;
  /** Write what was divided, and the block's own inverse, to the columns of the block. */
  put(from: number, to: number, first: number, last: number): void;
  close(): void;
}

/** @param n - rows of the matrix @param depth - columns of a block at most @throws KindredError `too-large` */
export const openPanels = (n: number, precision: Precision, depth: number): Panels => (precision === 'f64' ? open64 : open32)(n, depth);

const plan = (n: number, rows: number, depth: number) => {
  const all = Math.ceil(n / rows);
  return { a: (rows * rows * all * (all + 1)) / 2, side: all * rows * depth, block: depth * depth };
};

function open64(n: number, depth: number): Panels {
  const { a, side, block } = plan(n, 4, depth);
  const {
    run,
    held: h,
    close,
  } = fit.open(
    { a: [Float64Array, a], p: [Float64Array, side], q: [Float64Array, side], own: [Float64Array, block], ...pivots(depth) } as const,
    (n * n * n) / 2,
  );
  const width = (first: number, last: number) => 4 * (last - first);
  return {
    a: h.a,
    rows: 4,
    take: (from, to, first, last) => run.takePanels(h.a, from, to, first, last, h.p),
    sweep: (first, last, limits) => sweep(run, h, 4, first, last, limits),
    divide: (from, to, first, last) => run.dividePanels(h.p, h.own, from, to, last - first, h.q),
    subtract: (from, to, left, right, first, last) => run.subtractPanels(h.a, from, to, left, right, h.p, h.q, width(first, last)),
    put: (from, to, first, last) => run.putPanels(h.q, from, to, first, last, h.a),
    close,
  };
}

function open32(n: number, depth: number): Panels {
  const { a, side, block } = plan(n, 8, depth);
  const {
    run,
    held: h,
    close,
  } = fit.open(
    { a: [Float32Array, a], p: [Float32Array, side], q: [Float32Array, side], own: [Float32Array, block], ...pivots(depth) } as const,
    (n * n * n) / 2,
  );
  const width = (first: number, last: number) => 8 * (last - first);
  return {
    a: h.a,
    rows: 8,
    take: (from, to, first, last) => run.takePanels32(h.a, from, to, first, last, h.p),
    sweep: (first, last, limits) => sweep(run, h, 8, first, last, limits),
    divide: (from, to, first, last) => run.dividePanels32(h.p, h.own, from, to, last - first, h.q),
    subtract: (from, to, left, right, first, last) => run.subtractPanels32(h.a, from, to, left, right, h.p, h.q, width(first, last)),
    put: (from, to, first, last) => run.putPanels32(h.q, from, to, first, last, h.a),
    close,
  };
}

/** Blocks are inverted in f64. */
const pivots = (depth: number) =>
  ({ pivots: [Float64Array, depth * depth], limits: [Float64Array, depth], ratios: [Float64Array, depth] }) as const;

interface Arrays {
  readonly p: Float64Array | Float32Array;
  readonly q: Float64Array | Float32Array;
  readonly own: Float64Array | Float32Array;
  readonly pivots: Float64Array;
  readonly limits: Float64Array;
  readonly ratios: Float64Array;
}

function sweep(
  run: Pick<ReturnType<typeof fit.open>['run'], 'sweepPivots'>,
  { p, q, own, pivots, limits, ratios }: Arrays,
  rows: number,
  first: number,
  last: number,
  given: Float64Array,
): number | undefined {
  const size = (last - first) * rows;
  const start = first * rows * size;
  const place = (i: number, j: number) => Math.floor(i / rows) * size * rows + j * rows + (i % rows);
  limits.set(given);
  for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) pivots[i * size + j] = p[start + place(i, j)];
  const broken = run.sweepPivots(pivots, size, limits, ratios);
  if (broken < size) return first * rows + broken;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) own[place(i, j)] = q[start + place(i, j)] = pivots[i * size + j];
  return undefined;
}
