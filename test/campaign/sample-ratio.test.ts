// The chi-square distribution's tail and the test of the arms' sizes against scipy (test/golden/power.py).
import { describe, expect, test } from 'vitest';
import { sampleRatioCheck } from '../../src/campaign/index.js';
import { SAMPLE_RATIO } from '../../src/campaign/sample-ratio.js';
import { chiSquareTail } from '../../src/regression/chi-square.js';
import { readGolden } from '../golden/read.js';

const golden = readGolden<{
  tail: [x: number, df: number, value: number][];
  ratio: [counts: number[], shares: number[], statistic: number, p: number][];
}>('power');

test('the tail, relative', () => {
  expect(golden.tail.length).toBeGreaterThan(100);
  for (const [x, df, want] of golden.tail)
    expect(want === 0 ? chiSquareTail(x, df) : Math.abs(chiSquareTail(x, df) - want) / want, `${x}, ${df}`).toBeLessThan(1e-11);
});

test('the tail at its ends', () => {
  expect([0, -1, Infinity, NaN].map((x) => chiSquareTail(x, 3))).toEqual([1, 1, 0, NaN]);
  expect(chiSquareTail(1e6, 1)).toBe(0);
});

test('the test of the sizes', () => {
  for (const [counts, shares, statistic, p] of golden.ratio) {
    const found = sampleRatioCheck(counts, shares);
    expect(Math.abs(found.chiSquare - statistic), String(counts)).toBeLessThanOrEqual(1e-10 * statistic);
    expect(Math.abs(found.pValue - p), String(counts)).toBeLessThanOrEqual(1e-10 * p);
    expect(found.verdict).toBe(p < 0.001 ? 'off' : 'as-drawn');
  }
});

test('by name, in any order, and what is said', () => {
  const off = sampleRatioCheck({ treatment: 17800, control: 2200 }, { control: 0.1, treatment: 0.9 });
  expect(off.arms).toEqual([
    { arm: 'treatment', n: 17800, expected: 18000 },
    { arm: 'control', n: 2200, expected: 2000 },
  ]);
  expect(off.sentence).toMatch(
    /^Of 20,000 people there are 17,800 in "treatment" \(18,000 expected\) and 2,200 in "control" \(2,000 expected\)\. Chance/,
  );
  const fine = sampleRatioCheck({ treatment: 18003, control: 1997 }, { treatment: 0.9, control: 0.1 });
  expect(fine.sentence).toContain('that is what the lot gives (chi-square test, p = 0.94)');
  expect(sampleRatioCheck([18003, 1997], [0.9, 0.1], { threshold: 0.99 }).verdict).toBe('off');
});

test('nobody, one arm, and an arm that was to be empty', () => {
  expect(sampleRatioCheck([0, 0], [0.9, 0.1])).toMatchObject({ verdict: 'as-drawn', pValue: 1, sentence: 'There is nobody in any arm.' });
  expect(sampleRatioCheck({ all: 7 }, { all: 1 })).toMatchObject({ verdict: 'as-drawn', pValue: 1 });
  expect(sampleRatioCheck([10, 0], [1, 0])).toMatchObject({ verdict: 'as-drawn', pValue: 1, chiSquare: 0 });
  expect(sampleRatioCheck([10, 1], [1, 0])).toMatchObject({ verdict: 'off', pValue: 0, chiSquare: Infinity });
});

describe('what is refused', () => {
  test.each([
    [{ a: 1 }, { b: 1 }, '"shares" must have the arms'],
    [{}, {}, '"shares"'],
    [{ a: 1, b: 1 }, { a: 1 }, '"shares"'],
    [{ a: 1.5 }, { a: 1 }, 'whole number'],
    [{ a: -1 }, { a: 1 }, 'whole number'],
    [{ a: 1, b: 1 }, { a: 0.5, b: 0.4 }, 'sum to 1'],
    [{ a: 1, b: 1 }, { a: NaN, b: 0.4 }, 'from 0 to 1'],
    [7, { a: 1 }, '"counts"'],
    [{ a: 1 }, null, '"shares"'],
  ])('%j of %j', (counts, shares, words) => {
    expect(() => sampleRatioCheck(counts as never, shares as never)).toThrow(words);
  });
  test('thresholds', () => {
    for (const threshold of SAMPLE_RATIO.threshold.invalid)
      expect(() => sampleRatioCheck([1], [1], { threshold } as never)).toThrow('"threshold"');
  });
});

test('an arm of share 0 without anybody counts for nothing', () => {
  const { pValue, degreesOfFreedom, chiSquare } = sampleRatioCheck([880, 120], [0.9, 0.1]);
  expect(sampleRatioCheck([880, 120, 0], [0.9, 0.1, 0])).toMatchObject({ pValue, degreesOfFreedom, chiSquare });
});
