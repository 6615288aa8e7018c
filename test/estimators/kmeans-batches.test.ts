// Mini-batches: against scikit-learn, against means taken at leisure, from streams that end, fail and are stopped.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { KMeans, KMeansModel, Matrix, type KMeansOptions } from '../../src/index.js';
import { drain } from '../../src/progress.js';
import { weightsOf } from '../../src/segmentation/sample-weight.js';
import { runStarts } from '../../src/segmentation/starts.js';
import { largestError } from '../golden/errors.js';
import { inBatches, type GoldenBatches } from '../golden/kmeans.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { blobs, shuffled } from '../support/random.js';

const golden = JSON.parse(readFileSync('test/golden/kmeans.json', 'utf8')) as { small: { X: number[][]; batches: GoldenBatches[] } };
const X = Matrix.from(blobs(120, 3, 4), { columns: ['a', 'b', 'c'] });
const batches = inBatches(X, 50);
const recipe = new KMeans({ nClusters: 4 });

/** A stream of batches that counts how often it was told to end. */
function stream(of: readonly unknown[], error?: Error) {
  const seen = { taken: 0, ended: 0 };
  const steps = {
    next() {
      if (seen.taken === of.length && error) throw error;
      return seen.taken < of.length ? { done: false, value: of[seen.taken++] as Matrix } : { done: true, value: undefined };
    },
    return() {
      seen.ended++;
      return { done: true, value: undefined };
    },
  } as Iterator<Matrix>;
  const later = { next: () => Promise.resolve().then(() => steps.next()), return: () => Promise.resolve(steps.return!()) };
  return { seen, now: { [Symbol.iterator]: () => steps }, later: { [Symbol.asyncIterator]: () => later } };
}

