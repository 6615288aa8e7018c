/**
 * Lifetime value: the purchases to expect of a customer month by month (BG/NBD), times what one is worth (Gamma-Gamma), discounted (Fader, Hardie & Lee 2005; months of 30 days
 * as lifetimes' customer_lifetime_value).
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { checkOptions, integer, number, type Constraints } from '../check.js';
import { Explanation } from '../data/explanation.js';
import { sumOf } from '../data/sorted-sum.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { normalQuantile } from '../preprocessing/normal.js';
import { BGNBDModel, expectedOf, withCustomer } from './bg-nbd-model.js';
import { GammaGammaModel, valuesBy } from './gamma-gamma-model.js';
import { level } from './lifetime-model.js';
import { historiesOf, valuesOf, type Histories } from './lifetime-summary.js';

/** Days of a month. */
const MONTH = 30;

export interface LifetimeValueOptions {
  /** How many months of 30 days to look ahead. Default 12. */
  months?: number;
  /** What money loses in a month: 0.01 makes one of in a month worth 1 / 1.01. Default 0.01 (12.7% a year). */
  discountRate?: number;
  /** The share of an amount that is profit: 1 values turnover. Default 1. */
  margin?: number;
  /** The share of samples whose interval holds the value. Default 0.95. */
  level?: number;
}

const LIFETIME_VALUE: Constraints<Required<LifetimeValueOptions>> = {
  months: integer(12, 1, 1200),
  discountRate: number(0.01, 0),
  margin: number(1, 0),
  level,
};

/** What customers are worth. */
export interface LifetimeValues {
  /**
   * One row a customer: `customer` where the summary has it, `expectedPurchases` (in all the months, not discounted), `expectedValue` (of one purchase), `lifetimeValue`,
   * `lifetimeValueLow` and `lifetimeValueHigh`.
   */
  readonly customers: Table;
  /** Of all of them together; the bounds are NaN where a search did not reach the top. */
  readonly total: { readonly value: number; readonly low: number; readonly high: number };
}

/** What one month gives. */
export interface LifetimePart {
  readonly kind: 'month';
  /** From 1. */
  readonly month: number;
  /** The purchases to expect in it. */
  readonly purchases: number;
  /** What one of that month is worth today. */
  readonly discount: number;
  readonly contribution: number;
}

/**
 * What each customer is worth from now on, and all together. The value is the left-to-right sum of `explainLifetimeValue`'s parts. The intervals tell how sure the fitted
 * parameters make the expectation (delta method, the two models taken as independent); what one customer will really spend scatters more.
 * @param bgnbd - how often they buy
 * @param gammaGamma - what a purchase is worth
 * @param summary - as for the models' `fit`
 * @throws KindredError `invalid-option`; `invalid-data` where the values spread so far that they have no mean; `unknown-column`
 * @example
 * ```ts
 * import { BGNBD, GammaGamma, lifetimeValue, Table } from 'kindred';
 * const customers = Table.from({
 *   frequency: [0, 1, 2, 6, 4, 1, 9, 3],
 *   recency: [0, 40, 90, 310, 60, 5, 300, 150],
 *   age: [300, 200, 340, 330, 340, 100, 305, 320],
 *   monetary: [null, 20, 35, 30, 60, 22, 90, 41],
 * });
 * const models = [new BGNBD({ penalizer: 0.1 }).fit(customers), new GammaGamma().fit(customers)] as const;
 * const { customers: worth, total } = lifetimeValue(...models, customers, { months: 6 });
 * const values = worth.column('lifetimeValue', 'number').values;
 * console.log(values[6]! > values[4]!, total.low < total.value); // true true
 * ```
 */
export function lifetimeValue(
  bgnbd: BGNBDModel,
  gammaGamma: GammaGammaModel,
  summary: Table,
  options: LifetimeValueOptions = {},
): LifetimeValues {
  const { months, discountRate, margin, level: sure } = checked(bgnbd, gammaGamma, options);
  const [histories, spent] = [historiesOf(summary), valuesOf(summary)];
  const expectedValue = means(gammaGamma, spent);
  const discounts = discountsOf(discountRate, months);
  const n = expectedValue.length;
  const ahead = upToEachMonth(histories, months);
  const purchases = ahead(bgnbd.values);
  const value = expectedValue.map((mean, row) => new Explanation(partsOf(purchases, row, discounts, mean * margin), 0).score!);
  // the logarithm of a product: of all purchases discounted, and of the value of one; the errors of the two add up as squares. The last place is that of the total
  const discounted = (values: Float64Array) => {
    if (discountRate === 0) return expectedOf(values, histories, [months * MONTH])[0].map((count) => count * margin); // the months add up: one time ahead for twelve
    const byMonth = ahead(values);
    return expectedValue.map((_, row) => new Explanation(partsOf(byMonth, row, discounts, margin), 0).score!);
  };
  const now = discounted(bgnbd.values);
  const logs = (list: Float64Array, total: number) => Float64Array.from({ length: n + 1 }, (_, i) => log(i < n ? list[i] : total));
  const product = (a: Float64Array, b: Float64Array) => totalOf(a.map((v, row) => v * b[row]));
  const often = bgnbd.errors((values) => ((list) => logs(list, product(list, expectedValue)))(discounted(values)), n + 1);
  const much = gammaGamma.errors((values) => ((list) => logs(list, product(now, list)))(valuesBy(values, spent)), n + 1);
  const z = normalQuantile((1 + sure) / 2);
  const times = often.map((error, i) => exp(z * Math.sqrt(error * error + much[i] * much[i])));
  const customers = Table.from({
    expectedPurchases: purchases[months - 1],
    expectedValue,
    lifetimeValue: value,
    lifetimeValueLow: value.map((v, row) => v / times[row]),
    lifetimeValueHigh: value.map((v, row) => v * times[row]),
  });
  const total = totalOf(value);
  return { customers: withCustomer(summary, customers), total: { value: total, low: total / times[n], high: total * times[n] } };
}

