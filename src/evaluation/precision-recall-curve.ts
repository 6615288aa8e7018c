/**
 * Precision and recall at every threshold, and average precision: the precision at each score, weighed by the recall it adds, AP = Σ (Rₙ − Rₙ₋₁) Pₙ (no
 * interpolation, as scikit-learn). Of lists that are recommended: `averagePrecisionAtK`.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Labels } from '../data/labels.js';
import { Matrix } from '../data/matrix.js';
import { byThreshold, type ByThreshold } from './by-threshold.js';
import { AVERAGED, oneAgainstRest, ratedClasses, type AveragedOptions } from './class-probabilities.js';
import { BINARY, needPositive, scoredRows, type BinaryOptions } from './scored-rows.js';

/** Points of one curve; the last, (0, 1), is above every threshold and has none. */
export interface PrecisionRecallCurve {
  /** Of the rows with a score from the threshold on, the share that is positive. */
  readonly precision: Float64Array;
  /** Of the positive rows, the share with a score from the threshold on. */
  readonly recall: Float64Array;
  /** The different scores, rising: one less than points. */
  readonly thresholds: Float64Array;
}

/**
 * The precision-recall curve, as scikit-learn's `precision_recall_curve`.
 * @param y - one label a row
 * @param scores - one a row: the higher, the more likely positive; any unit
 * @throws KindredError `invalid-data` for other lengths, a missing label or score (naming the row), or no positive row; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { precisionRecallCurve } from 'kindred/evaluation';
 * const { precision, recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log(precision, recall[2], thresholds.length); // Float64Array(5) [ 0.5, 0.6666666666666666, 0.5, 1, 1 ] 0.5 4
 * ```
 */
export function precisionRecallCurve(y: Labels, scores: ArrayLike<number>, options: BinaryOptions = {}): PrecisionRecallCurve {
  const rows = scoredRows(y, scores, checkOptions<BinaryOptions>('precisionRecallCurve', BINARY, options));
  needPositive('a precision-recall curve', rows);
  const found = byThreshold(rows);
  const { precision, recall } = pointsOf(found);
  return {
    precision: endingWith(precision.reverse(), 1),
    recall: endingWith(recall.reverse(), 0),
    thresholds: found.thresholds.reverse(),
  };
}

/**
 * Average precision: the area below the precision-recall curve, for scores by chance the share of positive rows. Of lists that are recommended, see
 * `averagePrecisionAtK`.
 * @param y - one label a row
 * @param scores - one a row, in any unit; or for several classes their probabilities, one column a class (each is then scored against the rest)
 * @throws KindredError as `precisionRecallCurve`
 * @example
 * ```ts
 * import { averagePrecision } from 'kindred/evaluation';
 * console.log(averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).toFixed(4)); // 0.8333
 * ```
 */
export function averagePrecision(y: Labels, scores: ArrayLike<number>, options?: BinaryOptions): number;
export function averagePrecision(y: Labels, probabilities: Matrix, options?: AveragedOptions): number;
export function averagePrecision(y: Labels, scores: ArrayLike<number> | Matrix, options: BinaryOptions | AveragedOptions = {}): number {
  if (!(scores instanceof Matrix)) {
    const rows = scoredRows(y, scores, checkOptions<BinaryOptions>('averagePrecision', BINARY, options));
    needPositive('average precision', rows);
    return areaOf(byThreshold(rows));
  }
  const { average, ...given } = checkOptions<Required<AveragedOptions>>('averagePrecision', AVERAGED, options);
  return oneAgainstRest(ratedClasses(y, scores, given), average, (rows, label) => {
    needPositive(`the average precision of ${String(label)} against the rest`, rows);
    return areaOf(byThreshold(rows));
  });
}

function endingWith(values: Float64Array, last: number): Float64Array {
  const longer = new Float64Array(values.length + 1);
  longer.set(values);
  longer[values.length] = last;
  return longer;
}

/** From the highest threshold to the lowest. */
function pointsOf({ positives, negatives }: ByThreshold): { precision: Float64Array; recall: Float64Array } {
  const all = positives.at(-1)!;
  return {
    // rows that weigh nothing have no precision
    precision: positives.map((positive, t) => (positive + negatives[t] > 0 ? positive / (positive + negatives[t]) : 0)),
    recall: positives.map((positive) => positive / all),
  };
}

function areaOf(found: ByThreshold): number {
  const { precision, recall } = pointsOf(found);
  let area = 0;
  for (let t = 0; t < recall.length; t++) area += (recall[t] - (t === 0 ? 0 : recall[t - 1])) * precision[t];
  return area;
}
