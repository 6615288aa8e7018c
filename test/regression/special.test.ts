// log Gamma and its derivatives, and the purchases that BG/NBD expects, against mpmath (test/golden/special.py).
import { expect, test } from 'vitest';
import { expectedIfAlive, surviving } from '../../src/regression/bg-nbd-expected.js';
import { digamma, lgamma, trigamma } from '../../src/regression/special.js';
import { readGolden } from '../golden/read.js';

const golden = readGolden<Record<'lgamma' | 'digamma' | 'trigamma', [x: number, value: number][]> & { expected: number[][] }>('special');

/** Errors as shares of the values. */
const errors = (of: (x: number) => number, pairs: [number, number][]) =>
  pairs.map(([x, want]) => Math.abs(of(x) - want) / (want === 0 ? 1 : Math.abs(want)));

test.each([
  ['lgamma', lgamma, 1e-14],
  ['trigamma', trigamma, 1e-14],
] as const)('%s, relative, at its zeros too', (name, of, most) => {
  expect(golden[name].length).toBeGreaterThan(100);
  errors(of, golden[name]).forEach((error, i) => expect(error, `${name}(${golden[name][i][0]})`).toBeLessThan(most));
});

test('digamma, relative; absolute near its zero at 1.4616', () => {
  for (const [x, want] of golden.digamma)
    expect(Math.abs(digamma(x) - want) / Math.max(1, Math.abs(want)), `digamma(${x})`).toBeLessThan(1e-14);
});

test('none is a number where they have no value', () => {
  for (const of of [lgamma, digamma, trigamma]) expect([0, -1, -0.5, NaN].map(of)).toEqual([NaN, NaN, NaN, NaN]);
  expect(lgamma(Infinity)).toBe(Infinity);
});

test('expected purchases are those of the hypergeometric formula, also where it is a limit', () => {
  expect(golden.expected.length).toBeGreaterThan(40);
  for (const [r, alpha, a, b, x, age, days, want] of golden.expected) {
    const parameters = { r, alpha, a, b };
    const got = expectedIfAlive(parameters, { x, recency: 0, age }, days, surviving(parameters, x));
    expect(Math.abs(got - want) / want, `r ${r}, alpha ${alpha}, a ${a}, b ${b}, x ${x}, age ${age}, days ${days}`).toBeLessThan(2e-13);
  }
});

test('expected purchases: none in no time, more in more, and all that would come where nobody leaves', () => {
  const parameters = { r: 0.5, alpha: 20, a: 1e-12, b: 1 };
  const of = surviving(parameters, 3);
  const at = (days: number) => expectedIfAlive(parameters, { x: 3, recency: 0, age: 100 }, days, of);
  expect(at(0)).toBe(0);
  for (const days of [1e-6, 1, 30, 365, 3650]) expect(at(days) / ((3.5 * days) / 120)).toBeCloseTo(1, 9);
});
