/**
 * Column: one kind of values, some of which may be missing.
 * @module
 */
import { KindredError, mustBe, show } from '../errors.js';

/** How a column is stored: see `Column`. */
export type ColumnKind = 'number' | 'date' | 'boolean' | 'category' | 'text';

/**
 * One column. Missing: NaN in numbers and dates (f64 milliseconds UTC), 2 in booleans (0 false, 1 true), −1 in category codes, null in text.
 */
export type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'date'; readonly values: Float64Array }
  | { readonly kind: 'boolean'; readonly values: Uint8Array }
  | { readonly kind: 'category'; readonly codes: Int32Array; readonly categories: readonly string[] }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/** A value of a column as rows give it; null is a missing one. */
export type Cell = number | string | boolean | Date | null;

/** The first name that was there before. */
export function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

const ARRAYS: Readonly<Record<ColumnKind, (column: Column) => boolean>> = {
  number: (column) => (column as { values?: unknown }).values instanceof Float64Array,
  date: (column) => (column as { values?: unknown }).values instanceof Float64Array,
  boolean: (column) => (column as { values?: unknown }).values instanceof Uint8Array,
  category: (column) => {
    const { codes, categories } = column as { codes?: unknown; categories?: unknown };
    return codes instanceof Int32Array && Array.isArray(categories);
  },
  text: (column) => Array.isArray((column as { values?: unknown }).values),
};

/** @throws KindredError `invalid-data` for what is no finished column */
export function checkColumn(name: string, column: Column): void {
  const kind = (column as Partial<Column> | null | undefined)?.kind;
  if (kind !== undefined && Object.hasOwn(ARRAYS, kind) && ARRAYS[kind](column)) return;
  throw new KindredError(
    'invalid-data',
    `${mustBe(name, "a column such as { kind: 'number', values }", column)}: for plain lists use Table.from`,
  );
}

/** @throws KindredError `invalid-option` for what is no list of names */
export function checkNames(names: unknown): void {
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    throw new KindredError('invalid-option', mustBe('names', "a list of column names, such as ['age']", names));
}

export const lengthOf = (column: Column): number => (column.kind === 'category' ? column.codes.length : column.values.length);

/** A function that gives the cells of a column. */
export function cellsOf(column: Column): (row: number) => Cell {
  switch (column.kind) {
    case 'category':
      return (row) => (column.codes[row] < 0 ? null : column.categories[column.codes[row]]);
    case 'text':
      return (row) => column.values[row];
    case 'boolean':
      return (row) => (column.values[row] === 2 ? null : column.values[row] === 1);
    case 'date':
      return (row) => (Number.isNaN(column.values[row]) ? null : new Date(column.values[row]));
    case 'number':
      return (row) => (Number.isNaN(column.values[row]) ? null : column.values[row]);
  }
}

/** Which rows of a column are missing: 1 and 0. */
export function gapsOf(column: Column): Uint8Array {
  const gaps = new Uint8Array(lengthOf(column));
  if (column.kind === 'category') for (let row = 0; row < gaps.length; row++) gaps[row] = column.codes[row] < 0 ? 1 : 0;
  else if (column.kind === 'text') for (let row = 0; row < gaps.length; row++) gaps[row] = column.values[row] === null ? 1 : 0;
  else if (column.kind === 'boolean') for (let row = 0; row < gaps.length; row++) gaps[row] = column.values[row] === 2 ? 1 : 0;
  else for (let row = 0; row < gaps.length; row++) gaps[row] = Number.isNaN(column.values[row]) ? 1 : 0;
  return gaps;
}

/** A column of a kind without any value. */
export function emptyColumn(kind: ColumnKind, nRows: number): Column {
  switch (kind) {
    case 'category':
      return { kind, codes: new Int32Array(nRows).fill(-1), categories: [] };
    case 'text':
      return { kind, values: Array.from({ length: nRows }, () => null) };
    case 'boolean':
      return { kind, values: new Uint8Array(nRows).fill(2) };
    default:
      return { kind, values: new Float64Array(nRows).fill(NaN) };
  }
}

/** The rows named, in that order; −1 names none and gives a missing cell. */
export function takeRows(column: Column, rows: Int32Array): Column {
  switch (column.kind) {
    case 'category':
      return { ...column, codes: taken(column.codes, rows, -1) };
    case 'text':
      return { ...column, values: Array.from(rows, (row) => (row < 0 ? null : column.values[row])) };
    case 'boolean':
      return { ...column, values: taken(column.values, rows, 2) };
    default:
      return { ...column, values: taken(column.values, rows, NaN) };
  }
}

function taken<A extends Float64Array | Int32Array | Uint8Array>(list: A, rows: Int32Array, gap: number): A {
  const out = new (list.constructor as new (length: number) => A)(rows.length);
  for (let p = 0; p < rows.length; p++) out[p] = rows[p] < 0 ? gap : list[rows[p]];
  return out;
}

/**
 * A column that is of one of some kinds: numbers are dates as well, and a column without any value is of every kind.
 * @throws KindredError `invalid-data` naming the first value that is not
 */
export function ofKind<K extends ColumnKind>(name: string, column: Column, ...kinds: K[]): Extract<Column, { kind: K }> {
  const isOf = (kind: ColumnKind) => column.kind === kind || (kind === 'date' && column.kind === 'number');
  if (kinds.some(isOf)) return column as Extract<Column, { kind: K }>;
  const row = gapsOf(column).indexOf(0);
  if (row < 0) return emptyColumn(kinds[0], lengthOf(column)) as Extract<Column, { kind: K }>;
  const value = show(cellsOf(column)(row));
  throw new KindredError(
    'invalid-data',
    `column ${show(name)} must be of kind ${kinds.join(' or ')}, it is ${column.kind}: row ${row + 1} is ${value}`,
  );
}

/** Numbers, and booleans as 0 and 1; NaN where one is missing. Not to be written to. */
export function asNumbers(column: Extract<Column, { kind: 'number' | 'date' | 'boolean' }>): Float64Array {
  return column.kind === 'boolean' ? Float64Array.from(column.values, (v) => (v === 2 ? NaN : v)) : column.values;
}
