/**
 * What is to come of each customer: the models, their figures, and how well the same was foretold of days that were hidden.
 * @module
 */
import { Table } from '../data/table.js';
import type { Steps } from '../progress.js';
import { lifetimeValue } from '../regression/lifetime-value.js';
import type { Outcomes } from '../regression/propensity.js';
import { hiddenOf } from './hidden.js';
import { chancesOf, testedOf, type ChancesTested } from './chances.js';
import { AHEAD, lifetimesOf, type Lifetimes } from './lifetimes.js';
import { lostMeasured } from './lost.js';
import type { LostMeasured, Untold, WorthMeasured } from './outlook-facts.js';
import { worthMeasured } from './worth.js';

export interface Foresight {
  /** Who is likely to buy within the horizon, or why nobody can tell. */
  readonly likely: Outcomes | Untold;
  /** How customers buy, or why nobody can tell. */
  readonly lifetimes: Lifetimes | Untold;
  /**
   * One row a customer, in the order of `customers`; missing where it is not told:
   *
   * - `buyProbability`: to order within the horizon
   * - `returnProbability`: to order again within a year (360 days)
   * - `expectedOrders`: days with an order in that time
   * - `worth`, `worthLow`, `worthHigh`: what is spent in that time, and how sure the models make it
   */
  readonly customers: Table;
  /** All worth together. */
  readonly total: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** What the same models said of hidden days. */
  readonly tested: {
    readonly likely: ChancesTested | Untold;
    readonly lost: LostMeasured | Untold;
    readonly worth: WorthMeasured | Untold;
  };
}

interface Settings {
  readonly horizonDays: number;
  readonly seed: number;
}

/** @param totals - one row an order @param nCustomers - how many customers there are */
export function* foresee(totals: Table, nCustomers: number, { horizonDays, seed }: Settings): Steps<Foresight> {
  const step = (done: number) => ({ done, total: 4, stage: 'looking ahead' });
  yield step(0);
  const likely = yield* chancesOf(totals, horizonDays, seed);
  const tested = typeof likely === 'string' ? likely : testedOf(likely, totals);
  yield step(1);
  const lifetimes = yield* lifetimesOf(totals);
  yield step(2);
  const said = typeof lifetimes === 'string' ? null : saidBy(lifetimes);
  const nothing = () => new Float64Array(nCustomers).fill(NaN);
  const customers = Table.from({
    buyProbability: typeof likely === 'string' ? nothing() : likely.scores.column('probability', 'number').values,
    returnProbability: said?.returnProbability ?? nothing(),
    expectedOrders: said?.expectedOrders ?? nothing(),
    worth: said?.worth?.value ?? nothing(),
    worthLow: said?.worth?.low ?? nothing(),
    worthHigh: said?.worth?.high ?? nothing(),
  });
  yield step(3);
  const { lost, worth } = typeof lifetimes === 'string' ? { lost: lifetimes, worth: lifetimes } : yield* test(totals);
  yield step(4);
  return { likely, lifetimes, customers, total: said?.total ?? null, tested: { likely: tested, lost, worth } };
}

/** What the models say of the year ahead. */
function saidBy({ summary, bgnbd, gammaGamma }: Lifetimes) {
  const values = gammaGamma && lifetimeValue(bgnbd, gammaGamma, summary, { months: AHEAD.months, discountRate: 0 });
  const of = (name: string) => values!.customers.column(name, 'number').values;
  return {
    returnProbability: bgnbd.probabilityOfPurchase(summary, { days: AHEAD.days }),
    expectedOrders: bgnbd.expectedPurchases(summary, { days: AHEAD.days }),
    worth: values && { value: of('lifetimeValue'), low: of('lifetimeValueLow'), high: of('lifetimeValueHigh') },
    total: values?.total ?? null,
  };
}

/** The same models, fitted to what came before the hidden days. */
function* test(totals: Table): Steps<Pick<Foresight['tested'], 'lost' | 'worth'>> {
  const hidden = hiddenOf(totals);
  if (hidden === null) return { lost: 'too short', worth: 'too short' };
  const before = yield* lifetimesOf(hidden.before, hidden.cut);
  if (typeof before === 'string') return { lost: before, worth: before };
  return { lost: lostMeasured(before, hidden), worth: worthMeasured(before, hidden) };
}
