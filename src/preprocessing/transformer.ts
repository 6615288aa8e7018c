/**
 * What all transformers share: a Matrix gives a Matrix, a Table gives a Table, column by column. Missing values (in tables only) are left out of every measure
 * and stay missing.
 * @module
 */
import { asNumbers, ofKind } from '../data/column.js';
import { Matrix } from '../data/matrix.js';
import { requireThat, type Tensors } from '../data/model-file.js';
import { Table, type Column } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';

/** Rows of numbers: a `Matrix`, or a `Table` of number columns (booleans are 0 and 1), where values may be missing. */
export type Data = Matrix | Table;

/** What a model was fitted on. */
export interface Fitted {
  readonly nColumns: number;
  /** The names of the columns, where there were any. */
  readonly columns: readonly string[] | undefined;
}

/** Columns of numbers, to be read only. */
export interface NumberColumns extends Fitted {
  readonly nRows: number;
  /** The values of column j; NaN where one is missing. */
  column(j: number): Float64Array;
}

/** @throws KindredError `invalid-data` for neither matrix nor table, or fewer rows than `minRows` */
export function checkData(X: Data, minRows = 0): void {
  if (!(X instanceof Matrix || X instanceof Table)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix or a Table', X));
  if (X.nRows < minRows) throw new KindredError('invalid-data', `"X" must have at least ${minRows} row, got ${X.nRows}`);
}

/**
 * The columns to fit on.
 * @throws KindredError `invalid-data` for neither matrix nor table, fewer rows than `minRows`, a column that holds no numbers, or an infinite cell
 */
export function columnsToFit(X: Data, minRows = 1): NumberColumns {
  checkData(X, minRows);
  return X instanceof Table ? tableColumns(X, X.columns) : matrixColumns(X);
}

/**
 * The columns that a model was fitted on: by their names where the data and the model have names, else all in their order.
 * @throws KindredError `invalid-data`, `unknown-column`
 */
export function columnsToTransform(X: Data, { nColumns, columns }: Fitted): NumberColumns {
  checkData(X);
  const found = X instanceof Table ? tableColumns(X, columns ?? X.columns) : matrixColumns(X, X.columns && columns);
  if (found.nColumns !== nColumns)
    throw new KindredError('invalid-data', `"X" must have ${nColumns} columns, as the model was fitted on, got ${found.nColumns}`);
  return found;
}

/**
 * What the columns become: a matrix of the same names for a matrix, a table for a table.
 * @param f - is given the values of column j, not to be written to
 * @throws KindredError as `columnsToTransform`, and `invalid-data` naming row and column of a value that becomes infinite
 */
export function mapColumns<D extends Data>(X: D, fitted: Fitted, f: (values: Float64Array, j: number) => Float64Array): D {
  const from = columnsToTransform(X, fitted);
  const names = from.columns;
  const become = (j: number) => {
    const before = from.column(j);
    const after = f(before, j);
    for (let i = 0; i < after.length; i++) {
      if (after[i] - after[i] === 0 || Number.isNaN(before[i])) continue;
      throw new KindredError(
        'invalid-data',
        `row ${i + 1}, column ${columnName(from, j)}: ${before[i]} is too large here, it would become ${after[i]}`,
      );
    }
    return after;
  };
  if (X instanceof Table) {
    const columns = names!.map((name, j): [string, Column] => [name, { kind: 'number', values: become(j) }]);
    return Table.of(columns, X.nRows) as D;
  }
  if (from.nColumns === 0) return X;
  const out = new Float64Array(from.nRows * from.nColumns);
  for (let j = 0; j < from.nColumns; j++) {
    const values = become(j);
    for (let i = 0, p = j; i < values.length; i++, p += from.nColumns) out[p] = values[i];
  }
  return Matrix.from(out, from.nColumns, names ? { columns: names } : undefined) as D;
}

/** How a message names column j: by its name, or its place from 1. */
export const columnName = ({ columns }: Fitted, j: number): string => (columns ? show(columns[j]) : `${j + 1}`);

/** Tensors of a model file that hold one finite number a column. @throws KindredError `file-corrupt` */
export function savedNumbers(tensors: Tensors, names: readonly string[]): Float64Array[] {
  const lists = names.map((name) => tensors[name]);
  const fine = lists.every((list) => list instanceof Float64Array && list.length === lists[0].length && list.every(Number.isFinite));
  requireThat(fine, `it lacks its numbers: ${names.join(', ')}`);
  return lists as Float64Array[];
}

/** The column names in the settings of a model file. @throws KindredError `file-corrupt` */
export function savedColumns(saved: unknown, nColumns: number): readonly string[] | undefined {
  const fine = saved === null || (Array.isArray(saved) && saved.length === nColumns && saved.every((name) => typeof name === 'string'));
  requireThat(fine, 'its columns have no names');
  return (saved as string[] | null) ?? undefined;
}

function tableColumns(X: Table, names: readonly string[]): NumberColumns {
  const parts = names.map((name) => asNumbers(ofKind(name, X.column(name), 'number', 'boolean')));
  parts.forEach((values, j) => refuseInfinite(values, names[j]));
  return { nRows: X.nRows, nColumns: names.length, columns: names, column: (j) => parts[j] };
}

/** A Matrix holds finite numbers only; a table may hold anything that is a number. @throws KindredError `invalid-data` naming row and column */
export function refuseInfinite(values: Float64Array, name: string): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== Infinity && values[i] !== -Infinity) continue;
    throw new KindredError('invalid-data', `row ${i + 1}, column ${show(name)} must be a finite number, got ${values[i]}`);
  }
}

/** @param wanted - the columns to take, by their names */
function matrixColumns(X: Matrix, wanted?: readonly string[]): NumberColumns {
  const { data, nRows, nColumns } = X;
  const places = wanted?.map((name) => X.placeOf(name));
  const column = (j: number) => {
    const values = new Float64Array(nRows);
    for (let i = 0, p = places?.[j] ?? j; i < nRows; i++, p += nColumns) values[i] = data[p];
    return values;
  };
  return { nRows, nColumns: places?.length ?? nColumns, columns: wanted ?? X.columns, column };
}
