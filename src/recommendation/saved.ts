/**
 * What every recommender's file holds: items, their popularity, and unless left out the interactions it was fitted on.
 * @module
 */
import { checkOptions, flag, type Constraints } from '../check.js';
import { Ids, idTensors, type Id } from '../data/ids.js';
import type { Duplicates, InteractionData } from '../data/events.js';
import { isRecipe, type Recipe } from '../data/recipe.js';
import { requireThat, writeModelFile, type ModelFile, type Tensors } from '../data/model-file.js';
import type { Learned } from './recipe.js';
import type { ModelBase, RecommenderModel } from './recommender.js';
import { duplicatesOf, itemsTensor, popularityTensor, startsTensor, tensor } from './tensors.js';

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
  const tensors: Tensors = { ...idTensors(items, 'items'), popularity, ...(lengths && { lengths }), ...own.tensors };
  if (users && interactions) {
    const { starts, items: ids, values, times } = interactions.events;
    const all = interactions.items; // with those that the filter leaves out
    Object.assign(tensors, idTensors(interactions.users, 'users'), all !== items && idTensors(all, 'events.ids'), {
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
  const { recipe } = file.settings as { recipe: Recipe };
  requireThat(isRecipe(recipe), 'its recipe is unknown');
  const duplicates = duplicatesOf(file);
  const items = Ids.fromTensors<I>(file.tensors, 'items');
  const popularity = popularityTensor(file, items.size);
  const learned = readLearned(file, recipe, items.size);
  const interactions = 'events.starts' in file.tensors ? readInteractions<U, I>(file, items, recipe, duplicates) : undefined;
  return { items, popularity, interactions, recipe, learned, duplicates };
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
  const tensorIfThere = (name: string) => (name in file.tensors ? tensor(file, name, Float64Array, ids.length) : null);
  const starts = startsTensor(file, 'events.starts', users.size, ids.length);
  const events = { starts, items: Int32Array.from(ids), values: tensorIfThere('events.values'), times: tensorIfThere('events.times') };
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
