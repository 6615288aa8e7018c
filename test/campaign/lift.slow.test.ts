// How often a lift is wrong: of 10,000 simulated campaigns that brought nothing, how many are told to have brought something; and how often the interval holds what
// was brought. And Hillstrom's e-mails against statsmodels.
import { describe, expect, test } from 'vitest';
import { lift, type Effect, type LiftOptions } from '../../src/campaign/index.js';
import { plainMean } from '../../src/campaign/cuped.js';
import { comparisonOf, meanTails, type Mean } from '../../src/campaign/lift-means.js';
import { testOfMeans, testOfRates } from '../../src/campaign/lift-measure.js';
import { alwaysValid, mixtureOf } from '../../src/campaign/sequential.js';
import { Table } from '../../src/index.js';
import { normalQuantile } from '../../src/preprocessing/normal.js';
import { studentQuantile } from '../../src/regression/student.js';
import { LIFT, type GoldenMeans, type GoldenRates } from '../golden/lift.js';
import { HILLSTROM, hillstrom } from '../support/hillstrom.js';
import { testOnData } from '../support/needs.js';
import { generator } from '../support/random.js';

const CAMPAIGNS = 10_000;
const LEVEL = 0.95;

/** Baskets, skewed: a lognormal distribution at 4,096 places. */
const BASKETS = Array.from({ length: 4096 }, (_, i) => Math.exp(3 + 0.6 * normalQuantile((i + 0.5) / 4096)));
const MEAN_BASKET = BASKETS.reduce((a, b) => a + b, 0) / BASKETS.length;

const number = (values: Float64Array) => ({ kind: 'number' as const, values });

/** One campaign of n people, a third of them loyal: most buy nothing, and who bought before buys again. */
function simulated(n: number, random: () => number, more: number) {
  const basket = () => BASKETS[Math.floor(random() * BASKETS.length)];
  const [converted, revenue, before] = [0, 1, 2].map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const loyal = random() < 1 / 3;
    const usual = basket();
    if (random() < (loyal ? 0.9 : 0.05)) before[i] = usual;
    if (random() >= (loyal ? 0.5 : 0.05) + (i % 2 === 0 ? more : 0)) continue;
    converted[i] = 1;
    revenue[i] = (3 * usual + basket()) / 4;
  }
  return Table.of({
    person: number(Float64Array.from(before.keys())),
    converted: number(converted),
    revenue: number(revenue),
    before: number(before),
  });
}

describe('one look', () => {
  const n = 1000;
  const person = Float64Array.from({ length: n }, (_, i) => i);
  const people = Table.of({
    person: number(person),
    arm: { kind: 'category', categories: ['treatment', 'control'], codes: Int32Array.from(person, (i) => i % 2) },
  });
  const effectsOf = (outcomes: Table, options?: LiftOptions) => {
    const { conversion, revenue } = lift({ people }, outcomes, options);
    return { conversion: conversion!.plain!, revenue: revenue!.plain!, adjusted: revenue!.adjusted!, converted: conversion!.adjusted! };
  };

  test('of 10,000 campaigns that brought nothing, 4.5 to 5.5 % seem to', () => {
    const random = generator(1);
    const alarms = { conversion: 0, revenue: 0, adjusted: 0, converted: 0 };
    let reduction = 0;
    for (let c = 0; c < CAMPAIGNS; c++) {
      const effects = effectsOf(simulated(n, random, 0));
      for (const name of ['conversion', 'revenue', 'adjusted', 'converted'] as const) {
        const { pValue, difference } = effects[name];
        const alarm = pValue < 1 - LEVEL;
        if (alarm !== (difference.low > 0 || difference.high < 0)) throw new Error(`the interval of ${name} says other than its p-value`);
        if (alarm) alarms[name]++;
      }
      reduction += effects.adjusted.varianceReduction / CAMPAIGNS;
    }
    for (const [name, found] of Object.entries(alarms)) {
      expect(found / CAMPAIGNS, name).toBeGreaterThan(0.045);
      expect(found / CAMPAIGNS, name).toBeLessThan(0.055);
    }
    expect(reduction).toBeGreaterThan(0.05);
  });

  test('with few left alone of whom few buy it is no more, though by Welch’s t alone it is', () => {
    const random = generator(3);
    const [campaigns, many] = [1500, 2000];
    const drawn = Table.from(Array.from({ length: many }, (_, person) => ({ person, arm: person % 10 === 0 ? 'control' : 'treatment' })));
    const alarms = { revenue: 0, adjusted: 0, converted: 0, raised: 0, welch: 0 };
    for (let c = 0; c < campaigns; c++) {
      const revenue = new Float64Array(many);
      const before = revenue.map(() => (random() < 0.3 ? BASKETS[Math.floor(random() * BASKETS.length)] : 0));
      for (let i = 0; i < many; i++) if (random() < 0.03) revenue[i] = BASKETS[Math.floor(random() * BASKETS.length)] + before[i];
      const person = number(Float64Array.from(revenue.keys()));
      const converted = number(revenue.map((amount) => (amount > 0 ? 1 : 0)));
      const columns = { person, revenue: number(revenue), converted, before: number(before) };
      const report = lift({ people: drawn }, Table.of(columns));
      const effects = { revenue: report.revenue!.plain!, adjusted: report.revenue!.adjusted!, converted: report.conversion!.adjusted! };
      for (const [name, { pValue }] of Object.entries(effects)) if (pValue < 1 - LEVEL) alarms[name as keyof typeof effects]++;
      if (effects.revenue.difference.low > 0) alarms.raised++;
      const [a, b] = [false, true].map((isControl) => plainMean(revenue.filter((_, i) => (i % 10 === 0) === isControl)));
      if (Math.abs(a.mean - b.mean) > studentQuantile(1 - LEVEL, 200) * Math.sqrt(a.variance + b.variance)) alarms.welch++;
    }
    const { welch, raised, converted, ...ours } = alarms;
    expect(Math.abs(converted / campaigns - 0.05)).toBeLessThan(0.015);
    for (const [name, found] of Object.entries(ours)) expect(found / campaigns, name).toBeLessThan(0.055);
    expect(raised / campaigns).toBeLessThan(0.0275);
    expect(welch / campaigns).toBeGreaterThan(0.08);
  });

  test('what was brought is in 95 % of the intervals', () => {
    const random = generator(2);
    const [campaigns, more] = [3000, 0.08];
    const rate = (2 / 3) * 0.05 + 0.5 / 3;
    const held = { conversion: 0, conversionRatio: 0, revenue: 0, revenueRatio: 0, adjusted: 0, adjustedRatio: 0 };
    for (let c = 0; c < campaigns; c++) {
      const { conversion, revenue, adjusted } = effectsOf(simulated(n, random, more));
      const within = ({ low, high }: { low: number; high: number }, truth: number) => (low <= truth && truth <= high ? 1 : 0);
      held.conversion += within(conversion.difference, more);
      held.conversionRatio += within(conversion.ratio!, 1 + more / rate);
      for (const [name, effect] of [
        ['revenue', revenue],
        ['adjusted', adjusted],
      ] as [keyof typeof held, Effect][]) {
        held[name] += within(effect.difference, more * MEAN_BASKET);
        held[`${name}Ratio` as 'revenueRatio'] += within(effect.ratio!, 1 + more / rate);
      }
    }
    for (const [name, count] of Object.entries(held)) {
      expect(count / campaigns, name).toBeGreaterThan(0.94);
      expect(count / campaigns, name).toBeLessThan(0.96);
    }
  });
});

