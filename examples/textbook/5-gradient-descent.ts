/**
 * Gradient descent: spending out of age, income and visits, by theta = theta - alpha gradient, again and again.
 * @module
 */
import { LinearRegression } from 'kindred';
import { Pipeline, StandardScaler } from 'kindred/preprocessing';
import { customers } from './1-clean';

const X = customers.select(['age', 'income', 'visits']);
const y = customers.column('spending');
const descent = new LinearRegression({ solver: 'gradient-descent', learningRate: 0.5, maxIter: 2000 });
export const model = new Pipeline([new StandardScaler(), descent]).fit(X, y);

const { lossCurve, intercept, coefficients, converged } = model.last;
console.log(lossCurve[0] > lossCurve[1], converged); // true true
console.log(
  intercept.toFixed(2),
  Array.from(coefficients, (theta) => theta.toFixed(2)),
); // x

const why = model.explain({ age: 24, income: 20, visits: 20 });
console.log(why.score === why.parts.reduce((sum, part) => sum + part.contribution, 0)); // true
