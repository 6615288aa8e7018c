// Fits that are done elsewhere: errors, the end of a thread, several at a time, what cannot cross, and that this thread stays free.
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { crossValidateAsync, gridSearchAsync } from '../../src/evaluation/index.js';
import {
  CalibratedClassifier,
  churnAsync,
  EASE,
  Interactions,
  ItemKNN,
  KMeans,
  LogisticRegression,
  Matrix,
  PCA,
  Popularity,
  propensityAsync,
  Table,
  type LongWork,
  type Progress,
} from '../../src/index.js';
import { cleanOrders, exampleShop, ordersReader } from '../../src/io/index.js';
import { ColumnTransformer, OneHotEncoder, Pipeline, StandardScaler } from '../../src/preprocessing/index.js';
import { workers, type WorkerPool } from '../../src/worker/index.js';
import { expectSameBytes } from '../support/files.js';
import { blobs, events } from '../support/random.js';
import { fails, until } from './threads.js';

const pools: WorkerPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((made) => made.close())));

/** Threads of the package's own program, and how many have ended. */
async function threads(size: number): Promise<{ pool: WorkerPool; ended: () => number }> {
  let ended = 0;
  const program = join(resolve('dist/src/worker'), 'start.js');
  const pool = await workers({ size, create: () => new Worker(program).on('exit', () => ended++) });
  pools.push(pool);
  expect(pool.status.where).toBe('threads');
  return { pool, ended: () => ended };
}

const rows = blobs(200, 4, 5);
const X = Matrix.from(rows, { columns: ['a', 'b', 'c', 'd'] });
const y = rows.map(([a], i) => a > 0 !== (i % 9 === 0));
const columns = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'last' } as const;
const interactions = Interactions.from(events(40, 30, 500, { values: 'half' }), columns);
/** Some seconds of work in one thread. */
const large = Interactions.from(events(600, 900, 40_000, { values: 'half' }), columns);

describe('an error', () => {
  const cases: Record<string, (work: LongWork) => Promise<unknown>> = {
    'of the rows': (work) => new PCA({ nComponents: 9 }).fitAsync(X, work),
    'of what is no matrix': (work) => new PCA().fitAsync([[1, 2]] as never, work),
    'of an unknown column': (work) =>
      new ColumnTransformer([{ columns: ['plann'], transformer: new OneHotEncoder() }]).fitAsync(Table.from({ plan: ['a', 'b'] }), work),
    'of a missing number': (work) => new LogisticRegression().fitAsync(Table.from({ age: [1, null, 3] }), [true, false, true], work),
    'of one class': (work) => new LogisticRegression().fitAsync(X, y.map(() => true), work), // prettier-ignore
    'of a weight': (work) => new LogisticRegression().fitAsync(X, y, { ...work, sampleWeight: y.map((_, i) => (i === 5 ? NaN : 1)) }),
    'of values out of range': (work) =>
      new ItemKNN().fitAsync(Interactions.from([{ user: 'a', item: 'b', value: 1e300, time: 0 }], columns), work),
    'of no interactions': (work) => new EASE().fitAsync({} as never, work),
    'of rows that cannot be compared': (work) => crossValidateAsync(new LogisticRegression({ learningRate: 1e9, solver: 'sgd' }), X, y, {}, work), // prettier-ignore
    'of orders': (work) => propensityAsync(Table.from({ customer: ['a'] }), {}, work),
    'of a model that cannot be calibrated': (work) => new CalibratedClassifier().fitAsync(new PCA().fit(X), X, y, work),
  };
  let pool: WorkerPool;
  beforeAll(async () => void (pool = await workers(1)));
  afterAll(() => pool.close());
  test.each(Object.entries(cases))('%s is the same from a thread', async (_, call) => {
    const [here, away] = [await fails(call({})), await fails(call({ workers: pool }))];
    expect([away.constructor, away.code, away.message]).toEqual([here.constructor, here.code, here.message]);
    expect(here.message).not.toBe('');
  });
});

