import { describe, expect, test, vi } from 'vitest';
import { calinskiHarabasz, daviesBouldin, silhouette } from '../../src/evaluation/index.js';
import { chooseNClusters, chooseNClustersAsync, KMeans, Matrix, type ChooseOptions } from '../../src/index.js';
import { fit } from '../../src/kernels/fit.js';
import { CHOOSE } from '../../src/segmentation/choose-options.js';
import { elbow } from '../../src/segmentation/elbow.js';
import { thrown } from '../support/files.js';
import { blobs } from '../support/random.js';

const BY = ['silhouette', 'calinskiHarabasz', 'daviesBouldin', 'elbow'] as const;
const openReally = fit.open.bind(fit);
const apart = (n: number, k: number, d = 2, seed = 1) => Matrix.from(blobs(n, d, k, seed));

describe('elbow', () => {
  test('is the knee of the figure in Satopää et al. (2011): at 0.22 of 1 / (x + 0.1)', () => {
    const x = Array.from({ length: 10 }, (_, i) => i / 9);
    expect(elbow(x, x.map((v) => 1 / (v + 0.1)))).toBe(2); // prettier-ignore
  });

  test('is where two lines meet, whatever the units', () => {
    for (const [unit, offset] of [
      [1, 0],
      [1e-200, 0],
      [1e9, 5e12],
    ]) {
      // prettier-ignore
      const y = [10, 7, 4, 1, 0.9, 0.8, 0.7].map((v) => v * unit + offset);
      expect(elbow([2, 3, 4, 5, 6, 7, 8], y)).toBe(3);
    }
    expect(elbow([2, 4, 9, 10], [10, 9, 1, 0.9])).toBe(2);
  });

  test('of a line, of equal values and of a curve that bends the other way is the first', () => {
    for (const y of [[4, 3, 2, 1], [5, 5, 5, 5], [10, 9.9, 9, 1]]) expect(elbow([1, 2, 3, 4], y)).toBe(0); // prettier-ignore
  });
});

