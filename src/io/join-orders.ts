/**
 * Several files of one shop as one.
 * @module
 */
import { Table, type Column } from '../data/table.js';
import { KindredError } from '../errors.js';
import { withReasons } from './orders-table.js';
import type { OrdersFile } from './orders-reader.js';
import { asking } from './question.js';

type Category = Extract<Column, { kind: 'category' }>;

/**
 * Put the orders of several files together: of an order whose number stands in an earlier file too, only the earlier rows count.
 * @param files - in the order in which they count, with names for the sentences
 * @throws KindredError `invalid-data` for no files, and where they are in different currencies (its `cause` is an `OrdersQuestion`)
 * @example
 * ```ts
 * import { cleanOrders, joinOrders, OrdersReader } from 'kindred/io';
 * const read = (rows: string) => {
 *   const reader = new OrdersReader();
 *   reader.push(`customer,order,item,quantity,price,time\n${rows}`);
 *   return reader.end();
 * };
 * const january = read('ann,1,tea,2,4.2,2026-01-05\nbob,2,jam,1,3,2026-01-31\n');
 * const february = read('bob,2,jam,1,3,2026-01-31\nann,3,jam,1,3,2026-02-02\n');
 * const { orders } = joinOrders([{ name: 'january.csv', file: january }, { name: 'february.csv', file: february }]);
 * console.log(cleanOrders(orders).leftOut); // [ { reason: 'already in an earlier file', rows: 1 } ]
 * ```
 */
export function joinOrders(files: readonly { readonly name: string; readonly file: OrdersFile }[]): OrdersFile {
  if (files.length === 0) throw new KindredError('invalid-data', 'there must be at least one file of orders');
  if (files.length === 1) return files[0].file;
  const currencies = [...new Set(files.flatMap(({ file }) => file.currency ?? []))];
  if (currencies.length > 1) {
    const named = files.map(({ name, file }) => `${name} (${file.currency ?? 'not said'})`).join(', ');
    const message = `the files are in different currencies, ${named}: say which one counts, --currency ${currencies[0]}`;
    throw asking({ question: { about: 'currency', choices: currencies }, message });
  }
  const tables = files.map(({ file }) => file.orders);
  const names = [...new Set(tables.flatMap(({ columns }) => columns))].filter((name) => name !== 'left_out');
  const columns: Record<string, Column> = Object.fromEntries(names.map((name) => [name, joined(tables, name)]));
  const nRows = tables.reduce((sum, table) => sum + table.nRows, 0);
  const repeated = repeats(tables, columns.order as Category);
  const had = tables.some((table) => table.columns.includes('left_out')) ? (joined(tables, 'left_out') as Category) : undefined;
  const reasons = withReasons(had, nRows, (row) => (repeated[row] ? 'already in an earlier file' : undefined));
  if (reasons.categories.length > 0) columns.left_out = reasons;
  return {
    orders: Table.of(columns),
    layout: [...new Set(files.map(({ file }) => file.layout))].join(' and '),
    currency: currencies[0],
    found: files.flatMap(({ name, file }) => file.found.map((sentence) => `${name}: ${sentence}`)),
  };
}

/** Rows of orders that an earlier table has. */
function repeats(tables: readonly Table[], { codes, categories }: Category): Uint8Array {
  const first = new Int32Array(categories.length).fill(-1); // the table in which an order comes first
  const repeated = new Uint8Array(codes.length);
  let row = 0;
  tables.forEach((table, t) => {
    for (const end = row + table.nRows; row < end; row++) {
      const code = codes[row];
      if (code < 0) continue;
      if (first[code] < 0) first[code] = t;
      else if (first[code] !== t) repeated[row] = 1;
    }
  });
  return repeated;
}

/** A column of all tables, one behind the other; missing where a table has none. */
function joined(tables: readonly Table[], name: string): Column {
  const parts = tables.map((table) => (table.columns.includes(name) ? table.column(name) : undefined));
  const kind = parts.find((part) => part !== undefined)!.kind;
  const nRows = tables.reduce((sum, table) => sum + table.nRows, 0);
  if (kind === 'category') {
    const categories = [...new Set(parts.flatMap((part) => (part as Category | undefined)?.categories ?? []))].sort();
    const place = new Map(categories.map((text, code) => [text, code]));
    const codes = new Int32Array(nRows).fill(-1);
    let at = 0;
    parts.forEach((part, t) => {
      const moved = (part as Category | undefined)?.categories.map((text) => place.get(text)!);
      if (moved) (part as Category).codes.forEach((code, row) => (codes[at + row] = code < 0 ? -1 : moved[code]));
      at += tables[t].nRows;
    });
    return { kind, codes, categories };
  }
  const values = new Float64Array(nRows).fill(NaN);
  let at = 0;
  parts.forEach((part, t) => {
    if (part) values.set((part as Extract<Column, { kind: 'number' }>).values, at);
    at += tables[t].nRows;
  });
  return { kind: kind as 'number' | 'date', values };
}
