// Sample weights: what a row counts for, and what it must not change.
import { describe, expect, test } from 'vitest';
import { KMeans, Matrix } from '../../src/index.js';
import { largestError } from '../golden/errors.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { blobs, generator, shuffled } from '../support/random.js';

/** Seeded rows that overlap, a whole weight from 0 to 3 for each, and starts of positive weight. */
function drawn(seed: number) {
  const random = generator(seed);
  const [n, d, k] = [20 + Math.floor(300 * random()), 1 + Math.floor(6 * random()), 1 + Math.floor(6 * random())];
  const rows = Array.from({ length: n }, () => Array.from({ length: d }, () => 1e3 + random() + random()));
  const weights = rows.map((_, i) => (i < k ? 1 : Math.floor(4 * random())));
  return { rows, weights, recipe: new KMeans({ nClusters: k, init: rows.slice(0, k), maxIter: 1000 }) };
}

/** The means of rows by label and weight, and the sum of weighted squared distances to them. */
function meansOf(rows: readonly (readonly number[])[], weights: readonly number[], labels: ArrayLike<number>, k: number) {
  const total = new Float64Array(k);
  const middles = Array.from({ length: k }, () => rows[0].map(() => 0));
  rows.forEach((row, i) => {
    const c = labels[i];
    total[c] += weights[i];
    if (weights[i] > 0) row.forEach((v, j) => (middles[c][j] += (v - middles[c][j]) * (weights[i] / total[c])));
  });
  const inertia = rows.reduce((sum, row, i) => sum + weights[i] * row.reduce((s, v, j) => s + (v - middles[labels[i]][j]) ** 2, 0), 0);
  return { total, centers: middles.flat(), inertia };
}