/**
 * What a customer is worth, month by month: the parts sum to the `lifetimeValue` of `lifetimeValue`, bit for bit.
 * @param customer - the cells of a row of the summary
 * @param options - as for `lifetimeValue`; `level` has no part in it
 * @throws KindredError as `lifetimeValue`
 * @example
 * ```ts
 * import { BGNBD, explainLifetimeValue, GammaGamma, lifetimeValue, Table } from 'kindred';
 * const customers = Table.from({
 *   frequency: [0, 1, 2, 6, 4, 1, 9, 3],
 *   recency: [0, 40, 90, 310, 60, 5, 300, 150],
 *   age: [300, 200, 340, 330, 340, 100, 305, 320],
 *   monetary: [null, 20, 35, 30, 60, 22, 90, 41],
 * });
 * const models = [new BGNBD({ penalizer: 0.1 }).fit(customers), new GammaGamma().fit(customers)] as const;
 * const why = explainLifetimeValue(...models, { frequency: 9, recency: 300, age: 305, monetary: 90 }, { months: 6 });
 * const { customers: worth } = lifetimeValue(...models, customers, { months: 6 });
 * console.log(why.parts.length, why.score === worth.column('lifetimeValue', 'number').values[6]); // 6 true
 * ```
 */
export function explainLifetimeValue(
  bgnbd: BGNBDModel,
  gammaGamma: GammaGammaModel,
  { frequency, recency, age, monetary }: Readonly<{ frequency: number; recency: number; age: number; monetary: number | null }>,
  options: LifetimeValueOptions = {},
): Explanation<LifetimePart> {
  const { months, discountRate, margin } = checked(bgnbd, gammaGamma, options);
  const customer = Table.from({ frequency: [frequency], recency: [recency], age: [age], monetary: Float64Array.of(monetary ?? NaN) });
  const [mean] = means(gammaGamma, valuesOf(customer));
  return new Explanation(
    partsOf(upToEachMonth(historiesOf(customer), months)(bgnbd.values), 0, discountsOf(discountRate, months), mean * margin),
  );
}

function checked(bgnbd: BGNBDModel, gammaGamma: GammaGammaModel, options: LifetimeValueOptions): Required<LifetimeValueOptions> {
  if (!(bgnbd instanceof BGNBDModel)) throw new KindredError('invalid-data', mustBe('bgnbd', 'a BGNBDModel', bgnbd));
  if (!(gammaGamma instanceof GammaGammaModel))
    throw new KindredError('invalid-data', mustBe('gammaGamma', 'a GammaGammaModel', gammaGamma));
  return checkOptions<Required<LifetimeValueOptions>>('lifetimeValue', LIFETIME_VALUE, options);
}

/** What a purchase of each customer is worth. @throws KindredError `invalid-data` where that has no bound */
function means({ values }: GammaGammaModel, spent: ReturnType<typeof valuesOf>): Float64Array {
  const out = valuesBy(values, spent);
  if (!out.every(Number.isFinite))
    throw new KindredError(
      'invalid-data',
      `the values of "gammaGamma" spread so far that they have no mean (q = ${values[1]}, it must be above 1): leave single huge orders out, or fit it with a "penalizer"`,
    );
  return out;
}

/** Purchases to expect up to the end of each month, by parameters. */
const upToEachMonth = (histories: Histories, months: number) => {
  const ends = Array.from({ length: months }, (_, i) => (i + 1) * MONTH);
  return (values: Float64Array) => expectedOf(values, histories, ends);
};

function discountsOf(rate: number, months: number): Float64Array {
  let worth = 1;
  return Float64Array.from({ length: months }, () => (worth /= 1 + rate));
}

/** The months of a customer, `each` the value of a purchase. */
function partsOf(purchases: readonly Float64Array[], row: number, discounts: Float64Array, each: number): LifetimePart[] {
  return Array.from(discounts, (discount, m): LifetimePart => {
    const count = purchases[m][row] - (m === 0 ? 0 : purchases[m - 1][row]);
    return { kind: 'month', month: m + 1, purchases: count, discount, contribution: each * count * discount };
  });
}

/** Smallest first, so that the order of the customers does not matter. */
function totalOf(values: Float64Array): number {
  return sumOf(values.slice().sort(), 0, values.length);
}
