/**
 * MinMaxScaler: every column stretched so that its smallest value becomes the lower end of a range and its largest the upper one. A constant column becomes
 * the lower end; one without any value is taken to fill the range already, so that values pass through.
 * @module
 */
import { checkOptions, flag, interval, type Constraints } from '../check.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { refuseSpan, spanOf } from './span.js';
import { columnsToFit, mapColumns, savedColumns, savedNumbers, type Data, type Fitted } from './transformer.js';

export interface MinMaxScalerOptions {
  /** What the smallest and the largest value become. Default `[0, 1]`. */
  featureRange?: readonly [number, number];
  /** Whether values beyond the fitted ones are cut to the range. Default false: they lie outside it. */
  clip?: boolean;
}

/** @internal */
export const MIN_MAX_SCALER: Constraints<Required<MinMaxScalerOptions>> = { featureRange: interval(0, 1), clip: flag(false) };

/** A fitted MinMaxScaler. */
export class MinMaxScalerModel implements Fitted {
  /** The name in a model file. */
  static readonly type = 'MinMaxScalerModel';
  /** @internal */
  static readonly isOfKindred = true;
  readonly options: Readonly<Required<MinMaxScalerOptions>>;

  /** @internal */
  constructor(
    /** The smallest value of each column. */
    readonly dataMin: Float64Array,
    /** The largest value of each column. */
    readonly dataMax: Float64Array,
    readonly columns: readonly string[] | undefined,
    { featureRange: [low, high], clip }: Required<MinMaxScalerOptions>,
  ) {
    this.options = Object.freeze({ featureRange: Object.freeze([low, high] as const), clip });
  }

  get nColumns(): number {
    return this.dataMin.length;
  }

  /** The names of the columns of the result: those it was fitted on. */
  get outputColumns(): readonly string[] | undefined {
    return this.columns;
  }

  /** @throws KindredError `invalid-data`, also naming a cell that would become infinite; `unknown-column` */
  transform<D extends Data>(X: D): D {
    const { featureRange, clip } = this.options;
    const [low, high] = featureRange;
    return mapColumns(X, this, (values, j) => {
      const least = this.dataMin[j];
      const span = spanOf(least, this.dataMax[j]);
      const scaled = values.map((v) => ((v - least) / span) * (high - low) + low);
      return clip ? scaled.map((v) => Math.min(Math.max(v, low), high)) : scaled;
    });
  }

  /** What was cut does not come back. @throws KindredError `invalid-data`, `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    const [low, high] = this.options.featureRange;
    return mapColumns(X, this, (values, j) => {
      const least = this.dataMin[j];
      const span = spanOf(least, this.dataMax[j]);
      return values.map((v) => ((v - low) / (high - low)) * span + least);
    });
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { dataMin, dataMax, columns = null, options } = this;
    return writeModelFile({ type: MinMaxScalerModel.type, settings: { columns, ...options }, tensors: { dataMin, dataMax } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): MinMaxScalerModel {
    return openModel(bytes, MinMaxScalerModel.type, ({ settings: { columns, ...rest }, tensors }) => {
      const [dataMin, dataMax] = savedNumbers(tensors, ['dataMin', 'dataMax']);
      requireThat(
        dataMin.every((v, j) => v <= dataMax[j] && dataMax[j] - v < Infinity),
        'a column has no range',
      );
      const options = checkOptions<Required<MinMaxScalerOptions>>('MinMaxScalerModel', MIN_MAX_SCALER, rest);
      return new MinMaxScalerModel(dataMin, dataMax, savedColumns(columns, dataMin.length), options);
    });
  }
}

/** The recipe; `fit` makes the model. */
export class MinMaxScaler {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'MinMaxScaler';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<MinMaxScalerOptions>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * import { MinMaxScaler } from 'kindred/preprocessing';
   * const model = new MinMaxScaler().fit(Matrix.from([[10], [20], [50]]));
   * console.log(model.transform(Matrix.from([[10], [20], [60]])).data); // Float64Array(3) [ 0, 0.25, 1.25 ]
   * ```
   */
  constructor(options: MinMaxScalerOptions = {}) {
    this.options = checkOptions<Required<MinMaxScalerOptions>>('MinMaxScaler', MIN_MAX_SCALER, options);
  }

  /**
   * @param X - rows by columns; missing values of a table are left out
   * @throws KindredError `invalid-data` for no rows, or a column whose span f64 cannot say; `cancelled`
   */
  fit(X: Data, work?: LongWork): MinMaxScalerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<MinMaxScalerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [MinMaxScalerModel];
  }

  /** @internal */
  steps(X: Data): Steps<MinMaxScalerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<MinMaxScalerModel> {
    const from = columnsToFit(X);
    const [low, high] = this.options.featureRange;
    const dataMin = new Float64Array(from.nColumns).fill(low);
    const dataMax = new Float64Array(from.nColumns).fill(high);
    for (let j = 0; j < from.nColumns; j++) {
      const values = from.column(j);
      let [least, most] = [Infinity, -Infinity];
      for (const value of values) {
        if (value < least) least = value;
        if (value > most) most = value;
      }
      refuseSpan(least, most, from, j);
      if (least <= most) [dataMin[j], dataMax[j]] = [least, most];
      yield { done: j + 1, total: from.nColumns, stage: 'measuring columns' };
    }
    return new MinMaxScalerModel(dataMin, dataMax, from.columns, this.options);
  }
}
