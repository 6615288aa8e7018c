/**
 * Rows by group, and values within groups in rising order, so that what is computed of them does not depend on the order of the rows.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { codesOf } from './codes.js';
import type { Column } from './column.js';
import { countingSort } from './compressed-rows.js';
import { sortRising, sumOf } from './sorted-sum.js';

/** Group g has the rows order[starts[g]..starts[g + 1]). */
export interface Groups {
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

/** Values group by group, rising, without the missing ones: group g has values[starts[g]..ends[g]). */
export interface GroupedValues {
  readonly values: Float64Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Rows with the same keys together; groups rise by the first key, then by the second, and so on.
 * @throws KindredError `invalid-data` naming the row of a key that is missing
 */
export function groupRows(keys: ReadonlyMap<string, Column>, nRows: number): Groups {
  const all = [...keys].map(([name, column]) => {
    const coded = codesOf(column);
    const row = coded.codes.indexOf(-1);
    if (row < 0) return coded;
    const why = `row ${row + 1} of ${show(name)} is missing, so the row belongs to no group: leave such rows out first (dropMissing)`;
    throw new KindredError('invalid-data', why);
  });
  let order: Int32Array = new Int32Array(nRows).map((_, row) => row);
  for (const { codes, n } of [...all].reverse()) order = countingSort(codes, n, order);
  const starts = new Int32Array(nRows + 1);
  let size = 0;
  for (let p = 0; p < nRows; p++) {
    let begins = p === 0;
    for (let k = 0; k < all.length && !begins; k++) begins = all[k].codes[order[p]] !== all[k].codes[order[p - 1]];
    if (begins) starts[size++] = p;
  }
  starts[size] = nRows;
  return { order, starts: starts.slice(0, size + 1) };
}

/** The values of all rows, NaN where one is missing, by group. */
export function groupValues(values: Float64Array, { order, starts }: Groups): GroupedValues {
  const grouped = new Float64Array(order.length);
  const ends = new Int32Array(starts.length - 1);
  for (let g = 0; g < ends.length; g++) {
    let end = starts[g];
    for (let p = starts[g]; p < starts[g + 1]; p++) {
      const value = values[order[p]];
      if (!Number.isNaN(value)) grouped[end++] = value;
    }
    ends[g] = end;
    sortRising(grouped, starts[g], end);
  }
  return { values: grouped, starts, ends };
}

/** What the values of each group add up to; 0 for none. */
export function sumsOf({ values, starts, ends }: GroupedValues): Float64Array {
  return new Float64Array(ends.length).map((_, g) => sumOf(values, starts[g], ends[g]));
}

/** How many different values each group has. */
export function distinctOf({ values, starts, ends }: GroupedValues): Float64Array {
  const counts = new Float64Array(ends.length);
  for (let g = 0; g < counts.length; g++) {
    for (let p = starts[g]; p < ends[g]; p++) if (p === starts[g] || values[p] !== values[p - 1]) counts[g]++;
  }
  return counts;
}
