// Names of segments: the customary one where it fits and is true, none twice; and what the report calls the segments of odd shops.
import { describe, expect, test } from 'vitest';
import { ordersReader } from '../../src/io/index.js';
import { analyse } from '../../src/report/index.js';
import { nameSegments } from '../../src/segmentation/names.js';
import { generator } from '../support/random.js';

const profile = (recency: number, frequency: number, monetary: number, more: { orders?: number; days?: number; newShare?: number } = {}) => ({
  recency, frequency, monetary, orders: 4, days: 40, newShare: 0, ...more,
}); // prettier-ignore
const namesOf = (...profiles: ReturnType<typeof profile>[]) => nameSegments(profiles).map((found) => found?.name);

test.each([
  ['Champions', profile(-1.5, 2.4, 1.9)],
  ['Loyal customers', profile(-0.8, 0.9, 0.8)],
  ['New customers', profile(-0.9, -0.7, -0.6, { newShare: 0.9 })],
  ['Recent buyers', profile(-0.9, -0.7, -0.6, { newShare: 0.7 })], // the same figures, but many are long known
  ['Big spenders', profile(0, -0.2, 1.4)],
  ['At risk', profile(0.7, 0.6, 0.4)],
  ['Slipping away', profile(0.6, -0.2, -0.3)],
  ['Occasional customers', profile(-0.05, -0.6, -0.7)],
  ['Lost', profile(1.1, -0.8, -0.9, { days: 200 })],
  ['Slipping away', profile(1.1, -0.8, -0.9, { days: 60 })], // not lost yet
  [undefined, profile(1.1, -0.8, -0.9, { days: 3, orders: 1 })], // nobody is lost, at risk or slipping away after three days
  [undefined, profile(-1.5, 2.4, 1.9, { orders: 2, days: 100 })],
])('%s', (name, one) => expect(namesOf(one)).toEqual([name]));

test('the nearest takes the name, the other one the next that is true', () => {
  expect(namesOf(profile(1, -0.7, -0.7, { days: 200 }), profile(1.1, -0.8, -0.7, { days: 200 }))).toEqual(['Slipping away', 'Lost']);
});

test('a name of before is kept as long as it is true', () => {
  const [both, best] = [profile(-0.8, 1, 1), profile(-1.4, 2, 2)]; // champions and loyal customers, by what is true of them
  const named = (...before: (string | undefined)[]) => nameSegments([both, best], before).map((found) => found?.name);
  expect(named()).toEqual(['Loyal customers', 'Champions']);
  expect(named('Champions', 'Loyal customers')).toEqual(['Champions', 'Loyal customers']);
  expect(named('Lost', 'Loyal customers')).toEqual(['Champions', 'Loyal customers']); // the first was never lost, the second keeps its name
  expect(named('Five orders, the last 3 days ago', undefined)).toEqual(['Loyal customers', 'Champions']);
});

test('no name twice, whatever the profiles', () => {
  const random = generator(5);
  for (let round = 0; round < 50; round++) {
    const names = namesOf(
      ...Array.from({ length: 1 + (round % 14) }, () =>
        profile(random() * 4 - 2, random() * 4 - 2, random() * 4 - 2, { days: random() * 300, newShare: random() }),
      ),
    ).filter((name) => name !== undefined);
    expect(new Set(names).size).toBe(names.length);
  }
});

describe('a shop', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString().slice(0, 10);
  /** One line an order: customer, day of 2026 (from 1), money. */
  const segments = (lines: readonly (readonly [string, number, number])[]) => {
    const reader = ordersReader();
    const rows = lines.map(([customer, at, money], l) => `${customer},${l},i${l % 5},1,${money},${day(at)}`);
    reader.push(`customer,order,item,quantity,price,time\n${rows.join('\n')}`);
    return analyse(reader.end()).report.segments;
  };
  const people = Array.from({ length: 60 }, (_, c) => `c${String(c).padStart(2, '0')}`);

  test('of three days has nobody who is lost, at risk or slipping away', () => {
    const names = segments(people.map((who, c) => [who, 1 + (c % 3), 5 + c] as const)).map(({ name }) => name);
    expect(names.filter((name) => /Lost|risk|Slipping/.test(name))).toEqual([]);
  });

  test('where everybody ordered once has no regulars and no loyal customers', () => {
    const names = segments(people.map((who, c) => [who, 1 + 2 * c, 5 + (c % 7)] as const)).map(({ name }) => name);
    expect(names.filter((name) => /Regulars|Loyal|Champions|Occasional/.test(name))).toEqual([]);
  });

  test('of one kind has one segment of that name', () => {
    expect(segments(people.map((who) => [who, 5, 10] as const)).map(({ name }) => name)).toEqual(['All customers']);
  });

  test('calls new only those who are: four in five of them', () => {
    const twice = people.flatMap((who) => [who, `${who}b`]); // each kind is of ten or more
    const lines = twice.flatMap((who, c) => (c < 60 ? [[who, 1, 10], [who, 180, 10]] : [[who, 170 + (c % 10), 10]]) as [string, number, number][]); // prettier-ignore
    for (const { name, nCustomers } of segments(lines)) if (name === 'New customers') expect(nCustomers).toBeLessThanOrEqual(75);
    expect(segments(lines).map(({ name }) => name)).toContain('New customers');
  });
});
