// Coefficients, probabilities and standard errors by scikit-learn and statsmodels on small data (test/golden/regression.py).
import { describe, expect, test } from 'vitest';
import {
  coefficientTable,
  LinearRegression,
  LogisticRegression,
  type LogisticRegressionOptions,
  type RegressionModel,
  type RegressionOptions,
  type Table,
} from '../../src/index.js';
import { studentQuantile, studentTails } from '../../src/regression/student.js';
import { largestError } from '../golden/errors.js';
import { REGRESSION, scaled, SMALL, type GoldenErrors, type GoldenFit } from '../golden/regression';

const { small } = REGRESSION;
const n = SMALL.X.nRows;
const Z = scaled(SMALL.X);
const EXACT = ['newton', 'lbfgs'] as const;

describe.each(EXACT)('logistic by %s', (solver) => {
  const check = (
    name: keyof typeof small,
    X: typeof Z,
    y: readonly (number | string)[],
    options: LogisticRegressionOptions,
    weights?: number[],
  ) => {
    const want = small[name] as GoldenFit;
    const model = new LogisticRegression({ solver, ...options }).fit(X, y, { sampleWeight: weights });
    expect(model.converged, model.warnings.join()).toBe(true);
    expect(largestError(model.coefficients, want.coefficients)).toBeLessThan(1e-6);
    expect(largestError(model.intercept, want.intercept)).toBeLessThan(1e-6);
    const shares = model.probabilities(X).data.slice(0, want.probabilities.length);
    expect(largestError(shares, want.probabilities)).toBeLessThan(1e-7);
    return model;
  };
  const l2 = 1 / n;

  test('without a penalty', () => void check('logistic', SMALL.X, SMALL.bought, {}));
  test('with l2', () => void check('ridge', SMALL.X, SMALL.bought, { l2 }));
  test('with weights of rows', () => {
    const total = SMALL.weights.reduce((sum, w) => sum + w, 0);
    check('weighted', SMALL.X, SMALL.bought, { l2: 1 / total }, SMALL.weights);
  });
  test('with weights of classes', () => {
    const total = SMALL.bought.reduce((sum, v) => sum + (v === 1 ? 3.5 : 1), 0);
    check('classWeight', SMALL.X, SMALL.bought, { l2: 1 / total, classWeight: { 0: 1, 1: 3.5 } });
    check('classWeight', SMALL.X, SMALL.bought, { l2: 1 / total, classWeight: [[1, 3.5]] });
    check('balanced', SMALL.X, SMALL.bought, { l2, classWeight: 'balanced' });
  });
  test('with three classes', () => {
    check('multinomial', SMALL.X, SMALL.choice, { l2 });
    check('multinomialScaled', Z, SMALL.choice, {});
  });
  test('all categories: the probabilities', () => {
    const model = new LogisticRegression({ solver, l2, drop: 'none' }).fit(SMALL.X, SMALL.bought);
    expect(largestError(model.probabilities(SMALL.X).data.slice(0, 50), small.noDrop.probabilities)).toBeLessThan(1e-7);
  });
  test.each([
    ['lasso', SMALL.bought, { l1: 1 / (0.2 * n) }],
    ['elasticNet', SMALL.bought, { l1: 0.4 / (0.1 * n), l2: 0.6 / (0.1 * n) }],
    ['multinomialLasso', SMALL.choice, { l1: 1 / (0.3 * n) }],
  ] as const)('the support and values of %s', (name, y, options) => {
    const { coefficients, converged } = new LogisticRegression({ solver, ...options }).fit(Z, y as readonly string[]);
    expect(converged).toBe(true);
    expect(Array.from(coefficients, (w) => w !== 0)).toEqual(small[name].coefficients.map((w) => w !== 0));
    expect(largestError(coefficients, small[name].coefficients)).toBeLessThan(1e-6);
  });
});

describe.each(EXACT)('linear by %s', (solver) => {
  const check = (name: keyof typeof small.linear, X: typeof Z, options: RegressionOptions, weights?: number[]) => {
    const { coefficients, intercept } = small.linear[name] as GoldenFit;
    const model = new LinearRegression({ solver, ...options }).fit(X, SMALL.amount, { sampleWeight: weights });
    expect(largestError(model.coefficients, coefficients)).toBeLessThan(1e-6);
    expect(Math.abs(model.intercept - Number(intercept))).toBeLessThan(1e-6);
    expect(Array.from(model.coefficients, (w) => w === 0)).toEqual(coefficients.map((w) => w === 0));
    expect(model.converged).toBe(true);
  };
  test('least squares', () => check('plain', SMALL.X, {}));
  test('weighted', () => check('weighted', SMALL.X, {}, SMALL.weights));
  test('ridge', () => check('ridge', Z, { l2: 0.05 }));
  test('lasso', () => check('lasso', Z, { l1: 0.8 }));
  test('elastic net', () => check('elasticNet', Z, { l1: 0.4, l2: 0.6 }));
});