describe('a fit that is stopped', () => {
  test.each(['by its signal', 'by onProgress', 'by closing the pool'])('%s ends its thread, and nothing else', async (how) => {
    const { pool, ended } = await threads(2);
    const beside = new PCA().fitAsync(X, { workers: pool });
    const stop = new AbortController();
    const boom = new Error('of the caller');
    let told = 0;
    const call = new ItemKNN({ nNeighbors: 100, similarity: 'pearson' }).fitAsync(large, {
      workers: pool,
      signal: stop.signal,
      onProgress() {
        if (told++ > 0) return;
        if (how === 'by its signal') stop.abort('enough');
        if (how === 'by onProgress') throw boom;
        if (how === 'by closing the pool') void pool.close();
      },
    });
    const error = await fails(call);
    expect(told).toBe(1);
    if (how === 'by onProgress') expect(error).toBe(boom);
    else expect(error.code).toBe('cancelled');
    await until(() => ended() === (how === 'by closing the pool' ? 2 : 1));
    if (how === 'by closing the pool') return;
    expectSameBytes((await beside).toBytes(), new PCA().fit(X).toBytes());
    expectSameBytes((await new PCA().fitAsync(X, { workers: pool })).toBytes(), new PCA().fit(X).toBytes());
  });
});

test('this thread is free while another works: its own events go on, and it takes no step', async () => {
  const { pool } = await threads(1);
  let steps = 0;
  class Watched extends ItemKNN {
    static override readonly estimator = 'ItemKNN'; // as threads know it
    static override readonly isOfKindred = true;
    override steps(...args: Parameters<ItemKNN['steps']>) {
      const inner = super.steps(...args);
      const next = inner.next.bind(inner);
      inner.next = (...given) => (steps++, next(...given));
      return inner as never;
    }
  }
  let turns = 0;
  let done = false;
  const fit = new Watched({ nNeighbors: 20 }).fitAsync(large, { workers: pool }).finally(() => (done = true));
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
  }
  expectSameBytes((await fit).toBytes(), new ItemKNN({ nNeighbors: 20 }).fit(large).toBytes());
  expect(steps).toBe(2); // to ask for a thread, and to take the model
  expect(turns).toBeGreaterThan(20);
});

describe('one pool', () => {
  test('does several fits at a time, each told of its own', async () => {
    const { pool } = await threads(2);
    const fits = { a: new EASE({ l2: 5 }), b: new ItemKNN({ nNeighbors: 7 }), c: new Popularity(), d: new EASE({ l2: 50 }) };
    const stages: Record<string, Set<string>> = {};
    const found = await Promise.all(
      Object.entries(fits).map(([name, recipe]) =>
        recipe.fitAsync(interactions, { workers: pool, onProgress: ({ stage }) => void (stages[name] ??= new Set()).add(stage) }),
      ),
    );
    Object.values(fits).forEach((recipe, f) => expectSameBytes(found[f].toBytes(), recipe.fit(interactions).toBytes()));
    expect([...stages['c']]).toEqual(['counting users']);
  });

  test('takes a fit inside the onProgress of another, in this thread and in threads', async () => {
    const { pool } = await threads(1);
    const inner: Promise<{ toBytes(): Uint8Array }>[] = [];
    const recipe = new Pipeline([new StandardScaler(), new KMeans({ nClusters: 3, nInit: 2 })]);
    const outer = await new EASE({ l2: 5 }).fitAsync(interactions, {
      workers: pool,
      onProgress() {
        if (inner.length > 0) return;
        inner.push(recipe.fitAsync(X, { workers: pool }), new PCA().fitAsync(X, { workers: pool }), Promise.resolve(new PCA().fit(X)));
      },
    });
    expectSameBytes(outer.toBytes(), new EASE({ l2: 5 }).fit(interactions).toBytes());
    const expected = [recipe.fit(X), new PCA().fit(X), new PCA().fit(X)];
    (await Promise.all(inner)).forEach((model, m) => expectSameBytes(model.toBytes(), expected[m].toBytes()));
  });
});

