// Cross-validation and grid search: the same numbers as the measures give fold by fold, and what goes wrong is named.
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import {
  crossValidate,
  crossValidateAsync,
  evaluateRatings,
  evaluateTopK,
  gridSearch,
  gridSearchAsync,
  kFold,
  leaveOneOut,
  temporalSplit,
} from '../../src/evaluation/index.js';
import { CROSS_VALIDATE } from '../../src/evaluation/cross-validate-pairs.js';
import { LESS_IS_BETTER, SCORINGS } from '../../src/evaluation/scoring.js';
import { Interactions, ItemKNN, Popularity, type ItemKNNModel, type Progress } from '../../src/index.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { events, shuffled } from '../support/random.js';

const COLUMNS = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'sum' } as const;
const rows = events(60, 40, 1400, { seed: 31, values: 'half' });
const data = Interactions.from(rows, COLUMNS).weight('log1p');
const split = (all: typeof data) => kFold(all, { nFolds: 3, seed: 2, by: 'user' });
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

describe('crossValidate', () => {
  test('gives for each fold what the measures give', () => {
    const estimator = new ItemKNN({ nNeighbors: 6 });
    const options = { split, scoring: SCORINGS, k: 4, fallback: 2, clip: [1, 3] as const };
    const found = crossValidate(estimator, data, options);
    const byHand = split(data).map(({ train, test: held }) => {
      const model = estimator.fit(train);
      const lists = evaluateTopK(model, train, held, { k: 4 });
      const { rmse, mae } = evaluateRatings(model, train, held, { fallback: 2, clip: [1, 3] });
      const { precision, recall, ndcg, map, mrr, hitRate, novelty, popularity, coverage, gini } = lists;
      const means = Object.entries({ precision, recall, ndcg, map, mrr, hitRate, novelty, popularity }).map(([name, one]) => [
        name,
        one.mean,
      ]);
      return { ...Object.fromEntries(means), coverage, gini, rmse, mae } as Record<string, number>;
    });
    expect(found.nFolds).toBe(3);
    expect(Object.keys(found.scores)).toEqual(SCORINGS);
    for (const name of SCORINGS) {
      expect([...found.scores[name].folds], name).toEqual(byHand.map((scores) => scores[name]));
      expect(found.scores[name].mean).toBeCloseTo(mean(byHand.map((scores) => scores[name])), 14);
      expect(new Set(found.scores[name].folds).size, name).toBe(3);
    }
  });

  test('takes five folds and nDCG by default, one split, and rows in any order', () => {
    const { nFolds, scores } = crossValidate(new Popularity(), data);
    expect([nFolds, Object.keys(scores)]).toEqual([5, ['ndcg']]);
    expect(crossValidate(new Popularity(), Interactions.from(shuffled(rows), COLUMNS)).scores).toEqual(scores);
    const once = crossValidate(new Popularity(), data, { split: leaveOneOut, scoring: 'mrr' });
    expectTypeOf(once.scores).toEqualTypeOf<Readonly<Record<'mrr', { readonly mean: number; readonly folds: Float64Array }>>>();
    expect(once.nFolds).toBe(1);
  });

  test('takes an estimator of your own, and one made from ours as it is', () => {
    const own = {
      fit: (train: typeof data) => ({
        *recommendAll({ k, users }: { k: number; users: readonly string[] }) {
          for (const user of users) yield { user, items: train.items.values.slice(0, k).map((item) => ({ item })) };
        },
      }),
    };
    expect(crossValidate(own, data, { split, scoring: 'coverage', k: 5 }).scores.coverage.folds).toEqual(
      Float64Array.from(split(data), ({ train }) => 5 / train.nItems),
    );
    let fits = 0;
    class Counted extends Popularity {
      override fit: Popularity['fit'] = (train) => (fits++, new Popularity().fit(train));
    }
    expect(crossValidate(new Counted(), data, { split })).toEqual(crossValidate(new Popularity(), data, { split }));
    expect(fits).toBe(3);
  });

  test('names the fold that cannot be fitted or measured', () => {
    const tiny = data.filterEvents((_, event) => event < 1);
    const others = data.filterEvents((user) => user > 30);
    const one = { train: data.filterEvents((user) => user <= 30), test: others };
    const nobody = thrown(() => crossValidate(new ItemKNN(), data, { split: () => [split(data)[0], one] }));
    expect([nobody.code, nobody.message]).toEqual(['invalid-data', 'fold 2 of 2: the test holds nobody of the training data with an item that is new to them']); // prettier-ignore
    const empty = { train: data.filterEvents(() => false), test: data };
    expect(thrown(() => crossValidate(new ItemKNN(), data, { split: () => empty })).message).toMatch(/^fold 1 of 1: .*at least one event/);
    expect(thrown(() => crossValidate({ fit: () => ({}) }, data, { scoring: 'rmse' })).message).toMatch(
      /^fold 1 of 5: "model" must be .*`predict`/,
    );
    expect(thrown(() => crossValidate({ fit: () => null }, data)).message).toMatch(/^fold 1 of 5: "model" must be .*`recommendAll`/);
    expect(thrown(() => crossValidate(new ItemKNN(), tiny)).message).toContain('5 folds need');
    expect(() => crossValidate({ fit: () => { throw new RangeError('mine') } }, data)).toThrow(RangeError); // prettier-ignore
  });

  test('refuses what is no estimator, no interactions, no split, and invalid options', () => {
    expect(thrown(() => crossValidate({} as never, data)).message).toBe('"estimator" must be an estimator, with `fit`, got an object');
    expect(thrown(() => crossValidate(new ItemKNN(), [] as never)).message).toContain('"interactions" must be Interactions');
    for (const given of [[], null, [null], [{ train: data }]])
      expect(thrown(() => crossValidate(new ItemKNN(), data, { split: () => given as never })).code).toBe('invalid-data');
    for (const [option, { invalid }] of Object.entries(CROSS_VALIDATE as Record<string, Constraint<unknown>>))
      for (const value of invalid)
        expect(thrown(() => crossValidate(new ItemKNN(), data, { [option]: value })).message).toContain(`"${option}" must be`);
    const fallback = (() => 3) as never; // which cannot know the fold
    expect(thrown(() => crossValidate(new ItemKNN(), data, { scoring: 'mae', fallback })).message).toContain(
      'or a finite number, got a function',
    );
    expect(thrown(() => crossValidate(new ItemKNN(), data, { scorin: 'ndcg' } as never)).message).toContain('did you mean "scoring"');
    expect(thrown(() => crossValidate(new ItemKNN(), data, null as never)).code).toBe('invalid-option');
  });
});

