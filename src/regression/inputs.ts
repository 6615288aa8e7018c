/**
 * The columns of a regression as it scores: numbers (booleans are 0 and 1, dates their milliseconds), and categories, which stay places in a list.
 * @module
 */
import { asNumbers, ofKind, type Column, type ColumnKind } from '../data/column.js';
import { Matrix } from '../data/matrix.js';
import { requireThat } from '../data/model-file.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { areCategories, placesOf, refuseUnknown, type Category } from '../preprocessing/categories.js';

/** A column of numbers has one coefficient; one of categories one for each, but the one dropped. */
export interface Input {
  readonly name: string;
  readonly kind: 'number' | 'boolean' | 'date' | 'category';
  /** Null is a missing cell. */
  readonly categories?: readonly Category[];
  /** The place of the category without coefficient; −1: all have one. */
  readonly dropped?: number;
}

/** What to do with a category that was not there in fit: an error, or count it as the average. */
export type HandleUnknown = 'error' | 'ignore';

/** One row: the cells by the column's name, a table of one, or numbers in the columns' order. */
export type Row = Table | Readonly<Record<string, unknown>> | readonly number[] | Float64Array | Float32Array;

/** What is read of a table. A page that scores rows it was given as objects needs no more of it. */
type Rows = Pick<Table, 'nRows' | 'columns' | 'column'>;

/** How many coefficients a column has. */
export const widthOf = ({ categories, dropped = -1 }: Input): number => (categories ? categories.length - (dropped >= 0 ? 1 : 0) : 1);

/** The names of the coefficients, in their order: `age`, `job=admin.`, `missing(job)`. */
export const featuresOf = (inputs: readonly Input[]): string[] =>
  inputs.flatMap(({ name, categories, dropped }) =>
    categories
      ? categories.map((of) => (of === null ? `missing(${name})` : `${name}=${of}`)).filter((_, place) => place !== dropped)
      : [name],
  );

/** What the rows hold in a column: numbers, or places of categories, −1 where one is unknown. */
export type Cells = Float64Array | Int32Array;

/**
 * The cells of each column that a model was fitted on.
 * @param named - whether the columns had names
 * @throws KindredError `invalid-data`, naming row and column; `unknown-column`
 */
export function cellsToScore(X: Matrix | Table, inputs: readonly Input[], named: boolean, unknown: HandleUnknown): Cells[] {
  if (X instanceof Matrix) return matrixCells(X, inputs, named);
  if (typeof (X as Partial<Table> | null)?.column !== 'function')
    throw new KindredError('invalid-data', mustBe('X', 'a Matrix or a Table', X));
  if (!named && X.columns.length !== inputs.length) throw otherWidth(inputs.length, X.columns.length);
  return inputs.map((input, j) => tableCells(X, named ? input.name : X.columns[j], input, unknown));
}

/** @throws KindredError as `cellsToScore` */
export function cellsOfRow(row: Row, inputs: readonly Input[], named: boolean, unknown: HandleUnknown): Cells[] {
  if (row === null || typeof row !== 'object') throw new KindredError('invalid-data', `"row" must be a row, got ${show(row)}`);
  const list = Array.isArray(row) || ArrayBuffer.isView(row);
  const isTable = typeof (row as Partial<Table>).column === 'function';
  const X = list
    ? Matrix.from([Array.from(row as readonly number[])])
    : ((isTable ? row : rowsOf(row as Readonly<Record<string, unknown>>)) as Table);
  if (X.nRows !== 1) throw new KindredError('invalid-data', `"row" must be one row, got ${X.nRows}`);
  return cellsToScore(X, inputs, named, unknown);
}

/** Columns in the settings of a model file. @throws KindredError `file-corrupt` */
export function savedInputs(saved: unknown): readonly Input[] {
  requireThat(Array.isArray(saved), 'it lacks its columns');
  for (const input of saved as (Partial<Input> | null)[]) {
    const { name, kind, categories, dropped = -1 } = input ?? {};
    const numeric = ['number', 'boolean', 'date'].includes(kind as string) && categories === undefined;
    const fine =
      kind === 'category' && areCategories(categories) && Number.isSafeInteger(dropped) && dropped >= -1 && dropped < categories.length;
    requireThat(typeof name === 'string' && (numeric || fine), 'its columns are none');
  }
  return saved as Input[];
}

/** @throws KindredError `invalid-data` naming row and column of a number that is missing or infinite */
export function refuseGap(values: Float64Array, name: string): Float64Array {
  for (let i = 0; i < values.length; i++) {
    if (values[i] - values[i] === 0) continue;
    const why = Number.isNaN(values[i])
      ? 'is missing: impute first (SimpleImputer), or leave the row out'
      : `must be a finite number, got ${values[i]}`;
    throw new KindredError('invalid-data', `row ${i + 1}, column ${show(name)} ${why}`);
  }
  return values;
}

function tableCells(X: Rows, name: string, { kind, categories }: Input, unknown: HandleUnknown): Cells {
  if (!categories) {
    const kinds: ('number' | 'boolean' | 'date')[] = kind === 'date' ? ['date', 'number'] : ['number', 'boolean'];
    return refuseGap(asNumbers(ofKind(name, X.column(name), ...kinds)), name);
  }
  const places = placesOf(X as Table, name, categories);
  if (unknown === 'error') refuseUnknown(X as Table, name, categories, places);
  return places;
}

function matrixCells(X: Matrix, inputs: readonly Input[], named: boolean): Cells[] {
  const { data, nRows, nColumns } = X;
  if (nColumns !== inputs.length && !(X.columns && named && nColumns > inputs.length)) throw otherWidth(inputs.length, nColumns);
  return inputs.map(({ name, categories }, j) => {
    if (categories) throw new KindredError('invalid-data', `"X" must be a Table: column ${show(name)} holds categories`);
    const values = new Float64Array(nRows);
    for (let i = 0, p = X.columns && named ? X.placeOf(name) : j; i < nRows; i++, p += nColumns) values[i] = data[p];
    return values;
  });
}

const otherWidth = (expected: number, got: number) =>
  new KindredError('invalid-data', `"X" must have ${expected} columns, as the model was fitted on, got ${got}`);

/** One row given as an object, read as a table is. */
function rowsOf(row: Readonly<Record<string, unknown>>): Rows {
  const columns = Object.keys(row);
  const column = (name: string): Column => {
    if (Object.hasOwn(row, name)) return columnOfCell(name, row[name]);
    throw new KindredError(
      'unknown-column',
      `the row has no column ${show(name)}${nearMiss(name, columns)}; it has: ${columns.join(', ')}`,
    );
  };
  return { nRows: 1, columns, column: column as Rows['column'] };
}

function columnOfCell(name: string, cell: unknown): Column {
  if (cell === null || cell === undefined) return { kind: 'text', values: [null] };
  if (typeof cell === 'string') return { kind: 'text', values: [cell] };
  if (typeof cell === 'boolean') return { kind: 'boolean', values: Uint8Array.of(cell ? 1 : 0) };
  if (typeof cell === 'number' || cell instanceof Date) {
    const kind: ColumnKind = typeof cell === 'number' ? 'number' : 'date';
    return { kind, values: Float64Array.of(Number(cell)) };
  }
  throw new KindredError('invalid-data', `${mustBe(name, 'a number, a text, a boolean, a Date or null', cell)}`);
}
