/**
 * What BG/NBD says of one customer (Fader, Hardie & Lee 2005): the odds of being alive, equation (8) of their note 021, and the expected purchases, equation (10).
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import { KindredError } from '../errors.js';

/** The model's parameters: purchases of a live customer come at a rate ~ Gamma(r, alpha a day), each is the last with a probability ~ Beta(a, b). */
export interface BGNBDParameters {
  readonly r: number;
  /** In days. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** One customer: repeat purchases, the day of the last one and today, counted from the first purchase. */
export interface History {
  readonly x: number;
  readonly recency: number;
  readonly age: number;
}

/** The log of the odds of having left: -Infinity for a customer who never came back, whom the model takes for alive. */
export function logOddsLeft({ r, alpha, a, b }: BGNBDParameters, { x, recency, age }: History): number {
  return x === 0 ? -Infinity : log(a / (b + x - 1)) + (r + x) * log1p((age - recency) / (alpha + recency));
}

/** 1 / (1 + e^z). */
export const complement = (z: number): number => (z > 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z)));

/** For customers of x repeat purchases: how many purchases come of n that would come of one who never leaves, a number for each n. */
export type Surviving = (n: number) => number;

/** See `Surviving`: the sum over k below n of E[(1 - p)^k], p ~ Beta(a, b + x). Kept, for it is asked for again and again. */
export function surviving({ a, b }: BGNBDParameters, x: number): Surviving {
  const sums = [0];
  let share = 1;
  return (n) => {
    for (let k = sums.length - 1; k < n; k++) {
      sums.push(sums[k] + share);
      share *= (b + x + k) / (a + b + x + k);
    }
    return sums[n];
  };
}

/**
 * The purchases that a live customer is expected to make in so many days.
 *
 * The paper's formula is a difference of a hypergeometric function from 1, over a - 1: it loses its digits where a is near 1 or the time short. The same number is
 * the mean of `surviving` over a negative binomial count: all terms are positive, none is singular.
 * @throws KindredError `too-large` where that is a million purchases and more: the sum would not end
 */
export function expectedIfAlive({ r, alpha }: BGNBDParameters, { x, age }: History, days: number, of: Surviving): number {
  const z = days / (alpha + age + days);
  let [weight, total, sum] = [1, 1, 0];
  for (let n = 1; n <= MOST; n++) {
    weight *= ((r + x + n - 1) / n) * z;
    total += weight;
    sum += weight * of(n);
    const ratio = ((r + x + n) / (n + 1)) * z; // at most this from here on, or it falls to z
    const shrink = Math.max(ratio, z);
    if (shrink < 1 && weight * (of(n) + 1 / (1 - shrink)) <= 1e-17 * (1 - shrink) * sum) return sum / total;
    if (weight === 0) return sum / total;
    if (total > 1e200) [weight, total, sum] = [weight * 1e-200, total * 1e-200, sum * 1e-200];
  }
  throw new KindredError('too-large', `the model expects more than ${MOST} purchases of one customer in ${days} days: ask for fewer days`);
}

const MOST = 1e6;
