/**
 * Log1pTransformer: log(1 + x) of every cell, the usual cure for amounts with a long tail.
 * @module
 */
import { expm1, log1p } from '../../assembly/exact.js';
import { checkOptions } from '../check.js';
import type { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { KindredError, show } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { checkMatrix, mapCells } from './transformer.js';

/** A fitted Log1pTransformer: it only remembers how many columns there are. */
export class Log1pTransformerModel {
  /** The name in a model file. */
  static readonly type = 'Log1pTransformerModel';

  /** @internal */
  constructor(readonly nColumns: number) {}

  /** @throws KindredError `invalid-data` naming row and column of a value not above −1 */
  transform(X: Matrix): Matrix {
    refuseBelow(checkMatrix(X, this.nColumns));
    return mapCells(X, (v) => log1p(v));
  }

  /** exp(x) − 1. @throws KindredError `invalid-data` */
  inverseTransform(X: Matrix): Matrix {
    return mapCells(checkMatrix(X, this.nColumns), (v) => expm1(v));
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    return writeModelFile({ type: Log1pTransformerModel.type, settings: { nColumns: this.nColumns }, tensors: {} });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): Log1pTransformerModel {
    return openModel(bytes, Log1pTransformerModel.type, ({ settings: { nColumns } }) => {
      requireThat(Number.isSafeInteger(nColumns) && (nColumns as number) >= 0, 'it does not say how many columns there are');
      return new Log1pTransformerModel(nColumns as number);
    });
  }
}

/** The recipe; `fit` makes the model. */
export class Log1pTransformer {
  readonly options: Readonly<Record<never, never>>;

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
  fit(X: Matrix, work?: LongWork): Log1pTransformerModel {
    return drain(this.steps(X), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(X: Matrix, work?: LongWork): Promise<Log1pTransformerModel> {
    return drainAsync(this.steps(X), work);
  }

  /** @internal */
  *steps(X: Matrix): Steps<Log1pTransformerModel> {
    refuseBelow(checkMatrix(X, undefined, 1));
    yield { done: 1, total: 1, stage: 'checking values' };
    return new Log1pTransformerModel(X.nColumns);
  }
}

function refuseBelow({ data, nColumns, columns }: Matrix): void {
  const at = data.findIndex((v: number) => !(v > -1));
  if (at < 0) return;
  const column = at % nColumns;
  const name = columns ? show(columns[column]) : column + 1;
  throw new KindredError(
    'invalid-data',
    `row ${Math.floor(at / nColumns) + 1}, column ${name} must be above -1 for log1p, got ${data[at]}`,
  );
}
