// Measures of clusterings: those of scikit-learn (test/golden/clustering.py), and what must hold of any.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  adjustedRandIndex,
  calinskiHarabasz,
  daviesBouldin,
  silhouette,
  silhouetteAsync,
  silhouetteSamples,
} from '../../src/evaluation/index.js';
import { partitionOf } from '../../src/evaluation/partition.js';
import { cellsOf, openSilhouettes } from '../../src/evaluation/silhouette-rows.js';
import { takeMatrixRows } from '../../src/evaluation/row-lists.js';
import { drawRows, silhouetteSteps } from '../../src/evaluation/silhouette.js';
import { Matrix } from '../../src/index.js';
import { drain } from '../../src/progress.js';
import { expectMeasures, expectPCA, type GoldenMeasures, type GoldenPCA } from '../golden/clustering';
import { thrown } from '../support/files.js';
import { blobs, generator, shuffled } from '../support/random.js';

type Labeled = GoldenMeasures & { X: number[][]; labels: (string | number)[] };
const golden = JSON.parse(readFileSync('test/golden/clustering.json', 'utf8')) as { small: Labeled & { pca: GoldenPCA }; odd: Labeled[] };

/** Blobs that overlap, and labels that know better than chance. */
function labeled(n: number, d = 2, k = 4, seed = 1) {
  const random = generator(seed);
  const rows = blobs(n, d, k, seed).map((row) => row.map((v) => v / 8 + random()));
  return { X: Matrix.from(rows), rows, labels: rows.map((_, i) => (random() < 0.2 ? 0 : i % k)) };
}

describe('scikit-learn agrees', () => {
  test('on blobs with words for labels, one row alone', () => {
    expectMeasures(Matrix.from(golden.small.X), golden.small.labels, golden.small);
    expectPCA(Matrix.from(golden.small.X), golden.small.pca);
  });

  test.each(golden.odd)('on $X by $labels', (one) => expectMeasures(Matrix.from(one.X), one.labels, one));
});

