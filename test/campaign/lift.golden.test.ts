// Intervals and p-values against statsmodels and scipy (test/golden/lift.py), and of the difference of rates against what Newcombe published.
import { describe, expect, test } from 'vitest';
import { adjustPValues, lift, type Effect, type LiftOptions } from '../../src/campaign/index.js';
import { comparisonOf, meanRatio } from '../../src/campaign/lift-means.js';
import { rateDifference, rateRatio, rateTails } from '../../src/campaign/lift-rates.js';
import { Table } from '../../src/index.js';
import { studentQuantile, studentTails } from '../../src/regression/student.js';
import { LIFT, type GoldenMeans } from '../golden/lift.js';

const near = (got: number, want: number, most = 1e-9) =>
  expect(Math.abs(got - want), `${got} for ${want}`).toBeLessThanOrEqual(most * Math.max(1, Math.abs(want)));
const bounds = (got: readonly number[], want: readonly number[]) => got.forEach((bound, i) => near(bound, want[i]));

describe('rates', () => {
  test.each(LIFT.proportions)('$x of $n against $y of $m, $alpha', ({ x, n, y, m, alpha, pValue, difference, ratio }) => {
    const rates = { bought: [x, y], people: [n, m] } as const;
    near(rateTails(rates), pValue);
    bounds(rateDifference(rates, alpha), difference);
    if (ratio) bounds(rateRatio(rates, alpha)!, ratio);
    else if (y === 0) expect(rateRatio(rates, alpha)).toBeNull();
  });

  test('the difference is as Newcombe (1998, Table II, method 6) has it', () => {
    const rounded = (x: number, n: number, y: number, m: number) =>
      rateDifference({ bought: [x, y], people: [n, m] }, 0.05).map((v) => v.toFixed(4));
    expect(rounded(56, 70, 48, 80)).toEqual(['0.0528', '0.3382']);
    expect(rounded(9, 10, 3, 10)).toEqual(['0.1700', '0.8406']);
    expect(rounded(5, 56, 0, 29)).toEqual(['-0.0326', '0.1933']);
  });

  test('the difference is the mirror of the other way round, the ratio its inverse', () => {
    for (const { x, n, y, m, alpha } of LIFT.proportions) {
      const [there, back] = [{ bought: [x, y], people: [n, m] } as const, { bought: [y, x], people: [m, n] } as const];
      const [low, high] = rateDifference(back, alpha);
      bounds(rateDifference(there, alpha), [-high, -low]);
      if (x > 0 && y > 0) {
        const [l, h] = rateRatio(back, alpha)!;
        bounds(rateRatio(there, alpha)!, [1 / h, 1 / l]);
      }
    }
  });
});

describe('people', () => {
  const { treated, ...columns } = LIFT.people;
  const people = Table.from(treated.map((t, i) => ({ person: `p${i}`, arm: t === 1 ? 'treatment' : 'control' })));
  const outcomes = Table.from(
    treated.map((_, i) => ({
      person: `p${i}`,
      converted: columns.converted[i],
      revenue: columns.revenue[i],
      uneven: columns.uneven[i],
      before: columns.before[i],
      visits: columns.visits[i],
    })),
  );
  const of = (options: LiftOptions) => lift({ people }, outcomes, options);
  const same = ({ difference, ratio, pValue }: Effect, want: Omit<GoldenMeans, 'which'>) => {
    near(pValue, want.pValue);
    bounds([difference.low, difference.high], want.difference);
    if (want.ratio) bounds([ratio!.low, ratio!.high], want.ratio);
    else expect(ratio).toBeNull();
  };

  test.each(LIFT.means)('revenue at $alpha, where one variance of both arms is the wider, is Student’s and Fieller’s', (want) => {
    expect(want.which).toBe('pooled');
    same(of({ level: 1 - want.alpha, before: [] }).revenue!.effect!, want);
  });

  test('and Welch’s and Fieller’s where the arms’ own are', () => {
    expect([LIFT.uneven.which, LIFT.cuped.uneven.which, LIFT.cuped.before.which]).toEqual(['unequal', 'unequal', 'pooled']);
    same(of({ revenue: 'uneven', before: [] }).revenue!.effect!, LIFT.uneven);
  });

  test.each([
    ['before', ['before'], 0.95],
    ['both', ['before', 'visits'], 0.95],
    ['uneven', 'before', 0.95],
    ['at99', 'before', 0.99],
  ] as const)('CUPED is the regression with the arms’ own slopes: %s', (name, before, level) => {
    const { plain, adjusted, effect } = of({ before, level, revenue: name === 'uneven' ? name : 'revenue' }).revenue!;
    expect(effect).toBe(adjusted);
    const want = LIFT.cuped[name];
    near(adjusted!.difference.estimate, want.estimate);
    same(adjusted!, want);
    expect(adjusted!.before).toEqual([before].flat());
    const { high, low } = plain!.difference;
    expect(adjusted!.difference.high - adjusted!.difference.low).toBeLessThan(0.6 * (high - low));
    const { alpha, degreesOfFreedom, difference: reach } = name === 'uneven' ? LIFT.uneven : LIFT.means[0];
    expect(alpha).toBe(0.05);
    const error = (reach[1] - reach[0]) / 2 / studentQuantile(alpha, degreesOfFreedom);
    near(adjusted!.varianceReduction, 1 - (want.standardError / error) ** 2);
  });

  test('CUPED of who bought is the regression’s estimate in the score test', () => {
    const { adjusted, effect } = of({ before: 'before' }).conversion!;
    const want = LIFT.cuped.converted;
    expect(effect).toBe(adjusted);
    near(adjusted!.difference.estimate, want.estimate);
    near(adjusted!.varianceReduction, 1 - want.left);
    same(adjusted!, want);
  });
});

test('in arms of the same size the two errors are one, and rounding does not choose', () => {
  for (const [va, vb] of [
    [1, 3],
    [0.1, 0.7],
    [1 / 3, 7],
    [5e-7, 1e-7],
  ]) {
    const [a, b] = [va, vb].map((ofOne) => ({ mean: 0, variance: ofOne / 49, ofOne, perPerson: 1 / 49, degreesOfFreedom: 48 }));
    near(comparisonOf(a, b).degreesOfFreedom, (48 * (va + vb) * (va + vb)) / (va * va + vb * vb));
  }
});

test('there is no ratio to a mean that is below 0', () => {
  const mean = (at: number) => ({ mean: at, variance: 0.01, ofOne: 1, perPerson: 0.01, degreesOfFreedom: 99 });
  expect(meanRatio(comparisonOf(mean(-5), mean(-4)), 2)).toBeNull();
  expect(meanRatio(comparisonOf(mean(-5), mean(4)), 2)!.every((bound) => bound < 0)).toBe(true);
});

test.each(LIFT.multiple)('adjusted p-values %#', ({ p, ...want }) => {
  for (const correction of ['holm', 'bonferroni', 'benjamini-hochberg'] as const)
    adjustPValues(p, correction).forEach((got, i) => near(got, want[correction][i], 1e-12));
  expect([...adjustPValues(p, 'none')]).toEqual(p);
});

test.each(LIFT.student)('Student’s t beyond %f with %f degrees of freedom', (t, n, tails, quantile) => {
  expect(Math.abs(studentTails(t, n) / tails - 1)).toBeLessThan(1e-10);
  expect(Math.abs(studentQuantile(0.05, n) / quantile - 1)).toBeLessThan(1e-10);
});
