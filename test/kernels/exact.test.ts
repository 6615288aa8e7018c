// log, log1p, exp and expm1 against mpmath (test/golden/exact.py): at most 2 units in the last place, expm1 3.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as exact from '../../assembly/exact';

type Cell = number | string;
const golden = JSON.parse(readFileSync('test/golden/exact.json', 'utf8')) as Record<string, [Cell, Cell][]>;

/** The place of a number among all f64, 0 at ±0: neighbors differ by 1. */
function place(x: number): bigint {
  const bits = new BigInt64Array(new Float64Array([x]).buffer)[0];
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}
const ulps = (a: number, b: number) => Number(place(a) - place(b));

test.each([
  ['log', 2],
  ['log1p', 2],
  ['exp', 2],
  ['expm1', 3],
] as const)('%s', (name, most) => {
  expect(golden[name].length).toBeGreaterThan(70);
  for (const [x, want] of golden[name]) {
    const got = exact[name](Number(x));
    const right = Number(want);
    if (right === 0 || !Number.isFinite(right))
      expect(got + 0, `${name}(${x})`).toBe(right + 0); // the sign of a zero is not promised
    else expect(Math.abs(ulps(got, right)), `${name}(${x}) = ${got} instead of ${right}`).toBeLessThanOrEqual(most);
  }
});

test('exp and log undo each other, and so do expm1 and log1p', () => {
  for (let x = -30; x < 30; x += 0.37) {
    expect(exact.log(exact.exp(x))).toBeCloseTo(x, 12);
    expect(exact.expm1(exact.log1p(Math.abs(x))) / Math.abs(x)).toBeCloseTo(1, 12);
  }
});
