/**
 * Table: typed columns of one length, which may hold missing values.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { checkList, checkRowObjects } from './check-source.js';
import { gather } from './compressed-rows.js';
import { Matrix } from './matrix.js';

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

const lengthOf = (column: Column) => (column.kind === 'category' ? column.codes.length : column.values.length);

/** A column taken from a list by the values themselves: all numbers, dates, booleans or texts, null and undefined missing. */
function toColumn(name: string, list: ArrayLike<unknown>): Column {
  checkList(name, list);
  if (list instanceof Float64Array) return { kind: 'number', values: list };
  const cells = Array.from(list, (v) => v ?? null);
  const first = cells.find((v) => v !== null);
  const kind = first instanceof Date ? 'date' : typeof first;
  const fail = (row: number) => {
    throw new KindredError(
      'invalid-data',
      `row ${row + 1} of ${show(name)} must be of the kind of the first (${show(first)}), got ${show(cells[row])}`,
    );
  };
  const values = new Float64Array(cells.length);
  switch (kind) {
    case 'undefined':
    case 'number':
      cells.forEach((v, row) => (values[row] = v === null ? NaN : typeof v === 'number' ? v : fail(row)));
      return { kind: 'number', values };
    case 'date':
      cells.forEach((v, row) => (values[row] = v === null ? NaN : v instanceof Date ? v.getTime() : fail(row)));
      return { kind: 'date', values };
    case 'boolean':
      return { kind, values: Uint8Array.from(cells, (v, row) => (v === null ? 2 : typeof v === 'boolean' ? Number(v) : fail(row))) };
    case 'string':
      return toCategory(cells.map((v, row) => (v === null || typeof v === 'string' ? v : fail(row))));
    default:
      throw new KindredError('invalid-data', `${show(name)} must hold numbers, texts, dates or booleans, got ${show(first)}`);
  }
}

/** Texts as codes into their sorted dictionary. */
function toCategory(texts: readonly (string | null)[]): Column {
  const categories = [...new Set(texts.filter((v) => v !== null))].sort();
  const code = new Map(categories.map((text, i) => [text, i]));
  return { kind: 'category', codes: Int32Array.from(texts, (v) => (v === null ? -1 : code.get(v)!)), categories };
}

/** Typed columns of one length. */
export class Table {
  readonly nRows: number;

  private constructor(private readonly byName: ReadonlyMap<string, Column>) {
    this.nRows = byName.size === 0 ? 0 : lengthOf([...byName.values()][0]);
  }

  /**
   * @param source - rows (objects with the same names) or columns (one list a name); numbers, texts, dates and booleans, null where a value is missing
   * @throws KindredError `invalid-data` for ragged columns or mixed kinds, naming row and column
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * const table = Table.from([{ name: 'Ann', age: 41 }, { name: 'Bob', age: null }]);
   * console.log(table.nRows, table.column('age').kind); // 2 number
   * ```
   */
  static from(source: readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, ArrayLike<unknown>>>): Table {
    if (source === null || typeof source !== 'object')
      throw new KindredError('invalid-data', mustBe('source', 'an array of rows or an object of columns', source));
    if (!Array.isArray(source)) {
      return Table.of(
        Object.fromEntries(
          Object.entries(source as Record<string, ArrayLike<unknown>>).map(([name, list]) => [name, toColumn(name, list)]),
        ),
      );
    }
    checkRowObjects(source);
    const names = [...new Set(source.flatMap((row: object) => Object.keys(row)))];
    return Table.of(
      Object.fromEntries(
        names.map((name) => [
          name,
          toColumn(
            name,
            source.map((row: Record<string, unknown>) => row[name]),
          ),
        ]),
      ),
    );
  }

  /** A table of finished columns. @throws KindredError `invalid-data` where their lengths differ */
  static of(columns: Readonly<Record<string, Column>>): Table {
    const entries = Object.entries(columns);
    for (const [name, column] of entries) {
      if (lengthOf(column) !== lengthOf(entries[0][1])) {
        throw new KindredError(
          'invalid-data',
          `all columns must have one length: ${show(entries[0][0])} has ${lengthOf(entries[0][1])}, ${show(name)} ${lengthOf(column)}`,
        );
      }
    }
    return new Table(new Map(entries));
  }

  get columns(): string[] {
    return [...this.byName.keys()];
  }

  /** @throws KindredError `unknown-column` with the near miss and the columns there are */
  column(name: string): Column;
  /** @throws KindredError `invalid-data` too, where the column is of another kind */
  column<K extends ColumnKind>(name: string, kind: K): Extract<Column, { kind: K }>;
  column(name: string, kind?: ColumnKind): Column {
    const column = this.byName.get(name);
    if (!column)
      throw new KindredError(
        'unknown-column',
        `the table has no column ${show(name)}${nearMiss(name, this.columns)}; it has: ${this.columns.join(', ')}`,
      );
    if (kind && column.kind !== kind && !(kind === 'date' && column.kind === 'number')) {
      throw new KindredError('invalid-data', `column ${show(name)} must be of kind ${kind}, it is ${column.kind}`);
    }
    return column;
  }

  /** The rows marked, in their order. */
  filter(keep: ArrayLike<number | boolean>): Table {
    let size = 0;
    const all = new Int32Array(this.nRows);
    for (let i = 0; i < this.nRows; i++) if (keep[i]) all[size++] = i;
    const rows = all.subarray(0, size);
    const pick = (column: Column): Column => {
      switch (column.kind) {
        case 'category':
          return { ...column, codes: gather(column.codes, rows) };
        case 'text':
          return { ...column, values: Array.from(rows, (i) => column.values[i]) };
        case 'boolean':
          return { ...column, values: gather(column.values, rows) };
        default:
          return { ...column, values: gather(column.values, rows) };
      }
    };
    return new Table(new Map([...this.byName].map(([name, column]) => [name, pick(column)])));
  }

  /**
   * Number columns as a matrix.
   * @throws KindredError `unknown-column`; `invalid-data` naming row and column of a missing value, or a column that is no number
   */
  toMatrix(columns: readonly string[] = this.columns): Matrix {
    const parts = columns.map((name) => this.column(name, 'number').values);
    const data = new Float64Array(this.nRows * columns.length);
    parts.forEach((part, j) => part.forEach((v, i) => (data[i * columns.length + j] = v)));
    return columns.length === 0 ? Matrix.from([]) : Matrix.from(data, columns.length, { columns });
  }
}
