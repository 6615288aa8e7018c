/**
 * Events: interactions as plain data, which is all that a model needs of them.
 * @module
 */
import { allOnes, type CompressedRows } from './compressed-rows.js';
import type { Id, Ids } from './ids.js';
import type { Recipe } from './recipe.js';

/** What becomes of several events of one user and item. */
export type Duplicates = 'count' | 'sum' | 'last' | 'max' | 'mean';

/** Events in canonical order: user u has the events [starts[u], starts[u + 1]). */
export interface Events {
  readonly starts: Int32Array;
  readonly items: Int32Array;
  /** null: all 1. */
  readonly values: Float64Array | null;
  readonly times: Float64Array | null;
}

/** Interactions without the means to make them: what a model keeps. */
export interface InteractionData<U extends Id = Id, I extends Id = Id> {
  readonly users: Ids<U>;
  readonly items: Ids<I>;
  readonly events: Events;
  /** The rule for several events of one user and item; null: there are none. */
  readonly duplicates: Duplicates | null;
  readonly recipe: Recipe;
}

const rows = /* @__PURE__ */ new WeakMap<Events, CompressedRows>();

/** One value for each user and item that met: raw, before the recipe. Computed once. */
export function rowsOf({ events, duplicates }: InteractionData): CompressedRows {
  let found = rows.get(events);
  if (!found) rows.set(events, (found = compress(events, duplicates)));
  return found;
}

/** Events whose rows are known already. */
export function eventsOf({ starts, items, values }: CompressedRows): Events {
  const events = { starts, items, values: allOnes(values) ? null : values, times: null };
  rows.set(events, { starts, items, values });
  return events;
}

/** One value a pair, by the rule. Sums run in canonical order. */
export function compress({ starts, items, values, times }: Events, rule: Duplicates | null): CompressedRows {
  const out = { starts: new Int32Array(starts.length), items: new Int32Array(items.length), values: new Float64Array(items.length) };
  let size = 0;
  for (let u = 0; u + 1 < starts.length; u++) {
    for (let from = starts[u], to = from; from < starts[u + 1]; from = to) {
      while (to < starts[u + 1] && items[to] === items[from]) to++;
      out.items[size] = items[from];
      out.values[size++] = combine({ values, times }, from, to, rule);
    }
    out.starts[u + 1] = size;
  }
  return { starts: out.starts, items: out.items.slice(0, size), values: out.values.slice(0, size) };
}

/** Events [from, to) of one pair as one value. */
export function combine({ values, times }: Pick<Events, 'values' | 'times'>, from: number, to: number, rule: Duplicates | null): number {
  if (!values) return to - from;
  if (to - from === 1) return values[from];
  if (rule === 'max') {
    let max = values[from];
    for (let e = from + 1; e < to; e++) if (values[e] > max) max = values[e]; // decayed values do not rise
    return max;
  }
  if (rule === 'last') {
    let last = from;
    for (let e = from + 1; e < to; e++) if (times![e] >= times![last]) last = e;
    return values[last];
  }
  let sum = 0;
  for (let e = from; e < to; e++) sum += values[e];
  return rule === 'mean' ? sum / (to - from) : sum;
}
