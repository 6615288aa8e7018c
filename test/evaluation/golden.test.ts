// Measures of ranked lists against RecTools, and the paired bootstrap against scipy (test/golden/ranking.py).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  averagePopularity,
  averagePrecisionAtK,
  bootstrap,
  coverage,
  diversity,
  hitRateAtK,
  mapAtK,
  mrr,
  ndcgAtK,
  novelty,
  pairedBootstrap,
  popularityBias,
  precisionAtK,
  recallAtK,
  reciprocalRankAtK,
} from '../../src/evaluation/index.js';
import { largestError } from '../golden/errors.js';

interface AtK {
  k: number;
  precision: Record<'k' | 'achievable', number[]>;
  recall: number[];
  ndcg: Record<'k' | 'achievable', number[]>;
  averagePrecision: Record<'k' | 'relevant', number[]>;
  reciprocalRank: number[];
  hitRate: number[];
  map: Record<'k' | 'relevant', number>;
  mrr: number;
  coverage: number;
  novelty: (number | null)[];
  popularity: (number | null)[];
  popularityShare: (number | null)[];
  diversity: (number | null)[];
  arp: number;
  gini: number;
}
interface Golden {
  nItems: number;
  rankings: number[][];
  relevant: number[][];
  train: number[][];
  features: number[][];
  measures: AtK[];
  bootstrap: { a: number[]; b: number[]; intervals: { level: number; difference: [number, number]; a: [number, number] }[] };
}
const golden = JSON.parse(readFileSync('test/golden/ranking.json', 'utf8')) as Golden;

const { rankings, train, features } = golden;
const relevant = golden.relevant.map((items) => new Set(items));
const catalog = Array.from({ length: golden.nItems }, (_, i) => i);
const usersOf = (item: number) => train.filter((items) => items.includes(item)).length;
const nPairs = train.flat().length;
/** 1 − the number of features that differ. */
const similarity = (a: number, b: number) => 1 - features[a].filter((v, f) => v !== features[b][f]).length;

const expectNear = (got: ArrayLike<number>, want: ArrayLike<number>) => expect(largestError(got, want)).toBeLessThan(1e-12);
/** Of those who have a list, as RecTools has it. */
const withList = <V>(values: readonly V[]) => values.filter((_, u) => rankings[u].length > 0);

describe.each(golden.measures)('RecTools at $k', (want) => {
  const { k } = want;
  const each = (of: (ranking: number[], set: Set<number>) => number) => rankings.map((ranking, u) => of(ranking, relevant[u]));
  const cut = rankings.map((ranking) => ranking.slice(0, k));

  test.each(['k', 'achievable'] as const)('precision and nDCG by %s', (divideBy) => {
    expectNear(each((list, set) => precisionAtK(list, set, k, { divideBy })), want.precision[divideBy]); // prettier-ignore
    expectNear(each((list, set) => ndcgAtK(list, set, k, { divideBy })), want.ndcg[divideBy]); // prettier-ignore
  });

  test.each(['relevant', 'k'] as const)('average precision by %s', (divideBy) => {
    expectNear(each((list, set) => averagePrecisionAtK(list, set, k, { divideBy })), want.averagePrecision[divideBy]); // prettier-ignore
    expectNear([mapAtK(rankings, relevant, k, { divideBy })], [want.map[divideBy]]);
  });

  test('average precision by what is achievable: the other two where only the divisor differs', () => {
    const got = each((list, set) => averagePrecisionAtK(list, set, k));
    const { k: byK, relevant: byRelevant } = want.averagePrecision;
    expectNear(got, got.map((_, u) => (relevant[u].size < k ? byRelevant[u] : byK[u]))); // prettier-ignore
  });

  test('recall, reciprocal rank and hit rate', () => {
    expectNear(each((list, set) => recallAtK(list, set, k)), want.recall); // prettier-ignore
    expectNear(each((list, set) => reciprocalRankAtK(list, set, k)), want.reciprocalRank); // prettier-ignore
    expectNear(each((list, set) => hitRateAtK(list, set, k)), want.hitRate); // prettier-ignore
    expectNear([mrr(rankings, relevant, k)], [want.mrr]);
  });

  test('coverage, novelty, diversity, popularity; Gini by pairs', () => {
    const lists = withList(cut);
    expectNear([coverage(cut, catalog)], [want.coverage]);
    expectNear(lists.map((list) => novelty(list, usersOf, train.length)), withList(want.novelty) as number[]); // prettier-ignore
    expectNear(lists.map((list) => diversity(list, similarity)), withList(want.diversity) as number[]); // prettier-ignore
    expectNear(lists.map((list) => averagePopularity(list, usersOf)), withList(want.popularity) as number[]); // prettier-ignore
    expectNear(lists.map((list) => averagePopularity(list, usersOf) / nPairs), withList(want.popularityShare) as number[]); // prettier-ignore
    const bias = popularityBias(cut, catalog, usersOf);
    expectNear([bias.averagePopularity, bias.gini], [want.arp, want.gini]);
  });
});

test('the golden lists hold what matters: none, one item, no hit, only hits, more relevant than places', () => {
  const lengths = rankings.map((list) => list.length);
  expect([lengths.includes(0), lengths.includes(1), Math.max(...lengths) > 10]).toEqual([true, true, true]);
  const { precision, ndcg } = golden.measures[2];
  expect([precision.k.includes(0), ndcg.achievable.includes(1)]).toEqual([true, true]);
  expect(relevant.some((set) => set.size > 25)).toBe(true);
});

describe('the paired bootstrap is that of scipy, within the error of both draws', () => {
  const { a, b, intervals } = golden.bootstrap;
  test.each(intervals)('at $level', ({ level, difference, a: alone }) => {
    const got = pairedBootstrap(a, b, { level, nResamples: 20_000, seed: 1 });
    const width = difference[1] - difference[0];
    expect(Math.abs(got.difference.low - difference[0])).toBeLessThan(0.03 * width);
    expect(Math.abs(got.difference.high - difference[1])).toBeLessThan(0.03 * width);
    expect(width).toBeLessThan(0.5 * (alone[1] - alone[0])); // pairing is worth something here
    expect(Math.abs(got.a.low - alone[0])).toBeLessThan(0.03 * (alone[1] - alone[0]));
    expect(got.a).toEqual(bootstrap(a, { level, nResamples: 20_000, seed: 1 }));
    expectNear([got.a.mean - got.b.mean, got.n], [got.difference.mean, a.length]);
  });
});
