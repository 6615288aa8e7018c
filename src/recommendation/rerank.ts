/**
 * Another order of the best items, with the same scores: diverse ones by maximal marginal relevance (Carbonell & Goldstein 1998), and items pinned to places.
 * @module
 */
import { checkOptions, integer, number, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';
import type { Recommendation } from './options.js';

/** How much variety, and by what likeness. */
export interface Diversity<I extends Id> {
  /** From 0 (by score alone) to 1 (by variety alone, after the best item). Default 0.3. */
  weight?: number;
  /** How alike two items are, from 0 to 1. Default: the model's own. */
  likeness?: (a: I, b: I) => number;
  /** From how many of the best items is chosen; k where that is more. Default 100. */
  pool?: number;
}

/** An item at a place of the list, counted from 1. */
export interface Pin<I extends Id> {
  readonly item: I;
  readonly place: number;
}

export type CheckedDiversity<I extends Id> = Required<Omit<Diversity<I>, 'likeness'>> & Pick<Diversity<I>, 'likeness'>;

const likeness: Constraint<never> = {
  default: undefined,
  expected: 'a function of two items',
  accepts: (v) => v === undefined || typeof v === 'function',
  invalid: [1, 'cosine', null],
};

/** @internal */
export const DIVERSITY: Constraints<Diversity<never>> = { weight: number(0.3, 0, 1), likeness, pool: integer(100, 1) };

/** @throws KindredError `invalid-option`, `unknown-option` */
export function checkDiversity<I extends Id>(diversity: number | Diversity<I> | undefined): CheckedDiversity<I> | undefined {
  if (diversity === undefined) return undefined;
  const given = typeof diversity === 'number' ? { weight: diversity } : diversity;
  const checked = checkOptions('diversity', DIVERSITY, given) as CheckedDiversity<I>;
  return checked.weight === 0 ? undefined : checked;
}

/** Pins by place; an item alone takes the next place from the top. @throws KindredError `invalid-option` */
export function checkPins<I extends Id>(pins: Iterable<I | Pin<I>> | undefined): Pin<I>[] {
  if (pins === undefined) return [];
  if (typeof pins === 'string' || typeof (pins as Partial<Iterable<I>> | null)?.[Symbol.iterator] !== 'function')
    throw new KindredError('invalid-option', mustBe('pins', 'an array of items or of { item, place }', pins));
  let next = 1;
  const list = Array.from(pins, (pin) => {
    if (typeof pin !== 'object') return { item: pin, place: next++ };
    if (pin === null || !Number.isSafeInteger(pin.place) || pin.place < 1)
      throw new KindredError('invalid-option', mustBe('pins', 'items or { item, place } with a place from 1', pin));
    return { item: pin.item, place: pin.place };
  });
  for (const { item } of list)
    if (typeof item !== 'string' && typeof item !== 'number')
      throw new KindredError('invalid-option', mustBe('pins', 'ids of items', item));
  for (const what of ['place', 'item'] as const) {
    const twice = list.find((pin, p) => list.some((other, o) => o < p && other[what] === pin[what]));
    if (twice)
      throw new KindredError('invalid-option', `"pins" must be of different items and places, got ${what} ${show(twice[what])} twice`);
  }
  return list.sort((a, b) => a.place - b.place);
}

/**
 * The k to show of a pool that stands by score: each next one has the largest (1 - weight) relevance - weight (likeness to the most alike of those before it);
 * relevance is the score from 0, the least of the pool, to 1, the largest. Equal ones by score.
 */
export function diversified<T extends { readonly score: number }>(
  pool: readonly T[],
  k: number,
  weight: number,
  likenessOf: (a: T, b: T) => number,
): T[] {
  if (pool.length === 0) return [];
  const [best, least] = [pool[0].score / 2, pool[pool.length - 1].score / 2]; // of halves, whose difference is finite
  const relevance = pool.map(({ score }) => (best > least ? (score / 2 - least) / (best - least) : 1));
  const alike = new Float64Array(pool.length);
  const left = new Set(pool.keys());
  const chosen: T[] = [];
  while (chosen.length < k && left.size > 0) {
    let at = -1;
    let most = -Infinity;
    for (const e of left) {
      const worth = (1 - weight) * relevance[e] - weight * alike[e];
      if (at < 0 || worth > most) [at, most] = [e, worth]; // the first, too, where likeness is beyond all numbers
    }
    left.delete(at);
    chosen.push(pool[at]);
    for (const e of left) {
      const likeness = likenessOf(pool[at], pool[e]);
      if (likeness > alike[e]) alike[e] = likeness; // of weights too large to be compared there is none
    }
  }
  return chosen;
}

/** The list with the pins at their places, or at its end where it is too short. */
export function pinned<I extends Id>(
  list: readonly Recommendation<I>[],
  pins: readonly (Recommendation<I> & Pin<I>)[],
  k: number,
): Recommendation<I>[] {
  const items = new Set(pins.map(({ item }) => item));
  const out = list.filter(({ item }) => !items.has(item));
  for (const { place, ...pin } of pins) out.splice(place - 1, 0, pin);
  return out.slice(0, k);
}
