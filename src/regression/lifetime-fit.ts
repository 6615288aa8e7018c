/**
 * Maximum likelihood of the models of purchases: options, the search, and what there is to say of the top it finds.
 * @module
 */
import { exp } from '../../assembly/exact.js';
import { integer, number, type Constraints } from '../check.js';
import type { Steps } from '../progress.js';
import type { LifetimeFit } from './lifetime-model.js';
import { inverse, lowest, type Curve } from './lifetime-newton.js';

export interface LifetimeOptions {
  /** Times the sum of the squared parameters (a time as a share of the oldest customer's age), added to minus the mean log-likelihood. Small data may need 0.001 to 0.1. Default 0. */
  penalizer?: number;
  /** Newton steps at most. Default 200. */
  maxIter?: number;
  /** Stop when no slope of minus the mean log-likelihood, by the logarithm of a parameter, is larger. Default 1e-9. */
  tol?: number;
}

/** @internal */
export const LIFETIME: Constraints<Required<LifetimeOptions>> = {
  penalizer: number(0, 0),
  maxIter: integer(200, 1),
  tol: number(1e-9, 0),
};

/** A parameter whose logarithm has a larger standard error is told by nothing: its interval spans a factor of 10^8. */
const UNKNOWN = 5;

/**
 * The parameters of the greatest likelihood.
 * @param curve - minus the mean log-likelihood by the logarithms of the parameters, penalized
 * @param start - logarithms
 * @param plain - the log-likelihood of all customers without penalty, at logarithms of parameters
 */
export function* mostLikely(
  names: readonly string[],
  curve: (logs: Float64Array) => Curve,
  start: readonly number[],
  options: Required<LifetimeOptions>,
  nCustomers: number,
  plain: (logs: Float64Array) => number,
  stage: string,
): Steps<{ values: Float64Array; covariance: Float64Array; found: LifetimeFit }> {
  const top = yield* lowest(curve, start, options, stage);
  const n = names.length;
  const values = top.at.map(exp);
  const warnings: string[] = [];
  const told = top.converged ? toldBy(top.curve.hessian, n, nCustomers) : undefined;
  if (!told) {
    const largest = top.curve.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    const why = top.nIter < options.maxIter ? 'stopped where rounding hides what is uphill' : `had not converged after ${top.nIter} steps`;
    warnings.push(`The search ${why}: the largest slope is ${largest}, "tol" ${options.tol}.`);
  }
  const undetermined = told ? names.filter((_, i) => !told.kept.includes(i)) : [];
  if (undetermined.length > 0)
    warnings.push(
      `These customers do not tell ${undetermined.join(', ')} (${undetermined.map((name) => `${name} = ${values[names.indexOf(name)].toPrecision(3)}`).join(', ')}): ` +
        'the likelihood hardly changes with it. They are too few, too much alike, or at an end of what the model can say; intervals take it as it is.' +
        (options.penalizer === 0 ? ' A "penalizer" of 0.01 may help.' : ''),
    );
  const converged = told !== undefined && undetermined.length === 0;
  const found = { logLikelihood: plain(top.at), nIter: top.nIter, converged, undetermined, warnings, nCustomers };
  return { values, covariance: told?.covariance ?? new Float64Array(0), found };
}

/**
 * The covariance of the logarithms of the parameters that the curvature tells, 0 for the others: those which it tells least are taken as given, one after the other.
 */
function toldBy(hessian: Float64Array, n: number, nCustomers: number): { kept: number[]; covariance: Float64Array } {
  let kept = Array.from({ length: n }, (_, i) => i);
  for (;;) {
    const size = kept.length;
    const part = Float64Array.from(kept.flatMap((i) => kept.map((j) => hessian[i * n + j] * nCustomers)));
    const inverted = inverse(part, size);
    // how little is known of each: its variance, or the flattest one where some direction is flat
    const doubt = kept.map((_, i) => (inverted ? Math.sqrt(inverted[i * size + i]) : -part[i * size + i]));
    if (inverted && doubt.every((error) => error <= UNKNOWN)) {
      const covariance = new Float64Array(n * n);
      kept.forEach((i, a) => kept.forEach((j, b) => (covariance[i * n + j] = inverted[a * size + b])));
      return { kept, covariance };
    }
    const most = doubt.indexOf(doubt.reduce((a, b) => (b > a ? b : a)));
    kept = kept.filter((_, i) => i !== most);
  }
}
