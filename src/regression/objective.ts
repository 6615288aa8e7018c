/**
 * The loss of a weighted sum of columns, its slopes and its curvature: mean over the rows, without penalty. The rows lie in one session of the kernels.
 * @module
 */
import { fit } from '../kernels/fit.js';
import type { Progress } from '../progress.js';
import { expandCells, foldCells } from './cells.js';
import { sumOf, type Columns, type Moments } from './columns.js';
import { designOf, LANES, padRows } from './design.js';
import { hessianSums } from './hessian-sums.js';
import { codeColumnsOf, layoutOf, numberColumnsOf, type Layout } from './layout.js';

/** What is lost: half the square, or the negative logarithm of the probability of the class. */
export type Loss = 'squared' | 'logistic' | 'softmax';

/** Value, slopes and curvature at some weights. */
export interface Evaluated {
  readonly loss: number;
  /** Margin by margin as the weights. */
  readonly gradient: Float64Array;
  /** For margins a <= b the square of second slopes, one behind the other; empty where it was not asked for. */
  readonly hessian: Float64Array;
  /** The mean of the curvatures of the rows: how much of the evidence is still undecided. */
  readonly curvature: number;
  /** Is every row on its own side? */
  readonly separated: boolean;
}

/** A function of k margins' weights. */
export interface Objective {
  readonly layout: Layout;
  /** Margins. */
  readonly k: number;
  /** @param order - 1: with slopes, 2: with the curvature too */
  evaluate(w: Float64Array, order: 1 | 2, at: Progress): Generator<Progress, Evaluated, void>;
  /** Give the memory back. */
  close(): void;
}

export interface Rows {
  readonly columns: Columns;
  readonly moments: Moments;
  /** A number, or the place of the class. */
  readonly y: Float64Array;
  /** The weight of each row. */
  readonly s: Float64Array;
}

/** Blocks of a call: what is made of their rows stays in the first cache. */
const BLOCKS = 64;
/** Operations between two reports: some milliseconds. */
const STRETCH = 4e6;

/** @param curved - whether the curvature will be asked for */
export function openObjective({ columns, moments, y, s }: Rows, loss: Loss, k: number, curved: boolean): Objective {
  const layout = layoutOf(columns.inputs);
  const design = designOf(columns.nRows, numberColumnsOf(columns, layout, moments), codeColumnsOf(columns));
  const { blocks, p, c, cells, last } = design;
  const [width, rows] = [last + 1, BLOCKS * LANES];
  const sums = hessianSums(design, curved ? (k * (k + 1)) / 2 : 0, BLOCKS);
  const total = sumOf(s);
  const plain = s.every((v) => v === 0 || v === 1);
  const { run, held, close } = fit.open(
    {
      x: [Float64Array, blocks * p * LANES],
      codes: [Int32Array, blocks * c * LANES],
      y: padRows(y),
      s: padRows(s),
      weights: [Float64Array, k * width],
      z: [Float64Array, k * rows],
      r: [Float64Array, k * rows],
      h: [Float64Array, rows],
      shares: [Float64Array, loss === 'softmax' ? k * rows : 1],
      totals: [Float64Array, 3 * LANES],
      slopes: [Float64Array, k * width * LANES],
      folded: [Float64Array, width],
      ...sums.plan,
    } as const,
    columns.nRows * (p + c + 1) * 10,
  );
  design.pack(held.x, held.codes);
  const ofMargin = (array: Float64Array, stride: number) =>
    Array.from({ length: k }, (_, a) => array.subarray(a * stride, (a + 1) * stride));
  const [weights, z, r, slopes] = [
    ofMargin(held.weights, width),
    ofMargin(held.z, rows),
    ofMargin(held.r, rows),
    ofMargin(held.slopes, width * LANES),
  ];
  const { x, codes, totals, h, folded } = held;
  const step = Math.ceil(STRETCH / (rows * k * (width + 20) * (curved ? (p + c) * k : 1))) * BLOCKS;

  /** Residuals, and for one margin curvatures, of the blocks [from, to). */
  function lose(from: number, to: number): void {
    if (loss === 'squared') run.squaredLoss(held.z, held.y, held.s, from, to, held.r, totals);
    else if (loss === 'softmax') run.softmaxLoss(held.z, rows, k, held.y, held.s, from, to, held.shares, held.r, totals);
    else if (plain) run.logisticLoss(held.z, held.y, held.s, from, to, held.r, h, totals);
    else run.weightedLogisticLoss(held.z, held.y, held.s, from, to, held.r, h, totals);
  }

  function* evaluate(w: Float64Array, order: 1 | 2, progress: Progress): Generator<Progress, Evaluated, void> {
    for (let a = 0; a < k; a++) {
      const own = w.subarray(a * layout.size, (a + 1) * layout.size);
      weights[a].set(own.subarray(0, p));
      expandCells(cells, own, p, weights[a], p);
      weights[a][last] = own[layout.intercept];
    }
    totals.fill(0);
    held.slopes.fill(0);
    if (order === 2) sums.clear(held);
    for (let from = 0; from < blocks; from += BLOCKS) {
      const to = Math.min(blocks, from + BLOCKS);
      for (let a = 0; a < k; a++) run.margins(x, codes, p, c, from, to, weights[a], last, z[a]);
      lose(from, to);
      for (let a = 0; a < k; a++) run.addGradient(x, codes, p, c, r[a], from, to, last, slopes[a]);
      if (order === 2) {
        for (let a = 0, pair = 0; a < k; a++)
          for (let b = a; b < k; b++, pair++) {
            if (loss === 'softmax') run.softmaxCurvature(held.shares, rows, a, b, held.s, from, to, h);
            sums.add(run, held, loss === 'squared' ? held.s.subarray(from * LANES, to * LANES) : h, from, to, pair);
          }
      }
      if (from % step === step - BLOCKS) yield progress;
    }
    const gradient = new Float64Array(k * layout.size);
    for (let a = 0; a < k; a++) {
      run.foldLanes(slopes[a], width, folded);
      const from = a * layout.size;
      for (let j = 0; j < p; j++) gradient[from + j] = folded[j];
      foldCells(cells, folded, p, gradient, from + p);
      gradient[from + layout.intercept] = folded[last];
    }
    for (let i = 0; i < gradient.length; i++) gradient[i] /= total;
    const lanes = (from: number) => totals[from] + totals[from + 1] + (totals[from + 2] + totals[from + 3]);
    return {
      loss: lanes(0) / total / (loss === 'squared' ? 2 : 1),
      gradient,
      hessian: order === 2 ? sums.hessian(run, held, layout.size, total) : new Float64Array(0),
      curvature: loss === 'squared' ? 1 : lanes(LANES) / total,
      separated: loss !== 'squared' && lanes(2 * LANES) === 0,
    };
  }
  return { layout, k, evaluate, close };
}
