/**
 * Errors of probabilities: the log loss −Σ log p(y) / n, and the score of Brier (1950), Σ (p − y)² / n.
 * @module
 */
import { log } from '../../assembly/exact.js';
import { checkOptions } from '../check.js';
import type { Labels } from '../data/labels.js';
import { Matrix } from '../data/matrix.js';
import { CLASSES, ratedClasses, type ClassesOptions } from './class-probabilities.js';
import { BINARY, ratedRows, type BinaryOptions } from './scored-rows.js';
import { weightedMean } from './weighted-mean.js';

/** Probabilities are kept so far from 0 and 1 (the rounding unit of their type, as scikit-learn), so that one sure mistake is not an infinite loss. */
const CLIP = { f64: 2.220446049250313e-16, f32: 1.1920928955078125e-7 };

/**
 * The log loss (cross-entropy), in nats: 0 for sure and right, 0.693 for a coin. Probabilities are clipped to a rounding unit from 0 and 1.
 * @param y - one label a row
 * @param probabilities - of the positive class, one a row; or of several classes, rows by classes
 * @throws KindredError `invalid-data` for other lengths, a missing label (naming the row), what is no probability, or rows that do not sum to 1; `invalid-option`,
 * `unknown-option`
 * @example
 * ```ts
 * import { logLoss } from 'kindred/evaluation';
 * console.log(logLoss(['ham', 'spam', 'spam'], [0.1, 0.9, 0.65]).toFixed(4)); // 0.2138
 * ```
 */
export function logLoss(y: Labels, probabilities: ArrayLike<number>, options?: BinaryOptions): number;
export function logLoss(y: Labels, probabilities: Matrix, options?: ClassesOptions): number;
export function logLoss(y: Labels, probabilities: ArrayLike<number> | Matrix, options: BinaryOptions | ClassesOptions = {}): number {
  if (probabilities instanceof Matrix) {
    const { codes, weights } = ratedClasses(y, probabilities, checkOptions<ClassesOptions>('logLoss', CLASSES, options));
    const { data, nColumns } = probabilities;
    const clip = data instanceof Float32Array ? CLIP.f32 : CLIP.f64;
    return weightedMean(Float64Array.from(codes, (code, i) => loss(data[i * nColumns + code], clip)), weights); // prettier-ignore
  }
  const { isPositive, scores, weights } = ratedRows(y, probabilities, checkOptions<BinaryOptions>('logLoss', BINARY, options));
  const clip = probabilities instanceof Float32Array ? CLIP.f32 : CLIP.f64;
  return weightedMean(
    scores.map((p, i) => loss(isPositive[i] ? p : 1 - p, clip)),
    weights,
  );
}

const loss = (p: number, clip: number) => -log(Math.min(Math.max(p, clip), 1 - clip));

/**
 * The Brier score: the mean squared error of probabilities, 0 at best. Of the columns of several classes, the sum over classes (0 to 2; of two classes twice the
 * score of one).
 * @param y - one label a row
 * @param probabilities - of the positive class, one a row; or of several classes, rows by classes
 * @throws KindredError as `logLoss`
 * @example
 * ```ts
 * import { brier } from 'kindred/evaluation';
 * console.log(brier([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).toFixed(4)); // 0.0375
 * ```
 */
export function brier(y: Labels, probabilities: ArrayLike<number>, options?: BinaryOptions): number;
export function brier(y: Labels, probabilities: Matrix, options?: ClassesOptions): number;
export function brier(y: Labels, probabilities: ArrayLike<number> | Matrix, options: BinaryOptions | ClassesOptions = {}): number {
  if (!(probabilities instanceof Matrix)) {
    const { isPositive, scores, weights } = ratedRows(y, probabilities, checkOptions<BinaryOptions>('brier', BINARY, options));
    return weightedMean(
      scores.map((p, i) => (p - isPositive[i]) * (p - isPositive[i])),
      weights,
    );
  }
  const { codes, weights } = ratedClasses(y, probabilities, checkOptions<ClassesOptions>('brier', CLASSES, options));
  const { data, nColumns } = probabilities;
  const errors = Float64Array.from(codes, (code, i) => {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) {
      const error = data[i * nColumns + j] - (j === code ? 1 : 0);
      sum += error * error;
    }
    return sum;
  });
  return weightedMean(errors, weights);
}
