/**
 * RFM: recency, frequency and monetary value of each customer (Hughes 1994), with tenure, average order value and interpurchase time beside them.
 * @module
 */
import { checkOptions, oneOf, type Constraint, type Constraints } from '../check.js';
import { ofKind } from '../data/column.js';
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import { ids, reader } from '../data/read-columns.js';
import { Table, type Column } from '../data/table.js';
import { DAY, toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';

/** Which columns of the orders say what, the day to count from, and what becomes of returns. */
export interface RfmOptions {
  /** Column of ids: texts or whole numbers. */
  customer: string;
  /** Column of ids: the number of an order, which may have several rows. */
  order: string;
  /** Date column. */
  time: string;
  /** Number column: the value of the row; below 0 for a return. */
  amount: string;
  /** Number column: how many pieces. Where it is given, a row of fewer than 0 pieces is a return too, whatever the sign of its amount. Default: none. */
  quantity?: string;
  /** The moment to count recency and tenure back from. Default: the time of the last row that counts. */
  asOf?: TimeLike;
  /** `'drop'`: returns count for nothing. `'net'`: they are taken off `monetary`, and count for nothing else. Default `'drop'`. */
  returns?: 'drop' | 'net';
}

const column: Constraint<string> = {
  default: undefined,
  expected: 'the name of a column',
  accepts: (v) => typeof v === 'string',
  invalid: [0, null, undefined, ['paid']],
};

/** @internal */
export const RFM: Constraints<RfmOptions> = {
  customer: column,
  order: column,
  time: column,
  amount: column,
  quantity: { ...column, accepts: (v) => v === undefined || typeof v === 'string', invalid: [0, null, ['pieces']] },
  asOf: {
    default: undefined,
    expected: 'a Date, a number of milliseconds or ISO text',
    accepts: (v) => v === undefined || typeof v === 'string' || typeof v === 'number' || v instanceof Date,
    invalid: [null, true, []],
  },
  returns: oneOf('drop', 'drop', 'net'),
};

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
  if (!(orders instanceof Table)) throw new KindredError('invalid-data', mustBe('orders', 'a Table', orders));
  const given = checkOptions<RfmOptions>('rfm', RFM, options);
  if (orders.nRows === 0) throw new KindredError('invalid-data', '"orders" must have rows, got none');
  const lines = readLines(orders, given);
  const net = given.returns === 'net';
  const asOf = asOfMs(given.asOf, lines.time, net ? undefined : lines.returned);
  const { who, first, last, nOrders, sum } = perCustomer(lines, net);
  if (who.length === 0) throw new KindredError('invalid-data', `"orders" must have rows that are no returns, all ${orders.nRows} are`);
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

/** The columns of the orders; `returned` is 1 where a row is a return. */
function readLines(orders: Table, { customer, order, time, amount, quantity }: RfmOptions) {
  const idsOf = (name: string) => {
    ofKind(name, orders.column(name), 'category', 'text', 'number');
    return ids(read(name), name);
  };
  const read = reader(orders);
  const numbers = (name: string, kind: 'number' | 'date') => finite(orders.column(name, kind).values, name);
  const lines = {
    customers: idsOf(customer),
    numbers: idsOf(order),
    time: numbers(time, 'date'),
    amount: numbers(amount, 'number'),
    returned: new Uint8Array(orders.nRows),
  };
  const pieces = quantity === undefined ? lines.amount : numbers(quantity, 'number');
  for (let row = 0; row < orders.nRows; row++) if (lines.amount[row] < 0 || pieces[row] < 0) lines.returned[row] = 1;
  return lines;
}

/** Who has orders, when the first and the last took place, how many they are, and what was paid. */
function perCustomer({ customers, numbers, time, amount, returned }: ReturnType<typeof readLines>, net: boolean) {
  const nCustomers = customers.ids.size;
  const starts = startsOf(customers.codes, nCustomers);
  const rows = countingSort(customers.codes, nCustomers);
  const metBy = new Int32Array(numbers.ids.size).fill(-1); // the customer for whom an order number was met last
  const at = new Float64Array(numbers.ids.size); // when that customer's order took place
  const met = new Int32Array(numbers.ids.size);
  const amounts = new Float64Array(rows.length);
  const [first, last, nOrders, sum] = Array.from({ length: 4 }, () => new Float64Array(nCustomers));
  const who: Id[] = [];
  for (let c = 0; c < nCustomers; c++) {
    let [nMet, nAmounts] = [0, 0];
    for (let r = starts[c]; r < starts[c + 1]; r++) {
      const row = rows[r];
      if (returned[row] === 1) {
        if (net) amounts[nAmounts++] = -Math.abs(amount[row]);
        continue;
      }
      amounts[nAmounts++] = amount[row];
      const number = numbers.codes[row];
      if (metBy[number] !== c) {
        metBy[number] = c;
        at[number] = time[row];
        met[nMet++] = number;
      } else if (time[row] > at[number]) at[number] = time[row];
    }
    if (nMet === 0) continue;
    const n = who.push(customers.ids.at(c)) - 1;
    nOrders[n] = nMet;
    first[n] = last[n] = at[met[0]];
    for (let o = 1; o < nMet; o++) {
      first[n] = Math.min(first[n], at[met[o]]);
      last[n] = Math.max(last[n], at[met[o]]);
    }
    const sorted = amounts.subarray(0, nAmounts).sort();
    for (let e = 0; e < nAmounts; e++) sum[n] += sorted[e];
  }
  return { who, first, last, nOrders, sum };
}

/** The moment to count back from. @param skip - rows marked do not count */
function asOfMs(given: TimeLike | undefined, time: Float64Array, skip: Uint8Array | undefined): number {
  let last = -Infinity;
  for (let row = 0; row < time.length; row++) if (skip?.[row] !== 1 && time[row] > last) last = time[row];
  if (given === undefined) return last;
  const asOf = toMs(given, 'ms', '"asOf"');
  if (last > asOf) {
    const [day, after] = [new Date(asOf).toISOString(), new Date(last).toISOString()];
    throw new KindredError('invalid-data', `"asOf" must not be before the last order (${after}), got ${day}`);
  }
  return asOf;
}

/** A column without missing or infinite values. */
function finite(values: Float64Array, name: string): Float64Array {
  for (let row = 0; row < values.length; row++) {
    if (Number.isFinite(values[row])) continue;
    const what = Number.isNaN(values[row]) ? 'is missing' : `must be a finite number, got ${values[row]}`;
    throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} ${what}`);
  }
  return values;
}

/** Ids as a column of their kind. */
function idColumn(known: readonly Id[]): Column {
  if (typeof known[0] === 'number') return { kind: 'number', values: Float64Array.from(known as readonly number[]) };
  return { kind: 'category', codes: Int32Array.from(known, (_, at) => at), categories: known as readonly string[] };
}