describe('chooseNClusters', () => {
  test.each(BY)('finds separated groups by %s', (by) => {
    for (const [k, seed] of [[3, 1], [4, 6], [5, 8]]) expect(chooseNClusters(apart(200, k, 3, seed), { by, range: [2, 9], nInit: 10 }).nClusters).toBe(k); // prettier-ignore
  });

  test('scores each number as the measures do, and gives the fit that KMeans gives', () => {
    const X = apart(300, 4);
    const sampleSize = 120;
    const { scores, nClusters, model } = chooseNClusters(X, {
      range: [2, 7],
      sampleSize,
      seed: 3,
      measures: ['calinskiHarabasz', 'daviesBouldin'],
    });
    expect(scores.map((one) => one.nClusters)).toEqual([2, 3, 4, 5, 6, 7]);
    for (const one of scores) {
      const fit = new KMeans({ nClusters: one.nClusters, nInit: 3, seed: 3 }).fit(X);
      expect(one.inertia).toBe(fit.inertia);
      expect(one.silhouette).toBeCloseTo(silhouette(X, fit.labels, { sampleSize, seed: 3 }), 12);
      expect(one.calinskiHarabasz).toBe(calinskiHarabasz(X, fit.labels));
      expect(one.daviesBouldin).toBe(daviesBouldin(X, fit.labels));
      if (one.nClusters === nClusters) expect(model.toBytes()).toEqual(fit.toBytes());
    }
    expect(model.labels).toHaveLength(300);
  });

  test.each([
    ['silhouette', 'highest', (one: { silhouette: number | null }) => one.silhouette!],
    ['calinskiHarabasz', 'highest', (one: { calinskiHarabasz: number | null }) => one.calinskiHarabasz!],
    ['daviesBouldin', 'lowest', (one: { daviesBouldin: number | null }) => -one.daviesBouldin!],
  ] as const)('takes the best %s and measures nothing else', (by, word, value) => {
    const { scores, nClusters, sentence } = chooseNClusters(apart(150, 3, 2, 9), { by, candidates: [2, 3, 8, 9] });
    const most = Math.max(...scores.map(value));
    expect(value(scores.find((one) => one.nClusters === nClusters)!)).toBe(most);
    expect(sentence).toContain(`Of 2, 3, 8 and 9 clusters, ${nClusters} have the ${word} `);
    for (const name of ['silhouette', 'calinskiHarabasz', 'daviesBouldin'] as const)
      expect(scores.every((one) => (one[name] === null) === (name !== by))).toBe(true);
  });

  test('says what it did', () => {
    const X = Matrix.from([[0], [1], [2], [20], [21], [22], [50], [51]]);
    expect(chooseNClusters(X, { range: [2, 4], by: 'elbow' }).sentence).toBe(
      'Of 2 to 4 clusters, 3 have the elbow: the inertia falls fast up to there, slowly after.',
    );
    expect(chooseNClusters(X, { range: [2, 4], by: 'daviesBouldin' }).sentence).toMatch(
      /^Of 2 to 4 clusters, 3 have the lowest Davies-Bouldin index: 0\.\d{3}; next come [24] with 0\.\d{3}\.$/,
    );
    expect(chooseNClusters(X, { candidates: [2] }).sentence).toBe('2 clusters: no other number could be compared.');
    const sampled = chooseNClusters(apart(100, 3), { range: [2, 4], sampleSize: 50 });
    expect(sampled.sentence).toMatch(/^Of 2 to 4 clusters, 3 have the highest silhouette: 0\.9\d\d; .* Measured on 50 of 100 rows\.$/);
  });

  test('is the same for the same seed, and asynchronously', async () => {
    const X = apart(200, 6);
    const options: ChooseOptions = { range: [2, 8], seed: 5, sampleSize: 60 };
    const stages = new Set<string>();
    const later = await chooseNClustersAsync(X, options, { onProgress: ({ stage }) => void stages.add(stage) });
    const now = chooseNClusters(X, options);
    expect({ ...later, model: later.model.toBytes() }).toEqual({ ...now, model: now.model.toBytes() });
    expect(stages).toContain('trying numbers of clusters');
    expect(stages).toContain('measuring silhouettes');
    await expect(chooseNClustersAsync(X, options, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    let reports = 0;
    const stop = new AbortController();
    const onProgress = () => void (++reports === 40 && stop.abort());
    expect(thrown(() => chooseNClusters(X, options, { signal: stop.signal, onProgress })).code).toBe('cancelled');
  });

  test('closes the session of a fit that is stopped', () => {
    let open = 0;
    const spy = vi.spyOn(fit, 'open').mockImplementation((...args: unknown[]) => {
      const session = (openReally as (...args: unknown[]) => { close(): void })(...args);
      open++;
      return { ...session, close: () => (open--, session.close()) } as never;
    });
    try {
      let reports = 0;
      const onProgress = () => {
        if (++reports === 5) throw new Error('enough');
      };
      expect(() => chooseNClusters(apart(200, 6), {}, { onProgress })).toThrow('enough');
      expect([spy.mock.calls.length, open]).toEqual([1, 0]);
    } finally {
      spy.mockRestore();
    }
  });
});

describe('chooseNClusters with few different rows', () => {
  test('tries no more clusters than rows differ', () => {
    const X = Matrix.from(Array.from({ length: 60 }, (_, i) => [i % 3, 5]));
    for (const by of BY) {
      const { nClusters, scores, warnings } = chooseNClusters(X, { by });
      expect(scores.map((one) => one.nClusters)).toEqual([2, 3]);
      expect(warnings[0]).toBe('only 3 rows differ: numbers of clusters above 3 were left out');
      if (by !== 'elbow') expect(nClusters).toBe(3);
    }
    expect(chooseNClusters(X, { range: [5, 8] }).nClusters).toBe(3);
  });

  test('makes one cluster of equal rows, and of one row', () => {
    for (const rows of [
      [[1, 2]],
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    ]) {
      // prettier-ignore
      for (const by of BY) {
        const { nClusters, scores, warnings, sentence, model } = chooseNClusters(Matrix.from(rows), { by });
        expect([nClusters, scores.length, scores[0].silhouette, model.labels.length]).toEqual([1, 1, null, rows.length]);
        expect(warnings[0]).toBe('all rows are equal: numbers of clusters above 1 were left out');
        expect(sentence).toBe('1 cluster: no other number could be compared.');
      }
    }
  });

  test('leaves a row for each cluster and one more, where a measure needs it', () => {
    const X = Matrix.from([[0], [1], [5], [6]]);
    expect(chooseNClusters(X).scores.map((one) => one.nClusters)).toEqual([2, 3]);
    expect(chooseNClusters(X).warnings).toEqual(['there are only 4 rows: numbers of clusters above 3 were left out']);
    expect(chooseNClusters(X, { by: 'elbow', range: [1, 10] }).scores.map((one) => one.nClusters)).toEqual([1, 2, 3, 4]);
  });

  test('warns where the sample sees one cluster, and where an elbow has too few points', () => {
    const X = Matrix.from(Array.from({ length: 5000 }, (_, i) => [Number(i === 0)]));
    const { nClusters, scores, warnings } = chooseNClusters(X, { range: [2, 2], sampleSize: 3 });
    expect([nClusters, scores[0].silhouette]).toEqual([2, null]);
    expect(warnings[0]).toContain('raise "sampleSize"');
    expect(chooseNClusters(apart(30, 3), { by: 'elbow', range: [3, 4] })).toMatchObject({
      nClusters: 3,
      warnings: ['an elbow needs three numbers of clusters to try: the first was taken'],
    });
  });
});

describe('chooseNClusters refuses', () => {
  const X = apart(20, 2);

  for (const [option, constraint] of Object.entries(CHOOSE)) {
    test.each(constraint.invalid.map((v) => [v]))(`${option} %j`, (value) => {
      const error = thrown(() => chooseNClusters(X, { [option]: value }));
      expect([error.code, error.message.includes(`"${option}" must be ${constraint.expected}`)]).toEqual(['invalid-option', true]);
    });
  }

  test('one cluster where a measure decides, no rows, no matrix and unknown options', () => {
    for (const options of [{ range: [1, 3] }, { candidates: [1, 2] }] as ChooseOptions[])
      expect(thrown(() => chooseNClusters(X, options)).message).toBe(
        'one cluster has no "silhouette": try 2 and more, or choose by "elbow"',
      );
    expect(thrown(() => chooseNClusters(Matrix.from([]))).message).toBe('"X" must have rows and columns, got 0 x 0');
    expect(thrown(() => chooseNClusters([[1]] as unknown as Matrix)).message).toBe('"X" must be a Matrix, got an array of 1');
    expect(thrown(() => chooseNClusters(X, { rnage: [2, 3] } as object)).message).toContain('did you mean "range"');
  });
});
