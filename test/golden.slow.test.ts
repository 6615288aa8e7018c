// kindred against pandas and scikit-learn on the Online Retail data (test/golden/retail.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { Interactions, ItemKNN, KMeans, type Matrix, type Table } from '../src/index.js';
import { cleanOrders, ordersReader } from '../src/io/index.js';
import { Log1pTransformer, rfm, StandardScaler } from '../src/preprocessing/index.js';
import { largestError } from './golden/errors.js';
import { DATA, testOnData } from './support/needs.js';

const FILE = 'online-retail/online-retail.csv.gz';
const onRetail = testOnData(FILE);

interface Golden {
  rows: number;
  customers: number;
  items: number;
  pairs: number;
  recency: number[];
  frequency: number[];
  monetary: number[];
  mean: number[];
  scale: number[];
  scaledRows: number[];
  scaled: number[];
  kmeans: { starts: number[]; iterations: number; inertia: number; centers: number[]; labels: string }[];
  neighborRows: number[];
  /** index, cosine, index, cosine, ... */
  neighbors: Record<'binary' | 'log1p', number[][]>;
}
const golden = JSON.parse(readFileSync('test/golden/retail.json', 'utf8')) as Golden;

let read: { orders: Table; customers: Table; scaled: Matrix; mean: Float64Array; scale: Float64Array } | undefined;

/** The file, its customers and their scaled features: read once, by the first test that needs them. */
function retail() {
  if (read) return read;
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(resolve(DATA, FILE))).toString());
  const { orders } = cleanOrders(reader.end());
  const customers = rfm(orders, { customer: 'customer', order: 'order', time: 'time', amount: 'amount', asOf: '2011-12-10T00:00:00' });
  const features = customers.toMatrix(['recency', 'frequency', 'monetary']);
  const logs = new Log1pTransformer().fit(features).transform(features);
  const { mean, scale } = new StandardScaler().fit(logs);
  return (read = { orders, customers, scaled: new StandardScaler().fit(logs).transform(logs), mean, scale });
}

onRetail('the rows that count, their customers and items', () => {
  const { orders, customers } = retail();
  const met = Interactions.from(orders, { user: 'customer', item: 'item' });
  expect([orders.nRows, customers.nRows, met.nUsers, met.nItems]).toEqual([golden.rows, golden.customers, golden.customers, golden.items]);
  expect([golden.rows, golden.customers, golden.items]).toEqual([397884, 4338, 3665]);
  expect(met.rows().items.length).toBe(golden.pairs);
});

onRetail('RFM', () => {
  const column = (name: string) => Array.from(retail().customers.column(name, 'number').values);
  expect(column('recency')).toEqual(golden.recency);
  expect(column('frequency')).toEqual(golden.frequency);
  expect(largestError(column('monetary'), golden.monetary)).toBeLessThan(1e-12);
});

onRetail('scaled features', () => {
  const { mean, scale, scaled } = retail();
  expect(largestError(mean, golden.mean)).toBeLessThan(1e-12);
  expect(largestError(scale, golden.scale)).toBeLessThan(1e-12);
  const sample = golden.scaledRows.flatMap((i) => Array.from(scaled.row(i)));
  expect(largestError(sample, golden.scaled)).toBeLessThan(1e-12);
});

onRetail('KMeans from 15 given starts: the labels of scikit-learn, row by row', () => {
  const { scaled } = retail();
  expect(golden.kmeans.length).toBe(15);
  for (const { starts, inertia, centers, labels } of golden.kmeans) {
    const model = new KMeans({ nClusters: starts.length, init: starts.map((i) => Array.from(scaled.row(i))), maxIter: 1000 }).fit(scaled);
    expect(model.converged).toBe(true);
    expect(Array.from(model.labels, (label) => label.toString(36)).join('')).toBe(labels);
    expect(largestError([model.inertia], [inertia])).toBeLessThan(1e-9);
    expect(largestError(model.clusterCenters.data, centers)).toBeLessThan(1e-9);
  }
});

onRetail('the 50 nearest of 200 items, by cosine of who bought and of log1p of how often', () => {
  const met = Interactions.from(retail().orders, { user: 'customer', item: 'item' });
  for (const weight of ['binary', 'log1p'] as const) {
    const { starts, ids, weights } = new ItemKNN({ nNeighbors: 50 }).fit(met.weight(weight)).table!;
    golden.neighborRows.forEach((i, r) => {
      const list = golden.neighbors[weight][r];
      const want = new Map(Array.from({ length: list.length / 2 }, (_, e) => [list[2 * e], list[2 * e + 1]]));
      const found = new Map(Array.from(ids.subarray(starts[i], starts[i + 1]), (j, e) => [j, weights[starts[i] + e]]));
      const last = list.at(-1)!;
      expect(found.size).toBe(want.size);
      for (const [j, cosine] of found) expect(Math.abs(cosine - (want.get(j) ?? last)), `${weight}, item ${i}, ${j}`).toBeLessThan(1e-6);
      // who is missing ties with the last
      for (const [j, cosine] of want) if (!found.has(j)) expect(cosine - last, `${weight}, item ${i}, ${j}`).toBeLessThan(1e-9);
    });
  }
});
