/**
 * LinearRegression: ŷ = b + Σ w x with the least Σ s (y − ŷ)² / 2 Σ s + l2/2 Σ w² + l1 Σ |w|, the intercept free (least squares; Hoerl & Kennard 1970; Tibshirani 1996).
 * @module
 */
import { checkOptions } from '../check.js';
import type { Data } from '../preprocessing/transformer.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { columnsOf } from './columns.js';
import { LinearRegressionModel } from './linear-regression-model.js';
import { REGRESSION, type CheckedOptions, type RegressionOptions, type RegressionWork } from './options.js';
import { numbersOf, type Numbers } from './target.js';
import { train } from './train.js';
import { checkUpdateWork, type UpdateWork } from './update.js';
import { updateLinearRegression } from './update-linear-regression.js';
import { rowWeights } from './row-weights.js';

/** The recipe; `fit` makes the model. */
export class LinearRegression {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'LinearRegression';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<CheckedOptions>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { LinearRegression, Table } from 'kindred';
   * const orders = Table.from({ visits: [1, 2, 3, 4], plan: ['free', 'paid', 'free', 'paid'] });
   * const model = new LinearRegression().fit(orders, [10, 40, 30, 60]);
   * console.log(model.features, Array.from(model.coefficients, Math.round), Math.round(model.intercept)); // [ 'visits', 'plan=paid' ] [ 10, 20 ] 0
   * console.log(model.explain({ visits: 2, plan: 'paid' }).score === model.predict(orders)[1]); // true
   * ```
   */
  constructor(options: RegressionOptions = {}) {
    this.options = checkOptions<Required<RegressionOptions>>('LinearRegression', REGRESSION, options);
  }

  /**
   * @param X - rows: a Matrix, or a Table of numbers, booleans (0 and 1), dates (milliseconds) and categories (one coefficient each, never expanded). A missing
   * category is one of its own; a missing number is an error: impute first
   * @param y - one finite number a row
   * @param work - `sampleWeight`: how often each row counts, default 1
   * @throws KindredError `invalid-data` naming row and column; `diverged` for a learning rate that is too large; `too-large`; `cancelled`
   */
  fit(X: Data, y: Numbers, work?: RegressionWork): LinearRegressionModel {
    return drain(this.steps(X, y, work), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, y: Numbers, work?: RegressionWork): Promise<LinearRegressionModel> {
    return drainAsync(this.steps(X, y, work), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [LinearRegressionModel];
  }

  /** @internal */
  steps(X: Data, y: Numbers, { sampleWeight }: RegressionWork = {}): Steps<LinearRegressionModel> {
    return fitted(this, [X, y, { sampleWeight }], this.train(X, y, { sampleWeight }));
  }

  private *train(X: Data, y: Numbers, { sampleWeight }: RegressionWork): Steps<LinearRegressionModel> {
    const columns = columnsOf(X, this.options.drop);
    const s = rowWeights(sampleWeight, X.nRows);
    const { weights, found } = yield* train({ columns, y: numbersOf(y, X.nRows), s, loss: 'squared', k: 1 }, this.options);
    return new LinearRegressionModel(weights, found);
  }

  /**
   * The model with a few more rows learned, without the rows it was fitted on: see `update` of LogisticRegression.
   * @param model - from a fit, a file or an update; it stays as it is
   * @param X - the columns that the model was fitted on
   * @param y - one finite number a row
   * @param work - `sampleWeight`, `decay`
   * @throws KindredError `invalid-data`, `invalid-option`
   * @example
   * ```ts
   * import { LinearRegression, Matrix } from 'kindred';
   * const recipe = new LinearRegression();
   * const model = recipe.fit(Matrix.from([[1], [2], [4]]), [10, 20, 40]);
   * const later = recipe.update(model, Matrix.from([[3]]), [60], { decay: 0.5 });
   * console.log(later.predict(Matrix.from([[3]]))[0] > 40); // true
   * ```
   */
  update(model: LinearRegressionModel, X: Data, y: Numbers, work?: UpdateWork): LinearRegressionModel {
    const { l1, l2 } = this.options;
    return updateLinearRegression(model, X, y, { ...checkUpdateWork(work), l1, l2 });
  }
}
