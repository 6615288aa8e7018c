/**
 * What fitting a recommender starts from.
 * @module
 */
import type { CompressedRows } from '../data/compressed-rows.js';
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { KindredError, mustBe, show } from '../errors.js';
import { learnRecipe } from './recipe.js';
import { checkRange } from './weigh.js';
import type { Changed, Receipt } from './receipt.js';
import type { RecommenderModel, ModelBase } from './recommender.js';

/** What `fit` was given. @throws KindredError `invalid-data` */
function trainingData<U extends Id, I extends Id>(interactions: Interactions<U, I>): Interactions<U, I> {
  if (!(interactions instanceof Interactions)) throw new KindredError('invalid-data', mustBe('interactions', 'Interactions', interactions));
  if (interactions.nEvents === 0) throw new KindredError('invalid-data', '"interactions" must hold at least one event, got none');
  return interactions;
}

/** What a model was fitted on. @throws KindredError `no-training-data`; `invalid-data` for what is no such model */
export function trainedOn<U extends Id, I extends Id>(
  model: RecommenderModel<U, I>,
  type: new (...args: never[]) => RecommenderModel<U, I>,
): Interactions<U, I> {
  if (!(model instanceof type))
    throw new KindredError('invalid-data', mustBe('model', `a ${(type as unknown as { type: string }).type}`, model));
  if (!model.interactions) throw new KindredError('no-training-data', 'this file was saved without users: it cannot be updated');
  const { users, items, events, duplicates, recipe } = model.interactions;
  return new Interactions(users, items, events, duplicates, recipe);
}

/** Everything but one user. @throws KindredError `unknown-id`; `invalid-data` where nobody would be left */
export function withoutUser<U extends Id, I extends Id>(interactions: Interactions<U, I>, user: U): Interactions<U, I> {
  const left = interactions.without(user);
  if (left.nEvents === 0)
    throw new KindredError('invalid-data', `without user ${show(user)} the model would hold nobody: delete it instead`);
  return left;
}

/** What fitting starts from. */
export interface Prepared<U extends Id, I extends Id> {
  /** What the model will hold. */
  readonly base: ModelBase<U, I>;
  /** Users by items, after the recipe; those whom its filter leaves out have empty rows. */
  readonly rows: CompressedRows;
}

/** Interactions as a fit takes them. @throws KindredError `invalid-data` */
export function prepare<U extends Id, I extends Id>(interactions: Interactions<U, I>): Prepared<U, I> {
  const own = trainingData(interactions).compact();
  const { recipe, duplicates } = own;
  const { items, learned, scoring, training: rows } = learnRecipe(own);
  checkRange(scoring.values, 'the values');
  return { base: { items, popularity: popularityOf(rows, items.size), interactions: own, recipe, learned, duplicates }, rows };
}

/** The model fitted anew on its own interactions and more. @throws KindredError `no-training-data`, `invalid-data` */
export function updated<U extends Id, I extends Id, M extends RecommenderModel<U, I>>(
  model: M,
  type: new (...args: never[]) => M,
  more: Interactions<U, I>,
  fit: (interactions: Interactions<U, I>) => M,
): Changed<M> {
  const before = trainedOn(model, type);
  return refitted('update', before.nEvents, fit(before.concat(more)));
}

/** The model fitted anew without one user. @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left */
export function forgotten<U extends Id, I extends Id, M extends RecommenderModel<U, I>>(
  model: M,
  type: new (...args: never[]) => M,
  user: U,
  fit: (interactions: Interactions<U, I>) => M,
): Changed<M> {
  const before = trainedOn(model, type);
  return refitted('forget', before.nEvents, fit(withoutUser(before, user)));
}

function refitted<M extends Pick<RecommenderModel, 'interactions' | 'popularity'>>(
  action: Receipt['action'],
  before: number,
  model: M,
): Changed<M> {
  const rows = model.popularity.length;
  const eventsAfter = model.interactions!.events.items.length;
  return { model, receipt: { action, method: 'refitted', rowsRecomputed: rows, rows, eventsBefore: before, eventsAfter } };
}

/** How many users each item has. */
function popularityOf({ items }: CompressedRows, nItems: number): Int32Array {
  const counts = new Int32Array(nItems);
  for (let p = 0; p < items.length; p++) counts[items[p]]++;
  return counts;
}
