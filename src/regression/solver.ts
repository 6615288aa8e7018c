/**
 * What the solvers share: when they stop, and what they find.
 * @module
 */
import type { Curvature } from './curvature.js';
import type { Penalty } from './penalty.js';

/** What a solver found. */
export interface Found {
  readonly w: Float64Array;
  /** Before each step and after the last, with the penalty; of epochs: in each. */
  readonly lossCurve: readonly number[];
  readonly nIter: number;
  readonly converged: boolean;
  /** What is more than `tol`, in words, where it did not converge. */
  readonly left: string;
  /** Is no row on the wrong side, without a penalty? */
  readonly separated: boolean;
  /** Of Newton's method: the curvature at the end. */
  readonly curvature?: Curvature;
}

export interface Stop {
  readonly maxIter: number;
  readonly tol: number;
}

/** Rounding of a loss. */
export const ROUNDING = 1e-15;
/** A slope that rounding can leave. */
export const SMALL = 1e-7;

export const isBare = ({ hasL1, hasL2 }: Penalty): boolean => !hasL1 && !hasL2;

export const slopeLeft = (slope: number) => `the largest slope is ${slope.toExponential(1)}`;
