/**
 * How a model answers to one column: the mean of its predictions over all rows where the column has one value in all of them (Friedman 2001).
 * @module
 */
import { checkOptions, integer, optional, type Constraints } from '../check.js';
import { cellsOf, gapsOf, lengthOf, type Column } from '../data/column.js';
import { positiveOf, type Label } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { columnOf, withColumn } from './columns-of-rows.js';
import { areRows } from './row-splits.js';
import { lastStep, type ScoresRows } from './row-scoring.js';
import { checkNumbers, LABEL } from './scored-rows.js';
import { quantile } from '../data/quantile.js';
import { weightedMean } from './weighted-mean.js';

export interface PartialDependenceOptions {
  /** The values to ask for. Default: all that occur where they are at most `nGrid`, or categories; else `nGrid` at one distance from the 5 % to the 95 % quantile. */
  grid?: readonly Label[];
  /** How many numbers at most. Default 20. */
  nGrid?: number;
  /** Of a model with `predictProba` the class whose probability is asked. Default: `true`, 1 beside 0, else the second of two, sorted. */
  positive?: Label;
}

/** What `partialDependence` found. */
export interface PartialDependence {
  readonly column: string | number;
  /** The values: numbers (dates as milliseconds), texts, or false and true. */
  readonly grid: readonly Label[];
  /** For each value the mean prediction over all rows. */
  readonly mean: Float64Array;
}

/** @internal */
export const PARTIAL_DEPENDENCE: Constraints<PartialDependenceOptions> = {
  grid: optional<readonly Label[]>({
    expected: 'a list of values of the column',
    accepts: (v) => Array.isArray(v) && v.length > 0 && v.every(LABEL.accepts),
    invalid: [null, 5, [], [null], [NaN]],
  }),
  nGrid: integer(20, 2),
  positive: LABEL,
};

/**
 * The mean prediction by the value of one column, all others as they are. Where columns go together, some of the rows that it asks about cannot exist.
 * @param model - any with `predictProba` (probabilities) or `predict` (numbers); pipelines too
 * @param X - rows as the model takes them; tables may hold categories
 * @param column - a name, or of a matrix the place from 0
 * @throws KindredError `invalid-data` for no rows, a column without values, or a prediction that is no number; `invalid-option` for a value that the column cannot
 * hold; `unknown-column`, `unknown-option`; `cancelled`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { partialDependence } from 'kindred/evaluation';
 * const X = Table.from({ plan: ['year', 'month', 'month', 'year'], pages: [1, 2, 3, 4] });
 * const model = {
 *   predict: (rows: Table) => rows.derive('out', (row) => (row.plan === 'year' ? 10 : 0) + Number(row.pages)).column('out', 'number').values,
 * };
 * console.log(partialDependence(model, X, 'plan')); // { column: 'plan', grid: [ 'month', 'year' ], mean: Float64Array(2) [ 2.5, 12.5 ] }
 * ```
 */
export function partialDependence(
  model: object,
  X: Matrix | Table,
  column: string | number,
  options: PartialDependenceOptions = {},
  work?: LongWork,
): PartialDependence {
  return drain(dependenceSteps(model, X, column, options), work);
}

/**
 * As `partialDependence`, giving way to other work.
 * @throws KindredError as `partialDependence`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { partialDependenceAsync } from 'kindred/evaluation';
 * const sum = { predict: (rows: Matrix) => Array.from({ length: rows.nRows }, (_, i) => rows.row(i)[0] + rows.row(i)[1]) };
 * const { mean } = await partialDependenceAsync(sum, Matrix.from([[1, 10], [2, 20]]), 0, { grid: [0, 5] });
 * console.log(mean); // Float64Array(2) [ 15, 20 ]
 * ```
 */
export function partialDependenceAsync(
  model: object,
  X: Matrix | Table,
  column: string | number,
  options: PartialDependenceOptions = {},
  work?: LongWork,
): Promise<PartialDependence> {
  return drainAsync(dependenceSteps(model, X, column, options), work);
}

function* dependenceSteps(
  model: object,
  X: Matrix | Table,
  column: string | number,
  given: PartialDependenceOptions,
): Steps<PartialDependence> {
  const { grid: asked, nGrid, positive } = checkOptions<Required<PartialDependenceOptions>>('partialDependence', PARTIAL_DEPENDENCE, given);
  if (!areRows(X)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix or a Table', X));
  if (X.nRows === 0) throw new KindredError('invalid-data', '"X" must have at least one row, got none');
  const values = columnOf(X, column);
  const grid = asked ?? gridOf(values, nGrid);
  if (grid.length === 0) throw new KindredError('invalid-data', `column ${show(column)} has no value`);
  const mean = new Float64Array(grid.length);
  for (let g = 0; g < grid.length; g++) {
    mean[g] = weightedMean(predictionsOf(model, withColumn(X, column, filled(values, grid[g])), positive));
    yield { done: g + 1, total: grid.length, stage: 'asking the model' };
  }
  return { column, grid, mean };
}

function predictionsOf(model: object, X: Matrix | Table, positive: Label | undefined): Float64Array {
  const [asked, rows] = lastStep(model, X) as [ScoresRows, never];
  if (typeof asked.predictProba === 'function') {
    const { classes } = asked;
    const label = classes ? classes[positiveOf('positive', positive, classes)] : positive;
    return checkNumbers('predictions', asked.predictProba(rows, label as never), X.nRows);
  }
  if (typeof asked.predict === 'function') return checkNumbers('predictions', asked.predict(rows) as ArrayLike<number>, X.nRows);
  throw new KindredError('unsupported', 'the model must have a method "predictProba" or "predict"');
}

/** What occurs, sorted; of many numbers some at one distance. */
function gridOf(column: Column, nGrid: number): Label[] {
  const gaps = gapsOf(column);
  const cell = cellsOf(column);
  const there = [...gaps.keys()].filter((row) => gaps[row] === 0);
  if (column.kind !== 'number' && column.kind !== 'date')
    return [...new Set(there.map((row) => cell(row) as string | boolean))].sort((a, b) => (a < b ? -1 : 1));
  const sorted = Float64Array.from(there, (row) => column.values[row]).sort();
  const different = [...new Set(sorted)];
  if (different.length <= nGrid) return different;
  const [low, high] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
  return Array.from({ length: nGrid }, (_, g) => (g === nGrid - 1 ? high : low + g * ((high - low) / (nGrid - 1))));
}

/** The column with one value in all rows. @throws KindredError `invalid-option` */
function filled(column: Column, value: Label): Column {
  const n = lengthOf(column);
  const refuse = () => new KindredError('invalid-option', `"grid" must hold values of a column of kind ${column.kind}, got ${show(value)}`);
  switch (column.kind) {
    case 'category': {
      const code = column.categories.indexOf(value as string);
      if (code < 0) throw refuse();
      return { ...column, codes: new Int32Array(n).fill(code) };
    }
    case 'text':
      if (typeof value !== 'string') throw refuse();
      return { kind: 'text', values: Array.from({ length: n }, () => value) };
    case 'boolean':
      if (typeof value !== 'boolean') throw refuse();
      return { kind: 'boolean', values: new Uint8Array(n).fill(value ? 1 : 0) };
    default:
      if (typeof value !== 'number') throw refuse();
      return { kind: column.kind, values: new Float64Array(n).fill(value) };
  }
}
