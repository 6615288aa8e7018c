/**
 * QuantileTransformer: where a value stands among the fitted ones, as a share from 0 to 1 or as the quantile of a normal distribution with that share, so
 * that any column gets the same shape (scikit-learn's, with `subsample=None`). A constant column, or one row: 0 up to the value, 1 above it. A column
 * without any value is taken to be spread evenly from 0 to 1.
 * @module
 */
import { checkOptions, integer, oneOf, type Constraints } from '../check.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { normalCdf, normalQuantile } from './normal.js';
import { quantile } from '../data/quantile.js';
import { sortedColumn } from './sorted-column.js';
import { atShare, reference, shareOf } from './shares.js';
import { columnsToFit, mapColumns, savedColumns, savedNumbers, type Data, type Fitted } from './transformer.js';

export interface QuantileTransformerOptions {
  /** How many quantiles to keep; at most as many as there are rows. Default 1000. */
  nQuantiles?: number;
  /** What the values become: shares from 0 to 1, or numbers of a standard normal distribution, cut at ±5.2. Default `'uniform'`. */
  outputDistribution?: 'uniform' | 'normal';
}

/** @internal */
export const QUANTILE_TRANSFORMER: Constraints<Required<QuantileTransformerOptions>> = {
  nQuantiles: integer(1000, 1),
  outputDistribution: oneOf('uniform', 'uniform', 'normal'),
};

/** With a normal output, what lies so near to an end (as a share, or in units of the column, at most as wide as its span) counts as the end. */
const MARGIN = 1e-7;
const LEAST = normalQuantile(MARGIN - 2.220446049250313e-16);
const MOST = normalQuantile(1 - (MARGIN - 2.220446049250313e-16));

/** A fitted QuantileTransformer. */
export class QuantileTransformerModel implements Fitted {
  /** The name in a model file. */
  static readonly type = 'QuantileTransformerModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** Of each column, its values at the shares 0, 1 / (n - 1), ..., 1 of its rows. */
    readonly quantiles: readonly Float64Array[],
    readonly outputDistribution: 'uniform' | 'normal',
    readonly columns: readonly string[] | undefined,
  ) {}

  get nColumns(): number {
    return this.quantiles.length;
  }

  /** How many quantiles of each column there are. */
  get nQuantiles(): number {
    return this.quantiles[0]?.length ?? 0;
  }

  /** The names of the columns of the result: those it was fitted on. */
  get outputColumns(): readonly string[] | undefined {
    return this.columns;
  }

  /** Values beyond the fitted ones become the ends. @throws KindredError `invalid-data`, `unknown-column` */
  transform<D extends Data>(X: D): D {
    return mapColumns(X, this, (values, j) => {
      const known = this.quantiles[j];
      if (this.outputDistribution === 'uniform') return values.map((v) => shareOf(v, known));
      const [first, last] = [known[0], known[known.length - 1]];
      const margin = MARGIN * Math.min(1, last - first);
      return values.map((v) => {
        const share = v - margin <= first ? 0 : v + margin >= last ? 1 : shareOf(v, known);
        return Math.min(Math.max(normalQuantile(share), LEAST), MOST);
      });
    });
  }

  /** The value at a share; shares beyond 0 and 1 give the ends. @throws KindredError `invalid-data`, `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    return mapColumns(X, this, (values, j) => {
      const known = this.quantiles[j];
      if (this.outputDistribution === 'uniform') return values.map((v) => atShare(v, known));
      return values.map((v) => {
        const share = normalCdf(v);
        return atShare(share < MARGIN ? 0 : share > 1 - MARGIN ? 1 : share, known);
      });
    });
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { quantiles: lists, nQuantiles, outputDistribution, columns = null } = this;
    const quantiles = new Float64Array(lists.length * nQuantiles);
    lists.forEach((list, j) => quantiles.set(list, j * nQuantiles));
    return writeModelFile({
      type: QuantileTransformerModel.type,
      settings: { outputDistribution, columns },
      tensors: { quantiles },
      shapes: { quantiles: [lists.length, nQuantiles] },
    });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): QuantileTransformerModel {
    return openModel(bytes, QuantileTransformerModel.type, ({ settings: { outputDistribution: to, columns }, tensors, shapes }) => {
      const [all] = savedNumbers(tensors, ['quantiles']);
      const [nColumns, n] = shapes!['quantiles'];
      requireThat(n > 0 || nColumns === 0, 'it has no quantiles');
      const lists = Array.from({ length: nColumns }, (_, j) => all.subarray(j * n, (j + 1) * n));
      requireThat(
        lists.every((list) => list[n - 1] - list[0] < Infinity && list.every((v, i) => i === 0 || v >= list[i - 1])),
        'its quantiles do not ascend',
      );
      requireThat(to === 'uniform' || to === 'normal', 'it does not say which distribution comes out');
      return new QuantileTransformerModel(lists, to as 'uniform' | 'normal', savedColumns(columns, nColumns));
    });
  }
}

/** The recipe; `fit` makes the model. */
export class QuantileTransformer {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'QuantileTransformer';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<QuantileTransformerOptions>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * import { QuantileTransformer } from 'kindred/preprocessing';
   * const model = new QuantileTransformer({ nQuantiles: 5 }).fit(Matrix.from([[1], [2], [3], [10], [1000]]));
   * console.log(model.transform(Matrix.from([[2], [505], [2000]])).data); // Float64Array(3) [ 0.25, 0.875, 1 ]
   * ```
   */
  constructor(options: QuantileTransformerOptions = {}) {
    this.options = checkOptions<Required<QuantileTransformerOptions>>('QuantileTransformer', QUANTILE_TRANSFORMER, options);
  }

  /**
   * @param X - rows by columns; missing values of a table are left out
   * @throws KindredError `invalid-data` for no rows, or a column whose span f64 cannot say; `cancelled`
   */
  fit(X: Data, work?: LongWork): QuantileTransformerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<QuantileTransformerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [QuantileTransformerModel];
  }

  /** @internal */
  steps(X: Data): Steps<QuantileTransformerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<QuantileTransformerModel> {
    const from = columnsToFit(X);
    const n = Math.min(this.options.nQuantiles, from.nRows);
    const quantiles: Float64Array[] = [];
    for (let j = 0; j < from.nColumns; j++) {
      const sorted = sortedColumn(from, j);
      const at = (i: number) => (sorted.length > 0 ? quantile(sorted, (reference(i, n) * 100) / 100) : reference(i, n));
      quantiles.push(Float64Array.from({ length: n }, (_, i) => at(i)));
      yield { done: j + 1, total: from.nColumns, stage: 'sorting columns' };
    }
    return new QuantileTransformerModel(quantiles, this.options.outputDistribution, from.columns);
  }
}
