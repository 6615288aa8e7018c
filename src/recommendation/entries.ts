/**
 * A history given by hand as a row of values: known items, each once, rising.
 * @module
 */
import { combine, type Duplicates } from '../data/events.js';
import type { Id, Ids } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';
import type { HistoryEntry, HistoryEvent } from './history.js';

/** What the time of an entry makes of it. */
export interface Aging {
  /** A time in milliseconds. @throws KindredError `invalid-data` */
  moment(time: unknown, where: string): number;
  /** What an event of that moment counts. Default: 1. */
  factor?(at: number): number;
  /** The value that is kept of a sum of such. */
  rounded?(value: number): number;
}

/** Item numbers, rising, with their values before any weight. */
export interface Row {
  readonly items: Int32Array;
  readonly values: Float64Array;
}

/**
 * Items that `ids` does not know are left out; repeated ones are joined by the rule.
 * @throws KindredError `invalid-data`, `unknown-option`
 */
export function rowOf<I extends Id>(entries: readonly HistoryEntry<I>[], ids: Ids<I>, rule: Duplicates | null, aging: Aging): Row {
  if (!Array.isArray(entries)) throw new KindredError('invalid-data', mustBe('history', 'an array of items', entries));
  const plain = plainItems(entries, ids);
  if (plain) return { items: plain, values: new Float64Array(plain.length).fill(1) };
  const events = entries.map((entry: HistoryEntry<I>, e) => {
    const { item, value = 1, time, ...rest }: HistoryEvent<I> = typeof entry === 'object' && entry !== null ? entry : { item: entry };
    const unknown = Object.keys(rest)[0];
    const where = `entry ${e + 1} of "history"`;
    if (unknown !== undefined) throw new KindredError('unknown-option', `${where} may have item, value and time, got ${show(unknown)}`);
    if (typeof item !== 'string' && typeof item !== 'number')
      throw new KindredError('invalid-data', `${where} must be an item or { item, value, time }, got ${show(entry)}`);
    if (!Number.isFinite(value)) throw new KindredError('invalid-data', `${where} must have a finite value, got ${show(value)}`);
    const at = time === undefined ? undefined : aging.moment(time, `the time of ${where}`);
    const factor = at === undefined ? 1 : (aging.factor?.(at) ?? 1);
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
    values.push(aging.rounded?.(value) ?? value);
  }
  return { items: Int32Array.from(items), values: Float64Array.from(values) };
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
