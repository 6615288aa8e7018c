/**
 * Log1pTransformer: log(1 + x) of every cell, the usual cure for amounts with a long tail.
 * @module
 */
import { expm1, log1p } from '../../assembly/exact.js';
import { checkOptions } from '../check.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { KindredError } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import {
  columnName,
  columnsToFit,
  columnsToTransform,
  mapColumns,
  savedColumns,
  type Data,
  type Fitted,
  type NumberColumns,
} from './transformer.js';

/** A fitted Log1pTransformer: it only remembers which columns there are. */
export class Log1pTransformerModel implements Fitted {
  /** The name in a model file. */
  static readonly type = 'Log1pTransformerModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    readonly nColumns: number,
    readonly columns: readonly string[] | undefined,
  ) {}

  /** The names of the columns of the result: those it was fitted on. */
  get outputColumns(): readonly string[] | undefined {
    return this.columns;
  }

  /** @throws KindredError `invalid-data` naming row and column of a value not above −1; `unknown-column` */
  transform<D extends Data>(X: D): D {
    refuseBelow(columnsToTransform(X, this));
    return mapColumns(X, this, (values) => values.map((v) => (Number.isNaN(v) ? v : log1p(v))));
  }

  /** exp(x) − 1. @throws KindredError `invalid-data`, `unknown-column` */
  inverseTransform<D extends Data>(X: D): D {
    return mapColumns(X, this, (values) => values.map((v) => (Number.isNaN(v) ? v : expm1(v))));
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { nColumns, columns = null } = this;
    return writeModelFile({ type: Log1pTransformerModel.type, settings: { nColumns, columns }, tensors: {} });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): Log1pTransformerModel {
    return openModel(bytes, Log1pTransformerModel.type, ({ settings: { nColumns, columns } }) => {
      requireThat(Number.isSafeInteger(nColumns) && (nColumns as number) >= 0, 'it does not say how many columns there are');
      return new Log1pTransformerModel(nColumns as number, savedColumns(columns, nColumns as number));
    });
  }
}

/** The recipe; `fit` makes the model. */
export class Log1pTransformer {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'Log1pTransformer';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Record<never, never>>;
  /** See `Step`. */
  readonly takesTables = true;

  /**
   * @throws KindredError `unknown-option`
   * @example
   * ```ts
   * import { Matrix } from 'kindred';
   * import { Log1pTransformer } from 'kindred/preprocessing';
   * const X = Matrix.from([[0], [100]]);
   * console.log(new Log1pTransformer().fit(X).transform(X).data[0]); // 0
   * ```
   */
  constructor(options: Record<never, never> = {}) {
    this.options = checkOptions('Log1pTransformer', {}, options);
  }

  /** @throws KindredError `invalid-data` for no rows or a value not above −1; `cancelled` */
  fit(X: Data, work?: LongWork): Log1pTransformerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Data, work?: LongWork): Promise<Log1pTransformerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [Log1pTransformerModel];
  }

  /** @internal */
  steps(X: Data): Steps<Log1pTransformerModel> {
    return fitted(this, [X], this.train(X));
  }

  private *train(X: Data): Steps<Log1pTransformerModel> {
    const from = columnsToFit(X);
    refuseBelow(from);
    yield { done: 1, total: 1, stage: 'checking values' };
    return new Log1pTransformerModel(from.nColumns, from.columns);
  }
}

function refuseBelow(from: NumberColumns): void {
  for (let j = 0; j < from.nColumns; j++) {
    const values = from.column(j);
    const row = values.findIndex((v) => v <= -1);
    if (row < 0) continue;
    throw new KindredError('invalid-data', `row ${row + 1}, column ${columnName(from, j)} must be above -1 for log1p, got ${values[row]}`);
  }
}
