// Measures of uplift: scikit-uplift's numbers on small data, and what must hold of any ranking.
import { describe, expect, test } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import { KindredError } from '../../src/index.js';
import { generator } from '../../src/random.js';
import { errorsOf, golden } from '../golden/uplift.js';

const { evaluateUplift, qiniAuc, qiniCurve, upliftAtK, upliftAuc, upliftByPercentile, upliftCurve } = evaluation;

describe('as scikit-uplift', () => {
  test.each([
    ['scores that differ', 'untied', 'share'],
    ['scores that differ, by the order of rows', 'untied', 'row-order'],
    ['ties, by the order of rows', 'tied', 'row-order'],
  ] as const)('%s', (_, scores, ties) => {
    const errors = errorsOf(evaluation, golden.small[scores], golden.y, golden.scores[scores], golden.treatment, ties);
    expect(Object.keys(errors)).toHaveLength(12);
    for (const [measure, error] of Object.entries(errors)) expect(error, measure).toBeLessThan(1e-9);
  });

  test('ties by share are another number where a cut goes through one', () => {
    const errors = errorsOf(evaluation, golden.small.tied, golden.y, golden.scores.tied, golden.treatment, 'share');
    expect(errors['qiniAuc']).toBeLessThan(1e-9);
    expect(errors['upliftAtK']).toBeGreaterThan(1e-3);
  });
});

const random = generator(5);
const rows = Array.from({ length: 300 }, () => {
  const score = Math.floor(random() * 12) / 4;
  const treated = random() < 0.4 ? 1 : 0;
  return { score, treated, y: random() < 0.2 + 0.1 * treated * score ? 1 : 0, money: Math.floor(random() * 9999) / 100 };
});
const column = <K extends keyof (typeof rows)[number]>(of: typeof rows, name: K) => of.map((row) => row[name]);
const call = <A extends unknown[], R>(measure: (y: number[], s: number[], t: number[], ...rest: A) => R, of: typeof rows, ...rest: A): R =>
  measure(column(of, 'y'), column(of, 'score'), column(of, 'treated'), ...rest);

test('the order of rows does not matter, ties or not, money or not', () => {
  const other = [...rows].reverse();
  for (const of of [other, [...other.slice(100), ...other.slice(0, 100)]]) {
    expect(call(qiniCurve, of)).toEqual(call(qiniCurve, rows));
    expect(call(upliftCurve, of)).toEqual(call(upliftCurve, rows));
    for (const strategy of ['overall', 'by-group'] as const) {
      expect(call(upliftAtK, of, 0.37, { strategy })).toBe(call(upliftAtK, rows, 0.37, { strategy }));
      expect(call(upliftByPercentile, of, { strategy, bins: 7 })).toEqual(call(upliftByPercentile, rows, { strategy, bins: 7 }));
    }
    const money = (of: typeof rows) =>
      evaluateUplift(column(of, 'money'), column(of, 'score'), column(of, 'treated'), { normalize: 'per-head', nResamples: 20, k: 0.37 });
    expect(money(of)).toEqual(money(rows));
  }
});

test('a cut through a tie is the mean over all orders of it', () => {
  // 1 treated who responds, 1 treated who does not, 2 of the control of whom one responds: all alike, so any half is like the whole
  expect(upliftAtK([1, 0, 1, 0], [7, 7, 7, 7], [1, 1, 0, 0], 2)).toBe(0);
  // above the tie one of each arm; half of the tie adds half of a treated responder and half of an idle control
  expect(upliftAtK([1, 0, 1, 0], [9, 9, 7, 7], [1, 0, 1, 0], 3)).toBe(1);
  expect(upliftAtK([0, 0, 1, 0], [9, 9, 7, 7], [1, 0, 1, 0], 3)).toBeCloseTo(0.5 / 1.5, 15);
});

test('a ranking that knows is 1, its reverse is below 0, one that knows nothing is 0', () => {
  const y = column(rows, 'y');
  const treatment = column(rows, 'treated');
  const best = rows.map(({ y, treated }) => (treated === 1 ? 2 * y - 1 : 1 - 2 * y));
  const sure = rows.map(({ y, treated }) => (treated === 1 ? y : -y));
  expect(qiniAuc(y, sure, treatment)).toBeCloseTo(1, 12);
  expect(qiniAuc(y, sure.map((s) => -s), treatment)).toBeLessThan(0); // prettier-ignore
  expect(upliftAuc(y, best, treatment)).toBeGreaterThan(0.9);
  expect(qiniAuc(y, rows.map(() => 3), treatment)).toBe(0); // prettier-ignore
});

test('labels: a treatment against the control, or all of them', () => {
  const y = [1, 0, 1, 0, 1, 1];
  const scores = [6, 5, 4, 3, 2, 1];
  const labels = ['men', 'none', 'women', 'none', 'men', 'women'];
  const one = { control: 'none', treated: 'men' };
  expect(qiniCurve(y, scores, labels, one)).toEqual(qiniCurve([1, 0, 0, 1], [6, 5, 3, 2], [1, 0, 0, 1]));
  expect(qiniCurve(y, scores, labels, { control: 'none' })).toEqual(qiniCurve(y, scores, [1, 0, 1, 0, 1, 1]));
  expect(qiniCurve(y, scores, [true, false, true, false, true, true])).toEqual(qiniCurve(y, scores, [1, 0, 1, 0, 1, 1]));
});