describe('what cannot cross is done here, to the same model', () => {
  class Own {
    fit(X: Matrix) {
      return { transform: (more: Matrix) => more, columns: X.columns };
    }
  }
  class Heir extends PCA {}
  class Namesake extends PCA {
    static override readonly estimator = 'PCA';
    override steps(): ReturnType<PCA['steps']> {
      return super.steps(Matrix.from(X.data.map((cell) => cell * 2), 4)); // prettier-ignore
    }
  }
  const regression = new LogisticRegression({ l2: 1 }).fit(X, y);
  const capped = (rows: Matrix) => Array.from(regression.predictProba(rows, true), (share) => Math.min(share, 0.6));
  class Capped {
    static readonly type = 'LogisticRegressionModel';
    readonly classes = regression.classes;
    toBytes() {
      return regression.toBytes();
    }
    predictProba(rows: Matrix) {
      return capped(rows);
    }
  }
  const changed = new LogisticRegression({ l2: 1 }).fit(X, y);
  Object.assign(changed, { decisionFunction: undefined, predictProba: capped });
  class KNNNamesake extends ItemKNN {
    static override readonly estimator = 'ItemKNN';
    override steps(data: Parameters<ItemKNN['steps']>[0]) {
      return new ItemKNN({ nNeighbors: 1 }).steps(data) as never;
    }
    override fit(data: never) {
      return new ItemKNN({ nNeighbors: 1 }).fit(data) as never;
    }
  }
  const cases: Record<string, (work: LongWork) => Promise<object>> = {
    'a step of your own': async (work) => (await new Pipeline([new Own(), new PCA()]).fitAsync(X, work)).last,
    'a class made from one of ours': (work) => new Heir().fitAsync(X, work),
    'a recipe of your own, named like one of ours': (work) => new Namesake().fitAsync(X, work),
    'a step named like one of ours': async (work) => (await new Pipeline([new StandardScaler(), new Namesake()]).fitAsync(X, work)).last,
    'a model of your own, named like one of ours': async (work) =>
      (await new CalibratedClassifier().fitAsync(new Capped(), X, y, work)).calibration,
    'a model of ours that you changed': async (work) => (await new CalibratedClassifier().fitAsync(changed, X, y, work)).calibration,
    'a recommender named like one of ours': (work) => crossValidateAsync(new KNNNamesake(), interactions, {}, work),
    'a function': (work) => new Popularity().fitAsync(interactions, { ...work, segments: (user) => String(user).slice(0, 1) }),
  };
  test.each(Object.entries(cases))('%s', async (_, call) => {
    const { pool } = await threads(1);
    expect(await call({ workers: pool })).toEqual(await call({}));
  });

  test('and these would be others in a thread', async () => {
    expect(await cases['a recipe of your own, named like one of ours']({})).not.toEqual(new PCA().fit(X));
    for (const model of [new Capped(), changed])
      expect(new CalibratedClassifier().fit(model, X, y).calibration).not.toEqual(
        new CalibratedClassifier().fit(regression, X, y).calibration,
      );
    expect(await cases['a recommender named like one of ours']({})).not.toEqual(await crossValidateAsync(new ItemKNN(), interactions));
  });
});

describe('what a runtime does not copy is done here, to the same model or error', () => {
  const detached = new Float64Array(y.length);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const itself = {};
  const predictProba = (rows: Matrix) => Array.from({ length: rows.nRows }, (_, i) => (i % 3) / 4);
  Object.assign(itself, { itself, classes: [false, true], predictProba }); // the cycle comes before the function
  const given = function () {
    return arguments; // eslint-disable-line prefer-rest-params -- such an object is what is meant
  } as (...labels: unknown[]) => unknown;
  const cases: Record<string, (work: LongWork) => Promise<unknown>> = {
    'a symbol': (work) => new LogisticRegression().fitAsync(X, [Symbol('yes'), ...y.slice(1)] as never, work),
    'a detached array': (work) => new LogisticRegression().fitAsync(X, detached, work),
    'an object that holds itself': async (work) => (await new CalibratedClassifier().fitAsync(itself as never, X, y, work)).calibration, // prettier-ignore
    'the arguments of a function': (work) => new LogisticRegression({ l2: 1 }).fitAsync(X, given(...y) as never, work),
    'a symbol among labels of folds': (work) => crossValidateAsync(new LogisticRegression(), X, [Symbol('yes'), ...y.slice(1)] as never, {}, work), // prettier-ignore
  };
  const outcome = async (call: Promise<unknown>) =>
    call.then(
      (value) => ({ value }),
      ({ name, code, message }: { name: string; code: string; message: string }) => ({ name, code, message }),
    );
  test.each(Object.entries(cases))('%s', async (_, call) => {
    const { pool } = await threads(1);
    const here = await outcome(call({}));
    expect('value' in here || here.name === 'KindredError').toBe(true);
    expect(await outcome(call({ workers: pool }))).toEqual(here);
    // and where it has to wait for a thread
    const before = new PCA().fitAsync(X, { workers: pool });
    expect(await outcome(call({ workers: pool }))).toEqual(here);
    expectSameBytes((await before).toBytes(), new PCA().fit(X).toBytes());
  });
});

