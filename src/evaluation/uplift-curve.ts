/**
 * Uplift and Qini curves: what more is gained, the further down a ranking one goes (Radcliffe 2007; Devriendt, Guns & Verbeke 2020). The numbers are those of
 * scikit-uplift; a curve has a point at the end of each group of equal scores, so it does not depend on the order of rows.
 * @module
 */
import { anything, checkOptions, flag, type Constraint } from '../check.js';
import { KindredError } from '../errors.js';
import { checkBinary, rank, totalsOf, type ArmLabel, type ArmOptions, type Ranked, type Totals } from './uplift-ranking.js';

/** CurvePoints of a curve, the first at 0, 0. Between them it is straight. */
export interface UpliftCurve {
  /** How many rows are targeted. */
  readonly size: Float64Array;
  /** What is gained by it, in outcomes (responses, or money). */
  readonly gain: Float64Array;
  /** The score down to which is targeted; Infinity at the first point. */
  readonly scores: Float64Array;
}

/** @internal */
export const ARMS: { control: Constraint<never>; treated: Constraint<never> } = { control: anything, treated: anything };

/**
 * The uplift curve: (response rate of the treated − that of the control) · rows, among the rows targeted so far. scikit-uplift's `uplift_curve`.
 * @param y - outcome of each row: 0 and 1 (or false and true), or money
 * @param scores - predicted uplift; rows of one score are targeted together
 * @param treatment - 0 or 1, false or true, or labels: see `options`
 * @param options - `control` and `treated`: which label is which arm
 * @throws KindredError `invalid-data` for lists of different length, a bad value (naming its row), or an arm without rows; `unknown-option`
 * @example
 * ```ts
 * import { upliftCurve } from 'kindred/evaluation';
 * const { size, gain } = upliftCurve([1, 0, 1, 0], [0.9, 0.9, 0.1, 0.1], [1, 0, 0, 1]);
 * console.log([...size], [...gain]); // [ 0, 2, 4 ] [ 0, 2, 0 ]
 * ```
 */
export function upliftCurve(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: ArmOptions = {},
): UpliftCurve {
  const ranked = rank(y, scores, treatment, checkOptions<Required<ArmOptions>>('upliftCurve', ARMS, options));
  return curveOf(ranked, 'uplift');
}

/**
 * The Qini curve: responses of the treated − responses of the control · treated / control, among the rows targeted so far. scikit-uplift's `qini_curve`.
 * @param y - outcome of each row: 0 and 1 (or false and true), or money
 * @param scores - predicted uplift; rows of one score are targeted together
 * @param treatment - 0 or 1, false or true, or labels: see `options`
 * @param options - `control` and `treated`: which label is which arm
 * @throws KindredError `invalid-data`, `unknown-option`: as `upliftCurve`
 * @example
 * ```ts
 * import { qiniCurve } from 'kindred/evaluation';
 * const { gain } = qiniCurve([1, 0, 1, 0], [0.9, 0.9, 0.1, 0.1], ['mail', 'none', 'none', 'mail'], { control: 'none' });
 * console.log([...gain]); // [ 0, 1, 0 ]
 * ```
 */
export function qiniCurve(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: ArmOptions = {},
): UpliftCurve {
  const ranked = rank(y, scores, treatment, checkOptions<Required<ArmOptions>>('qiniCurve', ARMS, options));
  return curveOf(ranked, 'qini');
}

/**
 * The best curve that any ranking of these rows could have. scikit-uplift's `perfect_uplift_curve`.
 * @param y - 0 and 1, or false and true
 * @throws KindredError `invalid-data`, also for outcomes that are not 0 or 1
 * @example
 * ```ts
 * import { perfectUpliftCurve } from 'kindred/evaluation';
 * console.log([...perfectUpliftCurve([1, 0, 1, 0], [1, 0, 0, 1]).gain]); // [ 0, 1, 2, 1.5, 0 ]
 * ```
 */
export function perfectUpliftCurve(y: ArrayLike<number | boolean>, treatment: ArrayLike<ArmLabel>, options: ArmOptions = {}): CurvePoints {
  const arms = checkOptions<Required<ArmOptions>>('perfectUpliftCurve', ARMS, options);
  return perfect(allAlike(y, treatment, arms), 'uplift');
}

export interface PerfectQiniOptions extends ArmOptions {
  /** May a treatment drive somebody away? scikit-uplift's `negative_effect`. Default true. */
  negativeEffects?: boolean;
}

