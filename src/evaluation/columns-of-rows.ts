/**
 * Rows whose column is another: one column of a matrix or a table, all others as they are.
 * @module
 */
import { lengthOf, takeRows, type Column } from '../data/column.js';
import { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';

/** The names of the columns; of a matrix without names their places, from 0. */
export const columnsOf = (X: Matrix | Table): readonly (string | number)[] =>
  X.columns ?? Array.from({ length: (X as Matrix).nColumns }, (_, j) => j);

/** A column by name or place. @throws KindredError `unknown-column`, `invalid-option` */
export function columnOf(X: Matrix | Table, column: string | number): Column {
  if (X instanceof Table) return X.column(String(column));
  const j = placeOf(X, column);
  return { kind: 'number', values: Float64Array.from({ length: X.nRows }, (_, i) => X.data[i * X.nColumns + j]) };
}

/** The same rows with another column in its place. */
export function withColumn<X extends Matrix | Table>(X: X, column: string | number, other: Column): X {
  if (X instanceof Table) {
    const columns = X.columns.map((name): [string, Column] => [name, name === column ? other : X.column(name)]);
    return Table.of(columns, lengthOf(other)) as X;
  }
  const { nColumns, columns } = X;
  const data = X.data.slice();
  const j = placeOf(X, column);
  const { values } = other as Extract<Column, { kind: 'number' }>;
  for (let i = 0; i < values.length; i++) data[i * nColumns + j] = values[i];
  return Matrix.from(data, nColumns, columns ? { columns } : {}) as X;
}

/** Row p of the column comes from row `rows[p]`. */
export const withRowsOf = <X extends Matrix | Table>(X: X, column: string | number, rows: Int32Array): X =>
  withColumn(X, column, takeRows(columnOf(X, column), rows));

function placeOf(X: Matrix, column: string | number): number {
  if (typeof column === 'string') return X.placeOf(column);
  if (Number.isSafeInteger(column) && column >= 0 && column < X.nColumns) return column;
  throw new KindredError('invalid-option', mustBe('column', `a name, or an integer from 0 and below ${X.nColumns} (columns)`, column));
}