/** How many of n do what each does with probability p: by the gaps between them. */
function binomial(n: number, p: number, random: () => number): number {
  const scale = Math.log(1 - p);
  let count = 0;
  for (let at = Math.floor(Math.log(random()) / scale); at < n; at += 1 + Math.floor(Math.log(random()) / scale)) count++;
  return count;
}

/** Counts and sums of one arm as the days go by: first orders, and revenue, of which loyal people bring half. */
class Arm {
  bought = 0;
  sum = 0;
  private squares = 0;
  private readonly spent = new Map<number, number>();
  constructor(
    readonly n: number,
    private readonly random: () => number,
  ) {}

  day(): void {
    this.bought += binomial(this.n - this.bought, 0.004, this.random);
    for (let orders = binomial(this.n, 0.01, this.random); orders > 0; orders--) {
      const person = Math.floor(this.random() * (this.random() < 0.5 ? this.n / 10 : this.n));
      const [amount, before] = [BASKETS[Math.floor(this.random() * BASKETS.length)], this.spent.get(person) ?? 0];
      this.spent.set(person, before + amount);
      this.sum += amount;
      this.squares += amount * (2 * before + amount);
    }
  }

  get spenders(): number {
    return this.spent.size;
  }

  get mean(): Mean {
    const ofOne = (this.squares - (this.sum * this.sum) / this.n) / (this.n - 1);
    return { mean: this.sum / this.n, variance: ofOne / this.n, ofOne, perPerson: 1 / this.n, degreesOfFreedom: this.n - 1 };
  }

  /** As `lift` takes it; the first people bought. */
  rows(first: number) {
    return Array.from({ length: this.n }, (_, i) => ({ person: first + i, converted: i < this.bought, revenue: this.spent.get(i) ?? 0 }));
  }
}

