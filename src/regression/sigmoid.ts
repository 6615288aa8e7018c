/**
 * The logistic function 1 / (1 + e^−z): from log-odds to a probability.
 * @module
 */
import { exp } from '../../assembly/exact.js';

/** Without overflow. */
export function sigmoid(z: number): number {
  const e = exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}
