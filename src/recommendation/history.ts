/**
 * What a person has done so far, as a model scores it: item numbers, rising, with their values after the recipe.
 * @module
 */
import type { Id, Ids } from '../data/ids.js';
import { combine } from '../data/events.js';
import { toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
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
  if (!Array.isArray(entries)) throw new KindredError('invalid-data', mustBe('history', 'an array of items', entries));
  const plain = plainItems(entries, ids);
  if (plain) {
    const row = { starts: Int32Array.of(0, plain.length), items: plain, values: new Float64Array(plain.length).fill(1) };
    return { items: plain, values: weigh(row, recipe, learned, ids.size).values, user: -1 };
  }
  const events = entries.map((entry: HistoryEntry<I>, e) => {
    const { item, value = 1, time, ...rest }: HistoryEvent<I> = typeof entry === 'object' && entry !== null ? entry : { item: entry };
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined)
      throw new KindredError('unknown-option', `entry ${e + 1} of "history" may have item, value and time, got ${show(unknown)}`);
    if (typeof item !== 'string' && typeof item !== 'number')
      throw new KindredError('invalid-data', `entry ${e + 1} of "history" must be an item or { item, value, time }, got ${show(entry)}`);
    if (!Number.isFinite(value))
      throw new KindredError('invalid-data', `entry ${e + 1} of "history" must have a finite value, got ${show(value)}`);
    const at = time === undefined ? undefined : toMs(time, 'ms', `the time of entry ${e + 1} of "history"`);
    const factor = recipe.decay && at !== undefined ? decayFactor(at, learned.asOf!, recipe.decay.halfLifeDays) : 1;
    return { item: ids.indexOf(item), value, time: at ?? e, factor };
  });
  const known = events.filter(({ item }) => item >= 0).sort((a, b) => a.item - b.item || a.value - b.value || a.time - b.time);
  const columns = {
    values: Float64Array.from(known, ({ value, factor }) => value * factor),
    times: Float64Array.from(known, ({ time }) => time),
  };
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
    const value = combine(columns, from, to, rule);
    values.push(recipe.decay ? withoutDust(value) : value);
  }
  const row = { starts: Int32Array.of(0, items.length), items: Int32Array.from(items), values: Float64Array.from(values) };
  const weighed = weigh(row, recipe, learned, ids.size).values;
  checkRange(weighed, 'the values of "history"');
  return { items: row.items, values: weighed, user: -1 };
}

/** The short way for most histories: the numbers, rising, of items that stand there without more and once. */
function plainItems<I extends Id>(entries: readonly HistoryEntry<I>[], ids: Ids<I>): Int32Array | undefined {
  const found = new Int32Array(entries.length);
  let size = 0;
  for (const entry of entries) {
    if (typeof entry !== 'string' && typeof entry !== 'number') return undefined;
    const i = ids.indexOf(entry);
    if (i >= 0) found[size++] = i;
  }
  const items = found.slice(0, size).sort();
  for (let e = 1; e < size; e++) if (items[e] === items[e - 1]) return undefined;
  return items;
}
