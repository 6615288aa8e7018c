/**
 * The columns that a regression learns from: numbers, and categories as places in their list.
 * @module
 */
import { asNumbers } from '../data/column.js';
import { Matrix } from '../data/matrix.js';
import { powerBelow } from '../data/power.js';
import { KindredError } from '../errors.js';
import { asTable, namesOf } from '../preprocessing/as-table.js';
import { findCategories, placesOf } from '../preprocessing/categories.js';
import { checkData, type Data } from '../preprocessing/transformer.js';
import { refuseGap, widthOf, type Cells, type Input } from './inputs.js';

/** Rows of columns. */
export interface Columns {
  readonly nRows: number;
  readonly inputs: readonly Input[];
  readonly named: boolean;
  /** Of each column. */
  readonly cells: readonly Cells[];
}

/** @throws KindredError `invalid-data` for no rows or columns, or a number that is missing or infinite, naming row and column */
export function columnsOf(X: Data, drop: 'first' | 'none'): Columns {
  checkData(X, 1);
  if (namesOf(X).length === 0) throw new KindredError('invalid-data', '"X" must have at least one column, it has none');
  const table = asTable(X);
  const cells: Cells[] = [];
  const inputs = table.columns.map((name): Input => {
    const column = table.column(name);
    if (column.kind === 'category' || column.kind === 'text') {
      const { categories } = findCategories(table, name, undefined, false);
      cells.push(placesOf(table, name, categories));
      return { name, kind: 'category', categories, dropped: drop === 'first' ? 0 : -1 };
    }
    cells.push(refuseGap(asNumbers(column), name));
    return { name, kind: column.kind };
  });
  return { nRows: X.nRows, inputs, named: !(X instanceof Matrix) || X.columns !== undefined, cells };
}

/** What each feature is on the average of the rows, and by how much the numbers vary. */
export interface Moments {
  /** Of a category its share. */
  readonly means: Float64Array;
  /** 1 / standard deviation; 0 of a constant column, 1 of a category. */
  readonly inverses: Float64Array;
}

/** @param s - the weight of each row */
export function momentsOf({ inputs, cells }: Columns, s: Float64Array): Moments {
  const total = s.reduce((sum, v) => sum + v, 0);
  const means: number[] = [];
  const inverses: number[] = [];
  inputs.forEach((input, j) => {
    const values = cells[j];
    if (!input.categories) {
      const { mean, inverse } = momentOf(values as Float64Array, s, total);
      means.push(mean);
      inverses.push(inverse);
      return;
    }
    const counts = new Float64Array(input.categories.length);
    for (let i = 0; i < values.length; i++) counts[values[i]] += s[i];
    counts.forEach((count, place) => place !== input.dropped && means.push(count / total));
    for (let f = 0; f < widthOf(input); f++) inverses.push(1);
  });
  return { means: Float64Array.from(means), inverses: Float64Array.from(inverses) };
}

/** Deviations smaller than this share of the largest value are what rounding leaves of a constant. */
const NOISE = 1e-14;

function momentOf(values: Float64Array, s: Float64Array, total: number): { mean: number; inverse: number } {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  const unit = most > 0 ? powerBelow(most) : 1; // squares neither overflow nor vanish
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += s[i] * (values[i] * unit);
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const d = values[i] * unit - mean;
    squares += s[i] * (d * d);
  }
  const deviation = Math.sqrt(squares / total);
  const inverse = deviation > NOISE ? unit / deviation : 0;
  return { mean: mean / unit, inverse: Number.isFinite(inverse) ? inverse : 0 };
}
