/**
 * Learning in a page: the update of LogisticRegression without its fit.
 * @module
 */
import { checkOptions } from '../check.js';
import { codesAmong, type Label, type Labels } from '../data/labels.js';
import { KindredError, mustBe } from '../errors.js';
import type { Data } from '../preprocessing/transformer.js';
import { LogisticRegressionModel } from './logistic-regression-model.js';
import { checkLength } from './target.js';
import { updated, UPDATE_ALONE, type UpdateOptions } from './update.js';

/**
 * `LogisticRegression.update` as a function: the same bytes, and a page that only scores and learns holds none of the code of the fit.
 * @param model - from a fit, a file or an update; it stays as it is
 * @param X - the columns that the model was fitted on
 * @param y - one of the model's classes a row
 * @param options - `l1` and `l2` as they were in the fit (default 0), `sampleWeight`, `decay`
 * @throws KindredError `invalid-data` for a label that is none of the classes, a missing number or an unknown category, naming the row; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { LogisticRegression, LogisticRegressionModel, Table, updateLogisticRegression } from 'kindred';
 * const visits = Table.from({ pages: [1, 2, 3, 9, 8, 4], device: ['phone', 'phone', 'desk', 'desk', 'phone', 'desk'] });
 * const bytes = new LogisticRegression({ l2: 0.1 }).fit(visits, ['no', 'no', 'yes', 'yes', 'yes', 'no']).toBytes();
 * const model = LogisticRegressionModel.fromBytes<'no' | 'yes'>(bytes); // in the page
 * const click = Table.from({ pages: [2], device: ['phone'] });
 * const wiser = updateLogisticRegression(model, click, ['yes'], { l2: 0.1, decay: 0.9 });
 * console.log(wiser.predictProba(click, 'yes')[0] > model.predictProba(click, 'yes')[0]); // true
 * ```
 */
export function updateLogisticRegression<L extends Label>(
  model: LogisticRegressionModel<L>,
  X: Data,
  y: Labels<L>,
  options: UpdateOptions = {},
): LogisticRegressionModel<L> {
  if (!(model instanceof LogisticRegressionModel))
    throw new KindredError('invalid-data', mustBe('model', 'a LogisticRegressionModel', model));
  const { classes, classWeights } = model;
  const targetsOf = (nRows: number) => {
    const codes = codesAmong('y', y, classes);
    checkLength(codes.length, nRows, 'label');
    return { y: codes, factors: classWeights && Float64Array.from(codes, (code) => classWeights[code]) };
  };
  const checked = checkOptions<Required<UpdateOptions>>('update', UPDATE_ALONE, options);
  const { weights, found } = updated(model, X, targetsOf, classes.length > 2 ? 'softmax' : 'logistic', checked);
  return new LogisticRegressionModel(weights, found, classes, classWeights);
}
