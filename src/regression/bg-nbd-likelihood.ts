/**
 * The likelihood of BG/NBD (Fader, Hardie & Lee 2005, equation 6) with its first and second derivatives, by the logarithms of the parameters.
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import { complement, logOddsLeft, type BGNBDParameters } from './bg-nbd-expected.js';
import type { Curve } from './lifetime-newton.js';
import { counted, type Histories } from './lifetime-summary.js';

/** Sums over j below x, x a number of repeat purchases: of a likelihood's gamma functions, as whole steps leave them. */
interface Rising {
  /** log((r + j) / 1), log((b + j) / (a + b + j)). */
  logs: number;
  /** 1 / (r + j), 1 / (b + j), 1 / (a + b + j), and their squares. */
  readonly first: [number, number, number];
  readonly second: [number, number, number];
}

function rising({ r, a, b }: BGNBDParameters, frequencies: readonly number[]): Map<number, Rising> {
  const out = new Map<number, Rising>();
  const sums: Rising = { logs: 0, first: [0, 0, 0], second: [0, 0, 0] };
  let j = 0;
  for (const x of frequencies) {
    for (; j < x; j++) {
      sums.logs += log(r + j) + log1p(-a / (a + b + j));
      [r + j, b + j, a + b + j].forEach((v, i) => {
        sums.first[i] += 1 / v;
        sums.second[i] += 1 / v / v;
      });
    }
    out.set(x, { logs: sums.logs, first: [...sums.first], second: [...sums.second] });
  }
  return out;
}

/** Minus the mean log-likelihood, penalized, as a function of log r, log alpha, log a and log b. */
export function bgnbdCurve(histories: Histories, penalizer: number, oldest: number): (logs: Float64Array) => Curve {
  const { frequency, recency, age } = histories;
  const { rows, counts } = counted([frequency, recency, age]);
  const frequencies = [...new Set(rows.map((row) => frequency[row]))]; // ascending
  const n = counts.reduce((sum, count) => sum + count, 0);
  return (logs) => {
    const [r, alpha, a, b] = logs.map(exp);
    const parameters = { r, alpha, a, b };
    const sums = rising(parameters, frequencies);
    let value = 0;
    const g = new Float64Array(4);
    const H = new Float64Array(16); // the upper triangle
    rows.forEach((row, at) => {
      const [x, last, now, count] = [frequency[row], recency[row], age[row], counts[at]];
      const { logs: gammas, first, second } = sums.get(x)!;
      const odds = logOddsLeft(parameters, { x, recency: last, age: now });
      const alive = complement(odds);
      const left = 1 - alive;
      // log(e^A3 + e^A4) of the paper's section 7: the larger one out of the log
      const [live, gone] = [-(r + x) * log(alpha + now), odds > 0 ? odds + log1p(exp(-odds)) : log1p(exp(odds))];
      value += count * (gammas + r * logs[1] + live + gone);
      const [byNow, byLast, k] = [1 / (alpha + now), 1 / (alpha + last), b + Math.max(x, 1) - 1];
      const mean = alive * byNow + left * byLast;
      g[0] += count * (first[0] + logs[1] - alive * log(alpha + now) - left * log(alpha + last));
      g[1] += count * (r / alpha - (r + x) * mean);
      g[2] += count * (left / a - first[2]);
      g[3] += count * (first[1] - first[2] - left / k);
      // how the odds move, twice: the second derivative of a log of a sum
      const d = [log1p((now - last) / (alpha + last)), (r + x) * (byNow - byLast), 1 / a, -1 / k];
      const both = count * alive * left;
      for (let i = 0; i < 4; i++) for (let j = i; j < 4; j++) H[i * 4 + j] += both * d[i] * d[j];
      H[0] -= count * second[0];
      H[1] += count * (1 / alpha - mean);
      H[5] += count * ((r + x) * (alive * byNow * byNow + left * byLast * byLast) - r / alpha / alpha);
      H[10] += count * (second[2] - left / a / a);
      H[11] += count * second[2];
      H[15] += count * (second[2] - second[1] + left / k / k);
    });
    const scaled = [r, alpha / oldest, a, b]; // what is penalized: alpha as a share of the oldest customer's age, as in lifetimes
    const parameter = [r, alpha, a, b];
    const hessian = new Float64Array(16);
    for (let i = 0; i < 4; i++)
      for (let j = i; j < 4; j++) hessian[i * 4 + j] = hessian[j * 4 + i] = (-parameter[i] * parameter[j] * H[i * 4 + j]) / n;
    const gradient = g.map((v, i) => (-parameter[i] * v) / n);
    let penalty = 0;
    for (let i = 0; i < 4; i++) {
      const square = penalizer * scaled[i] * scaled[i];
      hessian[i * 5] += gradient[i] + 4 * square;
      gradient[i] += 2 * square;
      penalty += square;
    }
    return { value: -value / n + penalty, gradient, hessian };
  };
}
