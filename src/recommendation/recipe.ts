/**
 * The recipe at work: decay (each event), repeated events joined, filter, weight.
 * @module
 */
import type { CompressedRows } from '../data/compressed-rows.js';
import { compress, rowsOf, type Duplicates, type Events, type InteractionData } from '../data/events.js';
import { keptIds, type Id, type Ids } from '../data/ids.js';
import { NEEDS_TIMES, type Recipe } from '../data/recipe.js';
import { KindredError } from '../errors.js';
import { coreOf, narrowed } from './k-core.js';
import { decayFactor, weigh, withoutDust } from './weigh.js';

/** What a recipe learned of the training data, so that a history given by hand is weighed as a user's. */
export interface Learned {
  /** The moment that ages are counted from, in milliseconds; undefined without decay. */
  readonly asOf?: number;
  /** For `'bm25'`: the sum of each item's values over the mean of all items. */
  readonly lengths?: Float64Array;
}

/** What of a model it takes to weigh. */
export interface RecipeBase<U extends Id, I extends Id> {
  readonly items: Ids<I>;
  readonly duplicates: Duplicates | null;
  readonly recipe: Recipe;
  readonly learned: Learned;
  readonly interactions: InteractionData<U, I> | undefined;
}

/** May a change recompute only the rows that it touches? Not where a statistic of all data enters every row. */
export const isLocal = ({ filter, decay, weight }: Recipe): boolean =>
  !filter && weight !== 'tfidf' && weight !== 'bm25' && (!decay || decay.asOf !== undefined);

/** One value a pair, after decay: all users, all items of the interactions. */
function joined({ events, duplicates, recipe: { decay } }: InteractionData, asOf: number | undefined): CompressedRows {
  if (!decay) return rowsOf({ events, duplicates } as InteractionData);
  const { starts, items, values, times } = events;
  const decayed = new Float64Array(items.length);
  for (let e = 0; e < decayed.length; e++) decayed[e] = (values ? values[e] : 1) * decayFactor(times![e], asOf!, decay.halfLifeDays);
  const rows = compress({ starts, items, values: decayed, times }, duplicates);
  return { ...rows, values: rows.values.map(withoutDust) };
}

/** What fitting learns and starts from. */
export interface Recipes<I extends Id> {
  readonly items: Ids<I>;
  readonly learned: Learned;
  /** Users by items after the recipe, as they are scored: all users. */
  readonly scoring: CompressedRows;
  /** As they are trained on: those whom the filter leaves out have empty rows. */
  readonly training: CompressedRows;
}

/** The recipe of interactions carried out, and what it learned. @throws KindredError `invalid-data` */
export function learnRecipe<U extends Id, I extends Id>(data: InteractionData<U, I>): Recipes<I> {
  const { recipe, events } = data;
  if (recipe.decay && !events.times) throw new KindredError('invalid-data', NEEDS_TIMES);
  const core = recipe.filter && coreOf(rowsOf(data), data.items.size, recipe.filter);
  const { ids: items, moved } = core ? keptIds(data.items, core.items) : { ids: data.items, moved: undefined };
  if (items.size === 0) {
    const { minPerUser, minPerItem } = recipe.filter!;
    throw new KindredError(
      'invalid-data',
      `the filter leaves nothing: no users with ${minPerUser} items or more of which each has ${minPerItem} users or more`,
    );
  }
  const asOf = recipe.decay && (recipe.decay.asOf ?? lastOf(events, core));
  const raw = joined(data, asOf);
  const all = narrowed(raw, undefined, items === data.items ? undefined : moved);
  const trained = narrowed(all, core?.users, undefined);
  const learned = {
    ...(asOf !== undefined && { asOf }),
    ...(recipe.weight === 'bm25' && { lengths: lengthsOf(trained, items.size) }),
  };
  const scoring = weigh(all, recipe, learned, items.size);
  return { items, learned, scoring, training: core ? narrowed(scoring, core.users, undefined) : scoring };
}

/** The time of the last event of those who are left: a file without users tells nothing of the others. */
export function lastOf({ starts, items, times }: Events, core: { users: Uint8Array; items: Uint8Array } | undefined): number {
  let last = -Infinity;
  for (let u = 0; u + 1 < starts.length; u++) {
    if (core && !core.users[u]) continue;
    for (let e = starts[u]; e < starts[u + 1]; e++) if (times![e] > last && (!core || core.items[items[e]])) last = times![e];
  }
  return last;
}

/** The sum of each item's values over the mean of all items. */
function lengthsOf({ items, values }: CompressedRows, nItems: number): Float64Array {
  const lengths = new Float64Array(nItems);
  for (let p = 0; p < items.length; p++) lengths[items[p]] += values[p];
  let total = 0;
  for (const length of lengths) total += length;
  return total === 0 ? lengths : lengths.map((length) => length / (total / nItems));
}

/** What a model's users have, as it scores them: all users, its own items, after the recipe. */
export function scoringRows<U extends Id, I extends Id>({ interactions, items, recipe, learned }: RecipeBase<U, I>): CompressedRows {
  const own = interactions!;
  const moved = own.items === items ? undefined : Int32Array.from(own.items.values, (id) => items.indexOf(id));
  return weigh(narrowed(joined(own, learned.asOf), undefined, moved), recipe, learned, items.size);
}

/** What a model was trained on, out of its scoring rows: those whom the filter left out have empty rows. */
export function trainingRows<U extends Id, I extends Id>(
  { interactions, recipe }: RecipeBase<U, I>,
  scoring: CompressedRows,
): CompressedRows {
  if (!recipe.filter) return scoring;
  const own = interactions!;
  return narrowed(scoring, coreOf(rowsOf(own), own.items.size, recipe.filter).users, undefined);
}