/**
 * The best curve that any ranking of these rows could have. scikit-uplift's `perfect_qini_curve`.
 * @param y - 0 and 1, or false and true
 * @throws KindredError `invalid-data`, also for outcomes that are not 0 or 1; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { perfectQiniCurve } from 'kindred/evaluation';
 * console.log([...perfectQiniCurve([1, 0, 1, 0], [1, 0, 0, 1]).gain]); // [ 0, 1, 1, 0 ]
 * ```
 */
export function perfectQiniCurve(
  y: ArrayLike<number | boolean>,
  treatment: ArrayLike<ArmLabel>,
  options: PerfectQiniOptions = {},
): CurvePoints {
  const { negativeEffects, ...arms } = checkOptions<Required<PerfectQiniOptions>>('perfectQiniCurve', PERFECT_QINI, options);
  return perfect(allAlike(y, treatment, arms), 'qini', negativeEffects);
}

/** @internal */
export const PERFECT_QINI: typeof ARMS & { negativeEffects: Constraint<boolean> } = { ...ARMS, negativeEffects: flag(true) };

export type CurveKind = 'uplift' | 'qini';
/** CurvePoints of a curve that is no ranking's. */
export type CurvePoints = Pick<UpliftCurve, 'size' | 'gain'>;

function allAlike(y: ArrayLike<number | boolean>, treatment: ArrayLike<ArmLabel>, arms: ArmOptions): Totals {
  const ranked = rank(y, undefined, treatment, arms);
  checkBinary(ranked);
  return totalsOf(ranked);
}

function curveOf(ranked: Ranked, kind: CurveKind): UpliftCurve {
  return { ...pointsOf(totalsOf(ranked), kind), scores: Float64Array.of(Infinity, ...ranked.scores) };
}

/** The points where the groups end. An arm of which nobody is targeted yet has responded with 0. */
export function pointsOf({ rows, nTreated, nControl, yTreated, yControl }: Totals, kind: CurveKind): CurvePoints {
  const gain = new Float64Array(rows.length);
  for (let g = 1; g < rows.length; g++) {
    const [n1, n0] = [nTreated[g], nControl[g]];
    if (kind === 'qini') gain[g] = yTreated[g] - yControl[g] * (n0 === 0 ? 0 : n1 / n0);
    else gain[g] = ((n1 === 0 ? 0 : yTreated[g] / n1) - (n0 === 0 ? 0 : yControl[g] / n0)) * rows[g];
  }
  return { size: rows, gain };
}

/** The best curve of rows that respond or not. @throws KindredError `invalid-data` */
export function perfect(totals: Totals, kind: CurveKind, negativeEffects = true): CurvePoints {
  const last = totals.rows.length - 1;
  const [n, n1, n0, y1, y0] = [totals.rows, totals.nTreated, totals.nControl, totals.yTreated, totals.yControl].map((sums) => sums[last]);
  if (kind === 'qini' && !negativeEffects) {
    const gain = y1 - (n1 * y0) / n0;
    if (!(gain >= 0))
      throw new KindredError(
        'invalid-data',
        'without negative effects the treated must respond at least as often as the control: here they respond less',
      );
    return { size: Float64Array.of(0, gain, n), gain: Float64Array.of(0, gain, gain) };
  }
  // treated who respond, control who do not, control who respond, treated who do not: [treated, control, responses of each]
  const [wins, spared, lost, idle] = [[y1, 0, y1, 0], [0, n0 - y0, 0, 0], [0, y0, 0, y0], [n1 - y1, 0, 0, 0]]; // prettier-ignore
  const order = kind === 'qini' ? [[wins], [spared, idle], [lost]] : y0 > n1 - y1 ? [[wins], [spared], [lost], [idle]] : [[wins], [spared], [idle], [lost]]; // prettier-ignore
  return pointsOf(stacked(order.filter((cells) => cells.some(([a, b]) => a + b > 0))), kind);
}

function stacked(groups: readonly (readonly (readonly number[])[])[]): Totals {
  const sums = [[0, 0, 0, 0]];
  for (const cells of groups) sums.push(sums.at(-1)!.map((sum, c) => cells.reduce((total, cell) => total + cell[c], sum)));
  const column = (c: number) => Float64Array.from(sums, (row) => row[c]);
  return {
    rows: Float64Array.from(sums, ([a, b]) => a + b),
    nTreated: column(0),
    nControl: column(1),
    yTreated: column(2),
    yControl: column(3),
  };
}
