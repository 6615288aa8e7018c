// kindred's transformers against scikit-learn's (test/golden/scalers.py), given the same data.
import { readFileSync } from 'node:fs';
import { expect, type test } from 'vitest';
import { Table } from '../../src/index.js';
import * as preprocessing from '../../src/preprocessing/index.js';
import type { QuantileTransformerModel } from '../../src/preprocessing/index.js';
import { largestError } from './errors.js';

type Numbers = (number | null)[];
interface Case {
  name: 'StandardScaler' | 'MinMaxScaler' | 'RobustScaler' | 'QuantileTransformer' | 'Log1pTransformer';
  options: object;
  fitted: Record<string, number[]>;
  quantiles?: { n: number; step: number; values: number[] };
  rows: number[];
  /** Of those rows, of means and mean squares by column, and of the grid by inverseTransform. */
  out: Numbers;
  mean: number[];
  meanSquare: number[];
  back: number[];
}
interface Golden {
  percentiles: Record<'values' | 'shares' | 'at', number[]>;
  grid: number[];
  normal: Record<'cdf' | 'quantile', [number, number][]>;
  sets: Record<string, { columns: string[]; whole: Case[]; halves: Case[] }>;
}

export const golden = JSON.parse(readFileSync('test/golden/scalers.json', 'utf8')) as Golden;

/** Asserts all that was recorded of a data set. @param read - its columns, NaN where a value is missing */
export function checkScalers(name: 'telco' | 'bank' | 'retail', on: typeof test, read: () => Record<string, Float64Array>): void {
  const { columns, whole, halves } = golden.sets[name];
  const table = (values: Float64Array[]) => Table.of(Object.fromEntries(columns.map((c, j) => [c, { kind: 'number', values: values[j] }])));
  const all = () => columns.map((c) => read()[c]);
  const holes = () => all().map((values, j) => values.map((v, i) => ((i * columns.length + j) % 17 === 0 ? NaN : v)));

  for (const expected of whole) {
    on(`${name}: ${titleOf(expected)}`, () => check(expected, table(all()), table(all())));
  }
  for (const expected of halves) {
    on(`${name}, with holes, the second half by the first: ${titleOf(expected)}`, () => {
      const half = all()[0].length >> 1;
      const [first, second] = [holes().map((v) => v.slice(0, half)), holes().map((v) => v.slice(half))];
      check(expected, table(first), table(second));
    });
  }
}

const titleOf = ({ name, options }: Case) => `${name} ${JSON.stringify(options)}`;

function check({ name, options, fitted, quantiles, rows, out, mean, meanSquare, back }: Case, X: Table, seen: Table): void {
  const model = new preprocessing[name](options).fit(X);
  const near = (got: ArrayLike<number>, want: ArrayLike<number>, what: string) => expect(largestError(got, want), what).toBeLessThan(1e-12);
  for (const [key, want] of Object.entries(fitted)) near((model as unknown as Record<string, Float64Array>)[key], want, key);
  if (quantiles) {
    const { nQuantiles, quantiles: lists } = model as QuantileTransformerModel;
    expect(nQuantiles).toBe(quantiles.n);
    expect(lists.flatMap((list) => Array.from(list).filter((_, i) => i % quantiles.step === 0))).toEqual(quantiles.values);
  }
  const [given, become] = [valuesOf(seen), valuesOf(model.transform(seen))];
  const lost = become.flatMap((list, j) => list.filter((v, i) => Number.isNaN(v) !== Number.isNaN(given[j][i])));
  expect(lost).toEqual([]);
  const sample = rows.flatMap((i) => become.map((list) => list[i]));
  expect(sample.map((v) => Number.isNaN(v))).toEqual(out.map((v) => v === null));
  near(present(sample), present(out), 'rows');

  // what cancels is as exact as the column is large
  const relative = (values: number[], sizes: number[]) => values.map((v, i) => v / Math.max(1, sizes[i % sizes.length]));
  const squares = become.map((list) => meanOf(present(list).map((v) => v * v)));
  near(squares, meanSquare, 'mean square');
  near(relative(become.map((list) => meanOf(present(list))), squares.map(Math.sqrt)), relative(mean, squares.map(Math.sqrt)), 'mean'); // prettier-ignore
  const grid = Table.from(Object.fromEntries(X.columns.map((column) => [column, golden.grid])));
  const inverse = valuesOf(model.inverseTransform(grid));
  const sizes = valuesOf(X).map((list) => Math.sqrt(meanOf(present(list).map((v) => v * v))));
  near(relative(golden.grid.flatMap((_, i) => inverse.map((list) => list[i])), sizes), relative(back, sizes), 'back'); // prettier-ignore
}

const present = (values: Numbers) => values.filter((v): v is number => v !== null && !Number.isNaN(v));
const valuesOf = (table: Table) => table.columns.map((name) => Array.from(table.column(name, 'number').values));

/** In pairs, so that rounding does not add up. */
function meanOf(values: number[]): number {
  const sum = (from: number, to: number): number =>
    to - from === 1 ? values[from] : sum(from, (from + to) >> 1) + sum((from + to) >> 1, to);
  return sum(0, values.length) / values.length;
}
