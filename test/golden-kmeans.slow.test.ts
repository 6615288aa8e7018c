// k-means and its mini-batches against scikit-learn on the real data sets (test/golden/kmeans.py).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { KMeans, Matrix } from '../src/index.js';
import { Log1pTransformer, StandardScaler } from '../src/preprocessing/index.js';
import { largestError } from './golden/errors.js';
import { inBatches, type GoldenBatches } from './golden/kmeans.js';
import { DATA, testOnData } from './support/needs.js';

interface Golden {
  rows: number;
  /** From given rows to rest; `labels` is a digest of all of them. */
  runs: { starts: number[]; weighted: boolean; inertia: number; sizes: number[]; labels: string }[];
  /** Median inertias of 20 seeds, from starts of its own. */
  medians: { k: number; inertia: number }[];
  batches: GoldenBatches[];
}
const golden = JSON.parse(readFileSync('test/golden/kmeans.json', 'utf8')) as Record<'telco' | 'bank', Golden> & {
  retail: Pick<Golden, 'rows' | 'medians'>;
};

/** Columns of a file on one scale, without the rows that have a blank. */
function scaled(file: string, columns: readonly string[]): Matrix {
  const text = readFileSync(resolve(DATA, file), 'utf8');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const whole = data.filter((row) => columns.every((name) => row[name].trim() !== ''));
  const X = Matrix.from(whole.map((row) => columns.map((name) => Number(row[name]))));
  return new StandardScaler().fit(X).transform(X);
}

const rowsAt = (X: Matrix, places: readonly number[]) => places.map((i) => Array.from(X.row(i)));

function expectRuns(X: Matrix, { rows, runs }: Golden): void {
  expect([X.nRows, runs.length]).toEqual([rows, 14]);
  const weights = Float64Array.from({ length: rows }, (_, i) => (i * 7) % 5);
  for (const { starts, weighted, inertia, sizes, labels } of runs) {
    const work = { sampleWeight: weighted ? weights : undefined };
    const model = new KMeans({ nClusters: starts.length, init: rowsAt(X, starts), maxIter: 2000 }).fit(X, work);
    expect(model.converged).toBe(true);
    expect(largestError([model.inertia], [inertia])).toBeLessThan(1e-9);
    const counts = new Array<number>(starts.length).fill(0);
    model.labels.forEach((label) => counts[label]++);
    expect(counts).toEqual(sizes);
    const text = Array.from(model.labels, (label) => label.toString(36)).join('');
    expect(createHash('sha256').update(text).digest('hex')).toBe(labels);
  }
}

function expectMedians(X: Matrix, { rows, medians }: Pick<Golden, 'rows' | 'medians'>): void {
  expect([X.nRows, medians.map(({ k }) => k)]).toEqual([rows, [3, 5, 8]]);
  for (const { k, inertia } of medians) {
    const found = Array.from({ length: 20 }, (_, seed) => new KMeans({ nClusters: k, seed }).fit(X).inertia).sort((a, b) => a - b);
    const median = (found[9] + found[10]) / 2;
    expect(median, `${k} clusters`).toBeLessThanOrEqual(inertia * 1.001);
    expect(median).toBeGreaterThan(inertia * 0.9); // the same sum of squares
  }
}

function expectBatches(X: Matrix, { batches }: Golden): void {
  expect(batches.map(({ starts }) => starts.length)).toEqual([3, 8]);
  for (const { size, starts, centers, weights, inertia } of batches) {
    const model = new KMeans({ nClusters: starts.length, init: rowsAt(X, starts) }).fitBatches(inBatches(X, size));
    expect(largestError(model.clusterCenters.data, centers)).toBeLessThan(1e-9);
    expect(Array.from(model.clusterWeights)).toEqual(weights);
    expect(largestError([model.inertia], [inertia])).toBeLessThan(1e-9);
  }
}

const FILES = {
  telco: { file: 'telco-churn/telco-customer-churn.csv', columns: ['tenure', 'MonthlyCharges', 'TotalCharges'] },
  bank: {
    file: 'bank-marketing/bank-full.csv',
    columns: ['age', 'balance', 'day', 'duration', 'campaign', 'pdays', 'previous'],
  },
};

for (const name of ['telco', 'bank'] as const) {
  const { file, columns } = FILES[name];
  const onData = testOnData(file);
  onData(`${name}: from the same starts the labels and the inertia of scikit-learn, with and without weights`, () => {
    expectRuns(scaled(file, columns), golden[name]);
  });
  onData(`${name}: from starts of its own no larger inertia`, () => expectMedians(scaled(file, columns), golden[name]));
  onData(`${name}: mini-batches of 500`, () => expectBatches(scaled(file, columns), golden[name]));
}

test('online-retail: from starts of its own no larger inertia', () => {
  const figures = JSON.parse(readFileSync('test/golden/retail.json', 'utf8')) as Record<'recency' | 'frequency' | 'monetary', number[]>;
  const X = Matrix.from(figures.recency.map((recency, i) => [recency, figures.frequency[i], figures.monetary[i]]));
  const logs = new Log1pTransformer().fit(X).transform(X);
  expectMedians(new StandardScaler().fit(logs).transform(logs), golden.retail);
});
