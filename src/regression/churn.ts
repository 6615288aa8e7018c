/**
 * Churn: which active customers are about to leave, that is to order nothing in the days to come.
 * @module
 */
import { checkOptions, integer, optional, type Constraints } from '../check.js';
import type { Table } from '../data/table.js';
import { toMs } from '../data/time.js';
import { inThread, type Task } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { featuresAt } from './order-features.js';
import { outcomeClasses, outcomes } from './propensity-outcomes.js';
import { PROPENSITY, type Asked, type Outcomes, type PropensityChecked, type PropensityOptions } from './propensity.js';

export interface ChurnOptions extends Omit<PropensityOptions, 'horizonDays'> {
  /** How many days without an order are leaving. Default 90. */
  horizonDays?: number;
  /** Who ordered in so many days before the day is active, and can leave. Default: twice `horizonDays`. */
  activeDays?: number;
}

/** @internal */
export const CHURN: Constraints<ChurnOptions> = { ...PROPENSITY, horizonDays: integer(90, 1), activeDays: optional(integer(undefined, 1)) };

/** Who is about to leave, and who has left. */
export interface Churn extends Outcomes {
  readonly activeDays: number;
  /** Who ordered nothing for more than `activeDays`: `customer` and the columns of `orderFeatures`. They have no score. */
  readonly lost: Table;
}

/**
 * The probability that an active customer orders nothing in the next days. Who has ordered nothing for `activeDays` already is `lost`. How it learns and is tested:
 * see `propensity`, whose answer of the same horizon is the opposite, over all customers.
 * @param orders - as for `propensity`
 * @throws KindredError as `propensity`
 * @example
 * ```ts
 * import { churn } from 'kindred';
 * import { cleanOrders, exampleShop, ordersReader } from 'kindred/io';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 500 }).orders);
 * const { scores, lost, evaluation } = churn(cleanOrders(reader.end()).orders, { horizonDays: 60 });
 * console.log(scores.nRows > lost.nRows, evaluation.rocAuc.value > 0.6); // true true
 * ```
 */
export function churn(orders: Table, options: ChurnOptions = {}, work?: LongWork): Churn {
  return drain(churnSteps(orders, options), work);
}

/** As `churn`, giving way to other work. @throws KindredError as `propensity`
 * @example
 * ```ts
 * import { churnAsync } from 'kindred';
 * import { cleanOrders, exampleShop, ordersReader } from 'kindred/io';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 300 }).orders);
 * const { activeDays } = await churnAsync(cleanOrders(reader.end()).orders, { horizonDays: 60 });
 * console.log(activeDays); // 120
 * ```
 */
export function churnAsync(orders: Table, options: ChurnOptions = {}, work?: LongWork): Promise<Churn> {
  return drainAsync(churnSteps(orders, options), work);
}

/** @internal */
export const CHURNS: Task<Asked<ChurnOptions>, null, Churn, Asked<ChurnOptions>> = {
  name: 'churn',
  stage: 'learning from orders',
  isWhole: true,
  open: (shared) => shared,
  steps: ({ orders, options }) => leaving(orders, options),
};

/** @internal */
export const churnSteps = (orders: Table, options: ChurnOptions = {}): Steps<Churn> =>
  inThread(CHURNS, { orders, options }, outcomeClasses, leaving(orders, options));

function* leaving(orders: Table, options: ChurnOptions): Steps<Churn> {
  const { activeDays: days, ...given } = checkOptions<ChurnOptions>('churn', CHURN, options) as PropensityChecked & { activeDays?: number };
  const activeDays = days ?? 2 * given.horizonDays;
  const asOf = given.asOf === undefined ? undefined : toMs(given.asOf, 'ms', '"asOf"');
  const recency = (features: Table) => features.column('recency', 'number').values;
  const found = yield* outcomes(orders, given, asOf, {
    what: 'left',
    among: (features) => Array.from(recency(features), (silence) => silence <= activeDays),
    positive: (bought) => bought === 0,
    naive: recency,
  });
  const all = featuresAt(orders, given, found.asOf.getTime());
  const lost = all.filter(Array.from(recency(all), (silence) => silence > activeDays));
  return { ...found, activeDays, lost };
}
