/**
 * The areas under two ROC curves of the same customers, and their difference, with 95 % intervals (DeLong, DeLong and Clarke-Pearson 1988): as long as a bootstrap
 * would take, and in one pass.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import { meanOf, normalInterval, varianceOf } from './normal-interval.js';

/** @param bought - 1 or 0, both of them there */
export function areas(bought: Uint8Array, model: Float64Array, rule: Float64Array): { model: Interval; rule: Interval; gain: Interval } {
  const [a, b] = [placements(bought, model), placements(bought, rule)];
  return { model: interval(bought, a), rule: interval(bought, b), gain: interval(bought, a.map((v, i) => v - b[i])) }; // prettier-ignore
}

/** For each customer, of those who did the other thing the share that is put on the right side; equal scores count half. The mean over buyers is the area, and so is that over the others. */
function placements(bought: Uint8Array, scores: Float64Array): Float64Array {
  const sides = [0, 1].map((side) => scores.filter((_, i) => bought[i] === side).sort());
  return scores.map((score, i) => {
    const others = sides[1 - bought[i]];
    const below = (rank(others, score, false) + rank(others, score, true)) / 2 / others.length;
    return bought[i] === 1 ? below : 1 - below;
  });
}

/** How many of sorted values are below a score, or at most that. */
function rank(sorted: Float64Array, score: number, orEqual: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < score || (orEqual && sorted[middle] === score)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The mean of the buyers' placements; its variance is that of both groups' placements, each over its size. */
function interval(bought: Uint8Array, values: Float64Array): Interval {
  const [others, buyers] = [0, 1].map((side) => values.filter((_, i) => bought[i] === side).sort());
  return normalInterval(meanOf(buyers), varianceOf(buyers) / buyers.length + varianceOf(others) / others.length);
}
