/**
 * From rows to weights, by the solver asked for.
 * @module
 */
import { KindredError } from '../errors.js';
import type { Steps } from '../progress.js';
import { momentOf, momentsOf, numberCells, sumOf, type Columns } from './columns.js';
import { finish } from './finish.js';
import { newton, type Found } from './newton.js';
import { openObjective, type Loss } from './objective.js';
import type { CheckedOptions } from './options.js';
import { penaltyOf } from './penalty.js';
import type { RegressionFit, Weights } from './regression-model.js';

/** What a fit learns from. */
export interface Training {
  readonly columns: Columns;
  /** Numbers, or the places of classes. */
  readonly y: Float64Array;
  /** The weight of each row. */
  readonly s: Float64Array;
  readonly loss: Loss;
  /** Margins: one, or one a class where there are more than two. */
  readonly k: number;
  /** Do classes have weights? */
  readonly weighted: boolean;
}

const DEFAULTS = {
  newton: { maxIter: 100, tol: 1e-10, learningRate: 1 },
  lbfgs: { maxIter: 1000, tol: 1e-10, learningRate: 1 },
  'gradient-descent': { maxIter: 1000, tol: 1e-6, learningRate: 0.1 },
  sgd: { maxIter: 100, tol: 1e-4, learningRate: 0.01 },
} as const;

export function* train(training: Training, options: CheckedOptions): Steps<{ weights: Weights; fit: RegressionFit }> {
  const { columns, s, loss, k } = training;
  const { solver } = options;
  const { maxIter = DEFAULTS[solver].maxIter, tol = DEFAULTS[solver].tol } = options;
  const moments = momentsOf(columns, s);
  const evidence = sumOf(s);
  const { y, center, scale } = loss === 'squared' ? standardised(training) : { y: training.y, center: 0, scale: 1 };
  const objective = openObjective({ columns, moments, y, s }, loss, k, solver === 'newton');
  const { layout } = objective;
  let found: Found;
  try {
    const penalty = penaltyOf({ l1: options.l1 / scale, l2: options.l2 }, layout, moments);
    if (solver === 'newton') found = yield* newton(objective, penalty, { maxIter, tol });
    else throw new KindredError('unsupported', `solver ${solver} is not there yet`);
  } finally {
    objective.close();
  }
  return finish(found, {
    columns,
    moments,
    layout,
    k,
    evidence,
    nRows: s.reduce((count, v) => count + (v > 0 ? 1 : 0), 0),
    center,
    scale,
    handleUnknown: options.handleUnknown,
    bare: options.l1 === 0 && options.l2 === 0 && !training.weighted,
    dispersion: loss === 'squared' ? (value, free) => (2 * value * evidence) / free : () => 1,
    maxIter,
    tol,
  });
}

/** The target less its mean, in units of its deviation, so that `tol` means the same everywhere. */
function standardised({ y, s }: Training): { y: Float64Array; center: number; scale: number } {
  const { mean: center, inverse } = momentOf(numberCells(y), y.length, s, sumOf(s));
  return { y: y.map((v) => (v - center) * inverse), center, scale: inverse > 0 ? 1 / inverse : 1 };
}
