// kindred against scikit-learn on small data that lies beside the numbers (test/golden/small.py).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ndcgAtK, precisionAtK, recallAtK } from '../src/evaluation/index.js';
import { Interactions, ItemKNN, KMeans, Matrix } from '../src/index.js';
import { StandardScaler } from '../src/preprocessing/index.js';
import { largestError } from './golden/errors.js';

interface Golden {
  X: number[][];
  mean: number[];
  scale: number[];
  scaled: number[];
  kmeans: { starts: number[]; labels: number[]; inertia: number; centers: number[] }[];
  counts: number[][];
  cosines: Record<'counts' | 'binary' | 'log1p', number[]>;
  k: number;
  lists: { ranking: number[]; relevant: number[]; precision: number; recall: number; ndcg: number }[];
}
const golden = JSON.parse(readFileSync('test/golden/small.json', 'utf8')) as Golden;

const X = Matrix.from(golden.X);
const scaler = new StandardScaler().fit(X);

test('StandardScaler, one column constant', () => {
  expect(scaler.scale[2]).toBe(1);
  expect(largestError(scaler.mean, golden.mean)).toBeLessThan(1e-12);
  expect(largestError(scaler.scale, golden.scale)).toBeLessThan(1e-12);
  expect(largestError(scaler.transform(X).data, golden.scaled)).toBeLessThan(1e-12);
});

test.each(golden.kmeans)('KMeans from the rows $starts', ({ starts, labels, inertia, centers }) => {
  const scaled = scaler.transform(X);
  const model = new KMeans({ nClusters: starts.length, init: starts.map((i) => Array.from(scaled.row(i))), maxIter: 1000 }).fit(scaled);
  expect(model.converged).toBe(true);
  expect(Array.from(model.labels)).toEqual(labels);
  expect(model.inertia / inertia).toBeCloseTo(1, 12);
  expect(largestError(model.clusterCenters.data, centers)).toBeLessThan(1e-12);
});

describe('cosines of items', () => {
  const rows = golden.counts.flatMap((counts, user) => counts.flatMap((n, item) => (n > 0 ? [{ user, item, n }] : [])));
  const counted = Interactions.from(rows, { user: 'user', item: 'item', value: 'n' });
  const nItems = golden.counts[0].length;

  test.each([
    ['counts', counted],
    ['binary', counted.weight('binary')],
    ['log1p', counted.weight('log1p')],
  ] as const)('%s', (name, interactions) => {
    const model = new ItemKNN({ nNeighbors: nItems }).fit(interactions);
    const found = new Float64Array(nItems * nItems);
    for (let i = 0; i < nItems; i++) {
      found[i * nItems + i] = 1; // an item is not among its own neighbors
      for (const { item, score } of model.similarItems(i, nItems)) found[i * nItems + item] = score;
    }
    expect(largestError(found, golden.cosines[name])).toBeLessThan(1e-6);
  });
});

test.each(golden.lists)('precision, recall and nDCG, relevant: $relevant', ({ ranking, relevant, precision, recall, ndcg }) => {
  const [set, { k }] = [new Set(relevant), golden];
  expect(precisionAtK(ranking, set, k)).toBeCloseTo(precision, 14);
  expect(recallAtK(ranking, set, k)).toBeCloseTo(recall, 14);
  expect(ndcgAtK(ranking, set, k)).toBeCloseTo(ndcg, 14);
});
