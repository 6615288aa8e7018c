/**
 * A page that fits with threads, as an app would; bundled or not, by the tests of threads in browsers.
 * @module
 */
import { EASE, Interactions, KMeans, Matrix } from 'kindred';
import { workers } from 'kindred/worker';
import { digest } from '../runtimes/digest.js';

const values = Float64Array.from({ length: 30_000 * 4 }, (_, i) => ((i * 7919) % 10_007) / 100);
const X = Matrix.from(values, 4);
const kmeans = new KMeans({ nClusters: 8, nInit: 6, maxIter: 30 });

const of = async ({ labels, clusterCenters, inertia }) => digest([labels, clusterCenters.data, inertia]);

/** Without threads. */
export const alone = async () => of(await kmeans.fitAsync(X));

/** @param {number} size @param {() => Worker} [create] */
export async function together(size, create) {
  const pool = await workers({ size, ...(create ? { create } : {}) });
  let stages = new Set();
  const model = await kmeans.fitAsync(X, { workers: pool, onProgress: ({ stage }) => stages.add(stage) });
  globalThis.pool = pool;
  return { digest: await of(model), status: pool.status, stages: [...stages] };
}

/** Cancelled when some of it is done; then done once more by the same pool. */
export async function cancelled() {
  const stop = new AbortController();
  const work = { workers: globalThis.pool, signal: stop.signal, onProgress: ({ done }) => done > 0 && stop.abort('enough') };
  const error = await kmeans.fitAsync(X, work).catch((reason) => reason);
  return { code: error.code, digest: await of(await kmeans.fitAsync(X, { workers: globalThis.pool })) };
}

const bought = Array.from({ length: 4000 }, (_, i) => ({ who: (i * 7919) % 311, what: `p${(i * 104_729) % 83}` }));
const recipe = new EASE({ l2: 50 });

/** A fit that does not fall into parts, and lists for everyone: their digests, and how often this page's own loop turned meanwhile. */
export async function elsewhere(workers = globalThis.pool) {
  const interactions = Interactions.from(bought, { user: 'who', item: 'what' });
  let [turns, done] = [0, false];
  const stages = new Set();
  const turning = (async () => {
    for (; !done; turns++) await new Promise((resolve) => setTimeout(resolve));
  })();
  const model = await recipe.fitAsync(interactions, { workers, onProgress: ({ stage }) => stages.add(stage) });
  const lists = await model.recommendAllAsync({ k: 5, workers, onProgress: ({ stage }) => stages.add(stage) });
  done = true;
  await turning;
  const items = Array.from(lists, ({ items }) => items.map(({ item }) => item)).flat();
  const scores = Float64Array.from(lists.flatMap(({ items }) => items.map(({ score }) => score)));
  return { digest: await digest([model.toBytes(), scores, items.join()]), turns, stages: [...stages].sort() };
}