describe('mini-batches are', () => {
  test('those of scikit-learn', () => {
    const small = Matrix.from(golden.small.X);
    expect(golden.small.batches.length).toBe(4);
    for (const { size, starts, centers, weights, inertia } of golden.small.batches) {
      const init = starts.map((i) => golden.small.X[i]);
      const model = new KMeans({ nClusters: starts.length, init }).fitBatches(inBatches(small, size));
      expect(largestError(model.clusterCenters.data, centers)).toBeLessThan(1e-12);
      expect(Array.from(model.clusterWeights)).toEqual(weights);
      expect(largestError([model.inertia], [inertia])).toBeLessThan(1e-12);
      expect([model.nIter, model.converged, model.labels.length, model.warnings]).toEqual([Math.ceil(60 / size), false, 0, []]);
    }
  });

  test('means of all rows that a center was given, also in batches above a block, at an offset and in f32', () => {
    for (const [n, size, offset] of [
      [9500, 9000, 0],
      [9500, 1000, 1e9],
      [300, 7, -1e5],
    ]) {
      // prettier-ignore
      const rows = blobs(n, 2, 3).map((row) => row.map((v) => Math.fround(v) + offset));
      const init = rows.slice(0, 3);
      let centers = init;
      const given: number[][][] = [[], [], []];
      let inertia = 0;
      for (let at = 0; at < n; at += size) {
        for (const row of rows.slice(at, at + size)) {
          const squares = centers.map((center) => center.reduce((sum, v, j) => sum + (row[j] - v) ** 2, 0));
          const label = squares.indexOf(Math.min(...squares));
          inertia += squares[label];
          given[label].push(row);
        }
        centers = given.map((own) => own[0].map((first, j) => first + own.reduce((sum, row) => sum + (row[j] - first) / own.length, 0)));
      }
      const model = new KMeans({ nClusters: 3, init }).fitBatches(inBatches(Matrix.from(rows), size));
      expect(Array.from(model.clusterWeights)).toEqual(given.map((own) => own.length));
      expect(largestError(model.clusterCenters.data, centers.flat())).toBeLessThan(1e-14);
      expect(largestError([model.inertia], [inertia])).toBeLessThan(1e-9);
      if (offset !== 0) continue;
      const f32 = new KMeans({ nClusters: 3, init }).fitBatches(inBatches(Matrix.from(Float32Array.from(rows.flat()), 2), size));
      expectSameBytes(f32.toBytes(), model.toBytes());
    }
  });

  test('the first batch of given centers: a step of Lloyd, from however far', () => {
    const rows = blobs(200, 3, 5);
    for (const far of [0, 1e12]) {
      const init = [rows[0].map((v) => v - far), rows[1], rows[2]];
      const model = new KMeans({ nClusters: 3, init }).fitBatches([Matrix.from(rows)]);
      if (far > 0) {
        expect(model.warnings).toEqual(['only 2 of 3 clusters have rows: the other centers were never the nearest of one']);
        expect(Array.from(model.clusterCenters.row(0))).toEqual(init[0]);
      } else expect(model.clusterWeights).toEqual(new KMeans({ nClusters: 3, init, maxIter: 1 }).fit(Matrix.from(rows)).clusterWeights);
    }
    const [one] = new KMeans({ nClusters: 1, init: [[1e12]] }).fitBatches([Matrix.from([[0.1], [0.3]])]).clusterCenters.data;
    expect(one).toBeCloseTo(0.2, 15);
  });

  test('the same but for rounding when the rows of each batch come in another order', () => {
    const init = [0, 1, 2, 3].map((i) => Array.from(X.row(i)));
    const mixed = batches.map((batch) => Matrix.from(shuffled(Array.from({ length: batch.nRows }, (_, i) => Array.from(batch.row(i))))));
    const [one, other] = [batches, mixed].map((of) => new KMeans({ nClusters: 4, init }).fitBatches(of));
    expect(largestError(one.clusterCenters.data, other.clusterCenters.data)).toBeLessThan(1e-14);
    expect(one.clusterWeights).toEqual(other.clusterWeights);
  });

  test('near the clusters of a whole fit, by either start, numbered by size with names of columns', () => {
    const rows = blobs(4000, 3, 4).filter((_, i) => i % 4 < 1 || i % 3 > 0);
    const whole = recipe.fit(Matrix.from(rows));
    for (const init of ['k-means++', 'random'] as const) {
      const model = new KMeans({ nClusters: 4, init, nInit: 50 }).fitBatches(
        inBatches(Matrix.from(rows, { columns: ['a', 'b', 'c'] }), 200),
      );
      expect(Array.from(model.clusterWeights)).toEqual(Array.from(whole.clusterWeights));
      expect(model.clusterWeights[0]).toBeGreaterThan(model.clusterWeights[3]);
      expect(largestError(model.clusterCenters.data, whole.clusterCenters.data)).toBeLessThan(0.05);
      expect(model.clusterCenters.columns).toEqual(['a', 'b', 'c']);
    }
  });
});

describe('starts', () => {
  const rows = Matrix.from(blobs(300, 2, 9, 3));
  const inertia = (options: KMeansOptions) => new KMeans(options).fitBatches([rows]).inertia;

  test.each(['k-means++', 'random'] as const)('%s: the best of nInit on the first batch', (init) => {
    const improved = Array.from({ length: 5 }, (_, seed) => {
      const of = Array.from({ length: 6 }, (_, i) => inertia({ nClusters: 7, init, nInit: i + 1, seed }));
      of.forEach((one, i) => expect(one).toBeLessThanOrEqual(of[Math.max(0, i - 1)]));
      return of[5] < of[0];
    });
    expect(improved).toContain(true);
  });

  test('are rows of the first batch: those of fit', () => {
    const options = new KMeans({ nClusters: 9, nInit: 1, maxIter: 1 }).options;
    const fitted = drain(runStarts(rows, options, weightsOf(undefined, 300)));
    expect(largestError(new KMeans(options).fitBatches([rows]).clusterCenters.data, fitted.centers)).toBeLessThan(1e-14);
  });

  test('of several given ones the best', () => {
    const sets = [[[0, 0], [20, 20]], [[0, 20], [20, 0]], [[5, 5], [6, 6]]]; // prettier-ignore
    const alone = sets.map((init) => inertia({ nClusters: 2, init }));
    expect(inertia({ nClusters: 2, init: sets })).toBe(Math.min(...alone));
    expect(new Set(alone).size).toBe(3);
  });
});

