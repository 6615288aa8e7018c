/**
 * OrdinalEncoder: each category of a column becomes its place in their order (0, 1, 2 ...), as scikit-learn: for categories that have one, as sizes S, M, L.
 * @module
 */
import { checkOptions, oneOf, type Constraint, type Constraints } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { tableToFit } from './as-table.js';
import { findCategories, type Category } from './categories.js';
import { categoriesOption, checkGiven, given, type GivenCategories } from './given-categories.js';
import { OrdinalEncoderModel } from './ordinal-encoder-model.js';
import type { Data } from './transformer.js';

export interface OrdinalEncoderOptions {
  /** The categories there may be, in their order, by column; null is a missing cell. Default: of each column those that fit finds, sorted. */
  categories?: GivenCategories;
  /** Whether a category that fit has not seen is an error or becomes `unknownValue`. Default `'error'`. */
  handleUnknown?: 'error' | 'useEncodedValue';
  /** No place of a category; NaN makes the cell missing. Default NaN. */
  unknownValue?: number;
  /** What a missing cell becomes where fit saw one; no place of a category; NaN leaves it missing. Default NaN. */
  encodedMissingValue?: number;
}

const code: Constraint<number> = {
  default: NaN,
  expected: 'a finite number, or NaN',
  accepts: (v) => typeof v === 'number' && v !== Infinity && v !== -Infinity,
  invalid: [Infinity, '1', null],
};

/** @internal */
export const ORDINAL_ENCODER: Constraints<Required<OrdinalEncoderOptions>> = {
  categories: categoriesOption,
  handleUnknown: oneOf('error', 'error', 'useEncodedValue'),
  unknownValue: code,
  encodedMissingValue: code,
};

/** The recipe; `fit` makes the model. A missing cell where fit saw none is an unknown category; a constant column becomes 0. */
export class OrdinalEncoder {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'OrdinalEncoder';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<OrdinalEncoderOptions>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { OrdinalEncoder } from 'kindred/preprocessing';
   * const table = Table.from({ size: ['M', 'S', 'L'] });
   * const model = new OrdinalEncoder({ categories: { size: ['S', 'M', 'L'] } }).fit(table);
   * console.log(model.transform(table).toMatrix().data); // Float64Array(3) [ 1, 0, 2 ]
   * ```
   */
  constructor(options: OrdinalEncoderOptions = {}) {
    this.options = checkOptions<Required<OrdinalEncoderOptions>>('OrdinalEncoder', ORDINAL_ENCODER, options);
  }

  /**
   * @param X - columns of texts, whole numbers, or true and false
   * @throws KindredError `invalid-data` for no rows, a column that holds no categories, or a code that is the place of one; `unknown-column`; `cancelled`
   */
  fit(X: Data, work?: LongWork): OrdinalEncoderModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<OrdinalEncoderModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [OrdinalEncoderModel];
  }

  /** @internal */
  steps(X: Data): Steps<OrdinalEncoderModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<OrdinalEncoderModel> {
    const { categories, handleUnknown, unknownValue, encodedMissingValue } = this.options;
    const table = tableToFit(X);
    const refuse = handleUnknown === 'error';
    checkGiven(categories, table.columns);
    const found: (readonly Category[])[] = [];
    for (const name of table.columns) {
      found.push(findCategories(table, name, given(categories, name), refuse).categories);
      yield { done: found.length, total: table.columns.length, stage: 'finding categories' };
    }
    const most = found.reduce((size, list) => Math.max(size, list.filter((category) => category !== null).length), 0);
    if (!refuse) checkCode('unknownValue', unknownValue, most);
    checkCode('encodedMissingValue', encodedMissingValue, most);
    return new OrdinalEncoderModel(table.columns, found, { unknown: refuse ? undefined : unknownValue, missing: encodedMissingValue });
  }
}

/** @throws KindredError `invalid-data` */
function checkCode(option: string, value: number, nCategories: number): void {
  if (Number.isInteger(value) && value >= 0 && value < nCategories)
    throw new KindredError('invalid-data', mustBe(option, `no place of a category (0 to ${nCategories - 1})`, value));
}
