// Several starts: each a function of the seed and its number, so that they may run anywhere; and the numbers of the clusters.
import { describe, expect, test } from 'vitest';
import { KMeans, Matrix } from '../../src/index.js';
import { drain } from '../../src/progress.js';
import type { LloydResult } from '../../src/segmentation/lloyd.js';
import { weightsOf } from '../../src/segmentation/sample-weight.js';
import { betterOf, countStarts, runStarts } from '../../src/segmentation/starts.js';
import { blobs, generator } from '../support/random.js';

/** Rows on a coarse grid: equal ones, exact ties, starts that end alike. */
function grid(seed: number, n: number, d: number): number[][] {
  const random = generator(seed);
  return Array.from({ length: n }, () => Array.from({ length: d }, () => Math.floor(5 * random()) / 4));
}

/** Whole numbers around 0, which f32 and means take as they are: 0 lies between clusters that are each other's mirror image. */
function mirrored(seed: number): Matrix {
  const random = generator(seed);
  const half = Array.from({ length: 6 + Math.floor(6 * random()) }, () => Math.floor(9 * random()));
  return Matrix.from([0, ...half, ...half.map((v) => -v)].map((v) => [v]));
}

describe('starts', () => {
  const rows = blobs(400, 3, 12, 4);
  const inits = {
    'k-means++': 'k-means++',
    random: 'random',
    given: Array.from({ length: 7 }, (_, s) => rows.slice(3 * s, 3 * s + 6)),
  } as const;

  test.each(Object.entries(inits))('%s: the best of any parts is the best of all, byte for byte', (_, init) => {
    for (const [seed, X] of [Matrix.from(rows), Matrix.from(grid(1, 300, 3)), Matrix.from(grid(2, 60, 3))].entries()) {
      const { options } = new KMeans({ nClusters: 6, init, nInit: 7, seed });
      const n = countStarts(options);
      const run = (from: number, to: number) => drain(runStarts(X, options, weightsOf(undefined, X.nRows), from, to));
      const whole = run(0, n);
      expect(n).toBe(7);
      for (const cuts of [
        [0, 7],
        [0, 1, 2, 3, 4, 5, 6, 7],
        [0, 3, 7],
        [0, 6, 7],
        [0, 2, 4, 7],
      ]) {
        // prettier-ignore
        const parts = cuts.slice(1).map((to, p) => run(cuts[p], to));
        expect(parts.reduce<LloydResult | undefined>(betterOf, undefined)).toEqual(whole);
      }
    }
  });

  test('also where a start goes on after its first rest, because the order by size decides a tie anew', () => {
    for (const seed of [291, 298, 763, 1038]) {
      const X = mirrored(seed);
      const { options } = new KMeans({ nClusters: 2 + (seed % 4), init: 'random', nInit: 4, seed });
      const run = (from: number, to: number) => drain(runStarts(X, options, weightsOf(undefined, X.nRows), from, to));
      const alone = [0, 1, 2, 3].map((start) => run(start, start + 1));
      expect(alone.reduce<LloydResult | undefined>(betterOf, undefined), `seed ${seed}`).toEqual(run(0, 4));
    }
  });

  test('the winner is the best there is', () => {
    const X = Matrix.from(blobs(500, 2, 9, 3));
    const { options } = new KMeans({ nClusters: 7, init: 'random', nInit: 12 });
    const alone = Array.from({ length: 12 }, (_, s) => drain(runStarts(X, options, weightsOf(undefined, 500), s, s + 1)).inertia);
    expect(new Set(alone).size).toBeGreaterThan(3);
    expect(new KMeans(options).fit(X).inertia).toBe(Math.min(...alone));
  });

  test('a generator skips in one step', () => {
    const [one, other] = [generator(7), generator(7, 1000)];
    for (let i = 0; i < 1000; i++) one();
    for (let i = 0; i < 100; i++) expect(other()).toBe(one());
  });
});

describe('numbers of clusters', () => {
  test('by size with starts of its own, equal ones by their centers; predict gives the labels of fit, also in ties', () => {
    for (let seed = 0; seed < 150; seed++) {
      const X = Matrix.from(seed % 3 === 0 ? blobs(200, 2, 9, seed) : grid(seed, 60, 1 + (seed % 3)));
      const init = seed % 2 === 0 ? 'random' : 'k-means++';
      const { labels, clusterWeights, clusterCenters, predict, converged } = fitted(X, { nClusters: 2 + (seed % 5), init, seed, nInit: 2 });
      expect(converged).toBe(true);
      expect(predict(X)).toEqual(labels);
      for (let c = 1; c < clusterWeights.length; c++) {
        expect(clusterWeights[c]).toBeLessThanOrEqual(clusterWeights[c - 1]);
        if (clusterWeights[c] !== clusterWeights[c - 1]) continue;
        const [a, b] = [clusterCenters.row(c - 1), clusterCenters.row(c)];
        const j = a.findIndex((v, at) => v !== b[at]);
        if (j >= 0) expect(a[j]).toBeLessThan(b[j]);
      }
      clusterWeights.forEach((weight, c) => expect(labels.filter((label) => label === c).length).toBe(weight));
    }
  });

  test('by weight, not by rows', () => {
    const { labels } = new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [0.1], [0.2], [9]]), { sampleWeight: [1, 1, 1, 4] });
    expect(Array.from(labels)).toEqual([1, 1, 1, 0]);
  });

  test('those of given centers, however large the clusters become', () => {
    const X = Matrix.from([[0], [9], [9.1], [9.2], [5]]);
    expect(Array.from(new KMeans({ nClusters: 3, init: [[0], [5], [9]] }).fit(X).labels)).toEqual([0, 2, 2, 2, 1]);
    const several = new KMeans({ nClusters: 3, init: [[[0], [5], [9]], [[0], [0], [0]]] }).fit(X); // prettier-ignore
    expect(Array.from(several.labels)).toEqual([0, 2, 2, 2, 1]);
  });

  test('decide ties', () => {
    for (let seed = 0; seed < 300; seed++) {
      const X = mirrored(seed);
      const { labels, predict } = fitted(X, { nClusters: 2 + (seed % 4), init: 'random', nInit: 1, seed });
      expect(predict(X), `seed ${seed}`).toEqual(labels);
    }
  });

  test('of a run that was stopped', () => {
    for (let seed = 0; seed < 300; seed++) {
      const X = mirrored(seed);
      const { labels, predict } = fitted(X, { nClusters: 2 + (seed % 4), init: 'random', nInit: 1, maxIter: 1 + (seed % 3), seed });
      expect(predict(X), `seed ${seed}`).toEqual(labels);
    }
    for (let seed = 0; seed < 30; seed++) {
      const X = Matrix.from(grid(seed, 200, 2));
      const { labels, predict } = fitted(X, { nClusters: 6, init: 'random', nInit: 1, maxIter: 2, seed });
      expect(predict(X)).toEqual(labels);
    }
  });
});

function fitted(X: Matrix, options: ConstructorParameters<typeof KMeans>[0]) {
  const model = new KMeans(options).fit(X);
  const { labels, clusterWeights, clusterCenters, converged } = model;
  return { labels, clusterWeights, clusterCenters, converged, predict: (rows: Matrix) => model.predict(rows) };
}
