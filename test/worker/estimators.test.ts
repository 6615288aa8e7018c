// Everything that falls into parts: the same bytes with one, two and four threads as with none.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { crossValidateAsync, gridSearchAsync, kFold, silhouetteAsync, type Scoring } from '../../src/evaluation/index.js';
import { chooseNClustersAsync, Interactions, ItemKNN, KMeans, Matrix, Popularity, type KMeansOptions } from '../../src/index.js';
import { exampleShop, ordersReader } from '../../src/io/index.js';
import { Pipeline, StandardScaler } from '../../src/preprocessing/index.js';
import { analyseAsync } from '../../src/report/index.js';
import { workers, type WorkerPool } from '../../src/worker/index.js';
import { TASKS } from '../../src/worker/tasks.js';
import { blobs, events } from '../support/random.js';

let pools: WorkerPool[] = [];
beforeAll(async () => void (pools = await Promise.all([1, 2, 4].map((size) => workers(size)))));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** The pool, some of it in another way. */
const under = (pool: WorkerPool, other: { map(...args: Parameters<WorkerPool['map']>): Promise<unknown[]> }): WorkerPool =>
  ({ size: pool.size, carry: pool.carry.bind(pool), ...other }) as unknown as WorkerPool;

/** The same from all, whatever it is made of. */
async function expectSame<R>(call: (pool?: WorkerPool) => Promise<R>): Promise<void> {
  const alone = await call();
  for (const pool of pools) expect(await call(pool), `${pool.size} threads`).toEqual(alone);
  expect(pools.map(({ status }) => status.where)).toEqual(['threads', 'threads', 'threads']);
}

// a grid: equal rows, ties between starts
const rows = blobs(600, 3, 5).map((row) => row.map((v) => Math.round(v)));
const X = Matrix.from(rows, { columns: ['a', 'b', 'c'] });

describe('KMeans', () => {
  const cases: Record<string, Omit<KMeansOptions, 'nClusters'>> = {
    'k-means++': { nInit: 7 },
    'random rows': { init: 'random', nInit: 13, seed: 3 },
    'given centers': { init: [0, 100, 200].map((at) => rows.slice(at, at + 9)) },
    'one start, stopped': { nInit: 1, maxIter: 2 },
  };
  test.each(Object.entries(cases))('from %s', (_, options) =>
    expectSame(async (pool) => {
      const model = await new KMeans({ nClusters: 9, ...options }).fitAsync(X, { workers: pool });
      return { bytes: model.toBytes(), labels: model.labels };
    }),
  );

  test('with weights and f32 rows', () =>
    expectSame(async (pool) => {
      const sampleWeight = rows.map((_, i) => i % 4);
      const f32 = Matrix.from(Float32Array.from(X.data), 3);
      return (await new KMeans({ nClusters: 6, nInit: 5 }).fitAsync(f32, { sampleWeight, workers: pool })).toBytes();
    }));

  test('refuses in threads what it refuses here', async () => {
    const huge = Matrix.from([[1e200], [-1e200], [0]]);
    const message = () => new KMeans({ nClusters: 2 }).fit(huge);
    expect(message).toThrow('use another unit');
    for (const pool of pools) {
      await expect(new KMeans({ nClusters: 2 }).fitAsync(huge, { workers: pool })).rejects.toMatchObject({
        code: 'invalid-data',
        message: expect.stringContaining('use another unit'),
      });
    }
  });
});

describe('measures', () => {
  const labels = rows.map(([a, b]) => (a > 10 ? 'far' : b > 10 ? 'near' : 'nearer'));
  test('the silhouette, of all rows and of some', () =>
    expectSame(async (workers) => [
      await silhouetteAsync(X, labels, {}, { workers }),
      await silhouetteAsync(X, labels, { sampleSize: 77 }, { workers }),
    ]));

  test.each(['silhouette', 'elbow', 'calinskiHarabasz', 'daviesBouldin'] as const)('the number of clusters by %s', (by) =>
    expectSame(async (workers) => {
      const { model, ...choice } = await chooseNClustersAsync(X, { by, range: [2, 8], sampleSize: 300 }, { workers });
      return { ...choice, bytes: model.toBytes(), labels: model.labels };
    }),
  );
});

