// What a small app does with the package, whichever bundler it goes through.
import { Interactions, ItemKNN, ItemKNNModel, KMeans, kernelBuild, Matrix, selfCheck } from 'kindred';
import { workers } from 'kindred/worker';

const BASKETS = [
  ['ann', 'tea'],
  ['ann', 'jam'],
  ['bob', 'tea'],
  ['bob', 'jam'],
  ['bob', 'mug'],
  ['eve', 'jam'],
  ['eve', 'pot'],
];
const CUSTOMERS = Array.from({ length: 3000 }, (_, i) => [i % 7, (i * i) % 11, (i * 31) % 13]);

const digest = async (bytes) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param create - makes a worker out of the app's own file */
export async function result(create) {
  const orders = BASKETS.map(([customer, item]) => ({ customer, item }));
  const file = new ItemKNN().fit(Interactions.from(orders, { user: 'customer', item: 'item' })).toBytes({ users: false });
  const model = ItemKNNModel.fromBytes(file);
  const visitor = { history: ['tea'] };
  const [first] = model.recommend(visitor);

  const X = Matrix.from(CUSTOMERS);
  const recipe = new KMeans({ nClusters: 5 });
  const fitIn = async (options) => {
    const pool = await workers(options);
    try {
      const segments = await recipe.fitAsync(X, { workers: pool });
      return { ...pool.status, digest: await digest(segments.toBytes()) };
    } finally {
      await pool.close();
    }
  };
  return {
    kernels: { ...kernelBuild, build: kernelBuild.build, reason: kernelBuild.reason, faults: selfCheck() },
    first,
    why: model.explain(visitor, first.item),
    items: await digest(file),
    segments: await digest(recipe.fit(X).toBytes()),
    packages: await fitIn({ size: 2 }),
    own: await fitIn({ size: 2, create }),
  };
}
