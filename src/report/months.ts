/**
 * Sales and customers by calendar month (UTC).
 * @module
 */
import { DAY, isoDay } from '../data/time.js';
import type { Purchases } from './purchases.js';
import type { Month } from './report.js';
import { cents } from './round.js';

/** So many months are shown with the empty ones among them; a longer time (one wrong date is enough) without. */
const MOST_MONTHS = 600;

/** Every month from the first order to the last. */
export function monthsOf({ rows, starts, customer, order, time, amount, nOrders, nCustomers, first, last }: Purchases): Month[] {
  const begins = monthStarts(first, last);
  const n = begins.length - 1;
  const [revenue, orders] = [new Float64Array(n), new Int32Array(n)];
  const [customers, newCustomers] = [new Int32Array(n), new Int32Array(n)];
  const orderSeen = new Uint8Array(nOrders);
  const seenBy = new Int32Array(n).fill(-1);
  let month = 0;
  for (let c = 0; c < nCustomers; c++) {
    let earliest = n;
    for (let r = starts[c]; r < starts[c + 1]; r++) {
      const row = rows[r];
      while (time[row] < begins[month]) month--;
      while (time[row] >= begins[month + 1]) month++;
      revenue[month] += amount[row];
      earliest = Math.min(earliest, month);
      if (seenBy[month] !== customer[row]) customers[month]++;
      seenBy[month] = customer[row];
      if (!orderSeen[order[row]]) orders[month]++;
      orderSeen[order[row]] = 1;
    }
    if (earliest < n) newCustomers[earliest]++;
  }
  const months = Array.from(revenue, (sum, m) => ({
    month: isoDay(begins[m]).slice(0, -3),
    revenue: cents(sum),
    orders: orders[m],
    customers: customers[m],
    newCustomers: newCustomers[m],
    // a day without an order at an end of the month is no gap in the file
    partial: first - begins[m] >= 2 * DAY || begins[m + 1] - last > 2 * DAY,
  }));
  return n <= MOST_MONTHS ? months : months.filter((month) => month.orders > 0);
}

/** The first moments of the months from one time to another, and of the one after. */
function monthStarts(first: number, last: number): number[] {
  const month = new Date(first);
  month.setUTCDate(1);
  month.setUTCHours(0, 0, 0, 0);
  const begins = [month.getTime()];
  while (begins[begins.length - 1] <= last) begins.push(month.setUTCMonth(month.getUTCMonth() + 1));
  return begins;
}
