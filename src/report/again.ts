/**
 * What is bought again: the usual interval between two days on which one customer bought an item, and who is due.
 * @module
 */
import { median } from '../data/median.js';
import { DAY } from '../data/time.js';
import { SMALL } from '../privacy/small-counts.js';
import { masked } from './mask.js';
import type { Purchases } from './purchases.js';
import type { Repeat } from './report.js';
import { short } from './round.js';

/** How many items a report shows, how many customers of each, and what an item needs: so many intervals of so many customers. */
const SHOWN = 10;
const DUE_SHOWN = 8;
const LEAST_INTERVALS = 10;
const LEAST_CUSTOMERS = SMALL.own;

interface Buyer {
  readonly customer: number;
  readonly daysAgo: number;
}

/** The items with the most intervals. */
export function againOf(purchases: Purchases): Repeat[] {
  const intervals: number[][] = Array.from({ length: purchases.nItems }, () => []);
  const buyers: Buyer[][] = Array.from({ length: purchases.nItems }, () => []);
  const all = new Int32Array(purchases.nItems);
  const today = Math.floor(purchases.last / DAY);
  forEachPair(purchases, (customer, item, from, to) => {
    all[item]++;
    if (to - from === 1) return;
    const days = daysOf(purchases, from, to);
    for (let d = 1; d < days.length; d++) intervals[item].push(days[d] - days[d - 1]);
    if (days.length > 1) buyers[item].push({ customer, daysAgo: today - days[days.length - 1] });
  });
  return intervals
    .map((list, item) => ({ item, n: list.length }))
    .filter(({ item, n }) => n >= LEAST_INTERVALS && buyers[item].length >= LEAST_CUSTOMERS)
    .sort((a, b) => b.n - a.n || a.item - b.item)
    .slice(0, SHOWN)
    .map(({ item, n }) => {
      const days = median(Float64Array.from(intervals[item]));
      const due = buyers[item]
        .filter(({ daysAgo }) => daysAgo >= days && daysAgo <= 2 * days)
        .sort((a, b) => a.daysAgo - b.daysAgo || a.customer - b.customer);
      return {
        ...purchases.itemAt(item),
        days: short(days),
        intervals: n,
        customers: buyers[item].length,
        buyers: all[item],
        nDue: due.length,
        due: due.slice(0, DUE_SHOWN).map(({ customer, daysAgo }) => ({ customer: masked(purchases.customerAt(customer)), daysAgo })),
      };
    });
}

/** Calls with each customer and item, and where the rows of the two are: rows[from..to). */
function forEachPair(
  { rows, starts, item, nCustomers }: Purchases,
  call: (customer: number, item: number, from: number, to: number) => void,
): void {
  for (let c = 0; c < nCustomers; c++) {
    for (let from = starts[c], to = from; from < starts[c + 1]; from = to) {
      const i = item[rows[from]];
      for (to = from + 1; to < starts[c + 1] && item[rows[to]] === i;) to++;
      call(c, i, from, to);
    }
  }
}

/** The days of rows[from..to), rising and distinct. */
function daysOf({ rows, time }: Purchases, from: number, to: number): number[] {
  const days: number[] = [];
  let rising = true; // as they are where a file is in order of time
  for (let r = from; r < to; r++) {
    const day = Math.floor(time[rows[r]] / DAY);
    if (day === days[days.length - 1]) continue;
    rising &&= days.length === 0 || day > days[days.length - 1];
    days.push(day);
  }
  return rising ? days : [...new Set(days)].sort((a, b) => a - b);
}
