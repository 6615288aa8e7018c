/**
 * SimpleImputer: one value a column for its missing cells: mean, median, the most frequent one or a constant, as scikit-learn.
 * @module
 */
import { checkOptions, flag, oneOf, type Constraints } from '../check.js';
import { gapsOf, type Column } from '../data/column.js';
import { sumOf } from '../data/sorted-sum.js';
import type { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { tableToFit } from './as-table.js';
import { findCategories } from './categories.js';
import { VALUES, type FillKind, type FillValue } from './missing.js';
import { SimpleImputerModel } from './simple-imputer-model.js';
import { refuseInfinite, type Data } from './transformer.js';

export interface SimpleImputerOptions {
  /**
   * Numbers take all four; texts and booleans `'mostFrequent'` and `'constant'`. The median of an even number of values is the mean of the middle two; of equally
   * frequent values the smallest is taken. Default `'mean'`.
   */
  strategy?: 'mean' | 'median' | 'mostFrequent' | 'constant';
  /** The constant, of the columns' kind. Default 0 for numbers, `'missing'` for texts, false for booleans. */
  fillValue?: FillValue;
  /** Add a column `missing(name)` of 0 and 1 for each column that had missing cells in fit. Default false. */
  addIndicator?: boolean;
}

type Checked = Required<Omit<SimpleImputerOptions, 'fillValue'>> & Pick<SimpleImputerOptions, 'fillValue'>;

/** @internal */
export const SIMPLE_IMPUTER: Constraints<Checked> = {
  strategy: oneOf('mean', 'mean', 'median', 'mostFrequent', 'constant'),
  fillValue: {
    default: undefined,
    expected: 'a finite number, a text, true or false',
    accepts: (v) => (typeof v === 'number' ? Number.isFinite(v) : ['undefined', 'string', 'boolean'].includes(typeof v)),
    invalid: [NaN, Infinity, null, [], {}],
  },
  addIndicator: flag(false),
};

/** What a missing cell becomes where nothing else is known. */
const NOTHING = { number: 0, boolean: false, string: 'missing' } as const;

/** The recipe; `fit` makes the model. A column without any value becomes 0, `'missing'` or false (or the constant), and the model's `warnings` say so. */
export class SimpleImputer {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'SimpleImputer';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Checked>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { SimpleImputer } from 'kindred/preprocessing';
   * const table = Table.from({ age: [20, null, 40], spend: [1, 2, 9] });
   * const model = new SimpleImputer({ strategy: 'median', addIndicator: true }).fit(table);
   * console.log(model.outputColumns); // [ 'age', 'spend', 'missing(age)' ]
   * console.log(model.transform(table).column('age', 'number').values); // Float64Array(3) [ 20, 30, 40 ]
   * ```
   */
  constructor(options: SimpleImputerOptions = {}) {
    this.options = checkOptions<Checked>('SimpleImputer', SIMPLE_IMPUTER, options);
  }

  /** @throws KindredError `invalid-data` for no rows, a column of a kind that the strategy or the constant does not fit, or an infinite number; `cancelled` */
  fit(X: Data, work?: LongWork): SimpleImputerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<SimpleImputerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [SimpleImputerModel];
  }

  /** @internal */
  steps(X: Data): Steps<SimpleImputerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<SimpleImputerModel> {
    const table = tableToFit(X);
    const { columns } = table;
    const { strategy, fillValue, addIndicator } = this.options;
    const constant = (kind: FillKind) => (strategy === 'constant' ? fillValue : undefined) ?? NOTHING[VALUES[kind]];
    const statistics: FillValue[] = [];
    const kinds: FillKind[] = [];
    const indicated: string[] = [];
    const warnings: string[] = [];
    for (const name of columns) {
      const column = table.column(name);
      const kind = this.checkColumn(column, name);
      const gaps = gapsOf(column);
      const none = !gaps.includes(0);
      const value = none || strategy === 'constant' ? constant(kind) : this.statistic(table, name);
      if (none) warnings.push(`column ${show(name)} had no value in fit: its cells become ${show(value)}`);
      if (addIndicator && gaps.includes(1)) indicated.push(name);
      statistics.push(value);
      kinds.push(kind);
      yield { done: kinds.length, total: columns.length, stage: 'measuring columns' };
    }
    return new SimpleImputerModel(columns, statistics, { kinds, indicated, warnings });
  }

  /** The kind of a column that can be filled. @throws KindredError `invalid-data` */
  private checkColumn(column: Column, name: string): FillKind {
    const { strategy, fillValue } = this.options;
    const fail = (what: string) => new KindredError('invalid-data', `column ${show(name)} is of kind ${column.kind}: ${what}`);
    if (column.kind === 'date') throw fail('a SimpleImputer fills numbers, texts and booleans');
    if (column.kind !== 'number' && (strategy === 'mean' || strategy === 'median'))
      throw fail(`the strategy "${strategy}" takes numbers; "mostFrequent" and "constant" take it`);
    if (strategy === 'constant' && fillValue !== undefined && typeof fillValue !== VALUES[column.kind])
      throw fail(`"fillValue" must be a ${VALUES[column.kind]}, got ${show(fillValue)}`);
    if (column.kind === 'number') refuseInfinite(column.values, name);
    return column.kind;
  }

  /** Of a column that has values: in sorted order, so that the order of the rows does not matter. */
  private statistic(table: Table, name: string): FillValue {
    const column = table.column(name);
    if (column.kind !== 'number') {
      const { categories, counts } = findCategories(table, name, undefined, false);
      let best = 0; // a missing cell is the last category
      for (let i = 1; i < categories.length; i++) if (categories[i] !== null && counts[i] > counts[best]) best = i;
      return categories[best]!;
    }
    const values = column.values.filter((v) => !Number.isNaN(v)).sort();
    switch (this.options.strategy) {
      case 'median':
        return middle(values);
      case 'mostFrequent':
        return longestRun(values);
      default:
        return mean(values);
    }
  }
}

/** Of sorted values. A sum beyond f64 is taken of the shares. -0 becomes 0, which a file keeps. */
function mean(values: Float64Array): number {
  const n = values.length;
  const sum = sumOf(values, 0, n);
  return (Number.isFinite(sum) ? sum / n : sumOf(values.map((v) => v / n), 0, n)) + 0; // prettier-ignore
}

function middle(values: Float64Array): number {
  const half = values.length >> 1;
  return mean(values.subarray(values.length % 2 === 0 ? half - 1 : half, half + 1));
}

/** The most frequent of sorted values, the smallest of equally frequent ones. */
function longestRun(values: Float64Array): number {
  let best = values[0];
  let most = 0;
  for (let start = 0; start < values.length;) {
    let end = start + 1;
    while (end < values.length && values[end] === values[start]) end++;
    if (end - start > most) [best, most] = [values[start], end - start];
    start = end;
  }
  return best + 0;
}
