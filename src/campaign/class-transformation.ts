/**
 * ClassTransformation: z = 1 where somebody was treated and responded, or neither; with arms of equal weight the uplift is 2 P(z = 1 | x) − 1 (Jaskowski &
 * Jaroszewicz 2012; also called the revert-label or class variable transformation). Arms that are not equal are weighted to be so: each row by 1 / (2 P(its arm)).
 * @module
 */
import { checkOptions, number, optional, type Constraints } from '../check.js';
import { KindredError, show } from '../errors.js';
import type { Data } from '../preprocessing/transformer.js';
import { takeRowsOf } from '../evaluation/row-lists.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { LogisticRegression } from '../regression/logistic-regression.js';
import type { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import type { Label, Labels } from '../data/labels.js';
import { CONTROL, rowsWhere } from './arms.js';
import { ClassTransformationModel } from './class-transformation-model.js';
import { campaignOf, defaultEstimator, estimatorOption, longOf, named, type UpliftWork } from './learning.js';

export interface ClassTransformationOptions {
  /** Default: `new LogisticRegression({ l2: 1e-4, handleUnknown: 'ignore' })`. */
  estimator?: LogisticRegression;
  /** Of a treatment and the control, with which probability somebody got the treatment, as the campaign was planned. Default: the share that did. */
  propensity?: number;
}

/** @internal */
export const CLASS_TRANSFORMATION: Constraints<Required<ClassTransformationOptions>> = {
  estimator: estimatorOption(LogisticRegression) as never,
  propensity: optional({ ...number(undefined, 0.001, 0.999), invalid: [0, 1, NaN, '0.5', null] }),
};

/** The recipe; `fit` makes the model. */
export class ClassTransformation {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'ClassTransformation';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<Pick<ClassTransformationOptions, 'estimator'>> & Pick<ClassTransformationOptions, 'propensity'>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { ClassTransformation } from 'kindred/campaign';
   * // each number of pages, with and without the mail, 20 times
   * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, mail: Math.floor(i / 10) % 2 === 1, luck: Math.floor(i / 20) }));
   * const bought = rows.map(({ pages, mail, luck }) => luck < (mail ? pages : 3) + 2);
   * const table = Table.from(rows);
   * const model = new ClassTransformation().fit(table.select(['pages']), bought, table.column('mail'));
   * const [few, many] = model.predict(Table.from({ pages: [0, 9] }));
   * console.log(few < 0, many > 0.2); // true true
   * ```
   */
  constructor(options: ClassTransformationOptions = {}) {
    const { estimator, propensity } = checkOptions<Required<ClassTransformationOptions>>(
      'ClassTransformation',
      CLASS_TRANSFORMATION,
      options,
    );
    this.options = Object.freeze({ estimator: estimator ?? defaultEstimator(), propensity });
  }

  /**
   * @param X - rows, as of the regressions: a Matrix of numbers, or a Table with categories too
   * @param y - the outcome of each row: two labels, the second of which is the response (0 and 1, false and true, 'no' and 'yes')
   * @param treatment - what each row got, chosen at random; with several treatments each is compared with the control
   * @param work - `control`: the label of those who were left alone (default 0 or false); `sampleWeight`
   * @throws KindredError `invalid-data` naming row and column, for an arm of fewer than 2 rows; `invalid-option`; `diverged`; `cancelled`
   */
  fit<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): ClassTransformationModel<T> {
    return drain(this.steps(X, y, treatment, work), longOf(work));
  }

  /** As `fit`, giving way to other work. */
  fitAsync<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): Promise<ClassTransformationModel<T>> {
    return drainAsync(this.steps(X, y, treatment, work), longOf(work));
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [ClassTransformationModel];
  }

  /** @internal */
  steps<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): Steps<ClassTransformationModel<T>> {
    return fitted(this, [X, y, treatment, work], this.train(X, y, treatment, work));
  }

  private *train<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T>): Steps<ClassTransformationModel<T>> {
    const { estimator } = this.options;
    const { arms, classes, s, ...campaign } = campaignOf(X, y, treatment, work, estimator);
    const { control, treatments, codes } = arms;
    const models: LogisticRegressionModel<number>[] = [];
    for (const [place, label] of treatments.entries()) {
      const rows = rowsWhere(codes, (code) => code === place || code === CONTROL);
      const treated = Uint8Array.from(rows, (i) => (codes[i] === place ? 1 : 0));
      const z = Float64Array.from(rows, (i, r) => (treated[r] === campaign.y[i] ? 1 : 0));
      if (z.every((v) => v === z[0]))
        throw new KindredError('invalid-data', `${show(label)} and the control tell nothing apart: in each, every outcome is the same`);
      const sampleWeight = this.balanced(
        treated,
        Float64Array.from(rows, (i) => s[i]),
        label,
      );
      models.push(
        yield* named(estimator.steps(takeRowsOf(X, rows), z, { sampleWeight }), String(label)) as Steps<LogisticRegressionModel<number>>,
      );
    }
    return new ClassTransformationModel({ control, treatments, classes }, models);
  }

  /** The rows' weights, those of each arm divided by twice the share it has. @throws KindredError `invalid-data` for an arm that weighs nothing */
  private balanced(treated: Uint8Array, s: Float64Array, label: Label): Float64Array {
    let [all, ofTreated] = [0, 0];
    s.forEach((weight, r) => {
      all += weight;
      if (treated[r] === 1) ofTreated += weight;
    });
    if (!(ofTreated > 0 && ofTreated < all))
      throw new KindredError('invalid-data', `no row of ${ofTreated > 0 ? 'the control' : show(label)} weighs anything`);
    const share = this.options.propensity ?? ofTreated / all;
    return s.map((weight, r) => weight / (2 * (treated[r] === 1 ? share : 1 - share)));
  }
}
