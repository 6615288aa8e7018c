/**
 * LinearRegressionModel: a number from a weighted sum of columns, and why.
 * @module
 */
import { Explanation } from '../data/explanation.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { requireThat } from '../data/model-file.js';
import type { RegressionPart } from './explanation.js';
import type { Row } from './inputs.js';
import { readRegression, RegressionModel } from './regression-model.js';

/** A fitted LinearRegression. */
export class LinearRegressionModel extends RegressionModel {
  /** The name in a model file. */
  static readonly type = 'LinearRegressionModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** What a row of zeros (and dropped categories) gets. */
  get intercept(): number {
    return this.weights.intercepts[0];
  }

  /**
   * One number a row.
   * @param X - the columns that the model was fitted on; others may be there too
   * @throws KindredError `invalid-data` naming row and column of a missing number or an unknown category; `unknown-column`
   * @example
   * ```ts
   * import { LinearRegression, Matrix } from 'kindred';
   * const model = new LinearRegression().fit(Matrix.from([[0], [1], [3]]), [1, 3, 7]);
   * console.log(model.predict(Matrix.from([[10]]))[0].toFixed(6)); // 21.000000
   * ```
   */
  predict(X: Matrix | Table): Float64Array {
    return this.margins(X, 0);
  }

  /**
   * Why a row gets its number: the base, which is what the average of the training rows gets, and one part a column. Their left-to-right sum is exactly the
   * prediction. A category that fit did not see adds nothing.
   * @throws KindredError as `predict`
   */
  explain(row: Row): Explanation<RegressionPart> {
    return new Explanation(this.partsOf(row, 0));
  }

  /** The model as a safetensors file, without the loss curve. */
  toBytes(): Uint8Array {
    return this.write(LinearRegressionModel.type);
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): LinearRegressionModel {
    return readRegression(bytes, LinearRegressionModel.type, (weights, found) => {
      requireThat(weights.intercepts.length === 1, 'it has more than one intercept');
      return new LinearRegressionModel(weights, found);
    });
  }
}
