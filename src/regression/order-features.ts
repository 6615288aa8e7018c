/**
 * What a shop knows of its customers on a day: figures of their orders until then, and nothing of what came after.
 * @module
 */
import { checkOptions, optional, type Constraints } from '../check.js';
import { ofKind } from '../data/column.js';
import { ids, reader } from '../data/read-columns.js';
import { sortRising, sumOf } from '../data/sorted-sum.js';
import { Table, type Column } from '../data/table.js';
import { DAY, isoDay, toMs } from '../data/time.js';
import { KindredError } from '../errors.js';
import { column, groupOrders, idColumn, ORDER_LINES, readLines, type OrderLinesOptions } from '../preprocessing/order-lines.js';

/** Which columns of the orders say what. The names are those of `cleanOrders`, so that its orders need no options. */
export interface OrderFeaturesOptions extends Partial<OrderLinesOptions> {
  /** Column of ids: what was bought. Default: none. */
  item?: string;
  /** Column of texts: the category of what was bought. Default: none. */
  category?: string;
}

/** Lists of days back. */
const BACK = [30, 90] as const;

/** @internal */
export const ORDER_FEATURES: Constraints<OrderFeaturesOptions> = {
  ...ORDER_LINES,
  customer: { ...column, default: 'customer', invalid: [0, null, ['paid']] },
  order: { ...column, default: 'order', invalid: [0, null, ['paid']] },
  time: { ...column, default: 'time', invalid: [0, null, ['paid']] },
  amount: { ...column, default: 'amount', invalid: [0, null, ['paid']] },
  item: { ...optional(column), invalid: [0, null, ['sku']] },
  category: { ...optional(column), invalid: [0, null, ['kind']] },
};

/** @internal The options filled up. */
export type OrderColumns = OrderLinesOptions & Pick<OrderFeaturesOptions, 'item' | 'category'>;

/**
 * One row a customer who has an order until `asOf`, in id order; rows of the orders after `asOf` are not looked at: the features of a day are the same bits whether or not
 * the future is in the table.
 *
 * - `customer`
 * - `recency`, `tenure`: days since the last and the first order, with their fraction
 * - `frequency`, `ordersLast30Days`, `ordersLast90Days`: numbers of orders
 * - `ordersLastYear`: of the 30 days after this day a year ago, which tell of a season; missing (NaN) where the orders do not reach back so far
 * - `monetary`, `averageOrderValue`, `lastOrderValue`: amounts
 * - `overdue`: recency in units of the mean time from one order to the next; missing (NaN) where there is one order
 * - `returnShare`: the share of the customer's rows that are returns
 * - `items`: different items, where there is a column `item`
 * - `favorite`: the category on which the most was spent (the first of equal ones), where there is a column `category`
 *
 * An order takes place when the last of its rows (until `asOf`) does; see `OrderLinesOptions` for what a return is.
 * @param orders - one row an order line
 * @param options - the columns, and the moment `asOf`. Default: the time of the last row
 * @throws KindredError `unknown-column`; `unknown-option`; `invalid-option`; `invalid-data` for no order until `asOf`, or a missing or infinite cell
 * @example
 * ```ts
 * import { orderFeatures, Table } from 'kindred';
 * const orders = Table.from([
 *   { customer: 'ann', order: 1, time: new Date('2026-01-05'), amount: 20 },
 *   { customer: 'ann', order: 2, time: new Date('2026-01-15'), amount: 40 },
 *   { customer: 'bob', order: 3, time: new Date('2026-02-20'), amount: 5 },
 * ]);
 * const { recency, frequency, overdue, averageOrderValue } = orderFeatures(orders, { asOf: '2026-01-20' }).row(0);
 * console.log(recency, frequency, overdue, averageOrderValue); // 5 2 0.5 30
 * ```
 */
export function orderFeatures(orders: Table, options: OrderFeaturesOptions = {}): Table {
  const given = checkOptions<OrderFeaturesOptions>('orderFeatures', ORDER_FEATURES, options) as OrderColumns;
  const all = readLines(orders, given);
  const date = given.asOf === undefined ? all.time.reduce((last, t) => Math.max(last, t), -Infinity) : toMs(given.asOf, 'ms', '"asOf"');
  return featuresAt(orders, given, date);
}

