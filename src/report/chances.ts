/**
 * The chance of each customer to buy within a horizon, what speaks most for it, and what was said of the last horizon before.
 * @module
 */
import type { Table } from '../data/table.js';
import { DAY, isoDay } from '../data/time.js';
import { KindredError } from '../errors.js';
import type { Steps } from '../progress.js';
import { propensitySteps, type Outcomes } from '../regression/propensity.js';
import { contributionsOf } from '../regression/propensity-outcomes.js';
import { idsOf } from './hidden.js';
import type { Reason, Untold } from './outlook-facts.js';

/** A horizon to know customers, one to learn what they do next, one to test it. */
const HORIZONS = 3;

/** @param totals - one row an order */
export function* chancesOf(totals: Table, horizonDays: number, seed: number): Steps<Outcomes | Untold> {
  const time = totals.column('time', 'date').values;
  const [first, last] = [time.reduce((a, b) => Math.min(a, b)), time.reduce((a, b) => Math.max(a, b))];
  if (last - first < HORIZONS * horizonDays * DAY) return 'too short';
  try {
    return yield* propensitySteps(totals, { horizonDays, seed });
  } catch (error) {
    if (error instanceof KindredError && error.code === 'invalid-data') return 'too few'; // all did the same
    throw error;
  }
}

/** What was said of the days hidden, of all who were customers before, and what happened. */
export interface ChancesTested {
  /** The first and the last of the days. */
  readonly from: string;
  readonly to: string;
  readonly probabilities: Float64Array;
  /** 1 where the customer bought. */
  readonly bought: Uint8Array;
  /** Days since the last order, when the days began. */
  readonly recency: Float64Array;
}

export function testedOf({ evaluation: { from, until, customers } }: Outcomes, totals: Table): ChancesTested {
  const { codes, categories } = totals.column('customer', 'category');
  const time = totals.column('time', 'date').values;
  const cut = from.getTime();
  const last = new Map<string, number>();
  codes.forEach((code, row) => {
    if (time[row] <= cut) last.set(categories[code], Math.max(time[row], last.get(categories[code]) ?? -Infinity));
  });
  return {
    from: isoDay(cut + DAY),
    to: isoDay(until.getTime()),
    probabilities: customers.column('probability', 'number').values,
    bought: customers.column('outcome', 'boolean').values,
    recency: Float64Array.from(idsOf(customers), (id) => (cut - last.get(id)!) / DAY),
  };
}

/** @returns of a row of `features`, the figure that speaks most for the customer; null for a chance that is no better than the average customer's */
export function reasonsOf({ model, features }: Outcomes): (row: number) => Reason | null {
  const seen = model.features(features) as Table;
  return (row) => {
    const sums = contributionsOf(model, seen, row);
    const cells = features.row(row);
    const known = [...sums].filter(([feature, sum]) => sum > 0 && cells[feature] !== null);
    if (known.length === 0 || [...sums.values()].reduce((a, b) => a + b, 0) <= 0) return null;
    const [feature] = known.reduce((best, one) => (one[1] > best[1] ? one : best));
    return { feature, value: cells[feature] as number | string };
  };
}
