/**
 * Two means against each other, by the wider of two standard errors: Welch's (1947; variances of their own, degrees of freedom by Satterthwaite) and Student's (1908; one
 * variance of both arms). Of baskets that few people fill, a small arm without its share of large ones seems to be sure of a mean that is too low: Welch's alone then sees a
 * rise in far more than 5 of 100 campaigns that brought nothing, Student's alone is wrong where a campaign changes the variance. In arms of the same size they are one.
 * The ratio by Fieller (1954) with the same variances and degrees of freedom, so that it leaves 1 out exactly where the difference leaves 0 out.
 * @module
 */
import { studentQuantile, studentTails } from '../regression/student.js';

/** A mean, and how it varies. */
export interface Mean {
  readonly mean: number;
  /** Of the mean. */
  readonly variance: number;
  /** Of one person. */
  readonly ofOne: number;
  /** What the mean's is of one person's where all vary alike: 1 / n of a plain one. */
  readonly perPerson: number;
  readonly degreesOfFreedom: number;
}

/** What two means are compared by. */
export interface Comparison {
  readonly means: readonly [number, number];
  readonly variances: readonly [number, number];
  /** Of the difference. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

type Bounds = readonly [low: number, high: number];

/** Rounding does not choose between the two. */
const ROUNDING = 1e-9;

export function comparisonOf(a: Mean, b: Mean): Comparison {
  const means = [a.mean, b.mean] as const;
  const welch = a.variance + b.variance;
  const degreesOfFreedom = a.degreesOfFreedom + b.degreesOfFreedom;
  const pooled = (a.ofOne * a.degreesOfFreedom + b.ofOne * b.degreesOfFreedom) / degreesOfFreedom;
  const variances = [pooled * a.perPerson, pooled * b.perPerson] as const;
  const student = variances[0] + variances[1];
  if (student > welch * (1 + ROUNDING)) return { means, variances, variance: student, degreesOfFreedom };
  const share = ({ variance, degreesOfFreedom: of }: Mean) => ((variance / welch) * (variance / welch)) / of;
  return { means, variances: [a.variance, b.variance], variance: welch, degreesOfFreedom: 1 / (share(a) + share(b)) };
}

/** The p-value of "the means are the same", two-sided. @param of - in which something varies */
export const meanTails = ({ means: [a, b], variance, degreesOfFreedom }: Comparison): number => studentTails((a - b) / Math.sqrt(variance), degreesOfFreedom); // prettier-ignore

/** How many standard errors an interval reaches. @param share - of the samples in which it may miss: 1 − level */
export const reachOf = ({ degreesOfFreedom }: Comparison, share: number): number =>
  share > 0 ? studentQuantile(share, degreesOfFreedom) : Infinity;

/** @param reach - by `reachOf` */
export function meanDifference({ means: [a, b], variance }: Comparison, reach: number): Bounds {
  const half = reach * Math.sqrt(variance);
  return [a - b - half, a - b + half];
}

/** Every r for which a − r b is not clearly other than 0; null where b is not clearly above 0, as then r may be anything. @param reach - by `reachOf` */
export function meanRatio({ means: [a, b], variances: [va, vb] }: Comparison, reach: number): Bounds | null {
  const own = b * b - reach * reach * vb;
  if (!(b > 0 && own > 0)) return null;
  const middle = a * b;
  const left = a * a - reach * reach * va;
  // middle² − own left, multiplied out so that nothing is lost where the intervals are narrow
  const root = reach * Math.sqrt(Math.max(0, b * b * va + vb * left));
  return [(middle - root) / own, (middle + root) / own];
}
