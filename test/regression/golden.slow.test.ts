// Coefficients, probabilities and standard errors by scikit-learn and statsmodels on bank-marketing and telco-churn (test/golden/regression.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { LinearRegression, LogisticRegression, type Table, type LogisticRegressionOptions } from '../../src/index.js';
import { readCsv } from '../../src/io/index.js';
import { largestError } from '../golden/errors.js';
import { REGRESSION, scaled, type GoldenErrors, type GoldenFit } from '../golden/regression';
import { DATA, testOnData } from '../support/needs.js';

function read(file: string, delimiter: ',' | ';', numbers: readonly string[]): Table {
  const text = readFileSync(resolve(DATA, file), 'utf8');
  const header = text.slice(0, text.indexOf('\n')).trim().replaceAll('"', '').split(delimiter);
  const schema = header.map((name) => [name, { header: name, kind: numbers.includes(name) ? 'number' : 'category' }] as const);
  return readCsv(text, Object.fromEntries(schema), { delimiter });
}

/** Gaps as zeros. */
const filled = (table: Table, name: string) =>
  table.derive(
    name,
    Array.from(table.column(name, 'number').values, (v) => (Number.isNaN(v) ? 0 : v)),
  );

const BANK = 'bank-marketing/bank-full.csv';
const TELCO = 'telco-churn/telco-customer-churn.csv';
const FEW = ['gender', 'SeniorCitizen', 'Partner', 'Dependents', 'tenure', 'PhoneService', 'InternetService', 'Contract', 'PaperlessBilling', 'PaymentMethod', 'MonthlyCharges', 'TotalCharges']; // prettier-ignore
const bank = () => read(BANK, ';', ['age', 'balance', 'day', 'duration', 'campaign', 'pdays', 'previous']);
const telco = () =>
  filled(read(TELCO, ',', ['SeniorCitizen', 'tenure', 'MonthlyCharges', 'TotalCharges']), 'TotalCharges').drop(['customerID']);

function check(X: Table, y: Table, label: string, want: GoldenFit, options: LogisticRegressionOptions, weights?: number[]) {
  const model = new LogisticRegression(options).fit(X, y.column(label), { sampleWeight: weights });
  expect(model.converged, model.warnings.join()).toBe(true);
  if (options.drop !== 'none') {
    expect(largestError(model.coefficients, want.coefficients)).toBeLessThan(1e-6);
    expect(largestError(model.intercept, want.intercept)).toBeLessThan(1e-6);
  }
  const shares = model.probabilities(X);
  expect(largestError(shares.data.slice(0, want.probabilities.length), want.probabilities)).toBeLessThan(1e-7);
  return model;
}

function checkErrors(
  { standardErrors, interceptStandardErrors }: ReturnType<typeof check> | ReturnType<LinearRegression['fit']>,
  want: GoldenErrors,
): void {
  expect(largestError([...standardErrors!, ...interceptStandardErrors!], want.standardErrors)).toBeLessThan(1e-6);
}

