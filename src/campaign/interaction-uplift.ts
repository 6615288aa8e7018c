/**
 * InteractionUplift: one regression of the columns x, the treatment t and their products: E[y | x, t] = f(b + Σ w x + t (c + Σ v x)), asked with t = 1 and t = 0
 * (Lo 2002; an S-learner with interactions). What the arms have in common is learned from all rows.
 * @module
 */
import { checkOptions, type Constraint, type Constraints } from '../check.js';
import { KindredError, nearMiss, show } from '../errors.js';
import type { Data } from '../preprocessing/transformer.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { columnsOf } from '../regression/columns.js';
import { cellsToScore } from '../regression/inputs.js';
import { LinearRegression } from '../regression/linear-regression.js';
import { LogisticRegression } from '../regression/logistic-regression.js';
import type { Label, Labels } from '../data/labels.js';
import { InteractionUpliftModel } from './interaction-uplift-model.js';
import { expand, withTreatment } from './interactions.js';
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

export interface InteractionUpliftOptions {
  /**
   * Learns all arms at once: a LogisticRegression for an outcome that happens or not, a LinearRegression for money. Without a penalty, and where all columns interact,
   * it says the same as TwoModelUplift; an `l2` or `l1` pulls the arms together. Default: `new LogisticRegression({ l2: 1e-4, handleUnknown: 'ignore' })`.
   */
  estimator?: OutcomeEstimator;
  /** The columns whose effect may differ between the arms. Default: all. */
  interactions?: readonly string[];
}

const interactionsOption: Constraint<readonly string[]> = {
  default: undefined,
  expected: 'a list of column names',
  accepts: (v) => v === undefined || (Array.isArray(v) && v.every((name) => typeof name === 'string')),
  invalid: ['age', [1], null],
};

/** @internal */
export const INTERACTION: Constraints<Required<InteractionUpliftOptions>> = {
  estimator: estimatorOption(LogisticRegression, LinearRegression),
  interactions: interactionsOption,
};

/** The recipe; `fit` makes the model. */
export class InteractionUplift {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'InteractionUplift';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<Pick<InteractionUpliftOptions, 'estimator'>> & Pick<InteractionUpliftOptions, 'interactions'>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Table } from 'kindred';
   * import { InteractionUplift } from 'kindred/campaign';
   * // each number of pages, with and without the mail, 20 times
   * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, mail: Math.floor(i / 10) % 2 === 1, luck: Math.floor(i / 20) }));
   * const bought = rows.map(({ pages, mail, luck }) => luck < (mail ? pages : 3) + 2);
   * const table = Table.from(rows);
   * const model = new InteractionUplift().fit(table.select(['pages']), bought, table.column('mail'));
   * const [few, many] = model.predict(Table.from({ pages: [0, 9] }));
   * console.log(few < 0, many > 0.2); // true true
   * ```
   */
  constructor(options: InteractionUpliftOptions = {}) {
    const { estimator, interactions } = checkOptions<Required<InteractionUpliftOptions>>('InteractionUplift', INTERACTION, options);
    this.options = Object.freeze({ estimator: estimator ?? defaultEstimator(), interactions });
  }

  /**
   * @param X - rows, as of the regressions: a Matrix of numbers, or a Table with categories too
   * @param y - the outcome of each row: two labels, the second of which is the response (0 and 1, false and true, 'no' and 'yes'); money with a LinearRegression
   * @param treatment - what each row got, chosen at random; with several treatments each has its own interactions
   * @param work - `control`: the label of those who were left alone (default 0 or false); `sampleWeight`
   * @throws KindredError `invalid-data` naming row and column, for an arm of fewer than 2 rows or of one outcome only; `unknown-column` for an interaction; `invalid-option`;
   * `diverged`; `cancelled`
   */
  fit<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): InteractionUpliftModel<T> {
    return drain(this.steps(X, y, treatment, work), longOf(work));
  }

  /** As `fit`, giving way to other work. */
  fitAsync<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): Promise<InteractionUpliftModel<T>> {
    return drainAsync(this.steps(X, y, treatment, work), longOf(work));
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [InteractionUpliftModel];
  }

  /** @internal */
  steps<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T> = {}): Steps<InteractionUpliftModel<T>> {
    return fitted(this, [X, y, treatment, work], this.train(X, y, treatment, work));
  }

  private *train<T extends Label>(X: Data, y: Labels, treatment: Labels<T>, work: UpliftWork<T>): Steps<InteractionUpliftModel<T>> {
    const { estimator, interactions } = this.options;
    const campaign = campaignOf(X, y, treatment, work, estimator);
    checkOutcomes(campaign);
    const { arms, classes, s } = campaign;
    const { control, treatments, codes } = arms;
    const { inputs, named: hasNames } = columnsOf(X, estimator.options.drop);
    const cells = cellsToScore(X, inputs, hasNames, 'error');
    const names = inputs.map(({ name }) => name);
    const unknown = interactions?.find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new KindredError(
        'unknown-column',
        `"interactions" names ${show(unknown)}, which is no column of "X"${nearMiss(unknown, names)}; it has: ${names.join(', ')}`,
      );
    const interacts = Uint8Array.from(names, (name) => (!interactions || interactions.includes(name) ? 1 : 0));
    const reading = { inputs, interacts, nTreatments: treatments.length, named: hasNames, handleUnknown: estimator.options.handleUnknown };
    const features = withTreatment(reading, expand(reading, cells, X.nRows), codes);
    const model = yield* named(estimator.steps(features, campaign.y, { sampleWeight: s }) as Steps<OutcomeModel>, 'all arms');
    return new InteractionUpliftModel({ control, treatments, classes }, reading, model);
  }
}
