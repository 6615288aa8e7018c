/**
 * Measures of where the hits stand, of one list and as means over many: average precision (MAP) and the reciprocal rank (MRR). Short lists, repeated items and
 * nothing relevant count as in `at-k.ts`.
 * @module
 */
import { checkOptions, oneOf } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { averagePrecisionOf, hitPlaces, reciprocalRankOf, relevantTo } from './hits.js';

export interface AveragePrecisionOptions {
  /** `'achievable'`: the smaller of k and the number of relevant items. `'relevant'`: their number. `'k'`: k. Default `'achievable'`. */
  divideBy?: 'achievable' | 'relevant' | 'k';
}

const AVERAGE_PRECISION = { divideBy: oneOf('achievable', 'achievable', 'relevant', 'k') };

/**
 * Average precision: the precision at each hit among the first k places, summed and divided. By the smaller of k and the number of relevant items
 * (default: the best list has 1; Kaggle's and implicit's MAP@k), by the number of relevant items (RecTools' `MAP(divide_by_k=False)`, its default; TREC's),
 * or by k (RecTools' `MAP(divide_by_k=True)`).
 * @param ranking - items, best first
 * @param relevant - a Set or an array of items
 * @param options - `divideBy`: `'achievable'` (default), `'relevant'` or `'k'`
 * @returns from 0 to 1
 * @throws KindredError `invalid-data` for lists that are none, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { averagePrecisionAtK } from 'kindred/evaluation';
 * console.log(averagePrecisionAtK(['b', 'a', 'c', 'd'], new Set(['b', 'd']), 4)); // 0.75
 * ```
 */
export function averagePrecisionAtK<I>(
  ranking: readonly I[],
  relevant: Iterable<I>,
  k: number,
  options: AveragePrecisionOptions = {},
): number {
  const wanted = relevantTo(ranking, relevant, k);
  const { divideBy } = checkOptions<Required<AveragePrecisionOptions>>('averagePrecisionAtK', AVERAGE_PRECISION, options);
  const divisor = { achievable: Math.min(k, wanted.size), relevant: wanted.size, k }[divideBy];
  return averagePrecisionOf(hitPlaces(ranking, wanted, k), divisor);
}

/**
 * 1 / p for the first hit at place p (from 1) among the first k places, 0 without a hit. Its mean over users is the MRR. RecTools' `MRR`.
 * @param ranking - items, best first
 * @param relevant - a Set or an array of items
 * @throws KindredError `invalid-data` for lists that are none, `invalid-option`
 * @example
 * ```ts
 * import { reciprocalRankAtK } from 'kindred/evaluation';
 * console.log(reciprocalRankAtK(['a', 'b', 'c'], new Set(['b', 'c']), 3)); // 0.5
 * ```
 */
export function reciprocalRankAtK<I>(ranking: readonly I[], relevant: Iterable<I>, k: number): number {
  const wanted = relevantTo(ranking, relevant, k);
  return reciprocalRankOf(hitPlaces(ranking, wanted, k));
}

/**
 * Mean average precision: the mean of `averagePrecisionAtK` over lists.
 * @param rankings - one list a user
 * @param relevant - one Set or array of items a user, in the same order
 * @param options - `divideBy`, as in `averagePrecisionAtK`
 * @throws KindredError `invalid-data` for another number of sets than lists, or none; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { mapAtK } from 'kindred/evaluation';
 * console.log(mapAtK([['a', 'b'], ['a', 'b']], [new Set(['a']), new Set(['b'])], 2)); // 0.75
 * ```
 */
export function mapAtK<I>(
  rankings: readonly (readonly I[])[],
  relevant: readonly Iterable<I>[],
  k: number,
  options: AveragePrecisionOptions = {},
): number {
  return meanOver(rankings, relevant, (ranking, set) => averagePrecisionAtK(ranking, set, k, options));
}

/**
 * Mean reciprocal rank: the mean of `reciprocalRankAtK` over lists.
 * @param rankings - one list a user
 * @param relevant - one Set or array of items a user, in the same order
 * @param k - default: whole lists
 * @throws KindredError `invalid-data` for another number of sets than lists, or none; `invalid-option`
 * @example
 * ```ts
 * import { mrr } from 'kindred/evaluation';
 * console.log(mrr([['a', 'b'], ['a', 'b']], [new Set(['a']), new Set(['b'])])); // 0.75
 * ```
 */
export function mrr<I>(rankings: readonly (readonly I[])[], relevant: readonly Iterable<I>[], k?: number): number {
  return meanOver(rankings, relevant, (ranking, set) => reciprocalRankAtK(ranking, set, k ?? Number.MAX_SAFE_INTEGER));
}

/** Mean of several lists: relevant[i] belongs to rankings[i]. */
function meanOver<I>(
  rankings: readonly (readonly I[])[],
  relevant: readonly Iterable<I>[],
  of: (ranking: readonly I[], relevant: Iterable<I>) => number,
): number {
  for (const [name, lists] of Object.entries({ rankings, relevant }))
    if (!Array.isArray(lists)) throw new KindredError('invalid-data', mustBe(name, 'an array of one list a user', lists));
  if (rankings.length !== relevant.length || rankings.length === 0)
    throw new KindredError(
      'invalid-data',
      `"relevant" must hold one set a list, of at least one list, got ${relevant.length} for ${rankings.length}`,
    );
  return rankings.reduce((sum, ranking, i) => sum + of(ranking, relevant[i]), 0) / rankings.length;
}
