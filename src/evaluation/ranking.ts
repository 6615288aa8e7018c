/**
 * Recommenders by their lists: full ranking, no sampled negatives, averaged over users.
 * @module
 */
import { checkOptions, integer, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';
import { drain, type Steps } from '../progress.js';
import { checkInteractions } from './pairs.js';
import { TopKEvaluation, type Wanted } from './top-k-evaluation.js';

/** @internal */
export const EVALUATE_TOP_K: Constraints<{ k: number }> = { k: integer(10, 1) };

/** All a recommender must be able to do to be evaluated; who is among `users` and left out counts as an empty list. */
export interface RecommendsAll<U extends Id, I extends Id> {
  recommendAll(options: { k: number; users: readonly U[] }): Iterable<{ user: U; items: readonly { item: I }[] }>;
}

/**
 * The lists of a recommender against what was held out: precision, recall, nDCG, MAP, MRR and hit rate at k, and of the same lists coverage, novelty, diversity,
 * popularity and Gini index.
 *
 * Full ranking, no sampled negatives: relevant are the held-out items a user had not had before; averaged over the users with training data and at least
 * one such item. Items that are new in the test count as relevant, although no model can know them.
 * @param model - fitted on `train`
 * @throws KindredError `invalid-data`, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions, Popularity } from 'kindred';
 * import { evaluateTopK } from 'kindred/evaluation';
 * const columns = { user: 'u', item: 'i' } as const;
 * const train = Interactions.from([{ u: 1, i: 'a' }, { u: 2, i: 'b' }], columns);
 * const test = Interactions.from([{ u: 1, i: 'b' }, { u: 3, i: 'a' }], columns);
 * const { precision, map, coverage, nColdUsers } = evaluateTopK(new Popularity().fit(train), train, test, { k: 1 });
 * console.log(precision.mean, map.mean, coverage, nColdUsers); // 1 1 0.5 1
 * ```
 */
export function evaluateTopK<U extends Id, I extends Id>(
  model: RecommendsAll<U, I>,
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  options: { k?: number } = {},
): TopKEvaluation<U, I> {
  return evaluateEach([model], train, test, options)[0];
}

/**
 * As `evaluateTopK` for several recommenders, which share the search for what was relevant.
 * @internal
 */
export function evaluateEach<U extends Id, I extends Id>(
  models: readonly RecommendsAll<U, I>[],
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  options: { k?: number } = {},
): TopKEvaluation<U, I>[] {
  const { k } = checkOptions<{ k: number }>('evaluateTopK', EVALUATE_TOP_K, options);
  const wanted = wantedBy(train, test);
  return models.map((model) => drain(topKSteps(model, train, wanted, k)));
}

/** Users between two reports. */
const STEP = 64;

/** @internal */
export function* topKSteps<U extends Id, I extends Id>(
  model: RecommendsAll<U, I>,
  train: Interactions<U, I>,
  wanted: Wanted<U, I>,
  k: number,
): Steps<TopKEvaluation<U, I>> {
  if (typeof (model as Partial<RecommendsAll<U, I>> | null)?.recommendAll !== 'function')
    throw new KindredError('invalid-data', mustBe('model', 'a recommender, with `recommendAll`', model));
  const { users } = wanted;
  const place = new Map(users.map((user, u) => [user, u]));
  const rankings: (readonly I[])[] = users.map(() => []);
  let done = 0;
  for (const { user, items } of model.recommendAll({ k, users })) {
    const u = place.get(user);
    if (u !== undefined) rankings[u] = items.slice(0, k).map(({ item }) => item);
    if (++done % STEP === 0) yield { done: Math.min(done, users.length), total: users.length, stage: 'ranking' };
  }
  return new TopKEvaluation(k, wanted, rankings, train);
}

/** What each user of both had not had before, in the order of the training users; users without any are left out. @internal */
export function wantedBy<U extends Id, I extends Id>(train: Interactions<U, I>, test: Interactions<U, I>): Wanted<U, I> {
  checkInteractions('train', train);
  checkInteractions('test', test);
  const users: U[] = [];
  const relevant: Set<I>[] = [];
  let nColdUsers = 0;
  const inTraining = Int32Array.from(test.items.values, (item) => train.items.indexOf(item));
  const hadBy = new Int32Array(train.nItems).fill(-1); // the last user who had it
  test.users.values.forEach((user, u) => {
    if (train.users.indexOf(user) < 0) return void nColdUsers++;
    for (const i of train.itemsOf(user)) hadBy[i] = u;
    const fresh = new Set<I>();
    for (const i of test.itemsOf(user)) if (hadBy[inTraining[i]] !== u) fresh.add(test.items.at(i));
    if (fresh.size === 0) return;
    users.push(user);
    relevant.push(fresh);
  });
  return { users, relevant, nColdUsers };
}
