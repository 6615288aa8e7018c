// What a report counts, by the most literal means: strings, maps and sorted lists.
import type { Table } from '../../src/index.js';

const DAY = 86400000;

export interface Line {
  readonly customer: string;
  readonly order: string;
  readonly item: string;
  readonly time: number;
  readonly amount: number;
}

export function linesOf(orders: Table): Line[] {
  const text = (name: string) => {
    const { codes, categories } = orders.column(name, 'category');
    return (row: number) => categories[codes[row]];
  };
  const [customer, order, item] = ['customer', 'order', 'item'].map(text);
  const time = orders.column('time', 'date').values;
  const amount = orders.column('amount', 'number').values;
  return Array.from(time, (at, row) => ({ customer: customer(row), order: order(row), item: item(row), time: at, amount: amount[row] }));
}

/** Values by key, in order of appearance. */
export function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

/** Orders with each item, and with each two of the items asked for. */
export function basketCounts(lines: readonly Line[]): {
  nOrders: number;
  withItem: (a: string) => number;
  withBoth: (a: string, b: string) => number;
} {
  const baskets = [...grouped(lines, ({ order }) => order).values()].map((own) => new Set(own.map(({ item }) => item)));
  const holders = new Map<string, Set<number>>();
  baskets.forEach((basket, at) => basket.forEach((item) => holders.set(item, (holders.get(item) ?? new Set()).add(at))));
  const of = (item: string) => holders.get(item) ?? new Set<number>();
  return {
    nOrders: baskets.length,
    withItem: (a) => of(a).size,
    withBoth: (a, b) => [...of(a)].filter((basket) => of(b).has(basket)).length,
  };
}

/** The days between two days on which one customer bought the item, and each repeating customer's last such day. */
export function repeats(lines: readonly Line[], item: string): { intervals: number[]; lastDays: Map<string, number> } {
  const intervals: number[] = [];
  const lastDays = new Map<string, number>();
  for (const [customer, own] of grouped(
    lines.filter((line) => line.item === item),
    (line) => line.customer,
  )) {
    const days = [...new Set(own.map(({ time }) => Math.floor(time / DAY)))].sort((a, b) => a - b);
    if (days.length > 1) lastDays.set(customer, days[days.length - 1]);
    days.slice(1).forEach((day, d) => intervals.push(day - days[d]));
  }
  return { intervals, lastDays };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
}
