/**
 * RfmSegmenter: scores from 1 to 5 by the quintiles of recency, frequency and monetary value, and ten customary segments by rule (Hughes 1994; the grid:
 * rfm-grid.ts).
 * @module
 */
import { checkOptions } from '../check.js';
import { KindredError } from '../errors.js';
import { quantile } from '../data/quantile.js';
import { sortedColumn } from '../preprocessing/sorted-column.js';
import type { Data } from '../preprocessing/transformer.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { figuresOf, RfmSegmenterModel } from './rfm-segmenter-model.js';

/**
 * The recipe; `fit` makes the model. A score is 1 and one more for each quintile that the value is above (the bins of `pandas.qcut`), for recency turned round: 5 for
 * the fewest days. So equal values have equal scores. Where many customers share a value, quintiles coincide, and scores between are not given: if half of
 * all have one order, they score 1, and the next 3 or more; a figure that is the same for all scores 1 (recency 5).
 */
export class RfmSegmenter {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'RfmSegmenter';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Record<never, never>>;

  /**
   * @throws KindredError `unknown-option`
   * @example
   * ```ts
   * import { RfmSegmenter, Table } from 'kindred';
   * const customers = Table.from({
   *   recency: [3, 40, 200, 90, 10, 150],
   *   frequency: [9, 4, 1, 2, 1, 5],
   *   monetary: [800, 300, 20, 60, 30, 500],
   * });
   * const model = new RfmSegmenter().fit(customers);
   * console.log(model.nameOf(model.predict(customers)[0]!)); // Champions
   * const why = model.explain([150, 5, 500]);
   * console.log(why.name, why.fm); // At risk 4
   * console.log(why.parts[0]); // { column: 'recency', value: 150, score: 2, above: 90, upTo: 150 }
   * ```
   */
  constructor(options: Record<never, never> = {}) {
    this.options = checkOptions('RfmSegmenter', {}, options);
  }

  /**
   * @param X - one row a customer: a table with the number columns recency, frequency and monetary, as `rfm` gives it, or a matrix of these
   * @throws KindredError `invalid-data` for no rows, or naming row and column of a missing value; `unknown-column`; `cancelled`
   */
  fit(X: Data, work?: LongWork): RfmSegmenterModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<RfmSegmenterModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [RfmSegmenterModel];
  }

  /** @internal */
  steps(X: Data): Steps<RfmSegmenterModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<RfmSegmenterModel> {
    const from = figuresOf(X);
    if (X.nRows === 0) throw new KindredError('invalid-data', '"X" must have at least 1 row, got 0');
    const edges: Float64Array[] = [];
    for (let j = 0; j < from.nColumns; j++) {
      const sorted = sortedColumn(from, j);
      edges.push(Float64Array.of(0.2, 0.4, 0.6, 0.8).map((q) => quantile(sorted, q) + 0)); // -0 and 0 are one value
      yield { done: j + 1, total: from.nColumns, stage: 'measuring columns' };
    }
    const [recency, frequency, monetary] = edges;
    return new RfmSegmenterModel({ recency, frequency, monetary });
  }
}
