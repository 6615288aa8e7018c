/**
 * OneHotEncoder: a column of categories becomes one column of 0 and 1 for each category, as scikit-learn; rare ones may share a column.
 * @module
 */
import { checkOptions, oneOf, type Constraints } from '../check.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { tableToFit } from './as-table.js';
import { findCategories, type Found } from './categories.js';
import { categoriesOption, checkGiven, given, type GivenCategories } from './given-categories.js';
import { HANDLE_UNKNOWN, nGroups, type HandleUnknown, type OneHotColumn } from './one-hot-blocks.js';
import { OneHotEncoderModel } from './one-hot-encoder-model.js';
import type { Data } from './transformer.js';

export interface OneHotEncoderOptions {
  /** The categories there may be, in the order of the output columns, by column; null is a missing cell. Default: of each column those that fit finds, sorted. */
  categories?: GivenCategories;
  /** Leave out the first output column of each input column (`'first'`), or of those that have two (`'ifBinary'`). Default `'none'`. */
  drop?: 'none' | 'first' | 'ifBinary';
  /** What a category becomes that fit has not seen: an error, zeros, the column of the rare ones (zeros if there is none), or a column of its own. Default `'error'`. */
  handleUnknown?: HandleUnknown;
  /** Categories of fewer rows share one column: a count from 1, or a share of the rows below 1. Default 0. */
  minFrequency?: number;
  /** A column of as many categories or more keeps the commonest, one fewer than this; the others share one column. Default Infinity. */
  maxCategories?: number;
}

/** @internal */
export const ONE_HOT_ENCODER: Constraints<Required<OneHotEncoderOptions>> = {
  categories: categoriesOption,
  drop: oneOf('none', 'none', 'first', 'ifBinary'),
  handleUnknown: oneOf('error', ...HANDLE_UNKNOWN),
  minFrequency: {
    default: 0,
    expected: 'an integer from 0 (rows) or a number below 1 (a share of the rows)',
    accepts: (v) => typeof v === 'number' && v >= 0 && (v < 1 || Number.isSafeInteger(v)),
    invalid: [-1, 1.5, NaN, Infinity, '1', null],
  },
  maxCategories: {
    default: Infinity,
    expected: 'an integer from 1, or Infinity',
    accepts: (v) => v === Infinity || (Number.isSafeInteger(v) && (v as number) >= 1),
    invalid: [0, 1.5, NaN, '1', null],
  },
};

/**
 * The recipe; `fit` makes the model. A missing cell is a category of its own where fit saw one, else it is unknown. A constant column gives one column of ones
 * (with `drop: 'first'` none), a column without any value one called `missing(name)`.
 */
export class OneHotEncoder {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'OneHotEncoder';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<OneHotEncoderOptions>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { OneHotEncoder } from 'kindred/preprocessing';
   * const table = Table.from({ plan: ['year', 'month', 'month'] });
   * const model = new OneHotEncoder({ handleUnknown: 'ignore' }).fit(table);
   * console.log(model.outputColumns); // [ 'plan=month', 'plan=year' ]
   * console.log(model.transform(Table.from({ plan: ['week'] })).toMatrix().data); // Float64Array(2) [ 0, 0 ]
   * ```
   */
  constructor(options: OneHotEncoderOptions = {}) {
    this.options = checkOptions<Required<OneHotEncoderOptions>>('OneHotEncoder', ONE_HOT_ENCODER, options);
  }

  /**
   * @param X - columns of texts, whole numbers, or true and false
   * @throws KindredError `invalid-data` for no rows, a column that holds no categories, or two output columns of one name; `unknown-column`; `cancelled`
   */
  fit(X: Data, work?: LongWork): OneHotEncoderModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<OneHotEncoderModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [OneHotEncoderModel];
  }

  /** @internal */
  steps(X: Data): Steps<OneHotEncoderModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<OneHotEncoderModel> {
    const { drop, handleUnknown, categories } = this.options;
    const table = tableToFit(X);
    checkGiven(categories, table.columns);
    const encoded: OneHotColumn[] = [];
    for (const name of table.columns) {
      const found = findCategories(table, name, given(categories, name), handleUnknown === 'error');
      const column = { name, categories: found.categories, infrequent: this.infrequent(found, table.nRows) };
      encoded.push({ ...column, dropped: drop === 'first' || (drop === 'ifBinary' && nGroups(column) === 2) ? 0 : -1 });
      yield { done: encoded.length, total: table.columns.length, stage: 'finding categories' };
    }
    return new OneHotEncoderModel(encoded, handleUnknown);
  }

  /** The places of the rare categories (as scikit-learn: of equally common ones the later are kept). */
  private infrequent({ counts }: Found, nRows: number): number[] {
    const { minFrequency, maxCategories } = this.options;
    const least = minFrequency < 1 ? minFrequency * nRows : minFrequency;
    const all = Array.from(counts.keys());
    const rare = new Set(all.filter((i) => counts[i] < least));
    if (counts.length - rare.size >= maxCategories) {
      const byCount = [...all].sort((a, b) => counts[a] - counts[b] || a - b);
      byCount.slice(0, counts.length - maxCategories + 1).forEach((i) => rare.add(i));
    }
    return all.filter((i) => rare.has(i));
  }
}
