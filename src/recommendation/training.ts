/**
 * What fitting a recommender starts from.
 * @module
 */
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';

/** The interactions of a model or call. @throws KindredError `no-training-data`, `invalid-data` */
export function trainingData<U extends Id, I extends Id>({
  interactions,
}: {
  interactions: Interactions<U, I> | undefined;
}): Interactions<U, I> {
  if (interactions === undefined) throw new KindredError('no-training-data', 'this file was saved without users: it cannot be updated');
  if (!(interactions instanceof Interactions)) throw new KindredError('invalid-data', mustBe('interactions', 'Interactions', interactions));
  if (interactions.nEvents === 0) throw new KindredError('invalid-data', '"interactions" must hold at least one event, got none');
  return interactions;
}

/** How many users each item has. */
export function popularityOf(interactions: Interactions): Int32Array {
  const counts = new Int32Array(interactions.nItems);
  for (const i of interactions.rows().items) counts[i]++;
  return counts;
}
