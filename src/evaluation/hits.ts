/**
 * The hits of a ranked list, and what measures make of their places.
 * @module
 */
import { log } from '../../assembly/exact.js';
import { checkK } from '../check.js';
import { KindredError, mustBe } from '../errors.js';

/** What a measure is given, checked: the relevant items as a set. @throws KindredError `invalid-data`, `invalid-option` */
export function relevantTo<I>(ranking: readonly I[], relevant: Iterable<I>, k: number): ReadonlySet<I> {
  if (!Array.isArray(ranking) && !ArrayBuffer.isView(ranking))
    throw new KindredError('invalid-data', mustBe('ranking', 'an array of items, best first', ranking));
  if (typeof relevant === 'string' || typeof (relevant as Partial<Iterable<I>> | null)?.[Symbol.iterator] !== 'function')
    throw new KindredError('invalid-data', mustBe('relevant', 'an array or a Set of items', relevant));
  checkK(k);
  return relevant instanceof Set ? (relevant as ReadonlySet<I>) : new Set(relevant);
}

/** The places of the hits among the first k, from 0, rising: all that the measures need of a list. */
export function hitPlaces<I>(ranking: readonly I[], relevant: ReadonlySet<I>, k: number): number[] {
  const places: number[] = [];
  let found: Set<I> | undefined;
  for (let place = 0; place < Math.min(k, ranking.length); place++) {
    const item = ranking[place];
    if (!relevant.has(item) || found?.has(item)) continue;
    (found ??= new Set()).add(item);
    places.push(place);
  }
  return places;
}

/** How many hits of so many that there could be. */
export const shareOf = (hits: readonly number[], divisor: number): number => (hits.length === 0 ? 0 : hits.length / divisor);

/** Discounted gain over the best. @param nBest - hits of the best possible list */
export function ndcgOf(hits: readonly number[], nBest: number): number {
  if (hits.length === 0) return 0;
  let gain = 0;
  for (const place of hits) gain += worthOf(place);
  return gain / bestGain(nBest);
}

/** The precision at each hit, summed and divided. */
export function averagePrecisionOf(hits: readonly number[], divisor: number): number {
  if (hits.length === 0) return 0;
  let sum = 0;
  for (let h = 0; h < hits.length; h++) sum += (h + 1) / (hits[h] + 1);
  return sum / divisor;
}

/** Of the first hit. */
export const reciprocalRankOf = (hits: readonly number[]): number => (hits.length === 0 ? 0 : 1 / (hits[0] + 1));

/** Places whose worth is kept: more than any list has. */
export const MOST_PLACES = 1_000_000;

/** What a hit at each place (from 0) is worth, and the gain of lists of hits only; both grow as they are needed. */
const worth: number[] = [];
const best = [0];

function worthOf(place: number): number {
  while (worth.length <= place) worth.push(log(2) / log(worth.length + 2));
  return worth[place];
}

function bestGain(nHits: number): number {
  while (best.length <= nHits) best.push(best[best.length - 1] + worthOf(best.length - 1));
  return best[nHits];
}
