import { describe, expect, test } from 'vitest';
import { GammaGamma, GammaGammaModel, Table } from '../../src/index.js';
import { gammaGammaCurve } from '../../src/regression/gamma-gamma-likelihood.js';
import { thrown } from '../support/files.js';
import { checkLifetimeEstimator, simulated } from './lifetime-contract.js';

checkLifetimeEstimator('GammaGamma', {
  make: (options) => new GammaGamma(options),
  Model: GammaGammaModel,
  apply: (model, summary) => model.expectedValue(summary),
  curve: (summary, penalizer) => {
    const [frequency, monetary] = ['frequency', 'monetary'].map((name) => summary.column(name, 'number').values);
    const spenders = Array.from(frequency, (x, row) => ({ x, mean: monetary[row], count: 1 })).filter(({ x }) => x > 0);
    return gammaGammaCurve(spenders, penalizer / 1000);
  },
  at: [1.1, 1.2, 3.9],
});

const fit = (frequency: number[], monetary: (number | null)[], options = {}) =>
  new GammaGamma(options).fit(Table.from({ frequency, monetary: Float64Array.from(monetary, (v) => v ?? NaN) }));

describe('expected values', () => {
  const model = new GammaGamma().fit(simulated);

  test('leave customers of one purchase out, and give them the mean of all', () => {
    const frequency = simulated.column('frequency', 'number').values;
    expect(model.nCustomers).toBe(frequency.filter((x) => x > 0).length);
    const { p, q, v } = model.parameters;
    expect(model.populationMean).toBeCloseTo((p * v) / (q - 1), 10);
    model.expectedValue(simulated).forEach((value, row) => {
      if (frequency[row] === 0) expect(value).toBe(model.populationMean);
    });
  });

  test('lie between the shop and the customer, nearer to the customer the more there are, and the parts sum to them', () => {
    const weights = [1, 3, 30].map((frequency) => {
      const why = model.explain({ frequency, monetary: 200 });
      const [shop, own] = why.parts;
      expect(why.score).toBe(shop.contribution + own.contribution);
      expect(why.score).toBe(model.expectedValue(Table.from([{ frequency, monetary: 200 }]))[0]);
      expect([shop.kind, own.kind, own.mean]).toEqual(['shop', 'own', 200]);
      expect(shop.weight + own.weight).toBeCloseTo(1, 14);
      for (const { weight, mean, contribution } of [shop, own]) expect(weight * mean).toBeCloseTo(contribution, 10);
      expect(why.score).toBeLessThan(200);
      return own.weight;
    });
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
    const none = model.explain({ frequency: 0, monetary: null });
    expect([none.score, none.parts[1].contribution, none.parts[1].weight]).toEqual([model.populationMean, 0, 0]);
  });

  test('have bounds', () => {
    const table = model.predict(simulated, { level: 0.9 });
    const [value, low, high] = ['expectedValue', 'expectedValueLow', 'expectedValueHigh'].map(
      (name) => table.column(name, 'number').values,
    );
    expect(value).toEqual(model.expectedValue(simulated));
    value.forEach((v, row) => expect(low[row] < v && v < high[row]).toBe(true));
    expect(thrown(() => model.predict(simulated, { level: 2 })).code).toBe('invalid-option');
    expect(thrown(() => model.predict(simulated, { levle: 0.9 } as never)).message).toContain('did you mean "level"');
  });
});

describe('odd customers', () => {
  test('amounts that are no worth are refused by row, but not where there is no repeat purchase', () => {
    for (const wrong of [0, -3, null, Infinity])
      expect(thrown(() => fit([1, 2], [20, wrong])).message).toContain(
        'row 2 of "monetary" (the mean of repeat purchases) must be a number above 0',
      );
    expect(fit([1, 2, 0, 3], [20, 30, null, 25], { penalizer: 1e-4 }).nCustomers).toBe(3);
  });

  test('one customer, and customers who all spend the same, do not tell the parameters', () => {
    for (const model of [fit([3], [20]), fit([3, 4, 5, 6], [20, 20, 20, 20])]) {
      expect(model.converged).toBe(false);
      expect(model.warnings.join(' ')).toMatch(/do not tell|rounding hides/);
      expect(Number.isFinite(model.populationMean)).toBe(true);
    }
  });

  test('values so far apart that they have no mean are said to be', () => {
    // Pareto's tail of index 0.5
    const monetary = Array.from({ length: 60 }, (_, i) => 10 * (60 / (i + 0.5)) ** 2);
    const model = fit(Array<number>(60).fill(20), monetary);
    expect(model.parameters.q).toBeLessThan(1);
    expect(model.populationMean).toBe(Infinity);
    expect(model.warnings.join(' ')).toContain('has no bound (q is at most 1)');
  });
});
