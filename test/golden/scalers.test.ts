// The transformers against scikit-learn on customers of the Online Retail data, whose numbers lie in retail.json; the normal distribution against mpmath.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/preprocessing/normal.js';
import { quantile } from '../../src/data/quantile.js';
import { checkScalers, golden } from './scalers.js';

const retail = JSON.parse(readFileSync('test/golden/retail.json', 'utf8')) as Record<'recency' | 'frequency' | 'monetary', number[]>;
const { recency, frequency, monetary } = retail;

checkScalers('retail', test, () => ({
  recency: Float64Array.from(recency),
  frequency: Float64Array.from(frequency),
  monetary: Float64Array.from(monetary),
}));

test('percentiles, bit by bit', () => {
  const { values, shares, at } = golden.percentiles;
  const sorted = Float64Array.from(values).sort();
  expect(shares.map((share) => quantile(sorted, (share * 100) / 100))).toEqual(at);
});

test.each([
  ['cdf', normalCdf],
  ['quantile', normalQuantile],
] as const)('the normal distribution: %s', (name, f) => {
  for (const [x, want] of golden.normal[name]) expect(Math.abs(f(x) - want), `of ${x}`).toBeLessThanOrEqual(2e-15 * Math.abs(want));
});

test('the normal distribution at its ends', () => {
  expect([0, 1, -0.1, 1.1, NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, NaN, NaN, NaN]);
  expect([-Infinity, -41, 41, Infinity, NaN].map(normalCdf)).toEqual([0, 0, 1, 1, NaN]);
});

test('the normal distribution: its function and its quantiles undo each other', () => {
  for (let p = 1e-300; p < 1; p *= 1.37) expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
});