describe('gridSearch', () => {
  const make = ({ nNeighbors, aggregate }: { nNeighbors: number; aggregate: 'sum' | 'average' }) => new ItemKNN({ nNeighbors, aggregate });
  const grid = { nNeighbors: [1, 8], aggregate: ['sum', 'average'] } as const;

  test('cross-validates every combination, and gives the best one to be fitted on all', () => {
    const { points, best } = gridSearch(make, grid, data, { split, scoring: ['recall', 'mrr'], k: 5 });
    const model = best.estimator.fit(data);
    expect(points.map(({ params }) => Object.values(params))).toEqual([[1, 'sum'], [1, 'average'], [8, 'sum'], [8, 'average']]); // prettier-ignore
    for (const { params, nFolds, scores } of points)
      expect({ nFolds, scores }).toEqual(crossValidate(new ItemKNN(params), data, { split, scoring: ['recall', 'mrr'], k: 5 }));
    expect(best.scores.recall.mean).toBe(Math.max(...points.map(({ scores }) => scores.recall.mean)));
    expect(points).toContain(best);
    expectTypeOf(model).toEqualTypeOf<ItemKNNModel<string, number>>();
    expectTypeOf(best.params).toEqualTypeOf<{ readonly nNeighbors: 1 | 8; readonly aggregate: 'sum' | 'average' }>();
    expectSameBytes(model.toBytes(), new ItemKNN(best.params).fit(data).toBytes());
  });

  test('takes less for better where it is, and the first of equals', () => {
    const fixed = (values: number[]) => (params: { at: number }) => ({ fit: () => ({ predict: () => values[params.at] }) });
    const at = [0, 1, 2, 3];
    const found = gridSearch(fixed([1, 2.5, 2.5, 9]), { at }, data, { split, scoring: 'mae' });
    expect(found.best.params.at).toBe(1);
    expect([...LESS_IS_BETTER]).toEqual(['popularity', 'gini', 'rmse', 'mae']);
    const popular = gridSearch(({ by }) => (by === 'knn' ? new ItemKNN() : new Popularity()), { by: ['popular', 'knn'] }, data, { split, scoring: 'popularity' }); // prettier-ignore
    expect(popular.best.params.by).toBe('knn');
  });

  test('passes over what has no score, and says so where nothing has', () => {
    const silent = ({ says }: { says: number | null }) => ({ fit: () => ({ predict: () => says }) });
    const options = { split, scoring: 'rmse', fallback: 'skip' } as const;
    expect(gridSearch(silent, { says: [null, 3] }, data, options).best.params.says).toBe(3);
    expect(thrown(() => gridSearch(silent, { says: [null] }, data, options)).message).toBe(
      'no combination has a "rmse": there was nothing to measure',
    );
  });

  test('says which combination is refused, and where', () => {
    const first = thrown(() => gridSearch(make, { nNeighbors: [5, 0], aggregate: ['sum'] }, data));
    expect([first.code, first.message]).toEqual(['invalid-option', '{ nNeighbors: 0, aggregate: "sum" }: "nNeighbors" must be an integer from 1, got 0']); // prettier-ignore
    const negative = Interactions.from([...rows, { user: 'u1', item: 3, value: 1e300, time: 0 }], COLUMNS);
    const late = thrown(() => gridSearch(make, grid, negative, { split: (all) => [...kFold(all, { nFolds: 2 })] }));
    expect(late.message).toMatch(/^\{ nNeighbors: 1, aggregate: "sum" \}, fold [12] of 2: the values must be/);
    expect(thrown(() => gridSearch(() => null as never, { a: [1] }, data)).message).toBe('{ a: 1 }: "make(params)" must be an estimator, with `fit`, got null'); // prettier-ignore
  });

  test('refuses a grid without values, no function, and invalid options', () => {
    for (const value of [null, [], 'nNeighbors', { nNeighbors: [] }, { nNeighbors: 5 }])
      expect(thrown(() => gridSearch(() => new ItemKNN(), value as never, data)).code).toBe('invalid-option');
    expect(gridSearch(() => new Popularity(), {}, data, { split }).points).toHaveLength(1);
    expect(thrown(() => gridSearch(new ItemKNN() as never, grid, data)).message).toContain('"make" must be a function');
    expect(thrown(() => gridSearch(make, grid, data, { k: 0 })).message).toContain('"k" must be an integer from 1');
    expect(thrown(() => gridSearch(make, grid, data, null as never)).code).toBe('invalid-option');
  });
});

