// The golden weights of EASE, and how far others are from them.
import { readFileSync } from 'node:fs';

interface Golden {
  small: { l2: number; X: number[][]; weights: number[] }[];
  real: {
    /** Ratings an item must have. */
    least: number;
    users: number;
    items: number;
    cases: {
      values: 'ratings' | 'binary';
      l2: number;
      largest: number;
      sum: number;
      norm: number;
      /** Row and column of each weight. */
      at: [number, number][];
      weights: number[];
    }[];
  };
}

export const readEase = () => JSON.parse(readFileSync('test/golden/ease.json', 'utf8')) as Golden;

/** The largest error, relative to the largest weight. */
export function easeError(got: ArrayLike<number>, want: ArrayLike<number>, largest = Math.max(...Array.from(want, Math.abs))): number {
  if (got.length !== want.length) return Infinity;
  const errors = Array.from(want, (w, p) => Math.abs(got[p] - w));
  return errors.some(Number.isNaN) ? Infinity : Math.max(...errors) / Math.max(largest, Number.MIN_VALUE);
}
