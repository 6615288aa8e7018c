/**
 * LogisticRegression: the log-odds of a class are b + Σ w x (Cox 1958), of several classes their softmax; w with the least
 * Σ s (−log probability of the class) / Σ s + l2/2 Σ w² + l1 Σ |w|, the intercepts free.
 * @module
 */
import { checkOptions, type Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import type { Data } from '../preprocessing/transformer.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { columnsOf } from './columns.js';
import { LogisticRegressionModel } from './logistic-regression-model.js';
import { REGRESSION, type CheckedOptions, type RegressionOptions, type RegressionWork } from './options.js';
import { classWeightOption, classWeightsOf, rowWeights, type ClassWeight } from './row-weights.js';
import { classesOf } from './target.js';
import { train } from './train.js';
import { checkUpdateWork, type UpdateWork } from './update.js';
import { updateLogisticRegression } from './update-logistic-regression.js';

export interface LogisticRegressionOptions extends RegressionOptions {
  /** What a row of each class weighs, times its own weight. Default: 1. */
  classWeight?: ClassWeight;
}

/** @internal */
export const LOGISTIC_REGRESSION: Constraints<Required<LogisticRegressionOptions>> = { ...REGRESSION, classWeight: classWeightOption };

/** The recipe; `fit` makes the model. */
export class LogisticRegression {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'LogisticRegression';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<CheckedOptions & Pick<LogisticRegressionOptions, 'classWeight'>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { LogisticRegression, LogisticRegressionModel, Table } from 'kindred';
   * const visits = Table.from({ pages: [1, 2, 3, 9, 8, 4], device: ['phone', 'phone', 'desk', 'desk', 'phone', 'desk'] });
   * const bytes = new LogisticRegression({ l2: 0.1 }).fit(visits, ['no', 'no', 'yes', 'yes', 'yes', 'no']).toBytes();
   * const model = LogisticRegressionModel.fromBytes(bytes);
   * console.log(model.classes, model.features); // [ 'no', 'yes' ] [ 'pages', 'device=phone' ]
   * console.log(model.predict(visits).at(-2), model.predictProba(visits, 'yes')[3] > 0.5); // yes true
   * ```
   */
  constructor(options: LogisticRegressionOptions = {}) {
    this.options = checkOptions<Required<LogisticRegressionOptions>>('LogisticRegression', LOGISTIC_REGRESSION, options);
  }

  /**
   * With more than two classes each has a row of coefficients. Where nothing else decides (no penalty), the coefficients of a feature sum to 0 over the classes; the
   * intercepts always do.
   * @param X - rows: a Matrix, or a Table of numbers, booleans (0 and 1), dates (milliseconds) and categories (one coefficient each, never expanded). A missing
   * category is one of its own; a missing number is an error: impute first
   * @param y - one label a row: texts, numbers or booleans, of one kind
   * @param work - `sampleWeight`: how often each row counts, default 1
   * @throws KindredError `invalid-data` naming row and column, or for one class only; `diverged` for a learning rate that is too large; `too-large`; `cancelled`
   */
  fit<L extends Label>(X: Data, y: Labels<L>, work?: RegressionWork): LogisticRegressionModel<L> {
    return drain(this.steps(X, y, work), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync<L extends Label>(X: Data, y: Labels<L>, work?: RegressionWork): Promise<LogisticRegressionModel<L>> {
    return drainAsync(this.steps(X, y, work), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [LogisticRegressionModel];
  }

  /** @internal */
  steps<L extends Label>(X: Data, y: Labels<L>, { sampleWeight }: RegressionWork = {}): Steps<LogisticRegressionModel<L>> {
    return fitted(this, [X, y, { sampleWeight }], this.train(X, y, { sampleWeight }));
  }

  private *train<L extends Label>(X: Data, y: Labels<L>, { sampleWeight }: RegressionWork): Steps<LogisticRegressionModel<L>> {
    const { classWeight, drop } = this.options;
    const columns = columnsOf(X, drop);
    const { classes, codes } = classesOf(y, X.nRows);
    const own = rowWeights(sampleWeight, X.nRows);
    const factors = classWeightsOf(own, codes, classes, classWeight);
    const classWeights = classWeight && factors;
    const s = classWeights ? own.map((v, i) => v * factors[codes[i]]) : own;
    const binary = classes.length === 2;
    const training = { columns, y: Float64Array.from(codes), s, classWeights } as const;
    const { weights, found } = yield* train(
      binary ? { ...training, loss: 'logistic', k: 1 } : { ...training, loss: 'softmax', k: classes.length },
      this.options,
    );
    return new LogisticRegressionModel<L>(weights, found, classes, classWeights);
  }

  /**
   * The model with a few more rows learned, one step of stochastic gradient descent each in their order, without the rows it was fitted on: for learning where the
   * visitor is. The given model stays as it is; the same calls in the same order give the same bytes. A row weighs as much as each row before it (`decay` lets those
   * fade), in the scale of each column; `l1`, `l2` and weights of classes hold on. Means, columns and classes stay those of the fit; standard errors are gone.
   * @param model - of this kind, from a fit, a file or an update
   * @param X - the columns that the model was fitted on
   * @param y - one of the model's classes a row
   * @param work - `sampleWeight`, `decay`
   * @throws KindredError `invalid-data` for a label that is none of the classes, a missing number or an unknown category, naming the row; `invalid-option`
   * @example
   * ```ts
   * import { LogisticRegression, Table } from 'kindred';
   * const visits = Table.from({ pages: [1, 2, 3, 9, 8, 4], device: ['phone', 'phone', 'desk', 'desk', 'phone', 'desk'] });
   * const recipe = new LogisticRegression({ l2: 0.1 });
   * const model = recipe.fit(visits, ['no', 'no', 'yes', 'yes', 'yes', 'no']);
   * const click = Table.from({ pages: [2], device: ['phone'] });
   * const wiser = recipe.update(model, click, ['yes'], { decay: 0.9 });
   * console.log(wiser.predictProba(click, 'yes')[0] > model.predictProba(click, 'yes')[0]); // true
   * ```
   */
  update<L extends Label>(model: LogisticRegressionModel<L>, X: Data, y: Labels<L>, work?: UpdateWork): LogisticRegressionModel<L> {
    const { l1, l2 } = this.options;
    return updateLogisticRegression(model, X, y, { ...checkUpdateWork(work), l1, l2 });
  }
}
