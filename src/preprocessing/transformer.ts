/**
 * What all column-wise transformers share: the check of their input and the copy with every cell replaced.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { KindredError, mustBe } from '../errors.js';

/** @throws KindredError `invalid-data` for no matrix, no rows or another number of columns */
export function checkMatrix(X: Matrix, nColumns: number | undefined, minRows = 0): Matrix {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (X.nRows < minRows) throw new KindredError('invalid-data', `"X" must have at least ${minRows} row, got ${X.nRows}`);
  if (nColumns !== undefined && X.nColumns !== nColumns)
    throw new KindredError('invalid-data', `"X" must have ${nColumns} columns, as the model was fitted on, got ${X.nColumns}`);
  return X;
}

/** A matrix of the same shape and names: cell (i, j) of value v becomes f(v, j). */
export function mapCells(X: Matrix, f: (v: number, j: number) => number): Matrix {
  const { data, nRows, nColumns, columns } = X;
  const out = new Float64Array(data.length);
  for (let i = 0, p = 0; i < nRows; i++) for (let j = 0; j < nColumns; j++, p++) out[p] = f(data[p], j);
  return nColumns === 0 ? X : Matrix.from(out, nColumns, columns ? { columns } : undefined);
}
