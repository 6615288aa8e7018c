// What clustering.json says of one labeling, and of one PCA.
import { expect } from 'vitest';
import { calinskiHarabasz, daviesBouldin, silhouette, silhouetteSamples } from '../../src/evaluation/index.js';
import { PCA, type Matrix } from '../../src/index.js';
import { largestError } from './errors.js';

export interface GoldenMeasures {
  silhouette: number;
  /** By scikit-learn's own distances, less exact where rows are equal. */
  ownDistances: number;
  samples: number[];
  daviesBouldin: number;
  calinskiHarabasz: number;
}

export interface GoldenPCA {
  components: number[];
  mean: number[];
  explainedVariance: number[];
  explainedVarianceRatio: number[];
  places: number[];
}

/** To 1e-12 of the golden value. */
function expectClose(got: number, want: number): void {
  expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-12 * Math.abs(want));
}

/** @param every - which rows' silhouettes are golden */
export function expectMeasures(X: Matrix, labels: ArrayLike<unknown>, golden: GoldenMeasures, every = 1): void {
  expectClose(silhouette(X, labels), golden.silhouette);
  expect(silhouette(X, labels)).toBeCloseTo(golden.ownDistances, 7);
  const samples = silhouetteSamples(X, labels).filter((_, i) => i % every === 0);
  expect(largestError(samples, golden.samples)).toBeLessThan(1e-12);
  expectClose(daviesBouldin(X, labels), golden.daviesBouldin);
  expectClose(calinskiHarabasz(X, labels), golden.calinskiHarabasz);
}

/** @param every - which rows' places are golden */
export function expectPCA(X: Matrix, golden: GoldenPCA, every = 1): void {
  const nComponents = golden.explainedVariance.length;
  const model = new PCA({ nComponents }).fit(X);
  // scikit-learn fixes signs by the largest loading too, but where two are equal in size rounding decides
  const signs = Array.from({ length: nComponents }, (_, c) => {
    const theirs = golden.components.slice(c * X.nColumns, (c + 1) * X.nColumns);
    return Array.from(model.components.row(c)).reduce((sum, v, j) => sum + v * theirs[j], 0) < 0 ? -1 : 1;
  });
  expect(largestError(model.mean, golden.mean)).toBeLessThan(1e-12);
  expect(largestError(model.explainedVariance, golden.explainedVariance)).toBeLessThan(1e-9);
  expect(largestError(model.explainedVarianceRatio, golden.explainedVarianceRatio)).toBeLessThan(1e-9);
  const components = model.components.data.map((v, p) => v * signs[Math.floor(p / X.nColumns)]);
  expect(largestError(components, golden.components)).toBeLessThan(1e-9);
  const places = model.transform(X).data.filter((_, p) => Math.floor(p / nComponents) % every === 0);
  expect(largestError(places.map((v, p) => v * signs[p % nComponents]), golden.places)).toBeLessThan(1e-9); // prettier-ignore
}
