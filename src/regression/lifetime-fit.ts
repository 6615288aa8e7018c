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
  const covariance = inverse(
    top.curve.hessian.map((v) => v * nCustomers),
    n,
  );
  const warnings: string[] = [];
  const values = top.at.map(exp);
  const unknown = names.filter((_, i) => !covariance || Math.sqrt(covariance[i * n + i]) > UNKNOWN);
  const largest = top.curve.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  if (!top.converged)
    warnings.push(
      top.nIter < options.maxIter
        ? `The search stopped where rounding hides what is uphill: the largest slope is ${largest}, "tol" ${options.tol}.`
        : `The search had not converged after ${top.nIter} steps: the largest slope is ${largest}, "tol" ${options.tol}.`,
    );
  if (unknown.length > 0)
    warnings.push(
      `These customers do not tell ${unknown.join(', ')} (${unknown.map((name) => `${name} = ${values[names.indexOf(name)].toPrecision(3)}`).join(', ')}): ` +
        `the likelihood hardly changes with it. They are too few, too much alike, or at an end of what the model can say.${options.penalizer === 0 ? ' A "penalizer" of 0.01 may help.' : ''}`,
    );
  const converged = top.converged && unknown.length === 0;
  const found = { logLikelihood: plain(top.at), nIter: top.nIter, converged, warnings, nCustomers };
  return { values, covariance: converged ? covariance! : new Float64Array(0), found };
}