describe('the silhouette', () => {
  const { X, rows, labels } = labeled(157);

  test('is that of the textbook: (b - a) / max(a, b)', () => {
    const distance = (i: number, j: number) => Math.hypot(rows[i][0] - rows[j][0], rows[i][1] - rows[j][1]);
    const samples = silhouetteSamples(X, labels);
    for (const i of rows.keys()) {
      const mean = (c: number) => {
        const others = [...rows.keys()].filter((j) => j !== i && labels[j] === c);
        return others.reduce((sum, j) => sum + distance(i, j), 0) / others.length;
      };
      const [a, b] = [mean(labels[i]), Math.min(...[0, 1, 2, 3].filter((c) => c !== labels[i]).map(mean))];
      expect(samples[i]).toBeCloseTo((b - a) / Math.max(a, b), 12);
    }
    expect(silhouette(X, labels)).toBeCloseTo(samples.reduce((sum, s) => sum + s, 0) / 157, 14);
  });

  test('has the same bits however the rows are shared out, and whatever the labels are called', () => {
    const { cells } = cellsOf(X, [partitionOf(labels)]);
    const [all, again] = [openSilhouettes(cells), openSilhouettes(cells)];
    const [whole] = all.range(0, 157);
    for (const cuts of [
      [0, 1, 2, 3, 157],
      [0, 4, 101, 157],
      [0, 50, 50, 156, 157],
    ]) {
      // prettier-ignore
      const parts = cuts.slice(1).flatMap((to, c) => [...(c % 2 ? again : all).range(cuts[c], to)[0]]);
      expect(Float64Array.from(parts)).toEqual(whole);
    }
    all.close();
    again.close();
    const named = labels.map((label) => ['z', 'Y', '1', ''][label]);
    expect(silhouetteSamples(X, named)).toEqual(silhouetteSamples(X, labels));
  });

  test('of several labelings at once is that of each', () => {
    const others = [2, 3, 30].map((k) => rows.map(([x], i) => Math.floor(x * 9 + i / 50) % k));
    const partitions = [labels, ...others].map((one) => partitionOf(one));
    const together = drain(silhouetteSteps(X, partitions));
    [labels, ...others].forEach((one, l) => expect(together[l]).toBeCloseTo(silhouette(X, one), 13));
  });

  test('of a sample is that of the rows drawn; of as many rows as there are, that of all', () => {
    const found = new Set<number>();
    for (const seed of [0, 1, 4294967295]) {
      const drawn = drawRows(157, { sampleSize: 60, seed })!;
      expect([new Set(drawn).size, drawn.every((row, i) => i === 0 || row > drawn[i - 1])]).toEqual([60, true]);
      const expected = silhouette(
        takeMatrixRows(X, drawn),
        Array.from(drawn, (row) => labels[row]),
      );
      expect(silhouette(X, labels, { sampleSize: 60, seed })).toBe(expected);
      found.add(expected);
    }
    expect(found.size).toBe(3);
    expect(silhouette(X, labels, { sampleSize: 157 })).toBe(silhouette(X, labels));
    expect(silhouette(X, labels, { sampleSize: 500 })).toBe(silhouette(X, labels));
  });

  test('of a sample of a million rows needs no table of distances', () => {
    const n = 1e6;
    const random = generator(2);
    const middles = Int32Array.from({ length: n }, () => Math.floor(3 * random()));
    const many = Matrix.from(
      Float64Array.from({ length: 2 * n }, (_, p) => 10 * middles[p >> 1] + random()),
      2,
    );
    expect(silhouette(many, middles, { sampleSize: 2000 })).toBeCloseTo(0.94, 1);
  });

  test('gives way, tells how far it is, and stops', async () => {
    const many = labeled(3000, 3);
    const reports: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => void reports.push(done / total);
    expect(await silhouetteAsync(many.X, many.labels, {}, { onProgress })).toBe(silhouette(many.X, many.labels));
    expect(reports.length).toBeGreaterThan(2);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(reports.at(-1)).toBe(1);
    await expect(silhouetteAsync(X, labels, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(thrown(() => silhouetteSamples(X, labels, { signal: AbortSignal.abort() })).code).toBe('cancelled');
  });
});

test('measures do not change with the order of the rows, an offset or a unit, but for rounding', () => {
  const { rows, labels } = labeled(90, 3);
  const order = shuffled([...rows.keys()]);
  for (const measure of [silhouette, daviesBouldin, calinskiHarabasz]) {
    const value = measure(Matrix.from(rows), labels);
    const moved = measure(Matrix.from(order.map((i) => rows[i])), order.map((i) => labels[i])); // prettier-ignore
    expect(moved / value).toBeCloseTo(1, 12);
    const grid = rows.map((row) => row.map((v) => Math.round(v * 1e6)));
    const far = measure(Matrix.from(grid.map((row) => row.map((v) => v + 2 ** 50))), labels);
    expect(far / measure(Matrix.from(grid), labels)).toBeCloseTo(1, 12);
    for (const unit of [2 ** -400, 2 ** 400]) expect(measure(Matrix.from(rows.map((row) => row.map((v) => v * unit))), labels)).toBe(value); // prettier-ignore
  }
});

describe('measures refuse', () => {
  const X = Matrix.from([[0], [1], [2], [3]]);

  test.each([
    ['one label', [1, 1, 1, 1], '"labels" must hold from 2 to 3 different labels (one less than rows), got 1'],
    ['as many labels as rows', [1, 2, 3, 4], '"labels" must hold from 2 to 3 different labels (one less than rows), got 4'],
    ['another number of labels', [1, 2], '"labels" must hold one label a row (4), got 2'],
    ['NaN', [1, NaN, 2, 2], 'label 2 must be a number or a text, got NaN'],
    ['a missing label', ['a', 'b', null, 'b'], 'label 3 must be a number or a text, got null'],
    ['no labels', undefined, '"labels" must be a list of labels, one a row, got undefined'],
  ])('%s', (_, labels, message) => {
    for (const measure of [silhouette, silhouetteSamples, daviesBouldin, calinskiHarabasz]) {
      const error = thrown(() => measure(X, labels as number[]));
      expect([error.code, error.message]).toEqual(['invalid-data', message]);
    }
  });

  test('too few rows, no matrix, numbers that are too large, and wrong options', () => {
    for (const measure of [silhouette, silhouetteSamples, daviesBouldin, calinskiHarabasz]) {
      expect(thrown(() => measure(Matrix.from([]), [])).message).toBe('"X" must have at least 3 rows, got 0');
      expect(thrown(() => measure(Matrix.from([[1], [2]]), [1, 2])).message).toBe('"X" must have at least 3 rows, got 2');
      expect(thrown(() => measure([[1]] as unknown as Matrix, [1])).message).toBe('"X" must be a Matrix, got an array of 1');
      const large = Matrix.from([[1e200], [-1e200], [1e199], [0]]);
      expect(thrown(() => measure(large, [0, 0, 1, 2])).message).toContain('use another unit');
    }
    expect(thrown(() => silhouette(X, [1, 1, 1, 2], { sampleSize: 2 })).code).toBe('invalid-option');
    expect(thrown(() => silhouette(X, [1, 1, 2, 2], { samplesize: 3 } as object)).message).toContain('did you mean "sampleSize"');
    const rare = Matrix.from(blobs(50, 1, 1));
    const error = thrown(() =>
      silhouette(
        rare,
        Array.from({ length: 50 }, (_, i) => Number(i === 0)),
        { sampleSize: 5 },
      ),
    );
    expect(error.message).toContain('got 1 in a sample of 5 rows: raise "sampleSize"');
  });

  test('nothing of columns: all distances are 0', () => {
    const none = Matrix.from([[], [], []]);
    expect([silhouette(none, [0, 0, 1]), daviesBouldin(none, [0, 0, 1]), calinskiHarabasz(none, [0, 0, 1])]).toEqual([0, 0, 1]);
  });
});

describe('adjustedRandIndex', () => {
  test('is that of Hubert and Arabie, whatever the names', () => {
    // scikit-learn 1.9: adjusted_rand_score([0, 0, 1, 1, 2, 2], [0, 0, 1, 2, 2, 2]) = 0.4444...
    expect(adjustedRandIndex([0, 0, 1, 1, 2, 2], ['x', 'x', 'y', 'z', 'z', 'z'])).toBeCloseTo(4 / 9, 12);
    expect(adjustedRandIndex([1, 1, 1], [2, 2, 2])).toBe(1);
    expect(adjustedRandIndex([NaN, undefined, null], [1, 1, 2])).toBe(0);
    expect(thrown(() => adjustedRandIndex([1], [])).code).toBe('invalid-data');
  });
});
