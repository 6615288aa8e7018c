import { describe, expect, test } from 'vitest';
import { orderFeatures, Table } from '../../src/index.js';
import { ORDER_FEATURES } from '../../src/regression/order-features.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

interface Line extends Record<string, unknown> {
  customer: string;
  order: number;
  time: Date;
  amount: number;
  sku: string;
  kind: string;
}
const line = (customer: string, order: number, day: string, amount: number, sku = 'x', kind = 'tea'): Line => ({
  customer,
  order,
  time: new Date(day),
  amount,
  sku,
  kind,
});
const names = { item: 'sku', category: 'kind' };
/** Every cell by its bits, but for the dictionary of a category column. */
const cells = (table: Table) => Array.from({ length: table.nRows }, (_, row) => table.row(row));

describe('orderFeatures', () => {
  const lines = [
    line('bob', 9, '2026-03-01', 7),
    line('ann', 1, '2025-03-20', 10, 'a', 'tea'),
    line('ann', 2, '2026-01-01', 4, 'b', 'jam'),
    line('ann', 2, '2026-01-01', 5, 'c', 'jam'),
    line('ann', 3, '2026-02-20', 9, 'a', 'tea'),
    line('ann', 4, '2026-02-21', -9, 'a', 'tea'), // a return
    line('ann', 5, '2026-02-28', 1, 'd', 'mug'),
  ];

  test('are what one sees by looking', () => {
    const [ann, bob] = cells(orderFeatures(Table.from(lines), { ...names, asOf: '2026-03-10' }));
    expect(ann).toEqual({
      customer: 'ann',
      recency: 10,
      tenure: 355,
      frequency: 4,
      ordersLast30Days: 2,
      ordersLast90Days: 3,
      ordersLastYear: null, // the orders begin 355 days ago
      monetary: 29,
      averageOrderValue: 29 / 4,
      lastOrderValue: 1,
      overdue: 10 / (345 / 3),
      returnShare: 1 / 6,
      items: 4,
      favorite: 'tea',
    });
    expect(bob).toMatchObject({ recency: 9, frequency: 1, overdue: null, favorite: 'tea', returnShare: 0 });
    const later = cells(orderFeatures(Table.from(lines), { asOf: '2026-03-20' }));
    expect(later[0]['ordersLastYear']).toBe(0); // of the 30 days after this day a year ago: that of the day itself is before them
    expect(cells(orderFeatures(Table.from([...lines, line('eve', 6, '2025-03-01', 1)]), { asOf: '2026-03-10' }))[0]['ordersLastYear']).toBe(
      1,
    );
    expect(later[0]).not.toHaveProperty('items');
  });

  test('of a day are the same bits whatever comes after it', () => {
    const random = generator(3);
    const start = Date.parse('2025-01-01');
    const many = Array.from({ length: 900 }, (_, i) =>
      line(
        `c${Math.floor(60 * random())}`,
        Math.floor(500 * random()),
        new Date(start + Math.floor(500 * 864e5 * random())).toISOString(),
        Math.round(1000 * random()) / 10 - (i % 9 === 0 ? 90 : 0),
        `s${Math.floor(30 * random())}`,
        `k${Math.floor(4 * random())}`,
      ),
    );
    for (const day of ['2025-06-01T00:00:00Z', '2025-11-11T11:11:11Z', '2026-03-01T00:00:00Z']) {
      const past = many.filter(({ time }) => time.getTime() <= Date.parse(day));
      expect(past.length).toBeLessThan(many.length);
      const expected = cells(orderFeatures(Table.from(past), { ...names, asOf: day }));
      // a marker into the future: known customers, new ones, a new kind, huge amounts, order numbers of the past
      const future = [
        ...many,
        ...past.slice(0, 40).map((row) => ({ ...row, time: new Date('2026-07-01'), amount: 1e9, kind: 'zebra', sku: 'marker' })),
      ];
      for (const rows of [many, future, shuffled(future)])
        expect(cells(orderFeatures(Table.from(rows), { ...names, asOf: day }))).toEqual(expected);
      // and the marker is seen where it belongs to the past
      const seen = cells(
        orderFeatures(Table.from(future.map((row) => ({ ...row, time: new Date(Math.min(row.time.getTime(), Date.parse(day))) }))), {
          ...names,
          asOf: day,
        }),
      );
      expect(seen).not.toEqual(expected);
    }
  });

  test('whole numbers as ids, one row, and the last row as the day', () => {
    const table = orderFeatures(Table.from([{ customer: 7, order: 1, time: new Date('2026-01-01'), amount: 3 }]));
    expect(table.row(0)).toMatchObject({ customer: 7, recency: 0, tenure: 0, frequency: 1, overdue: null, lastOrderValue: 3 });
  });

  test('several orders of one day are as if a day lay between them', () => {
    const rows = [line('a', 1, '2026-01-01', 1), line('a', 2, '2026-01-01', 1)];
    expect(orderFeatures(Table.from(rows), { asOf: '2026-01-11' }).row(0)['overdue']).toBe(10);
  });

  test('refuse what they cannot count', () => {
    const table = Table.from(lines);
    expect(thrown(() => orderFeatures(table, { asOf: '2020-01-01' })).message).toContain('must have rows until 2020-01-01, got none');
    expect(thrown(() => orderFeatures(table, { customer: 'costumer' })).code).toBe('unknown-column');
    expect(thrown(() => orderFeatures(table, { category: 'kin' })).message).toContain('did you mean "kind"');
    expect(thrown(() => orderFeatures(Table.from([{ ...lines[0], amount: null }, lines[1]]))).message).toContain('"amount" is missing');
    expect(thrown(() => orderFeatures([] as never)).message).toContain('"orders" must be a Table');
  });

  checkConstraints((options) => orderFeatures(Table.from(lines), options as never), {}, ORDER_FEATURES as never);
});
