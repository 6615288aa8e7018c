/**
 * Whom to contact so that it pays: profit = sales × value of a sale − contacts × cost of a contact, by the lowest probability that is contacted.
 * @module
 */
import { checkOptions, number, oneOf, optional, type Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import { byThreshold } from './by-threshold.js';
import { LABEL, ratedRows } from './scored-rows.js';

export interface ProfitOptions {
  /** What a sale brings before the cost of contacts, from 0, in any currency. */
  valueOfSale: number;
  /** What it costs to contact one row, from 0, in the same currency. */
  costOfContact: number;
  /** The class that is a sale. Default: `true`, 1 beside 0, else the second of two, sorted. */
  positive?: Label;
}

export interface ThresholdOptions extends ProfitOptions {
  /** What all contacts together may cost, from 0. Default: as much as pays. */
  budget?: number;
  /**
   * What is made as large as can be: the profit that the labels show (`'realized'`), or the one that the probabilities promise (`'expected'`: right where they are
   * calibrated; the labels then only tell what came of it). Default `'realized'`.
   */
  by?: 'realized' | 'expected';
}

/** One list a value: entry t is about contacting all rows with a probability from `thresholds[t]` on. */
export interface ProfitCurve {
  /** Falling; the first is Infinity: contact nobody. Rows of one probability are contacted together. */
  readonly thresholds: Float64Array;
  /** How many rows are contacted. */
  readonly contacts: Float64Array;
  /** How many of them buy, by the labels. */
  readonly sales: Float64Array;
  /** How many buy by the probabilities: their sum. */
  readonly expectedSales: Float64Array;
  /** By the labels. */
  readonly profit: Float64Array;
  /** By the probabilities. */
  readonly expectedProfit: Float64Array;
}

/** One point of the curve, and how it was chosen. */
export interface ChosenThreshold {
  /** Contact who has a probability from here on; Infinity: nobody, for nobody pays. */
  readonly threshold: number;
  readonly contacts: number;
  /** Of all rows, the share that is contacted. */
  readonly share: number;
  readonly sales: number;
  readonly expectedSales: number;
  /** What the contacts cost. */
  readonly cost: number;
  /** By the labels. */
  readonly profit: number;
  /** By the probabilities. */
  readonly expectedProfit: number;
  /** The profit, by the labels, of contacting everybody: what choosing is to be compared with, whatever the budget. */
  readonly profitOfAll: number;
  /** Would it pay to contact more, were there more budget? */
  readonly isLimited: boolean;
}

const PROFIT_AMOUNTS = { valueOfSale: number(undefined, 0), costOfContact: number(undefined, 0) };

/** @internal */
export const PROFIT: Constraints<ProfitOptions> = { ...PROFIT_AMOUNTS, positive: LABEL };

/** @internal */
export const THRESHOLD: Constraints<ThresholdOptions> = {
  ...PROFIT,
  budget: optional(number(undefined, 0)),
  by: oneOf('realized', 'realized', 'expected'),
};

/**
 * What it brings to contact the rows with the highest probabilities, for every number of contacts that some threshold makes.
 * @param y - who bought: one label a row
 * @param probabilities - of a sale, one a row
 * @throws KindredError `invalid-data` for other lengths, a missing label (naming the row), or what is no probability; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { profitCurve } from 'kindred/evaluation';
 * const { contacts, profit } = profitCurve([true, false, true, false], [0.9, 0.5, 0.4, 0.1], { valueOfSale: 10, costOfContact: 3 });
 * console.log(contacts, profit); // Float64Array(5) [ 0, 1, 2, 3, 4 ] Float64Array(5) [ 0, 7, 4, 11, 8 ]
 * ```
 */
export function profitCurve(y: Labels, probabilities: ArrayLike<number>, options: ProfitOptions): ProfitCurve {
  return curveOf(y, probabilities, checkOptions<ProfitOptions>('profitCurve', PROFIT, options));
}

function curveOf(y: Labels, probabilities: ArrayLike<number>, { valueOfSale, costOfContact, positive }: ProfitOptions): ProfitCurve {
  const found = byThreshold(ratedRows(y, probabilities, { positive }));
  const size = found.thresholds.length + 1;
  const [thresholds, contacts, sales] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const expectedSales = new Float64Array(size);
  thresholds[0] = Infinity;
  for (let t = 1; t < size; t++) {
    thresholds[t] = found.thresholds[t - 1];
    sales[t] = found.positives[t - 1];
    contacts[t] = found.positives[t - 1] + found.negatives[t - 1];
    expectedSales[t] = expectedSales[t - 1] + thresholds[t] * (contacts[t] - contacts[t - 1]);
  }
  const profitOf = (bought: number, t: number) => bought * valueOfSale - contacts[t] * costOfContact;
  return { thresholds, contacts, sales, expectedSales, profit: sales.map(profitOf), expectedProfit: expectedSales.map(profitOf) };
}

/**
 * The lowest probability that is worth a contact: the point of `profitCurve` with the most profit, within a budget; of equal ones the one with the fewest contacts.
 * Choose by rows that the model has not seen in training, and expect a little less of others: the best of many points is partly luck.
 * @param y - who bought: one label a row
 * @param probabilities - of a sale, one a row
 * @throws KindredError as `profitCurve`
 * @example
 * ```ts
 * import { chooseThreshold } from 'kindred/evaluation';
 * const bought = [true, false, true, false];
 * const { threshold, contacts, profit } = chooseThreshold(bought, [0.9, 0.5, 0.4, 0.1], { valueOfSale: 10, costOfContact: 3 });
 * console.log(threshold, contacts, profit); // 0.4 3 11
 * console.log(chooseThreshold(bought, [0.9, 0.5, 0.4, 0.1], { valueOfSale: 10, costOfContact: 3, budget: 5 }).contacts); // 1
 * ```
 */
export function chooseThreshold(y: Labels, probabilities: ArrayLike<number>, options: ThresholdOptions): ChosenThreshold {
  const { budget = Infinity, by, ...given } = checkOptions<ThresholdOptions>('chooseThreshold', THRESHOLD, options);
  const curve = curveOf(y, probabilities, given);
  const { thresholds, contacts, sales, expectedSales, profit, expectedProfit } = curve;
  const gain = by === 'expected' ? expectedProfit : profit;
  const costOf = (t: number) => contacts[t] * given.costOfContact;
  const places = [...thresholds.keys()];
  // 3 contacts at 0.1 cost 0.30000000000000004, which a budget of 0.3 is for
  const most = budget * (1 + 1e-12);
  const bestOf = (among: readonly number[]) => among.reduce((best, t) => (gain[t] > gain[best] ? t : best), 0);
  const chosen = bestOf(places.filter((t) => costOf(t) <= most));
  return {
    threshold: thresholds[chosen],
    contacts: contacts[chosen],
    share: contacts[chosen] / contacts.at(-1)!,
    sales: sales[chosen],
    expectedSales: expectedSales[chosen],
    cost: costOf(chosen),
    profit: profit[chosen],
    expectedProfit: expectedProfit[chosen],
    profitOfAll: profit.at(-1)!,
    isLimited: bestOf(places) !== chosen,
  };
}
