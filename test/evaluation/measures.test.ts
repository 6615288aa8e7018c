// What holds for every list: bounds, order, repeats, and lists as odd as they come. The numbers themselves: golden.test.ts.
import { describe, expect, test } from 'vitest';
import {
  averagePopularity,
  averagePrecisionAtK,
  coverage,
  diversity,
  hitRateAtK,
  mapAtK,
  mrr,
  ndcgAtK,
  novelty,
  popularityBias,
  precisionAtK,
  recallAtK,
  reciprocalRankAtK,
} from '../../src/evaluation/index.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

type AtK = (ranking: readonly number[], relevant: ReadonlySet<number>, k: number) => number;

const MEASURES: Record<string, AtK> = {
  'precision by k': precisionAtK,
  'precision by achievable': (list, set, k) => precisionAtK(list, set, k, { divideBy: 'achievable' }),
  recall: recallAtK,
  'nDCG by achievable': ndcgAtK,
  'nDCG by k': (list, set, k) => ndcgAtK(list, set, k, { divideBy: 'k' }),
  'average precision by achievable': averagePrecisionAtK,
  'average precision by relevant': (list, set, k) => averagePrecisionAtK(list, set, k, { divideBy: 'relevant' }),
  'average precision by k': (list, set, k) => averagePrecisionAtK(list, set, k, { divideBy: 'k' }),
  'reciprocal rank': reciprocalRankAtK,
  'hit rate': hitRateAtK,
};
/** Those whose best list has 1, however many items are relevant. */
const REACH_ONE = /achievable|reciprocal|hit/;

const random = generator(5);
const some = (most: number) => shuffled([...Array(20).keys()], Math.floor(1e9 * random())).slice(0, Math.floor(random() * (most + 1)));
const put = (list: readonly number[], place: number, item: number) => list.map((other, p) => (p === place ? item : other));
const cases = Array.from({ length: 200 }, () => ({ list: some(20), set: new Set(some(12)), k: 1 + Math.floor(25 * random()) }));

describe.each(Object.entries(MEASURES))('%s', (name, of) => {
  test('lies from 0 to 1, and is 1 for the best list', () => {
    for (const { list, set, k } of cases) {
      const value = of(list, set, k);
      expect(value).toBeGreaterThanOrEqual(0);
      const best = of([...set, ...list.filter((item) => !set.has(item))], set, k);
      expect(value).toBeLessThanOrEqual(best);
      expect(best).toBeLessThanOrEqual(1 + 1e-15);
      if (REACH_ONE.test(name) && set.size > 0) expect(best).toBeCloseTo(1, 14);
    }
  });

  test('does not fall when a miss becomes a hit, nor when a hit moves up', () => {
    let [hits, moves] = [0, 0];
    for (const { list, set, k } of cases) {
      const miss = list.findIndex((item) => !set.has(item));
      const unused = [...set].find((item) => !list.includes(item));
      if (miss >= 0 && unused !== undefined) {
        expect(of(put(list, miss, unused), set, k)).toBeGreaterThanOrEqual(of(list, set, k));
        hits++;
      }
      const hit = list.findIndex((item, place) => place > miss && miss >= 0 && set.has(item));
      if (hit < 0) continue;
      expect(of(put(put(list, miss, list[hit]), hit, list[miss]), set, k)).toBeGreaterThanOrEqual(of(list, set, k));
      moves++;
    }
    expect(Math.min(hits, moves)).toBeGreaterThan(50);
  });

  test('sees only hits and misses of the first k places', () => {
    for (const { list, set, k } of cases) {
      const value = of(list, set, k);
      expect(of([...list.slice(0, k), ...shuffled(list.slice(k))], set, k)).toBe(value);
      const [renamed, renamedSet] = [list.map((item) => 7 * item + 3), new Set([...set].map((item) => 7 * item + 3))];
      expect(of(renamed, renamedSet, k)).toBe(value);
      expect(of([...list, 77, 78], set, k)).toBe(value);
    }
  });

  test('counts an item that stands twice once, and as a miss where it stands again', () => {
    let repeated = 0;
    for (const { list, set, k } of cases) {
      if (list.length < 2) continue;
      const places = list.map((_, place) => Math.floor(random() * (place + 1)));
      const doubled = list.map((_, place) => list[places[place]]);
      const once = doubled.map((item, place) => (doubled.indexOf(item) < place ? -1 - place : item));
      if (once.slice(0, k).some((item, place) => item < 0 && set.has(doubled[place]))) repeated++;
      expect(of(doubled, set, k)).toBe(of(once, set, k));
    }
    expect(repeated).toBeGreaterThan(50);
  });

  test('is 0 for an empty list, nothing relevant and no hit; refuses another k', () => {
    for (const k of [1, 10, 1e6]) expect([of([], new Set([1]), k), of([1, 2], new Set(), k), of([1], new Set([2]), k)]).toEqual([0, 0, 0]);
    for (const k of [0, -1, 1.5, NaN, Infinity, '3' as never])
      expect(thrown(() => of([1], new Set([1]), k)).message).toContain('"k" must be an integer from 1');
  });
});

