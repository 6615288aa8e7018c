/**
 * Training and test rows of a matrix or table with what is to be learned of them. The draw depends on the order of the rows, which have no other name.
 * @module
 */
import type { Constraint } from '../check.js';
import { codeLabels, type Label, type Labels } from '../data/labels.js';
import { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { plural } from '../words.js';
import { draw } from './pairs.js';
import { countRows, takeRowsOf } from './row-lists.js';

/** Some rows: their columns, what is to be learned, and which ones they are. */
export interface RowsPart<X, Y> {
  readonly X: X;
  readonly y: Y;
  /** Their places in the data that was split, rising: to take the same rows of other lists. */
  readonly rows: Int32Array;
}

/** Two parts of the same rows. */
export interface RowSplit<X = Matrix | Table, Y = Labels> {
  readonly train: RowsPart<X, Y>;
  readonly test: RowsPart<X, Y>;
}

/** Keep the share of each class on both sides: those of `y`, or of other labels, one a row. */
export type Stratify = boolean | Labels;

/** @internal */
export const STRATIFY: Constraint<Stratify> = {
  default: false,
  expected: 'true, false, or one label a row',
  accepts: (v) => typeof v === 'boolean' || (typeof v === 'object' && v !== null),
  invalid: [1, 'y', null],
};

/** Is it split by rows, not by pairs of user and item? */
export const areRows = (data: unknown): data is Matrix | Table => data instanceof Matrix || data instanceof Table;

/** @throws KindredError `invalid-data` for another number of labels than rows */
export function checkTarget(X: Matrix | Table, y: unknown): void {
  const n = countRows('y', y);
  if (n !== X.nRows) throw new KindredError('invalid-data', `"y" must hold one value a row (${X.nRows}), got ${n}`);
}

/** The rows marked are the test. */
export function divideRows<X extends Matrix | Table, Y>(X: X, y: Y, inTest: (row: number) => boolean): RowSplit<X, Y> {
  const all = Int32Array.from({ length: X.nRows }, (_, row) => row);
  const part = (rows: Int32Array): RowsPart<X, Y> => ({ X: takeRowsOf(X, rows), y: takeRowsOf(y, rows), rows });
  return { train: part(all.filter((row) => !inTest(row))), test: part(all.filter(inTest)) };
}

/** The rows of each class, or all in one group. */
export function strataOf(n: number, y: unknown, stratify: Stratify): { label: Label | undefined; rows: Int32Array }[] {
  if (stratify === false) return [{ label: undefined, rows: Int32Array.from({ length: n }, (_, row) => row) }];
  const { classes, codes } = stratify === true ? codeLabels('y', y as Labels) : codeLabels('stratify', stratify);
  if (codes.length !== n) throw new KindredError('invalid-data', `"stratify" must hold one label a row (${n}), got ${codes.length}`);
  const rows = classes.map((): number[] => []);
  codes.forEach((code, row) => rows[code].push(row));
  return classes.map((label, c) => ({ label, rows: Int32Array.from(rows[c]) }));
}

/**
 * Mark so many rows as the test, of each stratum its share: rounded down, then the largest remainders get one more (as scikit-learn, which breaks ties by lot;
 * here the first class wins).
 * @throws KindredError `invalid-data` where a side would be empty, or have fewer rows than there are classes
 */
export function markTest(n: number, count: number, strata: ReturnType<typeof strataOf>, random: () => number): Uint8Array {
  const single = strata.find(({ label, rows }) => label !== undefined && rows.length < 2);
  if (single) throw new KindredError('invalid-data', `the class ${show(single.label)} has one row only, which cannot be on both sides`);
  if (count < strata.length || n - count < strata.length)
    throw new KindredError(
      'invalid-data',
      strata.length === 1
        ? `"testSize" for ${count} of ${plural(n, 'row')} leaves one side empty`
        : `"testSize" for ${count} of ${plural(n, 'row')} leaves a side with fewer rows than there are classes (${strata.length})`,
    );
  const exact = strata.map(({ rows }) => (rows.length * count) / n);
  const sizes = exact.map(Math.floor);
  const rest = [...exact.keys()].sort((a, b) => exact[b] - sizes[b] - (exact[a] - sizes[a]) || a - b);
  let left = count - sizes.reduce((sum, size) => sum + size, 0);
  for (const stratum of rest) if (left-- > 0) sizes[stratum]++;
  const inTest = new Uint8Array(n);
  strata.forEach(({ rows }, s) => draw(0, rows.length, sizes[s], random).forEach((place) => (inTest[rows[place]] = 1)));
  return inTest;
}

/**
 * As `deal`.
 * @throws KindredError `invalid-data` for fewer rows, of all or of a class, than folds
 */
export function dealFolds(n: number, nFolds: number, strata: ReturnType<typeof strataOf>, random: () => number): Int32Array {
  for (const { label, rows } of strata) {
    if (rows.length >= nFolds) continue;
    const of = label === undefined ? '' : ` of each class, of ${show(label)}`;
    throw new KindredError('invalid-data', `${nFolds} folds need at least as many rows${of}, got ${plural(rows.length, 'row')}`);
  }
  return deal(n, nFolds, strata, random);
}

/** The fold of each row: those of each stratum are shuffled and dealt, on from where the one before ended. */
export function deal(n: number, nFolds: number, strata: ReturnType<typeof strataOf>, random: () => number): Int32Array {
  const fold = new Int32Array(n);
  let dealt = 0;
  for (const { rows } of strata) for (const place of draw(0, rows.length, rows.length, random)) fold[rows[place]] = dealt++ % nFolds;
  return fold;
}
