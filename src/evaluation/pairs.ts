/**
 * Pairs of user and item, which a split never tears apart: all events of a pair go to one side.
 * @module
 */
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';

/** Two parts of the same interactions. Both keep the rule for repeated events and the recipe of weights. */
export interface Split<U extends Id = Id, I extends Id = Id> {
  readonly train: Interactions<U, I>;
  readonly test: Interactions<U, I>;
}

/** Pairs in canonical order (user, item), so that what is drawn does not depend on the order of the rows. */
export interface Pairs {
  readonly size: number;
  /** User u has the pairs starts[u] to below starts[u + 1]. */
  readonly starts: Int32Array;
  /** The pair of each event. */
  readonly ofEvent: Int32Array;
}

/** @throws KindredError `invalid-data` */
export function checkInteractions(name: string, interactions: unknown): void {
  if (!(interactions instanceof Interactions)) throw new KindredError('invalid-data', mustBe(name, 'Interactions', interactions));
}

/** @throws KindredError `invalid-data` for what is no interactions */
export function pairsOf(interactions: Interactions): Pairs {
  checkInteractions('interactions', interactions);
  const { starts, items } = interactions.events;
  const ofEvent = new Int32Array(items.length);
  let pair = -1;
  for (let u = 0; u + 1 < starts.length; u++)
    for (let e = starts[u]; e < starts[u + 1]; e++) ofEvent[e] = e === starts[u] || items[e] !== items[e - 1] ? ++pair : pair;
  return { size: pair + 1, starts: interactions.rows().starts, ofEvent };
}

/** The interactions of some pairs and those of the others. */
export function divide<U extends Id, I extends Id>(
  interactions: Interactions<U, I>,
  { ofEvent }: Pairs,
  inTest: (pair: number) => boolean,
): Split<U, I> {
  return {
    train: interactions.filterEvents((_, e) => !inTest(ofEvent[e])),
    test: interactions.filterEvents((_, e) => inTest(ofEvent[e])),
  };
}

/** The first `count` numbers of from..to in a random order (Fisher & Yates). */
export function draw(from: number, to: number, count: number, random: () => number): Int32Array {
  const numbers = new Int32Array(to - from);
  for (let p = 0; p < numbers.length; p++) numbers[p] = from + p;
  for (let p = 0; p < count; p++) {
    const other = p + Math.floor(random() * (numbers.length - p));
    [numbers[p], numbers[other]] = [numbers[other], numbers[p]];
  }
  return numbers.subarray(0, count);
}
