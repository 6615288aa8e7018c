// BG/NBD, Gamma-Gamma and lifetime value: against lifetimes on simulated customers (test/golden/lifetime.py), and what holds for any.
import { describe, expect, test } from 'vitest';
import { BGNBD, BGNBDModel, explainLifetimeValue, GammaGamma, GammaGammaModel, lifetimeValue, Table } from '../../src/index.js';
import { factorsOf } from '../../src/regression/cholesky.js';
import { normalQuantile } from '../../src/preprocessing/normal.js';
import { lifetimeErrors, lifetimeGolden } from '../golden/lifetime.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

const { frequency, recency, age, monetary, fits } = lifetimeGolden.simulated;
const customers = Table.from({ frequency, recency, age, monetary });
const models = [new BGNBD().fit(customers), new GammaGamma().fit(customers)] as const;
const values = (table: Table, name: string) => table.column(name, 'number').values;

test.each(fits)('what lifetimes finds, penalizers $penalizers', (fit) => {
  for (const [what, error] of Object.entries(lifetimeErrors({ BGNBD, GammaGamma, lifetimeValue }, customers, fit)))
    expect(error, what).toBeLessThan(1e-8);
});

describe('lifetimeValue', () => {
  const { customers: worth, total } = lifetimeValue(...models, customers);

  test('is the sum of its months, bit for bit, and the months add up to the purchases', () => {
    for (const row of [0, 3, 77, 799]) {
      const customer = customers.row(row) as { frequency: number; recency: number; age: number; monetary: number };
      const why = explainLifetimeValue(...models, customer);
      expect(why.score).toBe(values(worth, 'lifetimeValue')[row]);
      expect(why.parts).toHaveLength(12);
      expect(why.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(why.score);
      expect(why.parts.reduce((sum, { purchases }) => sum + purchases, 0)).toBeCloseTo(values(worth, 'expectedPurchases')[row], 10);
      expect(why.parts[11].discount).toBeCloseTo(1.01 ** -12, 14);
    }
  });

  test('does not depend on the order of the customers', () => {
    const order = shuffled(Array.from({ length: customers.nRows }, (_, i) => i));
    const other = Table.from(order.map((row) => customers.row(row)));
    const again = [new BGNBD().fit(other), new GammaGamma().fit(other)] as const;
    expect(again.map((model) => model.parameters)).toEqual(models.map((model) => model.parameters));
    const moved = lifetimeValue(...again, other);
    expect(moved.total).toEqual(total);
    order.forEach((row, at) => expect(values(moved.customers, 'lifetimeValueHigh')[at]).toBe(values(worth, 'lifetimeValueHigh')[row]));
  });

  test('the total is that of the customers, surer than any of them', () => {
    const [value, low, high] = ['lifetimeValue', 'lifetimeValueLow', 'lifetimeValueHigh'].map((name) => values(worth, name));
    expect(total.value).toBeCloseTo(value.reduce((a, b) => a + b), 6); // prettier-ignore
    value.forEach((v, row) => expect(low[row] < v && v < high[row]).toBe(true));
    expect(total.low).toBeGreaterThan(low.reduce((a, b) => a + b)); // prettier-ignore
    expect(total.high).toBeLessThan(high.reduce((a, b) => a + b)); // prettier-ignore
  });

  test('margin scales it, a discount lowers it, more months raise it', () => {
    const of = (options: object) => lifetimeValue(...models, customers, options).total;
    expect(of({ margin: 0.5 }).value).toBeCloseTo(total.value / 2, 8);
    expect(of({ margin: 0.5 }).high).toBeCloseTo(total.high / 2, 8);
    expect(of({ discountRate: 0 }).value).toBeGreaterThan(total.value);
    expect(of({ months: 13 }).value).toBeGreaterThan(total.value);
    expect(of({ margin: 0 }).value).toBe(0);
  });

  test('where nothing is discounted, the bounds are those of next to nothing', () => {
    const [none, little] = [0, 1e-9].map((discountRate) => lifetimeValue(...models, customers, { discountRate }));
    expect(none.total.low / little.total.low).toBeCloseTo(1, 7);
    for (const row of [0, 3, 77, 799])
      expect(values(none.customers, 'lifetimeValueHigh')[row] / values(little.customers, 'lifetimeValueHigh')[row]).toBeCloseTo(1, 7);
  });

  test('keeps the customers where the summary names them', () => {
    const named = Table.from({ customer: frequency.map((_, i) => `c${i}`), frequency, recency, age, monetary });
    expect(lifetimeValue(...models, named).customers.row(5)).toMatchObject({
      customer: 'c5',
      lifetimeValue: values(worth, 'lifetimeValue')[5],
    });
    expect(models[0].predict(named, { days: 30 }).row(7)['customer']).toBe('c7');
    expect(models[1].predict(named).row(7)['customer']).toBe('c7');
  });

  test('refuses what it cannot value', () => {
    expect(thrown(() => lifetimeValue(...models, customers, { months: 0 })).code).toBe('invalid-option');
    expect(thrown(() => lifetimeValue(...models, customers, { month: 6 } as never)).message).toContain('did you mean "months"');
    expect(thrown(() => lifetimeValue(models[1] as never, models[0] as never, customers)).message).toContain(
      '"bgnbd" must be a BGNBDModel',
    );
    const endless = new GammaGammaModel(Float64Array.of(2, 0.9, 50), new Float64Array(0), {
      logLikelihood: 0,
      nIter: 1,
      converged: false,
      undetermined: [],
      warnings: [],
      nCustomers: 1,
    });
    expect(thrown(() => lifetimeValue(models[0], endless, customers)).message).toContain('no mean (q = 0.9');
    expect(endless.populationMean).toBe(Infinity);
  });

  test('its bounds are those of parameters drawn from the fit', () => {
    // 400 draws of the logarithms of the parameters by the covariance: the quantiles of a customer's value
    const some = Table.from([customers.row(3), customers.row(10), customers.row(40)]);
    const { customers: rows } = lifetimeValue(...models, some, { months: 6 });
    const draws = Array.from({ length: 400 }, (_, d) => {
      const drawn = models.map((model, m) => drawnModel(model as never, d * 2 + m)) as unknown as typeof models;
      return Array.from(values(lifetimeValue(...drawn, some, { months: 6 }).customers, 'lifetimeValue'));
    });
    for (let row = 0; row < 3; row++) {
      const logs = draws.map((list) => Math.log(list[row]));
      const mean = logs.reduce((a, b) => a + b) / logs.length;
      const deviation = Math.sqrt(logs.reduce((a, v) => a + (v - mean) ** 2, 0) / logs.length);
      const half = Math.log(values(rows, 'lifetimeValueHigh')[row] / values(rows, 'lifetimeValue')[row]) / 1.959964;
      expect(half / deviation).toBeGreaterThan(0.85);
      expect(half / deviation).toBeLessThan(1.18);
    }
  });
});

/** A model whose parameters are drawn by the covariance of the fit. */
function drawnModel(model: { values: Float64Array; covariance: Float64Array }, seed: number): unknown {
  const n = model.values.length;
  const { L } = factorsOf(model.covariance, n, 0);
  const random = generator(seed);
  const z = Array.from({ length: n }, () => normalQuantile(random()));
  const moved = model.values.map((v, i) => v * Math.exp(z.reduce((sum, zj, j) => sum + (j <= i ? L[i * n + j] * zj : 0), 0)));
  const Model = n === 4 ? BGNBDModel : GammaGammaModel;
  return new Model(moved, new Float64Array(0), {
    logLikelihood: 0,
    nIter: 0,
    converged: true,
    undetermined: [],
    warnings: [],
    nCustomers: 1,
  });
}
