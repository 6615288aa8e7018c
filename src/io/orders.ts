/**
 * Orders: which rows count.
 * @module
 */
import { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { orderColumns } from './columns.js';
import { KINDS, type OrderColumns, type Role } from './roles.js';
import { CsvReader } from './csv.js';
import type { CsvOptions, CsvSchema } from './csv-schema.js';

/**
 * A reader of orders files: a `Table` with the columns customer, order, item, quantity, price, time and perhaps name.
 * @param named - which column is which, where the names in the header are not recognized
 * @throws KindredError `unknown-column` (when the header is read), `invalid-option`
 * @example
 * ```ts
 * import { ordersReader } from 'kindred/io';
 * const reader = ordersReader({ customer: 'buyer', order: 'no', item: 'sku', quantity: 'units', price: 'each', time: 'at' }, { delimiter: ';' });
 * reader.push('buyer;no;sku;units;each;at\nann;1;tea;2;4.2;20');
 * reader.push('26-01-05\n');
 * console.log(reader.end().nRows); // 1
 * ```
 */
export function ordersReader(named: Partial<OrderColumns> = {}, options?: CsvOptions): CsvReader {
  return new CsvReader((header) => {
    const schema = Object.entries(orderColumns(header, named)).map(([role, column]) => [
      role,
      { header: column as string, kind: KINDS[role as Role] },
    ]);
    return Object.fromEntries(schema) as CsvSchema;
  }, options);
}

/** Why rows were left out, and how many, in the order of the checks. */
export interface LeftOut {
  readonly reason: string;
  readonly rows: number;
  /** Quantity times price of these rows, of those that have both: below 0 where goods went back. */
  readonly amount: number;
}

/** The rows that count, with `amount` (quantity times price), and what became of the others. */
export interface CleanOrders {
  readonly orders: Table;
  readonly leftOut: readonly LeftOut[];
  readonly nRows: number;
}

/** An order number that begins with C and takes something back is a cancellation. */
const CANCELLED = /^C\d/;

/**
 * Keep the rows that are sales to a known customer; count every other one by its first reason.
 * @throws KindredError `invalid-data` where no row is left
 * @example
 * ```ts
 * import { cleanOrders, ordersReader } from 'kindred/io';
 * const reader = ordersReader();
 * reader.push('customer,order,item,quantity,price,time\nann,1,tea,2,4.2,2026-01-05\n,2,jam,1,3,2026-01-06\n');
 * const { orders, leftOut } = cleanOrders(reader.end());
 * console.log(orders.nRows, leftOut[0]); // 1 { reason: 'no customer', rows: 1, amount: 3 }
 * ```
 */
export function cleanOrders(table: Table): CleanOrders {
  const customer = table.column('customer', 'category').codes;
  const order = table.column('order', 'category');
  const item = table.column('item', 'category').codes;
  const quantity = table.column('quantity', 'number').values;
  const price = table.column('price', 'number').values;
  const time = table.column('time', 'date').values;
  const cancelled = order.categories.map((text) => CANCELLED.test(text));
  const left = table.columns.includes('left_out') ? table.column('left_out', 'category') : undefined;
  const reasons: [string, (row: number) => boolean][] = [
    ...(left?.categories ?? []).map((reason, code): [string, (row: number) => boolean] => [reason, (row) => left!.codes[row] === code]),
    ['no customer', (row) => customer[row] < 0],
    ['cancelled', (row) => cancelled[order.codes[row]] === true && quantity[row] < 0],
    ['no order number', (row) => order.codes[row] < 0],
    ['no item', (row) => item[row] < 0],
    ['no time', (row) => Number.isNaN(time[row])],
    ['quantity not above 0', (row) => !(quantity[row] > 0)],
    ['price not above 0', (row) => !(price[row] > 0)],
  ];
  const counts = new Int32Array(reasons.length);
  const amounts = new Float64Array(reasons.length);
  const keep = new Uint8Array(table.nRows);
  for (let row = 0; row < table.nRows; row++) {
    const reason = reasons.findIndex(([, holds]) => holds(row));
    if (reason < 0) {
      keep[row] = 1;
      continue;
    }
    counts[reason]++;
    const amount = quantity[row] * price[row];
    if (!Number.isNaN(amount)) amounts[reason] += amount;
  }
  const leftOut = reasons.map(([reason], r) => ({ reason, rows: counts[r], amount: amounts[r] })).filter(({ rows }) => rows > 0);
  const kept = table.filter(keep);
  if (kept.nRows === 0) {
    throw new KindredError(
      'invalid-data',
      `none of the ${table.nRows} rows is a sale to a known customer: ${leftOut.map(({ reason, rows }) => `${rows} ${reason}`).join(', ')}`,
    );
  }
  const [q, p] = [kept.column('quantity', 'number').values, kept.column('price', 'number').values];
  const columns = Object.fromEntries(kept.columns.filter((name) => name !== 'left_out').map((name) => [name, kept.column(name)]));
  return {
    orders: Table.of({ ...columns, amount: { kind: 'number', values: q.map((v, row) => v * p[row]) } }),
    leftOut,
    nRows: table.nRows,
  };
}