test.each(Object.entries(MEASURES))('%s takes arrays and Sets, and says so where it is given neither', (_, of) => {
  for (const { list, set } of cases) {
    expect(of(list, [...set, ...set] as never, 3)).toBe(of(list, set, 3));
    expect(of(Int32Array.from(list) as never, set.values() as never, 3)).toBe(of(list, set, 3));
  }
  for (const wrong of [null, undefined, 3, 'abc', {}]) {
    const relevant = thrown(() => of([1], wrong as never, 1));
    expect([relevant.code, relevant.message]).toEqual([
      'invalid-data',
      expect.stringContaining('"relevant" must be an array or a Set of items'),
    ]);
    const ranking = thrown(() => of(wrong as never, new Set([1]), 1));
    expect([ranking.code, ranking.message]).toEqual(['invalid-data', expect.stringContaining('"ranking" must be an array of items')]);
  }
  expect(thrown(() => of(new Set([1]) as never, [1] as never, 1)).message).toContain('got a Set');
});

test('the divisors that a measure does not have are refused', () => {
  const [list, set] = [[1], new Set([1])];
  expect(thrown(() => precisionAtK(list, set, 1, { divideBy: 'relevant' as never })).message).toBe(
    '"divideBy" must be "k" or "achievable", got "relevant"',
  );
  expect(thrown(() => ndcgAtK(list, set, 1, { divideBy: null as never })).code).toBe('invalid-option');
  expect(thrown(() => averagePrecisionAtK(list, set, 1, { divideby: 'k' } as never)).message).toContain('did you mean "divideBy"');
  expect(thrown(() => ndcgAtK(list, set, 1e9, { divideBy: 'k' })).message).toContain('"k" must be at most 1000000');
  expect(ndcgAtK(list, set, 2 ** 53 - 1)).toBe(1);
});

test('means need a set for each of at least one list', () => {
  for (const of of [(a: number[][], b: Set<number>[]) => mapAtK(a, b, 3), mrr<number>]) {
    expect(of([[1], [2]], [new Set([1]), new Set([9])])).toBe(0.5);
    expect(of([[], [2]], [new Set([1]), new Set([2])])).toBe(0.5);
    expect(thrown(() => of([], [])).code).toBe('invalid-data');
    expect(thrown(() => of([[1]], [])).message).toContain('got 0 for 1');
    expect(of([[1], [2]], [[1], [9]] as never)).toBe(0.5);
    expect(thrown(() => of(null as never, [])).message).toContain('"rankings" must be an array of one list a user');
    expect(thrown(() => of([[1]], new Set([1]) as never)).message).toContain('"relevant" must be an array of one list a user, got a Set');
    expect(thrown(() => of([null as never], [new Set([1])])).code).toBe('invalid-data');
  }
});

describe('beyond accuracy', () => {
  const lists = cases.map(({ list }) => list);
  const catalog = [...Array(30).keys()];
  const users = (item: number) => 30 - item;

  test('bounds, and no list or order that matters where it should not', () => {
    expect(coverage(lists, catalog)).toBeCloseTo(20 / 30, 15);
    expect(coverage(shuffled(lists), shuffled(catalog))).toBe(coverage(lists, catalog));
    expect(coverage([], catalog)).toBe(0);
    expect(coverage([[99], [1, 1]], [...catalog, 1])).toBe(1 / 30); // unknown items and repeats count nothing
    for (const list of lists.filter(({ length }) => length > 0)) {
      const bits = novelty(list, users, 30);
      expect(bits >= 0 && bits <= Math.log2(30)).toBe(true);
      expect(averagePopularity(list, users)).toBeCloseTo(list.reduce((sum, item) => sum + users(item), 0) / list.length, 12);
    }
    expect([novelty([0], users, 30), novelty([9], () => 0, 32)]).toEqual([0, 5]); // what all have, and what nobody has
    expect([novelty([], users, 30), averagePopularity([], users)]).toEqual([NaN, NaN]);
  });

  test('diversity is 0 for alike, 1 for unlike, and between for some', () => {
    for (const list of lists) {
      expect(diversity(list, () => 1)).toBe(0);
      expect(diversity(list, () => 0)).toBe(list.length < 2 ? 0 : 1);
    }
    expect(diversity([1, 2, 3], (a, b) => (a + b === 3 ? 1 : 0))).toBeCloseTo(2 / 3, 15);
    expect(diversity([4, 4], (a, b) => (a === b ? 1 : 0))).toBe(0);
    expect(thrown(() => diversity(['a', 'b'], () => NaN)).message).toBe('the similarity of "a" and "b" must be a finite number, got NaN');
  });

  test('the Gini index is 0 for equal places, near 1 for one item, and does not see the scale', () => {
    const gini = (all: number[][], of = catalog) => popularityBias(all, of, users).gini;
    expect([gini([catalog]), gini([catalog, catalog]), gini([])]).toEqual([0, 0, 0]);
    expect(gini([[3]])).toBeCloseTo(1 - 1 / 30, 15);
    expect(gini([...lists, ...lists])).toBeCloseTo(gini(lists), 14);
    expect(popularityBias([[], [0], [10]], catalog, users).averagePopularity).toBe(25);
    expect(popularityBias([[]], catalog, users)).toEqual({ averagePopularity: NaN, gini: 0 });
  });

  test('refuse an empty catalog and counts that are none', () => {
    for (const call of [() => coverage(lists, []), () => popularityBias(lists, [], users)])
      expect(thrown(call).message).toContain('"catalog" must hold at least one item');
    for (const count of [undefined, -1, NaN, 31])
      expect(thrown(() => novelty([5], () => count as number, 30)).message).toContain('"usersOf(5)" must be a number from 0 to 30');
    expect(thrown(() => averagePopularity([5], () => null as never)).code).toBe('invalid-data');
  });
});
