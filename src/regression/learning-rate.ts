/**
 * How large a step is, and what is said where it was too large.
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { KindredError } from '../errors.js';
import type { Schedule } from './options.js';

export interface Rate {
  readonly learningRate: number;
  readonly schedule: Schedule;
  readonly powerT: number;
  /** A rate of gradient descent that cannot diverge. */
  readonly safe: number;
}

/** 'adaptive' leaves a fifth. */
export const FIFTH = 0.2;

/** t to the power of −powerT. */
export const inversePower = (t: number, powerT: number): number => exp(-powerT * log(t));

/** A loss of more than this times what zeros have is lost for good. */
const FAR = 1e6;

/** @throws KindredError `diverged` where the loss went up and away */
export function refuseDiverged(loss: number, first: number, { learningRate, safe }: Rate, bound: number = FAR * Math.max(first, 1)): void {
  if (loss <= bound) return;
  throw new KindredError(
    'diverged',
    `"learningRate" ${learningRate} is too large: the loss went from ${first.toPrecision(3)} to ${loss.toPrecision(3)}; try ${safe.toPrecision(1)}, or bring the columns to one scale first (StandardScaler)`,
  );
}
