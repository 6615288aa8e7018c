import { describe, expect, test } from 'vitest';
import { writeModelFile } from '../../src/data/model-file.js';
import { KMeans, KMeansModel, Matrix, type Progress } from '../../src/index.js';
import { nearestCenter, squaredDistance } from '../../src/segmentation/assign.js';
import { expectDamageRefused, expectSameBytes, thrown } from '../support/files.js';
import { blobs, generator } from '../support/random.js';

const X = Matrix.from(blobs(60, 3, 4), { columns: ['a', 'b', 'c'] });
const model = new KMeans({ nClusters: 4 }).fit(X);
const NAMES = ['Champions', 'Neu, für "uns"', '新しい', 'd'];

describe('names of segments', () => {
  test('go with the model and its file, and change nothing else', () => {
    const named = model.withNames(NAMES);
    const bytes = named.toBytes();
    const loaded = KMeansModel.fromBytes(bytes);
    expectSameBytes(loaded.toBytes(), bytes);
    for (const one of [named, loaded]) {
      expect([one.names, one.nameOf(2), Object.isFrozen(one.names)]).toEqual([NAMES, '新しい', true]);
      const { label, name, runnerUp, runnerUpName } = one.explain(X.row(0));
      expect([name, runnerUpName]).toEqual([NAMES[label], NAMES[runnerUp]]);
      expect(one.predict(X)).toEqual(model.labels);
    }
    expect(named.labels).toBe(model.labels);
    expect([model.names, model.nameOf(3), model.explain(X.row(0)).name]).toEqual([undefined, undefined, undefined]);
    expect(new TextDecoder().decode(model.toBytes())).not.toContain('names');
    expectDamageRefused(new KMeans({ nClusters: 2 }).fit(Matrix.from([[1], [2]])).withNames(['a', 'b']).toBytes(), KMeansModel.fromBytes); // prettier-ignore
  });

  test('are texts, one a segment, all different', () => {
    const refused = (names: unknown) => thrown(() => model.withNames(names as string[])).message;
    expect(refused(['a', 'b'])).toBe('"names" must be 4 names, one a segment, got an array of 2');
    expect(refused([...NAMES, 'e'])).toContain('got an array of 5');
    expect(refused('abcd')).toContain('got "abcd"');
    expect(refused(['a', 'b', '  ', 'd'])).toBe('the name of segment 2 must be a text, got "  "');
    expect(refused(['a', 'b', 3, 'd'])).toBe('the name of segment 2 must be a text, got 3');
    expect(refused(['a', 'b', 'c', 'b'])).toBe('segments 1 and 3 must have two names, both are "b"');
    for (const label of [4, -1, 1.5, NaN]) expect(thrown(() => model.nameOf(label)).code).toBe('unknown-id');
    const tensors = { clusterCenters: Float64Array.of(1, 2), clusterWeights: Float64Array.of(1, 1) };
    const settings = { inertia: 0, nIter: 1, converged: true, warnings: [], columns: null };
    const saved = (names: unknown) => writeModelFile({ type: 'KMeansModel', settings: { ...settings, names }, tensors, shapes: { clusterCenters: [2, 1] } }); // prettier-ignore
    expect(KMeansModel.fromBytes(saved(['a', 'b'])).names).toEqual(['a', 'b']);
    for (const names of [['a'], ['a', 'a'], ['a', 1], null, 'ab']) {
      expect(thrown(() => KMeansModel.fromBytes(saved(names))).code).toBe('file-corrupt');
    }
  });
});

