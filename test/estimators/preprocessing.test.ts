import { describe, expect, test } from 'vitest';
import { Matrix, Table } from '../../src/index.js';
import { Log1pTransformer, Log1pTransformerModel, rfm, StandardScaler, StandardScalerModel } from '../../src/preprocessing/index.js';
import { thrown } from '../support/files.js';
import { blobs, shuffled } from '../support/random.js';
import { checkEstimator } from './contract.js';
import { checkScaler, checkTransformer } from './transformer-contract.js';

const standardScaler = {
  make: (options: object) => new StandardScaler(options),
  options: {},
  constraints: {},
  Model: StandardScalerModel,
  apply: (model: StandardScalerModel, X: Matrix) => model.transform(X).data,
};
const log1pTransformer = {
  make: (options: object) => new Log1pTransformer(options),
  options: {},
  constraints: {},
  Model: Log1pTransformerModel,
  apply: (model: Log1pTransformerModel, X: Matrix) => model.transform(X).data,
};

checkEstimator('StandardScaler', standardScaler);
checkTransformer('StandardScaler', standardScaler);
checkScaler('StandardScaler', standardScaler);
checkEstimator('Log1pTransformer', log1pTransformer);
checkTransformer('Log1pTransformer', log1pTransformer);
checkScaler('Log1pTransformer', log1pTransformer);

describe('transformers', () => {
  test('come back by inverseTransform, with their column names', () => {
    const X = Matrix.from(blobs(30, 3, 3), { columns: ['a', 'b', 'c'] });
    for (const model of [new StandardScaler().fit(X), new Log1pTransformer().fit(X)]) {
      const back = model.inverseTransform(model.transform(X));
      expect(back.columns).toEqual(['a', 'b', 'c']);
      back.data.forEach((v, p) => expect(v).toBeCloseTo(X.data[p], 10));
    }
  });

  test('a constant column becomes 0, also where its sum rounds', () => {
    const X = Matrix.from(Array.from({ length: 1000 }, () => [0.1]));
    expect(
      new StandardScaler()
        .fit(X)
        .transform(X)
        .data.every((v) => Math.abs(v) < 1e-12),
    ).toBe(true);
  });

  test('log1p names the cell it cannot take', () => {
    const X = Matrix.from([[1, 2], [3, -1]], { columns: ['visits', 'spend'] }); // prettier-ignore
    expect(thrown(() => new Log1pTransformer().fit(X)).message).toBe('row 2, column "spend" must be above -1 for log1p, got -1');
  });
});

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
