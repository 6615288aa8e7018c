/**
 * Student's t distribution, from the continued fraction of the incomplete beta function (Lentz's method: Press et al. 2007, 6.4), in exact arithmetic. Errors: some 1e-13
 * of the tail (measured).
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import { normalQuantile } from '../preprocessing/normal.js';

const ROOT_PI = 1.7724538509055161;
const TINY = 1e-300;

/** The share of a t distribution that is farther from 0 than t, on both sides. @param n - degrees of freedom, above 0; need not be whole */
export function studentTails(t: number, n: number): number {
  if (Number.isNaN(t)) return t;
  const x = n / (n + t * t);
  const rest = (t * t) / (n + t * t); // 1 - x, without cancellation
  if (rest === 0) return 1;
  if (x === 0) return 0;
  const a = n / 2;
  const front = exp(-a * log1p((t * t) / n) + 0.5 * log(rest)) / betaOf(a);
  return x < (a + 1) / (a + 2.5) ? (front * fraction(a, 0.5, x)) / a : 1 - (front * fraction(0.5, a, rest)) / 0.5;
}

/** The t beyond which, on both sides, a share lies. @param share - above 0, below 1 */
export function studentQuantile(share: number, n: number): number {
  let [low, high] = [0, Math.max(1, -normalQuantile(share / 2))];
  while (studentTails(high, n) > share) [low, high] = [high, high * 2];
  for (let step = 0; step < 200; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (studentTails(middle, n) > share) low = middle;
    else high = middle;
  }
  return high;
}

/** From here on the series below gives all digits. */
const FAR = 40;
/** Gamma(a) / Gamma(a + 1/2) √a in powers of 1/a, from the seventh down (Tricomi & Erdélyi 1951). */
const SERIES: readonly number[] = [-39325 / 33554432, 869 / 4194304, 399 / 262144, -21 / 32768, -5 / 1024, 1 / 128, 1 / 8, 1];

/** B(a, 1/2), by B(a, 1/2) = B(a + 1, 1/2) (a + 1/2) / a. */
function betaOf(a: number): number {
  let factor = 1;
  let far = a;
  for (; far < FAR; far++) factor *= (far + 0.5) / far;
  return (factor * ROOT_PI * SERIES.reduce((sum, c) => sum / far + c, 0)) / Math.sqrt(far);
}

function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let h = d;
  for (let m = 1; m <= 10000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < TINY ? TINY : d);
      c = 1 + term / c;
      if (Math.abs(c) < TINY) c = TINY;
      change = d * c;
      h *= change;
    }
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return h;
}
