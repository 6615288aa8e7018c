/**
 * From scores to a list: what may be in it, boosts, the best, and their order.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id, Ids } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import { boostParts, checkBoosts } from './boosts.js';
import { listed, RANK, type RankOptions, type Recommendation, type RecommendOptions } from './options.js';
import { checkDiversity, checkPins, diversified, pinned, type CheckedDiversity, type Pin } from './rerank.js';
import type { Scorer } from './scorer.js';

/** What a list is to be, checked. */
export interface Wanted<I extends Id> extends RankOptions {
  /** By item number: 1 where it must not be in the list. */
  readonly blocked: Uint8Array | undefined;
  readonly allows: (item: I) => boolean;
  readonly where: ((item: I) => boolean) | undefined;
  readonly boosts: [string, (item: I) => number][];
  readonly diversity: CheckedDiversity<I> | undefined;
  readonly pins: readonly Pin<I>[];
}

/** @throws KindredError `invalid-option`, `unknown-option` */
export function wantedOf<I extends Id>(options: RecommendOptions<I>, items: Ids<I>): Wanted<I> {
  const { k, excludeSeen, fallback, personalised } = checkOptions('recommend', RANK, options);
  return { k, excludeSeen, fallback, personalised, ...filterOf(options, items) };
}

/** @throws KindredError `invalid-option` */
function filterOf<I extends Id>(
  { exclude, items: only, where, boosts, diversity, pins }: RecommendOptions<I>,
  items: Ids<I>,
): Omit<Wanted<I>, keyof RankOptions> {
  if (where !== undefined && typeof where !== 'function')
    throw new KindredError('invalid-option', mustBe('where', 'a function of an item', where));
  const out = new Set(listed('exclude', exclude));
  const among = only === undefined ? undefined : new Set(listed('items', only));
  const blocked = exclude !== undefined || among ? new Uint8Array(items.size).fill(among ? 1 : 0) : undefined;
  for (const item of among ?? []) if (items.indexOf(item) >= 0) blocked![items.indexOf(item)] = 0;
  for (const item of out) if (items.indexOf(item) >= 0) blocked![items.indexOf(item)] = 1;
  return {
    blocked,
    allows: (item) => !out.has(item) && (!among || among.has(item)) && (!where || Boolean(where(item))),
    where,
    boosts: checkBoosts(boosts),
    diversity: checkDiversity(diversity),
    pins: checkPins(pins),
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
  const { k, blocked, where, boosts, diversity, pins } = wanted;
  const { scores } = scorer;
  const pinnedScores = pins.map(({ item }) => (items.indexOf(item) < 0 ? NaN : scores[items.indexOf(item)]));
  for (const i of seen) scores[i] = NaN;
  if (blocked) for (let i = 0; i < scores.length; i++) if (blocked[i]) scores[i] = NaN;
  if (where) for (let i = 0; i < scores.length; i++) if (!Number.isNaN(scores[i]) && !where(items.at(i))) scores[i] = NaN;
  if (boosts.length > 0) boost(scorer, items, boosts);
  const least = boosts.length > 0 ? -Infinity : scorer.least;
  const places = pins.flatMap(({ item, place }, p): (Recommendation<I> & Pin<I>)[] => {
    if (!wanted.allows(item) || seen.includes(items.indexOf(item))) return [];
    if (items.indexOf(item) < 0) return [{ item, score: 0, source: 'pinned', pinned: true, place }];
    // boosted where the item is ranked, as all others
    const boosted = scores[items.indexOf(item)] >= least ? scores[items.indexOf(item)] : pinnedScores[p];
    return [{ item, score: Number.isNaN(boosted) ? 0 : boosted, source, pinned: true, place }];
  });
  const best = scorer.top(Math.min(Math.max(k + places.length, diversity?.pool ?? 0), items.size), least);
  let list = Array.from({ length: best.size }, (_, e) => ({ item: items.at(best.items[e]), score: best.scores[e], source }));
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
