/**
 * What a person has done so far, as a model scores it: item numbers, rising, with their values after the recipe.
 * @module
 */
import { log1p } from '../../assembly/exact.js';
import type { Ids, Id } from '../data/ids.js';
import type { CompressedRows } from '../data/compressed-rows.js';
import { combine, type Duplicates, type Recipe } from '../data/events.js';
import { toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';

/** One entry of a history given by hand: an item, or an item with how much and when. */
export type HistoryEntry<I extends Id> = I | HistoryEvent<I>;

export interface HistoryEvent<I extends Id> {
  readonly item: I;
  /** Default 1. */
  readonly value?: number;
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

/** The recipe on values. @throws KindredError `invalid-data` for a value that the recipe cannot take */
function applyRecipe(recipe: Recipe, values: Float64Array): Float64Array {
  if (!recipe.weight) return values;
  if (recipe.weight === 'binary') return values.map((v) => (v > 0 ? 1 : 0));
  return values.map((v) => {
    if (!(v > -1)) throw new KindredError('invalid-data', `the weight "log1p" needs values above -1, got ${v}`);
    return log1p(v);
  });
}

/** The values of fitted interactions after their recipe. */
export const weighted = (rows: CompressedRows, recipe: Recipe): CompressedRows => ({ ...rows, values: applyRecipe(recipe, rows.values) });

/**
 * A list of entries as a history. Items that the model does not know are left out; repeated ones are joined by the model's own rule.
 * @throws KindredError `invalid-data`
 */
export function resolveHistory<I extends Id>(
  entries: readonly HistoryEntry<I>[],
  ids: Ids<I>,
  rule: Duplicates | null,
  recipe: Recipe,
): History {
  if (!Array.isArray(entries)) throw new KindredError('invalid-data', mustBe('history', 'an array of items', entries));
  const events = entries.map((entry: HistoryEntry<I>, e) => {
    const { item, value = 1, time }: HistoryEvent<I> = typeof entry === 'object' && entry !== null ? entry : { item: entry };
    if (typeof item !== 'string' && typeof item !== 'number')
      throw new KindredError('invalid-data', `entry ${e + 1} of "history" must be an item or { item, value, time }, got ${show(entry)}`);
    if (!Number.isFinite(value))
      throw new KindredError('invalid-data', `entry ${e + 1} of "history" must have a finite value, got ${show(value)}`);
    return { item: ids.indexOf(item), value, time: time === undefined ? e : toMs(time, 'ms', `the time of entry ${e + 1} of "history"`) };
  });
  const known = events.filter(({ item }) => item >= 0).sort((a, b) => a.item - b.item || a.value - b.value || a.time - b.time);
  const columns = { values: Float64Array.from(known, ({ value }) => value), times: Float64Array.from(known, ({ time }) => time) };
  const items: number[] = [];
  const values: number[] = [];
  for (let from = 0, to = 0; from < known.length; from = to) {
    while (to < known.length && known[to].item === known[from].item) to++;
    if (rule === null && to - from > 1) {
      throw new KindredError(
        'invalid-data',
        `item ${show(ids.at(known[from].item))} occurs twice in "history", and the model was fitted on one value for each item`,
      );
    }
    items.push(known[from].item);
    values.push(combine(columns, from, to, rule));
  }
  return { items: Int32Array.from(items), values: applyRecipe(recipe, Float64Array.from(values)), user: -1 };
}
