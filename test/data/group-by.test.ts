// groupBy: against a plain reference, in any order of the rows, and what it refuses.
import { describe, expect, test } from 'vitest';
import { Table, type GroupAggregate } from '../../src/index.js';
import { largestError } from '../golden/errors.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

interface Line {
  who: string | number;
  shop: boolean;
  order: number;
  paid: number | null;
  at: Date | null;
  country: string | null;
}

const ALL: Record<string, GroupAggregate> = {
  rows: 'count',
  paid: { count: 'paid' },
  sum: { sum: 'paid' },
  mean: { mean: 'paid' },
  least: { min: 'paid' },
  most: { max: 'paid' },
  orders: { nDistinct: 'order' },
  countries: { nDistinct: 'country' },
  begun: { min: 'at' },
  ended: { max: 'at' },
  inShop: { sum: 'shop' },
  share: { mean: 'shop' },
  from: { first: 'country', by: 'at' },
  to: { last: 'country', by: 'at' },
  lastPaid: { last: 'paid', by: 'order' },
};

function lines(n: number, seed: number, who: (random: () => number) => string | number): Line[] {
  const random = generator(seed);
  return Array.from({ length: n }, () => ({
    who: who(random),
    shop: random() < 0.3,
    order: Math.floor(random() * 40),
    paid: random() < 0.2 ? null : random() < 0.1 ? -0 : (random() - 0.3) * 10 ** Math.floor(random() * 12),
    at: random() < 0.2 ? null : new Date(Math.floor(random() * 50) * 1e9 - 2e10),
    country: random() < 0.3 ? null : ['DE', 'AT', 'CH', 'fr'][Math.floor(random() * 4)],
  }));
}

/** The textbook: one array of rows a group. */
function reference(rows: Line[], keys: ('who' | 'shop')[]): Record<string, unknown>[] {
  const groups = new Map<string, Line[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((k) => row[k]));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const less = (a: string | number | boolean, b: string | number | boolean) => (a < b ? -1 : a > b ? 1 : 0);
  const present = <T>(list: (T | null)[]) => list.filter((v) => v !== null) as T[];
  const found = [...groups.values()].map((group) => {
    const paid = present(group.map((r) => r.paid)).sort((a, b) => a - b);
    const times = present(group.map((r) => r.at?.getTime() ?? null)).sort((a, b) => a - b);
    const placed = group
      .filter((r) => r.country !== null && r.at !== null)
      .sort((a, b) => a.at!.getTime() - b.at!.getTime() || less(a.country!, b.country!));
    const inOrder = group.filter((r) => r.paid !== null).sort((a, b) => a.order - b.order || a.paid! - b.paid!);
    const sum = paid.reduce((a, b) => a + b, 0);
    const inShop = group.filter((r) => r.shop).length;
    return {
      ...Object.fromEntries(keys.map((k) => [k, group[0][k]])),
      rows: group.length,
      paid: paid.length,
      sum,
      mean: paid.length === 0 ? null : sum / paid.length,
      least: paid.length === 0 ? null : paid[0] + 0,
      most: paid.length === 0 ? null : paid.at(-1)! + 0,
      orders: new Set(group.map((r) => r.order)).size,
      countries: new Set(present(group.map((r) => r.country))).size,
      begun: times.length === 0 ? null : new Date(times[0]),
      ended: times.length === 0 ? null : new Date(times.at(-1)!),
      inShop,
      share: inShop / group.length,
      from: placed[0]?.country ?? null,
      to: placed.at(-1)?.country ?? null,
      lastPaid: inOrder.length === 0 ? null : inOrder.at(-1)!.paid! + 0,
    };
  }) as Record<string, unknown>[] as Record<string, string | number | boolean>[];
  return found.sort((a, b) => keys.map((k) => less(a[k], b[k])).find((c) => c !== 0) ?? 0);
}
const rowsOf = (table: Table) => Array.from({ length: table.nRows }, (_, i) => table.row(i));

test('sums lose nothing to rounding, and overflow as sums do', () => {
  const sum = (values: number[]) =>
    Table.from({ v: values })
      .groupBy([], { sum: { sum: 'v' } })
      .column('sum', 'number').values[0];
  const tenths = Array.from({ length: 100000 }, () => 0.1);
  expect([sum(tenths), sum([1e16, 1, 1, -1e16]), sum([1, 1e100, 1, -1e100])]).toEqual([10000, 2, 2]); // prettier-ignore
  expect([sum([Infinity, 1]), sum([1.7e308, 1.7e308]), sum([Infinity, -Infinity])]).toEqual([Infinity, Infinity, NaN]);
});

