/**
 * What fitting a recommender starts from.
 * @module
 */
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';
import type { RecommenderModel } from './recommender.js';

/** What `fit` was given. @throws KindredError `invalid-data` */
export function trainingData<U extends Id, I extends Id>(interactions: Interactions<U, I>): Interactions<U, I> {
  if (!(interactions instanceof Interactions)) throw new KindredError('invalid-data', mustBe('interactions', 'Interactions', interactions));
  if (interactions.nEvents === 0) throw new KindredError('invalid-data', '"interactions" must hold at least one event, got none');
  return interactions;
}

/** What a model was fitted on. @throws KindredError `no-training-data` */
export function trainedOn<U extends Id, I extends Id>({ interactions }: Pick<RecommenderModel<U, I>, 'interactions'>): Interactions<U, I> {
  if (!interactions) throw new KindredError('no-training-data', 'this file was saved without users: it cannot be updated');
  const { users, items, events, duplicates, recipe } = interactions;
  return new Interactions(users, items, events, duplicates, recipe);
}

/** How many users each item has. */
export function popularityOf(interactions: Interactions): Int32Array {
  const counts = new Int32Array(interactions.nItems);
  const { items } = interactions.rows();
  for (let p = 0; p < items.length; p++) counts[items[p]]++;
  return counts;
}
