// Measures of ranked lists by RecTools, and how far kindred's are from them: ranking.py. The tests assert them, bench/ prints them.
import type * as Evaluation from '../../src/evaluation/index.js';
import { largestError } from './errors.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
export type Library = typeof Evaluation;
type Values = readonly number[];
/** Null for users without a list. */
type Shown = readonly (number | null)[];

export interface AtK {
  readonly k: number;
  readonly precision: Readonly<Record<'k' | 'achievable', Values>>;
  readonly recall: Values;
  readonly ndcg: Readonly<Record<'k' | 'achievable', Values>>;
  readonly averagePrecision: Readonly<Record<'k' | 'relevant', Values>>;
  readonly reciprocalRank: Values;
  readonly hitRate: Values;
  readonly map: Readonly<Record<'k' | 'relevant', number>>;
  readonly mrr: number;
  readonly coverage: number;
  readonly novelty: Shown;
  readonly popularity: Shown;
  readonly popularityShare: Shown;
  readonly diversity: Shown;
  readonly arp: number;
  readonly gini: number;
}

const golden = readGolden<{
  readonly nItems: number;
  readonly rankings: readonly Values[];
  readonly relevant: readonly Values[];
  readonly train: readonly Values[];
  readonly features: readonly Values[];
  readonly measures: readonly AtK[];
  readonly bootstrap: {
    readonly a: Values;
    readonly b: Values;
    readonly intervals: readonly {
      readonly level: number;
      readonly difference: readonly [number, number];
      readonly a: readonly [number, number];
    }[];
  };
}>('ranking');

export const { rankings, measures, bootstrap } = golden;
export const relevant = golden.relevant.map((items) => new Set(items));

const { train, features } = golden;
const catalog = Array.from({ length: golden.nItems }, (_, i) => i);
const usersOf = (item: number) => train.filter((items) => items.includes(item)).length;
/** 1 − the number of features that differ. */
const similarity = (a: number, b: number) => 1 - features[a].filter((v, f) => v !== features[b][f]).length;

/** The largest error of each measure over all lists, of each user and of their means. */
export function compare(want: AtK, library: Library) {
  const { k } = want;
  const each = (of: (list: Values, set: ReadonlySet<number>) => number) => rankings.map((list, u) => of(list, relevant[u]));
  const cut = rankings.map((list) => list.slice(0, k));
  /** Of those who have a list, as RecTools has it. */
  const shown = (theirs: Shown, of: (list: Values) => number) => {
    const users = [...cut.keys()].filter((u) => cut[u].length > 0);
    return largestError(users.map((u) => of(cut[u])), users.map((u) => theirs[u]!)); // prettier-ignore
  };
  const by = <W extends string>(divisors: readonly W[], error: (divideBy: W) => number) => Math.max(...divisors.map(error));
  const { precisionAtK, recallAtK, ndcgAtK, averagePrecisionAtK, mapAtK, reciprocalRankAtK, mrr, hitRateAtK } = library;
  const { coverage, novelty, diversity, averagePopularity, popularityBias } = library;
  const bias = popularityBias(cut, catalog, usersOf);
  const average = want.averagePrecision;
  const nPairs = train.flat().length;
  return {
    precision: by(['k', 'achievable'], (divideBy) =>
      largestError(each((list, set) => precisionAtK(list, set, k, { divideBy })), want.precision[divideBy])), // prettier-ignore
    recall: largestError(each((list, set) => recallAtK(list, set, k)), want.recall), // prettier-ignore
    nDCG: by(['k', 'achievable'], (divideBy) =>
      largestError(each((list, set) => ndcgAtK(list, set, k, { divideBy })), want.ndcg[divideBy])), // prettier-ignore
    MAP: Math.max(
      by(['k', 'relevant'], (divideBy) => largestError(each((list, set) => averagePrecisionAtK(list, set, k, { divideBy })), average[divideBy])), // prettier-ignore
      by(['k', 'relevant'], (divideBy) => largestError([mapAtK(rankings, relevant, k, { divideBy })], [want.map[divideBy]])),
      // by what is achievable: of the other two the one whose divisor it is
      largestError(each((list, set) => averagePrecisionAtK(list, set, k)), relevant.map((set, u) => average[set.size < k ? 'relevant' : 'k'][u])), // prettier-ignore
    ),
    MRR: Math.max(
      largestError(each((list, set) => reciprocalRankAtK(list, set, k)), want.reciprocalRank), // prettier-ignore
      largestError([mrr(rankings, relevant, k)], [want.mrr]),
    ),
    'hit rate': largestError(each((list, set) => hitRateAtK(list, set, k)), want.hitRate), // prettier-ignore
    coverage: largestError([coverage(cut, catalog)], [want.coverage]),
    novelty: shown(want.novelty, (list) => novelty(list, usersOf, train.length)),
    diversity: shown(want.diversity, (list) => diversity(list, similarity)),
    popularity: Math.max(
      shown(want.popularity, (list) => averagePopularity(list, usersOf)),
      shown(want.popularityShare, (list) => averagePopularity(list, usersOf) / nPairs),
      largestError([bias.averagePopularity], [want.arp]),
    ),
    Gini: largestError([bias.gini], [want.gini]),
  };
}
