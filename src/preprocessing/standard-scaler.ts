/**
 * StandardScaler: z = (x - mean) / standard deviation, column by column (the population's, n in the denominator, as scikit-learn). A constant column has
 * scale 1 and becomes 0 (or what rounding left of its mean).
 * @module
 */
import { checkOptions } from '../check.js';
import type { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { checkMatrix, mapCells } from './transformer.js';

/** A fitted StandardScaler. */
export class StandardScalerModel {
  /** The name in a model file. */
  static readonly type = 'StandardScalerModel';

  /** @internal */
  constructor(
    /** Of each column. */
    readonly mean: Float64Array,
    /** Standard deviation of each column, 1 where it is constant. */
    readonly scale: Float64Array,
  ) {}

  /** @throws KindredError `invalid-data` */
  transform(X: Matrix): Matrix {
    return mapCells(checkMatrix(X, this.mean.length), (v, j) => (v - this.mean[j]) / this.scale[j]);
  }

  /** @throws KindredError `invalid-data` */
  inverseTransform(X: Matrix): Matrix {
    return mapCells(checkMatrix(X, this.mean.length), (v, j) => v * this.scale[j] + this.mean[j]);
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    return writeModelFile({ type: StandardScalerModel.type, settings: {}, tensors: { mean: this.mean, scale: this.scale } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): StandardScalerModel {
    return openModel(bytes, StandardScalerModel.type, ({ tensors: { mean, scale } }) => {
      const rows = [mean, scale].every(
        (list) => list instanceof Float64Array && list.length === mean.length && list.every(Number.isFinite),
      );
      requireThat(rows, 'it lacks its means and scales');
      return new StandardScalerModel(mean as Float64Array, scale as Float64Array);
    });
  }
}

/** The recipe; `fit` makes the model. */
export class StandardScaler {
  readonly options: Readonly<Record<never, never>>;

  /**
   * @throws KindredError `unknown-option`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * import { StandardScaler } from 'kindred/preprocessing';
   * const X = Matrix.from([[1], [3]]);
   * console.log(new StandardScaler().fit(X).transform(X).data); // Float64Array(2) [ -1, 1 ]
   * ```
   */
  constructor(options: Record<never, never> = {}) {
    this.options = checkOptions('StandardScaler', {}, options);
  }

  /** @param X - rows by columns. @throws KindredError `invalid-data` for no rows; `cancelled` */
  fit(X: Matrix, work?: LongWork): StandardScalerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Matrix, work?: LongWork): Promise<StandardScalerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  *steps(X: Matrix): Steps<StandardScalerModel> {
    const { data, nRows, nColumns } = checkMatrix(X, undefined, 1);
    const mean = columnMeans(data, nRows, nColumns, new Float64Array(nColumns), 1);
    const variance = columnMeans(data, nRows, nColumns, mean, 2);
    yield { done: 1, total: 1, stage: 'measuring columns' };
    return new StandardScalerModel(
      mean,
      variance.map((v, j) => (v <= noise(nRows, mean[j], v) ? 1 : Math.sqrt(v))),
    );
  }
}

/** Variance that rounding alone can leave in a constant column (the bound scikit-learn uses). */
function noise(n: number, mean: number, variance: number): number {
  const e = 2.220446049250313e-16;
  return n * e * variance + n * mean * e * (n * mean * e);
}

/** Means over the rows of (x - center)^power. */
function columnMeans(data: ArrayLike<number>, nRows: number, nColumns: number, center: Float64Array, power: 1 | 2): Float64Array {
  const sums = new Float64Array(nColumns);
  for (let i = 0, p = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++, p++) {
      const v = data[p] - center[j];
      sums[j] += power === 1 ? v : v * v;
    }
  }
  return sums.map((s) => s / nRows);
}
