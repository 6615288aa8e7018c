/**
 * The options that linear and logistic regression share.
 * @module
 */
import { flag, integer, number, oneOf, optional, seed, type Constraints } from '../check.js';
import type { SampleWeight } from '../data/sample-weight.js';
import type { LongWork } from '../progress.js';
import type { HandleUnknown } from './inputs.js';

/**
 * How the coefficients are found. `'newton'`: steps by the curvature, few and exact; with `l1` coordinate descent on it. `'lbfgs'`: the curvature guessed from ten
 * gradients, for many columns; with `l1` OWL-QN (Andrew & Gao 2007). Both see the columns standardised, so that their units do not matter. `'gradient-descent'`: the
 * textbook's θ ← θ − α∇J on the columns as they are. `'sgd'`: the same row by row or in mini-batches, for very many rows.
 */
export type Solver = 'newton' | 'lbfgs' | 'gradient-descent' | 'sgd';

/**
 * How the learning rate α goes on: `'constant'`; `'inverse-scaling'`: α / t^powerT, t counting steps; `'adaptive'`: a fifth of it each time the loss has not fallen by `tol`
 * for `nIterNoChange` epochs (of gradient descent: whenever it rises).
 */
export type Schedule = 'constant' | 'inverse-scaling' | 'adaptive';

export interface RegressionOptions {
  /** Default `'newton'`. */
  solver?: Solver;
  /** Weight of Σ |w|, the intercept free. Default 0. */
  l1?: number;
  /** Weight of ½ Σ w², the intercept free. Default 0. Of n rows, scikit-learn's C is 1 / (l2 n), its alpha of Ridge l2 n. */
  l2?: number;
  /** Steps at most; of `'sgd'`: epochs. Default 100 for `'newton'` and `'sgd'`, 1000 for the others. */
  maxIter?: number;
  /**
   * When to stop. `'newton'`, `'lbfgs'`: the largest slope of the penalised loss along any (standardised) column is at most `tol`, default 1e-10 and 1e-11; `'gradient-descent'`:
   * the same of the columns as they are, default 1e-6; `'sgd'`: the loss of an epoch was not lower than the lowest by more than `tol` for `nIterNoChange` epochs, default 1e-4.
   */
  tol?: number;
  /** α of `'gradient-descent'` (default 0.1) and `'sgd'` (default 0.01). */
  learningRate?: number;
  /** Default `'constant'` for `'gradient-descent'`, `'adaptive'` for `'sgd'`. */
  schedule?: Schedule;
  /** Of `'inverse-scaling'`. Default 0.25. */
  powerT?: number;
  /** Rows of one step of `'sgd'`. Default 1. */
  batchSize?: number;
  /** `'sgd'` measures the loss on rows held out from learning, and stops by that. Default false. */
  earlyStopping?: boolean;
  /** The share of rows held out. Default 0.1. */
  validationFraction?: number;
  /** Epochs without change before `'sgd'` stops, or takes a smaller rate. Default 2. */
  nIterNoChange?: number;
  /** Which category of a column has no coefficient, so that the others are read against it: the first, or none of them. Default `'first'`. */
  drop?: 'first' | 'none';
  /** A category that fit did not see is an error, or counts as the average. Default `'error'`. */
  handleUnknown?: HandleUnknown;
  /** Of the order of rows of `'sgd'`. Default 0. */
  seed?: number;
}

type Chosen = 'maxIter' | 'tol' | 'learningRate' | 'schedule';

/** The options filled up: what the solver decides may still be undefined. */
export type CheckedOptions = Required<Omit<RegressionOptions, Chosen>> & Pick<RegressionOptions, Chosen>;

/** What a fit takes besides rows and target. */
export interface RegressionWork extends LongWork {
  /** How often each row counts: finite numbers from 0, one a row. Default: each 1. */
  sampleWeight?: SampleWeight | undefined;
}

/** @internal */
export const REGRESSION: Constraints<Required<RegressionOptions>> = {
  solver: oneOf('newton', 'newton', 'lbfgs', 'gradient-descent', 'sgd'),
  l1: number(0, 0),
  l2: number(0, 0),
  maxIter: optional(integer(undefined, 1)),
  tol: optional(number(undefined, 0)),
  learningRate: optional(number(undefined, Number.MIN_VALUE)),
  schedule: optional(oneOf(undefined, 'constant', 'inverse-scaling', 'adaptive')),
  powerT: number(0.25, 0),
  batchSize: integer(1, 1),
  earlyStopping: flag(false),
  validationFraction: number(0.1, 0.001, 0.999),
  nIterNoChange: integer(2, 1),
  drop: oneOf('first', 'first', 'none'),
  handleUnknown: oneOf('error', 'error', 'ignore'),
  seed: seed(),
};