describe('a look each day', () => {
  const DAYS = 28;
  const TIGHTEST = 4;
  const RIPE = 30; // buyers expected in the smaller arm
  /** What `lift` does with the counts; that it does is tested below. */
  const looksAt = ([treatment, control]: readonly Arm[], first: { rates: number; means: number }) => {
    const rates = testOfRates({ bought: [treatment.bought, control.bought], people: [treatment.n, control.n] });
    const means = testOfMeans([treatment.mean, control.mean], treatment.n, control.n);
    const smaller = Math.min(treatment.n, control.n) / (treatment.n + control.n);
    const look = (of: 'rates' | 'means', test: typeof means, buyers: number) => {
      if (!test || buyers * smaller < RIPE) return 1;
      first[of] ||= test.information;
      return alwaysValid(test.pValue, mixtureOf(test.information, first[of], TIGHTEST, 1 - LEVEL));
    };
    return [look('rates', rates, treatment.bought + control.bought), look('means', means, treatment.spenders + control.spenders)] as const;
  };

  test.each([
    { treated: 1000, left: 1000 },
    { treated: 4500, left: 500 },
  ])('of 10,000 campaigns that brought nothing at most 5.5 % ever seem to: $treated and $left people', ({ treated, left }) => {
    const random = generator(treated);
    const alarms = [0, 0];
    let fixed = 0;
    for (let c = 0; c < CAMPAIGNS; c++) {
      const arms = [new Arm(treated, random), new Arm(left, random)];
      const first = { rates: 0, means: 0 };
      const told = [false, false];
      let naive = false;
      for (let day = 0; day < DAYS; day++) {
        for (const arm of arms) arm.day();
        looksAt(arms, first).forEach((p, o) => (told[o] ||= p < 1 - LEVEL));
        naive ||= meanTails(comparisonOf(arms[0].mean, arms[1].mean)) < 1 - LEVEL;
      }
      told.forEach((yes, o) => (alarms[o] += yes ? 1 : 0));
      fixed += naive ? 1 : 0;
    }
    for (const count of alarms) expect(count / CAMPAIGNS).toBeLessThanOrEqual(0.055);
    expect(fixed / CAMPAIGNS).toBeGreaterThan(0.08); // what looking daily at a fixed test does, also at one that is careful of small arms
  });

  test('the counts say what lift says of the people', () => {
    const random = generator(7);
    const arms = [new Arm(1600, random), new Arm(800, random)];
    const people = Table.from(Array.from({ length: 2400 }, (_, person) => ({ person, arm: person < 1600 ? 'treatment' : 'control' })));
    const first = { rates: 0, means: 0 };
    let previous;
    for (let day = 0; day < 16; day++) {
      for (const arm of arms) arm.day();
      const want = looksAt(arms, first);
      previous = lift({ people }, Table.from([...arms[0].rows(0), ...arms[1].rows(1600)]), {
        sequential: true,
        tightest: TIGHTEST,
        previous,
      });
      [previous.conversion!, previous.revenue!].forEach(({ effect }, o) => expect(effect?.sequential?.pValue ?? 1).toBeCloseTo(want[o], 9));
      if (day > 11) expect(want.every((p) => p < 1 || previous!.conversion!.effect !== null)).toBe(true);
    }
  });
});

describe('Hillstrom', () => {
  const near = (got: number, want: number) =>
    expect(Math.abs(got - want), `${got} for ${want}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(want)));
  const same = ({ difference, ratio, pValue }: Effect, want: GoldenRates | Omit<GoldenMeans, 'which'>) => {
    near(pValue, want.pValue);
    near(difference.low, want.difference[0]);
    near(difference.high, want.difference[1]);
    near(ratio!.low, want.ratio![0]);
    near(ratio!.high, want.ratio![1]);
  };
  const drawn = (label: string) => {
    const table = hillstrom()
      .derive('person', (_, i) => i)
      .filter((row: { segment: string }) => row.segment === label || row.segment === 'No E-Mail');
    const people = table
      .derive('arm', (row: { segment: string }) => (row.segment === label ? 'treatment' : 'control'))
      .select(['person', 'arm', 'channel']);
    return { people, outcomes: table };
  };

  for (const label of ['Mens E-Mail', 'Womens E-Mail'] as const)
    testOnData(HILLSTROM)(`${label}: rates, revenue and CUPED`, () => {
      const { people, outcomes } = drawn(label);
      const want = LIFT.hillstrom[label];
      const report = lift({ people }, outcomes, { converted: 'conversion', revenue: 'spend', before: 'history' });
      same(report.conversion!.plain!, want.conversion);
      same(report.revenue!.plain!, want.spend);
      same(report.revenue!.adjusted!, want.adjusted);
      expect([report.people.treatment, report.people.control]).toEqual([want.conversion.n, want.conversion.m]);
      expect(report.verdict).toBe('raised');
      same(lift({ people }, outcomes, { converted: 'visit', before: [] }).conversion!.effect!, want.visit);
      same(lift({ people }, outcomes, { converted: 'visit', before: 'history' }).conversion!.effect!, want.visits);
    });

  testOnData(HILLSTROM)('channels: adjusted p-values', () => {
    const { people, outcomes } = drawn('Womens E-Mail');
    const { segments } = lift({ people }, outcomes, { converted: 'conversion', before: [], segment: 'channel' });
    const { names, pValues, holm } = LIFT.hillstrom.channels;
    expect(segments.map(({ segment }) => segment)).toEqual(names);
    segments.forEach(({ conversion }, s) => {
      near(conversion!.effect!.pValue, pValues[s]);
      near(conversion!.adjustedPValue!, holm[s]);
    });
  });
});
