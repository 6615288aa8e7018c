/**
 * KMeans, on both sides of the small-work switch (rows x columns x (4 k starts + 8) operations against LITTLE_WORK) and of bounds (64 numbers in all centers).
 * @module
 */
import { blobs, tied, tiny } from './data.js';
import { sameBytes } from './same.js';

export function* segmentationCases({ KMeans, KMeansModel, Matrix, load }) {
  const record = (X, options, model = new KMeans(options).fit(X)) => {
    const bytes = model.toBytes();
    const loaded = load(bytes, [KMeansModel]);
    sameBytes(loaded.toBytes(), bytes, 'a loaded KMeansModel saves as');
    const rows = Array.from({ length: Math.min(20, X.nRows) }, (_, i) => X.row(X.nRows - 1 - i));
    const { inertia, nIter, converged, warnings } = model;
    return {
      bytes,
      found: { inertia, nIter, converged, warnings },
      labels: model.labels,
      centers: model.clusterCenters.data,
      predicted: loaded.predict(X),
      distances: loaded.transform(X).data,
      explained: rows.map((row) => {
        const { score, label, runnerUp, parts } = loaded.explain(row);
        return { score, label, runnerUp, parts };
      }),
    };
  };
  const given = (data, d, k) => Array.from({ length: k }, (_, c) => Array.from(data.subarray(c * 3 * d, c * 3 * d + d)));

  yield ['KMeans small, k-means++', () => record(Matrix.from(blobs(1, 37, 3, 3), 3), { nClusters: 3, nInit: 2, seed: 7 })];
  yield ['KMeans small, centers given', () => record(Matrix.from(tied(2, 33, 4), 4), { nClusters: 5, init: given(tied(2, 33, 4), 4, 5) })];
  yield ['KMeans small, fewer rows than clusters', () => record(Matrix.from([[1], [1], [2], [2], [2]]), { nClusters: 4, nInit: 1 })];
  yield ['KMeans large, k-means++', () => record(Matrix.from(blobs(3, 1003, 7, 9), 7), { nClusters: 9, nInit: 3, seed: 1 })];
  yield ['KMeans large, at random', () => record(Matrix.from(blobs(4, 1501, 16, 12), 16), { nClusters: 12, init: 'random', nInit: 2 })];
  yield ['KMeans large, f32', () => record(Matrix.from(Float32Array.from(blobs(5, 2047, 5, 6)), 5), { nClusters: 6, nInit: 2, tol: 1e-3 })];
  yield ['KMeans large, one column', () => record(Matrix.from(blobs(6, 3001, 1, 7), 1), { nClusters: 7, nInit: 2 })];
  yield [
    'KMeans large, ties at 1e6, centers given',
    () => record(Matrix.from(tied(7, 1009, 6), 6), { nClusters: 11, init: given(tied(7, 1009, 6), 6, 11) }),
  ];
  yield ['KMeans large, ties at 1e6', () => record(Matrix.from(tied(8, 999, 4), 4), { nClusters: 13, nInit: 2, seed: 4294967295 })];
  yield ['KMeans large, denormals', () => record(Matrix.from(tiny(9, 997, 6), 6), { nClusters: 5, nInit: 2 })];
  yield [
    'KMeans large, tiny',
    () =>
      record(
        Matrix.from(
          tiny(10, 601, 6).map((v) => v * 1e-303),
          6,
        ),
        { nClusters: 3, nInit: 2 },
      ),
  ];
  yield ['KMeans large, stopped early', () => record(Matrix.from(blobs(11, 1003, 3, 20), 3), { nClusters: 21, nInit: 1, maxIter: 2 })];

  const weighted = (X, options, sampleWeight) => record(X, options, new KMeans(options).fit(X, { sampleWeight }));
  yield ['KMeans large, bounds', () => weighted(Matrix.from(blobs(12, 4001, 8, 30), 8), { nClusters: 25, init: 'random', nInit: 2 })];
  yield ['KMeans large, bounds and ties at 1e6', () => weighted(Matrix.from(tied(13, 3001, 5), 5), { nClusters: 40, nInit: 2, seed: 3 })];
  yield ['KMeans small, weights', () => weighted(Matrix.from(blobs(14, 31, 2, 3), 2), { nClusters: 3, nInit: 2 }, weights(31))];
  for (const init of ['k-means++', 'random']) {
    yield [
      `KMeans large, weights, bounds, ${init}`,
      () => weighted(Matrix.from(blobs(15, 2003, 7, 20), 7), { nClusters: 20, nInit: 2, init }, weights(2003)),
    ];
  }
  yield [
    'KMeans large, ties and weights far apart, centers given',
    () => weighted(Matrix.from(tied(16, 1501, 6), 6), { nClusters: 11, init: given(tied(16, 1501, 6), 6, 11) }, weights(1501, 1e9)),
  ];

  const inBatches = (X, size) =>
    Array.from({ length: Math.ceil(X.nRows / size) }, (_, b) =>
      Matrix.from(X.data.subarray(b * size * X.nColumns, (b + 1) * size * X.nColumns), X.nColumns),
    );
  const batches = (X, size, options) => () => {
    const recipe = new KMeans(options);
    return record(X, options, recipe.update(recipe.fitBatches(inBatches(X, size)), X));
  };
  yield ['KMeans mini-batches, k-means++', batches(Matrix.from(blobs(12, 1503, 5, 6), 5), 400, { nClusters: 6, nInit: 3, seed: 2 })];
  yield ['KMeans mini-batches, at random', batches(Matrix.from(blobs(13, 61, 3, 4), 3), 20, { nClusters: 4, init: 'random' })];
  yield [
    'KMeans mini-batches, ties at 1e6, centers given',
    batches(Matrix.from(tied(14, 1009, 6), 6), 100, { nClusters: 11, init: given(tied(14, 1009, 6), 6, 11) }),
  ];
  yield ['KMeans mini-batches, denormals', batches(Matrix.from(tiny(15, 997, 6), 6), 250, { nClusters: 5, nInit: 2 })];
}

/** Weights of n rows, some of them 0, the largest about `most` times the least. */
const weights = (n, most = 10) =>
  Float64Array.from({ length: n }, (_, i) => (i % 7 === 3 ? 0 : 1 + (i % 5) / 3 + (i % 11 === 0 ? most : 0)));
