/**
 * The loss of a weighted sum of columns, its slopes and its curvature: mean over the rows, without penalty. The rows lie in one session of the kernels.
 * @module
 */
import type { Progress } from '../progress.js';
import { sumOf, type Columns, type Moments } from './columns.js';
import { designOf } from './design.js';
import { codeColumnsOf, layoutOf, numberColumnsOf, type Layout } from './layout.js';
import { openPasses, type Loss } from './passes.js';

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

/** @param curved - whether the curvature will be asked for */
export function openObjective({ columns, moments, y, s }: Rows, loss: Loss, k: number, curved: boolean): Objective {
  const layout = layoutOf(columns.inputs);
  const { size, intercept } = layout;
  const design = designOf(columns.nRows, numberColumnsOf(columns, layout, moments), codeColumnsOf(columns));
  const passes = openPasses(design, { loss, k, y, s, size, intercept, curved });
  const total = sumOf(s);
  function* evaluate(w: Float64Array, order: 1 | 2, at: Progress): Generator<Progress, Evaluated, void> {
    const pass = passes.run(w, order);
    let step = pass.next();
    for (; !step.done; step = pass.next()) yield at;
    const { gradient, hessian, wrong, ...sums } = step.value;
    for (let i = 0; i < gradient.length; i++) gradient[i] /= total;
    for (let i = 0; i < hessian.length; i++) hessian[i] /= total;
    const squared = loss === 'squared';
    return {
      loss: sums.loss / total,
      gradient,
      hessian,
      curvature: squared ? 1 : sums.curvature / total,
      separated: !squared && wrong === 0,
    };
  }
  return { layout, k, evaluate, close: passes.close };
}
