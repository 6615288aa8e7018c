/**
 * Boosts: what a shop adds to scores, such as a margin or a season. Each is a part of the score under its own name.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';
import type { NamedPart } from './score-part.js';

/** By name: what is added to the score of an item; 0 adds no part. */
export type Boosts<I extends Id> = Readonly<Record<string, (item: I) => number>>;

/** @throws KindredError `invalid-option` */
export function checkBoosts<I extends Id>(boosts: Boosts<I> | undefined): [string, (item: I) => number][] {
  if (boosts === undefined) return [];
  if (boosts === null || typeof boosts !== 'object' || Symbol.iterator in boosts)
    throw new KindredError('invalid-option', mustBe('boosts', 'an object such as { margin: (item) => 0.1 }', boosts));
  const list = Object.entries(boosts);
  for (const [name, boost] of list)
    if (typeof boost !== 'function')
      throw new KindredError('invalid-option', mustBe(`boosts.${name}`, 'a function of an item that gives a number', boost));
  return list;
}

/** More would drown every score, and in the end leave the range of numbers. */
const MOST = 1e9;

/** What the boosts add to an item. @throws KindredError `invalid-option` for a boost that is no number, or a huge one */
export function boostParts<I extends Id>(boosts: readonly [string, (item: I) => number][], item: I): NamedPart[] {
  const parts: NamedPart[] = [];
  for (const [name, boost] of boosts) {
    const contribution = boost(item);
    if (!(Math.abs(contribution) <= MOST))
      throw new KindredError(
        'invalid-option',
        `"boosts.${name}" must give a number from -1e9 to 1e9, got ${show(contribution)} for item ${show(item)}`,
      );
    if (contribution !== 0) parts.push({ kind: 'boost', name, contribution });
  }
  return parts;
}
