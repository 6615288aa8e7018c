import { describe, expect, test } from 'vitest';
import { BGNBD, BGNBDModel, Table } from '../../src/index.js';
import { bgnbdCurve } from '../../src/regression/bg-nbd-likelihood.js';
import { historiesOf } from '../../src/regression/lifetime-summary.js';
import { normalQuantile } from '../../src/preprocessing/normal.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';
import { checkLifetimeEstimator, simulated } from './lifetime-contract.js';

checkLifetimeEstimator('BGNBD', {
  make: (options) => new BGNBD(options),
  Model: BGNBDModel,
  apply: (model, summary) => model.expectedPurchases(summary, { days: 30 }),
  curve: (summary, penalizer) => bgnbdCurve(historiesOf(summary), penalizer, 100),
  at: [-0.2, 2.9, 0.3, 1.1],
});

const fit = (frequency: number[], recency: number[], age: number[], options = {}) =>
  new BGNBD(options).fit(Table.from({ frequency, recency, age }));

/** A number ~ Gamma(shape), by Marsaglia and Tsang; one ~ Beta is of two. */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = normalQuantile(random());
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Customers as the model assumes them, their last purchase in the future, and whether they are alive. */
function drawn(n: number, r: number, alpha: number, a: number, b: number, seed: number) {
  const random = generator(seed);
  return Array.from({ length: n }, () => {
    const age = 200 + 200 * random();
    const rate = gamma(r, random) / alpha;
    const x = gamma(a, random);
    const leaves = x / (x + gamma(b, random));
    let [frequency, recency, next, alive, later] = [0, 0, 0, true, 0];
    for (;;) {
      next -= Math.log(random()) / rate;
      if (next > age + 90) break;
      if (next > age) later++;
      else [frequency, recency] = [frequency + 1, next];
      if (random() < leaves) {
        alive = next > age;
        break;
      }
    }
    return { frequency, recency, age, alive, later };
  });
}

describe('customers drawn by known parameters', () => {
  const truth = { r: 0.6, alpha: 20, a: 0.9, b: 3 };
  const customers = drawn(12000, 0.6, 20, 0.9, 3, 5);
  const table = Table.from(customers.map(({ frequency, recency, age }) => ({ frequency, recency, age })));
  const model = new BGNBD().fit(table);

  test('gives them back, within three standard errors', () => {
    expect(model.converged).toBe(true);
    for (const [name, value] of Object.entries(truth)) {
      const of = name as keyof typeof truth;
      expect(Math.abs(model.parameters[of] - value) / model.standardErrors![of], name).toBeLessThan(3);
      expect(model.standardErrors![of] / value).toBeLessThan(0.15);
    }
  });

  test('says of those who bought again how many are alive, and of all how much they buy', () => {
    const [alive, expected] = [model.probabilityAlive(table), model.expectedPurchases(table, { days: 90 })];
    const again = customers.flatMap(({ frequency }, i) => (frequency > 0 ? [i] : []));
    // by groups of what it says: as many are alive
    for (const [low, high] of [
      [0, 0.2],
      [0.2, 0.5],
      [0.5, 0.8],
      [0.8, 1],
    ]) {
      // prettier-ignore
      const group = again.filter((i) => alive[i] >= low && alive[i] < high);
      const [said, are] = [group.map((i) => alive[i]), group.map((i) => Number(customers[i].alive))].map(
        (list) => list.reduce((x, y) => x + y) / list.length,
      );
      expect(group.length).toBeGreaterThan(100);
      expect(Math.abs(said - are), `${low} to ${high}`).toBeLessThan(3 * Math.sqrt((said * (1 - said)) / group.length) + 0.005);
    }
    const [said, came] = [expected.reduce((x, y) => x + y), customers.reduce((sum, { later }) => sum + later, 0)]; // prettier-ignore
    expect(Math.abs(said / came - 1)).toBeLessThan(0.04);
  });

  test('says how many come back at all', () => {
    const chance = model.probabilityOfPurchase(table, { days: 90 });
    for (let tenth = 0; tenth < 10; tenth++) {
      const group = customers.flatMap((_, i) => (Math.min(9, Math.floor(chance[i] * 10)) === tenth ? [i] : []));
      if (group.length < 100) continue;
      const mean = (of: (i: number) => number) => group.reduce((sum, i) => sum + of(i), 0) / group.length;
      const [said, came] = [mean((i) => chance[i]), mean((i) => (customers[i].later > 0 ? 1 : 0))];
      expect(Math.abs(said - came), `${tenth}`).toBeLessThan(3.5 * Math.sqrt((said * (1 - said)) / group.length));
    }
  });
});

