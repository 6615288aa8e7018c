/**
 * What a person has done so far, as a model scores it: item numbers, rising, with their values after the recipe.
 * @module
 */
import type { Id } from '../data/ids.js';
import { toMs, type TimeLike } from '../data/time.js';
import { rowOf } from './entries.js';
import type { RecipeBase } from './recipe.js';
import { checkRange, decayFactor, weigh, withoutDust } from './weigh.js';

/** One entry of a history given by hand: an item, or an item with how much and when. */
export type HistoryEntry<I extends Id> = I | HistoryEvent<I>;

export interface HistoryEvent<I extends Id> {
  readonly item: I;
  /** Default 1. */
  readonly value?: number;
  /** Where the model's recipe decays, an entry without a time counts in full. */
  readonly time?: TimeLike;
}

export interface History {
  readonly items: Int32Array;
  readonly values: Float64Array;
  /** The number of the user whose it is; −1 where it was given by hand. */
  readonly user: number;
  /** Of a Popularity with segments: whose counts; −1 for everyone's. */
  readonly segment?: number;
}

/**
 * A list of entries as a history, by the model's own recipe. Items that the model does not know are left out; repeated ones are joined by the model's own rule.
 * @throws KindredError `invalid-data`
 */
export function resolveHistory<I extends Id>(
  entries: readonly HistoryEntry<I>[],
  { items: ids, duplicates: rule, recipe, learned }: Omit<RecipeBase<Id, I>, 'interactions'>,
): History {
  const { decay } = recipe;
  const { items, values } = rowOf(entries, ids, rule, {
    moment: (time, where) => toMs(time, 'ms', where),
    ...(decay && { factor: (at) => decayFactor(at, learned.asOf!, decay.halfLifeDays), rounded: withoutDust }),
  });
  const weighed = weigh({ starts: Int32Array.of(0, items.length), items, values }, recipe, learned, ids.size).values;
  checkRange(weighed, 'the values of "history"');
  return { items, values: weighed, user: -1 };
}
