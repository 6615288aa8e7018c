/**
 * What may be in a list, and the best of it.
 * @module
 */
import { anything, flag, integer, oneOf, type Constraints } from '../check.js';
import type { Id, Ids } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import type { RecommendOptions, Recommendation } from './options.js';
import type { Scorer } from './scorer.js';

/** What every list is asked for by. @internal */
export const LIST: Constraints<Pick<RecommendOptions<never>, 'k' | 'exclude' | 'items' | 'where' | 'excludeSeen' | 'fallback'>> = {
  k: integer(10, 1),
  exclude: anything,
  items: anything,
  where: anything,
  excludeSeen: flag(true),
  fallback: oneOf('popular', 'popular', 'none'),
};

/** What may be in a list, checked. */
export interface Filter<I extends Id> {
  /** By item number: 1 where it must not be in the list. */
  readonly blocked: Uint8Array | undefined;
  readonly where: ((item: I) => boolean) | undefined;
}

/** @throws KindredError `invalid-option` */
export function filterOf<I extends Id>(
  { exclude, items: only, where }: Pick<RecommendOptions<I>, 'exclude' | 'items' | 'where'>,
  items: Ids<I>,
): Filter<I> {
  if (where !== undefined && typeof where !== 'function')
    throw new KindredError('invalid-option', mustBe('where', 'a function of an item', where));
  const out = new Set(listed('exclude', exclude));
  const among = only === undefined ? undefined : new Set(listed('items', only));
  const blocked = exclude !== undefined || among ? new Uint8Array(items.size).fill(among ? 1 : 0) : undefined;
  for (const item of among ?? []) if (items.indexOf(item) >= 0) blocked![items.indexOf(item)] = 0;
  for (const item of out) if (items.indexOf(item) >= 0) blocked![items.indexOf(item)] = 1;
  return { blocked, where };
}

/** Takes the scores of what must not be in the list. @param seen - item numbers */
export function leaveOut<I extends Id>(scores: Float64Array, items: Ids<I>, seen: Int32Array, { blocked, where }: Filter<I>): void {
  for (const i of seen) scores[i] = NaN;
  if (blocked) for (let i = 0; i < scores.length; i++) if (blocked[i]) scores[i] = NaN;
  if (where) for (let i = 0; i < scores.length; i++) if (!Number.isNaN(scores[i]) && !where(items.at(i))) scores[i] = NaN;
}

/** The k best that reach `least`. */
export function bestOf<I extends Id>(
  scorer: Scorer,
  items: Ids<I>,
  k: number,
  least: number,
  source: Recommendation<I>['source'],
): Recommendation<I>[] {
  const best = scorer.top(Math.min(k, items.size), least);
  return Array.from({ length: best.size }, (_, e) => ({ item: items.at(best.items[e]), score: best.scores[e], source }));
}

/** A list of ids in an option. @throws KindredError `invalid-option` */
export function listed<I>(name: string, list: Iterable<I> | undefined, what: 'items' | 'users' = 'items'): Iterable<I> {
  if (list === undefined) return [];
  if (typeof list === 'string' || typeof (list as Partial<Iterable<I>> | null)?.[Symbol.iterator] !== 'function') {
    throw new KindredError('invalid-option', mustBe(name, `an array or a Set of ${what}`, list));
  }
  return list;
}
