/**
 * Learning from rows as they come: a step of stochastic gradient descent a row, each as large as the row's share of all evidence so far, in the scale of each column
 * (SGD with diagonal scaling; bounded as the implicit steps of Toulis & Airoldi 2017 are, so that no row can throw a weight far).
 * @module
 */
import { exp } from '../../assembly/exact.js';
import { anything, checkOptions, number, type Constraints } from '../check.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { cellsToScore, widthOf } from './inputs.js';
import { STEEPEST, type Loss } from './passes.js';
import { softThreshold } from './proximal.js';
import type { RegressionFit, RegressionModel, Weights } from './regression-model.js';
import { rowWeights } from './row-weights.js';
import { sigmoid } from './sigmoid.js';

/** What an update takes besides rows and target. */
export interface UpdateWork {
  /** How often each row counts: finite numbers from 0, one a row. Default: each 1. */
  sampleWeight?: SampleWeight;
  /**
   * By what all earlier evidence is multiplied before each row, above 0 and at most 1. With 0.99 a model is made of about the last hundred rows, and a new one weighs a
   * hundredth. Default 1: a new row weighs as much as each row of the fit.
   */
  decay?: number;
}

/** The same, and the penalties, which an estimator has among its options. */
export interface UpdateOptions extends UpdateWork {
  /** As in the fit. Default 0. */
  l1?: number;
  /** As in the fit. Default 0. */
  l2?: number;
}

const UPDATE: Constraints<Required<UpdateWork>> = { sampleWeight: anything as never, decay: number(1, Number.MIN_VALUE, 1) };
/** @internal */
export const UPDATE_ALONE: Constraints<Required<UpdateOptions>> = { ...UPDATE, l1: number(0, 0), l2: number(0, 0) };

/** What an estimator's update is given. @throws KindredError `invalid-option`, `unknown-option` */
export const checkUpdateWork = (work: UpdateWork = {}): Required<UpdateWork> => checkOptions<Required<UpdateWork>>('update', UPDATE, work);

/** Probabilities nearer to 0 or 1 are as curved as these. */
const LEAST = 0.01;

/** @param targetsOf - the target of each row, and by what its weight is multiplied, given the number of rows */
export function updated(
  model: RegressionModel,
  X: Matrix | Table,
  targetsOf: (nRows: number) => { y: ArrayLike<number>; factors?: ArrayLike<number> | undefined },
  loss: Loss,
  { l1, l2, sampleWeight, decay }: Readonly<Required<UpdateOptions>>,
): { weights: Weights; found: RegressionFit } {
  const { inputs, named, handleUnknown, means, deviations } = model.weights;
  const cells = cellsToScore(X, inputs, named, handleUnknown);
  const { y, factors } = targetsOf(X.nRows);
  const s = X.nRows === 0 ? new Float64Array(0) : rowWeights(sampleWeight, X.nRows);
  if (!s.some((v, i) => v * (factors?.[i] ?? 1) > 0)) return { weights: model.weights, found: model.found }; // nothing to learn
  const coefficients = model.weights.coefficients.slice();
  const [k, width] = [model.weights.intercepts.length, means.length];
  /** What an average row gets. */
  const bases = model.weights.intercepts.map((intercept, a) => intercept + dot(coefficients, a * width, means));
  const curvatures = curvaturesOf(bases, loss);
  const row = new Float64Array(width);
  let { evidence } = model.found;
  for (let i = 0; i < X.nRows; i++) {
    const weight = s[i] * (factors?.[i] ?? 1);
    if (weight === 0) continue;
    evidence = decay * evidence + weight;
    fillRow(i);
    const residuals = residualsOf(bases.map((base, a) => base + dot(coefficients, a * width, row)), y[i], loss); // prettier-ignore
    const reach = reachOf(row, deviations);
    for (let a = 0; a < k; a++) {
      const rate = weight / evidence / curvatures[a];
      const step = (rate * residuals[a]) / (1 + rate * reach * STEEPEST[loss]);
      bases[a] -= step;
      for (let f = 0, p = a * width; f < width; f++, p++) {
        if (deviations[f] === 0) continue;
        const scale = 1 / (deviations[f] * deviations[f]);
        const pulled = (coefficients[p] - step * row[f] * scale) / (1 + rate * l2 * scale);
        coefficients[p] = softThreshold(pulled, rate * l1 * scale);
      }
    }
  }
  const intercepts = bases.map((base, a) => base - dot(coefficients, a * width, means));
  return {
    weights: { ...model.weights, coefficients, intercepts },
    found: {
      ...model.found,
      evidence,
      nIter: model.found.nIter + 1,
      converged: false,
      warnings: [],
      lossCurve: new Float64Array(0),
      errors: null,
    },
  };

  /** Each feature of row i less its mean. */
  function fillRow(i: number): void {
    let f = 0;
    inputs.forEach((input, j) => {
      const value = cells[j][i];
      const { categories, dropped = -1 } = input;
      if (!categories) row[f] = value - means[f];
      else {
        for (let c = 0; c < widthOf(input); c++) row[f + c] = value < 0 ? 0 : -means[f + c];
        if (value >= 0 && value !== dropped) row[f + value - (dropped >= 0 && value > dropped ? 1 : 0)] += 1;
      }
      f += widthOf(input);
    });
  }
}

/** How far a row is from the average, in the scale of each column: 1 for the intercept. */
function reachOf(row: Float64Array, deviations: Float64Array): number {
  let sum = 1;
  for (let f = 0; f < row.length; f++) {
    if (deviations[f] === 0) continue;
    const far = row[f] / deviations[f];
    sum += far * far;
  }
  return sum;
}

/** The curvature of the loss where an average row lies. */
function curvaturesOf(bases: Float64Array, loss: Loss): Float64Array {
  if (loss === 'squared') return Float64Array.of(1);
  const shares = bases.slice();
  residualsOf(shares, -1, loss);
  return shares.map((share) => Math.max(share * (1 - share), LEAST));
}

/** z becomes what the loss says of each margin: the number itself, or probabilities. @returns that less the target (none: -1) */
function residualsOf(z: Float64Array, target: number, loss: Loss): Float64Array {
  if (loss === 'logistic') z[0] = sigmoid(z[0]);
  else if (loss === 'softmax') {
    const most = z.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let a = 0; a < z.length; a++) sum += z[a] = exp(z[a] - most);
    for (let a = 0; a < z.length; a++) z[a] /= sum;
  }
  return z.map((v, a) => v - (loss === 'softmax' ? (a === target ? 1 : 0) : target));
}

function dot(coefficients: Float64Array, from: number, row: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < row.length; f++) sum += coefficients[from + f] * row[f];
  return sum;
}
