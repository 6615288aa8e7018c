// Odd input, each with its one defined outcome.
import { describe, expect, test } from 'vitest';
import { KMeans, Matrix, Table, type KMeansModel, type KMeansOptions } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { blobs } from '../support/random.js';

const FEW = (clusters: number, k: number) => [`only ${clusters} of ${k} clusters have rows: there are fewer different rows than clusters`];
const line = (...values: number[]) => Matrix.from(values.map((v) => [v]));
const f32 = (...values: number[]) => Matrix.from(Float32Array.from(values), 1);
const given = (...centers: number[]) => centers.map((v) => [v]);

interface Found {
  labels: number[];
  inertia: number;
  weights: number[];
  centers: number[];
  warnings?: string[];
}

test.each<[string, Matrix, KMeansOptions, Found]>([
  ['one row', line(7), { nClusters: 1 }, { labels: [0], inertia: 0, weights: [1], centers: [7] }],
  ['one row of many columns', Matrix.from([[7, -1, 0]]), { nClusters: 1 }, { labels: [0], inertia: 0, weights: [1], centers: [7, -1, 0] }],
  ['k = 1', line(1, 2, 6), { nClusters: 1 }, { labels: [0, 0, 0], inertia: 14, weights: [3], centers: [3] }],
  ['k = n', line(5, 1, 3), { nClusters: 3 }, { labels: [2, 0, 1], inertia: 0, weights: [1, 1, 1], centers: [1, 3, 5] }],
  [
    'k = n of equal sizes, numbers given',
    line(5, 1),
    { nClusters: 2, init: given(9, 0) },
    { labels: [0, 1], inertia: 0, weights: [1, 1], centers: [5, 1] },
  ],
  ['identical rows', line(4, 4, 4), { nClusters: 1 }, { labels: [0, 0, 0], inertia: 0, weights: [3], centers: [4] }],
  [
    'identical rows in more clusters',
    line(4, 4, 4),
    { nClusters: 3 },
    { labels: [0, 0, 0], inertia: 0, weights: [3, 0, 0], centers: [4, 4, 4], warnings: FEW(1, 3) },
  ],
  [
    'more clusters than distinct rows',
    line(1, 2, 1, 1),
    { nClusters: 3 },
    { labels: [0, 1, 0, 0], inertia: 0, weights: [3, 1, 0], centers: [1, 2, 1], warnings: FEW(2, 3) },
  ],
  [
    'a constant column',
    Matrix.from([
      [0, 5],
      [1, 5],
      [9, 5],
      [8, 5],
      [9, 5],
    ]),
    { nClusters: 2 },
    { labels: [1, 1, 0, 0, 0], inertia: 0.5 + 2 / 3, weights: [3, 2], centers: [26 / 3, 5, 0.5, 5] },
  ],
  [
    'f32 rows',
    f32(0.5, 0.25, 8, 8.5, 9),
    { nClusters: 2 },
    { labels: [1, 1, 0, 0, 0], inertia: 0.53125, weights: [3, 2], centers: [8.5, 0.375] },
  ],
  ['minus zero', line(0, -0, 3), { nClusters: 2 }, { labels: [0, 0, 1], inertia: 0, weights: [2, 1], centers: [0, 3] }],
  [
    'a table of one column',
    Table.from([{ a: 1 }, { a: 2 }, { a: 9 }]).toMatrix(['a']),
    { nClusters: 2 },
    { labels: [0, 0, 1], inertia: 0.5, weights: [2, 1], centers: [1.5, 9] },
  ],
])('%s', async (_, X, options, { labels, inertia, weights, centers, warnings = [] }) => {
  // prettier-ignore
  for (const init of options.init ? [options.init] : (['k-means++', 'random'] as const)) {
    const recipe = new KMeans({ init, ...options });
    for (const model of [recipe.fit(X), await recipe.fitAsync(X)]) {
      expect([Array.from(model.labels), Array.from(model.clusterWeights)]).toEqual([labels, weights]);
      expect(model.inertia).toBeCloseTo(inertia, 12);
      model.clusterCenters.data.forEach((v, q) => expect(v).toBeCloseTo(centers[q], 12));
      expect([model.warnings, model.converged]).toEqual([warnings, true]);
      expect(model.predict(X)).toEqual(model.labels);
    }
  }
});

describe('is refused, by fit and by mini-batches:', () => {
  const X = Matrix.from(blobs(9, 2, 3));
  const strings = [['1', '2'], ['3', '4']] as unknown as number[][]; // prettier-ignore
  const columns = ['visits', 'spend'];
  test.each<[string, () => unknown, KMeansOptions, string]>([
    ['NaN', () => Matrix.from([[1, 2], [3, NaN]], { columns }), { nClusters: 1 }, 'row 2, column "spend" must be a finite number, got NaN'], // prettier-ignore
    [
      'NaN in f32',
      () => Matrix.from(Float32Array.of(1, 2, NaN, 4), 2),
      { nClusters: 1 },
      'row 2, column 1 must be a finite number, got NaN',
    ],
    ['Infinity', () => Matrix.from([[1, -Infinity]]), { nClusters: 1 }, 'row 1, column 2 must be a finite number, got -Infinity'],
    ['text for a number', () => Matrix.from(strings, { columns }), { nClusters: 1 }, 'row 1, column "visits" must be a number, got "1"'],
    ['rows of other lengths', () => Matrix.from([[1, 2], [3]]), { nClusters: 1 }, 'row 2 must have 2 cells, got 1'], // prettier-ignore
    ['a missing cell of a table', () => Table.from([{ a: 1 }, { a: null }]).toMatrix(['a']), { nClusters: 1 }, 'row 2, column "a"'],
    ['a text column', () => Table.from([{ a: 'x y' }, { a: 'z' }]).toMatrix(['a']), { nClusters: 1 }, 'column "a"'],
    ['no columns', () => Table.of({}).toMatrix(), { nClusters: 1 }, 'must have rows and columns, got 0 x 0'],
    ['no columns, some rows', () => Matrix.from([[], [], []]), { nClusters: 1 }, 'must have rows and columns, got 3 x 0'],
    ['no rows', () => Matrix.from([], { columns }), { nClusters: 1 }, 'must have rows and columns, got 0 x 2'],
    ['rows that are no Matrix', () => [[1, 2], [3, 4]], { nClusters: 1 }, 'must be a Matrix, got an array of 2'], // prettier-ignore
    ['nothing', () => undefined, { nClusters: 1 }, 'must be a Matrix, got undefined'],
    ['k > n', () => X, { nClusters: 10 }, '"nClusters" must be an integer from 1 to 9'],
    ['too few given centers', () => X, { nClusters: 3, init: [[1, 2], [3, 4]] }, 'must be 3 centers of 2 finite numbers'], // prettier-ignore
    ['given centers with a gap', () => X, { nClusters: 2, init: [[1, 2], [3, NaN]] }, 'must be 2 centers of 2 finite numbers'], // prettier-ignore
    ['text as a given center', () => X, { nClusters: 2, init: strings }, 'must be 2 centers of 2 finite numbers'],
  ])('%s', async (_, make, options, message) => {
    const recipe = new KMeans(options);
    const calls = [(rows: Matrix) => recipe.fit(rows), (rows: Matrix) => recipe.fitBatches([rows])] as const;
    for (const call of calls) expect(thrown((): KMeansModel => call(make() as Matrix)).message).toContain(message);
    await expect((async () => recipe.fitAsync(make() as Matrix))()).rejects.toMatchObject({ code: 'invalid-data' });
  });
});