test('says of the customer of the paper what the paper says: 1.226 purchases in 39 weeks', () => {
  const found = { logLikelihood: -9582.4, nIter: 1, converged: true, undetermined: [], warnings: [], nCustomers: 2357 };
  const model = new BGNBDModel(Float64Array.of(0.243, 4.414, 0.793, 2.426), new Float64Array(0), found);
  const [expected] = model.expectedPurchases(Table.from([{ frequency: 2, recency: 30.43, age: 38.86 }]), { days: 39 });
  expect(expected).toBeCloseTo(1.226, 3);
});

describe('predictions', () => {
  const model = new BGNBD().fit(simulated);
  const table = model.predict(simulated, { days: 30 });
  const column = (name: string) => table.column(name, 'number').values;

  test('are one table with bounds around them', () => {
    expect(column('expectedPurchases')).toEqual(model.expectedPurchases(simulated, { days: 30 }));
    expect(column('probabilityAlive')).toEqual(model.probabilityAlive(simulated));
    for (const name of ['expectedPurchases', 'probabilityAlive'])
      column(name).forEach((v, row) => {
        const [low, high] = [column(`${name}Low`)[row], column(`${name}High`)[row]];
        expect(low <= v && v <= high, `${name} ${row}`).toBe(true);
      });
  });

  test('customers of one purchase are alive, by this model', () => {
    const frequency = simulated.column('frequency', 'number').values;
    for (const name of ['', 'Low', 'High'])
      column(`probabilityAlive${name}`).forEach((v, row) => {
        if (frequency[row] === 0) expect(v).toBe(1);
      });
  });

  test('say why: alive times what a live one buys', () => {
    const expected = model.expectedPurchases(simulated, { days: 90 });
    for (const row of [0, 3, 500]) {
      const why = model.explain(simulated.row(row) as never, { days: 90 });
      expect(why.score).toBe(expected[row]);
      expect(why.score).toBe(why.probabilityAlive * why.ifAlive);
    }
    expect(model.explain({ frequency: 0, recency: 0, age: 12 }, { days: 1 })).toMatchObject({
      usualGap: null,
      silence: 12,
      probabilityAlive: 1,
    });
  });

  test('the chance of a purchase is that of being alive in the end, and the expected purchases at first', () => {
    const chance = (days: number) => model.probabilityOfPurchase(simulated, { days });
    const [alive, soon] = [model.probabilityAlive(simulated), model.expectedPurchases(simulated, { days: 1e-6 })];
    chance(1e-6).forEach((v, row) => expect(v / soon[row]).toBeCloseTo(1, 6));
    chance(1e300).forEach((v, row) => expect(v).toBeCloseTo(alive[row], 12));
    expect(chance(0).every((v) => v === 0)).toBe(true);
    expect(thrown(() => chance(-1)).code).toBe('invalid-option');
  });

  test('fall with silence, rise with time', () => {
    const at = (age: number) => Table.from([{ frequency: 5, recency: 100, age }]);
    expect(model.probabilityAlive(at(300))[0]).toBeLessThan(model.probabilityAlive(at(120))[0]);
    expect(model.expectedPurchasesOfNew(0)).toBe(0);
    expect(model.expectedPurchasesOfNew(60)).toBeGreaterThan(model.expectedPurchasesOfNew(30));
    for (const days of [-1, NaN, Infinity, '3']) {
      expect(thrown(() => model.expectedPurchasesOfNew(days as number)).code).toBe('invalid-option');
      expect(thrown(() => model.expectedPurchases(simulated, { days: days as number })).code).toBe('invalid-option');
    }
  });
});

