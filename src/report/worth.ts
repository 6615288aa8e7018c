/**
 * What customers are worth: what they are expected to spend, how unequally, and how well the same was foretold of days that were hidden.
 * @module
 */
import { compared, ranked, tenthsOf } from './best.js';
import { SMALL } from '../privacy/small-counts.js';
import type { Foresight } from './foresight.js';
import { spentIn, type Hidden } from './hidden.js';
import { AHEAD, type Lifetimes } from './lifetimes.js';
import type { Untold, Worth, WorthMeasured } from './outlook-facts.js';
import type { People } from './people.js';
import type { SegmentFacts } from './report.js';
import { cents, short } from './round.js';
import { hasSmallTenths } from './withheld.js';

const SHOWN = 10;
/** Points of the curve of concentration, besides its beginning. */
const POINTS = 20;

export function worthOf(people: People, { customers, total, tested }: Foresight, segments: readonly SegmentFacts[]): Worth | Untold {
  if (total === null) return 'no fit';
  const column = (name: string) => customers.column(name, 'number').values;
  const [worth, low, high] = [column('worth'), column('worthLow'), column('worthHigh')];
  const { n, monetary } = people;
  const order = ranked(worth);
  const perSegment = new Map<string, number>();
  const upTo = new Float64Array(n + 1);
  order.forEach((row, place) => {
    upTo[place + 1] = upTo[place] + worth[row];
    perSegment.set(people.segmentOf(row), (perSegment.get(people.segmentOf(row)) ?? 0) + worth[row]);
  });
  const shareOf = (first: number) => short(upTo[first] / upTo[n]);
  const points = Math.max(1, Math.min(POINTS, Math.floor(n / SMALL.own))); // no step of few
  return {
    withinDays: AHEAD.days,
    nCustomers: n,
    total: cents(total.value),
    range: rangeOf(total.low, total.high),
    orders: short(column('expectedOrders').reduce((a, b) => a + b, 0)),
    concentration: Array.from({ length: points + 1 }, (_, point) => {
      const first = Math.floor((point * n) / points + 0.5);
      return { customers: short(first / n), worth: shareOf(first) };
    }),
    topShare: shareOf(tenthsOf(order)[0].length),
    segments: segments.map(({ name, nCustomers }) => ({ name, nCustomers, worth: cents(perSegment.get(name)!) })),
    first: order.slice(0, SHOWN).map((row) => ({
      ...people.listed(row),
      spent: cents(monetary[row]),
      worth: cents(worth[row]),
      range: rangeOf(low[row], high[row]),
    })),
    measured: tested.worth,
  };
}

const rangeOf = (low: number, high: number) => (Number.isNaN(low) ? null : { low: cents(low), high: cents(high) });

/** What was foretold of the hidden days, and what was spent. @param lifetimes - fitted to what was seen */
export function worthMeasured(
  { summary, bgnbd, gammaGamma }: Lifetimes,
  { from, testDays, before, after }: Hidden,
): WorthMeasured | Untold {
  if (gammaGamma === null) return 'no fit';
  if (hasSmallTenths(summary.nRows)) return 'withheld';
  const orders = bgnbd.expectedPurchases(summary, { days: testDays });
  const foretold = gammaGamma.expectedValue(summary).map((value, row) => value * orders[row]);
  const actual = spentIn(after, summary);
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const tenths = tenthsOf(ranked(foretold));
  const sumOf = (rows: readonly number[], values: Float64Array) => cents(rows.reduce((total, row) => total + values[row], 0));
  return {
    from,
    testDays,
    nCustomers: actual.length,
    predicted: cents(sum(foretold)),
    actual: cents(sum(actual)),
    tenths: tenths.map((rows) => ({ customers: rows.length, predicted: sumOf(rows, foretold), actual: sumOf(rows, actual) })),
    best: compared(actual, tenths[0], ranked(spentIn(before, summary)).slice(0, tenths[0].length), sum(actual)),
  };
}
