/**
 * The likelihood of Gamma-Gamma (Fader & Hardie 2013, equation 1a) with its first and second derivatives, by the logarithms of the parameters.
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import type { Curve } from './lifetime-newton.js';
import { digamma, lgamma, trigamma } from './special.js';

/** A customer's repeat purchases, their mean value, and how many customers are equal. */
export interface Spender {
  readonly x: number;
  readonly mean: number;
  readonly count: number;
}

/** Minus the mean log-likelihood, penalized, as a function of log p, log q and log v. */
export function gammaGammaCurve(spenders: readonly Spender[], penalizer: number): (logs: Float64Array) => Curve {
  const n = spenders.reduce((sum, { count }) => sum + count, 0);
  return (logs) => {
    const [p, q, v] = logs.map(exp);
    const [gammaQ, first, second] = [lgamma(q), digamma(q), trigamma(q)];
    let value = 0;
    const g = new Float64Array(3);
    const H = new Float64Array(9); // the upper triangle
    for (const { x, mean, count } of spenders) {
      const spent = x * mean;
      const [all, own] = [p * x + q, p * x];
      const by = 1 / (spent + v);
      const toOwn = -log1p(v / spent); // log(spent / (spent + v))
      const toShop = -log1p(spent / v);
      const [psi, psi1] = [digamma(all), trigamma(all)];
      value += count * (lgamma(all) - lgamma(own) - gammaQ + q * toShop + own * toOwn - log(mean));
      g[0] += count * x * (psi - digamma(own) + toOwn);
      g[1] += count * (psi - first + toShop);
      g[2] += count * (q / v - all * by);
      H[0] += count * x * x * (psi1 - trigamma(own));
      H[1] += count * x * psi1;
      H[2] -= count * x * by;
      H[4] += count * (psi1 - second);
      H[5] += count * (1 / v - by);
      H[8] += count * (all * by * by - q / v / v);
    }
    const parameter = [p, q, v];
    const gradient = g.map((slope, i) => (-parameter[i] * slope) / n);
    const hessian = new Float64Array(9);
    let penalty = 0;
    for (let i = 0; i < 3; i++) {
      for (let j = i; j < 3; j++) hessian[i * 3 + j] = hessian[j * 3 + i] = (-parameter[i] * parameter[j] * H[i * 3 + j]) / n;
      const square = penalizer * parameter[i] * parameter[i];
      hessian[i * 4] += gradient[i] + 4 * square;
      gradient[i] += 2 * square;
      penalty += square;
    }
    return { value: -value / n + penalty, gradient, hessian };
  };
}
