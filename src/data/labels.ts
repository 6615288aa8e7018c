/**
 * Labels of any kind as classes: sorted, and each row as the place of its class. Numbers ascend, texts go by UTF-16 code unit, false is before true.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { cellsOf, checkColumn, lengthOf, type Column } from './column.js';

/** What a class may be called: a text, a finite number, true or false. */
export type Label = string | number | boolean;

/** One label a row: a list, a typed array or a column of a `Table`. All of one kind, none missing. */
export type Labels<L extends Label = Label> = ArrayLike<L> | Column;

/** Rows by class. */
export interface Coded<L extends Label = Label> {
  /** The labels that occur, sorted. */
  readonly classes: readonly L[];
  /** The place of each row's class. */
  readonly codes: Int32Array;
}

/** @param name - of the argument. @throws KindredError `invalid-data` naming the row of a missing label, or of one of another kind */
export function codeLabels<L extends Label>(name: string, labels: Labels<L>): Coded<L> {
  const { classes, codes } = codeTogether<L>([[name, labels]]);
  return { classes, codes: codes[0] };
}

/** As `codeLabels` for several lists, which share their classes. */
export function codeTogether<L extends Label>(
  lists: readonly (readonly [name: string, labels: Labels<L>])[],
): { classes: readonly L[]; codes: Int32Array[] } {
  const seen = new Map<L, number>();
  const few: L[] = [];
  let kind: string | undefined;
  const numbered = lists.map(([name, labels]) => {
    const list = listOf(name, labels);
    const codes = new Int32Array(list.length);
    for (let i = 0; i < codes.length; i++) {
      const label = list[i] as L;
      let code: number | undefined = few.indexOf(label);
      if (code < 0) code = seen.get(label);
      if (code === undefined) {
        kind ??= typeof label;
        checkLabel(name, label, kind, i);
        seen.set(label, (code = seen.size));
        if (code < FEW) few.push(label);
      }
      codes[i] = code;
    }
    return codes;
  });
  const classes = [...seen.keys()].sort((a, b) => (a < b ? -1 : 1));
  const ranks = new Map(classes.map((label, place) => [label, place]));
  const places = Int32Array.from(seen.keys(), (label) => ranks.get(label)!);
  return { classes, codes: numbered.map((codes) => codes.map((code) => places[code])) };
}

/** Most targets have few classes: those are found quicker by looking than by hash (measured). */
const FEW = 4;

/**
 * The place of each row's label among classes that are known.
 * @throws KindredError `invalid-data` as `codeLabels`, and naming the row of a label that is none of the classes
 */
export function codesAmong(name: string, labels: Labels, classes: readonly Label[]): Int32Array {
  const found = codeLabels(name, labels);
  const places = found.classes.map((label) => classes.indexOf(label));
  const row = places.includes(-1) ? found.codes.findIndex((code) => places[code] < 0) : -1;
  if (row >= 0) throw noClass(name, found.classes[found.codes[row]], classes, ` in row ${row + 1}`);
  return found.codes.map((code) => places[code]);
}

function noClass(name: string, label: Label, classes: readonly Label[], where = ''): KindredError {
  const shown = classes.slice(0, 10).map(show).join(', ') + (classes.length > 10 ? ', …' : '');
  const known = classes.map(String);
  return new KindredError('invalid-data', `${mustBe(name, `one of the classes ${shown}`, label)}${where}${nearMiss(label, known)}`);
}

/**
 * The class that counts as yes: true, 1 beside 0, else the second of two.
 * @returns its place, −1 where it is `true` or 1 and does not occur
 * @throws KindredError `invalid-data` where it must be said, or does not occur
 */
export function positiveOf(name: string, positive: Label | undefined, classes: readonly Label[]): number {
  if (positive !== undefined) {
    const place = classes.indexOf(positive);
    if (place < 0) throw noClass(name, positive, classes);
    return place;
  }
  if (classes.length > 0 && classes.every((label) => typeof label === 'boolean' || label === 0 || label === 1))
    return classes.findIndex((label) => label === true || label === 1);
  if (classes.length === 2) return 1;
  const many = classes.length > 2 ? `${classes.length} classes` : 'one class only';
  throw new KindredError('invalid-data', `the labels hold ${many}: say by "${name}" which one counts as yes`);
}

/** The cells of a list or a column. @param what - each of them is. @throws KindredError `invalid-data` */
export function listOf(name: string, given: ArrayLike<unknown> | Column, what = 'label'): ArrayLike<unknown> {
  if (given !== null && typeof given === 'object') {
    if ('kind' in given) {
      checkColumn(name, given);
      const cell = cellsOf(given);
      return Array.from({ length: lengthOf(given) }, (_, row) => cell(row));
    }
    if (Number.isSafeInteger(given.length)) return given;
  }
  throw new KindredError('invalid-data', mustBe(name, `a list of ${what}s or a column, one ${what} a row`, given));
}

function checkLabel(name: string, label: unknown, kind: string, row: number): void {
  if (typeof label !== 'string' && typeof label !== 'boolean' && !(typeof label === 'number' && Number.isFinite(label)))
    throw new KindredError(
      'invalid-data',
      `"${name}" must hold a text, a finite number, true or false in every row, row ${row + 1} has ${show(label)}`,
    );
  if (typeof label !== kind)
    throw new KindredError(
      'invalid-data',
      `"${name}" must hold labels of one kind: row ${row + 1} has ${show(label)}, others are of kind ${kind}`,
    );
}
