/**
 * Two means against each other. The difference by Welch's t (1947): variances of their own, degrees of freedom by Satterthwaite. The ratio by Fieller (1954) with the same
 * degrees of freedom, so that it leaves 1 out exactly where the difference leaves 0 out.
 * @module
 */
import { studentQuantile, studentTails } from '../regression/student.js';

/** A mean, the variance of that mean, and the degrees of freedom of that variance. */
export interface Mean {
  readonly mean: number;
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

type Bounds = readonly [low: number, high: number];

/** The variance of the difference. */
export const varianceOf = (a: Mean, b: Mean): number => a.variance + b.variance;

export function degreesOf(a: Mean, b: Mean): number {
  const of = ({ variance, degreesOfFreedom }: Mean) => (variance / varianceOf(a, b)) * (variance / varianceOf(a, b)) / degreesOfFreedom; // prettier-ignore
  return 1 / (of(a) + of(b));
}

/** The p-value of "the means are the same", two-sided. @param a - of the two one varies */
export const meanTails = (a: Mean, b: Mean): number => studentTails((a.mean - b.mean) / Math.sqrt(varianceOf(a, b)), degreesOf(a, b));

/** How many standard errors an interval reaches. @param share - of the samples in which it may miss: 1 − level */
export const reachOf = (a: Mean, b: Mean, share: number) => (share > 0 ? studentQuantile(share, degreesOf(a, b)) : Infinity);

/** @param reach - by `reachOf` */
export function meanDifference(a: Mean, b: Mean, reach: number): Bounds {
  const half = reach * Math.sqrt(varianceOf(a, b));
  return [a.mean - b.mean - half, a.mean - b.mean + half];
}

/** Every r for which a − r b is not clearly other than 0; null where b is not clearly above 0, as then r may be anything. @param reach - by `reachOf` */
export function meanRatio(a: Mean, b: Mean, reach: number): Bounds | null {
  const own = b.mean * b.mean - reach * reach * b.variance;
  if (!(b.mean > 0 && own > 0)) return null;
  const middle = a.mean * b.mean;
  const left = a.mean * a.mean - reach * reach * a.variance;
  // middle² − own left, multiplied out so that nothing is lost where the intervals are narrow
  const root = reach * Math.sqrt(Math.max(0, b.mean * b.mean * a.variance + b.variance * left));
  return [(middle - root) / own, (middle + root) / own];
}
