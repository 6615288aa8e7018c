/**
 * What a regression learns to tell: labels as classes, or numbers.
 * @module
 */
import { cellsOf, lengthOf, ofKind, asNumbers, type Column } from '../data/column.js';
import { KindredError, mustBe, show } from '../errors.js';

/** A class, as the data calls it. */
export type Label = string | number | boolean;

type TypedNumbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array | Int8Array;

/** One label a row: a list, a typed array, or a column of a table. */
export type Labels<L extends Label = Label> = readonly L[] | TypedNumbers | Column;

/** One number a row: a list, a typed array, or a column of a table. */
export type Numbers = readonly number[] | TypedNumbers | Column;

/** The classes in their order, and the place of each row's among them. */
export interface Classes<L extends Label> {
  readonly classes: readonly L[];
  readonly codes: Int32Array;
}

/**
 * The classes of labels of one kind, sorted: numbers ascending, texts by UTF-16 code unit, false before true.
 * @throws KindredError `invalid-data` for another number of labels than rows, one that is missing or of another kind (naming the row), or fewer than two classes
 */
export function classesOf<L extends Label>(y: Labels<L>, nRows: number): Classes<L> {
  const codes = new Int32Array(nRows);
  const seen = new Map<Label, number>();
  const label = cellsOfTarget(y, nRows, 'label');
  for (let i = 0; i < nRows; i++) {
    const value = checkedLabel(label(i), i, seen);
    let code = seen.get(value);
    if (code === undefined) seen.set(value, (code = seen.size));
    codes[i] = code;
  }
  const classes = [...seen.keys()];
  if (typeof classes[0] === 'string') classes.sort();
  else classes.sort((a, b) => Number(a) - Number(b));
  if (classes.length < 2)
    throw new KindredError(
      'invalid-data',
      `"y" must hold at least two classes, got ${nRows === 0 ? 'no rows' : `${show(classes[0])} only`}`,
    );
  const place = Int32Array.from(seen.keys(), (value) => classes.indexOf(value));
  return { classes: classes as L[], codes: codes.map((code) => place[code]) };
}

/** @throws KindredError `invalid-data` as `classesOf`, and for a label that is none of the classes */
export function codesAmong(y: Labels, nRows: number, classes: readonly Label[]): Int32Array {
  const label = cellsOfTarget(y, nRows, 'label');
  const place = new Map(classes.map((value, code) => [value, code]));
  return Int32Array.from({ length: nRows }, (_, i) => {
    const value = label(i);
    const code = place.get((value === 0 ? 0 : value) as Label);
    if (code !== undefined) return code;
    throw new KindredError(
      'invalid-data',
      `row ${i + 1} of "y" must be one of the classes ${classes.map(show).join(', ')}, got ${show(value)}`,
    );
  });
}

/** @throws KindredError `invalid-data` for another number of numbers than rows, or one that is none, missing or infinite (naming the row) */
export function numbersOf(y: Numbers, nRows: number): Float64Array {
  if (isColumn(y)) y = asNumbers(ofKind('y', y, 'number', 'boolean'));
  const value = cellsOfTarget(y, nRows, 'number');
  return Float64Array.from({ length: nRows }, (_, i) => {
    const v = value(i);
    if (typeof v === 'number' && Number.isFinite(v)) return v;
    throw new KindredError('invalid-data', `row ${i + 1} of "y" must be a finite number, got ${show(v)}`);
  });
}

const isColumn = (y: unknown): y is Column => typeof (y as Partial<Column> | null)?.kind === 'string';

function cellsOfTarget(y: Labels | Numbers, nRows: number, what: string): (i: number) => unknown {
  if (!isColumn(y) && !Array.isArray(y) && !(ArrayBuffer.isView(y) && !(y instanceof DataView)))
    throw new KindredError('invalid-data', mustBe('y', `a list of one ${what} a row or a column of a table`, y));
  const length = isColumn(y) ? lengthOf(y) : y.length;
  if (length !== nRows) throw new KindredError('invalid-data', `"y" must hold one ${what} a row (${nRows}), got ${length}`);
  return isColumn(y) ? cellsOf(y) : (i) => y[i];
}

function checkedLabel(value: unknown, i: number, seen: ReadonlyMap<Label, number>): Label {
  const kind = typeof value;
  if ((kind !== 'string' && kind !== 'number' && kind !== 'boolean') || (kind === 'number' && !Number.isFinite(value)))
    throw new KindredError('invalid-data', `row ${i + 1} of "y" must be a text, a number, true or false, got ${show(value)}`);
  for (const first of seen.keys()) {
    if (typeof first === kind) break;
    throw new KindredError(
      'invalid-data',
      `the labels of "y" must be of one kind: row 1 is ${show(first)}, row ${i + 1} is ${show(value)}`,
    );
  }
  return value === 0 ? 0 : (value as Label); // -0 and 0 are one class
}
