// The weights of EASE by numpy's inverse: ease.py. The tests assert them, bench/ prints them.
import type * as Kindred from '../../src/index.js';
import type { Interactions } from '../../src/index.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
export type Library = Pick<typeof Kindred, 'EASE'>;
export type Precision = 'f64' | 'f32';

/** How far the weights may be from numpy's, relative to the largest. */
export const ROOM: Readonly<Record<Precision, number>> = { f64: 1e-9, f32: 1e-4 };
export const PRECISIONS = ['f64', 'f32'] as const;

interface Case {
  readonly values: 'ratings' | 'binary';
  readonly l2: number;
  /** Of all weights: the largest, the sum, and the root of the sum of squares. */
  readonly largest: number;
  readonly sum: number;
  readonly norm: number;
  /** Row and column of each weight of the sample. */
  readonly at: readonly (readonly [number, number])[];
  readonly weights: readonly number[];
}

export const { small, real } = readGolden<{
  readonly small: readonly { readonly l2: number; readonly X: readonly (readonly number[])[]; readonly weights: readonly number[] }[];
  readonly real: {
    /** Ratings an item must have. */
    readonly least: number;
    readonly users: number;
    readonly items: number;
    readonly cases: readonly Case[];
  };
}>('ease');

/** The films with ratings enough. */
export function often(films: Interactions<number, number>): Interactions<number, number> {
  const counts = new Int32Array(films.nItems);
  for (const i of films.events.items) counts[i]++;
  return films.filterEvents((_, e) => counts[films.events.items[e]] >= real.least);
}

/** How far a model of the films is from numpy's: the sample relative to the largest weight, and numbers of all weights, each relative. */
export function compare(films: Interactions<number, number>, want: Case, precision: Precision, { EASE }: Library) {
  const { values, l2, at } = want;
  const { weights, items } = new EASE({ l2, precision }).fit(values === 'binary' ? films.weight('binary') : films);
  const all = Array.from(weights); // to sum in f64
  return {
    items: items.size,
    error: errorOf(at.map(([h, j]) => weights[h * items.size + j]), want.weights, want.largest), // prettier-ignore
    largest: all.reduce((a, w) => Math.max(a, Math.abs(w)), 0) / want.largest - 1,
    sum: all.reduce((a, w) => a + w, 0) / want.sum - 1,
    norm: Math.sqrt(all.reduce((a, w) => a + w * w, 0)) / want.norm - 1,
  };
}

/** The largest error, relative to the largest weight. */
export function errorOf(got: ArrayLike<number>, want: ArrayLike<number>, largest = Math.max(...Array.from(want, Math.abs))): number {
  if (got.length !== want.length) return Infinity;
  const errors = Array.from(want, (w, p) => Math.abs(got[p] - w));
  return errors.some(Number.isNaN) ? Infinity : Math.max(...errors) / Math.max(largest, Number.MIN_VALUE);
}
