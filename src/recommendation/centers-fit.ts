/**
 * Fitting centers: the means and deviations of items, and the biases of the baseline by alternating least squares (Koren 2010, section 2.1).
 * @module
 */
import { transpose, type CompressedRows } from '../data/compressed-rows.js';
import type { Steps } from '../progress.js';
import { BASELINE, biasOf, Centers } from './centers.js';
import type { Center } from './knn-options.js';
import { meanOf, spreadOf } from './moments.js';

/**
 * @param byUser - users by items, values after the recipe
 * @param side - whose mean and deviation those of `'zscore'` are
 */
export function* fitCenters(kind: Center, side: 'items' | 'users', byUser: CompressedRows, nItems: number): Steps<Centers> {
  if (kind === 'none' || kind === 'user') return new Centers(kind);
  if (kind === 'bias') return yield* fitBiases(byUser, nItems, BASELINE);
  yield { done: 0, total: 1, stage: 'centering' };
  const overall = kind === 'zscore' ? spreadOf(byUser.values) || 1 : 0;
  if (kind === 'zscore' && side === 'users') return new Centers(kind, overall);
  const { starts, values } = transpose(byUser, nItems);
  const ofItems = (of: (values: Float64Array, from: number, to: number) => number) =>
    new Float64Array(nItems).map((_, i) => of(values, starts[i], starts[i + 1]));
  return new Centers(kind, overall, ofItems(meanOf), kind === 'zscore' ? ofItems(spreadOf).map((s) => s || overall) : undefined);
}

/** mean + b(u) + b(i), items first, then users, `nEpochs` times. */
export function* fitBiases(
  byUser: CompressedRows,
  nItems: number,
  { nEpochs, regUsers, regItems }: { nEpochs: number; regUsers: number; regItems: number },
): Steps<Centers> {
  const { starts, items, values } = byUser;
  const byItem = transpose(byUser, nItems);
  const mean = meanOf(values);
  const ofItems = new Float64Array(nItems);
  const ofUsers = new Float64Array(starts.length - 1);
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    yield { done: epoch, total: nEpochs, stage: 'fitting biases' };
    for (let i = 0; i < nItems; i++) {
      const [from, to] = [byItem.starts[i], byItem.starts[i + 1]];
      ofItems[i] = biasOf(byItem.users.subarray(from, to), byItem.values.subarray(from, to), mean, ofUsers, regItems);
    }
    for (let u = 0; u < ofUsers.length; u++) {
      const [from, to] = [starts[u], starts[u + 1]];
      ofUsers[u] = biasOf(items.subarray(from, to), values.subarray(from, to), mean, ofItems, regUsers);
    }
  }
  return new Centers('bias', mean, ofItems, undefined, regUsers);
}
