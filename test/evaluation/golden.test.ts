// Measures of ranked lists against RecTools, and the paired bootstrap against scipy (test/golden/ranking.py).
import { describe, expect, test } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import { bootstrap, pairedBootstrap } from '../../src/evaluation/index.js';
import { largestError } from '../golden/errors.js';
import { bootstrap as drawn, compare, measures, rankings, relevant } from '../golden/ranking.js';

describe.each(measures)('RecTools at $k', (want) => {
  test.each(Object.entries(compare(want, evaluation)))('%s', (_, error) => expect(error).toBeLessThan(1e-12));
});

test('the golden lists hold what matters: none, one item, no hit, only hits, more relevant than places', () => {
  const lengths = rankings.map((list) => list.length);
  expect([lengths.includes(0), lengths.includes(1), Math.max(...lengths) > 10]).toEqual([true, true, true]);
  const { precision, ndcg } = measures[2];
  expect([precision.k.includes(0), ndcg.achievable.includes(1)]).toEqual([true, true]);
  expect(relevant.some((set) => set.size > 25)).toBe(true);
});

describe('the paired bootstrap is that of scipy, within the error of both draws', () => {
  const { a, b, intervals } = drawn;
  test.each(intervals)('at $level', ({ level, difference, a: alone }) => {
    const got = pairedBootstrap(a, b, { level, nResamples: 20_000, seed: 1 });
    const width = difference[1] - difference[0];
    expect(Math.abs(got.difference.low - difference[0])).toBeLessThan(0.03 * width);
    expect(Math.abs(got.difference.high - difference[1])).toBeLessThan(0.03 * width);
    expect(width).toBeLessThan(0.5 * (alone[1] - alone[0])); // pairing is worth something here
    expect(Math.abs(got.a.low - alone[0])).toBeLessThan(0.03 * (alone[1] - alone[0]));
    expect(got.a).toEqual(bootstrap(a, { level, nResamples: 20_000, seed: 1 }));
    expect(largestError([got.a.mean - got.b.mean, got.n], [got.difference.mean, a.length])).toBeLessThan(1e-12);
  });
});
