/**
 * Purchases: the kept orders as numbered columns, and their rows by customer. Every part of the report reads these.
 * @module
 */
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Table } from '../data/table.js';
import type { Named } from './report.js';

export interface Purchases {
  readonly nCustomers: number;
  /** By row. Codes may skip numbers: the dictionaries are those of the whole file. */
  readonly customer: Int32Array;
  readonly order: Int32Array;
  readonly item: Int32Array;
  readonly time: Float64Array;
  readonly amount: Float64Array;
  /** Lengths of the dictionaries. */
  readonly nOrders: number;
  readonly nItems: number;
  /** Rows by customer, then item: those of customer c are rows[starts[c]..starts[c + 1]). */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  readonly first: number;
  readonly last: number;
  /** An item as it is shown. */
  readonly named: (item: string) => Named;
  readonly itemAt: (code: number) => Named;
  readonly customerAt: (code: number) => string;
  /** The code of a customer who is there. */
  readonly codeOf: (customer: string) => number;
}

/**
 * @param orders - as `cleanOrders` keeps them
 * @param named - what its items are called
 */
export function purchasesOf(orders: Table, named: Purchases['named']): Purchases {
  const customer = orders.column('customer', 'category');
  const order = orders.column('order', 'category');
  const item = orders.column('item', 'category');
  const time = orders.column('time', 'date').values;
  const codes = new Map(customer.categories.map((id, code) => [id, code]));
  return {
    nCustomers: customer.categories.length,
    customer: customer.codes,
    order: order.codes,
    item: item.codes,
    time,
    amount: orders.column('amount', 'number').values,
    nOrders: order.categories.length,
    nItems: item.categories.length,
    rows: countingSort(customer.codes, customer.categories.length, countingSort(item.codes, item.categories.length)),
    starts: startsOf(customer.codes, customer.categories.length),
    first: time.reduce((a, b) => Math.min(a, b)),
    last: time.reduce((a, b) => Math.max(a, b)),
    named,
    itemAt: (code) => named(item.categories[code]),
    customerAt: (code) => customer.categories[code],
    codeOf: (id) => codes.get(id)!,
  };
}

/** What each item is called: its name in the latest order, the first by code unit where that has several. */
export function namesOf(orders: Table): (item: string) => Named {
  const names = new Map<string, string>();
  if (orders.columns.includes('name')) {
    const { codes: items, categories: ids } = orders.column('item', 'category');
    const { codes, categories } = orders.column('name', 'category');
    const time = orders.column('time', 'date').values;
    const last = new Int32Array(ids.length).fill(-1);
    const at = new Float64Array(ids.length).fill(-Infinity);
    for (let row = 0; row < items.length; row++) {
      const [item, code] = [items[row], codes[row]];
      if (code < 0 || time[row] < at[item] || (time[row] === at[item] && code > last[item])) continue;
      [last[item], at[item]] = [code, time[row]];
    }
    last.forEach((code, i) => code >= 0 && names.set(ids[i], categories[code]));
  }
  return (item) => ({ item, name: names.get(item) ?? '' });
}
