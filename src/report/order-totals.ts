/**
 * Orders as those who look ahead need them: one row an order, with what its rows add up to. An order takes place when the last of its rows does.
 * @module
 */
import { countingSort } from '../data/compressed-rows.js';
import { sortRising, sumOf } from '../data/sorted-sum.js';
import { Table } from '../data/table.js';

/** @param orders - as `cleanOrders` keeps them @returns customer, order, time, amount; a number that two customers share is an order of each */
export function orderTotals(orders: Table): Table {
  const customer = orders.column('customer', 'category');
  const order = orders.column('order', 'category');
  const time = orders.column('time', 'date').values;
  const amount = orders.column('amount', 'number').values;
  const rows = countingSort(customer.codes, customer.categories.length, countingSort(order.codes, order.categories.length));
  const amounts = Float64Array.from(rows, (row) => amount[row]);
  const [who, which] = [new Int32Array(rows.length), new Int32Array(rows.length)];
  const [when, paid] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let n = 0;
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const row = rows[from];
    [who[n], which[n], when[n]] = [customer.codes[row], order.codes[row], time[row]];
    for (to = from + 1; to < rows.length && customer.codes[rows[to]] === who[n] && order.codes[rows[to]] === which[n]; to++)
      when[n] = Math.max(when[n], time[rows[to]]);
    sortRising(amounts, from, to); // so that nothing depends on the order of the rows
    paid[n++] = sumOf(amounts, from, to);
  }
  return Table.of({
    customer: { kind: 'category', codes: who.slice(0, n), categories: customer.categories },
    order: { kind: 'category', codes: which.slice(0, n), categories: order.categories },
    time: { kind: 'date', values: when.slice(0, n) },
    amount: { kind: 'number', values: paid.slice(0, n) },
  });
}
