/**
 * Student's t distribution of whole degrees of freedom, from the continued fraction of the incomplete beta function (Lentz's method: Press et al. 2007, 6.4), in exact
 * arithmetic. Errors: some 1e-13 of the tail (measured).
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { normalQuantile } from '../preprocessing/normal.js';

const PI = 3.141592653589793;
const TINY = 1e-300;

/** The share of a t distribution that is farther from 0 than t, on both sides. @param n - degrees of freedom, a whole number from 1 */
export function studentTails(t: number, n: number): number {
  if (Number.isNaN(t)) return t;
  const x = n / (n + t * t);
  const rest = (t * t) / (n + t * t); // 1 - x, without cancellation
  if (rest === 0) return 1;
  if (x === 0) return 0;
  const a = n / 2;
  const front = exp(a * log(x) + 0.5 * log(rest)) / betaOf(n);
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

/** B(n/2, 1/2), by B(a + 1, 1/2) = B(a, 1/2) a / (a + 1/2). */
function betaOf(n: number): number {
  const odd = n % 2 === 1;
  let beta = odd ? PI : 2;
  for (let a = odd ? 0.5 : 1; a < n / 2; a++) beta *= a / (a + 0.5);
  return beta;
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