describe('long work', () => {
  const make = ({ nNeighbors }: { nNeighbors: number }) => new ItemKNN({ nNeighbors });
  const grid = { nNeighbors: [2, 4] };

  test('tells how far it is, and can be stopped', async () => {
    const told: Progress[] = [];
    gridSearch(make, grid, data, { split }, { onProgress: (progress) => told.push(progress) });
    expect(told.every(({ stage, total }) => stage === 'cross-validating' && total === 6)).toBe(true);
    expect(told.every(({ done }, n) => n === 0 || done >= told[n - 1].done)).toBe(true);
    expect(told.length).toBeGreaterThan(6);
    const controller = new AbortController();
    const work = { signal: controller.signal, onProgress: ({ done }: Progress) => done > 1 && controller.abort() };
    const error = thrown(() => crossValidate(make({ nNeighbors: 3 }), data, { split }, work));
    expect([error.code, error.message.includes('cross-validating')]).toEqual(['cancelled', true]);
    await expect(gridSearchAsync(make, grid, data, {}, work)).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('the calls that wait give the same', async () => {
    expect(await crossValidateAsync(new ItemKNN(), data, { split })).toEqual(crossValidate(new ItemKNN(), data, { split }));
    const options = { split: (all: typeof data) => temporalSplit(all, { from: 700 }) };
    expect(await gridSearchAsync(make, grid, data, options)).toEqual(gridSearch(make, grid, data, options));
  });
});

test('who recommends nothing is not the least popular', () => {
  const { points, best } = gridSearch((options) => new ItemKNN(options), { minNeighbors: [1, 10_000] }, data, {
    scoring: ['popularity', 'gini', 'ndcg'],
  });
  expect(best.params.minNeighbors).toBe(1);
  expect(points[1].scores.popularity.mean).toBe(NaN);
});
