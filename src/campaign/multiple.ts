/**
 * Several questions at once: of 20 segments in which nothing happened one shows an effect by chance alone, so that their p-values are adjusted.
 * @module
 */
import { oneOf } from '../check.js';
import { KindredError, mustBe, show } from '../errors.js';

/**
 * - `holm`: the chance that any of those shown is shown wrongly stays below 1 − level (Holm 1979)
 * - `bonferroni`: the same, of fewer shown (the intervals beside are of this kind)
 * - `benjamini-hochberg`: of those shown, the expected share that is shown wrongly stays below 1 − level (Benjamini & Hochberg 1995)
 * - `none`: as if each were the only question
 */
export type Correction = 'holm' | 'bonferroni' | 'benjamini-hochberg' | 'none';

/** @internal */
export const correctionOption = oneOf<Correction>('holm', 'holm', 'bonferroni', 'benjamini-hochberg', 'none');

/**
 * p-values adjusted for how many they are: one is significant at a level where what comes back is at most 1 − level.
 * @param pValues - each from 0 to 1
 * @param correction - see `Correction`. Default `holm`
 * @returns in the order of the values given, from 0 to 1
 * @throws KindredError `invalid-data` for a value that is none; `invalid-option`
 * @example
 * ```ts
 * import { adjustPValues } from 'kindred/campaign';
 * console.log(adjustPValues([0.01, 0.04, 0.02])); // Float64Array(3) [ 0.03, 0.04, 0.04 ]
 * ```
 */
export function adjustPValues(pValues: ArrayLike<number>, correction: Correction = 'holm'): Float64Array {
  if (!correctionOption.accepts(correction))
    throw new KindredError('invalid-option', mustBe('correction', correctionOption.expected, correction));
  const p = Float64Array.from(pValues);
  const wrong = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong >= 0) throw new KindredError('invalid-data', `p-value ${wrong + 1} must be a number from 0 to 1, got ${show(pValues[wrong])}`);
  const n = p.length;
  if (correction === 'none') return p;
  if (correction === 'bonferroni') return p.map((value) => Math.min(1, value * n));
  const rising = Array.from(p.keys()).sort((a, b) => p[a] - p[b]);
  const out = new Float64Array(n);
  if (correction === 'holm') {
    let most = 0;
    rising.forEach((i, rank) => (out[i] = most = Math.min(1, Math.max(most, p[i] * (n - rank)))));
  } else {
    let least = 1;
    for (let rank = n; rank >= 1; rank--) out[rising[rank - 1]] = least = Math.min(least, p[rising[rank - 1]] / (rank / n));
  }
  return out;
}