describe('what is given', () => {
  test('is copied, not taken: also a view, and memory that is shared', async () => {
    const { pool } = await threads(1);
    const all = new Float64Array(new ArrayBuffer(8 * 820));
    all.set(X.data, 7);
    const shared = new Float64Array(new SharedArrayBuffer(8 * 800));
    shared.set(X.data);
    for (const data of [all.subarray(7, 807), shared]) {
      const given = Matrix.from(data, 4, { columns: ['a', 'b', 'c', 'd'] });
      expectSameBytes((await new PCA().fitAsync(given, { workers: pool })).toBytes(), new PCA().fit(X).toBytes());
      expect(given.data).toEqual(X.data);
      expect(given.data).toHaveLength(800);
    }
  });

  test('an object like one of those that cross is taken for nothing else', async () => {
    const { pool } = await threads(1);
    const labels = { kind: 'category', codes: Int32Array.from(y, Number), categories: ['kindred:class', 'b'] } as const;
    const call = (work: LongWork) => new LogisticRegression({ l2: 1 }).fitAsync(X, labels, work);
    expectSameBytes((await call({ workers: pool })).toBytes(), (await call({})).toBytes());
  });
});

describe('calls that are no fits', () => {
  const reader = ordersReader();
  reader.push(exampleShop({ customers: 250 }).orders);
  const { orders } = cleanOrders(reader.end());
  function* batches() {
    for (let from = 0; from < 200; from += 50) yield Matrix.from(rows.slice(from, from + 50));
  }
  const cases: Record<string, (work: LongWork) => Promise<unknown>> = {
    propensityAsync: (work) => propensityAsync(orders, { horizonDays: 20 }, work),
    churnAsync: (work) => churnAsync(orders, { horizonDays: 30, asOf: new Date(orders.column('time', 'date').values.at(-1)!) }, work),
    fitBatchesAsync: async (work) => (await new KMeans({ nClusters: 4, nInit: 3 }).fitBatchesAsync(batches(), work)).toBytes(),
    'crossValidateAsync of rows': (work) =>
      crossValidateAsync(new Pipeline([new StandardScaler(), new LogisticRegression({ l2: 0.1 })]), X, y, { scoring: ['rocAuc', 'f1'] }, work), // prettier-ignore
    'gridSearchAsync of rows': (work) => gridSearchAsync((params) => new LogisticRegression(params), { l2: [0.01, 1] }, X, y, {}, work),
  };
  test.each(Object.entries(cases))('%s', async (_, call) => {
    const { pool } = await threads(2);
    let away = 0;
    const carry: WorkerPool['carry'] = async (...args) => {
      const results = await pool.carry(...args);
      if (results) away++;
      return results;
    };
    const told: Progress[] = [];
    const onProgress = (step: Progress) => void told.push(step);
    const found = await call({ workers: { size: 2, map: pool.map.bind(pool), carry } as unknown as WorkerPool, onProgress });
    expect(found).toEqual(await call({}));
    expect(away).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(0);
    for (let t = 1; t < told.length; t++)
      if (told[t].stage === told[t - 1].stage && told[t].total === told[t - 1].total)
        expect(told[t].done).toBeGreaterThanOrEqual(told[t - 1].done);
  });
});
