/**
 * Where the weights of a fit lie: numbers, categories, the intercept, each in the order of the columns.
 * @module
 */
import type { CodeColumn } from './cells.js';
import type { Columns, Moments } from './columns.js';
import type { NumberColumn } from './design.js';
import { widthOf, type Input } from './inputs.js';

/** The places of the weights of one margin. */
export interface Layout {
  /** Columns of numbers. */
  readonly p: number;
  readonly intercept: number;
  /** Weights in all. */
  readonly size: number;
  /** Where each feature's weight lies. */
  readonly places: Int32Array;
}

export function layoutOf(inputs: readonly Input[]): Layout {
  const p = inputs.reduce((count, { categories }) => count + (categories ? 0 : 1), 0);
  const places: number[] = [];
  let [number, category] = [0, p];
  for (const input of inputs) {
    if (!input.categories) places.push(number++);
    else for (let f = widthOf(input); f > 0; f--) places.push(category++);
  }
  return { p, intercept: category, size: category + 1, places: Int32Array.from(places) };
}

/** Numbers are shifted by their mean and divided by their deviation; moments that are all 0 and 1 leave them as they are. */
export function numberColumnsOf({ cells }: Columns, { places, p }: Layout, { means, inverses }: Moments): NumberColumn[] {
  const features = Array.from(places.keys()).filter((f) => places[f] < p);
  return cells
    .flatMap((of) => (of instanceof Int32Array ? [] : [of]))
    .map((of, j) => ({ ...of, shift: means[features[j]], scale: inverses[features[j]] }));
}

export function codeColumnsOf({ inputs, cells }: Columns): CodeColumn[] {
  return inputs.flatMap(({ categories, dropped = -1 }, j) =>
    categories ? [{ codes: cells[j] as Int32Array, size: categories.length, dropped }] : [],
  );
}
