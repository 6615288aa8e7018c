/**
 * RFM: recency, frequency and monetary value of each customer (Hughes 1994), with tenure, average order value and interpurchase time beside them.
 * @module
 */
import { checkOptions, oneOf, type Constraints } from '../check.js';
import { Table, type Column } from '../data/table.js';
import { DAY, type TimeLike } from '../data/time.js';
import { asOfMs, groupOrders, idColumn, ORDER_LINES, readLines, type OrderLines, type OrderLinesOptions } from './order-lines.js';

/** Which columns of the orders say what, the day to count from, and what becomes of returns. */
export interface RfmOptions extends OrderLinesOptions {
  /** The moment to count recency and tenure back from. Default: the time of the last row that counts. */
  asOf?: TimeLike;
  /** `'drop'`: returns count for nothing. `'net'`: they are taken off `monetary`, and count for nothing else. Default `'drop'`. */
  returns?: 'drop' | 'net';
}

/** @internal */
export const RFM: Constraints<RfmOptions> = { ...ORDER_LINES, returns: oneOf('drop', 'drop', 'net') };

/**
 * One row a customer with an order, in id order:
 *
 * - `customer`
 * - `recency`: days from the last order to `asOf`
 * - `frequency`: distinct orders
 * - `monetary`: sum of the amounts
 * - `tenure`: days from the first order to `asOf`
 * - `averageOrderValue`: monetary / frequency
 * - `interpurchaseTime`: mean days from one order to the next, with their fraction; missing (NaN) where there is one order
 *
 * A day has 24 hours; recency and tenure are whole days, rounded down. An order takes place when the last of its rows does; two orders at one moment are two, 0 days
 * apart; a number that two customers share is an order of each. Equal rows count as often as they are there.
 *
 * A row whose amount is below 0 is a return (0 is a gift, and part of an order). Rows that are all returns make no order, and a customer who has no other is left
 * out, whatever `returns` says. Under `'net'`, `monetary` is below 0 where more came back than the rows say was bought. Amounts are summed smallest first, so that
 * the order of the rows does not matter.
 * @param orders - one row an order line; leave unpaid rows out first
 * @throws KindredError `unknown-column`; `unknown-option`; `invalid-option`; `invalid-data` for no rows but returns, a missing or infinite cell (of a return too),
 * or a row that counts after `asOf`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { rfm } from 'kindred/preprocessing';
 * const orders = Table.from([
 *   { who: 'ann', no: '1', at: new Date('2026-01-05'), paid: 20 },
 *   { who: 'ann', no: '2', at: new Date('2026-03-01'), paid: 30 },
 *   { who: 'ann', no: 'R2', at: new Date('2026-03-04'), paid: -10 },
 * ]);
 * const columns = { customer: 'who', order: 'no', time: 'at', amount: 'paid', asOf: '2026-03-11' };
 * const customers = rfm(orders, columns);
 * console.log(customers.toMatrix(['recency', 'frequency', 'monetary']).data); // Float64Array(3) [ 10, 2, 50 ]
 * console.log(customers.toMatrix(['tenure', 'averageOrderValue', 'interpurchaseTime']).data); // Float64Array(3) [ 65, 25, 55 ]
 * console.log(rfm(orders, { ...columns, returns: 'net' }).toMatrix(['recency', 'monetary']).data); // Float64Array(2) [ 10, 40 ]
 * ```
 */
export function rfm(orders: Table, options: RfmOptions): Table {
  const given = checkOptions<RfmOptions>('rfm', RFM, options);
  const lines = readLines(orders, given);
  const net = given.returns === 'net';
  const asOf = asOfMs(given.asOf, lines.time, net ? undefined : lines.returned);
  const { who, first, last, nOrders, sum } = perCustomer(lines, net);
  const figure = (of: (n: number) => number): Column => ({ kind: 'number', values: Float64Array.from(who, (_, n) => of(n)) });
  return Table.of({
    customer: idColumn(who),
    recency: figure((n) => Math.floor((asOf - last[n]) / DAY)),
    frequency: figure((n) => nOrders[n]),
    monetary: figure((n) => sum[n]),
    tenure: figure((n) => Math.floor((asOf - first[n]) / DAY)),
    averageOrderValue: figure((n) => sum[n] / nOrders[n]),
    interpurchaseTime: figure((n) => (nOrders[n] === 1 ? NaN : (last[n] - first[n]) / (nOrders[n] - 1) / DAY)), // the gaps add up to last - first
  });
}

/** Who has orders, when the first and the last took place, how many they are, and what was paid. */
function perCustomer(lines: OrderLines, net: boolean) {
  const { customers, times, orderOf } = groupOrders(lines);
  const [first, last, nOrders, sum] = Array.from({ length: 4 }, () => new Float64Array(customers.length));
  const amounts = new Float64Array(lines.amount.length);
  customers.forEach(({ rows, from, to }, n) => {
    let nAmounts = 0;
    for (const row of rows) {
      if (orderOf[row] >= 0) amounts[nAmounts++] = lines.amount[row];
      else if (net) amounts[nAmounts++] = -Math.abs(lines.amount[row]);
    }
    nOrders[n] = to - from;
    first[n] = last[n] = times[from];
    for (let o = from + 1; o < to; o++) {
      first[n] = Math.min(first[n], times[o]);
      last[n] = Math.max(last[n], times[o]);
    }
    const sorted = amounts.subarray(0, nAmounts).sort();
    for (let e = 0; e < nAmounts; e++) sum[n] += sorted[e];
  });
  return { who: customers.map(({ who }) => who), first, last, nOrders, sum };
}