describe.each(['duration', 'noDuration'] as const)('bank-marketing, %s', (which) => {
  const want = REGRESSION.bank[which];
  const data = () => {
    const all = bank();
    return { y: all, X: all.drop(which === 'duration' ? ['y'] : ['y', 'duration']) };
  };
  testOnData(BANK)('newton', () => {
    const { X, y } = data();
    const l2 = 1 / X.nRows;
    expect(check(X, y, 'y', want.newton, { l2 }).features).toEqual(want.features);
    check(X, y, 'y', want.noDrop, { l2, drop: 'none' });
    checkErrors(check(X, y, 'y', { ...want.newton, ...want.errors, coefficients: want.errors.coefficients.slice(0, -1), intercept: want.errors.coefficients.slice(-1), probabilities: [] }, {}), want.errors); // prettier-ignore
    check(scaled(X), y, 'y', want.scaled, { l2 });
  });
  testOnData(BANK)('lbfgs', () => {
    const { X, y } = data();
    const l2 = 1 / X.nRows;
    check(X, y, 'y', want.newton, { l2, solver: 'lbfgs' });
    check(scaled(X), y, 'y', want.scaled, { l2, solver: 'lbfgs' });
  });
  testOnData(BANK)('descent', () => {
    const { X, y } = data();
    const options = { l2: 1 / X.nRows };
    const Z = scaled(X);
    const logLoss = (model: ReturnType<LogisticRegression['fit']>) => {
      const shares = model.predictProba(Z);
      const { codes } = y.column('y', 'category');
      return codes.reduce((sum, code, i) => sum - Math.log(code === 1 ? shares[i] : 1 - shares[i]), 0) / codes.length;
    };
    const byGradient = new LogisticRegression({ ...options, solver: 'gradient-descent', learningRate: 1.5, maxIter: 6000 }).fit(Z, y.column('y')); // prettier-ignore
    expect(logLoss(byGradient) - want.scaled.logLoss).toBeLessThan(1e-6);
    const byRows = new LogisticRegression({ ...options, solver: 'sgd' }).fit(Z, y.column('y'));
    expect(logLoss(byRows) - want.scaled.logLoss).toBeLessThan(1e-3);
    const inBatches = new LogisticRegression({ ...options, solver: 'sgd', batchSize: 64, learningRate: 0.2 }).fit(Z, y.column('y'));
    expect(logLoss(inBatches) - want.scaled.logLoss).toBeLessThan(1e-3);
  });
});

describe('bank-marketing', () => {
  testOnData(BANK)('linear', () => {
    const all = bank();
    const X = all.select(['age', 'job', 'marital', 'education', 'housing', 'loan', 'campaign']);
    const want = REGRESSION.bank.linear;
    const balance = all.column('balance');
    for (const solver of ['newton', 'lbfgs'] as const) {
      const plain = new LinearRegression({ solver }).fit(X, balance);
      expect(largestError([...plain.coefficients, plain.intercept], [...want.coefficients, ...want.intercept])).toBeLessThan(1e-6);
      const ridge = new LinearRegression({ solver, l2: 1 / X.nRows }).fit(X, balance);
      expect(largestError(ridge.coefficients, want.ridge.coefficients)).toBeLessThan(1e-6);
      if (solver === 'newton') checkErrors(plain, want.errors);
    }
  });
  testOnData(BANK)('three classes', () => {
    const all = bank();
    const X = all.select(['age', 'balance', 'day', 'campaign', 'previous', 'job', 'education', 'housing']);
    const l2 = 1 / X.nRows;
    check(X, all, 'contact', REGRESSION.bank.contact, { l2 });
    check(X, all, 'contact', REGRESSION.bank.contact, { l2, solver: 'lbfgs' });
  });
});

describe('telco-churn', () => {
  const want = REGRESSION.telco;
  testOnData(TELCO)('newton and lbfgs', () => {
    const all = telco();
    const X = all.drop(['Churn']);
    const l2 = 1 / X.nRows;
    for (const solver of ['newton', 'lbfgs'] as const) {
      expect(check(X, all, 'Churn', want.newton, { solver, l2 }).features).toEqual(want.features);
      check(X, all, 'Churn', want.balanced, { solver, l2, classWeight: 'balanced' });
      const weights = Array.from({ length: X.nRows }, (_, i) => (i * 7) % 5);
      check(X, all, 'Churn', want.weighted, { solver, l2: 1 / weights.reduce((sum, w) => sum + w, 0) }, weights);
      check(scaled(X), all, 'Churn', want.scaled, { solver, l2 });
    }
  });
  testOnData(TELCO)('l1', () => {
    const all = telco();
    const X = scaled(all.select(FEW));
    for (const { C, coefficients, ...of } of want.lasso)
      for (const solver of ['newton', 'lbfgs'] as const) {
        const model = check(X, all, 'Churn', { ...of, coefficients }, { solver, l1: 1 / (C * X.nRows) });
        expect(Array.from(model.coefficients, (w) => w !== 0)).toEqual(coefficients.map((w) => w !== 0));
      }
  });
});
