/**
 * Learning in a page: the update of LinearRegression without its fit.
 * @module
 */
import { checkOptions } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import type { Data } from '../preprocessing/transformer.js';
import { LinearRegressionModel } from './linear-regression-model.js';
import { numbersOf, type Numbers } from './target.js';
import { updated, UPDATE_ALONE, type UpdateOptions } from './update.js';

/**
 * `LinearRegression.update` as a function: the same bytes, and a page that only scores and learns holds none of the code of the fit.
 * @param model - from a fit, a file or an update; it stays as it is
 * @param X - the columns that the model was fitted on
 * @param y - one finite number a row
 * @param options - `l1` and `l2` as they were in the fit (default 0), `sampleWeight`, `decay`
 * @throws KindredError `invalid-data`, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { LinearRegression, Matrix, updateLinearRegression } from 'kindred';
 * const model = new LinearRegression().fit(Matrix.from([[1], [2], [4]]), [10, 20, 40]);
 * const later = updateLinearRegression(model, Matrix.from([[3]]), [60], { decay: 0.5 });
 * console.log(later.predict(Matrix.from([[3]]))[0] > 40); // true
 * ```
 */
export function updateLinearRegression(
  model: LinearRegressionModel,
  X: Data,
  y: Numbers,
  options: UpdateOptions = {},
): LinearRegressionModel {
  if (!(model instanceof LinearRegressionModel)) throw new KindredError('invalid-data', mustBe('model', 'a LinearRegressionModel', model));
  const checked = checkOptions<Required<UpdateOptions>>('update', UPDATE_ALONE, options);
  const { weights, found } = updated(model, X, (nRows) => ({ y: numbersOf(y, nRows) }), 'squared', checked);
  return new LinearRegressionModel(weights, found);
}
