// Recommenders by their lists: who is counted, that each measure is that of its function, and two models compared.
import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import { COMPARE } from '../../src/evaluation/compare.js';
import {
  averagePrecisionAtK,
  compareTopK,
  coverage,
  evaluateTopK,
  hitRateAtK,
  ndcgAtK,
  pairedBootstrap,
  popularityBias,
  precisionAtK,
  recallAtK,
  reciprocalRankAtK,
  trainTestSplit,
} from '../../src/evaluation/index.js';
import { Interactions, ItemKNN, Popularity } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { events, generator, shuffled } from '../support/random.js';

const COLUMNS = { user: 'user', item: 'item' } as const;
const rows = events(80, 60, 1600, { seed: 11 });
const { train, test: held } = trainTestSplit(Interactions.from(rows, COLUMNS), { testSize: 0.3 });
const knn = evaluateTopK(new ItemKNN().fit(train), train, held, { k: 5 });
const popular = evaluateTopK(new Popularity().fit(train), train, held, { k: 5 });

/** Gives these lists, whatever it is asked for. */
const listing = (lists: Record<string, number[]>) => ({
  *recommendAll() {
    for (const [user, items] of Object.entries(lists)) yield { user, items: items.map((item) => ({ item })) };
  },
});

describe('evaluateTopK', () => {
  test('measures the lists that the model gives', () => {
    const { k, users, rankings, relevant } = knn;
    const lists = Array.from(new ItemKNN().fit(train).recommendAll({ k, users }), ({ items }) => items.map(({ item }) => item));
    expect(rankings).toEqual(lists);
    const FUNCTIONS = { precision: precisionAtK, recall: recallAtK, ndcg: ndcgAtK, map: averagePrecisionAtK, mrr: reciprocalRankAtK, hitRate: hitRateAtK }; // prettier-ignore
    for (const [name, of] of Object.entries(FUNCTIONS)) {
      const { mean, values } = knn[name as keyof typeof FUNCTIONS];
      expect([...values], name).toEqual(users.map((_, u) => of(rankings[u], relevant[u], k)));
      expect(mean).toBeCloseTo(values.reduce((a, b) => a + b) / users.length, 14);
      expect(knn.measure((list, set, places) => of(list, set, places)).values).toEqual(values);
    }
    const usersOf = (item: number) => new Set(rows.filter((row) => row.item === item && train.itemsOf(row.user).includes(train.items.indexOf(item))).map(({ user }) => user)).size; // prettier-ignore
    const bias = popularityBias(rankings, train.items.values, usersOf);
    expect([knn.coverage, knn.gini]).toEqual([coverage(rankings, train.items.values), bias.gini]);
    expect(knn.popularity.mean).toBeCloseTo(bias.averagePopularity, 12);
    const bits = rankings[0].map((item) => -Math.log2(usersOf(item) / train.nUsers));
    expect(knn.novelty.values[0]).toBeCloseTo(bits.reduce((a, b) => a + b) / bits.length, 12);
    expect(knn.diversity((a, b) => (a % 2 === b % 2 ? 1 : 0)).values[0]).toBeGreaterThan(0);
  });

  test('finds best-sellers popular, and neither new nor spread', () => {
    expect(popular.popularity.mean).toBeGreaterThan(knn.popularity.mean);
    expect(popular.novelty.mean).toBeLessThan(knn.novelty.mean);
    expect(popular.coverage).toBeLessThan(knn.coverage);
    expect(popular.gini).toBeGreaterThan(knn.gini);
  });

  test('counts what was held out and is new to the user, as the definition says', () => {
    const all = Interactions.from(rows, COLUMNS);
    const [before, after] = [0, 1].map((side) => all.filterEvents((user, event) => user !== 3 * side && event % 2 === side)); // pairs on both sides
    const wanted = new Map<string, Set<number>>();
    let again = 0;
    for (const user of after.users.values) {
      const had = Array.from(before.itemsOf(user), (i) => before.items.at(i));
      for (const item of Array.from(after.itemsOf(user), (i) => after.items.at(i))) {
        if (had.includes(item)) again++;
        else if (had.length > 0) wanted.set(user, (wanted.get(user) ?? new Set()).add(item));
      }
    }
    const found = evaluateTopK(new Popularity().fit(before), before, after);
    expect([found.users, found.relevant, found.nColdUsers]).toEqual([[...wanted.keys()], [...wanted.values()], 1]);
    expect(again).toBeGreaterThan(50);
  });

  test('does not depend on the order of the rows', () => {
    const again = trainTestSplit(Interactions.from(shuffled(rows), COLUMNS), { testSize: 0.3 });
    expect(evaluateTopK(new ItemKNN().fit(again.train), again.train, again.test, { k: 5 }).ndcg).toEqual(knn.ndcg);
  });

  test('takes lists that are empty, missing, too long, repeated or of unknown items', () => {
    const seen = Interactions.from(['a', 'b', 'c', 'd'].map((user) => ({ user, item: 1 })), COLUMNS); // prettier-ignore
    const next = Interactions.from(['a', 'b', 'c', 'd', 'x'].map((user) => ({ user, item: 2 })), COLUMNS); // prettier-ignore
    const found = evaluateTopK(listing({ a: [], c: [5, 6, 2], d: [2, 2, 2], z: [2] }), seen, next, { k: 2 });
    expect(found.users).toEqual(['a', 'b', 'c', 'd']);
    expect([...found.precision.values]).toEqual([0, 0, 0, 0.5]);
    expect(found.rankings).toEqual([[], [], [5, 6], [2, 2]]);
    expect([found.nColdUsers, found.coverage, found.gini]).toEqual([1, 0, 0]);
    expect([...found.novelty.values]).toEqual([NaN, NaN, 2, 2]); // an unknown item counts as one of a single user
    expect([found.novelty.mean, found.popularity.mean]).toEqual([2, 0]);
  });

  test('counts nobody where nobody came back, and refuses what is no model, no interactions, no k', () => {
    const others = Interactions.from([{ user: 'x', item: 1 }], COLUMNS);
    const none = evaluateTopK(new Popularity().fit(train), train, others);
    expect([none.users, none.nColdUsers, none.ndcg, none.coverage, none.novelty.mean]).toEqual([[], 1, { mean: 0, values: new Float64Array(0) }, 0, 0]); // prettier-ignore
    expect(thrown(() => evaluateTopK({} as never, train, held)).message).toContain('"model" must be a recommender');
    expect(thrown(() => evaluateTopK(new Popularity().fit(train), [] as never, held)).message).toContain('"train" must be Interactions');
    expect(thrown(() => evaluateTopK(new Popularity().fit(train), train, undefined as never)).code).toBe('invalid-data');
    for (const k of [0, 1.5])
      expect(thrown(() => evaluateTopK(new Popularity().fit(train), train, held, { k })).code).toBe('invalid-option');
  });
});

