/**
 * What the calls of a recommender take and give.
 * @module
 */
import { anything, flag, integer, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Boosts } from './boosts.js';
import { LIST } from './candidates.js';
import type { HistoryEntry } from './history.js';
import type { Diversity, Pin } from './rerank.js';

/** For whom: a user of the training data, or a history given by hand, of somebody in a segment where the model has any. */
export type Who<U extends Id, I extends Id> = U | { readonly history: readonly HistoryEntry<I>[]; readonly segment?: string };

export interface RecommendOptions<I extends Id> {
  /** How many at most. Default 10. */
  k?: number;
  /** Never these. */
  exclude?: Iterable<I>;
  /** Only these. */
  items?: Iterable<I>;
  /** Only items for which it says true. */
  where?: (item: I) => boolean;
  /** Leave out what the history holds. Default true. */
  excludeSeen?: boolean;
  /** What someone without a usable history gets: the items of most users, or nothing. Default `'popular'`. */
  fallback?: 'popular' | 'none';
  /** false: nothing about the person is used, neither for the scores nor for what was seen; the answer is that of a stranger. Default true. */
  personalised?: boolean;
  /** Added to the scores of the items that have one, each a part of the score by its name. */
  boosts?: Boosts<I>;
  /** Variety, from 0 (none, the default) to 1: likeness to the items before counts against an item. Changes the order, not the scores. */
  diversity?: number | Diversity<I>;
  /**
   * Items at the top, or `{ item, place }` with places from 1, whatever their score: 0 where they have none. Items that the model does not know may be pinned too. What is filtered out, seen or excluded is
   * not pinned.
   */
  pins?: Iterable<I | Pin<I>>;
}

/** What an explanation is of. */
export type ExplainOptions<I extends Id> = Pick<RecommendOptions<I>, 'boosts' | 'personalised'>;

/** For whom to recommend at once, and what. */
export interface RecommendAllOptions<U extends Id, I extends Id> extends RecommendOptions<I> {
  /** Only these, in this order. Default: every user of the training data. */
  users?: Iterable<U>;
}

/**
 * One suggestion. `source` tells the model's own from the fallback, whose score is the number of users of the item, and from an item that is pinned although the
 * model does not know it: its score is 0, and it has no explanation.
 */
export interface Recommendation<I extends Id> {
  readonly item: I;
  readonly score: number;
  readonly source: 'model' | 'popular' | 'pinned';
  /** Stands where it was pinned. */
  readonly pinned?: true;
}

/** A user like another. */
export interface SimilarUser<U extends Id> {
  readonly user: U;
  readonly score: number;
}

/** An item like another. */
export interface SimilarItem<I extends Id> {
  readonly item: I;
  readonly score: number;
}

/** Whom to name. */
export interface AudienceOptions<U extends Id> {
  /** How many at most. Default 10. */
  k?: number;
  /** Never these. */
  exclude?: Iterable<U>;
  /** Leave out those who have the item. Default true. */
  excludeSeen?: boolean;
}

export interface AudienceSettings {
  k: number;
  excludeSeen: boolean;
}

export interface RankOptions {
  k: number;
  excludeSeen: boolean;
  fallback: 'popular' | 'none';
  personalised: boolean;
}

/** @internal */
export const RANK: Constraints<RecommendOptions<never> & RankOptions> = {
  ...LIST,
  personalised: flag(true),
  boosts: anything,
  diversity: anything,
  pins: anything,
};

/** @internal */
export const RANK_ALL: Constraints<RecommendAllOptions<never, never> & RankOptions> = { ...RANK, users: anything };

/** @internal */
export const EXPLAIN: Constraints<ExplainOptions<never>> = { boosts: anything, personalised: flag(true) };

/** @internal */
export const AUDIENCE: Constraints<AudienceOptions<never> & AudienceSettings> = {
  k: integer(10, 1),
  exclude: anything,
  excludeSeen: flag(true),
};