describe('predict and transform', () => {
  // 40 columns and 70 centers: a chunk has some 1,500 rows
  const random = generator(4);
  const numbers = (n: number) => Float64Array.from({ length: n }, () => 10 * random());
  const large = new KMeans({ nClusters: 70, nInit: 1, maxIter: 1 }).fit(Matrix.from(numbers(40 * 100), 40));
  const rows = Matrix.from(numbers(40 * 4000), 40);
  const centers = large.clusterCenters.data as Float64Array;

  test('go by chunks to the labels of each row alone, and tell how far they are', async () => {
    const steps: Progress[] = [];
    const labels = large.predict(rows, { onProgress: (step) => void steps.push(step) });
    expect(labels).toEqual(Int32Array.from({ length: 4000 }, (_, i) => nearestCenter(rows, i, centers, 70)));
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.map(({ stage, total }) => [stage, total])).toEqual(steps.map(() => ['assigning rows', 4000]));
    expect(steps.map(({ done }) => done)).toEqual([...steps.keys()].map((s) => Math.min(4000, (s + 1) * steps[0].done)));
    expect(await large.predictAsync(rows)).toEqual(labels);
    const distances = large.transform(rows);
    for (const i of [0, 1499, 1500, 3999])
      for (const c of [0, 69]) expect(distances.row(i)[c]).toBe(Math.sqrt(squaredDistance(rows, i, centers, c)));
    expect((await large.transformAsync(rows)).data).toEqual(distances.data);
  });

  test('stop when told to', async () => {
    const stop = new AbortController();
    let told = 0;
    const work = { signal: stop.signal, onProgress: () => void (++told === 2 && stop.abort()) };
    expect(thrown(() => large.predict(rows, work)).message).toContain('cancelled in "assigning rows"');
    expect(told).toBe(2);
    const signal = AbortSignal.abort();
    expect(thrown(() => large.transform(rows, { signal })).code).toBe('cancelled');
    await expect(large.predictAsync(rows, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(large.transformAsync(rows, { signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('take no rows, and refuse other columns', () => {
    expect(large.predict(Matrix.from(new Float64Array(0), 40))).toHaveLength(0);
    expect(large.transform(Matrix.from(new Float64Array(0), 40)).nRows).toBe(0);
    expect(thrown(() => large.predict(X)).message).toContain('must have 40 columns');
    expect(thrown(() => large.transform([[1]] as never)).message).toBe('"X" must be a Matrix, got an array of 1');
  });
});

describe('an explanation', () => {
  /** The rounding that d squares and their sums can carry. */
  const holds = (m: KMeansModel, row: readonly number[]) => {
    const one = Matrix.from([row]);
    const data = m.clusterCenters.data as Float64Array;
    const why = m.explain(row);
    expect(why.label).toBe(m.predict(one)[0]);
    expect(why.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(why.score);
    const near = squaredDistance(one, 0, data, why.label);
    const far = squaredDistance(one, 0, data, why.runnerUp);
    for (let c = 0; c < m.nClusters; c++) if (c !== why.label) expect(squaredDistance(one, 0, data, c)).toBeGreaterThanOrEqual(far);
    expect(Math.abs(why.score! - (far - near))).toBeLessThanOrEqual(4 * row.length * 2.3e-16 * (far + near));
    return why;
  };

  test('adds up to the difference of squared distances, for every row', () => {
    const random = generator(9);
    for (let t = 0; t < 40; t++) {
      const [d, k, scale] = [1 + Math.floor(8 * random()), 2 + Math.floor(6 * random()), [1, 1e-100, 1e6, 1e100][t % 4]];
      const rows = Array.from({ length: 50 }, () => Array.from({ length: d }, () => scale * (random() + (t % 3))));
      const fitted = new KMeans({ nClusters: k, nInit: 1, seed: t }).fit(Matrix.from(rows));
      for (const row of rows) holds(fitted, row);
    }
  });

  test('of a tie goes to the lower number, with nothing between', () => {
    const square = new KMeans({ nClusters: 4, init: [[0, 0], [0, 2], [2, 0], [2, 2]] }).fit(Matrix.from([[0, 0], [0, 2], [2, 0], [2, 2]])); // prettier-ignore
    expect(holds(square, [1, 1])).toMatchObject({ label: 0, runnerUp: 1, score: 0 });
    expect(holds(square, [2, 1])).toMatchObject({ label: 2, runnerUp: 3, score: 0 });
    const same = new KMeans({ nClusters: 2, init: [[1], [1]] }).fit(Matrix.from([[1], [1]]));
    expect(holds(same, [7])).toMatchObject({ label: 0, runnerUp: 1, score: 0 });
    // a hair's breadth: rounding may give it to either, and says no more than that
    const thirds = new KMeans({ nClusters: 2, init: [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]] }).fit(Matrix.from([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])); // prettier-ignore
    for (const v of [0.1, 0.7, 1 / 3, 1e8 / 3]) expect(Math.abs(holds(thirds, [v, v, v]).score!)).toBeLessThanOrEqual(1e-15 * (1 + v * v));
  });

  test('of one segment has parts of nothing', () => {
    const why = new KMeans({ nClusters: 1 }).fit(X).withNames(['all']).explain([1, 2, 3]);
    expect(why).toMatchObject({ label: 0, runnerUp: -1, score: 0, name: 'all', runnerUpName: undefined });
    expect(why.parts).toEqual([{ column: 'a', value: 1, contribution: 0 }, { column: 'b', value: 2, contribution: 0 }, { column: 'c', value: 3, contribution: 0 }]); // prettier-ignore
  });

  test('refuses a row whose squares leave f64', () => {
    expect(thrown(() => model.explain([1, 1e200, 0])).message).toBe(
      'column 2 of the row must lie within 1e150 of the centers, got 1e+200: use another unit',
    );
    expect(thrown(() => model.explain([1, NaN, 0])).code).toBe('invalid-data');
  });
});
