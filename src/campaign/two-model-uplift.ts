/**
 * TwoModelUplift: E[y | x, treated] − E[y | x, control], each learned on its own arm (the two-model approach, T-learner: Radcliffe & Surry 1999; Künzel et al.
 * 2019).
 * @module
 */
import { checkOptions, type Constraints } from '../check.js';
import type { Data } from '../preprocessing/transformer.js';
import { takeRowsOf } from '../evaluation/row-lists.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { LinearRegression } from '../regression/linear-regression.js';
import { LogisticRegression } from '../regression/logistic-regression.js';
import type { Label, Labels } from '../data/labels.js';
import { CONTROL, rowsWhere } from './arms.js';
import {
  campaignOf,
  checkOutcomes,
  defaultEstimator,
  estimatorOption,
  longOf,
  named,
  type OutcomeEstimator,
  type UpliftWork,
} from './learning.js';
import type { OutcomeModel } from './outcome-model.js';
import { TwoModelUpliftModel } from './two-model-uplift-model.js';

export interface TwoModelUpliftOptions {
  /**
   * Learns each arm: a LogisticRegression for an outcome that happens or not, a LinearRegression for money. A category that only one of the arms has seen is an error
   * in the other unless it has `handleUnknown: 'ignore'`. Default: `new LogisticRegression({ l2: 1e-4, handleUnknown: 'ignore' })`.
   */
  estimator?: OutcomeEstimator;
}

/** @internal */
export const TWO_MODEL: Constraints<Required<TwoModelUpliftOptions>> = { estimator: estimatorOption(LogisticRegression, LinearRegression) };

/** The recipe; `fit` makes the model. */
export class TwoModelUplift {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'TwoModelUplift';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<TwoModelUpliftOptions>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { TwoModelUplift } from 'kindred/campaign';
   * // each number of pages, with and without the mail, 20 times
   * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, mail: Math.floor(i / 10) % 2 === 1, luck: Math.floor(i / 20) }));
   * const bought = rows.map(({ pages, mail, luck }) => luck < (mail ? pages : 3) + 2);
   * const table = Table.from(rows);
   * const model = new TwoModelUplift().fit(table.select(['pages']), bought, table.column('mail'));
   * const [few, many] = model.predict(Table.from({ pages: [0, 9] }));
   * console.log(few < 0, many > 0.2); // true true
   * ```
   */
  constructor(options: TwoModelUpliftOptions = {}) {
    const { estimator } = checkOptions<Required<TwoModelUpliftOptions>>('TwoModelUplift', TWO_MODEL, options);
    this.options = Object.freeze({ estimator: estimator ?? defaultEstimator() });
  }

  /**
   * @param X - rows, as of the regressions: a Matrix of numbers, or a Table with categories too
   * @param y - the outcome of each row: two labels, the second of which is the response (0 and 1, false and true, 'no' and 'yes'); money with a LinearRegression
   * @param treatment - what each row got, chosen at random; with several treatments each is compared with the control
   * @param work - `control`: the label of those who were left alone (default 0 or false); `sampleWeight`
   * @throws KindredError `invalid-data` naming row and column, for an arm of fewer than 2 rows or of one outcome only; `invalid-option`; `diverged`; `cancelled`
   */
  fit<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): TwoModelUpliftModel<T> {
    return drain(this.steps(X, y, treatment, work), longOf(work));
  }

  /** As `fit`, giving way to other work. */
  fitAsync<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): Promise<TwoModelUpliftModel<T>> {
    return drainAsync(this.steps(X, y, treatment, work), longOf(work));
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [TwoModelUpliftModel];
  }

  /** @internal */
  steps<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): Steps<TwoModelUpliftModel<T>> {
    return fitted(this, [X, y, treatment, work], this.train(X, y, treatment, work));
  }

  private *train<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T>): Steps<TwoModelUpliftModel<T>> {
    const { estimator } = this.options;
    const campaign = campaignOf(X, y, treatment, work, estimator);
    checkOutcomes(campaign);
    const { arms, classes, s } = campaign;
    const { control, treatments, codes } = arms;
    const models: OutcomeModel[] = [];
    for (const [place, label] of [control, ...treatments].entries()) {
      const rows = rowsWhere(codes, (code) => code === (place === 0 ? CONTROL : place - 1));
      const outcome = takeRowsOf(campaign.y, rows);
      const steps = estimator.steps(takeRowsOf(X, rows), outcome, { sampleWeight: takeRowsOf(s, rows) }) as Steps<OutcomeModel>;
      models.push(yield* named(steps, String(label)));
    }
    return new TwoModelUpliftModel({ control, treatments, classes }, models[0], models.slice(1));
  }
}