describe('groupBy', () => {
  const ids = {
    'few texts': (random: () => number) => ['b', 'Z', 'é', 'a', '\u{1F600}', '\uFF5E'][Math.floor(random() * 6)],
    'many texts': (random: () => number) => `u${Math.floor(random() * 300)}`,
    numbers: (random: () => number) => Math.floor(random() * 30) / 4 - 3,
  };
  for (const [name, who] of Object.entries(ids)) {
    test.each([1, 2, 7, 400, 3000])(`agrees with the textbook: ${name}, %i rows`, (n) => {
      for (const keys of [['who'], ['shop'], ['shop', 'who'], ['who', 'shop']] as ('who' | 'shop')[][]) {
        const rows = lines(n, n, who);
        const expected = reference(rows, keys);
        const found = rowsOf(Table.from(rows as never).groupBy(keys, ALL));
        expect(found.map((row) => ({ ...row, sum: 0, mean: 0 }))).toEqual(expected.map((row) => ({ ...row, sum: 0, mean: 0 })));
        expect(largestError(found.map((row) => Number(row['sum'])), expected.map((row) => Number(row['sum'])))).toBeLessThan(1e-12); // prettier-ignore
        expect(largestError(found.map((row) => Number(row['mean'])), expected.map((row) => Number(row['mean'])))).toBeLessThan(1e-12); // prettier-ignore
      }
    });
  }

  test('gives the same bits in any order of the rows', () => {
    const rows = lines(2000, 5, ids.numbers).map((row) => ({ ...row, zero: row.shop ? 0 : -0 }));
    const group = (of: typeof rows) => Table.from(of as never).groupBy(['zero', 'who'], { ...ALL, one: { last: 'zero', by: 'shop' } });
    const expected = group(rows);
    expect(Object.is(expected.row(0)['zero'], 0)).toBe(true);
    for (let seed = 1; seed <= 10; seed++) {
      const found = group(shuffled(rows, seed));
      for (const name of expected.columns) expect(found.column(name), name).toEqual(expected.column(name));
    }
  });

  test('takes keys of all kinds, in order', () => {
    const keysOf = (column: Parameters<typeof Table.of>[0]) => rowsOf(Table.of(column).groupBy('k', {})).map((row) => row['k']);
    expect(keysOf({ k: { kind: 'number', values: Float64Array.of(Infinity, -1, 10, 9, -1, -Infinity, 0.5) } })).toEqual([-Infinity, -1, 0.5, 9, 10, Infinity]); // prettier-ignore
    expect(keysOf({ k: { kind: 'date', values: Float64Array.of(5, -5, 5) } })).toEqual([new Date(-5), new Date(5)]);
    expect(keysOf({ k: { kind: 'boolean', values: Uint8Array.of(1, 0, 1) } })).toEqual([false, true]);
    expect(keysOf({ k: { kind: 'text', values: ['b', '', 'a', 'b'] } })).toEqual(['', 'a', 'b']);
    expect(keysOf({ k: { kind: 'category', codes: Int32Array.of(2, 0, 2), categories: ['b', 'unused', 'a'] } })).toEqual(['a', 'b']);
  });

  test('of nothing has no rows, of no key one', () => {
    const rows = Table.from([{ a: 'x', n: 1 }, { a: 'y', n: 2 }]); // prettier-ignore
    const none = rows.filter(() => false);
    expect([none.groupBy('a', { n: { sum: 'n' } }), none.groupBy([], { n: 'count' })].map((t) => t.nRows)).toEqual([0, 0]);
    expect(none.groupBy('a', { n: { sum: 'n' } }).columns).toEqual(['a', 'n']);
    expect(rowsOf(rows.groupBy([], { n: { sum: 'n' }, rows: 'count' }))).toEqual([{ n: 3, rows: 2 }]);
  });

  test('of a column without any value: counts and sums are 0, all else is missing', () => {
    const rows = Table.from([{ a: 'x', n: null }]);
    expect(rowsOf(rows.groupBy('a', { count: { count: 'n' }, sum: { sum: 'n' }, of: { nDistinct: 'n' }, mean: { mean: 'n' }, min: { min: 'n' }, first: { first: 'a', by: 'n' } }))).toEqual([
      { a: 'x', count: 0, sum: 0, of: 0, mean: null, min: null, first: null },
    ]); // prettier-ignore
  });

  test.each([
    ['a', { n: 'counts' }, 'invalid-option', '"n" must be "count" or an object such as { sum: "amount" }, got "counts"'],
    ['a', { n: null }, 'invalid-option', '"n" must be "count"'],
    ['a', { n: {} }, 'invalid-option', '"n" must be "count"'],
    ['a', { n: { summ: 'n' } }, 'unknown-option', 'the aggregate "n" has no "summ" (did you mean "sum"?); it has: count, sum, mean'],
    ['a', { n: { sum: 'n', mean: 'n' } }, 'unknown-option', 'the aggregate "n" has no "mean"; it has: sum'],
    ['a', { n: { sum: 5 } }, 'invalid-option', '"n.sum" must be the name of a column, got 5'],
    ['a', { n: { last: 'n' } }, 'invalid-option', '"n.by" must be the name of a column, got undefined'],
    ['a', { n: { sum: 'm' } }, 'unknown-column', 'no column "m"'],
    ['a', { n: { last: 'n', by: 'm' } }, 'unknown-column', 'no column "m"'],
    ['a', { x: { sum: 'a' } }, 'invalid-data', 'column "a" must be of kind number or boolean, it is category: row 1 is "x"'],
    ['a', { x: { min: 'a' } }, 'invalid-data', 'column "a" must be of kind number or date, it is category'],
    ['a', { x: { sum: 'd' } }, 'invalid-data', 'column "d" must be of kind number or boolean, it is date'],
    ['a', { a: 'count' }, 'invalid-data', 'the column "a" is named twice'],
    ['a', null, 'invalid-option', '"aggregates" must be an object'],
    ['n', {}, 'invalid-data', 'row 2 of "n" is missing, so the row belongs to no group: leave such rows out first (dropMissing)'],
    ['b', {}, 'unknown-column', 'no column "b"'],
    [['a', 'a'], {}, 'invalid-data', 'the column "a" is named twice'],
  ])('refuses %j by %j', (keys, aggregates, code, message) => {
    const table = Table.from({ a: ['x', 'y'], n: [1, null], d: [new Date(0), null] });
    const error = thrown(() => table.groupBy(keys, aggregates as never));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  });
});
