/**
 * What the people of a campaign did, out of order lines: the table that `lift` takes.
 * @module
 */
import { checkOptions, integer, optional, type Constraints } from '../check.js';
import { takeRows } from '../data/column.js';
import { sumSorted } from '../data/sorted-sum.js';
import { Table } from '../data/table.js';
import { DAY, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { groupOrders, readLines, type OrderLinesOptions } from '../preprocessing/order-lines.js';
import { momentOf } from '../privacy/moment.js';
import { spellingOf } from '../privacy/spelling.js';
import { ORDER_FEATURES } from '../regression/order-features.js';
import { spellingsOf } from './lift-people.js';

/** Which columns of the orders say what, as of `orderFeatures`, and the days that count. */
export interface OutcomesOptions extends Partial<Omit<OrderLinesOptions, 'asOf'>> {
  /** The first moment that counts. Default: when the campaign starts. */
  from?: TimeLike;
  /** The first moment that no longer counts. */
  to: TimeLike;
  /** So many days before `from` make the pre-period, for CUPED. Default: none. */
  beforeDays?: number;
  /** Of `from` and `to` as texts that name no zone: `UTC`, an offset such as `+02:00`, or a place such as `Europe/Berlin`. Default `UTC`. */
  timeZone?: string;
}

const { customer, order, time, amount, quantity, asOf: moment } = ORDER_FEATURES;

/** @internal */
export const OUTCOMES: Constraints<OutcomesOptions> = {
  customer,
  order,
  time,
  amount,
  quantity,
  from: moment,
  to: { ...moment, accepts: (v) => v !== undefined && moment.accepts(v), invalid: [undefined, null, true, []] },
  beforeDays: optional(integer(undefined, 1)),
  timeZone: { default: 'UTC', expected: 'the name of a time zone', accepts: (v) => typeof v === 'string', invalid: [0, null] },
};

/**
 * One row a person of the campaign, in the order of its people, those who did nothing too:
 *
 * - `person`: as the campaign has it
 * - `converted`: did they order from `from` until before `to`?
 * - `orders`, `revenue`: how many orders, and what they amount to
 * - `before`: what the orders of the `beforeDays` days before `from` amount to, where these are asked for
 *
 * An order takes place when the last of its rows does; rows of returns count for nothing (see `OrderLinesOptions`). Customers are matched with people by `spellingOf`; orders
 * of others are left out. Nothing after `to` is looked at, and nothing depends on the order of the rows of the orders.
 * @param campaign - a Campaign, or `{ people }`, of which the column `person` is read
 * @param orders - one row an order line; leave unpaid rows out first. Without a row, nobody did anything
 * @throws KindredError `invalid-data` for no `from`, a missing or infinite cell; `invalid-option` where `to` is not after `from`, or for a time zone that is none;
 * `unknown-column`; `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { outcomesOf } from 'kindred/campaign';
 * const people = Table.from([{ person: 'Ann@shop.example', arm: 'treatment' }, { person: 'bob@shop.example', arm: 'control' }]);
 * const orders = Table.from([
 *   { customer: 'ann@shop.example', order: 1, time: new Date('2026-02-20'), amount: 12 },
 *   { customer: 'ann@shop.example', order: 2, time: new Date('2026-03-05'), amount: 30 },
 * ]);
 * const outcomes = outcomesOf({ people }, orders, { from: '2026-03-01', to: '2026-03-15', beforeDays: 30 });
 * console.log(outcomes.row(0)); // { person: 'Ann@shop.example', converted: true, orders: 1, revenue: 30, before: 12 }
 * console.log(outcomes.row(1)); // { person: 'bob@shop.example', converted: false, orders: 0, revenue: 0, before: 0 }
 * ```
 */
export function outcomesOf(
  campaign: { readonly people: Table; readonly startsAt?: number },
  orders: Table,
  options: OutcomesOptions,
): Table {
  const given = checkOptions<OutcomesOptions>('outcomesOf', OUTCOMES, options) as Required<OutcomesOptions>;
  const { people, startsAt } = campaign ?? {};
  if (!(people instanceof Table)) throw new KindredError('invalid-data', mustBe('people', 'a Table', people));
  if (!(orders instanceof Table)) throw new KindredError('invalid-data', mustBe('orders', 'a Table', orders));
  if (given.from === undefined && startsAt === undefined)
    throw new KindredError('invalid-data', 'the campaign does not say when it starts: "from" must');
  const from = momentOf(given.from ?? startsAt!, '"from"', given.timeZone);
  const to = momentOf(given.to, '"to"', given.timeZone);
  if (!(to > from))
    throw new KindredError('invalid-option', `"to" must be after "from" (${new Date(from).toISOString()}), got ${show(given.to)}`);
  const places = new Map<string, number>();
  const rows: number[] = [];
  spellingsOf(people, 'person').forEach((spelling, row) => {
    if (!places.has(spelling)) places.set(spelling, rows.push(row) - 1);
  });
  const reach = given.beforeDays === undefined ? from : from - given.beforeDays * DAY;
  const [within, before] = sumsOf(orders, given, places, [
    [from, to],
    [reach, from],
  ]);
  return Table.of([
    ['person', takeRows(people.column('person'), Int32Array.from(rows))],
    ['converted', { kind: 'boolean', values: Uint8Array.from(within.orders, (n) => (n > 0 ? 1 : 0)) }],
    ['orders', { kind: 'number', values: within.orders }],
    ['revenue', { kind: 'number', values: within.amounts }],
    ...(given.beforeDays === undefined ? [] : [['before', { kind: 'number', values: before.amounts }] as const]),
  ]);
}

/** Of each place, the orders and their amounts, in each window. */
function sumsOf(
  orders: Table,
  options: Required<OutcomesOptions>,
  places: ReadonlyMap<string, number>,
  windows: readonly (readonly [number, number])[],
) {
  const out = windows.map(() => ({ orders: new Float64Array(places.size), amounts: new Float64Array(places.size) }));
  const end = windows[0][1];
  if (orders.nRows === 0) return out;
  const all = readLines(orders, options); // first, so that messages name the row as it was given
  const known = orders.filter(all.time.map((t) => (t < end ? 1 : 0)));
  if (known.nRows === 0) return out;
  const lines = readLines(known, options);
  if (lines.returned.every((mark) => mark === 1)) return out;
  const { customers, times, orderOf } = groupOrders(lines);
  const lists = windows.map(() => new Map<number, number[]>());
  for (const { who, rows, from, to } of customers) {
    const place = places.get(spellingOf(who));
    if (place === undefined) continue;
    windows.forEach(([first, last], w) => {
      const within = (t: number) => t >= first && t < last;
      for (let o = from; o < to; o++) if (within(times[o])) out[w].orders[place]++;
      for (const row of rows) {
        if (orderOf[row] < 0 || !within(times[orderOf[row]])) continue;
        const list = lists[w].get(place);
        if (list) list.push(lines.amount[row]);
        else lists[w].set(place, [lines.amount[row]]);
      }
    });
  }
  lists.forEach((byPlace, w) => byPlace.forEach((list, place) => (out[w].amounts[place] = sumSorted(Float64Array.from(list)))));
  return out;
}