describe('what lies deeper', () => {
  let asked = 0;
  /** Threads that count how often they are asked. */
  const counted = (pool: WorkerPool | undefined) => pool && under(pool, { map: (...args) => (asked++, pool.map(...args)) });
  beforeEach(() => void (asked = 0));
  afterEach(() => expect(asked).toBeGreaterThanOrEqual(pools.length));

  test('k-means at the end of a pipeline', () =>
    expectSame(async (pool) => {
      const pipeline = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 5, nInit: 6 })]);
      return (await pipeline.fitAsync(X, { workers: counted(pool) })).toBytes();
    }));

  test('k-means in the main job', async () => {
    const reader = ordersReader();
    reader.push(exampleShop({ customers: 80 }).orders);
    const orders = reader.end();
    await expectSame(async (pool) => {
      const { report, kmeans } = await analyseAsync(orders, {}, { workers: counted(pool) });
      return { report, bytes: kmeans.toBytes() };
    });
  });
});

describe('recommenders', () => {
  const columns = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'last' } as const;
  const interactions = Interactions.from(events(50, 40, 900, { values: 'half' }), columns).weight('log1p');
  const scoring: Scoring[] = ['ndcg', 'coverage', 'rmse'];
  const options = { scoring, k: 3, clip: [1, 5] as const, split: (data: typeof interactions) => kFold(data, { nFolds: 3, by: 'user' }) };
  /** Threads do not know it. */
  class Own extends ItemKNN {
    static override readonly estimator = 'ItemKNN of another version';
    static override readonly isOfKindred = true;
  }
  class Heir extends ItemKNN {}

  let answers: unknown[] = [];
  /** Threads whose answers are kept: they may leave a part to the caller, and the result is the same. */
  const heard = (pool: WorkerPool | undefined) => {
    const map: WorkerPool['map'] = async (...args) => {
      const results = await pool!.map(...args);
      answers = results;
      return results;
    };
    return pool && under(pool, { map });
  };

  test('cross-validated', async () => {
    await expectSame((pool) => crossValidateAsync(new ItemKNN({ nNeighbors: 5 }), interactions, options, { workers: heard(pool) }));
    expect(answers.map((scores) => scores instanceof Float64Array)).toEqual([true, true, true]);
  });

  test('of a grid, of several classes, those that threads do not know too', async () => {
    const makes = { knn: ItemKNN, own: Own, heir: Heir, popular: Popularity };
    const grid = { which: ['popular', 'own', 'knn', 'heir'], nNeighbors: [2, 20] } as const;
    await expectSame((pool) =>
      gridSearchAsync(
        ({ which, nNeighbors }) => (which === 'popular' ? new Popularity() : new makes[which]({ nNeighbors })),
        grid,
        interactions,
        options,
        { workers: heard(pool) },
      ),
    );
    // threads were asked for 6 folds of each class but the heir's
    expect(answers.map((scores) => scores instanceof Float64Array)).toEqual([true, false, true].flatMap((known) => Array(6).fill(known)));
  });

  test('that cannot be fitted: the combination and the fold are named', async () => {
    const huge = Interactions.from([...events(9, 9, 60), { user: 'x', item: 10, value: 1e300, time: 0 }], {
      ...columns,
      duplicates: 'sum',
    });
    const search = (pool?: WorkerPool) =>
      gridSearchAsync(
        (params) => new ItemKNN(params),
        { nNeighbors: [2, 3] },
        huge,
        { split: (data) => kFold(data, { nFolds: 2 }) },
        { workers: pool },
      );
    const alone = await search().catch((error: Error) => error.message);
    expect(alone).toMatch(/^\{ nNeighbors: 2 \}, fold [12] of 2: the values must be/);
    for (const pool of pools) await expect(search(pool)).rejects.toMatchObject({ code: 'invalid-data', message: alone });
  });
});

test('every task has a name of its own', () => {
  expect(TASKS.length).toBeGreaterThan(0);
  expect(new Set(TASKS.map(({ name }) => name)).size).toBe(TASKS.length);
});