/** Only the rows until a moment, and of them only the columns that are asked for. @throws KindredError `invalid-data` where there are none */
function until(orders: Table, { customer, order, time, amount, quantity, item, category }: OrderColumns, date: number): Table {
  const names = [customer, order, time, amount, quantity, item, category].filter((name) => name !== undefined);
  const known = orders.select([...new Set(names)]).filter(Array.from(orders.column(time, 'date').values, (t) => t <= date));
  if (known.nRows === 0) throw new KindredError('invalid-data', `"orders" must have rows until ${isoDay(date)}, got none`);
  return known;
}

/** See `orderFeatures`. @internal */
export function featuresAt(orders: Table, options: OrderColumns, date: number): Table {
  const known = until(orders, options, date);
  const lines = readLines(known, options);
  const { customers, times, orderOf } = groupOrders(lines);
  const codesOf = (name: string | undefined) => {
    if (name === undefined) return undefined;
    ofKind(name, known.column(name), 'category', 'text', 'number');
    return ids(reader(known)(name), name);
  };
  const [items, categories] = [codesOf(options.item), codesOf(options.category)];
  const reachesBack = lines.time.some((t) => t <= date - 365 * DAY);
  const out = {} as Record<string, Float64Array>;
  const put = (name: string, n: number, value: number) => ((out[name] ??= new Float64Array(customers.length))[n] = value);
  const favorites = new Int32Array(customers.length);
  const scratch = new Float64Array(lines.amount.length);
  const seenBy = new Int32Array(items?.ids.size ?? 0).fill(-1); // the customer who was last seen to buy an item
  customers.forEach(({ rows, from, to }, n) => {
    const dates = times.slice(from, to).sort();
    const [first, last, count] = [dates[0], dates[dates.length - 1], to - from];
    const bought = rows.filter((row) => orderOf[row] >= 0);
    const spent = (counts: (row: number) => boolean) => {
      let size = 0;
      for (const row of bought) if (counts(row)) scratch[size++] = lines.amount[row];
      sortRising(scratch, 0, size);
      return sumOf(scratch, 0, size);
    };
    const [recency, gap, monetary] = [(date - last) / DAY, count === 1 ? NaN : (last - first) / (count - 1) / DAY, spent(() => true)];
    const between = (a: number, b: number) => dates.filter((t) => t > date - a * DAY && t <= date - b * DAY).length;
    put('recency', n, recency);
    put('tenure', n, (date - first) / DAY);
    put('frequency', n, count);
    for (const days of BACK) put(`ordersLast${days}Days`, n, between(days, 0));
    put('ordersLastYear', n, reachesBack ? between(365, 335) : NaN);
    put('monetary', n, monetary);
    put('averageOrderValue', n, monetary / count);
    put(
      'lastOrderValue',
      n,
      spent((row) => times[orderOf[row]] === last),
    );
    put('overdue', n, Number.isNaN(gap) ? NaN : recency / Math.max(gap, 1)); // orders of one day: as if a day lay between them
    put('returnShare', n, (rows.length - bought.length) / rows.length);
    if (items) {
      let different = 0;
      for (const row of bought) {
        if (seenBy[items.codes[row]] === n) continue;
        seenBy[items.codes[row]] = n;
        different++;
      }
      put('items', n, different);
    }
    if (categories) favorites[n] = favorite(bought, categories.codes, lines.amount);
  });
  const figures = Object.entries(out).map(([name, values]): [string, Column] => [name, { kind: 'number', values }]);
  const liked: [string, Column][] = categories ? [['favorite', categoryColumn(favorites, categories.ids.values)]] : [];
  return Table.of({ customer: idColumn(customers.map(({ who }) => who)), ...Object.fromEntries([...figures, ...liked]) });
}

/** The category of the greatest amount. */
function favorite(rows: Int32Array, codes: Int32Array, amount: Float64Array): number {
  const amounts = new Map<number, number[]>();
  for (const row of rows) {
    const known = amounts.get(codes[row]);
    if (known) known.push(amount[row]);
    else amounts.set(codes[row], [amount[row]]);
  }
  let [best, most] = [-1, -Infinity];
  for (const code of [...amounts.keys()].sort((a, b) => a - b)) {
    const sorted = Float64Array.from(amounts.get(code)!).sort();
    const sum = sumOf(sorted, 0, sorted.length);
    if (sum > most) [best, most] = [code, sum];
  }
  return best;
}

const categoryColumn = (codes: Int32Array, names: readonly (string | number)[]): Column => ({
  kind: 'category',
  codes,
  categories: names.map(String),
});
