/**
 * StandardScaler: z = (x - mean) / standard deviation, column by column (the population's, n in the denominator, as scikit-learn). A constant column has
 * scale 1 and becomes 0 (or what rounding left of its mean); one without any value has mean 0 and scale 1.
 * @module
 */
import { checkOptions } from '../check.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { columnsToFit, mapColumns, savedColumns, type Data, type Fitted } from './transformer.js';

/** A fitted StandardScaler. */
export class StandardScalerModel implements Fitted {
  /** The name in a model file. */
  static readonly type = 'StandardScalerModel';

  /** @internal */
  constructor(
    /** Of each column. */
    readonly mean: Float64Array,
    /** Standard deviation of each column, 1 where it is constant. */
    readonly scale: Float64Array,
    readonly columns: readonly string[] | undefined,
  ) {}

  get nColumns(): number {
    return this.mean.length;
  }

  /** @throws KindredError `invalid-data`, `unknown-column` */
  transform<D extends Data>(X: D): D {
    return mapColumns(X, this, (values, j) => values.map((v) => (v - this.mean[j]) / this.scale[j]));
  }

  /** @throws KindredError `invalid-data`, `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    return mapColumns(X, this, (values, j) => values.map((v) => v * this.scale[j] + this.mean[j]));
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { mean, scale, columns = null } = this;
    return writeModelFile({ type: StandardScalerModel.type, settings: { columns }, tensors: { mean, scale } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): StandardScalerModel {
    return openModel(bytes, StandardScalerModel.type, ({ settings, tensors: { mean, scale } }) => {
      const rows = [mean, scale].every(
        (list) => list instanceof Float64Array && list.length === mean.length && list.every(Number.isFinite),
      );
      requireThat(rows, 'it lacks its means and scales');
      return new StandardScalerModel(mean as Float64Array, scale as Float64Array, savedColumns(settings['columns'], mean.length));
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

  /** @param X - rows by columns; missing values of a table are left out. @throws KindredError `invalid-data` for no rows; `cancelled` */
  fit(X: Data, work?: LongWork): StandardScalerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<StandardScalerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  *steps(X: Data): Steps<StandardScalerModel> {
    const from = columnsToFit(X);
    const mean = new Float64Array(from.nColumns);
    const scale = new Float64Array(from.nColumns).fill(1);
    for (let j = 0; j < from.nColumns; j++) {
      const values = from.column(j);
      const { n, sum } = sumOf(values, 0, 1);
      if (n > 0) {
        mean[j] = sum / n;
        const variance = sumOf(values, mean[j], 2).sum / n;
        if (variance > noise(n, mean[j], variance)) scale[j] = Math.sqrt(variance);
      }
      yield { done: j + 1, total: from.nColumns, stage: 'measuring columns' };
    }
    return new StandardScalerModel(mean, scale, from.columns);
  }
}

/** Variance that rounding alone can leave in a constant column (the bound scikit-learn uses). */
function noise(n: number, mean: number, variance: number): number {
  const e = 2.220446049250313e-16;
  return n * e * variance + n * mean * e * (n * mean * e);
}

/** How many values there are, and the sum of (x - center)^power. */
function sumOf(values: Float64Array, center: number, power: 1 | 2): { n: number; sum: number } {
  let n = 0;
  let sum = 0;
  for (const value of values) {
    const v = value - center;
    if (Number.isNaN(v)) continue;
    n++;
    sum += power === 1 ? v : v * v;
  }
  return { n, sum };
}