describe('a stream', () => {
  test('gives one model, now or later, with threads that it does not need', async () => {
    const bytes = recipe.fitBatches(batches).toBytes();
    expectSameBytes(recipe.fitBatches(stream(batches).now).toBytes(), bytes);
    for (const of of [batches, stream(batches).now, stream(batches).later])
      expectSameBytes((await recipe.fitBatchesAsync(of)).toBytes(), bytes);
    expectSameBytes(KMeansModel.fromBytes(bytes).toBytes(), bytes);
  });

  test('may fill one array again and again', () => {
    const room = new Float64Array(50 * 3);
    function* again() {
      for (const { data } of batches) {
        room.set(data);
        yield Matrix.from(room.subarray(0, data.length), 3, { columns: ['a', 'b', 'c'] });
      }
    }
    expectSameBytes(recipe.fitBatches(again()).toBytes(), recipe.fitBatches(batches).toBytes());
  });

  test('lets other work go first, also where every batch is short', async () => {
    let heard = false;
    setTimeout(() => (heard = true));
    function* endless() {
      for (let i = 0; i < 1e6 && !heard; i++) yield batches[0];
    }
    expect((await recipe.fitBatchesAsync(endless())).nIter).toBeLessThan(1e6);
  });

  test('tells after each batch, of how many where it is an array', async () => {
    const told: [number, number][] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => void told.push([done, total]);
    recipe.fitBatches(batches, { onProgress });
    await recipe.fitBatchesAsync(stream(batches).later, { onProgress });
    expect(told).toEqual([1, 2, 3].flatMap((done) => [[done, 3]]).concat([1, 2, 3].map((done) => [done, Infinity])));
  });

  test('is told to end where the work is cancelled or a batch is wrong', async () => {
    for (const kind of ['cancelled', 'invalid-data']) {
      const bad = kind === 'invalid-data' ? [batches[0], Matrix.from([[1, 2]]), batches[1]] : batches;
      const work = () => {
        const stop = new AbortController();
        return {
          signal: stop.signal,
          onProgress: ({ done }: { done: number }) => void (kind === 'cancelled' && done === 2 && stop.abort()),
        };
      };
      const [one, two, three] = [stream(bad), stream(bad), stream(bad)];
      expect(thrown(() => recipe.fitBatches(one.now, work())).code).toBe(kind);
      await expect(recipe.fitBatchesAsync(two.now, work())).rejects.toMatchObject({ code: kind });
      await expect(recipe.fitBatchesAsync(three.later, work())).rejects.toMatchObject({ code: kind });
      for (const { seen } of [one, two, three]) expect(seen).toEqual({ taken: 2, ended: 1 });
    }
  });

  test('that fails gives its own error', async () => {
    const boom = new Error('the line is down');
    expect(() => recipe.fitBatches(stream(batches, boom).now)).toThrow(boom);
    await expect(recipe.fitBatchesAsync(stream(batches, boom).later)).rejects.toBe(boom);
    await expect(recipe.fitBatchesAsync(stream(batches, boom).now)).rejects.toBe(boom);
  });

  test.each<[string, unknown, string]>([
    ['nothing', [], '"batches" must hold a batch or more, there was none'],
    ['no iterable', 5, '"batches" must be an iterable of matrices, got 5'],
    ['one matrix', X, '"batches" must be an iterable of matrices, got a Matrix'],
    ['a later one', stream([]).later, 'or use fitBatchesAsync'],
    ['rows', [[[1, 2]]], 'batch 1 of "batches" must be a Matrix, got an array of 1'],
    ['rows after a matrix', [X, [[1, 2]]], 'batch 2 of "batches" must be a Matrix, got an array of 1'],
    ['another width', [X, X, Matrix.from([[1]])], 'batch 3 of "batches" must have 3 columns, as the first has, got 1'],
    ['too few rows at first', inBatches(X, 3), '"nClusters" must be an integer from 1 to 3 (rows of the first batch), got 4'],
    ['no rows at first', [Matrix.from([])], 'batch 1 of "batches" must have rows and columns, got 0 x 0'],
    ['huge values', [X, Matrix.from([[1e200, 0, 0]])], 'use another unit'],
    ['huge values at first', [Matrix.from([[1e200], [0], [1], [2]])], 'use another unit'],
  ])('of %s is an error that says so', async (what, of, message) => {
    const error = thrown(() => recipe.fitBatches(of as Matrix[]));
    expect([error.code, error.message]).toEqual(['invalid-data', expect.stringContaining(message)]);
    await expect(recipe.fitBatchesAsync(of as Matrix[])).rejects.toMatchObject({
      message: expect.stringContaining(what === 'a later one' ? 'there was none' : message) as string,
    });
  });

  test('of wrong given centers, and a batch without rows', () => {
    expect(thrown(() => new KMeans({ nClusters: 4, init: [[1, 2, 3]] }).fitBatches(batches)).message).toContain('must be 4 centers of 3');
    const model = recipe.fitBatches([...batches, Matrix.from([])]);
    expect([model.nIter, model.clusterCenters]).toEqual([4, recipe.fitBatches(batches).clusterCenters]);
  });
});

