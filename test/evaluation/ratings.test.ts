// Errors of ratings: the textbook's, with what stands for a prediction that is impossible.
import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import { evaluateRatings, mae, rmse, trainTestSplit } from '../../src/evaluation/index.js';
import { EVALUATE_RATINGS } from '../../src/evaluation/ratings.js';
import { Interactions, ItemKNN } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { events, generator, shuffled } from '../support/random.js';

const COLUMNS = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'last' } as const;
const rows = events(60, 90, 260, { seed: 21, values: 'half' });
const { train, test: held } = trainTestSplit(Interactions.from(rows, COLUMNS), { testSize: 0.3, seed: 1 });
const model = new ItemKNN({ aggregate: 'average', nNeighbors: 3 }).fit(train);

/** Every test rating with its prediction, one by one. */
const pairs = held.users.values.flatMap((user, u) => {
  const { starts, items, values } = held.rows();
  return Array.from({ length: starts[u + 1] - starts[u] }, (_, n) => {
    const p = starts[u] + n;
    return { user, rating: values[p], predicted: model.predict(user, held.items.at(items[p])) };
  });
});
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
const nulls = pairs.filter(({ predicted }) => predicted === null).length;

describe('rmse and mae', () => {
  test('are those of the textbook', () => {
    const random = generator(2);
    const [a, b] = [0, 1].map(() => Array.from({ length: 99 }, random));
    expect(rmse(a, b)).toBeCloseTo(Math.sqrt(mean(a.map((v, i) => (v - b[i]) ** 2))), 14);
    expect(mae(a, b)).toBeCloseTo(mean(a.map((v, i) => Math.abs(v - b[i]))), 14);
    expect([rmse(a, a), mae(a, a), rmse([1], [4]), mae(Float64Array.of(1, 1), [4, 0])]).toEqual([0, 0, 3, 2]);
    expect(mae(a, b)).toBeLessThanOrEqual(rmse(a, b));
  });

  test('take a fallback for null, and refuse what is no number', () => {
    expect([rmse([4, 2], [null, 2], { fallback: 1 }), mae([4, 2], [null, 2], { fallback: 1 })]).toEqual([Math.sqrt(4.5), 1.5]);
    for (const of of [rmse, mae]) {
      expect(thrown(() => of([1, 2], [1, null])).message).toBe('"predicted" must be finite numbers, row 2 has null: say by "fallback" what stands for it');
      expect(thrown(() => of([1, NaN], [1, 2])).message).toBe('"actual" must be finite numbers, row 2 has NaN');
      for (const value of [NaN, Infinity, undefined, '3']) expect(thrown(() => of([1], [value as never], { fallback: 1 })).code).toBe('invalid-data');
      expect(thrown(() => of([1, 2], [1])).message).toContain('got 1 for 2');
      expect(thrown(() => of([], [])).code).toBe('invalid-data');
      expect(thrown(() => of([1], [1], { fallback: NaN })).code).toBe('invalid-option');
      expect(thrown(() => of([1], [1], { falback: 1 } as never)).message).toContain('did you mean "fallback"');
    }
  }); // prettier-ignore
});

