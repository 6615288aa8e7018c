/**
 * What large weights cost: l2/2 Σ w² + l1 Σ |w|, the intercepts free. Weights of standardised columns pay as those of the columns would.
 * @module
 */
import type { Moments } from './columns.js';
import type { Layout } from './layout.js';

/** What each weight of one margin pays. */
export interface Penalty {
  readonly l1: Float64Array;
  readonly l2: Float64Array;
  readonly hasL1: boolean;
  readonly hasL2: boolean;
}

/** The loss curves by about 1 along a standardised column: a weight that costs so much more moves it by less than rounding, and would spoil the others' numbers. */
const HELD = 1e16;

/** Columns of so small a unit that the penalty holds their weights at 0 become zeros. */
export function withoutHeld({ means, inverses }: Moments, { l1, l2 }: { readonly l1: number; readonly l2: number }): Moments {
  return { means, inverses: inverses.map((inverse) => (l1 * inverse > HELD || l2 * inverse * inverse > HELD ? 0 : inverse)) };
}

export function penaltyOf(
  { l1, l2 }: { readonly l1: number; readonly l2: number },
  { places, size }: Layout,
  { inverses }: Moments,
): Penalty {
  const [one, two] = [new Float64Array(size), new Float64Array(size)];
  places.forEach((place, f) => {
    one[place] = l1 * inverses[f];
    two[place] = l2 * inverses[f] * inverses[f];
  });
  return { l1: one, l2: two, hasL1: l1 > 0, hasL2: l2 > 0 };
}

/** l2's part of the loss, added to the gradient too. */
export function addL2(w: Float64Array, { l2 }: Penalty, gradient: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < w.length; i++) {
    const pull = l2[i % l2.length] * w[i];
    gradient[i] += pull;
    sum += 0.5 * pull * w[i];
  }
  return sum;
}

/** l1's part of the loss. */
export function l1Of(w: Float64Array, { l1 }: Penalty): number {
  let sum = 0;
  for (let i = 0; i < w.length; i++) sum += l1[i % l1.length] * Math.abs(w[i]);
  return sum;
}

/** The steepest slope down from w with l1's part, along one weight: 0 where neither direction lowers the loss. */
export function slopeOf(g: number, w: number, l1: number): number {
  if (w > 0) return g + l1;
  if (w < 0) return g - l1;
  return g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
}

/** The largest of these slopes in size, among some weights. */
export function largestSlope(gradient: Float64Array, w: Float64Array, { l1 }: Penalty, places: Int32Array): number {
  let most = 0;
  for (const i of places) most = Math.max(most, Math.abs(slopeOf(gradient[i], w[i], l1[i % l1.length])));
  return most;
}