describe('update', () => {
  test('is one more batch', () => {
    const init = [0, 1, 2, 3].map((i) => Array.from(X.row(i)));
    const given = new KMeans({ nClusters: 4, init });
    const all = given.fitBatches(batches);
    const first = given.fitBatches(batches.slice(0, 1));
    const before = first.toBytes();
    expectSameBytes(
      batches
        .slice(1)
        .reduce((model, batch) => given.update(model, batch), first)
        .toBytes(),
      all.toBytes(),
    );
    expectSameBytes(first.toBytes(), before);
  });

  test('goes on from a fit or a file, by how many rows each center stands for, with its names and numbers', () => {
    const model = new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [0], [1], [9]], { columns: ['v'] })).withNames(['Small', 'Large']);
    const rows = Matrix.from(Array.from({ length: 6 }, () => [11]));
    for (const old of [model, KMeansModel.fromBytes(model.toBytes())]) {
      const next = new KMeans({ nClusters: 2 }).update(old, rows);
      expect(largestError(next.clusterCenters.data, [1 / 3, 75 / 7])).toBeLessThan(1e-15);
      expect([Array.from(next.clusterWeights), next.names, next.clusterCenters.columns]).toEqual([[3, 7], ['Small', 'Large'], ['v']]);
      expect([next.inertia, next.nIter, next.labels.length]).toEqual([model.inertia + 24, model.nIter + 1, 0]);
      expect(model.clusterCenters.row(1)[0]).toBe(9);
    }
    const weighted = new KMeans({ nClusters: 1 }).fit(Matrix.from([[0], [4]]), { sampleWeight: [0.25, 0.75] });
    expect(new KMeans({ nClusters: 1 }).update(weighted, Matrix.from([[7]])).clusterCenters.data[0]).toBe(5);
  });

  test('keeps what relabel needs of a model, not the labels', () => {
    const january = recipe.fit(X).withNames(['A', 'B', 'C', 'D']);
    const february = recipe.fitBatches(batches);
    expect(february.relabel(january).model.names).toEqual(january.names);
    const error = thrown(() => february.relabel({ labels: january.labels, names: january.names! }));
    expect([error.code, error.message]).toEqual(['no-training-data', expect.stringContaining('of mini-batches')]);
  });

  test('says what does not fit', () => {
    const model = recipe.fit(X);
    const message = (of: unknown, rows: unknown, options = recipe) =>
      thrown(() => options.update(of as KMeansModel, rows as Matrix)).message;
    expect(message(model, X, new KMeans({ nClusters: 3 }))).toBe('"nClusters" must be 4, as many as the model has, got 3');
    expect(message({}, X)).toBe('"model" must be a KMeansModel, got an object');
    expect(message(model, [[1]])).toBe('"X" must be a Matrix, got an array of 1');
    expect(message(model, Matrix.from([[1]]))).toContain('"X" must have 3 columns');
    expect(message(model, Matrix.from([[1e200, 0, 0]]))).toContain('use another unit');
  });
});
