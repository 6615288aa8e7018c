/**
 * How well a ranking finds those whom a treatment moves: areas under Qini and uplift curves, and the uplift among the first k (Radcliffe 2007).
 * @module
 */
import { checkOptions, oneOf, type Constraint } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { ARMS, perfect, PERFECT_QINI, pointsOf, type CurveKind, type CurvePoints } from './uplift-curve.js';
import {
  checkBinary,
  cutAt,
  ofArm,
  rank,
  totalsOf,
  type ArmLabel,
  type ArmOptions,
  type Ranked,
  type Ties,
  type Totals,
} from './uplift-ranking.js';

/** What an area is divided by. */
export type UpliftNormalization = 'perfect' | 'per-head';

export interface UpliftAucOptions extends ArmOptions {
  /**
   * The area between the curve and the straight line of a random ranking, `'perfect'`: over that of the best curve possible (scikit-uplift's; outcomes 0 and 1
   * only); `'per-head'`: with the share of rows targeted on one axis and the gain a head on the other (Radcliffe's, not divided by the best; money too). A head is
   * one of the treated for Qini, one of all rows for uplift. Default `'perfect'`.
   */
  normalize?: UpliftNormalization;
}

export interface QiniAucOptions extends UpliftAucOptions {
  /** Of the best curve: may a treatment drive somebody away? scikit-uplift's `negative_effect`. Default true. */
  negativeEffects?: boolean;
}

const NORMALIZE: { normalize: Constraint<UpliftNormalization> } & typeof ARMS = {
  normalize: oneOf('perfect', 'perfect', 'per-head'),
  ...ARMS,
};

/**
 * The Qini coefficient: the area between the Qini curve and the random line. scikit-uplift's `qini_auc_score`. Rows of one score are targeted together, so the
 * order of rows does not matter.
 * @param y - outcome of each row: 0 and 1 (or false and true), or money with `normalize: 'per-head'`
 * @param scores - predicted uplift
 * @param treatment - 0 or 1, false or true, or labels with `control`
 * @returns 0 for a random ranking, 1 for the best possible; below 0 for one that is worse than random
 * @throws KindredError `invalid-data` for lists of different length, a bad value (naming its row), an arm without rows, or where no ranking is better than another
 * (nobody responded); `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { qiniAuc } from 'kindred/evaluation';
 * const [y, treatment] = [[1, 1, 0, 0, 1, 0], ['mail', 'mail', 'none', 'none', 'none', 'mail']];
 * console.log(qiniAuc(y, [0.9, 0.8, 0.7, 0.3, 0.1, 0.2], treatment, { control: 'none' })); // 1
 * ```
 */
export function qiniAuc(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: QiniAucOptions = {},
): number {
  const { normalize, negativeEffects, ...arms } = checkOptions<Required<QiniAucOptions>>(
    'qiniAuc',
    { ...NORMALIZE, ...PERFECT_QINI },
    options,
  );
  return aucOf(rank(y, scores, treatment, arms), 'qini', normalize, negativeEffects);
}

/**
 * The area under the uplift curve (AUUC) above the random line. scikit-uplift's `uplift_auc_score`. Rows of one score are targeted together, so the order of rows
 * does not matter.
 * @param y - outcome of each row: 0 and 1 (or false and true), or money with `normalize: 'per-head'`
 * @param scores - predicted uplift
 * @param treatment - 0 or 1, false or true, or labels with `control`
 * @returns 0 for a random ranking, 1 for the best possible; below 0 for one that is worse than random
 * @throws KindredError as `qiniAuc`
 * @example
 * ```ts
 * import { upliftAuc } from 'kindred/evaluation';
 * console.log(upliftAuc([1, 1, 0, 0, 1, 0], [0.9, 0.8, 0.7, 0.3, 0.1, 0.2], [1, 1, 0, 0, 0, 1]).toFixed(3)); // 1.000
 * ```
 */
export function upliftAuc(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: UpliftAucOptions = {},
): number {
  const { normalize, ...arms } = checkOptions<Required<UpliftAucOptions>>('upliftAuc', NORMALIZE, options);
  return aucOf(rank(y, scores, treatment, arms), 'uplift', normalize);
}

export interface UpliftAtKOptions extends ArmOptions {
  /**
   * `'overall'`: response rates of both arms among the first k of all rows. `'by-group'`: among the first k of each arm (scikit-uplift's `'by_group'`). Default
   * `'overall'`.
   */
  strategy?: 'overall' | 'by-group';
  /**
   * Of rows with the score at which the cut falls: `'share'` counts each of them by the share of the group that lies above the cut, so the order of rows does not
   * matter; `'row-order'` takes the later rows first, as scikit-uplift does. Equal where no such rows are cut. Default `'share'`.
   */
  ties?: Ties;
}

