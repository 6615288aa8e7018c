/**
 * A session of the kernels of assembly/symmetric.ts, in f64 or f32.
 * @module
 */
import { fit } from '../kernels/fit.js';

/** In which floats a matrix is held. */
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

type Run = ReturnType<typeof fit.open>['run'];
type Floats = Float64Array | Float32Array;

/** @param n - rows of the matrix @param depth - columns of a block at most @throws KindredError `too-large` */
export function openPanels(n: number, precision: Precision, depth: number): Panels {
  const work = (n * n * n) / 2;
  if (precision === 'f64') {
    const { run, held, close } = fit.open(plan(Float64Array, n, 4, depth), work);
    const { takePanels: take, dividePanels: divide, subtractPanels: subtract, putPanels: put, sweepPivots } = run;
    return panels(4, held, { take, divide, subtract, put, sweepPivots }, close);
  }
  const { run, held, close } = fit.open(plan(Float32Array, n, 8, depth), work);
  const { takePanels32: take, dividePanels32: divide, subtractPanels32: subtract, putPanels32: put, sweepPivots } = run;
  return panels(8, held, { take, divide, subtract, put, sweepPivots }, close);
}

function plan<A extends Floats>(Type: new (length: number) => A, n: number, rows: number, depth: number) {
  const all = Math.ceil(n / rows);
  return {
    a: [Type, (rows * rows * all * (all + 1)) / 2],
    p: [Type, all * rows * depth],
    q: [Type, all * rows * depth],
    own: [Type, depth * depth],
    // blocks are inverted in f64
    pivots: [Float64Array, depth * depth],
    limits: [Float64Array, depth],
    ratios: [Float64Array, depth],
  } as const;
}

interface Arrays<A extends Floats> {
  readonly a: A;
  readonly p: A;
  readonly q: A;
  readonly own: A;
  readonly pivots: Float64Array;
  readonly limits: Float64Array;
  readonly ratios: Float64Array;
}

/** The kernels of one width. */
interface Kernels<A extends Floats> extends Pick<Run, 'sweepPivots'> {
  take(a: A, from: number, to: number, first: number, last: number, p: A): void;
  divide(p: A, own: A, from: number, to: number, many: number, q: A): void;
  subtract(a: A, from: number, to: number, left: number, right: number, p: A, q: A, depth: number): void;
  put(q: A, from: number, to: number, first: number, last: number, a: A): void;
}

function panels<A extends Floats>(rows: number, h: Arrays<A>, run: Kernels<A>, close: () => void): Panels {
  return {
    a: h.a,
    rows,
    take: (from, to, first, last) => run.take(h.a, from, to, first, last, h.p),
    sweep: (first, last, limits) => sweep(run, h, rows, first, last, limits),
    divide: (from, to, first, last) => run.divide(h.p, h.own, from, to, last - first, h.q),
    subtract: (from, to, left, right, first, last) => run.subtract(h.a, from, to, left, right, h.p, h.q, rows * (last - first)),
    put: (from, to, first, last) => run.put(h.q, from, to, first, last, h.a),
    close,
  };
}

function sweep(
  run: Pick<Run, 'sweepPivots'>,
  { p, q, own, pivots, limits, ratios }: Arrays<Floats>,
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
