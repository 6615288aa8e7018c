import { describe, expect, test } from 'vitest';
import { KMeans, KMeansModel, Matrix } from '../../src/index.js';
import { K_MEANS } from '../../src/segmentation/kmeans.js';
import { adjustedRandIndex } from '../../src/evaluation/index.js';
import { thrown } from '../support/files.js';
import { blobs, generator } from '../support/random.js';
import { checkEstimator } from './contract.js';

checkEstimator('KMeans', {
  make: (options) => new KMeans(options as { nClusters: number }),
  options: { nClusters: 4, nInit: 2 },
  constraints: K_MEANS as never,
  Model: KMeansModel,
  apply: (model, X) => model.predict(X),
});

describe('KMeans finds', () => {
  test('separated groups, whatever their order, with either start', () => {
    const rows = blobs(300, 5, 6);
    for (const init of ['k-means++', 'random'] as const) {
      const { labels, converged, warnings } = new KMeans({ nClusters: 6, init, nInit: 20 }).fit(Matrix.from(rows));
      expect(adjustedRandIndex(labels, rows.map((_, i) => i % 6))).toBe(1); // prettier-ignore
      expect([converged, warnings]).toEqual([true, []]);
    }
  });

  test('a fixed point: each label is the nearest center, each center the mean of its rows', () => {
    const X = Matrix.from(blobs(500, 2, 9, 3));
    const model = new KMeans({ nClusters: 7, nInit: 1 }).fit(X);
    expect(model.predict(X)).toEqual(model.labels);
    for (let c = 0; c < 7; c++) {
      const rows = Array.from(model.labels.keys()).filter((i) => model.labels[i] === c);
      const mean = rows.reduce((sum, i) => sum + X.row(i)[0], 0) / rows.length;
      expect(model.clusterCenters.row(c)[0]).toBeCloseTo(mean, 10);
    }
  });

  test('labels that f64 decides where f32 cannot: a huge offset and rows a hair from the middle', () => {
    for (const [offset, hair] of [
      [0, 2 ** -40],
      [2 ** 30, 2 ** -20],
    ]) {
      // prettier-ignore
      const values = [0, 0.25, 1 - hair, 1 + hair, 1.75, 2].map((v) => v + offset);
      const model = new KMeans({ nClusters: 2, init: [[offset], [offset + 2]] }).fit(Matrix.from(values.map((v) => [v])));
      expect(Array.from(model.labels)).toEqual([0, 0, 0, 1, 1, 1]);
    }
  });

  test('the shape of tiny and of huge numbers', () => {
    const rows = blobs(60, 2, 3);
    const labels = new KMeans({ nClusters: 3 }).fit(Matrix.from(rows)).labels;
    for (const unit of [1e-30, 1e-160, 1e30, 1e140]) {
      const scaled = new KMeans({ nClusters: 3 }).fit(Matrix.from(rows.map((row) => row.map((v) => v * unit))));
      expect(adjustedRandIndex(scaled.labels, labels)).toBe(1);
    }
  });

  test('k = 1, k = n and identical rows', () => {
    const X = Matrix.from(blobs(9, 2, 9));
    expect(new KMeans({ nClusters: 1 }).fit(X).labels).toEqual(new Int32Array(9));
    const all = new KMeans({ nClusters: 9 }).fit(X);
    expect([new Set(all.labels).size, all.inertia]).toEqual([9, 0]);
    const same = new KMeans({ nClusters: 3 }).fit(Matrix.from([[1], [1], [1], [2]]));
    expect(same.inertia).toBe(0);
    expect(same.warnings[0]).toContain('only 2 of 3 clusters have rows');
  });

  test('rest where there are fewer different rows than clusters', () => {
    const random = generator(5);
    for (let t = 0; t < 200; t++) {
      const rows = Array.from({ length: 10 }, () => [Math.floor(3 * random()), Math.floor(2 * random())]);
      const distinct = new Set(rows.map(String)).size;
      const model = new KMeans({ nClusters: 8, seed: t, nInit: 2 }).fit(Matrix.from(rows));
      expect([model.converged, new Set(model.labels).size], JSON.stringify(rows)).toEqual([true, distinct]);
      expect(model.inertia).toBeLessThan(1e-28); // equal rows share a mean, but for its rounding
    }
  });

  test('a row for every cluster where a start leaves one empty', () => {
    const X = Matrix.from([[0], [1], [10], [11]]);
    const model = new KMeans({ nClusters: 3, init: [[0], [10], [1000]] }).fit(X);
    expect(new Set(model.labels).size).toBe(3);
    expect(model.warnings).toEqual([]);
  });
});

