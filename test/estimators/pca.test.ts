import { describe, expect, test } from 'vitest';
import { Matrix, PCA, PCAModel } from '../../src/index.js';
import { drain } from '../../src/progress.js';
import { symmetricEigen } from '../../src/segmentation/eigen.js';
import { P_C_A } from '../../src/segmentation/pca.js';
import { thrown } from '../support/files.js';
import { blobs, generator } from '../support/random.js';
import { checkEstimator } from './contract.js';

checkEstimator('PCA', {
  make: (options) => new PCA(options),
  options: {},
  constraints: P_C_A as never,
  Model: PCAModel,
  apply: (model, X) => model.transform(X).data,
});

/** n rows of d columns that depend on one another. */
function mixed(n: number, d: number, seed = 1): number[][] {
  const random = generator(seed);
  const mix = Array.from({ length: d * d }, () => random() - 0.5);
  return Array.from({ length: n }, () => {
    const raw = Array.from({ length: d }, () => random() + random() - 1);
    return raw.map((_, j) => raw.reduce((sum, v, c) => sum + v * mix[c * d + j], 0));
  });
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, j) => sum + v * b[j], 0);

describe('symmetricEigen', () => {
  test.each([1, 2, 3, 8, 33, 90])('solves A v = λ v with orthonormal vectors, %i x %i', (n) => {
    const random = generator(n);
    const A = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) A[i * n + j] = A[j * n + i] = random() < 0.2 ? 0 : 2 * random() - 1;
    const { values, vectors } = drain(symmetricEigen(A.slice(), n));
    const vector = (i: number) => vectors.subarray(i * n, (i + 1) * n);
    for (let i = 0; i < n; i++) {
      for (let r = 0; r < n; r++)
        expect(Math.abs(dot(A.subarray(r * n, (r + 1) * n), vector(i)) - values[i] * vector(i)[r])).toBeLessThan(n * 1e-14);
      for (let j = 0; j <= i; j++) expect(Math.abs(dot(vector(i), vector(j)) - (i === j ? 1 : 0))).toBeLessThan(n * 1e-14);
    }
  });

  test('knows the spectrum of the second difference: 2 - 2 cos(π k / (n + 1))', () => {
    const n = 40;
    const A = Float64Array.from({ length: n * n }, (_, p) => [2, -1][Math.abs(Math.floor(p / n) - (p % n))] ?? 0);
    const { values } = drain(symmetricEigen(A, n));
    values.sort().forEach((v, k) => expect(v).toBeCloseTo(2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)), 13));
  });

  test('loses nothing where a row has little behind its second place', () => {
    const A = Float64Array.of(2, 1, 1e-9, 1, 3, 1, 1e-9, 1, 4);
    const { values, vectors } = drain(symmetricEigen(A.slice(), 3));
    for (let p = 0; p < 9; p++) {
      const [i, r] = [Math.floor(p / 3), p % 3];
      expect(dot(A.subarray(3 * r, 3 * r + 3), vectors.subarray(3 * i, 3 * i + 3))).toBeCloseTo(values[i] * vectors[p], 14);
    }
  });

  test('takes zeros, equal values and blocks apart', () => {
    expect(drain(symmetricEigen(new Float64Array(9), 3))).toEqual({ values: new Float64Array(3), vectors: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) }); // prettier-ignore
    const { values } = drain(symmetricEigen(Float64Array.of(2, 1, 0, 0, 1, 2, 0, 0, 0, 0, 5, 0, 0, 0, 0, 5), 4));
    values.sort().forEach((v, i) => expect(v).toBeCloseTo([1, 3, 5, 5][i], 14));
  });
});

