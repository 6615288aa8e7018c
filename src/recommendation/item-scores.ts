/**
 * How the items of a history make a score: what the two ways, `sum` and `average`, have in common.
 * @module
 */
import type { Id, Ids } from '../data/ids.js';
import type { History } from './history.js';
import type { ItemPart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';

/** One item of the history in a score: its place there, its similarity, and what it adds. */
export interface Neighbor {
  readonly place: number;
  readonly weight: number;
  readonly contribution: number;
}

export interface ItemScores {
  /** What the history adds to the base of each of some items, in the order of the history. */
  neighbors(history: History, items: readonly number[]): Neighbor[][];
  /** The scores of all items, NaN where too few neighbors are in the history: the same sums in the same order. */
  fill(history: History, scores: Float64Array): void;
  /** What the history adds to one item, which is asked of many. */
  towards(item: number): (history: History) => Neighbor[];
}

/** A neighbor as a part of the score. */
export function itemPart<I extends Id>(ids: Ids<I>, { items, values }: History, { place, weight, contribution }: Neighbor): ItemPart<I> {
  return { kind: 'item', item: ids.at(items[place]), weight, value: values[place], contribution };
}

/** A scorer that asks them. */
export const scorerBy = (scores: () => ItemScores, nItems: number, least: number): Scorer =>
  openScorer({}, nItems, least, 0, (_, { scores: out }, history) => scores().fill(history, out));
