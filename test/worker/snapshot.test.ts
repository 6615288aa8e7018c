// What is given to a call counts as it was then: the caller may go on writing to it, whoever is to do the work and whenever.
import { afterEach, describe, expect, test } from 'vitest';
import { crossValidateAsync } from '../../src/evaluation/index.js';
import { Interactions, ItemKNN, KMeans, LinearRegression, Matrix, type LongWork } from '../../src/index.js';
import { workers, type WorkerPool } from '../../src/worker/index.js';
import { blobs, events } from '../support/random.js';

const pools: WorkerPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((made) => made.close())));

const rows = blobs(300, 3, 4);
const columns = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'last' } as const;

/** A call, and what spoils all that was given to it. */
interface Given {
  readonly call: (work: LongWork) => Promise<unknown>;
  readonly spoil: () => void;
}

const spoilt = (...arrays: readonly (Float64Array | Float32Array | number[])[]) => arrays.forEach((array) => array.fill(1e6));

const CASES: Record<string, () => Given> = {
  KMeans() {
    const X = Matrix.from(rows);
    const sampleWeight = rows.map((_, i) => i % 4);
    return {
      call: async (work) => (await new KMeans({ nClusters: 4, nInit: 8 }).fitAsync(X, { ...work, sampleWeight })).toBytes(),
      spoil: () => spoilt(X.data, sampleWeight),
    };
  },
  ItemKNN() {
    const interactions = Interactions.from(events(40, 30, 500, { values: 'half' }), columns);
    return {
      call: async (work) => (await new ItemKNN({ nNeighbors: 5 }).fitAsync(interactions, work)).toBytes(),
      spoil: () => spoilt(interactions.events.values!),
    };
  },
  LinearRegression() {
    const X = Matrix.from(rows);
    const y = rows.map(([a, b]) => a + 2 * b);
    return { call: async (work) => (await new LinearRegression().fitAsync(X, y, work)).toBytes(), spoil: () => spoilt(X.data, y) };
  },
  'crossValidateAsync of rows'() {
    const X = Matrix.from(rows);
    const y = rows.map(([a, b, c], i) => a * b + c + (i % 5));
    const sides = [0, 1, 2, 3].map((of) => ({ train: { X, y }, test: { X: Matrix.from(rows.slice(of * 50)), y: y.slice(of * 50) } }));
    return {
      call: (work) => crossValidateAsync(new LinearRegression(), X, y, { scoring: 'rmse', split: () => sides as never }, work),
      spoil: () => spoilt(X.data, y, ...sides.map(({ test }) => test.X.data)),
    };
  },
  recommendAllAsync() {
    const model = new ItemKNN({ nNeighbors: 5 }).fit(Interactions.from(events(60, 30, 700, { values: 'half' }), columns));
    const exclude = [...model.items.values.slice(0, 5)];
    return {
      call: (work) => model.recommendAllAsync({ k: 4, exclude, ...work }),
      spoil: () => exclude.splice(0, 5, ...model.items.values.slice(10, 25)),
    };
  },
};

describe.each(Object.entries(CASES))('%s', (_, given) => {
  test.each([1, 3])('several calls at a time, each with its own data: %d threads', async (size) => {
    const alone = await given().call({});
    const pool = await workers(size); // the first thread runs, the others are started for the work
    pools.push(pool);
    expect(pool.status.where).toBe('threads');
    const found = [0, 1, 2].map(() => {
      const { call, spoil } = given();
      const promise = call({ workers: pool });
      spoil();
      return promise;
    });
    for (const one of await Promise.all(found)) expect(one).toEqual(alone);
  });
});
