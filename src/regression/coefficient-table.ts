/**
 * The coefficients of a regression as a table: standard errors, tests against 0, intervals and odds ratios (Wald).
 * @module
 */
import { exp } from '../../assembly/exact.js';
import { checkOptions, number, type Constraints } from '../check.js';
import type { Column } from '../data/column.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { normalCdf, normalQuantile } from '../preprocessing/normal.js';
import { LinearRegressionModel } from './linear-regression-model.js';
import { LogisticRegressionModel } from './logistic-regression-model.js';
import { studentQuantile, studentTails } from './student.js';

export interface CoefficientTableOptions {
  /** Of the intervals, above 0 and below 1. Default 0.95. */
  level?: number;
}

const OPTIONS: Constraints<Required<CoefficientTableOptions>> = { level: number(0.95, 1e-6, 1 - 1e-6) };

/**
 * One row a coefficient, the intercept first: `feature`, with more than two classes `class`, `coefficient`, `standardError`, `z` (of a linear regression `t`), `pValue`,
 * `low`, `high`, and of a logistic regression `oddsRatio`. What rests on standard errors is missing where the model has none: see `standardErrors`.
 * @param model - a LinearRegressionModel or LogisticRegressionModel
 * @throws KindredError `invalid-data`, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { coefficientTable, LinearRegression, Table } from 'kindred';
 * const orders = Table.from({ visits: [1, 2, 3, 4, 5], paid: [9, 21, 32, 38, 51] });
 * const model = new LinearRegression().fit(orders.select(['visits']), orders.column('paid'));
 * const { feature, coefficient, low, high } = coefficientTable(model).row(1) as Record<string, number>;
 * console.log(feature, coefficient.toFixed(1), low.toFixed(1), high.toFixed(1)); // visits 10.1 8.2 12.0
 * ```
 */
export function coefficientTable(model: LinearRegressionModel | LogisticRegressionModel, options: CoefficientTableOptions = {}): Table {
  const logistic = model instanceof LogisticRegressionModel;
  if (!logistic && !(model instanceof LinearRegressionModel))
    throw new KindredError('invalid-data', mustBe('model', 'a LinearRegressionModel or a LogisticRegressionModel', model));
  const { level } = checkOptions<Required<CoefficientTableOptions>>('coefficientTable', OPTIONS, options);
  const { coefficients, standardErrors, interceptStandardErrors, features } = model;
  const { intercepts } = model.weights;
  const { degreesOfFreedom } = model.found;
  const k = intercepts.length;
  const perClass = (ofIntercepts: Float64Array | null, of: Float64Array | null) =>
    Float64Array.from({ length: k * (features.length + 1) }, (_, i) => {
      const [a, f] = [Math.floor(i / (features.length + 1)), (i % (features.length + 1)) - 1];
      return (f < 0 ? ofIntercepts?.[a] : of?.[a * features.length + f]) ?? NaN;
    });
  const values = perClass(intercepts, coefficients);
  const errors = perClass(interceptStandardErrors, standardErrors);
  const statistics = values.map((v, i) => v / errors[i]);
  const tails = logistic ? (z: number) => 2 * normalCdf(-Math.abs(z)) : (t: number) => studentTails(t, degreesOfFreedom);
  const reach = logistic ? -normalQuantile((1 - level) / 2) : degreesOfFreedom > 0 ? studentQuantile(1 - level, degreesOfFreedom) : NaN;
  const column = (of: Float64Array): Column => ({ kind: 'number', values: of });
  const text = (of: (a: number) => string[]): Column => ({ kind: 'text', values: Array.from(intercepts, (_, a) => of(a)).flat() });
  return Table.of([
    ['feature', text(() => ['intercept', ...features])],
    ...(logistic && k > 1 ? [['class', text((a) => ['', ...features].map(() => String(model.classes[a])))] as const] : []),
    ['coefficient', column(values)],
    ['standardError', column(errors)],
    [logistic ? 'z' : 't', column(statistics)],
    ['pValue', column(statistics.map(tails))],
    ['low', column(values.map((v, i) => v - reach * errors[i]))],
    ['high', column(values.map((v, i) => v + reach * errors[i]))],
    ...(logistic ? [['oddsRatio', column(values.map(exp))] as const] : []),
  ]);
}
