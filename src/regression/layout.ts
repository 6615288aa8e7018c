/**
 * Where the weights of a fit lie: numbers first, then categories, a slot for cells without weight, and the intercept.
 * @module
 */
import { widthOf, type Input } from './inputs.js';

/** The places of the weights of one margin. */
export interface Layout {
  /** Columns of numbers. */
  readonly p: number;
  /** The slot of what has no weight. */
  readonly dead: number;
  readonly intercept: number;
  /** Weights in all. */
  readonly size: number;
  /** Where each feature's weight lies, features in the order of the columns. */
  readonly places: Int32Array;
  /** For each column of categories: the weight of each category, that of the dropped one `dead`. */
  readonly slots: readonly Int32Array[];
}

export function layoutOf(inputs: readonly Input[]): Layout {
  const p = inputs.filter(({ categories }) => !categories).length;
  const m = inputs.reduce((sum, input) => sum + (input.categories ? widthOf(input) : 0), 0);
  const dead = p + m;
  const places: number[] = [];
  const slots: Int32Array[] = [];
  let [number, category] = [0, p];
  for (const input of inputs) {
    if (!input.categories) {
      places.push(number++);
      continue;
    }
    const of = Int32Array.from(input.categories, (_, place) => (place === input.dropped ? dead : category++));
    of.forEach((slot) => slot !== dead && places.push(slot));
    slots.push(of);
  }
  return { p, dead, intercept: dead + 1, size: dead + 2, places: Int32Array.from(places), slots };
}
