// Measures of 45,211 real rows with many equal scores against scikit-learn (test/golden/classification.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import {
  accuracy,
  averagePrecision,
  bootstrapMeasure,
  brier,
  calibrationCurve,
  f1,
  liftByDecile,
  logLoss,
  precision,
  precisionRecallCurve,
  recall,
  rocAuc,
  rocCurve,
} from '../../src/evaluation/index.js';
import { readCsv } from '../../src/io/index.js';
import { golden } from '../golden/classification.js';
import { largestError } from '../golden/errors.js';
import { DATA, testOnData } from '../support/needs.js';

const FILE = 'bank-marketing/bank-full.csv';

function read() {
  const columns = { y: 'category', duration: 'number', age: 'number' } as const;
  const schema = Object.entries(columns).map(([header, kind]) => [header, { header, kind }] as const);
  const table = readCsv(readFileSync(resolve(DATA, FILE), 'utf8'), Object.fromEntries(schema), { delimiter: ';' });
  const scores = table.column('duration', 'number').values.map((v) => v / (v + 1000));
  return { y: table.column('y'), scores, weights: table.column('age', 'number').values.map((v) => v / 7) };
}

testOnData(FILE)('measures of bank-marketing', () => {
  const { y, scores, weights } = read();
  const predicted = Array.from(scores, (p) => (p > 0.25 ? 'yes' : 'no'));
  const sum = (values: Float64Array) => values.reduce((all, v) => all + v, 0);
  for (const [key, options] of [['plain', {}], ['weighted', { sampleWeight: weights }]] as const) {
    const { curves, measures: want } = golden.bank[key];
    const ofScores = { rocAuc, averagePrecision, logLoss, brier };
    const ofLabels = { accuracy, precision, recall, f1 };
    for (const [name, measure] of Object.entries(ofScores)) expect(Math.abs(measure(y, scores, options) - want[name]), name).toBeLessThan(1e-12);
    for (const [name, measure] of Object.entries(ofLabels)) expect(Math.abs(measure(y, predicted, options) - want[name]), name).toBeLessThan(1e-12);
    const roc = rocCurve(y, scores, { ...options, dropIntermediate: false });
    const pr = precisionRecallCurve(y, scores, options);
    const found = [roc.falsePositiveRate, roc.truePositiveRate, pr.precision, pr.recall].map(sum);
    expect(largestError(found, curves)).toBeLessThan(1e-12);
  } // prettier-ignore
  for (const strategy of ['uniform', 'quantile'] as const) {
    const bins = calibrationCurve(y, scores, { strategy });
    const [observed, p] = golden.bank[strategy];
    expect(largestError(bins.map((bin) => bin.observed), observed)).toBeLessThan(1e-12); // prettier-ignore
    expect(largestError(bins.map((bin) => bin.predicted), p)).toBeLessThan(1e-12); // prettier-ignore
  }
});

testOnData(FILE)('a few resamples of all rows hold the measure, in any order of rows', () => {
  const { y, scores } = read();
  const labels = Uint8Array.from((y as Extract<typeof y, { kind: 'category' }>).codes);
  const found = bootstrapMeasure(rocAuc, [labels, scores], { nResamples: 40, stratify: true });
  const turned = bootstrapMeasure(rocAuc, [labels.slice().reverse(), scores.slice().reverse()], { nResamples: 40, stratify: true });
  expect(turned).toEqual(found);
  expect(found.low < found.value && found.value < found.high && found.high - found.low < 0.02).toBe(true);
  expect(liftByDecile(labels, scores).reduce((sum, { nPositive }) => sum + nPositive, 0)).toBeCloseTo(5289, 6);
});
