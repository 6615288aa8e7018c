/**
 * StandardScaler: z = (x - mean) / standard deviation, column by column (the population's, n in the denominator, as scikit-learn). A constant column has
 * scale 1 and becomes 0 (or what rounding left of its mean); one without any value has mean 0 and scale 1.
 * @module
 */
import { checkOptions, flag, type Constraints } from '../check.js';
import { powerBelow } from '../data/power.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { centerAndScale, undoCenterAndScale } from './center.js';
import { columnsToFit, savedColumns, savedNumbers, type Data, type Fitted } from './transformer.js';

export interface StandardScalerOptions {
  /** Subtract the mean. Default true. */
  withMean?: boolean;
  /** Divide by the standard deviation. Default true. */
  withStd?: boolean;
}

/** @internal */
export const STANDARD_SCALER: Constraints<Required<StandardScalerOptions>> = { withMean: flag(true), withStd: flag(true) };

/** A fitted StandardScaler. */
export class StandardScalerModel implements Fitted {
  /** The name in a model file. */
  static readonly type = 'StandardScalerModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** What is subtracted from each column: its mean, 0 without `withMean`. */
    readonly mean: Float64Array,
    /** What each column is divided by: its standard deviation, 1 where it is constant or without `withStd`. */
    readonly scale: Float64Array,
    readonly columns: readonly string[] | undefined,
  ) {}

  get nColumns(): number {
    return this.mean.length;
  }

  /** The names of the columns of the result: those it was fitted on. */
  get outputColumns(): readonly string[] | undefined {
    return this.columns;
  }

  /** @throws KindredError `invalid-data`, also naming a cell that would become infinite; `unknown-column` */
  transform<D extends Data>(X: D): D {
    return centerAndScale(X, this, this.mean, this.scale);
  }

  /** z · scale + mean. @throws KindredError `invalid-data`, `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    return undoCenterAndScale(X, this, this.mean, this.scale);
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { mean, scale, columns = null } = this;
    return writeModelFile({ type: StandardScalerModel.type, settings: { columns }, tensors: { mean, scale } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): StandardScalerModel {
    return openModel(bytes, StandardScalerModel.type, ({ settings, tensors }) => {
      const [mean, scale] = savedNumbers(tensors, ['mean', 'scale']);
      requireThat(
        scale.every((v) => v > 0),
        'a scale is not above 0',
      );
      return new StandardScalerModel(mean, scale, savedColumns(settings['columns'], mean.length));
    });
  }
}

/** The recipe; `fit` makes the model. */
export class StandardScaler {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'StandardScaler';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<StandardScalerOptions>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * import { StandardScaler } from 'kindred/preprocessing';
   * const X = Matrix.from([[1], [3]]);
   * console.log(new StandardScaler().fit(X).transform(X).data); // Float64Array(2) [ -1, 1 ]
   * ```
   */
  constructor(options: StandardScalerOptions = {}) {
    this.options = checkOptions<Required<StandardScalerOptions>>('StandardScaler', STANDARD_SCALER, options);
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
  get models(): readonly NamedClass[] {
    return [StandardScalerModel];
  }

  /** @internal */
  steps(X: Data): Steps<StandardScalerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<StandardScalerModel> {
    const from = columnsToFit(X);
    const mean = new Float64Array(from.nColumns);
    const scale = new Float64Array(from.nColumns).fill(1);
    for (let j = 0; j < from.nColumns; j++) {
      const measured = measure(from.column(j));
      if (this.options.withMean) mean[j] = measured.mean;
      if (this.options.withStd) scale[j] = measured.scale;
      yield { done: j + 1, total: from.nColumns, stage: 'measuring columns' };
    }
    return new StandardScalerModel(mean, scale, from.columns);
  }
}

/** Squares of deviations stay inside f64 where the largest value does not leave these bounds; beyond, another power of two is the unit. */
const [LEAST, MOST] = [1e-100, 1e100];

/** Mean and standard deviation, in two passes. */
function measure(values: Float64Array): { mean: number; scale: number } {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  const unit = most > MOST || (most > 0 && most < LEAST) ? powerBelow(most) : 1;
  const { n, sum } = sumOf(values, unit, 0, 1);
  if (n === 0) return { mean: 0, scale: 1 };
  const mean = sum / n;
  const variance = sumOf(values, unit, mean, 2).sum / n;
  if (!(variance > noise(n, mean, variance))) return { mean: mean / unit, scale: 1 };
  return { mean: mean / unit, scale: Math.max(Math.sqrt(variance) / unit, Number.MIN_VALUE) };
}

/** Variance that rounding alone can leave in a constant column (the bound scikit-learn uses). */
function noise(n: number, mean: number, variance: number): number {
  const e = 2.220446049250313e-16;
  return n * e * variance + n * mean * e * (n * mean * e);
}

/** How many values there are, and the sum of (x · unit - center)^power. */
function sumOf(values: Float64Array, unit: number, center: number, power: 1 | 2): { n: number; sum: number } {
  let n = 0;
  let sum = 0;
  for (const value of values) {
    const v = value * unit - center;
    if (Number.isNaN(v)) continue;
    n++;
    sum += power === 1 ? v : v * v;
  }
  return { n, sum };
}
