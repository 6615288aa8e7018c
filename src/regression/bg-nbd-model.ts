/**
 * BGNBDModel: who is still a customer, and how many purchases to expect.
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import { checkOptions, number, type Constraints } from '../check.js';
import { openModel } from '../data/model-file.js';
import { Table } from '../data/table.js';
import {
  complement,
  expectedIfAlive,
  logOddsLeft,
  surviving,
  type BGNBDParameters,
  type History,
  type Surviving,
} from './bg-nbd-expected.js';
import { level, lifetimeFile, LifetimeModel, type LifetimeFit } from './lifetime-model.js';
import { historiesOf, type Histories } from './lifetime-summary.js';

/** The parameters' names, in the order of the file. */
export const BG_NBD_PARAMETERS = ['r', 'alpha', 'a', 'b'] as const;

export interface PurchasesOptions {
  /** How many days from now. */
  days: number;
  /** The share of samples whose interval holds the value. Default 0.95. */
  level?: number;
}

const PURCHASES: Constraints<Required<PurchasesOptions>> = { days: number(undefined, 0), level };

/** Why so many purchases are expected: score = probabilityAlive * ifAlive. */
export interface PurchasesExplanation {
  /** The expected purchases. */
  readonly score: number;
  readonly probabilityAlive: number;
  /** The purchases to expect of a customer who is certainly still one. */
  readonly ifAlive: number;
  /** Days from one purchase to the next, until the last one; null for a customer of one purchase. */
  readonly usualGap: number | null;
  /** Days since the last purchase. */
  readonly silence: number;
}

/** A fitted BGNBD. */
export class BGNBDModel extends LifetimeModel<keyof BGNBDParameters> {
  /** The name in a model file. */
  static readonly type = 'BGNBDModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(values: Float64Array, covariance: Float64Array, found: LifetimeFit) {
    super(BGNBDModel.type, BG_NBD_PARAMETERS, values, covariance, found);
  }

  /**
   * The probability that each customer is still one. By this model it is 1 for customers of one purchase: leaving comes after a repeat purchase.
   * @param summary - as for `fit`
   * @throws KindredError `invalid-data`, `unknown-column`
   */
  probabilityAlive(summary: Table): Float64Array {
    return aliveOf(this.values, historiesOf(summary));
  }

  /**
   * The purchases (days with a purchase) to expect of each customer in the days to come.
   * @param summary - as for `fit`
   * @throws KindredError `invalid-option`, `invalid-data`, `unknown-column`
   * @example
   * ```ts
   * import { BGNBD, BGNBDModel, Table } from 'kindred';
   * const customers = Table.from({ frequency: [0, 1, 2, 6, 4], recency: [0, 40, 90, 310, 60], age: [300, 200, 340, 330, 340] });
   * const bytes = new BGNBD({ penalizer: 0.1 }).fit(customers).toBytes();
   * const model = BGNBDModel.fromBytes(bytes);
   * const expected = model.expectedPurchases(customers, { days: 30 });
   * console.log(expected[3]! > expected[4]!); // true
   * const why = model.explain({ frequency: 4, recency: 60, age: 340 }, { days: 30 });
   * console.log(why.score === why.probabilityAlive * why.ifAlive, why.usualGap, why.silence); // true 15 280
   * ```
   */
  expectedPurchases(summary: Table, options: Pick<PurchasesOptions, 'days'>): Float64Array {
    const { days } = checkOptions<Required<PurchasesOptions>>('expectedPurchases', PURCHASES, options);
    return expectedOf(this.values, historiesOf(summary), [days])[0];
  }

  /**
   * The probability that each customer buys at least once in the days to come: that of being a customer still, times that of a live one, whose rate is by now
   * ~ Gamma(r + frequency, alpha + age).
   * @param summary - as for `fit`
   * @throws KindredError `invalid-option`, `invalid-data`, `unknown-column`
   * @example
   * ```ts
   * import { BGNBD, Table } from 'kindred';
   * const customers = Table.from({ frequency: [0, 1, 2, 6, 4], recency: [0, 40, 90, 310, 60], age: [300, 200, 340, 330, 340] });
   * const [once, , , often] = new BGNBD({ penalizer: 0.1 }).fit(customers).probabilityOfPurchase(customers, { days: 90 });
   * console.log(once! < 0.5, often! > 0.5); // true true
   * ```
   */
  probabilityOfPurchase(summary: Table, options: Pick<PurchasesOptions, 'days'>): Float64Array {
    const { days } = checkOptions<Required<PurchasesOptions>>('probabilityOfPurchase', PURCHASES, options);
    const { r, alpha } = this.parameters;
    const rows = historiesOf(summary);
    const none = each(rows, ({ x, age }) => exp(-(r + x) * log1p(days / (alpha + age))));
    return aliveOf(this.values, rows).map((alive, row) => alive * (1 - none[row]));
  }

  /** The repeat purchases to expect of a new customer in so many days from the first purchase. @throws KindredError `invalid-option` */
  expectedPurchasesOfNew(days: number): number {
    checkOptions('expectedPurchasesOfNew', { days: PURCHASES.days }, { days });
    return expectedOf(this.values, histories([{ x: 0, recency: 0, age: 0 }]), [days])[0][0];
  }

  /**
   * One row a customer: `customer` where the summary has it, then `probabilityAlive` and `expectedPurchases`, each with `…Low` and `…High`: how sure the fitted
   * parameters make the expectation (delta method), not how far one customer's purchases may be from it. They are missing where the search did not reach the top; parameters that the data do not tell are taken as they are.
   * @param summary - as for `fit`
   * @throws KindredError `invalid-option`, `invalid-data`, `unknown-column`
   */
  predict(summary: Table, options: PurchasesOptions): Table {
    const { days, level: sure } = checkOptions<Required<PurchasesOptions>>('predict', PURCHASES, options);
    const rows = historiesOf(summary);
    const odds = this.intervals((values) => each(rows, (history) => -logOddsLeft(named(values), history)), sure);
    const purchases = this.intervals((values) => expectedOf(values, rows, [days])[0].map(log), sure);
    const alive = (values: Float64Array) => values.map((v) => complement(-v));
    const predictions = Table.from({
      probabilityAlive: aliveOf(this.values, rows),
      probabilityAliveLow: alive(odds.low),
      probabilityAliveHigh: alive(odds.high),
      expectedPurchases: expectedOf(this.values, rows, [days])[0],
      expectedPurchasesLow: purchases.low.map(exp),
      expectedPurchasesHigh: purchases.high.map(exp),
    });
    return withCustomer(summary, predictions);
  }

  /**
   * Why so many purchases are expected of a customer.
   * @param customer - the cells of a row of the summary
   * @throws KindredError `invalid-option`, `invalid-data`
   */
  explain(
    { frequency, recency, age }: Readonly<{ frequency: number; recency: number; age: number }>,
    options: Pick<PurchasesOptions, 'days'>,
  ): PurchasesExplanation {
    const { days } = checkOptions<Required<PurchasesOptions>>('explain', PURCHASES, options);
    const rows = historiesOf(Table.from([{ frequency, recency, age }]));
    const [probabilityAlive] = aliveOf(this.values, rows);
    const ifAlive = expectedIfAlive(this.parameters, historyOf(rows, 0), days, surviving(this.parameters, frequency));
    const usualGap = frequency === 0 ? null : recency / frequency;
    return { score: probabilityAlive * ifAlive, probabilityAlive, ifAlive, usualGap, silence: age - recency };
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): BGNBDModel {
    return openModel(bytes, BGNBDModel.type, (file) => {
      const { values, covariance, found } = lifetimeFile(file, BG_NBD_PARAMETERS.length);
      return new BGNBDModel(values, covariance, found);
    });
  }
}

