// Names of segments: the customary one where it fits, never one that is not true, none twice.
import { expect, test } from 'vitest';
import { nameSegments } from '../../src/segmentation/names.js';
import { generator } from '../support/random.js';

const profile = (recency: number, frequency: number, monetary: number, tenure = 0.8) => ({ recency, frequency, monetary, tenure });
const namesOf = (...profiles: ReturnType<typeof profile>[]) => nameSegments(profiles).map(({ name }) => name);

test.each([
  ['Champions', profile(-1.5, 2.4, 1.9)],
  ['Loyal customers', profile(-0.8, 0.9, 0.8)],
  ['New customers', profile(-0.9, -0.7, -0.6, 0.1)],
  ['Recent buyers', profile(-0.9, -0.7, -0.6, 0.9)], // the same figures, but long known
  ['Big spenders', profile(0, -0.2, 1.4)],
  ['At risk', profile(0.7, 0.6, 0.4)],
  ['Slipping away', profile(0.6, -0.2, -0.3)],
  ['Occasional customers', profile(-0.05, -0.6, -0.7)],
  ['Lost', profile(1.1, -0.8, -0.9)],
])('%s', (name, one) => expect(namesOf(one)).toEqual([name]));

test('the nearest takes the name, the other one the next that is true', () => {
  expect(namesOf(profile(1, -0.7, -0.7), profile(1.1, -0.8, -0.7))).toEqual(['Slipping away', 'Lost']);
});

test('no name twice, and every segment has one, also where there are more than names', () => {
  const random = generator(5);
  for (let round = 0; round < 50; round++) {
    const names = namesOf(
      ...Array.from({ length: 1 + (round % 14) }, () => profile(random() * 4 - 2, random() * 4 - 2, random() * 4 - 2, random())),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => name.length > 3)).toBe(true);
  }
});
