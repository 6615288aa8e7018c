/**
 * A part of the accuracy table.
 * @module
 */
import { readFileSync } from 'node:fs';

export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** The numbers of another library, with the versions that made them. */
export const readGolden = <G>(name: string): G =>
  JSON.parse(readFileSync(new URL(`../../test/golden/${name}.json`, import.meta.url), 'utf8')) as G;

/** A difference, in three digits. */
export const signed = (value: number) => (value === 0 ? '0' : `${value > 0 ? '+' : ''}${value.toExponential(1)}`);

/** The largest |a - b| / |b|. */
export function largestError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Infinity;
  const errors = Array.from(want, (w, p) => (got[p] === w ? 0 : Math.abs(got[p] - w) / Math.max(Math.abs(w), Number.MIN_VALUE)));
  return errors.some(Number.isNaN) ? Infinity : errors.reduce((a, b) => Math.max(a, b), 0);
}
