/**
 * One column, segment by segment, against everyone.
 * @module
 */
import { median } from '../data/median.js';
import type { Column, Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import type { Grouped } from './profile.js';

/** A number column in one segment; figures are null where no row has a value. */
export interface NumberProfile {
  readonly kind: 'number';
  readonly column: string;
  /** Rows with a value, and without. */
  readonly count: number;
  readonly missing: number;
  readonly mean: number | null;
  readonly meanOfAll: number | null;
  readonly median: number | null;
  readonly medianOfAll: number | null;
  /** mean / meanOfAll; null where the column has values of both signs, or nothing but 0. */
  readonly lift: number | null;
  /** (mean - meanOfAll) / standard deviation of all; null where all values are equal. */
  readonly deviation: number | null;
}

/** A value in one segment: its count, and its share of the rows with a value. */
export interface ValueProfile {
  readonly value: string | boolean;
  readonly count: number;
  readonly share: number;
  readonly shareOfAll: number;
  /** share / shareOfAll */
  readonly lift: number;
}

/** A category or boolean column in one segment. */
export interface CategoryProfile {
  readonly kind: 'category' | 'boolean';
  readonly column: string;
  /** Rows with a value, and without. */
  readonly count: number;
  readonly missing: number;
  /** The values at least as frequent as among all, by share - shareOfAll, largest first. */
  readonly values: readonly ValueProfile[];
  /** How many other values occur in fewer rows than `minCount`. */
  readonly withheld: number;
}

export type FeatureProfile = NumberProfile | CategoryProfile;

/** One profile a segment. */
export function profileColumn(table: Table, name: string, grouped: Grouped, minCount: number, top: number): FeatureProfile[] {
  const column = table.column(name);
  return column.kind === 'number' ? profileNumbers(name, column.values, grouped) : profileValues(name, column, grouped, minCount, top);
}

function profileNumbers(column: string, values: Float64Array, { order, starts }: Grouped): NumberProfile[] {
  const row = values.findIndex((v) => v === Infinity || v === -Infinity);
  if (row >= 0)
    throw new KindredError('invalid-data', `row ${row + 1} of ${show(column)} must be a finite number or missing, got ${values[row]}`);
  const all = present(values, order);
  const [meanOfAll, medianOfAll] = [meanOf(all), middleOf(all)];
  const spread = meanOfAll === null ? 0 : Math.sqrt(all.reduce((sum, v) => sum + (v - meanOfAll) * (v - meanOfAll), 0) / all.length);
  const oneSign = all.length > 0 && (all[0] >= 0 || all[all.length - 1] <= 0);
  return Array.from({ length: starts.length - 1 }, (_, s) => {
    const own = present(values, order.subarray(starts[s], starts[s + 1]));
    const mean = meanOf(own);
    return {
      kind: 'number',
      column,
      count: own.length,
      missing: starts[s + 1] - starts[s] - own.length,
      mean,
      meanOfAll,
      median: middleOf(own),
      medianOfAll,
      lift: mean === null || !meanOfAll || !oneSign ? null : mean / meanOfAll,
      deviation: mean === null || spread === 0 ? null : (mean - meanOfAll!) / spread,
    };
  });
}

/** The values that are there, sorted, so that sums do not depend on the order of the rows. */
const present = (values: Float64Array, rows: Int32Array) =>
  Float64Array.from(rows, (row) => values[row])
    .filter((v) => !Number.isNaN(v))
    .sort();
function meanOf(sorted: Float64Array): number | null {
  if (sorted.length === 0) return null;
  if (sorted[0] === sorted[sorted.length - 1]) return sorted[0]; // exactly: a sum of equal values rounds
  return sorted.reduce((sum, v) => sum + v, 0) / sorted.length;
}
const middleOf = (sorted: Float64Array) => (sorted.length === 0 ? null : median(sorted));

function profileValues(column: string, from: Column, { order, starts }: Grouped, minCount: number, top: number): CategoryProfile[] {
  const { kind, codes, values } = coded(from);
  const ofAll = countsOf(codes, order, values.length);
  const known = total(ofAll);
  return Array.from({ length: starts.length - 1 }, (_, s) => {
    const size = starts[s + 1] - starts[s];
    const counts = countsOf(codes, order.subarray(starts[s], starts[s + 1]), values.length);
    const count = total(counts);
    const found = values.map((value, v) => {
      const [share, shareOfAll] = [counts[v] / count, ofAll[v] / known];
      return { value, count: counts[v], share, shareOfAll, lift: share / shareOfAll };
    });
    const shown = found
      .filter((one) => one.count >= minCount && one.share >= one.shareOfAll)
      .sort((a, b) => b.share - b.shareOfAll - (a.share - a.shareOfAll))
      .slice(0, top);
    const withheld = found.filter((one) => one.count > 0 && one.count < minCount).length;
    return { kind, column, count, missing: size - count, values: shown, withheld };
  });
}

/** A column as codes, -1 where a value is missing. */
function coded(column: Column): { kind: CategoryProfile['kind']; codes: Int32Array; values: readonly (string | boolean)[] } {
  if (column.kind === 'category') return { kind: column.kind, codes: column.codes, values: column.categories };
  const { values } = column as Extract<Column, { kind: 'boolean' }>;
  return { kind: 'boolean', codes: Int32Array.from(values, (v) => (v > 1 ? -1 : v)), values: [false, true] };
}

function countsOf(codes: Int32Array, rows: Int32Array, n: number): Int32Array {
  const counts = new Int32Array(n);
  for (const row of rows) if (codes[row] >= 0) counts[codes[row]]++;
  return counts;
}

const total = (counts: Int32Array) => counts.reduce((sum, n) => sum + n, 0);
