// The rating errors of Surprise on ml-latest-small, same folds, to 4 decimals: test/golden/from-surprise.py, and surprise.ts beside it.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { evaluateRatings } from '../../src/evaluation/index.js';
import { BiasBaseline, ItemKNN, UserKNN } from '../../src/index.js';
import { readInteractions } from '../../src/io/index.js';
import { foldsOf, foldSizes, measure, positions, ratings, results, titleOf, type Fold } from '../golden/surprise.js';
import { DATA, testOnData } from '../support/needs.js';

const FILE = 'ml-latest-small/ratings.csv';
const library = { BiasBaseline, ItemKNN, UserKNN, evaluateRatings };

let made: Fold[] | undefined;
const folds = () => {
  const read = () =>
    readInteractions<number, number>(readFileSync(resolve(DATA, FILE)), { user: 'userId', item: 'movieId', value: 'rating' });
  return (made ??= foldsOf(read(), library));
};

describe('as Surprise', () => {
  testOnData(FILE)('with the same folds', () => {
    expect(folds().map(({ test }) => test.nEvents)).toEqual(foldSizes);
    expect(folds()[0].train.nEvents + foldSizes[0]).toBe(ratings);
  });

  for (const result of results)
    testOnData(FILE)(titleOf(result), () => {
      result.rmse.forEach((rmse, f) => {
        const found = measure(result, folds()[f], library);
        expect(Math.abs(found.rmse - rmse), `RMSE, fold ${f}`).toBeLessThan(5e-5);
        expect(Math.abs(found.mae - result.mae[f]), `MAE, fold ${f}`).toBeLessThan(5e-5);
        if (f > 0) return;
        const estimates = found.estimatesAt(positions);
        result.estimates.forEach((estimate, p) => expect(estimates[p], `prediction ${positions[p]}`).toBeCloseTo(estimate, 9));
      });
    });
});
