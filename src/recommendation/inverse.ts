/**
 * The inverse of a symmetric positive-definite matrix, in blocks of columns: many short calls of the kernels of assembly/symmetric.ts, which says how the
 * matrix lies in memory.
 * @module
 */
import type { Steps } from '../progress.js';
import { openPanels, type Panels, type Precision } from './panels.js';

/** Columns swept at once, their panels held in the cache. */
const DEPTH = 64;
/** Columns and rows of one call. */
const WIDTH = 256;
const ROWS = 64;

/** How small a pivot may be, relative to its diagonal: below, it is only what rounding left. */
const LEAST = { f64: 1 / 281474976710656, f32: 1 / 524288 };

export interface Inversion {
  /** Give row i of the matrix up to its diagonal. */
  setRow(i: number, values: Float64Array): void;
  /** Invert. @returns the column at which the matrix proves not positive definite, or undefined */
  run(): Steps<number | undefined>;
  /** The whole inverse with all signs turned, row after row into `out`. */
  read(out: Float64Array | Float32Array): void;
  close(): void;
}

/** How many bytes of kernel memory an inversion takes. */
export const bytesOf = (n: number, precision: Precision): number => (precision === 'f64' ? 4 : 2) * n * (n + 4 * DEPTH + 8);

/** @param n - rows of the matrix @throws KindredError `too-large` */
export function openInversion(n: number, precision: Precision): Inversion {
  const panels = openPanels(n, precision, DEPTH);
  const { a, rows: r, close } = panels;
  const all = Math.ceil(n / r);
  const diagonal = new Float64Array(all * r).fill(1);
  const place = (i: number) => {
    const panel = Math.floor(i / r);
    return (r * r * panel * (panel + 1)) / 2 + (i % r);
  };
  for (let i = n; i < all * r; i++) a[place(i) + i * r] = 1; // rows that fill the last panel
  return {
    setRow(i, values) {
      diagonal[i] = values[i];
      for (let j = 0, at = place(i); j <= i; j++, at += r) a[at] = values[j];
    },
    read(out) {
      for (let from = 0; from < n; from += r) {
        const to = Math.min(n, from + r);
        for (let j = 0, at = place(from); j < to; j++, at += r)
          for (let i = Math.max(from, j); i < to; i++) out[i * n + j] = out[j * n + i] = a[at + i - from];
      }
    },
    *run() {
      const step = DEPTH / r;
      for (let first = 0; first < all; first += step) {
        const last = Math.min(all, first + step);
        for (const [from, to] of chunks(0, all, ROWS / r)) panels.take(from, to, first, last);
        const limits = diagonal.subarray(first * r, last * r).map((v) => v * LEAST[precision]);
        const broken = panels.sweep(first, last, limits);
        if (broken !== undefined) return broken;
        yield* update(panels, first, last, all, n);
        for (const [from, to] of chunks(0, all, ROWS / r)) panels.put(from, to, first, last);
      }
      return undefined;
    },
    close,
  };
}

/** Everything beside the columns swept, in the lower half. */
function* update({ rows: r, divide, subtract }: Panels, first: number, last: number, all: number, n: number): Steps<void> {
  for (const [from, to] of [...chunks(0, first, ROWS / r), ...chunks(last, all, ROWS / r)]) divide(from, to, first, last);
  for (const [left, right] of [...chunks(0, first, WIDTH / r), ...chunks(last, all, WIDTH / r)]) {
    const below = [...chunks(left, first, ROWS / r), ...chunks(Math.max(left, last), all, ROWS / r)];
    for (const [from, to] of below) subtract(from, to, left, right, first, last);
    yield { done: hundredths(Math.min(n, r * (first + ((last - first) * right) / all))), total: n, stage: 'inverting' };
  }
}

const hundredths = (x: number) => Math.floor(100 * x) / 100;

/** [from, to) cut into stretches of `size` at most. */
function* chunks(from: number, to: number, size: number): Generator<[number, number], void, void> {
  for (let at = from; at < to; at += size) yield [at, Math.min(to, at + size)];
}