describe('intervals', () => {
  const found = call(evaluateUplift, rows, { nResamples: 400, k: 0.4 });

  test('hold the measures themselves, are seeded, and narrow with the level', () => {
    expect(found.qiniAuc.mean).toBe(call(qiniAuc, rows));
    expect(found.upliftAuc.mean).toBe(call(upliftAuc, rows));
    expect(found.upliftAtK.mean).toBe(call(upliftAtK, rows, 0.4));
    expect(found.averageUplift.mean).toBe(found.meanTreated - found.meanControl);
    expect(found.gainAtK.mean).toBe(found.upliftAtK.mean - found.averageUplift.mean);
    for (const { low, mean, high } of [found.qiniAuc, found.upliftAuc, found.upliftAtK, found.averageUplift, found.gainAtK]) {
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
    }
    expect(call(evaluateUplift, rows, { nResamples: 400, k: 0.4 })).toEqual(found);
    expect(call(evaluateUplift, rows, { nResamples: 400, k: 0.4, seed: 1 }).qiniAuc).not.toEqual(found.qiniAuc);
    const narrow = call(evaluateUplift, rows, { nResamples: 400, level: 0.5 });
    expect(narrow.qiniAuc.high - narrow.qiniAuc.low).toBeLessThan(found.qiniAuc.high - found.qiniAuc.low);
  });

  test('the interval of the average effect is as wide as its standard error says', () => {
    const variance = (p: number, n: number) => (p * (1 - p)) / n;
    const error = Math.sqrt(variance(found.meanTreated, found.nTreated) + variance(found.meanControl, found.nControl));
    const { low, high } = call(evaluateUplift, rows, { nResamples: 2000 }).averageUplift;
    expect((high - low) / (2 * 1.959964 * error)).toBeGreaterThan(0.94);
    expect((high - low) / (2 * 1.959964 * error)).toBeLessThan(1.06);
  });

  test('a random ranking lies in the band of random rankings, as often as the level says', () => {
    const draw = generator(9);
    const inside = Array.from({ length: 40 }, () => {
      const scores = rows.map(() => draw());
      const { qiniAuc, random } = evaluateUplift(column(rows, 'y'), scores, column(rows, 'treated'), { nResamples: 100, level: 0.9 });
      return qiniAuc.mean >= random.qiniAuc.low && qiniAuc.mean <= random.qiniAuc.high;
    }).filter(Boolean).length;
    expect(inside).toBeGreaterThan(29);
    expect(inside).toBeLessThan(40);
  });

  test('curves begin at 0 and end at the effect of treating all', () => {
    const { curve, random } = found;
    expect([curve.share[0], curve.gain[0], curve.low[0], curve.high[0]]).toEqual([0, 0, 0, 0]);
    expect(curve.share.at(-1)).toBe(1);
    expect(curve.gain.at(-1)).toBe(call(qiniCurve, rows).gain.at(-1));
    expect(random.curve.gain.at(-1)).toBe(curve.gain.at(-1));
    expect(random.curve.low.at(-1)).toBe(curve.gain.at(-1)); // in whatever order, all are all
    expect(random.curve.low[50]).toBeLessThan(random.curve.high[50]);
  });
});

describe('what cannot be measured', () => {
  const good = [[1, 0, 1, 0], [1, 2, 3, 4], [1, 0, 0, 1]] as const; // prettier-ignore
  test.each([
    ['an arm of size zero', () => qiniAuc(good[0], good[1], [1, 1, 1, 1]), 'none is control'],
    ['no treated', () => qiniAuc(good[0], good[1], [0, 0, 0, 0]), 'none is treated'],
    ['no rows', () => qiniAuc([], [], []), '"y" must be a list'],
    ['lists of different length', () => qiniAuc(good[0], [1, 2], good[2]), 'got 4, 2 and 4'],
    ['a score that is NaN', () => qiniAuc(good[0], [1, NaN, 2, 3], good[2]), 'score 2 must be a number, got NaN'],
    ['an outcome that is missing', () => qiniAuc([1, 0, null as never, 1], good[1], good[2]), '"y" of row 3'],
    ['money, normalized by the perfect curve', () => qiniAuc([10.5, 0, 3, 1], good[1], good[2]), "normalize: 'per-head'"],
    ['labels without a control', () => qiniAuc(good[0], good[1], ['a', 'b', 'a', 'b']), '{ control }'],
    [
      'a control that is not there',
      () => qiniAuc(good[0], good[1], ['a', 'b', 'a', 'b'], { control: 'c' }),
      'no row has the control label "c"',
    ],
    ['a missing treatment', () => qiniAuc(good[0], good[1], ['a', null as never, 'a', 'b'], { control: 'a' }), '"treatment" of row 2'],
    ['nobody who responds', () => qiniAuc([0, 0, 0, 0], good[1], good[2]), 'no ranking of these rows is better'],
    [
      'nobody of the control among the first',
      () => upliftAtK(good[0], [4, 1, 1, 3], good[2], 2),
      'nobody of the control is among the first k',
    ],
    ['more rows than there are', () => upliftAtK(good[0], good[1], good[2], 5), '"k" must be'],
    [
      'bins without an arm',
      () => upliftByPercentile(good[0], [4, 1, 1, 3], good[2], { bins: 2 }),
      'bin 1 of 2 holds nobody of the control',
    ],
    ['an unknown option', () => qiniAuc(good[0], good[1], good[2], { normalise: 'perfect' } as never), 'did you mean "normalize"'],
  ])('%s', (_, work, message) => {
    expect(work).toThrow(KindredError);
    expect(work).toThrow(message);
  });
});
