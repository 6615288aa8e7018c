/**
 * Days that are hidden from a model, to see what it would have said of them: the orders before, and what happened after.
 * @module
 */
import type { Table } from '../data/table.js';
import { DAY, isoDay } from '../data/time.js';

export interface Hidden {
  /** The last moment that is seen. */
  readonly cut: number;
  /** The first day after it. */
  readonly from: string;
  readonly testDays: number;
  /** What is seen. */
  readonly before: Table;
  /** What is not. */
  readonly after: Table;
}

/** A quarter of the time, at least four weeks; null where the orders do not span that. */
const SHARE = 4;
const LEAST_DAYS = 28;

/** @param orders - with customer, time and amount */
export function hiddenOf(orders: Table): Hidden | null {
  const time = orders.column('time', 'date').values;
  const [first, last] = [time.reduce((a, b) => Math.min(a, b)), time.reduce((a, b) => Math.max(a, b))];
  const testDays = Math.floor((last - first) / DAY / SHARE);
  if (testDays < LEAST_DAYS) return null;
  const cut = last - testDays * DAY;
  const seen = Uint8Array.from(time, (at) => (at <= cut ? 1 : 0));
  return { cut, from: isoDay(cut + DAY), testDays, before: orders.filter(seen), after: orders.filter(seen.map((one) => 1 - one)) };
}

/** What each of some customers spent in some orders: 0 where there are none. @param customers - with the column customer, one row each */
export function spentIn(orders: Table, customers: Table): Float64Array {
  const { codes, categories } = orders.column('customer', 'category');
  const amount = orders.column('amount', 'number').values;
  const byCode = new Float64Array(categories.length);
  codes.forEach((code, row) => (byCode[code] += amount[row]));
  const known = new Map(categories.map((id, code) => [id, byCode[code]]));
  return Float64Array.from(idsOf(customers), (id) => known.get(id) ?? 0);
}

/** The column customer. */
export function idsOf(customers: Table): string[] {
  const { codes, categories } = customers.column('customer', 'category');
  return Array.from(codes, (code) => categories[code]);
}