describe('compareTopK', () => {
  test('is the paired bootstrap of a measure, positive where the first is better', () => {
    const found = compareTopK(knn, popular, { measure: 'recall', seed: 3, nResamples: 500 });
    expect(found).toEqual(pairedBootstrap(knn.recall.values, popular.recall.values, { seed: 3, nResamples: 500 }));
    expect(found.difference.mean).toBeCloseTo(knn.recall.mean - popular.recall.mean, 14);
    expect(compareTopK(knn, knn).difference).toEqual({ mean: 0, low: 0, high: 0 });
    expect(compareTopK(popular, knn).difference.mean).toBe(-compareTopK(knn, popular).difference.mean);
  });

  test('leaves out users of whom one has no value', () => {
    const { n, a, difference } = pairedBootstrap([1, NaN, 3, 5], [0, 9, NaN, 4]);
    expect([n, a.mean, difference.mean]).toEqual([2, 3, 1]);
  });

  test('holds the true difference in about 95 of 100 intervals, and narrowly', () => {
    const random = generator(9);
    let [covered, narrower] = [0, 0];
    for (let t = 0; t < 100; t++) {
      const b = Array.from({ length: 50 }, random);
      const { difference, a } = pairedBootstrap(b.map((v) => v + 0.1 * random()), b, { seed: t, nResamples: 400 }); // prettier-ignore
      if (difference.low <= 0.05 && 0.05 <= difference.high) covered++;
      if (difference.high - difference.low < (a.high - a.low) / 3) narrower++;
    }
    expect(covered).toBeGreaterThan(85);
    expect(covered).toBeLessThan(100);
    expect(narrower).toBe(100);
  });

  test('refuses other users, another k, no users and invalid options', () => {
    const fewer = held.filterEvents((user) => user > 3);
    expect(thrown(() => compareTopK(knn, evaluateTopK(new Popularity().fit(train), train, fewer, { k: 5 }))).message).toContain('the same users'); // prettier-ignore
    expect(thrown(() => compareTopK(knn, evaluateTopK(new Popularity().fit(train), train, held))).message).toContain('one k, got 5 and 10');
    expect(thrown(() => pairedBootstrap([1], [1, 2])).code).toBe('invalid-data');
    expect(thrown(() => pairedBootstrap([NaN], [1])).code).toBe('invalid-data');
    for (const [option, { invalid }] of Object.entries(COMPARE as Record<string, Constraint<unknown>>))
      for (const value of invalid)
        expect(thrown(() => compareTopK(knn, popular, { [option]: value })).message).toContain(`"${option}" must be`);
  });
});
