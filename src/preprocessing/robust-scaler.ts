/**
 * RobustScaler: (x - median) / interquartile range, column by column, so that a few huge values neither move nor squeeze the rest. A column whose quartiles
 * are equal has scale 1; one without any value has center 0 and scale 1.
 * @module
 */
import { checkOptions, flag, interval, type Constraints } from '../check.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { KindredError } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { centerAndScale, undoCenterAndScale } from './center.js';
import { normalQuantile } from './normal.js';
import { quantile } from '../data/quantile.js';
import { sortedColumn } from './sorted-column.js';
import { spanOf } from './span.js';
import { columnsToFit, savedColumns, savedNumbers, type Data, type Fitted } from './transformer.js';

export interface RobustScalerOptions {
  /** Subtract the median. Default true. */
  withCentering?: boolean;
  /** Divide by the range between two percentiles. Default true. */
  withScaling?: boolean;
  /** The two percentiles. Default `[25, 75]`: the quartiles. */
  quantileRange?: readonly [number, number];
  /** Make the scale the standard deviation of a normal distribution with that range, so that normal data get variance 1. Default false. */
  unitVariance?: boolean;
}

/** @internal */
export const ROBUST_SCALER: Constraints<Required<RobustScalerOptions>> = {
  withCentering: flag(true),
  withScaling: flag(true),
  quantileRange: interval(25, 75, 0, 100),
  unitVariance: flag(false),
};

/** A fitted RobustScaler. */
export class RobustScalerModel implements Fitted {
  /** The name in a model file. */
  static readonly type = 'RobustScalerModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** What is subtracted from each column: its median, 0 without `withCentering`. */
    readonly center: Float64Array,
    /** What each column is divided by. */
    readonly scale: Float64Array,
    readonly columns: readonly string[] | undefined,
  ) {}

  get nColumns(): number {
    return this.center.length;
  }

  /** The names of the columns of the result: those it was fitted on. */
  get outputColumns(): readonly string[] | undefined {
    return this.columns;
  }

  /** @throws KindredError `invalid-data`, also naming a cell that would become infinite; `unknown-column` */
  transform<D extends Data>(X: D): D {
    return centerAndScale(X, this, this.center, this.scale);
  }

  /** z · scale + center. @throws KindredError `invalid-data`, `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    return undoCenterAndScale(X, this, this.center, this.scale);
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { center, scale, columns = null } = this;
    return writeModelFile({ type: RobustScalerModel.type, settings: { columns }, tensors: { center, scale } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): RobustScalerModel {
    return openModel(bytes, RobustScalerModel.type, ({ settings, tensors }) => {
      const [center, scale] = savedNumbers(tensors, ['center', 'scale']);
      requireThat(
        scale.every((v) => v > 0),
        'a scale is not above 0',
      );
      return new RobustScalerModel(center, scale, savedColumns(settings['columns'], center.length));
    });
  }
}

/** The recipe; `fit` makes the model. */
export class RobustScaler {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'RobustScaler';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<RobustScalerOptions>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, also for `unitVariance` with percentile 0 or 100, where a normal distribution has no end; `unknown-option`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * import { RobustScaler } from 'kindred/preprocessing';
   * const X = Matrix.from([[1], [2], [3], [4], [1000]]);
   * console.log(new RobustScaler().fit(X).transform(X).data); // Float64Array(5) [ -1, -0.5, 0, 0.5, 498.5 ]
   * ```
   */
  constructor(options: RobustScalerOptions = {}) {
    this.options = checkOptions<Required<RobustScalerOptions>>('RobustScaler', ROBUST_SCALER, options);
    const { unitVariance, quantileRange: range } = this.options;
    if (unitVariance && (range[0] === 0 || range[1] === 100)) {
      const expected = 'two numbers above 0 and below 100 with "unitVariance"';
      throw new KindredError('invalid-option', `"quantileRange" must be ${expected}, got ${range.join(', ')}`);
    }
  }

  /**
   * @param X - rows by columns; missing values of a table are left out
   * @throws KindredError `invalid-data` for no rows, or a column whose span f64 cannot say; `cancelled`
   */
  fit(X: Data, work?: LongWork): RobustScalerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<RobustScalerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [RobustScalerModel];
  }

  /** @internal */
  steps(X: Data): Steps<RobustScalerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<RobustScalerModel> {
    const from = columnsToFit(X);
    const { withCentering, withScaling, unitVariance, quantileRange } = this.options;
    const [low, high] = quantileRange.map((percent) => percent / 100);
    const ofNormal = unitVariance ? normalQuantile(high) - normalQuantile(low) : 1;
    const center = new Float64Array(from.nColumns);
    const scale = new Float64Array(from.nColumns).fill(1);
    for (let j = 0; j < from.nColumns; j++) {
      const sorted = sortedColumn(from, j);
      if (withCentering && sorted.length > 0) center[j] = quantile(sorted, 0.5);
      if (withScaling && sorted.length > 0) scale[j] = inF64(spanOf(quantile(sorted, low), quantile(sorted, high)) / ofNormal);
      yield { done: j + 1, total: from.nColumns, stage: 'sorting columns' };
    }
    return new RobustScalerModel(center, scale, from.columns);
  }
}

/** Neither 0 nor Infinity. */
const inF64 = (scale: number) => Math.min(Math.max(scale, Number.MIN_VALUE), Number.MAX_VALUE);
