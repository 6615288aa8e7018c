/**
 * What the calls of a recommender take and give.
 * @module
 */
import { flag, integer, oneOf, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import type { HistoryEntry } from './history.js';

/** For whom: a user of the training data, or a history given by hand. */
export type Who<U extends Id, I extends Id> = U | { readonly history: readonly HistoryEntry<I>[] };

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
}

/** For whom to recommend at once, and what. */
export interface RecommendAllOptions<U extends Id, I extends Id> extends RecommendOptions<I> {
  /** Only these, in this order. Default: every user of the training data. */
  users?: Iterable<U>;
}

/** One suggestion. `source` tells the model's own from the fallback, whose score is the number of users of the item. */
export interface Recommendation<I extends Id> {
  readonly item: I;
  readonly score: number;
  readonly source: 'model' | 'popular';
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
}

export const RANK: Constraints<RankOptions> = { k: integer(10, 1), excludeSeen: flag(true), fallback: oneOf('popular', 'popular', 'none') };

export const AUDIENCE: Constraints<AudienceSettings> = { k: integer(10, 1), excludeSeen: flag(true) };

/** A list of ids in an option. @throws KindredError `invalid-option` */
export function listed<I>(name: string, list: Iterable<I> | undefined): Iterable<I> {
  if (list === undefined) return [];
  if (typeof list === 'string' || typeof (list as Partial<Iterable<I>> | null)?.[Symbol.iterator] !== 'function') {
    throw new KindredError('invalid-option', mustBe(name, 'an array or a Set of items', list));
  }
  return list;
}
