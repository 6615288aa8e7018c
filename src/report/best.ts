/**
 * Two lists of customers of one length, held against what happened: the customers a model puts first, and those a rule of thumb does.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import { meanOf, normalInterval, varianceOf } from './normal-interval.js';
import { short } from './round.js';

export interface Compared {
  readonly model: number;
  readonly rule: number;
  readonly gain: Interval;
}

/** Places by falling score; equal ones in their order. */
export const ranked = (scores: ArrayLike<number>): number[] => Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b); // prettier-ignore

/** Cut into ten parts, or fewer where there are fewer; their sizes differ by one at most. */
export function tenthsOf<T>(list: readonly T[]): T[][] {
  const parts = Math.min(10, list.length);
  const end = (part: number) => Math.floor((part * list.length) / parts + 0.5);
  return Array.from({ length: parts }, (_, part) => list.slice(end(part), end(part + 1)));
}

/**
 * How much of what happened falls to the one list and to the other, as shares of `whole`, and the difference with its 95 % interval over customers
 * (normal: they are many, and a customer adds what happened, or nothing).
 * @param happened - one a customer
 */
export function compared(happened: ArrayLike<number>, model: readonly number[], rule: readonly number[], whole: number): Compared {
  if (!(whole > 0)) return { model: 0, rule: 0, gain: { mean: 0, low: 0, high: 0 } };
  const n = happened.length;
  const difference = new Float64Array(n);
  const share = (list: readonly number[], sign: number) => {
    let sum = 0;
    for (const i of list) {
      sum += happened[i];
      difference[i] += (sign * happened[i] * n) / whole;
    }
    return short(sum / whole);
  };
  const [m, r] = [share(model, 1), share(rule, -1)];
  return { model: m, rule: r, gain: normalInterval(meanOf(difference), varianceOf(difference) / n) };
}
