/**
 * RFM: recency, frequency and monetary value of each customer (Hughes 1994).
 * @module
 */
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import { ids, reader } from '../data/read-columns.js';
import { DAY, toMs, type TimeLike } from '../data/time.js';

import { Table, type Column } from '../data/table.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';

/** Which columns of the orders say what, and the day to count from. */
export interface RfmOptions {
  /** Column of ids: texts or whole numbers. */
  customer: string;
  /** Column of ids: the number of an order, which may have several rows. */
  order: string;
  /** Date column. */
  time: string;
  /** Number column: the value of the row. */
  amount: string;
  /** The moment to count recency back from. Default: the time of the last row. */
  asOf?: TimeLike;
}

const OPTIONS = ['customer', 'order', 'time', 'amount', 'asOf'];

/**
 * One row a customer, in id order: `customer`, `recency` (whole days of 24 hours from the last order to `asOf`, rounded down), `frequency` (distinct orders)
 * and `monetary` (sum of the amounts, smallest first, so that the order of the rows does not matter).
 * @param orders - one row an order line; leave cancelled and unpaid rows out first
 * @throws KindredError `unknown-column`; `unknown-option`; `invalid-data` for no rows, a missing cell or an order after `asOf`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { rfm } from 'kindred/preprocessing';
 * const orders = Table.from([
 *   { who: 'ann', no: '1', at: new Date('2026-01-05'), paid: 20 },
 *   { who: 'ann', no: '2', at: new Date('2026-03-01'), paid: 30 },
 * ]);
 * const customers = rfm(orders, { customer: 'who', order: 'no', time: 'at', amount: 'paid', asOf: '2026-03-11' });
 * console.log(customers.toMatrix(['recency', 'frequency', 'monetary']).data); // Float64Array(3) [ 10, 2, 50 ]
 * ```
 */
export function rfm(orders: Table, options: RfmOptions): Table {
  checkOptions(orders, options);
  if (orders.nRows === 0) throw new KindredError('invalid-data', '"orders" must have rows, got none');
  const read = reader(orders);
  const customer = ids(read(options.customer), options.customer);
  const order = ids(read(options.order), options.order);
  const times = present(orders.column(options.time, 'date').values, options.time);
  const amounts = present(orders.column(options.amount, 'number').values, options.amount);
  const last = times.reduce((a, b) => Math.max(a, b));
  const asOf = options.asOf === undefined ? last : toMs(options.asOf, 'ms', '"asOf"');
  if (last > asOf) {
    const [day, after] = [new Date(asOf).toISOString(), new Date(last).toISOString()];
    throw new KindredError('invalid-data', `"asOf" must not be before the last order (${after}), got ${day}`);
  }
  const starts = startsOf(customer.codes, customer.ids.size);
  const rows = countingSort(customer.codes, customer.ids.size);
  const known = customer.ids.values;
  const recency = new Float64Array(known.length);
  const frequency = new Float64Array(known.length);
  const monetary = new Float64Array(known.length);
  const countedFor = new Int32Array(order.ids.size).fill(-1); // the customer for whom an order was counted last
  const own = new Float64Array(rows.length);
  for (let at = 0; at < known.length; at++) {
    let latest = -Infinity;
    for (let r = starts[at]; r < starts[at + 1]; r++) {
      const row = rows[r];
      latest = Math.max(latest, times[row]);
      if (countedFor[order.codes[row]] !== at) frequency[at]++;
      countedFor[order.codes[row]] = at;
      own[r] = amounts[row];
    }
    recency[at] = Math.floor((asOf - latest) / DAY);
    const sorted = own.subarray(starts[at], starts[at + 1]).sort();
    for (let r = 0; r < sorted.length; r++) monetary[at] += sorted[r];
  }
  return Table.of({
    customer: idColumn(known),
    recency: { kind: 'number', values: recency },
    frequency: { kind: 'number', values: frequency },
    monetary: { kind: 'number', values: monetary },
  });
}

function checkOptions(orders: Table, options: RfmOptions): void {
  if (!(orders instanceof Table)) throw new KindredError('invalid-data', mustBe('orders', 'a Table', orders));
  if (options === null || typeof options !== 'object')
    throw new KindredError('invalid-option', mustBe('options', 'an object of column names', options));
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) throw new KindredError('unknown-option', `rfm has no option ${show(name)}${nearMiss(name, OPTIONS)}`);
  }
}

/** A column without missing values. */
function present(values: Float64Array, name: string): Float64Array {
  const row = values.findIndex(Number.isNaN);
  if (row >= 0) throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} is missing`);
  return values;
}

/** Ids as a column of their kind. */
function idColumn(known: readonly Id[]): Column {
  if (typeof known[0] === 'number') return { kind: 'number', values: Float64Array.from(known as readonly number[]) };
  return { kind: 'category', codes: Int32Array.from(known, (_, at) => at), categories: known as readonly string[] };
}
