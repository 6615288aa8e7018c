import { describe, expect, test } from 'vitest';
import { churn, churnAsync, LogisticRegressionModel, orderFeatures, propensity, propensityAsync, Table } from '../../src/index.js';
import { cleanOrders, exampleShop, ordersReader } from '../../src/io/index.js';
import { liftByDecile, logLoss, rocAuc } from '../../src/evaluation/index.js';
import {
  ColumnTransformerModel,
  Log1pTransformerModel,
  PipelineModel,
  SimpleImputerModel,
  StandardScalerModel,
} from '../../src/preprocessing/index.js';
import { CHURN } from '../../src/regression/churn.js';
import { PROPENSITY } from '../../src/regression/propensity.js';
import { DAY } from '../../src/data/time.js';
import { checkConstraints } from '../estimators/contract.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { shuffled } from '../support/random.js';

const reader = ordersReader();
reader.push(exampleShop({ customers: 400 }).orders);
const { orders } = cleanOrders(reader.end());
const numbers = (table: Table, name: string) => table.column(name, 'number').values;
const rowsOf = (table: Table) => Array.from({ length: table.nRows }, (_, row) => table.row(row));
const job = propensity(orders);
const times = orders.column('time', 'date').values;
const asOf = times.reduce((last, t) => Math.max(last, t), 0);

