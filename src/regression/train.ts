/**
 * From rows to weights, by the solver asked for.
 * @module
 */
import type { Steps } from '../progress.js';
import { momentOf, momentsOf, numberCells, sumOf, takeRows, type Columns, type Moments } from './columns.js';
import { descend } from './descent.js';
import { finish } from './finish.js';
import { layoutOf, type Layout } from './layout.js';
import { lbfgs } from './lbfgs.js';
import { newton, refuseTooMany } from './newton.js';
import { openObjective } from './objective.js';
import { STEEPEST, type Loss } from './passes.js';
import type { CheckedOptions } from './options.js';
import { penaltyOf, withoutHeld, type Penalty } from './penalty.js';
import type { RegressionFit, Weights } from './regression-model.js';
import { sgd } from './sgd.js';
import type { Found } from './solver.js';

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
  /** By what the weights of the rows of each class were multiplied, if they were. */
  readonly classWeights?: Float64Array | undefined;
}

const DEFAULTS = {
  newton: { maxIter: 100, tol: 1e-10, learningRate: 1, schedule: 'constant' },
  lbfgs: { maxIter: 1000, tol: 1e-11, learningRate: 1, schedule: 'constant' },
  'gradient-descent': { maxIter: 1000, tol: 1e-6, learningRate: 0.1, schedule: 'constant' },
  sgd: { maxIter: 100, tol: 1e-4, learningRate: 0.01, schedule: 'adaptive' },
} as const;

export function* train(training: Training, options: CheckedOptions): Steps<{ weights: Weights; found: RegressionFit }> {
  const { columns, y: given, s, loss, k, classWeights } = withoutWeightless(training);
  const { solver, l1, l2, powerT } = options;
  const { maxIter = DEFAULTS[solver].maxIter, tol = DEFAULTS[solver].tol } = options;
  const { learningRate = DEFAULTS[solver].learningRate, schedule = DEFAULTS[solver].schedule } = options;
  const measured = momentsOf(columns, s);
  const evidence = sumOf(s);
  const asTheyAre = solver === 'gradient-descent' || solver === 'sgd';
  const { y, center, scale } = loss === 'squared' && !asTheyAre ? standardised(given, s) : { y: given, center: 0, scale: 1 };
  const moments = asTheyAre ? untouched(measured) : withoutHeld(measured, { l1: l1 / scale, l2 });
  const rows = { columns, moments, y, s };
  const layout = layoutOf(columns.inputs);
  const penalty = penaltyOf({ l1: l1 / scale, l2 }, layout, moments);
  const rate = { learningRate, schedule, powerT, safe: 1 / (steepest(measured, layout, loss) + l2) };
  let found: Found;
  if (solver === 'sgd') found = yield* sgd(rows, loss, k, penalty, rate, { ...options, maxIter, tol });
  else {
    if (solver === 'newton') refuseTooMany(layout, k);
    const objective = openObjective(rows, loss, k, solver === 'newton');
    try {
      if (solver === 'newton') found = yield* newton(objective, penalty, { maxIter, tol });
      else if (solver === 'lbfgs')
        found = yield* lbfgs(objective, penalty, diagonalOf(layout, measured, penalty, loss, k), { maxIter, tol });
      else found = yield* descend(objective, penalty, rate, { maxIter, tol });
    } finally {
      objective.close();
    }
  }
  return finish(found, {
    columns,
    moments,
    measured,
    layout,
    k,
    evidence,
    nRows: s.length,
    center,
    scale,
    handleUnknown: options.handleUnknown,
    bare: l1 === 0 && l2 === 0 && !classWeights,
    dispersion: loss === 'squared' ? (value, free) => (2 * value * evidence) / free : () => 1,
    maxIter,
    tol,
  });
}

/** A row that weighs nothing is none, whatever it holds: the scale of a column must not be that of a cell that does not count. */
function withoutWeightless(training: Training): Training {
  const { columns, y, s } = training;
  if (!s.includes(0)) return training;
  const rows = Int32Array.from(s.keys()).filter((i) => s[i] > 0);
  return {
    ...training,
    columns: takeRows(columns, rows),
    y: Float64Array.from(rows, (i) => y[i]),
    s: Float64Array.from(rows, (i) => s[i]),
  };
}

/** The columns as they are. */
const untouched = ({ means }: Moments): Moments => ({ means: means.map(() => 0), inverses: means.map(() => 1) });

/** No direction is more curved than this: the mean square of a row. */
function steepest({ means, inverses }: Moments, { places, p }: Layout, loss: Loss): number {
  let sum = 1;
  places.forEach((place, f) => {
    const [mean, inverse] = [means[f], inverses[f]];
    sum += place >= p ? mean : mean * mean + (inverse > 0 ? 1 / (inverse * inverse) : 0);
  });
  return STEEPEST[loss] * sum;
}

/** About the curvature along each weight: standardised numbers vary by 1, a category by its share. */
function diagonalOf({ places, p, size }: Layout, { means }: Moments, { l2 }: Penalty, loss: Loss, k: number): Float64Array {
  const own = new Float64Array(size).fill(STEEPEST[loss]);
  places.forEach((place, f) => {
    const varies = place < p ? 1 : Math.max(means[f] * (1 - means[f]), 1e-6);
    own[place] = STEEPEST[loss] * varies + l2[place];
  });
  return Float64Array.from({ length: k * size }, (_, i) => own[i % size]);
}

/** The target less its mean, in units of its deviation, so that `tol` means the same everywhere. */
function standardised(y: Float64Array, s: Float64Array): { y: Float64Array; center: number; scale: number } {
  const { mean: center, inverse } = momentOf(numberCells(y), y.length, s, sumOf(s));
  return { y: y.map((v) => (v - center) * inverse), center, scale: inverse > 0 ? 1 / inverse : 1 };
}
