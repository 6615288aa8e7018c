/**
 * What a regression learns to tell, one a row: labels as classes, or numbers.
 * @module
 */
import { asNumbers, ofKind, type Column } from '../data/column.js';
import { codeLabels, listOf, type Coded, type Label, type Labels } from '../data/labels.js';
import { KindredError, show } from '../errors.js';

/** One number a row: a list, a typed array, or a column of a table. */
export type Numbers = ArrayLike<number> | Column;

/**
 * The classes of labels, at least two, and the place of each row's among them.
 * @throws KindredError `invalid-data` for another number of labels than rows, one that is missing or of another kind (naming the row), or fewer than two classes
 */
export function classesOf<L extends Label>(y: Labels<L>, nRows: number): Coded<L> {
  const coded = codeLabels('y', y);
  checkLength(coded.codes.length, nRows, 'label');
  const { classes } = coded;
  if (classes.length < 2)
    throw new KindredError(
      'invalid-data',
      `"y" must hold at least two classes, got ${nRows === 0 ? 'no rows' : `${show(classes[0])} only`}`,
    );
  return coded;
}

/** @throws KindredError `invalid-data` for another number of numbers than rows, or one that is none, missing or infinite (naming the row) */
export function numbersOf(y: Numbers, nRows: number): Float64Array {
  const isColumn = y !== null && typeof y === 'object' && 'kind' in y;
  const values = isColumn ? asNumbers(ofKind('y', y, 'number', 'boolean')) : listOf('y', y, 'number');
  checkLength(values.length, nRows, 'number');
  return Float64Array.from({ length: nRows }, (_, i) => {
    const v = values[i];
    if (typeof v === 'number' && Number.isFinite(v)) return v;
    throw new KindredError('invalid-data', `row ${i + 1} of "y" must be a finite number, got ${show(v)}`);
  });
}

/** @throws KindredError `invalid-data` */
export function checkLength(length: number, nRows: number, what: string): void {
  if (length !== nRows) throw new KindredError('invalid-data', `"y" must hold one ${what} a row (${nRows}), got ${length}`);
}
