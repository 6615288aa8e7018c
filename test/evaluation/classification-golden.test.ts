// Measures of labels, scores, probabilities and numbers against scikit-learn (test/golden/classification.py).
import { describe, expect, test } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import * as kindred from '../../src/index.js';
import { compareBinary, compareClasses, compareLabels, compareNumbers, golden } from '../golden/classification.js';

const check = (name: string, errors: Record<string, number>) =>
  describe(name, () => {
    test.each(Object.entries(errors))('%s', (_, error) => expect(error).toBeLessThan(1e-12));
  });

describe('scores', () => golden.binary.forEach((one) => check(one.name, compareBinary(one, evaluation))));
describe('labels', () => golden.labels.forEach((one) => check(one.name, compareLabels(one, evaluation))));
describe('several classes', () => golden.classes.forEach((one) => check(one.name, compareClasses(one, evaluation, kindred))));
describe('numbers', () => golden.numbers.forEach((one) => check(one.name, compareNumbers(one, evaluation))));
