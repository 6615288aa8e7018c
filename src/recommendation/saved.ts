/**
 * What every recommender's file holds: items, their popularity, and unless left out the interactions it was fitted on.
 * @module
 */
import { checkOptions, flag, type Constraints } from '../check.js';
import { Ids, type Id } from '../data/ids.js';
import type { Duplicates, InteractionData } from '../data/events.js';
import { isRecipe, type Recipe } from '../data/recipe.js';
import { requireThat, writeModelFile, type ModelFile, type Tensors } from '../data/model-file.js';
import type { Learned } from './recipe.js';
import type { ModelBase, RecommenderModel } from './recommender.js';

export interface SaveOptions {
  /**
   * Keep the interactions, so that users can be scored by id and the model be updated. Default true; false leaves out everything
   * personal: what is left are sums over people (weights, counts, means).
   */
  users?: boolean;
}

const SAVE: Constraints<Required<SaveOptions>> = { users: flag(true) };

/** Are users saved too? @throws KindredError `invalid-option`, `unknown-option` */
export const keepsUsers = (options: SaveOptions): boolean => checkOptions<Required<SaveOptions>>('toBytes', SAVE, options).users;

/** The bytes of a model: `own` is what its class adds. */
export function saveRecommender(
  model: RecommenderModel,
  type: string,
  options: SaveOptions,
  own: { settings: object; tensors: Tensors },
): Uint8Array {
  const users = keepsUsers(options);
  const { interactions, items, popularity, recipe, learned, duplicates } = model;
  const { asOf, lengths } = learned;
  const tensors: Tensors = { ...items.toTensors('items'), popularity, ...(lengths && { lengths }), ...own.tensors };
  if (users && interactions) {
    const { starts, items: ids, values, times } = interactions.events;
    const all = interactions.items; // with those that the filter leaves out
    Object.assign(tensors, interactions.users.toTensors('users'), all !== items && all.toTensors('events.ids'), {
      'events.starts': starts,
      'events.items': all.size < 65536 ? Uint16Array.from(ids) : ids,
    });
    if (values) tensors['events.values'] = values;
    if (times) tensors['events.times'] = times;
  }
  return writeModelFile({ type, settings: { ...own.settings, recipe, duplicates, ...(asOf !== undefined && { asOf }) }, tensors });
}

/** The base of a model out of its file, checked so far as later code relies on it. @throws KindredError `file-corrupt` */
export function readBase<U extends Id, I extends Id>(file: ModelFile): ModelBase<U, I> {
  const { recipe, duplicates } = file.settings as { recipe: Recipe; duplicates: Duplicates | null };
  requireThat(isRecipe(recipe), 'its recipe is unknown');
  requireThat([null, 'count', 'sum', 'last', 'max', 'mean'].includes(duplicates), 'its rule for repeated events is unknown');
  const items = Ids.fromTensors<I>(file.tensors, 'items');
  const popularity = tensor(file, 'popularity', Int32Array, items.size);
  requireThat(
    popularity.every((n) => n >= 0),
    'an item has fewer than no users',
  );
  const learned = readLearned(file, recipe, items.size);
  const interactions = 'events.starts' in file.tensors ? readInteractions<U, I>(file, items, recipe, duplicates) : undefined;
  return { items, popularity, interactions, recipe, learned, duplicates };
}

/** A tensor of the right type and length. @throws KindredError `file-corrupt` */
export function tensor<A extends Tensors[string]>(file: ModelFile, name: string, type: { new (n: number): A }, length?: number): A {
  const found = file.tensors[name];
  const fits = found instanceof type && (length === undefined || found.length === length);
  requireThat(fits, `the tensor "${name}" is missing or of the wrong type or length`);
  return found as A;
}

/** Starts that rise from 0 to `end`. @throws KindredError `file-corrupt` */
export function startsTensor(file: ModelFile, name: string, rows: number, end: number): Int32Array {
  const starts = tensor(file, name, Int32Array, rows + 1);
  const rise = starts[0] === 0 && starts[rows] === end && starts.every((s, i) => i === 0 || s >= starts[i - 1]);
  requireThat(rise, `the tensor "${name}" does not rise from 0 to ${end}`);
  return starts;
}

/** Numbers of items, each below `size`. @throws KindredError `file-corrupt` */
export function itemsTensor(file: ModelFile, name: string, size: number): Uint16Array | Int32Array {
  const ids = size < 65536 ? tensor(file, name, Uint16Array) : tensor(file, name, Int32Array);
  requireThat(!ids.some((i: number) => i < 0 || i >= size), `the tensor "${name}" names items that are not there`);
  return ids;
}

function readLearned(file: ModelFile, { decay, weight }: Recipe, nItems: number): Learned {
  const { asOf } = file.settings as { asOf?: unknown };
  requireThat(
    decay ? Number.isFinite(asOf) && (decay.asOf ?? asOf) === asOf : asOf === undefined,
    'it does not say of which moment ages are counted',
  );
  const lengths = weight === 'bm25' ? tensor(file, 'lengths', Float64Array, nItems) : undefined;
  requireThat(!lengths || lengths.every((length) => length >= 0 && length < Infinity), 'an item has no length');
  return { ...(decay && { asOf: asOf as number }), ...(lengths && { lengths }) };
}

function readInteractions<U extends Id, I extends Id>(
  file: ModelFile,
  kept: Ids<I>,
  recipe: Recipe,
  duplicates: Duplicates | null,
): InteractionData<U, I> {
  const users = Ids.fromTensors<U>(file.tensors, 'users');
  const items = recipe.filter && 'events.ids' in file.tensors ? Ids.fromTensors<I>(file.tensors, 'events.ids') : kept;
  requireThat(items === kept || kept.values.every((id) => items.indexOf(id) >= 0), 'it holds items of which it has no events');
  const ids = itemsTensor(file, 'events.items', items.size);
  const optional = (name: string) => (name in file.tensors ? tensor(file, name, Float64Array, ids.length) : null);
  const starts = startsTensor(file, 'events.starts', users.size, ids.length);
  const events = { starts, items: Int32Array.from(ids), values: optional('events.values'), times: optional('events.times') };
  requireThat(
    [events.values, events.times].every((list) => list === null || list.every(Number.isFinite)),
    'a value or time is no number',
  );
  requireThat((duplicates !== 'last' && !recipe.decay) || events.times !== null, 'its events have no times');
  for (let u = 0; u < users.size; u++) {
    for (let e = starts[u] + 1; e < starts[u + 1]; e++)
      requireThat(ids[e - 1] < ids[e] || (ids[e - 1] === ids[e] && duplicates !== null), 'its events are not in order');
  }
  return { users, items, events, duplicates, recipe };
}