describe('evaluateRatings', () => {
  test('the data hold impossible predictions and ratings beyond the clip, or nothing would be tested', () => {
    expect([nulls > 5, pairs.length - nulls > 20]).toEqual([true, true]);
    expect(pairs.some(({ predicted }) => predicted !== null && (predicted < 2 || predicted > 3.5))).toBe(true);
  });

  const { values } = train.rows();
  const fallbacks = { mean: mean([...values]), skip: NaN, '0.25': 0.25 };
  const clips = [undefined, [2, 3.5]] as const;

  test.each(Object.keys(fallbacks).flatMap((fallback) => clips.map((clip) => ({ fallback, clip }))))('$fallback, clipped to $clip', ({ fallback, clip }) => {
    const given = fallback === '0.25' ? 0.25 : (fallback as 'mean' | 'skip');
    const found = evaluateRatings(model, train, held, { fallback: given, clip });
    const [low, high] = clip ?? [-Infinity, Infinity];
    const errors = pairs
      .filter(({ predicted }) => fallback !== 'skip' || predicted !== null)
      .map(({ user, rating, predicted }) => ({ user, error: Math.min(high, Math.max(low, predicted ?? fallbacks[fallback as 'mean'])) - rating }));
    const all = errors.map(({ error }) => error);
    expect(found.rmse).toBeCloseTo(Math.sqrt(mean(all.map((error) => error ** 2))), 12);
    expect(found.mae).toBeCloseTo(mean(all.map(Math.abs)), 12);
    expect([found.nRatings, found.nNulls]).toEqual([pairs.length, nulls]);
    expect(found.users).toEqual(held.users.values);
    found.users.forEach((user, u) => {
      const own = errors.filter((one) => one.user === user).map(({ error }) => error);
      if (own.length === 0) expect([found.userRmse.values[u], found.userMae.values[u]]).toEqual([NaN, NaN]);
      else expect(found.userMae.values[u]).toBeCloseTo(mean(own.map(Math.abs)), 12);
      if (own.length > 0) expect(found.userRmse.values[u]).toBeCloseTo(Math.sqrt(mean(own.map((error) => error ** 2))), 12);
    });
    expect(found.userMae.mean).toBeCloseTo(mean([...found.userMae.values].filter((v) => !Number.isNaN(v))), 12);
  }); // prettier-ignore

  test('does not depend on the order of the rows', () => {
    const again = trainTestSplit(Interactions.from(shuffled(rows), COLUMNS), { testSize: 0.3, seed: 1 });
    const other = new ItemKNN({ aggregate: 'average', nNeighbors: 3 }).fit(again.train);
    expect(evaluateRatings(other, again.train, again.test)).toEqual(evaluateRatings(model, train, held));
  });

  test('with nothing but nulls: the fallback for all, or no rating at all', () => {
    const silent = { predict: () => null };
    const found = evaluateRatings(silent, train, held, { fallback: 'skip' });
    expect([found.rmse, found.mae, found.nNulls, found.userMae.mean]).toEqual([NaN, NaN, pairs.length, 0]);
    expect(evaluateRatings(silent, train, held, { fallback: 3 }).mae).toBeCloseTo(mean(pairs.map(({ rating }) => Math.abs(3 - rating))), 12); // prettier-ignore
  });

  test('asks a function what stands for null, of the user and the item, and clips what it says', () => {
    const fallback = (user: string, item: number) => Number(user.slice(1)) / 10 - item / 7;
    const answers = { predict: (user: string, item: number) => model.predict(user, item) ?? fallback(user, item) };
    for (const clip of [undefined, [2, 3.5]] as const) {
      const found = evaluateRatings(model, train, held, { fallback, clip });
      expect(found).toEqual({ ...evaluateRatings(answers, train, held, { clip }), nNulls: nulls });
    }
    const asked: [string, number][] = [];
    evaluateRatings(model, train, held, { fallback: (user, item) => asked.push([user, item]) });
    expect(asked).toHaveLength(nulls); // of those alone
    for (const [user, item] of asked) expect(model.predict(user, item)).toBeNull();
    for (const value of [NaN, Infinity, undefined, null, '3'])
      expect(thrown(() => evaluateRatings(model, train, held, { fallback: () => value as number })).message).toContain(
        '"fallback" must be a function that gives a finite number, got',
      );
  });

  test('asks for every pair once, whatever the numbers of users: item after item, for as many users as a model keeps', () => {
    const asked: string[] = [];
    const say = (user: string, item: number) => (asked.push(`${user} ${item}`), 3);
    evaluateRatings({ predict: say }, train, held);
    const byItem = held.items.values.flatMap((item, i) => {
      const { starts, items } = held.rows();
      return held.users.values.filter((_, u) => items.subarray(starts[u], starts[u + 1]).includes(i)).map((user) => `${user} ${item}`);
    });
    expect(asked).toEqual(byItem);
    const crowd = Object.create(train, { nUsers: { value: 1e6 } }) as typeof train; // of whom a model keeps five
    const whole = evaluateRatings(model, train, held, { fallback: 3 });
    asked.length = 0;
    evaluateRatings({ predict: say }, crowd, held, { fallback: 3 });
    expect([...asked].sort()).toEqual([...byItem].sort());
    expect(new Set(asked.slice(0, held.rows().starts[5]).map((pair) => pair.split(' ')[0]))).toEqual(
      new Set(held.users.values.slice(0, 5)),
    );
    expect(evaluateRatings(model, crowd, held, { fallback: 3 })).toEqual(whole);
  });

  test('refuses an empty test, what cannot predict, and invalid options', () => {
    expect(thrown(() => evaluateRatings(model, train, held.filterEvents(() => false))).message).toContain('at least one rating');
    expect(thrown(() => evaluateRatings({} as never, train, held)).message).toContain('with `predict`');
    expect(thrown(() => evaluateRatings(model, train, null as never)).code).toBe('invalid-data');
    for (const value of [NaN, Infinity, undefined, '3'])
      expect(thrown(() => evaluateRatings({ predict: () => value as number }, train, held)).message).toContain('a finite number or null');
    for (const [option, { invalid }] of Object.entries(EVALUATE_RATINGS as Record<string, Constraint<unknown>>))
      for (const value of invalid) expect(thrown(() => evaluateRatings(model, train, held, { [option]: value })).message).toContain(`"${option}" must be`);
  }); // prettier-ignore
});
