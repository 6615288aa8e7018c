import { describe, expect, test } from 'vitest';
import { Table } from '../../src/index.js';
import { rfm } from '../../src/preprocessing/index.js';
import { thrown } from '../support/files.js';
import { shuffled } from '../support/random.js';

describe('rfm', () => {
  const rows = [
    { who: 'bob', no: '3', at: new Date('2026-01-31T12:00:00Z'), paid: 0.1 },
    { who: 'ann', no: '1', at: new Date('2026-01-01T00:00:00Z'), paid: 10 },
    { who: 'ann', no: '1', at: new Date('2026-01-01T00:00:00Z'), paid: 5 },
    { who: 'ann', no: '2', at: new Date('2026-01-11T00:00:00Z'), paid: 0.2 },
  ];
  const columns = { customer: 'who', order: 'no', time: 'at', amount: 'paid' };

  test('counts whole days, distinct orders and money, in id order', () => {
    const table = rfm(Table.from(rows), { ...columns, asOf: '2026-02-01' });
    expect(table.column('customer')).toMatchObject({ categories: ['ann', 'bob'] });
    expect(Array.from(table.toMatrix(['recency', 'frequency', 'monetary']).data)).toEqual([21, 2, 15.2, 0, 1, 0.1]);
  });

  test('gives the same bits in any order of the rows', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...rows[i % 4], paid: 0.1 * i }));
    const names = ['recency', 'frequency', 'monetary'];
    const expected = rfm(Table.from(many), columns).toMatrix(names).data;
    for (let seed = 0; seed < 10; seed++) expect(rfm(Table.from(shuffled(many, seed)), columns).toMatrix(names).data).toEqual(expected);
  });

  test('refuses a wrong name, a missing cell, no rows and a day before the last order', () => {
    const orders = Table.from(rows);
    expect(thrown(() => rfm(orders, { ...columns, amount: 'payed' })).message).toContain('did you mean "paid"');
    expect(thrown(() => rfm(orders, { ...columns, asof: '2026-02-01' } as never)).code).toBe('unknown-option');
    expect(thrown(() => rfm(orders, { ...columns, asOf: '2026-01-15' })).message).toContain('must not be before the last order');
    expect(thrown(() => rfm(Table.from([{ ...rows[0] }, { ...rows[1], paid: null }]), columns)).message).toBe('row 2 of "paid" is missing');
    expect(thrown(() => rfm(orders.filter([]), columns)).message).toContain('must have rows');
    expect(thrown(() => rfm(orders, { ...columns, order: 'paid' })).message).toContain('must be text or a whole number');
  });

  test('takes whole numbers as ids', () => {
    const table = rfm(Table.from(rows.map((row) => ({ ...row, who: row.who === 'ann' ? 10 : 9, no: Number(row.no) }))), columns);
    expect(Array.from(table.toMatrix(['customer', 'frequency']).data)).toEqual([9, 1, 10, 2]);
  });
});
