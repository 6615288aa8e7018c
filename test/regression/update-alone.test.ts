// The functions that learn in a page give the bytes of the estimators' update.
import { expect, test } from 'vitest';
import { LinearRegression, LogisticRegression, Matrix, updateLinearRegression, updateLogisticRegression } from '../../src/index.js';
import { errorOf } from '../support/error-of';
import { expectSameBytes } from '../support/files';

const X = Matrix.from(Array.from({ length: 40 }, (_, i) => [i % 7, (i * i) % 11, i % 3]));
const more = Matrix.from(Array.from({ length: 9 }, (_, i) => [i, 10 - i, i % 2]));
const sampleWeight = Array.from({ length: 9 }, (_, i) => i % 4);

test.each([2, 3])('logistic regression of %i classes', (k) => {
  const recipe = new LogisticRegression({ l2: 0.3, l1: 0.05, classWeight: 'balanced' });
  const classes = ['a', 'b', 'c'].slice(0, k);
  const model = recipe.fit(
    X,
    Array.from({ length: 40 }, (_, i) => classes[(i * 5) % k]),
  );
  const y = Array.from({ length: 9 }, (_, i) => classes[i % k]);
  const wiser = updateLogisticRegression(model, more, y, { l1: 0.05, l2: 0.3, decay: 0.9, sampleWeight });
  expectSameBytes(wiser.toBytes(), recipe.update(model, more, y, { decay: 0.9, sampleWeight }).toBytes());
  expect(wiser.coefficients).not.toEqual(updateLogisticRegression(model, more, y, { decay: 0.9, sampleWeight }).coefficients);
});

test('linear regression', () => {
  const recipe = new LinearRegression({ l2: 0.3 });
  const model = recipe.fit(
    X,
    Array.from({ length: 40 }, (_, i) => (i * 13) % 17),
  );
  const y = Array.from({ length: 9 }, (_, i) => 3 * i);
  expectSameBytes(updateLinearRegression(model, more, y, { l2: 0.3 }).toBytes(), recipe.update(model, more, y).toBytes());
});

test('errors', () => {
  const model = new LinearRegression().fit(
    X,
    Array.from({ length: 40 }, (_, i) => i),
  );
  const y = Array.from({ length: 9 }, () => 1);
  expect(errorOf(() => updateLogisticRegression(model as never, more, y))).toContain(
    'invalid-data: "model" must be a LogisticRegressionModel',
  );
  expect(errorOf(() => updateLinearRegression(model, more, y, { l2: -1 }))).toContain('invalid-option: "l2"');
  expect(errorOf(() => updateLinearRegression(model, more, y, { tol: 1 } as never))).toContain(
    'unknown-option: update has no option "tol"',
  );
  expect(errorOf(() => new LinearRegression().update(model, more, y, { l2: 1 } as never))).toContain('unknown-option');
});