describe('propensity', () => {
  test('scores everyone as of the last order, by a model that can be saved, asked and explained', () => {
    expect(job.asOf.getTime()).toBe(asOf);
    expect(job.scores.nRows).toBe(job.features.nRows);
    const probabilities = numbers(job.scores, 'probability');
    expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true);
    const bytes = job.model.toBytes();
    const loaded = PipelineModel.fromBytes(bytes, [
      ColumnTransformerModel,
      SimpleImputerModel,
      Log1pTransformerModel,
      StandardScalerModel,
      LogisticRegressionModel,
    ]);
    expectSameBytes(loaded.toBytes(), bytes);
    const features = orderFeatures(orders, { asOf: job.asOf });
    expect(features.toMatrix(['recency', 'monetary']).data).toEqual(job.features.toMatrix(['recency', 'monetary']).data);
    expect((loaded as typeof job.model).predictProba(features)).toEqual(probabilities);
    for (const row of [0, 5, 17]) {
      const why = job.model.explain(job.features.row(row));
      expect([why.label, why.probability]).toEqual([true, probabilities[row]]);
      expect(why.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(why.score);
    }
  });

  test('tests on the last horizon, by what was known before it', () => {
    const { from, until, customers, nCustomers, nPositive, baseRate } = job.evaluation;
    expect([until.getTime(), until.getTime() - from.getTime()]).toEqual([asOf, 30 * DAY]);
    expect(customers.nRows).toBe(nCustomers);
    // the outcome, by looking
    const names = orders.column('customer', 'category');
    const bought = new Set(
      Array.from(times.keys())
        .filter((row) => times[row] > from.getTime())
        .map((row) => names.categories[names.codes[row]]),
    );
    const rows = rowsOf(customers);
    for (const { customer, outcome } of rows) expect(outcome).toBe(bought.has(customer as string));
    expect(nPositive).toBe(rows.filter(({ outcome }) => outcome).length);
    expect(baseRate).toBe(nPositive / nCustomers);
    const before = orderFeatures(orders, { asOf: from });
    expect(rows.map(({ customer }) => customer)).toEqual(rowsOf(before).map(({ customer }) => customer));
    const naive = numbers(before, 'recency').map((v) => -v);
    const y = rows.map(({ outcome }) => outcome as boolean);
    expect(job.evaluation.naive).toEqual({ rocAuc: rocAuc(y, naive), liftByDecile: liftByDecile(y, naive) });
    expect(job.evaluation.rocAuc.value).toBe(rocAuc(y, numbers(customers, 'probability')));
    expect(job.evaluation.logLoss).toBe(logLoss(y, numbers(customers, 'probability')));
  });

  test('is better than chance, the share of before and the rule without a model', () => {
    const { rocAuc: auc, naive, logLoss: loss, logLossOfBaseRate, liftByDecile: deciles } = job.evaluation;
    expect(auc.value).toBeGreaterThan(naive.rocAuc + 0.02);
    expect(auc.low < auc.value && auc.value < auc.high).toBe(true);
    expect(loss).toBeLessThan(0.9 * logLossOfBaseRate);
    expect(deciles).toHaveLength(10);
    expect(deciles[0].lift).toBeGreaterThan(naive.liftByDecile[0].lift);
    expect(job.importance.length).toBeGreaterThan(5);
    expect(job.importance.map(({ effect }) => effect)).toEqual([...job.importance.map(({ effect }) => effect)].sort((a, b) => b - a));
  });

  test('what happens in the last horizon moves no probability of its test: it was not seen', () => {
    const { from } = job.evaluation;
    const who = orders.column('customer', 'category');
    // after the test began, all orders are those of other customers, of huge amounts
    const swapped = Table.of({
      ...Object.fromEntries(orders.columns.map((name) => [name, orders.column(name)])),
      customer: { ...who, codes: who.codes.map((code, row) => (times[row] > from.getTime() ? (code + 7) % who.categories.length : code)) },
      amount: { kind: 'number', values: numbers(orders, 'amount').map((v, row) => (times[row] > from.getTime() ? 1e6 : v)) },
    });
    const other = propensity(swapped, { asOf: job.asOf });
    expect(numbers(other.evaluation.customers, 'probability')).toEqual(numbers(job.evaluation.customers, 'probability'));
    expect(other.evaluation.rocAuc.value).not.toBe(job.evaluation.rocAuc.value);
    expect(numbers(other.scores, 'probability')).not.toEqual(numbers(job.scores, 'probability'));
  });

  test('what comes after "asOf" does not count', () => {
    const earlier = new Date(asOf - 40 * DAY);
    const cut = orders.filter(times.map((t) => (t <= earlier.getTime() ? 1 : 0)));
    expectSameBytes(propensity(orders, { asOf: earlier }).model.toBytes(), propensity(cut, { asOf: earlier }).model.toBytes());
  });

  test('does not depend on the order of the rows', () => {
    const order = shuffled(Array.from({ length: orders.nRows }, (_, row) => row));
    const other = propensity(Table.from(order.map((row) => orders.row(row))));
    expectSameBytes(other.model.toBytes(), job.model.toBytes());
    expect(other.evaluation.rocAuc).toEqual(job.evaluation.rocAuc);
  });

  test('gives way, tells how far it is, and stops when told to', async () => {
    const stages = new Set<string>();
    const again = await propensityAsync(orders, {}, { onProgress: ({ stage }) => stages.add(stage) });
    expectSameBytes(again.model.toBytes(), job.model.toBytes());
    expect([...stages]).toEqual(expect.arrayContaining(['reading customers', 'learning', 'testing', 'scoring']));
    await expect(propensityAsync(orders, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(thrown(() => propensity(orders, {}, { signal: AbortSignal.abort() })).code).toBe('cancelled');
  });

  test('takes other names, items and a favorite category', () => {
    const renamed = orders
      .rename({ customer: 'buyer', order: 'no', time: 'at', amount: 'paid' })
      .derive('kind', (_, row) => `k${(row * 7) % 3}`);
    const other = propensity(renamed, {
      customer: 'buyer',
      order: 'no',
      time: 'at',
      amount: 'paid',
      item: 'item',
      category: 'kind',
      snapshots: 1,
    });
    expect(other.model.columns).toEqual(expect.arrayContaining(['items', 'favorite']));
    expect(other.evaluation.rocAuc.value).toBeGreaterThan(0.6);
  });

  checkConstraints((options) => propensity(orders, options as never), {}, PROPENSITY as never);
  checkConstraints((options) => churn(orders, options as never), {}, CHURN as never);
});

describe('shops it cannot learn from', () => {
  const day = (n: number) => new Date(Date.parse('2026-01-01') + n * DAY);
  const shop = (customers: number, days: readonly number[]) =>
    Table.from(
      Array.from({ length: customers }, (_, c) =>
        days.map((d, o) => ({ customer: `c${c}`, order: `${c}-${o}`, time: day(d + c / 100), amount: 5 })),
      ).flat(),
    );
  const error = (table: Table, options = {}) => thrown(() => propensity(table, options));

  test('too short a time', () => {
    const { code, message } = error(shop(20, [0, 80]));
    expect(code).toBe('invalid-data');
    expect(message).toContain('must span three times "horizonDays" (90 days');
    expect(message).toContain('got 80 days from 2026-01-01 to 2026-03-22');
    expect(error(shop(20, [0, 80]), { horizonDays: 400 }).code).toBe('invalid-data');
  });

  test('nobody comes back, everybody does, one customer', () => {
    expect(
      error(Table.from(Array.from({ length: 300 }, (_, d) => ({ customer: d, order: d, time: day(d), amount: 5 })))).message,
    ).toContain('some customers must have ordered and some not, got none of');
    expect(error(shop(20, [0, 20, 40, 60, 80, 100, 119])).message).toContain('got all of');
    expect(error(shop(1, [0, 20, 70, 100, 119])).code).toBe('invalid-data');
    expect(thrown(() => churn(shop(20, [0, 20, 40, 60, 80, 100, 119]), { horizonDays: 30 })).message).toContain('got none of');
  });

  test('no orders until "asOf"; no table', () => {
    expect(error(shop(5, [0, 300]), { asOf: '2020-01-01' }).message).toContain('must have orders until "asOf"');
    expect(error([] as never).message).toContain('"orders" must be a Table');
  });

  test('it learns from a handful', () => {
    // four of seven come every 25 days
    const rows = Array.from({ length: 7 }, (_, c) =>
      (c < 4 ? [0, 25, 50, 75, 100, 125, 150, 175] : [0, 10]).map((d, o) => ({
        customer: `c${c}`,
        order: `${c}-${o}`,
        time: day(d + c / 8),
        amount: 5 + c,
      })),
    ).flat();
    const small = propensity(Table.from(rows));
    expect(small.evaluation.rocAuc.value).toBe(1);
    expect(small.evaluation.liftByDecile).toHaveLength(7);
    const [stays, gone] = [0, 6].map((row) => numbers(small.scores, 'probability')[row]);
    expect(stays).toBeGreaterThan(gone);
  });
});

describe('churn', () => {
  const leaving = churn(orders, { horizonDays: 60 });

  test('scores the active, and lists who has left already', () => {
    const all = orderFeatures(orders);
    expect(leaving.scores.nRows + leaving.lost.nRows).toBe(all.nRows);
    expect(leaving.activeDays).toBe(120);
    expect(numbers(leaving.features, 'recency').every((v) => v <= 120)).toBe(true);
    expect(numbers(leaving.lost, 'recency').every((v) => v > 120)).toBe(true);
    expect(leaving.lost.nRows).toBeGreaterThan(0);
  });

  test('is the opposite of propensity where all are active', () => {
    const all = churn(orders, { horizonDays: 30, activeDays: 100000 });
    expect(all.evaluation.nPositive).toBe(job.evaluation.nCustomers - job.evaluation.nPositive);
    numbers(all.scores, 'probability').forEach((p, row) => expect(p).toBeCloseTo(1 - numbers(job.scores, 'probability')[row], 8));
    expect(all.evaluation.naive.rocAuc).toBeCloseTo(job.evaluation.naive.rocAuc, 12);
  });

  test('is tested too, and waits', async () => {
    expect(leaving.evaluation.rocAuc.value).toBeGreaterThan(leaving.evaluation.naive.rocAuc);
    expectSameBytes((await churnAsync(orders, { horizonDays: 60 })).model.toBytes(), leaving.model.toBytes());
  });
});
