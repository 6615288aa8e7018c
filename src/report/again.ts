/**
 * What is bought again: the usual interval between two days on which one customer bought an item, and who is due.
 * @module
 */
import { DAY } from '../data/time.js';
import { masked } from './mask.js';
import type { Purchases } from './purchases.js';
import type { Repeat } from './report.js';
import { median, short } from './round.js';

/** How many items a report shows, how many customers of each, and what an item needs: so many intervals of so many customers. */
const SHOWN = 10;
const DUE_SHOWN = 8;
const LEAST_INTERVALS = 10;
const LEAST_CUSTOMERS = 5;

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
  forEachPair(purchases, (customer, item, days) => {
    all[item]++;
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

/** Calls with the days, rising and distinct, on which a customer bought an item. The list is good until the next call. */
function forEachPair(
  { rows, customer, item, time }: Purchases,
  call: (customer: number, item: number, days: readonly number[]) => void,
): void {
  const days: number[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const [c, i] = [customer[rows[from]], item[rows[from]]];
    for (to = from + 1; to < rows.length && item[rows[to]] === i && customer[rows[to]] === c;) to++;
    days.length = 0;
    for (let r = from; r < to; r++) days.push(Math.floor(time[rows[r]] / DAY));
    if (to - from > 1) days.sort((a, b) => a - b);
    let size = 0;
    for (const day of days) if (size === 0 || days[size - 1] !== day) days[size++] = day;
    days.length = size;
    call(c, i, days);
  }
}
