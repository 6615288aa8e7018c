/**
 * Order lines as the figures of customers see them: which rows are returns, which make an order, and when it took place.
 * @module
 */
import { optional, type Constraint, type Constraints } from '../check.js';
import { ofKind } from '../data/column.js';
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import { ids, reader } from '../data/read-columns.js';
import { Table, type Column } from '../data/table.js';
import { toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';

/** Which columns of the orders say what, and the day to count from. */
export interface OrderLinesOptions {
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
  /** The moment to count back from. Default: the time of the last row that counts. */
  asOf?: TimeLike;
}

/** @internal The name of a column. */
export const column: Constraint<string> = {
  default: undefined,
  expected: 'the name of a column',
  accepts: (v) => typeof v === 'string',
  invalid: [0, null, undefined, ['paid']],
};

/** @internal */
export const ORDER_LINES: Constraints<OrderLinesOptions> = {
  customer: column,
  order: column,
  time: column,
  amount: column,
  quantity: { ...optional(column), invalid: [0, null, ['pieces']] },
  asOf: {
    default: undefined,
    expected: 'a Date, a number of milliseconds or ISO text',
    accepts: (v) => v === undefined || typeof v === 'string' || typeof v === 'number' || v instanceof Date,
    invalid: [null, true, []],
  },
};

/** The columns of the orders; `returned` is 1 where a row is a return. */
export interface OrderLines {
  readonly customers: ReturnType<typeof ids>;
  readonly numbers: ReturnType<typeof ids>;
  readonly time: Float64Array;
  readonly amount: Float64Array;
  readonly returned: Uint8Array;
}

/** @throws KindredError `invalid-data` for no table, no rows, or a missing or infinite cell; `unknown-column` */
export function readLines(orders: Table, { customer, order, time, amount, quantity }: OrderLinesOptions): OrderLines {
  if (!(orders instanceof Table)) throw new KindredError('invalid-data', mustBe('orders', 'a Table', orders));
  if (orders.nRows === 0) throw new KindredError('invalid-data', '"orders" must have rows, got none');
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

/** A customer who has orders. */
export interface OrdersOfOne {
  readonly who: Id;
  /** All rows, returns too. */
  readonly rows: Int32Array;
  /** The customer's orders: places [from, to) of `times`. */
  readonly from: number;
  readonly to: number;
}

/** Orders: one takes place when the last of its rows does; a number that two customers share is an order of each. */
export interface GroupedOrders {
  /** In id order. */
  readonly customers: readonly OrdersOfOne[];
  /** When each order took place. */
  readonly times: Float64Array;
  /** The order of each row, −1 for a return. */
  readonly orderOf: Int32Array;
}

/** @throws KindredError `invalid-data` where all rows are returns */
export function groupOrders({ customers, numbers, time, returned }: OrderLines): GroupedOrders {
  const nCustomers = customers.ids.size;
  const starts = startsOf(customers.codes, nCustomers);
  const rows = countingSort(customers.codes, nCustomers);
  const metBy = new Int32Array(numbers.ids.size).fill(-1); // the customer for whom an order number was met last
  const place = new Int32Array(numbers.ids.size); // of that customer's order
  const times = new Float64Array(rows.length);
  const orderOf = new Int32Array(rows.length).fill(-1);
  const out: OrdersOfOne[] = [];
  let nOrders = 0;
  for (let c = 0; c < nCustomers; c++) {
    const from = nOrders;
    const own = rows.subarray(starts[c], starts[c + 1]);
    for (const row of own) {
      if (returned[row] === 1) continue;
      const number = numbers.codes[row];
      if (metBy[number] !== c) {
        metBy[number] = c;
        place[number] = nOrders;
        times[nOrders++] = time[row];
      } else if (time[row] > times[place[number]]) times[place[number]] = time[row];
      orderOf[row] = place[number];
    }
    if (nOrders > from) out.push({ who: customers.ids.at(c), rows: own, from, to: nOrders });
  }
  if (out.length === 0) throw new KindredError('invalid-data', `"orders" must have rows that are no returns, all ${rows.length} are`);
  return { customers: out, times: times.subarray(0, nOrders), orderOf };
}

/** The moment to count back from. @param skip - rows marked do not count @throws KindredError `invalid-data` */
export function asOfMs(given: TimeLike | undefined, time: Float64Array, skip: Uint8Array | undefined): number {
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
export function idColumn(known: readonly Id[]): Column {
  if (typeof known[0] === 'number') return { kind: 'number', values: Float64Array.from(known as readonly number[]) };
  return { kind: 'category', codes: Int32Array.from(known, (_, at) => at), categories: known as readonly string[] };
}
