// The contract of the regressions, the target chosen by row.
import {
  LinearRegression,
  LinearRegressionModel,
  LogisticRegression,
  LogisticRegressionModel,
  type LongWork,
  type Matrix,
} from '../../src/index.js';
import { LOGISTIC_REGRESSION } from '../../src/regression/logistic-regression.js';
import { REGRESSION } from '../../src/regression/options.js';
import { checkEstimator } from './contract.js';

interface Supervised<M> {
  readonly options: object;
  fit(X: Matrix, y: number[], work?: LongWork): M;
  fitAsync(X: Matrix, y: number[], work?: LongWork): Promise<M>;
}

/** A recipe that brings its own target: `of` gives that of each row. */
function withTarget<M>(recipe: Supervised<M>, of: (i: number) => number) {
  const y = (X: Matrix) => Array.from({ length: X.nRows }, (_, i) => of(i));
  return {
    options: recipe.options,
    fit: (X: Matrix, work?: LongWork) => recipe.fit(X, y(X), work),
    fitAsync: (X: Matrix, work?: LongWork) => recipe.fitAsync(X, y(X), work),
  };
}

const label = (i: number) => ((i * 7) % 5 < 2 ? 1 : 0);

for (const solver of ['newton', 'lbfgs'] as const) {
  checkEstimator(`LogisticRegression by ${solver}`, {
    make: (options) => withTarget(new LogisticRegression(options), label),
    options: { solver, l2: 0.01 },
    constraints: LOGISTIC_REGRESSION as never,
    Model: LogisticRegressionModel,
    apply: (model, X) => model.predictProba(X),
  });
  checkEstimator(`LogisticRegression of three classes by ${solver}`, {
    make: (options) => withTarget(new LogisticRegression(options), (i) => (i * 7) % 3),
    options: { solver, l1: 0.001, classWeight: 'balanced' as const },
    constraints: LOGISTIC_REGRESSION as never,
    Model: LogisticRegressionModel,
    apply: (model, X) => model.probabilities(X).data,
  });
  checkEstimator(`LinearRegression by ${solver}`, {
    make: (options) => withTarget(new LinearRegression(options), (i) => ((i * 7) % 11) - 4),
    options: { solver },
    constraints: REGRESSION as never,
    Model: LinearRegressionModel,
    apply: (model, X) => model.predict(X),
  });
}
