/**
 * Passes over the rows of a design: the sums of losses, slopes and curvatures at some weights, by many short calls of the kernels of assembly/gradient.ts.
 * @module
 */
import { fit } from '../kernels/fit.js';
import { expandCells, foldCells } from './cells.js';
import { LANES, type Design } from './design.js';
import { foldHessian, hessianPlan } from './hessian.js';

/** What is lost: half the square, or the logarithm of the odds. */
export type Loss = 'squared' | 'logistic' | 'softmax';

/** The curvature of the loss of one row along its margin, at most. */
export const STEEPEST = { squared: 1, logistic: 0.25, softmax: 0.5 } as const;

export interface PassOptions {
  readonly loss: Loss;
  /** Margins: 1, or a class each. */
  readonly k: number;
  /** A target a row: a number, or the number of the class. */
  readonly y: ArrayLike<number>;
  /** The weight of each row. */
  readonly s: ArrayLike<number>;
  /** Weights of one margin: numbers, categories, and whatever else lies before and behind the intercept. */
  readonly size: number;
  readonly intercept: number;
  /** Will second slopes be asked for? */
  readonly curved: boolean;
}

/** Sums over the rows. */
export interface Sums {
  readonly loss: number;
  /** Margin by margin as the weights. */
  readonly gradient: Float64Array;
  /** For margins a <= b the square of second slopes, one behind the other; empty where it was not asked for. */
  readonly hessian: Float64Array;
  /** Of the curvatures of the rows: how much of the evidence is still undecided. Of squared loss 0. */
  readonly curvature: number;
  /** How many rows with a weight are not on their own side. Of squared loss 0. */
  readonly wrong: number;
}

export interface Passes {
  /** A pass in steps of some ten thousand rows. @param order - 1: with slopes, 2: with second slopes too */
  run(w: Float64Array, order: 1 | 2): Generator<undefined, Sums, void>;
  close(): void;
}

/** Blocks of a call: their rows stay in the first cache. */
const CHUNK = 64;
/** Blocks of a call that cuts them itself. */
const CALL = 1024;
/** Blocks between two steps: a multiple of both. */
const STRETCH = 4096;

