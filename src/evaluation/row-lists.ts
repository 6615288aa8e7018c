/**
 * Lists with one thing a row, whatever they are: arrays, typed arrays, columns, matrices, tables. Some rows of them, and their order.
 * @module
 */
import { cellsOf, checkColumn, lengthOf, takeRows, type Column } from '../data/column.js';
import { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';

const isColumn = (list: object): list is Column => 'kind' in list;

/** @throws KindredError `invalid-data` */
export function countRows(name: string, list: unknown): number {
  if (list instanceof Matrix || list instanceof Table) return list.nRows;
  if (list !== null && typeof list === 'object') {
    if (isColumn(list)) {
      checkColumn(name, list);
      return lengthOf(list);
    }
    const { length } = list as ArrayLike<unknown>;
    if (Number.isSafeInteger(length)) return length;
  }
  throw new KindredError('invalid-data', mustBe(name, 'a list, a column, a Matrix or a Table, with one thing a row', list));
}

/** These rows, as what the list is: arrays stay arrays, columns columns. */
export function takeRowsOf<T>(list: T, rows: Int32Array): T {
  if (list instanceof Matrix) return takeMatrixRows(list, rows) as T;
  if (list instanceof Table) return takeTableRows(list, rows) as T;
  if (isColumn(list as object)) return takeRows(list as Column, rows) as T;
  const values = list as ArrayLike<unknown>;
  // of arrays and typed arrays alike; Array.from with a function takes five times as long (measured)
  const Kind = (ArrayBuffer.isView(list) ? list.constructor : Array) as new (length: number) => unknown[];
  const taken = new Kind(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken as T;
}

/** These rows of a table. */
export function takeTableRows(table: Table, rows: Int32Array): Table {
  const columns = table.columns.map((name): [string, Column] => [name, takeRows(table.column(name), rows)]);
  return Table.of(columns, rows.length);
}

/** These rows of a matrix. */
export function takeMatrixRows({ data, nColumns, columns }: Matrix, rows: Int32Array): Matrix {
  if (nColumns === 0) return Matrix.from(Array.from(rows, () => []));
  const taken = data instanceof Float32Array ? new Float32Array(rows.length * nColumns) : new Float64Array(rows.length * nColumns);
  rows.forEach((row, place) => taken.set(data.subarray(row * nColumns, (row + 1) * nColumns), place * nColumns));
  return Matrix.from(taken, nColumns, columns ? { columns } : {});
}

/** Which of two rows comes first by this list: numbers ascend, texts go by UTF-16 code unit. */
export function comparisonOf(list: unknown): (a: number, b: number) => number {
  if (list instanceof Matrix) {
    const { data, nColumns } = list;
    return (a, b) => {
      for (let j = 0; j < nColumns; j++) {
        const order = data[a * nColumns + j] - data[b * nColumns + j];
        if (order !== 0) return order;
      }
      return 0;
    };
  }
  if (list instanceof Table) {
    const columns = list.columns.map((name) => comparisonOf(list.column(name)));
    return (a, b) => columns.reduce((order, compare) => order || compare(a, b), 0);
  }
  if (list instanceof Float64Array) return (a, b) => list[a] - list[b];
  const at = isColumn(list as object) ? cellsOf(list as Column) : (row: number) => (list as ArrayLike<unknown>)[row];
  return (a, b) => compareCells(at(a), at(b));
}

function compareCells(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}
