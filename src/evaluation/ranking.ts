/**
 * How good a ranked list is, against the items that were relevant (Järvelin & Kekäläinen 2002 for nDCG), and recommenders by the mean over their users.
 * @module
 */
import { log } from '../../assembly/exact.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, mustBe } from '../errors.js';
import { checkOptions, integer, type Constraints } from '../check.js';

const hits = <I>(ranking: readonly I[], relevant: ReadonlySet<I>, k: number) =>
  ranking.slice(0, k).filter((item) => relevant.has(item)).length;

function checkK(k: number): void {
  if (!Number.isSafeInteger(k) || k < 1) throw new KindredError('invalid-option', mustBe('k', 'an integer from 1', k));
}

/**
 * Of the first k places, the share that is relevant; a list shorter than k counts as filled up with misses.
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { precisionAtK } from 'kindred/evaluation';
 * console.log(precisionAtK(['a', 'b', 'c', 'd'], new Set(['b', 'd', 'x']), 4)); // 0.5
 * ```
 */
export function precisionAtK<I>(ranking: readonly I[], relevant: ReadonlySet<I>, k: number): number {
  checkK(k);
  return hits(ranking, relevant, k) / k;
}

/**
 * Of the relevant items, the share among the first k places; 0 where nothing is relevant.
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { recallAtK } from 'kindred/evaluation';
 * console.log(recallAtK(['a', 'b'], new Set(['b', 'x']), 2)); // 0.5
 * ```
 */
export function recallAtK<I>(ranking: readonly I[], relevant: ReadonlySet<I>, k: number): number {
  checkK(k);
  return relevant.size === 0 ? 0 : hits(ranking, relevant, k) / relevant.size;
}

/**
 * Discounted gain of the first k places, a hit at place p (from 1) worth 1 / log2(p + 1), over that of the best possible list; 0 where nothing is relevant.
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { ndcgAtK } from 'kindred/evaluation';
 * console.log(ndcgAtK(['b', 'a'], new Set(['b']), 2)); // 1
 * ```
 */
export function ndcgAtK<I>(ranking: readonly I[], relevant: ReadonlySet<I>, k: number): number {
  checkK(k);
  const worth = (place: number) => log(2) / log(place + 2);
  let gain = 0;
  ranking.slice(0, k).forEach((item, place) => (gain += relevant.has(item) ? worth(place) : 0));
  let best = 0;
  for (let place = 0; place < Math.min(k, relevant.size); place++) best += worth(place);
  return best === 0 ? 0 : gain / best;
}

/** A measure of many users: the mean, and each user's value in the order of `users`. */
export interface PerUser {
  readonly mean: number;
  readonly values: Float64Array;
}

const TOP_K: Constraints<{ k: number }> = { k: integer(10, 1) };

/** What `evaluateTopK` found. */
export interface TopKEvaluation<U extends Id> {
  readonly k: number;
  /** The users that were counted. */
  readonly users: readonly U[];
  /** Test users without any training data, not counted. */
  readonly nColdUsers: number;
  readonly precision: PerUser;
  readonly recall: PerUser;
  readonly ndcg: PerUser;
}

/** All a recommender must be able to do to be evaluated; who is among `users` and left out counts as an empty list. */
export interface RecommendsAll<U extends Id, I extends Id> {
  recommendAll(options: { k: number; users: readonly U[] }): Iterable<{ user: U; items: readonly { item: I }[] }>;
}

/**
 * Full ranking, no sampled negatives: relevant are the held-out items a user had not had before; averaged over the users with training data and at least
 * one such item. Items that are new in the test count as relevant, although no model can know them.
 * @param model - fitted on `train`
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { Interactions, Popularity } from 'kindred';
 * import { evaluateTopK } from 'kindred/evaluation';
 * const columns = { user: 'u', item: 'i' } as const;
 * const train = Interactions.from([{ u: 1, i: 'a' }, { u: 2, i: 'b' }], columns);
 * const test = Interactions.from([{ u: 1, i: 'b' }, { u: 3, i: 'a' }], columns);
 * const { precision, nColdUsers } = evaluateTopK(new Popularity().fit(train), train, test, { k: 1 });
 * console.log(precision.mean, nColdUsers); // 1 1
 * ```
 */
export function evaluateTopK<U extends Id, I extends Id>(
  model: RecommendsAll<U, I>,
  train: Interactions<U, I>,
  test: Interactions<U, I>,
  options: { k?: number } = {},
): TopKEvaluation<U> {
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
): TopKEvaluation<U>[] {
  const { k } = checkOptions<{ k: number }>('evaluateTopK', TOP_K, options);
  const wanted = relevantItems(train, test);
  const nColdUsers = test.users.values.filter((user) => train.users.indexOf(user) < 0).length;
  return models.map((model) => ({ k, nColdUsers, ...measured(model, wanted, k) }));
}

function measured<U extends Id, I extends Id>(
  model: RecommendsAll<U, I>,
  wanted: ReadonlyMap<U, ReadonlySet<I>>,
  k: number,
): Pick<TopKEvaluation<U>, 'users' | 'precision' | 'recall' | 'ndcg'> {
  const users = [...wanted.keys()];
  const rankings = new Map<U, I[]>();
  for (const { user, items } of model.recommendAll({ k, users })) {
    if (wanted.has(user))
      rankings.set(
        user,
        items.map(({ item }) => item),
      );
  }
  const values: { precision: number[]; recall: number[]; ndcg: number[] } = { precision: [], recall: [], ndcg: [] };
  for (const [user, relevant] of wanted) {
    const ranking = rankings.get(user) ?? [];
    values.precision.push(precisionAtK(ranking, relevant, k));
    values.recall.push(recallAtK(ranking, relevant, k));
    values.ndcg.push(ndcgAtK(ranking, relevant, k));
  }
  return { users, precision: perUser(values.precision), recall: perUser(values.recall), ndcg: perUser(values.ndcg) };
}

/** What each user of both had not had before, in the order of the training users; users without any are left out. */
function relevantItems<U extends Id, I extends Id>(train: Interactions<U, I>, test: Interactions<U, I>): Map<U, Set<I>> {
  const wanted = new Map<U, Set<I>>();
  const inTraining = test.items.values.map((item) => train.items.indexOf(item));
  for (const user of train.users.values) {
    const bought = test.itemsOf(user);
    if (bought.length === 0) continue;
    const had = train.itemsOf(user);
    const relevant = new Set<I>();
    for (const i of bought) if (!had.includes(inTraining[i])) relevant.add(test.items.at(i));
    if (relevant.size > 0) wanted.set(user, relevant);
  }
  return wanted;
}

function perUser(list: readonly number[]): PerUser {
  return { mean: list.length === 0 ? 0 : list.reduce((a, b) => a + b, 0) / list.length, values: Float64Array.from(list) };
}
