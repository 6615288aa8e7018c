import { describe, expect, test } from 'vitest';
import { purchaseSummary, Table, type OrderLinesOptions } from '../../src/index.js';
import { ORDER_LINES } from '../../src/preprocessing/order-lines.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';
import { shuffled } from '../support/random.js';

const columns = { customer: 'who', order: 'no', time: 'at', amount: 'paid' };
const FIGURES = ['frequency', 'recency', 'age', 'monetary'];

/** Orders out of `who no time paid`, a line each. */
const ordersOf = (lines: readonly string[]) =>
  Table.from(
    lines.map((line) => {
      const [who, no, at, paid] = line.split(' ');
      return { who, no, at: new Date(at), paid: Number(paid) };
    }),
  );
const of = (lines: readonly string[], options: Partial<OrderLinesOptions> = {}) => {
  const table = purchaseSummary(ordersOf(lines), { ...columns, ...options });
  return Array.from({ length: table.nRows }, (_, row) => FIGURES.map((name) => table.row(row)[name]));
};

describe('purchaseSummary', () => {
  const lines = [
    'b 9 2026-01-05T08:00Z 7',
    'a 1 2026-01-01T23:59Z 10',
    'a 2 2026-01-02T00:01Z 4', // the next day, two minutes later
    'a 3 2026-01-02T20:00Z 5', // the same day: one purchase
    'a 4 2026-01-11T09:00Z 0.1',
    'a 4 2026-01-11T09:00Z 0.2',
  ];

  test('counts days with an order, from midnight to midnight in UTC, without the first', () => {
    expect(of(lines, { asOf: '2026-01-20T18:00Z' })).toEqual([
      [2, 10, 19, (9 + (0.1 + 0.2)) / 2],
      [0, 0, 15, null],
    ]);
    expect(of(lines)[1]).toEqual([0, 0, 6, null]); // as of the last order
  });

  test('the same bits in any order of the rows', () => {
    const many = Array.from({ length: 200 }, (_, i) => `c${i % 7} ${i % 50} 2026-01-${10 + ((i * 3) % 20)} ${(i * 0.1).toFixed(2)}`);
    for (let seed = 0; seed < 5; seed++) expect(of(shuffled(many, seed))).toEqual(of(many));
  });

  test('returns count for nothing, and an order is on the day of its last row', () => {
    expect(of([...lines, 'a 5 2026-01-30 -3', 'c 6 2026-01-30 -3'], { asOf: '2026-01-20' })).toEqual(of(lines, { asOf: '2026-01-20' }));
    expect(of(['a 1 2026-01-01 1', 'a 1 2026-01-03 2', 'a 2 2026-01-03T08:00Z 4', 'a 3 2026-01-09 4'])).toEqual([[1, 6, 6, 4]]);
  });

  test('gifts are purchases worth 0', () => {
    expect(of(['a 1 2026-01-01 1', 'a 2 2026-01-03 0', 'a 3 2026-01-04 3'])).toEqual([[2, 3, 3, 1.5]]);
  });

  test('refuses what it cannot count', () => {
    expect(thrown(() => of(lines, { asOf: '2026-01-10' })).message).toContain('"asOf" must not be before the last order');
    expect(thrown(() => of(['a 1 2026-01-01 -1'])).message).toContain('all 1 are');
    expect(thrown(() => purchaseSummary([] as never, columns)).message).toContain('"orders" must be a Table');
    expect(thrown(() => purchaseSummary(ordersOf(lines), { ...columns, amount: 'piad' })).message).toContain('did you mean "paid"');
    expect(thrown(() => of(['a 1 2026-01-01 x'])).message).toContain('row 1 of "paid" is missing');
  });

  checkConstraints((options) => purchaseSummary(ordersOf(lines), options), columns, ORDER_LINES as never);
});
