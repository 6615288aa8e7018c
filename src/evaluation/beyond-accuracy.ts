/**
 * What lists are like apart from hits: how much of the catalog they show, how new, how varied, and how much they favor what is popular anyway.
 * @module
 */
import { log } from '../../assembly/exact.js';
import { KindredError, mustBe, show } from '../errors.js';

/**
 * Catalog coverage: the share of the catalog that is in at least one list. RecTools' `CatalogCoverage(normalize=True)`; items outside the catalog, which RecTools
 * counts, do not count.
 * @param rankings - one list a user, cut where they are to be measured
 * @param catalog - the items that could be recommended
 * @returns from 0 to 1
 * @throws KindredError `invalid-data` for an empty catalog
 * @example
 * ```ts
 * import { coverage } from 'kindred/evaluation';
 * console.log(coverage([['a', 'b'], ['a']], ['a', 'b', 'c', 'd'])); // 0.5
 * ```
 */
export function coverage<I>(rankings: Iterable<readonly I[]>, catalog: Iterable<I>): number {
  const exposures = exposuresOf(rankings, catalog);
  let shown = 0;
  for (const n of exposures) if (n > 0) shown++;
  return shown / exposures.length;
}

/**
 * Novelty of a list: the mean self-information of its items, −log2(users of the item / all users), in bits. 0 for what everyone has. An item without users counts
 * as one with a single user. RecTools' `MeanInvUserFreq`.
 * @param usersOf - how many users an item has in the training data
 * @param nUsers - how many users there are
 * @returns from 0 to log2(nUsers); NaN for an empty list
 * @throws KindredError `invalid-data` for counts that are none
 * @example
 * ```ts
 * import { novelty } from 'kindred/evaluation';
 * const users = new Map([['tea', 8], ['jam', 2]]);
 * console.log(novelty(['tea', 'jam'], (item) => users.get(item) ?? 0, 8)); // 1
 * ```
 */
export function novelty<I>(ranking: readonly I[], usersOf: (item: I) => number, nUsers: number): number {
  let sum = 0;
  for (const item of ranking) sum += log(nUsers / Math.max(1, countOf(usersOf, item, nUsers))) / log(2);
  return sum / ranking.length;
}

/**
 * Intra-list diversity: the mean of 1 − similarity over all pairs of a list's items (Ziegler et al. 2005). 0 for a list of one item or none, as RecTools'
 * `IntraListDiversity` has it, whose distance is 1 − similarity here.
 * @param similarity - of two items, 1 for equal ones: by what they are (categories, texts) or by who has them
 * @throws KindredError `invalid-data` where it is no finite number
 * @example
 * ```ts
 * import { diversity } from 'kindred/evaluation';
 * const kind = { tea: 'drink', milk: 'drink', jam: 'food' };
 * const same = (a: keyof typeof kind, b: keyof typeof kind) => (kind[a] === kind[b] ? 1 : 0);
 * console.log(diversity(['tea', 'milk', 'jam'], same).toFixed(4)); // 0.6667
 * ```
 */
export function diversity<I>(ranking: readonly I[], similarity: (a: I, b: I) => number): number {
  let sum = 0;
  for (let a = 0; a < ranking.length; a++) {
    for (let b = a + 1; b < ranking.length; b++) {
      const alike = similarity(ranking[a], ranking[b]);
      if (!Number.isFinite(alike)) {
        const pair = `the similarity of ${show(ranking[a])} and ${show(ranking[b])}`;
        throw new KindredError('invalid-data', `${pair} must be a finite number, got ${show(alike)}`);
      }
      sum += 1 - alike;
    }
  }
  return ranking.length < 2 ? 0 : sum / ((ranking.length * (ranking.length - 1)) / 2);
}

/**
 * The mean number of users of a list's items. Its mean over lists is the average recommendation popularity (ARP; Yin et al. 2012): RecTools' `AvgRecPopularity`;
 * divided by the number of pairs of user and item, its `AvgRecPopularity(normalize=True)`.
 * @param usersOf - how many users an item has in the training data
 * @returns NaN for an empty list
 * @throws KindredError `invalid-data` for counts that are none
 * @example
 * ```ts
 * import { averagePopularity } from 'kindred/evaluation';
 * const users = new Map([['tea', 8], ['jam', 2]]);
 * console.log(averagePopularity(['tea', 'jam'], (item) => users.get(item) ?? 0)); // 5
 * ```
 */
export function averagePopularity<I>(ranking: readonly I[], usersOf: (item: I) => number): number {
  let sum = 0;
  for (const item of ranking) sum += countOf(usersOf, item, Infinity);
  return sum / ranking.length;
}

/** How much lists favor some items. */
export interface PopularityBias {
  /** The average recommendation popularity: the mean of `averagePopularity` over lists that are not empty; NaN where all are. */
  readonly averagePopularity: number;
  /** The Gini index of how often each item of the catalog is shown: 0 where all are alike, near 1 where few have all places; 0 where nothing is shown. */
  readonly gini: number;
}

/**
 * How much lists favor what is popular: the average recommendation popularity and the Gini index of exposure.
 * @param rankings - one list a user, cut where they are to be measured
 * @param catalog - the items that could be recommended; others do not count for the Gini index
 * @param usersOf - how many users an item has in the training data
 * @throws KindredError `invalid-data` for an empty catalog, or counts that are none
 * @example
 * ```ts
 * import { popularityBias } from 'kindred/evaluation';
 * const users = { tea: 8, jam: 2 };
 * console.log(popularityBias([['tea'], ['tea']], ['tea', 'jam'], (item) => users[item])); // { averagePopularity: 8, gini: 0.5 }
 * ```
 */
export function popularityBias<I>(rankings: Iterable<readonly I[]>, catalog: Iterable<I>, usersOf: (item: I) => number): PopularityBias {
  const lists = [...rankings];
  const means = lists.filter((list) => list.length > 0).map((list) => averagePopularity(list, usersOf));
  return { averagePopularity: means.reduce((sum, mean) => sum + mean, 0) / means.length, gini: giniOf(exposuresOf(lists, catalog)) };
}

/** How often each item of the catalog is shown. @internal */
export function exposuresOf<I>(rankings: Iterable<readonly I[]>, catalog: Iterable<I>): Int32Array {
  const place = new Map<I, number>();
  for (const item of catalog) if (!place.has(item)) place.set(item, place.size);
  if (place.size === 0) throw new KindredError('invalid-data', '"catalog" must hold at least one item, got none');
  const exposures = new Int32Array(place.size);
  for (const list of rankings) {
    for (const item of list) {
      const at = place.get(item);
      if (at !== undefined) exposures[at]++;
    }
  }
  return exposures;
}

/** The Gini index: the mean difference of two of the counts over twice their mean. @internal */
export function giniOf(counts: Int32Array): number {
  const sorted = counts.slice().sort();
  const n = sorted.length;
  let weighted = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    weighted += (2 * i + 1 - n) * sorted[i];
    sum += sorted[i];
  }
  return sum === 0 ? 0 : weighted / (n * sum);
}

function countOf<I>(usersOf: (item: I) => number, item: I, most: number): number {
  const users = usersOf(item);
  if (typeof users === 'number' && users >= 0 && users <= most) return users;
  const range = most === Infinity ? 'from 0' : `from 0 to ${most} (all users)`;
  throw new KindredError('invalid-data', mustBe(`usersOf(${show(item)})`, `a number ${range}`, users));
}
