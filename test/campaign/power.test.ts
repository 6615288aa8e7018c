// Sizes, power and least effects against statsmodels (test/golden/power.py), that they undo each other, and what is said of them.
import { describe, expect, test } from 'vitest';
import { minimumDetectableEffect, power, sampleSize } from '../../src/campaign/index.js';
import { DETECTABLE, POWER, SAMPLE_SIZE } from '../../src/campaign/power.js';
import { howOften } from '../../src/campaign/power-words.js';
import { readGolden } from '../golden/read.js';

/** Baseline or standard deviation, effect, people, alpha, power, holdout; then people needed, power, least effect. */
type Row = [number, number, number, number, number, number, number, number, number | null];
const golden = readGolden<{ conversion: Row[]; revenue: Row[] }>('power');

const near = (got: number, want: number, what: string) => expect(Math.abs(got - want) / Math.abs(want), what).toBeLessThan(1e-9);

describe('equal to statsmodels', () => {
  test.each(['conversion', 'revenue'] as const)('%s', (kind) => {
    expect(golden[kind].length).toBeGreaterThan(70);
    for (const row of golden[kind]) {
      const [first, effect, nPeople, alpha, wanted, holdout, size, often, least] = row;
      const about = kind === 'conversion' ? { baseline: first } : { baseline: 100, standardDeviation: first };
      const plan = { ...about, alpha, holdout };
      const what = JSON.stringify(row);
      near(sampleSize({ ...plan, effect, power: wanted }).exact, size, what);
      near(power({ ...plan, effect, nPeople }).power, often, what);
      const found = minimumDetectableEffect({ ...plan, nPeople, power: wanted }).effect;
      if (least === null) expect(found, what).toBeNull();
      else near(found!, least, what);
    }
    expect(golden.conversion.some((row) => row[8] === null)).toBe(true);
  });
});

test('the three undo each other, and arms are rounded up', () => {
  const plan = { baseline: 0.04, holdout: 0.2 };
  const { nPeople, nTreatment, nControl, exact } = sampleSize({ ...plan, effect: 0.01 });
  expect(nPeople).toBe(nTreatment + nControl);
  expect([nTreatment, nControl]).toEqual([Math.ceil(exact * 0.8), Math.ceil(exact * 0.2)]);
  expect(power({ ...plan, effect: 0.01, nPeople }).power).toBeCloseTo(0.8, 4);
  expect(power({ ...plan, effect: 0.01, nPeople }).power).toBeGreaterThanOrEqual(0.8);
  expect(minimumDetectableEffect({ ...plan, nPeople }).effect).toBeCloseTo(0.01, 5);
});

test('relative effects are those of the baseline', () => {
  const plan = { baseline: 0.02, holdout: 0.1 };
  expect(sampleSize({ ...plan, relativeEffect: 0.5 })).toEqual(sampleSize({ ...plan, effect: 0.01 }));
  const { effect, relativeEffect } = minimumDetectableEffect({ ...plan, nPeople: 20000 });
  expect(relativeEffect).toBe(effect! / 0.02);
  const money = { baseline: 0, standardDeviation: 2, nPeople: 100 };
  expect(minimumDetectableEffect(money).relativeEffect).toBeNull();
});

test('what a marketer reads', () => {
  const plan = { baseline: 0.02, holdout: 0.1 };
  expect(power({ ...plan, effect: 0.006, nPeople: 20000 }).sentence).toBe(
    'With 10 % of 20,000 people left alone, a rise from 2 % to 2.6 % would be seen in 7 of 20 campaigns.',
  );
  const least = minimumDetectableEffect({ ...plan, nPeople: 20000 });
  expect(least.sentence).toBe('With 10 % of 20,000 people left alone, a rise from 2 % to 3.1 % or more would be seen in 4 of 5 campaigns.');
  expect(0.02 + least.effect!).toBeLessThan(0.031);
  expect(sampleSize({ ...plan, effect: 0.006 }).sentence).toBe(
    'To see a rise from 2 % to 2.6 % in 4 of 5 campaigns, 56,515 people are needed: 50,863 who are addressed and 5,652 (10 %) who are left alone.',
  );
  const money = { baseline: 12.5, standardDeviation: 40, holdout: 0.5, relativeEffect: -0.05 };
  expect(sampleSize(money).sentence).toMatch(
    /^To see a fall from 12\.50 to 11\.88 a person in 4 of 5 campaigns, 128,598 people are needed/,
  );
  expect(minimumDetectableEffect({ baseline: 12.5, standardDeviation: 40, holdout: 0.5, nPeople: 20000 }).sentence).toBe(
    'With 50 % of 20,000 people left alone, a rise from 12.50 to 14.09 a person or more would be seen in 4 of 5 campaigns.',
  );
  expect(minimumDetectableEffect({ baseline: 0.5, nPeople: 10 }).sentence).toBe(
    'With 10 % of 10 people left alone, not even a conversion of everybody would be seen in 4 of 5 campaigns.',
  );
  expect(power({ ...plan, effect: 0.02, nPeople: 300 }).sentence).toContain('This is rough: in one arm fewer than 10 people');
});

test.each([
  [0.5, '1 of 2'],
  [0.8, '4 of 5'],
  [0.801, '4 of 5'],
  [0.9, '9 of 10'],
  [0.95, '19 of 20'],
  [0.83, '83 of 100'],
  [0.999, 'nearly all'],
  [0.001, 'hardly any'],
])('%d is %s campaigns', (share, words) => {
  expect(howOften(share)).toBe(words);
});

describe('what is refused', () => {
  const plan = { baseline: 0.02, effect: 0.01, nPeople: 1000 };
  test.each([
    [{ ...plan, baseline: 0 }, 'baseline'],
    [{ ...plan, baseline: 12.5 }, 'standardDeviation'],
    [{ ...plan, effect: 0 }, 'other than 0'],
    [{ ...plan, effect: -0.03 }, 'from 0 to 1'],
    [{ ...plan, effect: undefined }, 'got none'],
    [{ ...plan, relativeEffect: 0.1 }, 'got both'],
    [{ ...plan, effect: undefined, relativeEffect: 100 }, 'relativeEffect'],
    [{ ...plan, holdout: 0 }, 'holdout'],
    [{ ...plan, holdout: 1 }, 'holdout'],
    [{ ...plan, nPeople: 1 }, 'nPeople'],
    [{ ...plan, people: 7 }, 'people'],
  ])('%j', (options, words) => {
    expect(() => power(options as never)).toThrow(words);
  });

  test.each([
    ['sampleSize', SAMPLE_SIZE, sampleSize, { baseline: 0.02, effect: 0.01 }],
    ['power', POWER, power, plan],
    ['minimumDetectableEffect', DETECTABLE, minimumDetectableEffect, { baseline: 0.02, nPeople: 1000 }],
  ])('every invalid value of %s', (_, constraints, work, good) => {
    expect(() => work(good as never)).not.toThrow();
    for (const [name, { invalid }] of Object.entries(constraints))
      for (const value of invalid) expect(() => work({ ...good, [name]: value } as never), `${name} ${String(value)}`).toThrow(`"${name}"`);
  });

  test('more people than there are numbers', () => {
    expect(() => sampleSize({ baseline: 0.5, effect: 1e-12 })).toThrow('2^53');
  });
});
