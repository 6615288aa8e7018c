// Whole models against their textbook: Lloyd, greedy k-means++, sums and averages of neighbors, RFM, ranking measures.
import { expect, test } from 'vitest';
import { ndcgAtK, precisionAtK, recallAtK } from '../../src/evaluation/index.js';
import { Interactions, ItemKNN, KMeans, Matrix, Table } from '../../src/index.js';
import { rfm } from '../../src/preprocessing/index.js';
import * as naive from '../naive.js';
import { draws } from './draw.js';

const d = draws(5);
const list = (n: number) => Array.from({ length: n }, d.random);

test.each([1, 2, 3, 7])('KMeans from %i given starts is Lloyd’s algorithm', (k) => {
  for (let t = 0; t < 20; t++) {
    const rows = Array.from({ length: k + d.upTo(60) }, () => list(3));
    const starts = rows.slice(0, k);
    const model = new KMeans({ nClusters: k, init: starts, maxIter: 1000 }).fit(Matrix.from(rows));
    const want = naive.lloyd(rows, starts);
    expect(Array.from(model.labels)).toEqual(want.labels);
    expect(model.inertia).toBeCloseTo(want.inertia, 10);
    want.centers.flat().forEach((v, q) => expect(model.clusterCenters.data[q]).toBeCloseTo(v, 12));
    expect(model.labels).toEqual(model.predict(Matrix.from(rows)));
  }
});

test('k-means++ finds the groups that lie far apart', () => {
  const rows = Array.from({ length: 60 }, (_, i) => list(2).map((v) => v + 100 * (i % 6)));
  const { clusterCenters, inertia } = new KMeans({ nClusters: 6, nInit: 1 }).fit(Matrix.from(rows));
  const centers = Array.from({ length: 6 }, (_, c) => Array.from(clusterCenters.row(c)));
  expect(inertia).toBeCloseTo(naive.potential(rows, centers), 10);
  expect(inertia).toBeLessThan(60);
  expect(
    naive.isGreedy(
      rows,
      centers.slice(1),
      centers[0],
      [0, 1, 2, 3, 4, 5].map((i) => i + 6),
    ),
  ).toBe(true);
});

/** Ratings 1 to 5 of 12 people of 9 items. */
function ratings() {
  const rows = Array.from({ length: 12 }, () => Array.from({ length: 9 }, () => (d.random() < 0.5 ? 1 + d.upTo(4) : 0)));
  rows[0].fill(3); // every item has a column
  const events = rows.flatMap((row, user) => row.flatMap((value, item) => (value > 0 ? [{ user, item, value }] : [])));
  const columns = rows[0].map((_, item) => rows.map((row) => row[item]));
  const cosines = columns.map((a, i) => columns.map((b, j) => (i === j ? 0 : naive.cosine(a, b))));
  return { rows, cosines, interactions: Interactions.from(events, { user: 'user', item: 'item', value: 'value' }) };
}

test.each([1, 2, 4, 9])('ItemKNN of %i neighbors: sums and averages', (k) => {
  const { rows, cosines, interactions } = ratings();
  const near = cosines.map((row) => row.map((cosine, j) => (naive.topK(row, k, Number.MIN_VALUE).includes(j) ? cosine : 0)));
  const sums = new ItemKNN({ nNeighbors: k }).fit(interactions);
  const averages = new ItemKNN({ nNeighbors: k, aggregate: 'average' }).fit(interactions);
  rows.forEach((row, user) => {
    const history = row.flatMap((value, item) => (value > 0 ? [{ item, value }] : []));
    naive.sumScores(history, near, 9).forEach((want, item) => expect(sums.predict(user, item)).toBeCloseTo(want, 5));
    row.forEach((_, item) => {
      const want = naive.weightedAverage(history.map((h) => cosines[item][h.item]), history.map((h) => h.value), k); // prettier-ignore
      const got = averages.predict(user, item);
      if (want === null) expect(got).toBeNull();
      else expect(got).toBeCloseTo(want, 10);
    });
  });
});

test.each(['drop', 'net'] as const)('RFM, returns: %s', (returns) => {
  const asOf = Date.UTC(2026, 5, 1);
  const lines = Array.from({ length: 300 }, (_, i) => ({
    customer: `c${d.upTo(60)}`,
    order: `o${d.upTo(80)}`,
    time: asOf - Math.floor(d.random() * 1e10),
    amount: i % 7 === 0 ? 0.1 : i % 5 === 0 ? -d.random() * 50 : i % 11 === 0 ? 0 : d.random() * 50,
  }));
  const table = rfm(Table.from(lines.map((line) => ({ ...line, time: new Date(line.time) }))), { customer: 'customer', order: 'order', time: 'time', amount: 'amount', asOf, returns }); // prettier-ignore
  const want = naive.rfm(lines, asOf, returns === 'net');
  expect(table.columns).toEqual(Object.keys(want[0]));
  expect(table.column('customer', 'category').categories).toEqual(want.map((row) => row.customer));
  for (const name of table.columns.slice(1) as Exclude<keyof (typeof want)[0], 'customer'>[]) {
    const values = table.column(name, 'number').values;
    want.forEach((row, i) => {
      if (Number.isNaN(row[name])) expect(values[i], name).toBeNaN();
      else expect(values[i], name).toBeCloseTo(row[name], 10);
    });
  }
});

test('precision, recall and nDCG', () => {
  for (let t = 0; t < 200; t++) {
    const ranking = naive.topK(list(d.upTo(12)), 12);
    const relevant = new Set(Array.from({ length: d.upTo(8) }, () => d.upTo(15)));
    const k = 1 + d.upTo(12);
    const want = naive.ranking(ranking, relevant, k);
    expect(precisionAtK(ranking, relevant, k)).toBeCloseTo(want.precision, 14);
    expect(recallAtK(ranking, relevant, k)).toBeCloseTo(want.recall, 14);
    expect(ndcgAtK(ranking, relevant, k)).toBeCloseTo(want.ndcg, 14);
  }
});
