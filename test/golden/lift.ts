// Measured lifts by statsmodels (lift.py).
import { readGolden } from './read.js';

export type Bounds = readonly [number, number];

export interface GoldenRates {
  readonly x: number;
  readonly n: number;
  readonly y: number;
  readonly m: number;
  readonly alpha: number;
  readonly pValue: number;
  readonly difference: Bounds;
  /** Not where an arm has no buyer. */
  readonly ratio?: Bounds;
}

export interface GoldenMeans {
  /** Whose standard error is the wider: Student's, or Welch's. */
  readonly which: 'pooled' | 'unequal';
  readonly pValue: number;
  readonly difference: Bounds;
  readonly ratio: Bounds | null;
}

export interface GoldenAdjusted extends GoldenMeans {
  readonly estimate: number;
  readonly standardError: number;
}

/** Of who bought. */
export interface GoldenAdjustedRates extends Omit<GoldenMeans, 'which'> {
  readonly estimate: number;
  /** Of the variance of the difference. */
  readonly left: number;
}

export const LIFT = readGolden<{
  proportions: GoldenRates[];
  people: Record<'treated' | 'before' | 'visits' | 'revenue' | 'uneven' | 'converted', number[]>;
  means: (GoldenMeans & { alpha: number; degreesOfFreedom: number })[];
  uneven: GoldenMeans & { alpha: number; degreesOfFreedom: number };
  cuped: Record<'before' | 'both' | 'uneven' | 'at99', GoldenAdjusted> & { converted: GoldenAdjustedRates };
  multiple: ({ p: number[] } & Record<'holm' | 'bonferroni' | 'benjamini-hochberg', number[]>)[];
  student: [t: number, n: number, tails: number, quantile: number][];
  hillstrom: Record<
    'Mens E-Mail' | 'Womens E-Mail',
    { visit: GoldenRates; conversion: GoldenRates; spend: GoldenMeans; visits: GoldenAdjustedRates; adjusted: GoldenAdjusted }
  > & {
    channels: { names: string[]; pValues: number[]; holm: number[] };
  };
}>('lift');
