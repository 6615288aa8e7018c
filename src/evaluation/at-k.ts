/**
 * How good the first k places of a ranked list are, against the items that were relevant (nDCG: Järvelin & Kekäläinen 2002). All count alike: a list that is
 * shorter than k is filled up with misses, an item that stands twice is a hit once and a miss where it stands again, and where nothing is relevant the
 * value is 0. What the field's libraries divide by differs: `divideBy` says it.
 * @module
 */
import { checkOptions, oneOf } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { hitPlaces, MOST_PLACES, ndcgOf, relevantTo, shareOf } from './hits.js';

/** What a measure divides by. */
type DivideBy<W extends string> = { divideBy: W };

const PRECISION = { divideBy: oneOf('k', 'k', 'achievable') };
const NDCG = { divideBy: oneOf('achievable', 'achievable', 'k') };

/**
 * Of the first k places, the share that is a hit. RecTools' `Precision`, and with `divideBy: 'achievable'` its `Precision(r_precision=True)`.
 * @param ranking - items, best first
 * @param relevant - a Set or an array of items
 * @param options - `divideBy`: `'k'` (default), or `'achievable'`: by the hits that are possible, the smaller of k and the number of relevant items
 * @returns from 0 to 1
 * @throws KindredError `invalid-data` for lists that are none, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { precisionAtK } from 'kindred/evaluation';
 * const [ranking, relevant] = [['a', 'b', 'c', 'd'], new Set(['b', 'd', 'x'])];
 * console.log(precisionAtK(ranking, relevant, 4)); // 0.5
 * console.log(precisionAtK(ranking, new Set(['b']), 4, { divideBy: 'achievable' })); // 1
 * ```
 */
export function precisionAtK<I>(
  ranking: readonly I[],
  relevant: Iterable<I>,
  k: number,
  options: { divideBy?: 'k' | 'achievable' } = {},
): number {
  const wanted = relevantTo(ranking, relevant, k);
  const { divideBy } = checkOptions<DivideBy<'k' | 'achievable'>>('precisionAtK', PRECISION, options);
  return shareOf(hitPlaces(ranking, wanted, k), divideBy === 'k' ? k : Math.min(k, wanted.size));
}

/**
 * Of the relevant items, the share among the first k places. RecTools' `Recall`.
 * @param ranking - items, best first
 * @param relevant - a Set or an array of items
 * @returns from 0 to 1; less than 1 for every list where more than k items are relevant
 * @throws KindredError `invalid-data` for lists that are none, `invalid-option`
 * @example
 * ```ts
 * import { recallAtK } from 'kindred/evaluation';
 * console.log(recallAtK(['a', 'b'], new Set(['b', 'x']), 2)); // 0.5
 * ```
 */
export function recallAtK<I>(ranking: readonly I[], relevant: Iterable<I>, k: number): number {
  const wanted = relevantTo(ranking, relevant, k);
  return shareOf(hitPlaces(ranking, wanted, k), wanted.size);
}

/**
 * Is there a hit among the first k places: 1 or 0. Its mean over users is the hit rate. RecTools' `HitRate`.
 * @param ranking - items, best first
 * @param relevant - a Set or an array of items
 * @throws KindredError `invalid-data` for lists that are none, `invalid-option`
 * @example
 * ```ts
 * import { hitRateAtK } from 'kindred/evaluation';
 * console.log(hitRateAtK(['a', 'b'], new Set(['b', 'x']), 1), hitRateAtK(['a', 'b'], new Set(['b', 'x']), 2)); // 0 1
 * ```
 */
export function hitRateAtK<I>(ranking: readonly I[], relevant: Iterable<I>, k: number): number {
  const wanted = relevantTo(ranking, relevant, k);
  return hitPlaces(ranking, wanted, k).length > 0 ? 1 : 0;
}

/**
 * Discounted gain of the first k places over that of the best possible list, a hit at place p (from 1) being worth 1 / log2(p + 1); relevance is 0 or 1, and the
 * base of the logarithm cancels out. The best possible list has min(k, relevant) hits (scikit-learn's `ndcg_score(k=k)`, RecTools'
 * `NDCG(divide_by_achievable=True)`), or with `divideBy: 'k'` always k of them (RecTools' default, `divide_by_achievable=False`).
 * @param ranking - items, best first
 * @param relevant - a Set or an array of items
 * @param options - `divideBy`: `'achievable'` (default) or `'k'`
 * @returns from 0 to 1; with `'k'` less than 1 for every list where fewer than k items are relevant
 * @throws KindredError `invalid-data` for lists that are none, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { ndcgAtK } from 'kindred/evaluation';
 * console.log(ndcgAtK(['b', 'a'], new Set(['b']), 2)); // 1
 * console.log(ndcgAtK(['b', 'a'], new Set(['b']), 2, { divideBy: 'k' }).toFixed(4)); // 0.6131
 * ```
 */
export function ndcgAtK<I>(
  ranking: readonly I[],
  relevant: Iterable<I>,
  k: number,
  options: { divideBy?: 'achievable' | 'k' } = {},
): number {
  const wanted = relevantTo(ranking, relevant, k);
  const { divideBy } = checkOptions<DivideBy<'k' | 'achievable'>>('ndcgAtK', NDCG, options);
  if (divideBy === 'k' && k > MOST_PLACES)
    throw new KindredError('invalid-option', mustBe('k', `at most ${MOST_PLACES} where all k places could be hits`, k));
  return ndcgOf(hitPlaces(ranking, wanted, k), divideBy === 'k' ? k : Math.min(k, wanted.size));
}