test('purchases without end are an error, not a loop: asked for too many days, or by the parameters of a strange file', () => {
  const model = fit([0, 1, 2, 3, 5, 0, 1, 8], [0, 10, 20, 15, 30, 0, 3, 33], [40, 41, 30, 22, 44, 12, 9, 34], { penalizer: 0.1 });
  expect(thrown(() => model.expectedPurchasesOfNew(1e9))).toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('more than 1000000 purchases') as string,
  });
  expect(model.expectedPurchasesOfNew(1e5)).toBeGreaterThan(model.expectedPurchasesOfNew(1e4));
});

describe('odd customers', () => {
  test('rows that cannot be are refused by number', () => {
    expect(thrown(() => fit([1, 1], [5, 5], [9, 4])).message).toContain(
      'row 2: "recency" (first to last purchase) must not be above "age"',
    );
    expect(thrown(() => fit([1, 0], [5, 5], [9, 9])).message).toContain('row 2: "recency" must be 0 where "frequency" is');
    expect(thrown(() => fit([1, 1], [5, NaN], [9, 9])).code).toBe('invalid-data');
    expect(thrown(() => fit([1, 1], [5, 5], [9, Infinity])).code).toBe('invalid-data');
    expect(thrown(() => fit([], [], [])).message).toContain('must have customers, got none');
    expect(thrown(() => fit([0, 1], [0, 0], [0, 0])).message).toContain('some customers must have bought again');
  });

  test('who are all alike do not tell the parameters: it says which, and has no intervals', () => {
    const n = 40;
    const alike = fit(Array<number>(n).fill(3), Array<number>(n).fill(30), Array<number>(n).fill(40));
    expect(alike.converged).toBe(false);
    expect(alike.warnings.join(' ')).toMatch(/do not tell .*: the likelihood hardly changes/);
    const told = Object.values(alike.standardErrors!).map(Number.isFinite);
    expect(told).toContain(false);
    for (const [name, error] of Object.entries(alike.standardErrors!))
      expect(alike.warnings[0].includes(`${name} = `)).toBe(Number.isNaN(error));
    expect(alike.predict(Table.from([{ frequency: 3, recency: 30, age: 40 }]), { days: 9 }).row(0)).toMatchObject({
      expectedPurchases: expect.any(Number) as number,
    });
    expect(alike.expectedPurchases(Table.from([{ frequency: 3, recency: 30, age: 40 }]), { days: 40 })[0]).toBeCloseTo(3, 0);
  });

  test('who never leave are told from customers of whom some do', () => {
    const warned = (model: BGNBDModel) => model.warnings.some((text) => text.includes('nobody leaves'));
    const stay = Array.from({ length: 300 }, (_, i) => ({ frequency: (i * 7) % 12, recency: (i * 7) % 12 === 0 ? 0 : 300, age: 303 }));
    const model = new BGNBD().fit(Table.from(stay));
    expect(warned(model)).toBe(true);
    // what they tell of the rest has its errors and intervals
    const { r, alpha, a, b } = model.standardErrors!;
    expect([r, alpha, a, b].map(Number.isFinite)).toEqual([true, true, false, false]);
    const { expectedPurchases, expectedPurchasesLow, expectedPurchasesHigh } = model
      .predict(Table.from(stay), { days: 30 })
      .row(3) as Record<string, number>;
    expect(expectedPurchasesLow < expectedPurchases && expectedPurchases < expectedPurchasesHigh).toBe(true);
    expect(warned(new BGNBD().fit(simulated))).toBe(false);
  });

  test('one customer, two, and a lifetime of thousands of purchases', () => {
    for (const model of [fit([2], [10], [30], { penalizer: 0.1 }), fit([2, 0], [10, 0], [30, 3], { penalizer: 0.1 })])
      expect([model.converged, Number.isFinite(model.expectedPurchasesOfNew(30))]).toEqual([true, true]);
    const busy = fit([3000, 0, 1, 2], [3600, 0, 20, 300], [3650, 1000, 2000, 3000], { penalizer: 0.01 });
    const [expected] = busy.expectedPurchases(Table.from([{ frequency: 3000, recency: 3600, age: 3650 }]), { days: 365 });
    expect(expected).toBeGreaterThan(0);
    expect(expected).toBeLessThan(365);
  });
});
