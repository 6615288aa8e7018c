/**
 * The receiver operating characteristic: of the positives and of the others, how many have a score from a threshold on; and the area below it, which is the
 * chance that a positive row has a higher score than another, equal scores counting half (Hanley & McNeil 1982).
 * @module
 */
import { checkOptions, flag, type Constraints } from '../check.js';
import type { Labels } from '../data/labels.js';
import { Matrix } from '../data/matrix.js';
import { byThreshold, type ByThreshold } from './by-threshold.js';
import { AVERAGED, oneAgainstRest, ratedClasses, type AveragedOptions } from './class-probabilities.js';
import { BINARY, needBoth, scoredRows, type BinaryOptions } from './scored-rows.js';

export interface RocCurveOptions extends BinaryOptions {
  /** Leave out points between others on a straight line. Default true. */
  dropIntermediate?: boolean;
}

/** Points of one curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** Of the rows that are not positive, the share with a score from the threshold on. */
  readonly falsePositiveRate: Float64Array;
  /** Of the positive rows: recall. */
  readonly truePositiveRate: Float64Array;
  /** Falling; the first is Infinity, which no score reaches. */
  readonly thresholds: Float64Array;
}

/** @internal */
export const ROC_CURVE: Constraints<RocCurveOptions> = {
  ...BINARY,
  dropIntermediate: flag(true),
};

/**
 * The ROC curve, as scikit-learn's `roc_curve`.
 * @param y - one label a row
 * @param scores - one a row: the higher, the more likely positive; any unit
 * @throws KindredError `invalid-data` for other lengths, a missing label or score (naming the row), or one class only; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { rocCurve } from 'kindred/evaluation';
 * const { falsePositiveRate, truePositiveRate } = rocCurve(['no', 'no', 'yes', 'yes'], [0.1, 0.4, 0.35, 0.8]);
 * console.log(falsePositiveRate, truePositiveRate); // Float64Array(5) [ 0, 0, 0.5, 0.5, 1 ] Float64Array(5) [ 0, 0.5, 0.5, 1, 1 ]
 * ```
 */
export function rocCurve(y: Labels, scores: ArrayLike<number>, options: RocCurveOptions = {}): RocCurve {
  const checked = checkOptions<RocCurveOptions>('rocCurve', ROC_CURVE, options);
  const rows = scoredRows(y, scores, checked);
  needBoth('a ROC curve', rows);
  const { thresholds, positives, negatives } = byThreshold(rows);
  const kept = checked.dropIntermediate ? corners(positives, negatives) : [...thresholds.keys()];
  const [nPositive, nNegative] = [positives.at(-1)!, negatives.at(-1)!];
  return {
    falsePositiveRate: Float64Array.from([-1, ...kept], (t) => (t < 0 ? 0 : negatives[t] / nNegative)),
    truePositiveRate: Float64Array.from([-1, ...kept], (t) => (t < 0 ? 0 : positives[t] / nPositive)),
    thresholds: Float64Array.from([-1, ...kept], (t) => (t < 0 ? Infinity : thresholds[t])),
  };
}

/** The points where either count changes its step (the rule of scikit-learn). */
function corners(positives: Float64Array, negatives: Float64Array): number[] {
  const last = positives.length - 1;
  const bends = (v: Float64Array, t: number) => v[t + 1] - v[t] !== v[t] - v[t - 1];
  return [...positives.keys()].filter((t) => t === 0 || t === last || bends(positives, t) || bends(negatives, t));
}

/**
 * The area under the ROC curve: 1 for scores that put every positive row first, 0.5 for chance.
 * @param y - one label a row
 * @param scores - one a row, in any unit; or for several classes their probabilities, one column a class (each is then scored against the rest)
 * @throws KindredError `invalid-data` as `rocCurve`, and where a class does not occur; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { rocAuc } from 'kindred/evaluation';
 * console.log(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])); // 0.75
 * ```
 */
export function rocAuc(y: Labels, scores: ArrayLike<number>, options?: BinaryOptions): number;
export function rocAuc(y: Labels, probabilities: Matrix, options?: AveragedOptions): number;
export function rocAuc(y: Labels, scores: ArrayLike<number> | Matrix, options: BinaryOptions | AveragedOptions = {}): number {
  if (!(scores instanceof Matrix)) {
    const rows = scoredRows(y, scores, checkOptions<BinaryOptions>('rocAuc', BINARY, options));
    needBoth('the area under a ROC curve', rows);
    return areaOf(byThreshold(rows));
  }
  const { average, ...given } = checkOptions<Required<AveragedOptions>>('rocAuc', AVERAGED, options);
  return oneAgainstRest(ratedClasses(y, scores, given), average, (rows, label) => {
    needBoth(`the area of ${String(label)} against the rest`, rows);
    return areaOf(byThreshold(rows));
  });
}

/** Sums of whole numbers and halves where no row is weighed: exact. */
function areaOf({ positives, negatives }: ByThreshold): number {
  let area = 0;
  for (let t = 0; t < positives.length; t++) {
    const [before, left] = t === 0 ? [0, 0] : [positives[t - 1], negatives[t - 1]];
    area += ((negatives[t] - left) * (positives[t] + before)) / 2;
  }
  return area / (positives.at(-1)! * negatives.at(-1)!);
}
