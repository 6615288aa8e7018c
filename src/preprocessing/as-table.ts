/**
 * A matrix taken as a table: what works on named columns works on both.
 * @module
 */
import { firstRepeated, type Column } from '../data/column.js';
import type { Matrix } from '../data/matrix.js';
import { requireThat } from '../data/model-file.js';
import { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { checkData, type Data } from './transformer.js';

/** The names of columns, those of a matrix without names by their places: `column 1`. */
export const namesOf = (X: Data): readonly string[] =>
  X instanceof Table ? X.columns : (X.columns ?? Array.from({ length: X.nColumns }, (_, j) => `column ${j + 1}`));

/** The columns of data by their names. */
export const asTable = (X: Data): Table => (X instanceof Table ? X : tableOf(X, namesOf(X)));

/** @throws KindredError `invalid-data` for neither matrix nor table, or no rows */
export function tableToFit(X: Data): Table {
  checkData(X, 1);
  return asTable(X);
}

/**
 * The columns a model was fitted on, in their order: by their names, in a matrix without names by their places.
 * @throws KindredError `unknown-column`; `invalid-data` for neither matrix nor table, or a matrix of another width
 */
export function tableToTransform(X: Data, columns: readonly string[]): Table {
  checkData(X);
  if (X instanceof Table) return X.select(columns);
  if (X.columns) return tableOf(X, X.columns).select(columns);
  if (X.nColumns !== columns.length)
    throw new KindredError('invalid-data', `"X" must have ${columns.length} columns, as the model was fitted on, got ${X.nColumns}`);
  return tableOf(X, columns);
}

/** What a table of the given columns becomes, in the form in which it came. */
export function mapTable<D extends Data>(X: D, columns: readonly string[], f: (table: Table) => Table): D {
  const out = f(tableToTransform(X, columns));
  return (X instanceof Table ? out : out.toMatrix()) as D;
}

/** @throws KindredError `invalid-data` where two output columns would have one name */
export function refuseTwice(names: readonly string[]): void {
  const twice = firstRepeated(names);
  if (twice === undefined) return;
  throw new KindredError('invalid-data', `two output columns would be called ${show(twice)}: give a column another name, or leave one out`);
}

/** Names in the settings of a model file. @throws KindredError `file-corrupt` */
export function savedNames(saved: unknown): readonly string[] {
  const fine = Array.isArray(saved) && saved.every((name) => typeof name === 'string') && new Set(saved).size === saved.length;
  requireThat(fine, 'its columns have no names');
  return saved as string[];
}

function tableOf({ data, nRows, nColumns }: Matrix, names: readonly string[]): Table {
  return Table.of(
    names.map((name, j): [string, Column] => {
      const values = new Float64Array(nRows);
      for (let i = 0, p = j; i < nRows; i++, p += nColumns) values[i] = data[p];
      return [name, { kind: 'number', values }];
    }),
  );
}