/** @throws KindredError `too-large` */
export function openPasses(design: Design, options: PassOptions): Passes {
  const { blocks, p, c, last, cells } = design;
  const { loss, k, y, s, size, intercept, curved } = options;
  const held4 = CHUNK * LANES;
  const places = last + 1;
  const hessian = curved ? hessianPlan(design, held4) : undefined;
  const { run, held, close } = fit.open(
    {
      x: [Float64Array, blocks * p * LANES],
      codes: [Int32Array, blocks * c * LANES],
      y: [Float64Array, blocks * LANES],
      s: [Float64Array, blocks * LANES],
      weights: [Float64Array, k * places],
      z: [Float64Array, k * held4],
      shares: [Float64Array, loss === 'softmax' ? k * held4 : 0],
      r: [Float64Array, k * held4],
      h: [Float64Array, held4],
      sums: [Float64Array, k * places * LANES],
      folded: [Float64Array, places],
      totals: [Float64Array, 3 * LANES],
      ...(hessian?.plan ?? hessianPlan(undefined, 0).plan),
    },
    blocks * LANES * (p + c + 20),
  );
  design.pack(held.x, held.codes);
  held.y.set(y);
  held.s.set(s);
  if (hessian) {
    held.bases.set(hessian.bases);
    held.sizes.set(hessian.sizes);
  }
  const isPlain = held.s.every((weight) => weight === 0 || weight === 1);
  const any = isPlain ? 0 : 1;
  const { y: y4, s: s4 } = held;
  const width = p + 2 - (p & 1);
  // a view costs more than a kernel's call
  const margins = Array.from({ length: k }, (_, a) => ({
    weights: held.weights.subarray(a * places, (a + 1) * places),
    z: held.z.subarray(a * held4, (a + 1) * held4),
    r: held.r.subarray(a * held4, (a + 1) * held4),
    sums: held.sums.subarray(a * places * LANES, (a + 1) * places * LANES),
  }));

  function losses(from: number, to: number): void {
    if (loss === 'squared') run.squaredLoss(held.z, held.y, held.s, from, to, held.r, held.totals);
    else run.softmaxLoss(held.z, held4, k, held.y, held.s, from, to, held.shares, held.r, held.totals);
  }

  /** Returns the sum of the curvatures. */
  function curve(from: number, to: number): number {
    const { codes, x, h, scaled, rows, squares, byCode, bases, sizes, pairs } = held;
    run.scaleRows(x, p, h, from, to, width, scaled, rows);
    run.addSquares(x, p, scaled, width, from, to, squares);
    if (c > 0) run.addByCode(codes, p, c, rows, width, from, to, byCode);
    if (c > 1) run.addPairs(codes, c, h, from, to, bases, sizes, pairs);
    let sum = 0;
    for (let q = 0; q < (to - from) * LANES; q++) sum += h[q];
    return sum;
  }

  /** All rows by calls of many stretches. */
  function* logisticRows(fused: boolean): Generator<undefined, void, void> {
    const { x, codes, weights, z, r, h, sums, totals, scaled, rows: scaledRows, squares, byCode, bases, sizes, pairs } = held;
    for (let from = 0; from < blocks; from += CALL) {
      const to = Math.min(blocks, from + CALL);
      if (fused)
        run.logisticCurve(x, codes, p, c, from, to, weights, last, y4, s4, any, z, r, h, sums, totals, width, scaled, scaledRows, squares, byCode, bases, sizes, pairs); // prettier-ignore
      else run.logisticPass(x, codes, p, c, from, to, weights, last, y4, s4, any, z, r, h, sums, totals);
      if (to % STRETCH === 0) yield;
    }
  }

  /** All rows, whatever is lost. Returns the sum of the curvatures. */
  function* rows(fused: boolean): Generator<undefined, number, void> {
    let total = 0;
    for (let from = 0; from < blocks; from += CHUNK) {
      const to = Math.min(blocks, from + CHUNK);
      for (const { weights, z } of margins) run.margins(held.x, held.codes, p, c, from, to, weights, last, z);
      losses(from, to);
      for (const { r, sums } of margins) run.addGradient(held.x, held.codes, p, c, r, from, to, last, sums);
      if (fused) {
        held.h.set(held.s.subarray(from * LANES, to * LANES));
        total += curve(from, to);
      }
      if (to % STRETCH === 0) yield;
    }
    return total;
  }

  function* sumRows(a: number, b: number): Generator<undefined, number, void> {
    let total = 0;
    for (const sum of [held.squares, held.byCode, held.pairs]) sum.fill(0);
    for (let from = 0; from < blocks; from += CHUNK) {
      const to = Math.min(blocks, from + CHUNK);
      for (const { weights, z } of margins) run.margins(held.x, held.codes, p, c, from, to, weights, last, z);
      losses(from, to);
      run.softmaxCurvature(held.shares, held4, a, b, held.s, from, to, held.h);
      total += curve(from, to);
      if (to % STRETCH === 0) yield;
    }
    return total;
  }

  return {
    close,
    *run(w, order) {
      margins.forEach(({ weights }, a) => {
        for (let j = 0; j < p; j++) weights[j] = w[a * size + j];
        expandCells(cells, w, a * size + p, weights, p);
        weights[last] = w[a * size + intercept];
      });
      const gradient = new Float64Array(k * size);
      const second = new Float64Array(order === 2 ? ((k * (k + 1)) / 2) * size * size : 0);
      const fused = order === 2 && loss !== 'softmax';
      let total = 0;
      for (const sum of [held.sums, held.totals, held.squares, held.byCode, held.pairs]) sum.fill(0);
      if (loss === 'logistic') yield* logisticRows(fused);
      else total = yield* rows(fused);
      margins.forEach(({ sums }, a) => {
        run.foldLanes(sums, places, held.folded);
        gradient.set(held.folded.subarray(0, p), a * size);
        foldCells(cells, held.folded, p, gradient, a * size + p);
        gradient[a * size + intercept] = held.folded[last];
      });
      const [sum, curvature, wrong] = [0, 1, 2].map((t) => fold(held.totals, t * LANES));
      if (fused) foldHessian(design, held, loss === 'logistic' ? curvature : total, size, intercept, second);
      else if (order === 2) {
        for (let a = 0, pair = 0; a < k; a++)
          for (let b = a; b < k; b++, pair++) {
            total = yield* sumRows(a, b);
            foldHessian(design, held, total, size, intercept, second.subarray(pair * size * size, (pair + 1) * size * size));
          }
      }
      return { loss: loss === 'squared' ? sum / 2 : sum, gradient, hessian: second, curvature, wrong };
    },
  };
}

const fold = (sums: Float64Array, at: number) => sums[at] + sums[at + 1] + (sums[at + 2] + sums[at + 3]);
