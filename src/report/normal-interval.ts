/**
 * Means of many customers, and where they would be for 95 of 100 such samples: by the normal distribution, without drawing.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import { normalQuantile } from '../preprocessing/normal.js';
import { short } from './round.js';

export const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Of the values, around their mean; 0 of one value. */
export function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.length < 2 ? 0 : values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / (values.length - 1);
}

/** @param variance - of the mean itself */
export function normalInterval(mean: number, variance: number): Interval {
  const half = normalQuantile(0.975) * Math.sqrt(variance);
  return { mean: short(mean), low: short(mean - half), high: short(mean + half) };
}

/** A share of n with its Wilson interval (1927): what chance alone may do. */
export function wilsonInterval(share: number, n: number, level = 0.95): Interval {
  const z = normalQuantile(1 - (1 - level) / 2);
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { mean: share, low: middle - half, high: middle + half };
}