describe('PCA finds', () => {
  test('orthonormal axes whose variances are those of the places, falling, and all of the variance', () => {
    const X = Matrix.from(mixed(300, 6));
    const model = new PCA().fit(X);
    const places = model.transform(X);
    for (let c = 0; c < 6; c++) {
      for (let e = 0; e <= c; e++) expect(dot(model.components.row(c), model.components.row(e))).toBeCloseTo(c === e ? 1 : 0, 13);
      const column = Array.from({ length: 300 }, (_, i) => places.row(i)[c]);
      expect(dot(column, column) / 299 / model.explainedVariance[c]).toBeCloseTo(1, 12);
      if (c > 0) expect(model.explainedVariance[c]).toBeLessThanOrEqual(model.explainedVariance[c - 1]);
      const largest = Array.from(model.components.row(c)).reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best));
      expect(largest).toBeGreaterThan(0);
    }
    expect(model.explainedVarianceRatio.reduce((a, b) => a + b)).toBeCloseTo(1, 13);
    expect([places.columns, model.components.nRows]).toEqual([['pca1', 'pca2', 'pca3', 'pca4', 'pca5', 'pca6'], 6]);
  });

  test('a line in space: one component brings every row back', () => {
    const X = Matrix.from(
      [1, 2, 4, 8].map((t) => [3 * t, 4 * t + 1, 7]),
      { columns: ['a', 'b', 'c'] },
    );
    const model = new PCA({ nComponents: 1 }).fit(X);
    expect(Array.from(model.components.data)).toEqual([expect.closeTo(0.6, 14), expect.closeTo(0.8, 14), 0]);
    const back = model.inverseTransform(model.transform(X));
    back.data.forEach((v, p) => expect(v).toBeCloseTo(X.data[p], 12));
    expect(back.columns).toEqual(['a', 'b', 'c']);
  });

  test('the same axes far from zero, in tiny and in huge units', () => {
    const rows = mixed(200, 4, 3);
    const { components, explainedVarianceRatio } = new PCA().fit(Matrix.from(rows));
    const moved = (f: (v: number) => number) => new PCA().fit(Matrix.from(rows.map((row) => row.map(f))));
    const far = moved((v) => Math.round(v * 2 ** 20) / 2 ** 20 + 1e9);
    far.components.data.forEach((v, p) => expect(v).toBeCloseTo(components.data[p], 4));
    const near = moved((v) => Math.round(v * 2 ** 20) / 2 ** 20 + 1e9 - 1e9);
    far.components.data.forEach((v, p) => expect(v).toBeCloseTo(near.components.data[p], 12));
    for (const unit of [2 ** -600, 2 ** 500]) {
      const scaled = moved((v) => v * unit);
      expect(scaled.components.data).toEqual(components.data);
      expect(scaled.explainedVarianceRatio).toEqual(explainedVarianceRatio);
    }
  });

  test('nothing in rows that are all equal, and no direction in a constant column', () => {
    const same = new PCA().fit(Matrix.from([[1e9, 0.1], [1e9, 0.1], [1e9, 0.1]])); // prettier-ignore
    expect([...same.explainedVariance, ...same.explainedVarianceRatio]).toEqual([0, 0, 0, 0]);
    const one = new PCA({ nComponents: 1 }).fit(Matrix.from([[5, 1], [5, 2], [5, 4]])); // prettier-ignore
    expect(Array.from(one.components.data)).toEqual([0, 1]);
  });

  test('fewer rows than columns: no more components than rows, the last without variance', () => {
    const X = Matrix.from(mixed(4, 9));
    const model = new PCA().fit(X);
    expect(model.components.nRows).toBe(4);
    expect(model.explainedVariance[3]).toBeLessThan(1e-15);
    const back = model.inverseTransform(model.transform(X));
    back.data.forEach((v, p) => expect(v).toBeCloseTo(X.data[p], 12));
  });

  test('the same with rows in another order, to the last digits', () => {
    const rows = mixed(100, 5, 8);
    const a = new PCA().fit(Matrix.from(rows));
    const b = new PCA().fit(Matrix.from([...rows].reverse()));
    b.components.data.forEach((v, p) => expect(v).toBeCloseTo(a.components.data[p], 12));
  });
});

describe('PCA says', () => {
  test('why a row lies where it does: parts that sum to its place, bit for bit', () => {
    const X = Matrix.from(blobs(30, 3, 4), { columns: ['a', 'b', 'c'] });
    const model = PCAModel.fromBytes(new PCA({ nComponents: 2 }).fit(X).toBytes());
    const places = model.transform(X);
    for (let i = 0; i < 30; i++) expect(model.explain(X.row(i)).map(({ score }) => score)).toEqual(Array.from(places.row(i)));
    expect(model.explain([1, 2, 3])[0].parts.map(({ column }) => column)).toEqual(['a', 'b', 'c']);
    expect(new PCA().fit(Matrix.from(blobs(9, 2, 2))).explain([1, 2])[0].parts[1].column).toBe('column 2');
  });

  test('what does not fit', () => {
    const fit = (rows: number[][], nComponents?: number) =>
      thrown(() => new PCA(nComponents ? { nComponents } : {}).fit(Matrix.from(rows)));
    expect(fit([[1, 2]]).message).toBe('"X" must have at least 2 rows and a column, got 1 x 2');
    expect(fit([[], []]).message).toContain('got 2 x 0');
    expect(fit(mixed(5, 3), 4).message).toBe(
      '"nComponents" must be an integer from 1 to 3 (of 5 rows and 3 columns, whichever is fewer), got 4',
    );
    expect(fit([[1e308], [-1e308]]).message).toContain('use another unit');
    expect(fit([[1e160], [-1e160]]).message).toContain('the variances of "X" leave the range');
    const model = new PCA({ nComponents: 2 }).fit(Matrix.from(mixed(5, 3)));
    expect(thrown(() => model.inverseTransform(Matrix.from([[1, 2, 3]]))).message).toBe(
      '"places" must have 2 columns, one a component, got 3',
    );
    expect(thrown(() => model.explain([1])).message).toContain('"row" must have 3 columns');
  });
});
