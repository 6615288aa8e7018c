/**
 * The columns that a regression learns from: numbers, and categories as places in their list.
 * @module
 */
import { asNumbers } from '../data/column.js';
import { Matrix } from '../data/matrix.js';
import { powerBelow } from '../data/power.js';
import { KindredError } from '../errors.js';
import { namesOf } from '../preprocessing/as-table.js';
import { codedCategories } from '../preprocessing/categories.js';
import { checkData, type Data } from '../preprocessing/transformer.js';
import { refuseGap, widthOf, type Input } from './inputs.js';

/** The numbers of a column where they lie: row i is values[first + i stride]. */
export interface NumberCells {
  readonly values: Float64Array | Float32Array;
  readonly first: number;
  readonly stride: number;
}

/** Rows of columns. */
export interface Columns {
  readonly nRows: number;
  readonly inputs: readonly Input[];
  readonly named: boolean;
  /** Of each column: numbers, or places of categories. */
  readonly cells: readonly (NumberCells | Int32Array)[];
}

export const numberCells = (values: Float64Array): NumberCells => ({ values, first: 0, stride: 1 });

/** @throws KindredError `invalid-data` for no rows or columns, or a number that is missing or infinite, naming row and column */
export function columnsOf(X: Data, drop: 'first' | 'none'): Columns {
  checkData(X, 1);
  const names = namesOf(X);
  if (names.length === 0) throw new KindredError('invalid-data', '"X" must have at least one column, it has none');
  if (X instanceof Matrix) {
    const { data: values, nRows, nColumns: stride, columns } = X;
    const inputs = names.map((name) => ({ name, kind: 'number' }) as const);
    return { nRows, inputs, named: columns !== undefined, cells: inputs.map((_, first) => ({ values, first, stride })) };
  }
  const cells: (NumberCells | Int32Array)[] = [];
  const inputs = names.map((name): Input => {
    const column = X.column(name);
    if (column.kind === 'category' || column.kind === 'text') {
      const { categories, places } = codedCategories(X, name);
      cells.push(places);
      return { name, kind: 'category', categories, dropped: drop === 'first' ? 0 : -1 };
    }
    cells.push(numberCells(refuseGap(asNumbers(column), name)));
    return { name, kind: column.kind };
  });
  return { nRows: X.nRows, inputs, named: true, cells };
}

/** Some of the rows. */
export function takeRows({ cells, ...columns }: Columns, rows: Int32Array): Columns {
  const taken = cells.map((of) =>
    of instanceof Int32Array ? rows.map((i) => of[i]) : numberCells(Float64Array.from(rows, (i) => of.values[of.first + i * of.stride])),
  );
  return { ...columns, nRows: rows.length, cells: taken };
}

/** What each feature is on the average of the rows, and by how much the numbers vary. */
export interface Moments {
  /** Of a category its share. */
  readonly means: Float64Array;
  /** 1 / standard deviation; 0 of a constant column, 1 of a category. */
  readonly inverses: Float64Array;
}

/** @param s - the weight of each row */
export function momentsOf({ nRows, inputs, cells }: Columns, s: Float64Array): Moments {
  const total = sumOf(s);
  const means: number[] = [];
  const inverses: number[] = [];
  inputs.forEach((input, j) => {
    const values = cells[j];
    if (!(values instanceof Int32Array)) {
      const { mean, inverse } = momentOf(values, nRows, s, total);
      means.push(mean);
      inverses.push(inverse);
      return;
    }
    const counts = weightsBy(values, s, input.categories!.length);
    counts.forEach((count, place) => place !== input.dropped && means.push(count / total));
    for (let f = 0; f < widthOf(input); f++) inverses.push(1);
  });
  return { means: Float64Array.from(means), inverses: Float64Array.from(inverses) };
}

/** What the rows of each category weigh; every fourth row apart, for one sum would wait for itself. */
function weightsBy(places: Int32Array, s: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(4 * size);
  for (let i = 0; i < places.length; i++) sums[4 * places[i] + (i & 3)] += s[i];
  return Float64Array.from({ length: size }, (_, q) => sums[4 * q] + sums[4 * q + 1] + (sums[4 * q + 2] + sums[4 * q + 3]));
}

export function sumOf(s: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < s.length; i++) sum += s[i];
  return sum;
}

/** Deviations smaller than this share of the largest value are what rounding leaves of a constant. */
const NOISE = 1e-14;

/** Of one column of numbers. */
export function momentOf({ values, first, stride }: NumberCells, nRows: number, s: Float64Array, total: number): Moment {
  let most = 0;
  for (let i = 0, at = first; i < nRows; i++, at += stride) if (Math.abs(values[at]) > most) most = Math.abs(values[at]);
  const unit = most > 0 ? powerBelow(most) : 1; // squares neither overflow nor vanish
  let sum = 0;
  for (let i = 0, at = first; i < nRows; i++, at += stride) sum += s[i] * (values[at] * unit);
  const mean = sum / total;
  let squares = 0;
  for (let i = 0, at = first; i < nRows; i++, at += stride) {
    const d = values[at] * unit - mean;
    squares += s[i] * (d * d);
  }
  const deviation = Math.sqrt(squares / total);
  const inverse = deviation > NOISE ? unit / deviation : 0;
  return { mean: mean / unit, inverse: Number.isFinite(inverse) ? inverse : 0 };
}

interface Moment {
  readonly mean: number;
  /** 1 / standard deviation; 0 where all are equal. */
  readonly inverse: number;
}
