/**
 * The loss of a weighted sum of columns, its slopes and its curvature: mean over the rows, without penalty.
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import type { Progress } from '../progress.js';
import type { Columns, Moments } from './columns.js';
import { layoutOf, type Layout } from './layout.js';

/** What is lost: half the square, or the logarithm of the odds. */
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
}

export interface Rows {
  readonly columns: Columns;
  readonly moments: Moments;
  /** A number, or the place of the class. */
  readonly y: Float64Array;
  /** The weight of each row. */
  readonly s: Float64Array;
}

/** Rows between two reports. */
const STRETCH = 16384;

export function objectiveOf({ columns, moments, y, s }: Rows, loss: Loss, k: number): Objective {
  const layout = layoutOf(columns.inputs);
  const { p, intercept, size, places, slots } = layout;
  const n = columns.nRows;
  const numbers: Float64Array[] = [];
  const codes: Int32Array[] = [];
  const [centers, inverses] = [new Float64Array(p), new Float64Array(p)];
  places.forEach((place, f) => {
    if (place >= p) return;
    centers[place] = moments.means[f];
    inverses[place] = moments.inverses[f];
  });
  columns.cells.forEach((cells) => {
    if (cells instanceof Int32Array) codes.push(cells.map((c) => slots[codes.length][c]));
    else numbers.push(cells.map((v) => (v - centers[numbers.length]) * inverses[numbers.length]));
  });
  const total = s.reduce((sum, v) => sum + v, 0);
  const z = new Float64Array(k);
  const r = new Float64Array(k);
  const row = new Float64Array(p + codes.length + 1);
  const at = new Int32Array(row.length);
  for (let j = 0; j < p; j++) at[j] = j;
  row.fill(1, p);
  at[p + codes.length] = intercept;

  function* evaluate(w: Float64Array, order: 1 | 2, progress: Progress): Generator<Progress, Evaluated, void> {
    const gradient = new Float64Array(k * size);
    const hessian = new Float64Array(order === 2 ? ((k * (k + 1)) / 2) * size * size : 0);
    let [sum, curvature, separated] = [0, 0, loss !== 'squared'];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < p; j++) row[j] = numbers[j][i];
      for (let c = 0; c < codes.length; c++) at[p + c] = codes[c][i];
      for (let a = 0; a < k; a++) {
        let margin = 0;
        for (let q = 0; q < row.length; q++) margin += row[q] * w[a * size + at[q]];
        z[a] = margin;
      }
      const si = s[i];
      let h = 1;
      if (loss === 'squared') {
        r[0] = z[0] - y[i];
        sum += si * r[0] * r[0] * 0.5;
      } else if (loss === 'logistic') {
        const e = exp(-Math.abs(z[0]));
        const sigma = z[0] >= 0 ? 1 / (1 + e) : e / (1 + e);
        r[0] = sigma - y[i];
        h = e / ((1 + e) * (1 + e));
        sum += si * (Math.max(z[0], 0) - y[i] * z[0] + log(1 + e));
        if (si > 0 && (y[i] === 1 ? z[0] <= 0 : z[0] >= 0)) separated = false;
        curvature += si * h;
      } else {
        let most = -Infinity;
        for (let a = 0; a < k; a++) most = Math.max(most, z[a]);
        let share = 0;
        for (let a = 0; a < k; a++) share += r[a] = exp(z[a] - most);
        sum += si * (log(share) + most - z[y[i]]);
        for (let a = 0; a < k; a++) {
          r[a] /= share;
          if (si > 0 && a !== y[i] && z[a] >= z[y[i]]) separated = false;
        }
        curvature += si * r[y[i]] * (1 - r[y[i]]);
      }
      if (order === 2) {
        for (let a = 0, pair = 0; a < k; a++)
          for (let b = a; b < k; b++, pair++) {
            const hab = si * (loss === 'softmax' ? (a === b ? r[a] * (1 - r[a]) : -r[a] * r[b]) : h);
            const from = pair * size * size;
            for (let q = 0; q < row.length; q++)
              for (let t = 0; t < row.length; t++) hessian[from + at[q] * size + at[t]] += hab * row[q] * row[t];
          }
      }
      for (let a = 0; a < k; a++) {
        const ra = si * (loss === 'softmax' && a === y[i] ? r[a] - 1 : r[a]);
        for (let q = 0; q < row.length; q++) gradient[a * size + at[q]] += ra * row[q];
      }
      if (i % STRETCH === STRETCH - 1) yield progress;
    }
    for (let a = 0; a < k; a++) gradient[a * size + layout.dead] = 0;
    return {
      loss: sum / total,
      gradient: gradient.map((v) => v / total),
      hessian: hessian.map((v) => v / total),
      curvature: loss === 'squared' ? 1 : curvature / total,
      separated,
    };
  }
  return { layout, k, evaluate };
}
