/**
 * Propensity: how likely each customer is to order in the days to come, out of orders alone: a logistic regression on what was known of customers on earlier days and
 * what they did next.
 * @module
 */
import { checkOptions, integer, number, seed, type Constraints } from '../check.js';
import type { Table } from '../data/table.js';
import { toMs } from '../data/time.js';
import type { PipelineModel } from '../preprocessing/pipeline-model.js';
import { inThread, type Task } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import type { LogisticRegressionModel } from './logistic-regression-model.js';
import { ORDER_FEATURES, type OrderColumns, type OrderFeaturesOptions } from './order-features.js';
import type { PropensityEvaluation } from './propensity-evaluation.js';
import { outcomeClasses, outcomes } from './propensity-outcomes.js';

export interface PropensityOptions extends OrderFeaturesOptions {
  /** How many days to look ahead. Default 30. */
  horizonDays?: number;
  /** From how many earlier days to learn, each a horizon before the next; fewer where the orders do not reach back so far. Default 2. */
  snapshots?: number;
  /** Penalty of the regression: see `LogisticRegression`. Default 0.001. */
  l2?: number;
  /** Of the interval of `rocAuc`. Default 0. */
  seed?: number;
}

/** @internal */
export type PropensityChecked = OrderColumns & Required<Pick<PropensityOptions, 'horizonDays' | 'snapshots' | 'l2' | 'seed'>>;

/** @internal */
export const PROPENSITY: Constraints<PropensityOptions> = {
  ...ORDER_FEATURES,
  horizonDays: integer(30, 1),
  snapshots: integer(2, 1),
  l2: number(0.001, 0),
  seed: seed(),
};

/** What customers will do, and how well that is known. */
export interface Outcomes {
  /** The day it is counted from. */
  readonly asOf: Date;
  readonly horizonDays: number;
  /**
   * From the features of a customer to the probability: missing values filled, logarithms, one scale, logistic regression. Of new orders: `orderFeatures`, then
   * `model.predictProba(features)`; `model.explain(row)` tells why.
   */
  readonly model: PipelineModel<LogisticRegressionModel<boolean>>;
  /** What is known of each customer on the day: `customer` and the columns of `orderFeatures`. */
  readonly features: Table;
  /** One row a customer, in the order of `features`: `customer`, `probability`. */
  readonly scores: Table;
  readonly evaluation: PropensityEvaluation;
  /** How far each feature moves the log-odds of a customer on average, the strongest first. Features that say nearly the same share it among them. */
  readonly importance: readonly { readonly feature: string; readonly effect: number }[];
}

/**
 * Who is likely to order in the next days. The model learns from customers as they were on earlier days (two horizons before `asOf`, and three) and who of them ordered within a
 * horizon; it is tested on the last horizon before `asOf`, which it has not seen; then it learns from all of them and scores everyone as of today. Features of a day are
 * computed from the rows until that day only.
 * @param orders - one row an order line; by the names of `cleanOrders` (`customer`, `order`, `time`, `amount`) unless the options name others
 * @throws KindredError `invalid-data` where orders span less than three horizons, or all customers did the same (nobody came back, everybody did); `unknown-column`;
 * `invalid-option`, `unknown-option`; `cancelled`
 * @example
 * ```ts
 * import { propensity } from 'kindred';
 * import { cleanOrders, exampleShop, ordersReader } from 'kindred/io';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 500 }).orders);
 * const { scores, evaluation, model, features } = propensity(cleanOrders(reader.end()).orders, { horizonDays: 30 });
 * console.log(scores.columns, scores.nRows === features.nRows); // [ 'customer', 'probability' ] true
 * console.log(evaluation.rocAuc.value > evaluation.naive.rocAuc, evaluation.liftByDecile[0]!.lift > 1.5); // true true
 * const why = model.explain(features.row(0));
 * console.log(why.probability === scores.row(0)['probability']); // true
 * ```
 */
export function propensity(orders: Table, options: PropensityOptions = {}, work?: LongWork): Outcomes {
  return drain(propensitySteps(orders, options), work);
}

/** As `propensity`, giving way to other work. @throws KindredError as `propensity`
 * @example
 * ```ts
 * import { propensityAsync } from 'kindred';
 * import { cleanOrders, exampleShop, ordersReader } from 'kindred/io';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 300 }).orders);
 * const { horizonDays } = await propensityAsync(cleanOrders(reader.end()).orders, { horizonDays: 20 });
 * console.log(horizonDays); // 20
 * ```
 */
export function propensityAsync(orders: Table, options: PropensityOptions = {}, work?: LongWork): Promise<Outcomes> {
  return drainAsync(propensitySteps(orders, options), work);
}

/** @internal */
export const PROPENSITIES: Task<Asked<PropensityOptions>, null, Outcomes, Asked<PropensityOptions>> = {
  name: 'propensity',
  stage: 'learning from orders',
  isWhole: true,
  open: (shared) => shared,
  steps: ({ orders, options }) => found(orders, options),
};

/** @internal */
export interface Asked<O> {
  readonly orders: Table;
  readonly options: O;
}

/** @internal */
export const propensitySteps = (orders: Table, options: PropensityOptions = {}): Steps<Outcomes> =>
  inThread(PROPENSITIES, { orders, options }, outcomeClasses, found(orders, options));

function* found(orders: Table, options: PropensityOptions): Steps<Outcomes> {
  const given = checkOptions<PropensityOptions>('propensity', PROPENSITY, options) as PropensityChecked;
  const asOf = given.asOf === undefined ? undefined : toMs(given.asOf, 'ms', '"asOf"');
  return yield* outcomes(orders, given, asOf, {
    what: 'ordered',
    positive: (bought) => bought === 1,
    naive: (features) => features.column('recency', 'number').values.map((days) => -days),
  });
}
