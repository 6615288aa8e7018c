// A million rows inside 600 MB: the most that a Node process of its own ever held, the rows included.
import { expect, test } from 'vitest';
import { held, type Held } from './support/own-process.js';

const IMPORTS = "import { KMeans, Matrix } from 'kindred'; import { silhouette } from 'kindred/evaluation';";

/** Run a program on `X`, a million seeded rows of 8 columns in 12 groups; it sets `found`. */
const heldOnRows = (program: string) =>
  held(
    IMPORTS,
    `let state = 1;
    const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
    const X = Matrix.from(Float64Array.from({ length: 8e6 }, (_, p) => ((p >> 3) % 12) * (1 + (p % 3)) + next() + next()), 8);
    ${program}`,
  );

/** At least the rows themselves. */
function expectWithin({ peak }: Held): void {
  expect(peak).toBeGreaterThan(64);
  expect(peak).toBeLessThan(600);
}

const SIZES = 'found = Array.from(model.clusterWeights);';

test.each([
  ['one start', 'const model = new KMeans({ nClusters: 10, nInit: 1 }).fit(X);'],
  ['ten starts', 'const model = new KMeans({ nClusters: 10 }).fit(X);'],
  [
    'weights',
    'const model = new KMeans({ nClusters: 10, nInit: 1 }).fit(X, { sampleWeight: Float64Array.from({ length: 1e6 }, (_, i) => 0.5 + (i % 2)) });',
  ],
])('k-means with %s', (_, program) => {
  const fitted = heldOnRows(`${program} ${SIZES}`);
  expect([fitted.found.length, fitted.found.reduce((a, b) => a + b)]).toEqual([10, 1e6]);
  expectWithin(fitted);
});

test('a fit and the silhouette of a sample: no table of all distances', () => {
  const measured = heldOnRows(`
    const { labels } = new KMeans({ nClusters: 10, nInit: 1 }).fit(X);
    found = [silhouette(X, labels, { sampleSize: 2000 })];`);
  expect(measured.found[0]).toBeGreaterThan(0.3);
  expectWithin(measured);
});

test('a stream of ten million rows holds a batch at a time', () => {
  const streamed = heldOnRows(`
    function* batches() {
      for (let b = 0; b < 500; b++) yield Matrix.from(X.data.slice(8 * b, 8 * (b + 20000)), 8);
    }
    const model = new KMeans({ nClusters: 10 }).fitBatches(batches()); ${SIZES}`);
  expect(streamed.found.reduce((a, b) => a + b)).toBe(1e7);
  expect(streamed.peak).toBeLessThan(300); // 64 MB for X; all batches have 640
});