const named = ([r, alpha, a, b]: Float64Array): BGNBDParameters => ({ r, alpha, a, b });
const historyOf = ({ frequency, recency, age }: Histories, row: number): History => ({
  x: frequency[row],
  recency: recency[row],
  age: age[row],
});
const each = (rows: Histories, of: (history: History) => number) => rows.frequency.map((_, row) => of(historyOf(rows, row)));

function histories(list: readonly History[]): Histories {
  return {
    frequency: Float64Array.from(list, ({ x }) => x),
    recency: Float64Array.from(list, ({ recency }) => recency),
    age: Float64Array.from(list, ({ age }) => age),
  };
}

function aliveOf(values: Float64Array, rows: Histories): Float64Array {
  const parameters = named(values);
  return each(rows, (history) => complement(logOddsLeft(parameters, history)));
}

/** Expected purchases up to each of some days, a list of customers each. Those of live customers are found once for each frequency and age. @internal */
export function expectedOf(values: Float64Array, rows: Histories, days: readonly number[]): Float64Array[] {
  const parameters = named(values);
  const known = new Map<number, { of: Surviving; byAge: Map<number, Float64Array> }>();
  const out = days.map(() => new Float64Array(rows.age.length));
  for (let row = 0; row < rows.age.length; row++) {
    const history = historyOf(rows, row);
    let alike = known.get(history.x);
    if (!alike) known.set(history.x, (alike = { of: surviving(parameters, history.x), byAge: new Map<number, Float64Array>() }));
    const { of, byAge } = alike;
    let ifAlive = byAge.get(history.age);
    if (!ifAlive) byAge.set(history.age, (ifAlive = Float64Array.from(days, (d) => expectedIfAlive(parameters, history, d, of))));
    const alive = complement(logOddsLeft(parameters, history));
    for (let d = 0; d < days.length; d++) out[d][row] = alive * ifAlive[d];
  }
  return out;
}

/** Predictions behind the customer they are of, where the summary says. @internal */
export function withCustomer(summary: Table, predictions: Table): Table {
  const columns = Object.fromEntries(predictions.columns.map((name) => [name, predictions.column(name)]));
  return Table.of(summary.columns.includes('customer') ? { customer: summary.column('customer'), ...columns } : columns);
}