/** @internal */
export const AT_K: { strategy: Constraint<'overall' | 'by-group'>; ties: Constraint<Ties> } & typeof ARMS = {
  strategy: oneOf('overall', 'overall', 'by-group'),
  ties: oneOf('share', 'share', 'row-order'),
  ...ARMS,
};

/**
 * Uplift at k: the mean outcome of the treated less that of the control, among the first k. scikit-uplift's `uplift_at_k`.
 * @param y - outcome of each row: 0 and 1 (or false and true), or money
 * @param scores - predicted uplift
 * @param treatment - 0 or 1, false or true, or labels with `control`
 * @param k - a share above 0 and below 1 (rounded down to whole rows), or a whole number of rows
 * @throws KindredError `invalid-data` for lists of different length, a bad value (naming its row), or an arm of which nobody is among the first k;
 * `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { upliftAtK } from 'kindred/evaluation';
 * console.log(upliftAtK([1, 1, 0, 0, 1, 0], [0.9, 0.8, 0.7, 0.3, 0.1, 0.2], [1, 1, 0, 0, 0, 1], 0.5)); // 1
 * ```
 */
export function upliftAtK(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  k: number,
  options: UpliftAtKOptions = {},
): number {
  const { strategy, ties, ...arms } = checkOptions<Required<UpliftAtKOptions>>('upliftAtK', AT_K, options);
  const ranked = rank(y, scores, treatment, arms, ties);
  if (strategy === 'overall') return meanDifference(totalsOf(ranked), sizeOf(k, ranked.n));
  const means = [0, 1].map((arm) => {
    const { yTreated, yControl, rows } = firstOf(ofArm(ranked, arm as 0 | 1), k, arm === 1 ? 'treated' : 'control');
    return (yTreated + yControl) / rows;
  });
  return means[1] - means[0];
}

function firstOf(ranked: Ranked, k: number, arm: string) {
  const size = sizeOf(k, ranked.n);
  if (size === 0) throw nobody(arm);
  return cutAt(totalsOf(ranked), size);
}

/** How many rows k is. @throws KindredError `invalid-option` */
export function sizeOf(k: number, n: number): number {
  if (typeof k === 'number' && k > 0 && k < 1) return Math.floor(n * k);
  if (Number.isSafeInteger(k) && k >= 1 && k <= n) return k;
  throw new KindredError('invalid-option', mustBe('k', `a share above 0 and below 1, or a whole number of rows up to ${n}`, k));
}

/** Mean outcome of the treated less that of the control, among the first rows. @throws KindredError `invalid-data` where one of the arms has nobody there */
export function meanDifference(totals: Totals, size: number): number {
  const { nTreated, nControl, yTreated, yControl } = cutAt(totals, size);
  if (nTreated === 0 || nControl === 0) throw nobody(nTreated === 0 ? 'treated' : 'control');
  return yTreated / nTreated - yControl / nControl;
}

const nobody = (arm: string) =>
  new KindredError('invalid-data', `nobody ${arm === 'control' ? 'of the control' : arm} is among the first k: take more of them`);

function aucOf(ranked: Ranked, kind: CurveKind, normalize: UpliftNormalization, negativeEffects = true): number {
  if (normalize === 'perfect') checkBinary(ranked, " for normalize: 'perfect'; other outcomes are measured with normalize: 'per-head'");
  const area = areaOf(totalsOf(ranked), kind, normalize, negativeEffects);
  if (Number.isNaN(area))
    throw new KindredError('invalid-data', 'no ranking of these rows is better than another: nobody, or everybody, responded');
  return area;
}

/** NaN where no ranking is better than another. */
export function areaOf(
  totals: Totals,
  kind: CurveKind,
  normalize: UpliftNormalization,
  negativeEffects = true,
  points: CurvePoints = pointsOf(totals, kind),
): number {
  const above = aboveRandom(points);
  if (normalize === 'perfect') {
    const best = aboveRandom(perfect(totals, kind, negativeEffects));
    return best === 0 ? NaN : above / best;
  }
  const n = totals.rows.at(-1)!;
  return above / n / (kind === 'qini' ? totals.nTreated.at(-1)! : n);
}

/** The area between a curve and the straight line from its first to its last point. */
function aboveRandom({ size, gain }: CurvePoints): number {
  const last = size.length - 1;
  let area = 0;
  for (let p = 1; p <= last; p++) area += ((gain[p] + gain[p - 1]) / 2) * (size[p] - size[p - 1]);
  return area - (gain[last] * size[last]) / 2;
}