describe('sample weights', () => {
  test('weight 2 is the row twice, weight 0 is no row', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { rows, weights, recipe } = drawn(seed);
      const weighted = recipe.fit(Matrix.from(rows), { sampleWeight: weights });
      const copies = rows.flatMap((_, i) => new Array<number>(weights[i]).fill(i));
      const repeated = recipe.fit(Matrix.from(copies.map((i) => rows[i])));
      expect(
        copies.map((i) => weighted.labels[i]),
        `seed ${seed}`,
      ).toEqual(Array.from(repeated.labels));
      expect(largestError(weighted.clusterCenters.data, repeated.clusterCenters.data)).toBeLessThan(1e-12);
      expect(weighted.clusterWeights).toEqual(repeated.clusterWeights);
      expect(largestError([weighted.inertia], [repeated.inertia])).toBeLessThan(1e-9); // differences of values near 1000
      expect(weighted.labels).toEqual(weighted.predict(Matrix.from(rows))); // also of the rows of weight 0
      expect([weighted.nIter, weighted.converged]).toEqual([repeated.nIter, true]);
    }
  });

  test('rows in another order are the same clusters', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { rows, weights, recipe } = drawn(seed);
      const order = shuffled([...rows.keys()], seed + 1);
      const [one, other] = [rows.map((_, i) => i), order].map((ids) =>
        recipe.fit(Matrix.from(ids.map((i) => rows[i])), { sampleWeight: ids.map((i) => weights[i]) }),
      );
      expect(
        order.map((i) => one.labels[i]),
        `seed ${seed}`,
      ).toEqual(Array.from(other.labels));
      expect(largestError(one.clusterCenters.data, other.clusterCenters.data)).toBeLessThan(1e-12);
    }
  });

  test('weights that are all 1 change no bit, all w multiply the inertia', () => {
    for (const init of ['k-means++', 'random', blobs(5, 3, 5, 2)] as const) {
      const X = Matrix.from(blobs(5000, 3, 8));
      const recipe = new KMeans({ nClusters: 5, init, nInit: 3 });
      const plain = recipe.fit(X);
      expectSameBytes(recipe.fit(X, { sampleWeight: new Float32Array(5000).fill(1) }).toBytes(), plain.toBytes());
      const heavy = recipe.fit(X, { sampleWeight: new Array<number>(5000).fill(0.125) });
      expect([heavy.labels, heavy.clusterCenters, heavy.inertia]).toEqual([plain.labels, plain.clusterCenters, plain.inertia / 8]);
      expect(heavy.clusterWeights).toEqual(plain.clusterWeights.map((weight) => weight / 8));
    }
  });

  test('nearly equal weights give nearly the unweighted model', () => {
    const X = Matrix.from(blobs(5000, 3, 8));
    const recipe = new KMeans({ nClusters: 5, nInit: 3 });
    const [plain, weighted] = [
      recipe.fit(X),
      recipe.fit(X, { sampleWeight: Array.from({ length: 5000 }, (_, i) => 1 + (i % 2) * 2 ** -50) }),
    ];
    expect(weighted.labels).toEqual(plain.labels);
    expect(largestError(weighted.clusterCenters.data, plain.clusterCenters.data)).toBeLessThan(1e-12);
  });

  test('centers are weighted means however much the weights differ, also after a heavy row left a light cluster', () => {
    for (let seed = 0; seed < 100; seed++) {
      const { rows, recipe } = drawn(seed);
      const random = generator(seed);
      const weights = rows.map(() => [1, 1e-200, 1e200, 1e-12, 1e12][Math.floor(5 * random())]);
      const model = recipe.fit(Matrix.from(rows), { sampleWeight: weights });
      const { total, centers, inertia } = meansOf(rows, weights, model.labels, model.nClusters);
      expect(largestError(model.clusterCenters.data, centers), `seed ${seed}`).toBeLessThan(1e-12);
      expect(largestError(model.clusterWeights, total)).toBeLessThan(1e-12);
      expect(largestError([model.inertia], [inertia])).toBeLessThan(1e-6);
      expect(model.predict(Matrix.from(rows))).toEqual(model.labels);
    }
  });

  test('a light cluster that two heavy rows left has the mean of its light rows', () => {
    const random = generator(1);
    for (let t = 0; t < 50; t++) {
      const light = Array.from({ length: 5 }, () => 0.5 + random() / 2);
      const middle = light.reduce((sum, v) => sum + v / 5, 0);
      const far = (middle + 6) / 2 - 0.1; // nearer to it than to the mean 6 of the heavy ones
      const rows = [...light, far, -5, 5, 6, 7, -6, -7].map((v) => [v]);
      const sampleWeight = [...light.map(() => 1e-18), 1e-25, 1, 1, 1, 1, 1, 1];
      const model = new KMeans({ nClusters: 3, init: [[0], [11], [-11]] }).fit(Matrix.from(rows), { sampleWeight });
      expect(Array.from(model.labels)).toEqual([0, 0, 0, 0, 0, 0, 2, 1, 1, 1, 2, 2]);
      expect(largestError(model.clusterCenters.data, [middle, 6, -6])).toBeLessThan(1e-6);
    }
  });

  test('starts are drawn by weight: none from rows of weight 0, however far they lie', () => {
    const rows = [...blobs(300, 2, 3), ...blobs(50, 2, 50, 9).map((row) => row.map((v) => 1e4 + 100 * v))];
    const sampleWeight = rows.map((_, i) => (i < 300 ? 0.5 + (i % 3) : 0));
    for (const init of ['k-means++', 'random'] as const) {
      const { labels, clusterWeights, warnings } = new KMeans({ nClusters: 3, init, nInit: 8 }).fit(Matrix.from(rows), { sampleWeight });
      expect([Array.from(clusterWeights), warnings]).toEqual([[250, 150, 50], []]);
      expect(Array.from(labels.subarray(0, 300))).toEqual(rows.slice(0, 300).map((_, i) => 2 - (i % 3)));
    }
  });

  test('an empty cluster takes no row of weight 0', () => {
    const X = Matrix.from([[0], [1], [10], [11], [500]]);
    const model = new KMeans({ nClusters: 3, init: [[0], [10], [2000]] }).fit(X, { sampleWeight: [1, 1, 1, 2, 0] });
    expect(Array.from(model.clusterWeights).sort()).toEqual([1, 1, 3]);
    expect(model.labels[4]).toBe(model.labels[3]);
    const equal = new KMeans({ nClusters: 3, init: [[0], [9], [1000]] });
    const { labels, warnings, converged } = equal.fit(Matrix.from([[0], [0], [4], [9], [9]]), { sampleWeight: [1, 1, 0, 1, 1] });
    expect([Array.from(labels), converged]).toEqual([[0, 0, 0, 1, 1], true]);
    expect(warnings[0]).toContain('only 2 of 3 clusters have rows');
  });

  test('what is wrong with them', () => {
    const X = Matrix.from([[1], [2], [3]]);
    const message = (sampleWeight: unknown, nClusters = 2) =>
      thrown(() => new KMeans({ nClusters }).fit(X, { sampleWeight: sampleWeight as number[] })).message;
    expect(message([1, 2])).toBe('"sampleWeight" must have 3 numbers, one a row, got 2');
    expect(message(5)).toBe('"sampleWeight" must be an array of numbers, one a row, got 5');
    expect(message([1, -1, 1])).toBe('"sampleWeight" must be finite numbers from 0, row 2 has -1');
    expect(message([1, 1, NaN])).toBe('"sampleWeight" must be finite numbers from 0, row 3 has NaN');
    expect(message([Infinity, 1, 1])).toContain('row 1 has Infinity');
    expect(message(['1', 1, 1])).toContain('row 1 has "1"');
    expect(message([0, 0, 0])).toBe('"sampleWeight" must be above 0 in some row, it is 0 in all');
    expect(message([1e308, 1e308, 1])).toContain('the sum of "sampleWeight" must be finite');
    expect(message([1, 0, 0])).toBe('"nClusters" must be an integer from 1 to 1 (rows of positive weight), got 2');
    expect(thrown(() => new KMeans({ nClusters: 2 }).fit(X, { sampleWeight: [1] })).code).toBe('invalid-data');
  });

  test('are taken by fitAsync too', async () => {
    const { rows, weights, recipe } = drawn(3);
    const X = Matrix.from(rows);
    expectSameBytes((await recipe.fitAsync(X, { sampleWeight: weights })).toBytes(), recipe.fit(X, { sampleWeight: weights }).toBytes());
  });
});