describe('KMeans says', () => {
  test('that columns in another order are others, and that a name comes twice', () => {
    const model = new KMeans({ nClusters: 2 }).fit(Matrix.from([[1, 100], [3, 300]], { columns: ['a', 'b'] })); // prettier-ignore
    const turned = Matrix.from([[100, 1]], { columns: ['b', 'a'] });
    expect(thrown(() => model.predict(turned)).message).toBe('"X" must have the columns a, b, in that order, got b, a');
    expect(thrown(() => Matrix.from([[1, 2]], { columns: ['a', 'a'] })).message).toContain('"a" is there twice');
  });

  test('when it did not settle', () => {
    const model = new KMeans({ nClusters: 8, nInit: 1, maxIter: 1 }).fit(Matrix.from(blobs(400, 3, 30)));
    expect([model.converged, model.nIter]).toEqual([false, 1]);
    expect(model.warnings[0]).toContain('raise "maxIter"');
  });

  test('why a row is in its segment: parts that sum to the lead over the runner-up', () => {
    const X = Matrix.from(blobs(60, 3, 4), { columns: ['a', 'b', 'c'] });
    const model = new KMeans({ nClusters: 4 }).fit(X);
    const distances = model.transform(X);
    for (let i = 0; i < X.nRows; i++) {
      const why = model.explain(X.row(i));
      expect(why.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(why.score);
      expect(why.label).toBe(model.labels[i]);
      const [near, far] = [distances.row(i)[why.label], distances.row(i)[why.runnerUp]];
      expect(why.score).toBeCloseTo(far * far - near * near, 8);
    }
    expect(model.explain([1, 2, 3]).parts.map(({ column }) => column)).toEqual(['a', 'b', 'c']);
  });

  test('how many rows there are when k is larger', () => {
    expect(thrown(() => new KMeans({ nClusters: 50 }).fit(Matrix.from(blobs(42, 2, 2)))).message).toBe(
      '"nClusters" must be an integer from 1 to 42 (rows), got 50',
    );
  });

  test('which values are too large, and takes the smallest there are', () => {
    expect(thrown(() => new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [1e155], [-1e155]]))).message).toContain(
      'must lie within 1e150 of their mean',
    );
    const labels = new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [1e-309], [-1e-309], [5e-310]])).labels;
    expect(labels[1]).toBe(labels[3]);
    expect(labels[1]).not.toBe(labels[2]);
  });

  test('which of several given starts is the best', () => {
    const rows = blobs(200, 2, 6, 4);
    const X = Matrix.from(rows);
    const starts = [0, 1, 2, 3].map((s) => rows.slice(s, s + 6).map((row) => row.map((v) => v + s)));
    const alone = starts.map((init) => new KMeans({ nClusters: 6, init }).fit(X));
    const best = new KMeans({ nClusters: 6, init: starts }).fit(X);
    expect(best.inertia).toBe(Math.min(...alone.map(({ inertia }) => inertia)));
    expect(thrown(() => new KMeans({ nClusters: 6, init: [...starts, [[1, 2]]] }).fit(X)).message).toContain('got 1 of 2');
  });

  test('what a wrong start is', () => {
    expect(thrown(() => new KMeans({ nClusters: 2, init: [[1, 2]] }).fit(Matrix.from(blobs(9, 2, 2)))).message).toContain(
      'must be 2 centers of 2',
    );
  });
});

test('a model from a file has centers, sizes and warnings, and no training labels', () => {
  const model = new KMeans({ nClusters: 2 }).fit(Matrix.from(blobs(10, 2, 2), { columns: ['a', 'b'] }));
  const loaded = KMeansModel.fromBytes(model.toBytes());
  expect(loaded.clusterCenters).toEqual(model.clusterCenters);
  expect([loaded.inertia, loaded.nIter, loaded.converged, loaded.warnings]).toEqual([model.inertia, model.nIter, true, []]);
  expect(loaded.labels).toHaveLength(0);
});
