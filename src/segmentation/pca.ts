/**
 * PCA: the orthogonal axes along which rows vary most, the eigenvectors of the columns' covariance (Pearson 1901; Hotelling 1933), signs fixed so that bits
 * are defined.
 * @module
 */
import { checkOptions, integer, type Constraints } from '../check.js';
import { Matrix } from '../data/matrix.js';
import { powerBelow } from '../data/power.js';
import { KindredError, mustBe } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { covarianceOf } from './covariance.js';
import { symmetricEigen } from './eigen.js';
import { PCAModel } from './pca-model.js';

export interface PCAOptions {
  /** How many axes, at most the number of rows and of columns. Default: as many as that. */
  nComponents?: number;
}

/** @internal */
export const P_C_A: Constraints<Required<PCAOptions>> = { nComponents: integer(Infinity, 1) };

/** The recipe; `fit` makes the model. */
export class PCA {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'PCA';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<PCAOptions>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Matrix, PCA } from 'kindred';
   * const X = Matrix.from([[1, 2], [2, 4], [3, 6], [4, 8]], { columns: ['visits', 'spend'] });
   * const model = new PCA({ nComponents: 1 }).fit(X);
   * console.log(model.explainedVarianceRatio[0].toFixed(6), model.transform(X).columns); // 1.000000 [ 'pca1' ]
   * ```
   */
  constructor(options: PCAOptions = {}) {
    this.options = checkOptions<Required<PCAOptions>>('PCA', P_C_A, options);
  }

  /**
   * @param X - rows by columns, two rows at least; bring columns to one scale first (`StandardScaler`). Takes rows x columns^2 + 9 columns^3 operations
   * @throws KindredError `invalid-data` for fewer than 2 rows, no columns, or more components than rows or columns; `cancelled`
   */
  fit(X: Matrix, work?: LongWork): PCAModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Matrix, work?: LongWork): Promise<PCAModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [PCAModel];
  }

  /** @internal */
  steps(X: Matrix): Steps<PCAModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Matrix): Steps<PCAModel> {
    const m = nComponentsFor(X, this.options.nComponents);
    const d = X.nColumns;
    const mean = meansOf(X);
    const scale = powerBelow(farthest(X, mean));
    const covariance = yield* covarianceOf(X, mean, scale);
    let total = 0;
    for (let j = 0; j < d; j++) total += covariance[j * d + j];
    const { values, vectors } = yield* symmetricEigen(covariance, d);
    const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b);
    const components = new Float64Array(m * d);
    for (let c = 0; c < m; c++) components.set(pointed(vectors.subarray(order[c] * d, (order[c] + 1) * d)), c * d);
    const variances = Float64Array.from({ length: m }, (_, c) => Math.max(0, values[order[c]]));
    const explained = variances.map((v) => v / scale / scale);
    if (!explained.every(Number.isFinite))
      throw new KindredError('invalid-data', 'the variances of "X" leave the range of numbers: use another unit');
    const ratios = variances.map((v) => (total === 0 ? 0 : v / total));
    return new PCAModel(Matrix.from(components, d, X.columns ? { columns: X.columns } : undefined), mean, explained, ratios);
  }
}

function nComponentsFor(X: Matrix, asked: number): number {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (X.nRows < 2 || X.nColumns === 0)
    throw new KindredError('invalid-data', `"X" must have at least 2 rows and a column, got ${X.nRows} x ${X.nColumns}`);
  const most = Math.min(X.nRows, X.nColumns);
  if (asked === Infinity) return most;
  if (asked > most)
    throw new KindredError(
      'invalid-data',
      mustBe('nComponents', `an integer from 1 to ${most} (of ${X.nRows} rows and ${X.nColumns} columns, whichever is fewer)`, asked),
    );
  return asked;
}

/** In two steps, so that a large offset costs no precision. */
function meansOf({ data, nRows, nColumns: d }: Matrix): Float64Array {
  const mean = new Float64Array(d);
  for (let step = 0; step < 2; step++) {
    const sums = new Float64Array(d);
    for (let p = 0; p < data.length;) for (let j = 0; j < d; j++, p++) sums[j] += data[p] - mean[j];
    for (let j = 0; j < d; j++) mean[j] += sums[j] / nRows;
  }
  return mean;
}

/** The largest distance of a value from its column's mean. @throws KindredError `invalid-data` where it is no number */
function farthest({ data, nColumns: d }: Matrix, mean: Float64Array): number {
  let most = 0;
  for (let p = 0; p < data.length;) for (let j = 0; j < d; j++, p++) most = Math.max(most, Math.abs(data[p] - mean[j]));
  if (!Number.isFinite(most))
    throw new KindredError('invalid-data', 'the distances between the rows of "X" leave the range of numbers: use another unit');
  return most;
}

/** The vector, or its opposite: its largest loading, the first of equal ones, is positive (-0 becomes 0). */
function pointed(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
  return vector.map((v) => (largest < 0 ? -v : v) + 0);
}
