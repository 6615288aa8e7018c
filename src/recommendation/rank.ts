/**
 * From scores to a list: what may be in it, boosts, the best, and their order.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id, Ids } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import { boostParts, checkBoosts } from './boosts.js';
import { bestOf, filterOf, leaveOut, listed, type Filter } from './candidates.js';
import { RANK, type RankOptions, type Recommendation, type RecommendOptions } from './options.js';
import { checkDiversity, checkPins, diversified, pinned, type CheckedDiversity, type Pin } from './rerank.js';
import type { Scorer } from './scorer.js';

/** What a list is to be, checked. */
export interface Wanted<I extends Id> extends RankOptions, Filter<I> {
  readonly allows: (item: I) => boolean;
  readonly boosts: [string, (item: I) => number][];
  readonly diversity: CheckedDiversity<I> | undefined;
  readonly pins: readonly Pin<I>[];
}

/** @throws KindredError `invalid-option`, `unknown-option` */
export function wantedOf<I extends Id>(options: RecommendOptions<I>, items: Ids<I>): Wanted<I> {
  const { k, excludeSeen, fallback, personalised } = checkOptions('recommend', RANK, options);
  const { where } = options;
  // lists may be read only once
  const exclude = options.exclude === undefined ? undefined : new Set(listed('exclude', options.exclude));
  const among = options.items === undefined ? undefined : new Set(listed('items', options.items));
  return {
    k,
    excludeSeen,
    fallback,
    personalised,
    ...filterOf({ exclude, items: among, where }, items),
    allows: (item) => !exclude?.has(item) && (!among || among.has(item)) && (!where || Boolean(where(item))),
    boosts: checkBoosts(options.boosts),
    diversity: checkDiversity(options.diversity),
    pins: checkPins(options.pins),
  };
}

/** The scores that lie in the scorer as a list. */
export interface Scored<I extends Id> {
  readonly scorer: Scorer;
  readonly source: Recommendation<I>['source'];
  /** Item numbers that are left out. */
  readonly seen: Int32Array;
  readonly items: Ids<I>;
  /** How alike two items are, by number. */
  readonly likeness: (i: number, j: number) => number;
}

export function rank<I extends Id>({ scorer, source, seen, items, likeness }: Scored<I>, wanted: Wanted<I>): Recommendation<I>[] {
  const { k, boosts, diversity, pins } = wanted;
  const { scores } = scorer;
  const pinnedScores = pins.map(({ item }) => (items.indexOf(item) < 0 ? NaN : scores[items.indexOf(item)]));
  leaveOut(scores, items, seen, wanted);
  if (boosts.length > 0) boost(scorer, items, boosts);
  const least = boosts.length > 0 ? -Infinity : scorer.least;
  const places = pins.flatMap(({ item, place }, p): (Recommendation<I> & Pin<I>)[] => {
    if (!wanted.allows(item) || seen.includes(items.indexOf(item))) return [];
    if (items.indexOf(item) < 0) return [{ item, score: 0, source: 'pinned', pinned: true, place }];
    // boosted where the item is ranked, as all others
    const boosted = scores[items.indexOf(item)] >= least ? scores[items.indexOf(item)] : pinnedScores[p];
    return [{ item, score: Number.isNaN(boosted) ? 0 : boosted, source, pinned: true, place }];
  });
  let list = bestOf(scorer, items, Math.max(k + places.length, diversity?.pool ?? 0), least, source);
  if (diversity) {
    const { weight, likeness: own } = diversity;
    const alike = own ? checkedLikeness(own) : (a: I, b: I) => likeness(items.indexOf(a), items.indexOf(b));
    list = diversified(list, k + places.length, weight, (a, b) => alike(a.item, b.item));
  }
  return places.length > 0 ? pinned(list, places, k) : list.slice(0, k);
}

/** Items without a score keep none. */
function boost<I extends Id>({ scores, least }: Scorer, items: Ids<I>, boosts: Wanted<I>['boosts']): void {
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i] >= least)) scores[i] = NaN;
    else for (const { contribution } of boostParts(boosts, items.at(i))) scores[i] += contribution;
  }
}

function checkedLikeness<I extends Id>(own: (a: I, b: I) => number): (a: I, b: I) => number {
  return (a, b) => {
    const alike = own(a, b);
    if (!Number.isFinite(alike))
      throw new KindredError('invalid-option', mustBe('diversity.likeness', 'a function that gives finite numbers', alike));
    return alike;
  };
}
