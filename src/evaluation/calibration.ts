/**
 * Are probabilities what they say? In bins of predicted probability, how many rows are positive indeed (the reliability diagram, as scikit-learn's
 * `calibration_curve`), and the mean distance of the two (ECE: Naeini et al. 2015).
 * @module
 */
import { checkOptions, integer, oneOf, type Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import { sortRising, sumOf } from '../data/sorted-sum.js';
import { quantile } from '../data/quantile.js';
import { LABEL, ratedRows } from './scored-rows.js';

export interface CalibrationOptions {
  /** How many bins. Default 10. */
  nBins?: number;
  /** `'uniform'`: bins of one width; `'quantile'`: of as many rows each, as far as probabilities differ. Default `'uniform'`. */
  strategy?: 'uniform' | 'quantile';
  /** The class that the probabilities are of. Default: `true`, 1 beside 0, else the second of two, sorted. */
  positive?: Label;
}

/** The rows whose probability is above `low` and at most `high` (in the first bin: from `low` on). */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  /** How many rows. */
  readonly n: number;
  /** The mean of their probabilities. */
  readonly predicted: number;
  /** The share of them that is positive. */
  readonly observed: number;
}

/** @internal */
export const CALIBRATION: Constraints<CalibrationOptions> = {
  nBins: integer(10, 1),
  strategy: oneOf('uniform', 'uniform', 'quantile'),
  positive: LABEL,
};

/**
 * Predicted and observed shares by bins of the probability; bins without rows are left out. Where probabilities are calibrated, both are the same but for chance.
 * @param y - one label a row
 * @param probabilities - of the positive class, one a row
 * @throws KindredError `invalid-data` for other lengths, a missing label (naming the row), or what is no probability; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { calibrationCurve } from 'kindred/evaluation';
 * const bins = calibrationCurve([0, 0, 1, 0, 1, 1], [0.1, 0.2, 0.2, 0.7, 0.8, 0.9], { nBins: 2 });
 * console.log(bins.map(({ n, predicted, observed }) => [n, predicted.toFixed(2), observed.toFixed(2)])); // [ [ 3, '0.17', '0.33' ], [ 3, '0.80', '0.67' ] ]
 * ```
 */
export function calibrationCurve(y: Labels, probabilities: ArrayLike<number>, options: CalibrationOptions = {}): CalibrationBin[] {
  const { nBins, strategy, positive } = checkOptions<Required<CalibrationOptions>>('calibrationCurve', CALIBRATION, options);
  const { isPositive, scores } = ratedRows(y, probabilities, { positive });
  const sides = [1, 0].map((side) => scores.filter((_, i) => isPositive[i] === side).sort());
  const sorted = scores.slice().sort();
  const step = 1 / nBins;
  // as linspace and percentile of numpy have them, to the bit
  const edge = (b: number) => (b === nBins ? 1 : b * step);
  const edges = Float64Array.from({ length: nBins + 1 }, (_, b) =>
    strategy === 'uniform' ? edge(b) : quantile(sorted, (edge(b) * 100) / 100),
  );
  const bins: CalibrationBin[] = [];
  let [from, yes] = [0, 0];
  for (let b = 0; b < nBins; b++) {
    const last = b === nBins - 1;
    const [first, before] = [from, yes];
    while (from < sorted.length && (last || sorted[from] <= edges[b + 1])) from++;
    while (yes < sides[0].length && (last || sides[0][yes] <= edges[b + 1])) yes++;
    const n = from - first;
    if (n > 0) bins.push({ low: edges[b], high: edges[b + 1], n, predicted: sumOf(sorted, first, from) / n, observed: (yes - before) / n });
  }
  return bins;
}

/**
 * The expected calibration error: the mean distance of observed and predicted shares over the bins of `calibrationCurve`, each bin weighed by its rows.
 * @param y - one label a row
 * @param probabilities - of the positive class, one a row
 * @throws KindredError as `calibrationCurve`
 * @example
 * ```ts
 * import { expectedCalibrationError } from 'kindred/evaluation';
 * console.log(expectedCalibrationError([0, 1, 0, 1], [0.5, 0.5, 0.25, 0.25]).toFixed(3)); // 0.125
 * ```
 */
export function expectedCalibrationError(y: Labels, probabilities: ArrayLike<number>, options: CalibrationOptions = {}): number {
  const bins = calibrationCurve(y, probabilities, options);
  const errors = Float64Array.from(bins, ({ n, observed, predicted }) => n * Math.abs(observed - predicted));
  sortRising(errors, 0, errors.length);
  return sumOf(errors, 0, errors.length) / bins.reduce((sum, { n }) => sum + n, 0);
}
