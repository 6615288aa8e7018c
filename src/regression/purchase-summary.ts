/**
 * Purchases of each customer as BG/NBD and Gamma-Gamma need them: how many came after the first, when the last was, how long ago the first, and what they are worth
 * (Fader, Hardie & Lee 2005; the rules are those of lifetimes' summary_data_from_transaction_data).
 * @module
 */
import { checkOptions } from '../check.js';
import { sumOf } from '../data/sorted-sum.js';
import { Table, type Column } from '../data/table.js';
import { DAY } from '../data/time.js';
import { asOfMs, groupOrders, idColumn, ORDER_LINES, readLines, type OrderLinesOptions } from '../preprocessing/order-lines.js';

/**
 * One row a customer with an order, in id order:
 *
 * - `customer`
 * - `frequency`: purchases after the first
 * - `recency`: days from the first purchase to the last
 * - `age`: days from the first purchase to `asOf` (T in the papers)
 * - `monetary`: mean amount of the purchases after the first; missing (NaN) where there is none
 *
 * A purchase is a day, in UTC, with an order: all orders of a day are one purchase, and their amounts add up. An order takes place when the last of its rows does. Days
 * are counted from midnight to midnight, so that all times are whole numbers. Rows of returns (see `OrderLinesOptions`) count for nothing. Nothing depends on the order
 * of the rows.
 * @param orders - one row an order line; leave unpaid rows out first
 * @throws KindredError `unknown-column`; `unknown-option`; `invalid-option`; `invalid-data` for no rows but returns, a missing or infinite cell, or a row that counts
 * after `asOf`
 * @example
 * ```ts
 * import { purchaseSummary, Table } from 'kindred';
 * const orders = Table.from([
 *   { who: 'ann', no: 1, at: new Date('2026-01-05T09:00Z'), paid: 20 },
 *   { who: 'ann', no: 2, at: new Date('2026-01-15T09:00Z'), paid: 30 },
 *   { who: 'ann', no: 3, at: new Date('2026-01-15T18:00Z'), paid: 12 },
 *   { who: 'bob', no: 4, at: new Date('2026-01-20T11:00Z'), paid: 5 },
 * ]);
 * const customers = purchaseSummary(orders, { customer: 'who', order: 'no', time: 'at', amount: 'paid', asOf: '2026-01-31' });
 * console.log(customers.row(0)); // { customer: 'ann', frequency: 1, recency: 10, age: 26, monetary: 42 }
 * console.log(customers.row(1)); // { customer: 'bob', frequency: 0, recency: 0, age: 11, monetary: null }
 * ```
 */
export function purchaseSummary(orders: Table, options: OrderLinesOptions): Table {
  const given = checkOptions<OrderLinesOptions>('purchaseSummary', ORDER_LINES, options);
  const lines = readLines(orders, given);
  const today = Math.floor(asOfMs(given.asOf, lines.time, lines.returned) / DAY);
  const { customers, times, orderOf } = groupOrders(lines);
  const [frequency, recency, age, monetary] = Array.from({ length: 4 }, () => new Float64Array(customers.length));
  customers.forEach(({ rows, from, to }, n) => {
    let [first, last] = [Infinity, -Infinity];
    const days = new Set<number>();
    for (let o = from; o < to; o++) {
      const day = Math.floor(times[o] / DAY);
      days.add(day);
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
    frequency[n] = days.size - 1;
    recency[n] = last - first;
    age[n] = today - first;
    const repeated = rows.filter((row) => orderOf[row] >= 0 && Math.floor(times[orderOf[row]] / DAY) > first);
    const amounts = Float64Array.from(repeated, (row) => lines.amount[row]).sort();
    monetary[n] = days.size === 1 ? NaN : sumOf(amounts, 0, amounts.length) / (days.size - 1);
  });
  const figure = (values: Float64Array): Column => ({ kind: 'number', values });
  return Table.of({
    customer: idColumn(customers.map(({ who }) => who)),
    frequency: figure(frequency),
    recency: figure(recency),
    age: figure(age),
    monetary: figure(monetary),
  });
}
