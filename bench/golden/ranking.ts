/**
 * Measures of ranked lists against RecTools': test/golden/ranking.py.
 * @module
 */
import {
  averagePopularity,
  averagePrecisionAtK,
  coverage,
  diversity,
  hitRateAtK,
  ndcgAtK,
  novelty,
  precisionAtK,
  recallAtK,
  reciprocalRankAtK,
} from 'kindred/evaluation';
import { largestError, readGolden, signed, type Section } from './section.ts';

type Values = (number | null)[];
interface AtK {
  readonly k: number;
  readonly precision: Record<'k' | 'achievable', number[]>;
  readonly recall: number[];
  readonly ndcg: Record<'k' | 'achievable', number[]>;
  readonly averagePrecision: Record<'k' | 'relevant', number[]>;
  readonly reciprocalRank: number[];
  readonly hitRate: number[];
  readonly coverage: number;
  readonly novelty: Values;
  readonly popularity: Values;
  readonly diversity: Values;
}
interface Golden {
  readonly nItems: number;
  readonly rankings: number[][];
  readonly relevant: number[][];
  readonly train: number[][];
  readonly features: number[][];
  readonly measures: readonly AtK[];
}

export function againstRecTools(): Section {
  const { nItems, rankings, relevant, train, features, measures } = readGolden<Golden>('ranking');
  const sets = relevant.map((items) => new Set(items));
  const usersOf = (item: number) => train.filter((items) => items.includes(item)).length;
  const alike = (a: number, b: number) => 1 - features[a].filter((v, f) => v !== features[b][f]).length;
  const catalog = Array.from({ length: nItems }, (_, i) => i);
  const withList = (values: Values) => values.filter((_, u) => rankings[u].length > 0) as number[];
  const lines = measures.map((want) => {
    const { k } = want;
    const cut = rankings.map((list) => list.slice(0, k));
    const each = (of: (list: number[], set: Set<number>) => number) => rankings.map((list, u) => of(list, sets[u]));
    const shown = (of: (list: number[]) => number) => cut.filter((list) => list.length > 0).map(of);
    const errors = {
      precision: largestError(
        each((list, set) => precisionAtK(list, set, k, { divideBy: 'k' })),
        want.precision.k,
      ),
      recall: largestError(
        each((list, set) => recallAtK(list, set, k)),
        want.recall,
      ),
      ndcg: Math.max(
        ...(['k', 'achievable'] as const).map((divideBy) =>
          largestError(
            each((list, set) => ndcgAtK(list, set, k, { divideBy })),
            want.ndcg[divideBy],
          ),
        ),
      ),
      map: Math.max(
        ...(['k', 'relevant'] as const).map((divideBy) =>
          largestError(
            each((list, set) => averagePrecisionAtK(list, set, k, { divideBy })),
            want.averagePrecision[divideBy],
          ),
        ),
      ),
      mrr: largestError(
        each((list, set) => reciprocalRankAtK(list, set, k)),
        want.reciprocalRank,
      ),
      hits: largestError(
        each((list, set) => hitRateAtK(list, set, k)),
        want.hitRate,
      ),
      coverage: largestError([coverage(cut, catalog)], [want.coverage]),
      novelty: largestError(
        shown((list) => novelty(list, usersOf, train.length)),
        withList(want.novelty),
      ),
      diversity: largestError(
        shown((list) => diversity(list, alike)),
        withList(want.diversity),
      ),
      popularity: largestError(
        shown((list) => averagePopularity(list, usersOf)),
        withList(want.popularity),
      ),
    };
    return [`at ${k}`, ...Object.values(errors).map(signed)];
  });
  const head = ['', 'precision', 'recall', 'nDCG', 'MAP', 'MRR', 'hit rate', 'coverage', 'novelty', 'diversity', 'popularity'];
  return { title: 'Measures of 60 seeded lists, largest relative difference of a list: RecTools', head, lines };
}