describe('standard errors', () => {
  const check = (model: RegressionModel, want: GoldenErrors, ...intercept: number[]) => {
    const k = intercept.length;
    const perClass = want.standardErrors.length / k;
    const own = want.standardErrors.filter((_, i) => i % perClass < perClass - 1);
    expect(largestError(model.standardErrors!, own)).toBeLessThan(1e-6);
    expect(largestError(intercept, want.standardErrors.filter((_, i) => i % perClass === perClass - 1))).toBeLessThan(1e-6); // prettier-ignore
  };
  test('of a logistic regression', () => {
    const model = new LogisticRegression().fit(SMALL.X, SMALL.bought);
    check(model, small.errors, ...model.interceptStandardErrors!);
  });
  test('with weights, which count as repeated rows', () => {
    const model = new LogisticRegression().fit(SMALL.X, SMALL.bought, { sampleWeight: SMALL.weights });
    check(model, small.weightedErrors, ...model.interceptStandardErrors!);
  });
  test('of three classes', () => {
    const model = new LogisticRegression().fit(Z, SMALL.choice);
    check(model, small.multinomialErrors, ...model.interceptStandardErrors!);
  });
  test('of a linear regression', () => {
    const model = new LinearRegression().fit(SMALL.X, SMALL.amount);
    check(model, small.linear.errors, ...model.interceptStandardErrors!);
    const weighted = new LinearRegression().fit(SMALL.X, SMALL.amount, { sampleWeight: SMALL.weights });
    check(weighted, small.linear.weightedErrors, ...weighted.interceptStandardErrors!);
  });
});

describe('the table of coefficients', () => {
  const check = (table: Table, want: GoldenErrors, statistic: string) => {
    const column = (name: string) => table.column(name, 'number').values;
    // the constant is the last there, the first here
    const order = <T>(list: readonly T[]) => [list.at(-1)!, ...list.slice(0, -1)];
    const low = want.intervals.filter((_, i) => i % 2 === 0);
    const high = want.intervals.filter((_, i) => i % 2 === 1);
    expect(largestError(column('pValue'), order(want.pValues))).toBeLessThan(1e-9);
    expect(largestError(column('low'), order(low))).toBeLessThan(1e-6);
    expect(largestError(column('high'), order(high))).toBeLessThan(1e-6);
    expect(largestError(column(statistic), order(want.coefficients.map((w, i) => w / want.standardErrors[i])))).toBeLessThan(1e-6);
  };
  test('of a logistic regression', () => {
    const model = new LogisticRegression().fit(SMALL.X, SMALL.bought);
    const table = coefficientTable(model);
    check(table, small.errors, 'z');
    expect(table.row(1)['oddsRatio']).toBe(model.oddsRatios[0]);
    expect(table.row(0)['feature']).toBe('intercept');
  });
  test('of a linear regression', () =>
    check(coefficientTable(new LinearRegression().fit(SMALL.X, SMALL.amount)), small.linear.errors, 't'));
  test('of three classes, and of a model without standard errors', () => {
    const table = coefficientTable(new LogisticRegression({ l2: 1 }).fit(Z, SMALL.choice));
    expect(table.nRows).toBe(3 * 6);
    expect(table.row(7)).toMatchObject({ class: 'no', feature: 'visits', standardError: null, pValue: null });
  });
  test('tails and quantiles of t', () => {
    // of scipy.stats.t: 2 * sf(2, n), isf(0.025, n)
    const known = [[1, 0.2951672353008665, 12.706204736174705], [2, 0.18350341907227397, 4.302652729749464], [5, 0.10193947882985835, 2.5705818356363155], [30, 0.054625044962983094, 2.042272456301238], [45194, 0.045506237204090194, 1.9600164767665558]]; // prettier-ignore
    for (const [n, tails, quantile] of known) {
      expect(studentTails(2, n)).toBeCloseTo(tails, 12);
      expect(studentQuantile(0.05, n)).toBeCloseTo(quantile, 10);
    }
    expect([studentTails(0, 3), studentTails(1e200, 3)]).toEqual([1, 0]);
  });
});

describe('descent', () => {
  const best = new LogisticRegression({ l2: 1 / n }).fit(Z, SMALL.bought).lossCurve.at(-1)!;
  test('by the gradient comes to the least loss', () => {
    const model = new LogisticRegression({ solver: 'gradient-descent', learningRate: 1, maxIter: 5000, l2: 1 / n }).fit(Z, SMALL.bought);
    expect(model.converged).toBe(true);
    expect(model.lossCurve.at(-1)! - best).toBeLessThan(1e-6);
  });
  test.each([
    [1, 0.05],
    [8, 0.4],
  ])('stochastic, in batches of %i, comes near it', (batchSize, learningRate) => {
    const model = new LogisticRegression({ solver: 'sgd', batchSize, l2: 1 / n, learningRate, maxIter: 300 }).fit(Z, SMALL.bought);
    const shares = model.predictProba(Z);
    const loss = SMALL.bought.reduce((sum, y, i) => sum - Math.log(y === 1 ? shares[i] : 1 - shares[i]), 0) / n;
    const penalty = model.coefficients.reduce((sum, w) => sum + (w * w) / (2 * n), 0);
    expect(loss + penalty - best).toBeLessThan(1e-3);
  });
});
