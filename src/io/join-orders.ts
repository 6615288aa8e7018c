/**
 * Several files of one shop as one.
 * @module
 */
import { Table, type Column } from '../data/table.js';
import { KindredError } from '../errors.js';
import { compatible, currencyChoices, isCode } from './currency.js';
import { withReasons } from './left-out.js';
import type { OrdersFile } from './orders-reader.js';
import { asking } from './question.js';
import { counted } from './status.js';

type Category = Extract<Column, { kind: 'category' }>;
type NamedFile = { readonly name: string; readonly file: OrdersFile };

/**
 * Put the orders of several files together. Of an order that several files have (the same number, customer and time), only the rows of the last file count:
 * it was exported last, and knows what became of the order. A number that stands for another order in a later file is made another number there, and `found`
 * says so.
 * @param files - in the order in which they were exported, with names for the sentences
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
 * console.log(cleanOrders(orders).leftOut); // [ { reason: 'in a later file too', rows: 1, amount: 3 } ]
 * ```
 */
export function joinOrders(files: readonly NamedFile[]): OrdersFile {
  if (files.length === 0) throw new KindredError('invalid-data', 'there must be at least one file of orders');
  if (files.length === 1) return files[0].file;
  const currency = currencyOf(files);
  const tables = files.map(({ file }) => file.orders);
  const names = [...new Set(tables.flatMap(({ columns }) => columns))].filter((name) => name !== 'left_out');
  const columns: Record<string, Column> = Object.fromEntries(names.map((name) => [name, joined(tables, name)]));
  const nRows = tables.reduce((sum, table) => sum + table.nRows, 0);
  const fileNames = files.map(({ name }) => name);
  const { isAgain, order, found } = repeats(tables, fileNames, columns);
  columns.order = order;
  const had = tables.some((table) => table.columns.includes('left_out')) ? (joined(tables, 'left_out') as Category) : undefined;
  const reasons = withReasons(had, nRows, { stronger: (row) => (isAgain[row] ? 'in a later file too' : undefined) });
  if (reasons.categories.length > 0) columns.left_out = reasons;
  return {
    orders: Table.of(columns),
    layout: [...new Set(files.map(({ file }) => file.layout))].join(' and '),
    ...currency,
    found: [...files.flatMap(({ name, file }) => file.found.map((sentence) => `${name}: ${sentence}`)), ...found],
  };
}

/** The one currency of all files. */
function currencyOf(files: readonly NamedFile[]): Pick<OrdersFile, 'currency' | 'currencySign'> {
  const all = [...new Set(files.flatMap(({ file }) => file.currency ?? file.currencySign ?? []))];
  const currency = all.find(isCode);
  if (all.every((one) => compatible(one, currency ?? all[0])))
    return { currency, currencySign: currency === undefined ? all[0] : undefined };
  const choices = currencyChoices(all);
  const named = files.map(({ name, file }) => `${name} (${file.currency ?? file.currencySign ?? 'not said'})`).join(', ');
  const message = `the files are in different currencies, ${named}: say which one counts, --currency ${choices[0] ?? 'CODE'}`;
  throw asking({ question: { about: 'currency', choices }, message });
}

/** An order as several files have it: the same number, customer and time. */
interface Same {
  readonly customer: number;
  readonly time: number;
  /** The place of the last table that has it. */
  last: number;
  readonly code: number;
}

/**
 * Rows of orders that a later table has again, and the order of each row: a number that stands for another order in a later table, as where a shop began to
 * count anew, is made another number there.
 */
function repeats(tables: readonly Table[], names: readonly string[], columns: Readonly<Record<string, Column>>) {
  const { codes, categories } = columns.order as Category;
  const customers = (columns.customer as Category).codes;
  const times = (columns.time as Extract<Column, { kind: 'date' }>).values;
  const ofCode: (Same[] | undefined)[] = [];
  const texts = [...categories];
  const taken = new Set(texts);
  const renamed = tables.map(() => ({ n: 0, example: '' }));
  const isRow: Same[] = [];
  let row = 0;
  tables.forEach((table, t) => {
    const here = new Map<number, Same>();
    for (const end = row + table.nRows; row < end; row++) {
      const code = codes[row];
      if (code < 0) continue;
      let same = here.get(code);
      if (!same) {
        const all = (ofCode[code] ??= []);
        same = all.find(({ customer, time }) => customer === customers[row] && Object.is(time, times[row]));
        if (!same) {
          same = { customer: customers[row], time: times[row], last: t, code: all.length === 0 ? code : texts.length };
          if (all.length > 0) {
            texts.push(anotherName(categories[code], names[t], taken));
            renamed[t].n++;
            renamed[t].example ||= texts[same.code];
          }
          all.push(same);
        }
        same.last = t;
        here.set(code, same);
      }
      isRow[row] = same;
    }
  });
  const isAgain = new Uint8Array(codes.length);
  row = 0;
  tables.forEach((table, t) => {
    for (const end = row + table.nRows; row < end; row++) if (isRow[row] && isRow[row].last !== t) isAgain[row] = 1;
  });
  const order =
    texts.length === categories.length
      ? columns.order
      : sorted(
          Int32Array.from(codes, (_, r) => isRow[r]?.code ?? -1),
          texts,
        );
  const found = renamed.flatMap(({ n, example }, t) =>
    n === 0
      ? []
      : [
          `${names[t]}: ${counted(n, 'order number')} ${n === 1 ? 'stands' : 'stand'} for another customer or time in an earlier file: ${n === 1 ? 'it is' : 'they are'} kept as ${n === 1 ? 'another order' : 'other orders'}, such as "${example}".`,
        ],
  );
  return { isAgain, order, found };
}

function anotherName(order: string, file: string, taken: Set<string>): string {
  let name = `${order} (${file})`;
  for (let n = 2; taken.has(name); n++) name = `${order} (${file}, ${n})`;
  taken.add(name);
  return name;
}

/** A category column whose texts may stand in any order. */
function sorted(codes: Int32Array, texts: readonly string[]): Category {
  const categories = [...texts].sort();
  const place = new Map(categories.map((text, code) => [text, code]));
  return { kind: 'category', codes: codes.map((code) => (code < 0 ? -1 : place.get(texts[code])!)), categories };
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
