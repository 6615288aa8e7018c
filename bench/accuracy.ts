/**
 * How good recommenders are against the best-sellers on the last 28 days; ItemKNN by weights and numbers of neighbors. `tsx bench/accuracy.ts [--data FOLDER]`.
 * Hits are precision@10 times 10: how many of ten suggestions were bought. In brackets the 95 % bootstrap interval; the gain is paired, customer by customer.
 * @module
 */
import { EASE, Interactions, ItemKNN, Popularity, UserKNN, type Table } from 'kindred';
import { adjustedRandIndex, bootstrap, evaluateTopK, gridSearch, temporalSplit } from 'kindred/evaluation';
import { cleanOrders, exampleShop, ordersReader } from 'kindred/io';
import { analyse } from 'kindred/report';
import { missing, retailOrders } from './data.ts';
import { readOptions } from './options.ts';
import { table } from './print.ts';

const TEST_DAYS = 28;
const K = 10;
const HEAD = ['weight, neighbors', 'hits of 10', 'gain over best-sellers', 'recall@10', 'nDCG@10'];

function report(name: string, orders: Table): void {
  const interactions = Interactions.from(orders, { user: 'customer', item: 'item', time: 'time' });
  const { train, test } = temporalSplit(interactions, { testDays: TEST_DAYS });
  const popular = evaluateTopK(new Popularity().fit(train), train, test, { k: K });
  const lines = [line('best-sellers', popular, undefined)];
  for (const weight of GRID.weight) {
    for (const nNeighbors of GRID.nNeighbors) {
      const found = evaluateTopK(recipe({ weight, nNeighbors }).fit(train), train, test, { k: K });
      lines.push(line(`${weight}, ${nNeighbors}`, found, popular));
    }
  }
  for (const [title, weight, estimator] of OTHERS)
    lines.push(line(title, evaluateTopK(estimator.fit(train.weight(weight)), train, test, { k: K }), popular));
  const split = (data: Interactions) => temporalSplit(data, { testDays: TEST_DAYS });
  const { best } = gridSearch(recipe, GRID, train, { split, scoring: 'precision', k: K });
  console.log(`${name}: ${popular.users.length} customers counted, ${popular.nColdUsers} new ones left out\n${table([HEAD, ...lines])}`);
  console.log(`the ${TEST_DAYS} days before, which know nothing of these, would choose: ${Object.values(best.params).join(', ')}\n`);
}

const GRID = { weight: ['binary', 'log1p', 'counts'], nNeighbors: [10, 20, 50, 100] } as const;

/** With their defaults. */
const OTHERS = [
  ['best-sellers of 28 days', 'binary', new Popularity({ window: { days: TEST_DAYS } })],
  ['bm25, products, 20', 'bm25', new ItemKNN({ nNeighbors: 20, similarity: 'dot' })],
  ['UserKNN, binary, 50', 'binary', new UserKNN()],
  ['EASE, binary', 'binary', new EASE({ precision: 'f32' })],
] as const;

const recipe = ({ weight, nNeighbors }: { weight: (typeof GRID.weight)[number]; nNeighbors: number }) => ({
  fit: (data: Interactions) => new ItemKNN({ nNeighbors }).fit(weight === 'counts' ? data : data.weight(weight)),
});

type Evaluation = ReturnType<typeof evaluateTopK>;

function line(name: string, found: Evaluation, base: Evaluation | undefined): string[] {
  const gain = base && found.precision.values.map((v, u) => K * (v - base.precision.values[u]));
  const hits = found.precision.values.map((v) => K * v);
  return [name, interval(hits), gain ? interval(gain) : '', found.recall.mean.toFixed(4), found.ndcg.mean.toFixed(4)];
}

function interval(values: Float64Array): string {
  const { mean, low, high } = bootstrap(values);
  return `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

const { data } = readOptions();
const why = missing(data, 'online-retail');
if (why) console.log(`online-retail: left out, ${why}\n`);
else report('online-retail', retailOrders(data));

const shop = exampleShop();
const reader = ordersReader();
reader.push(shop.orders);
const orders = reader.end();
report('example shop', cleanOrders(orders).orders);

/** The latent types of the example shop, against the segments of the main job. */
const types = new Map(shop.truth.split('\n').map((row) => row.split(',') as [string, string]));
const { customers, kmeans } = analyse(orders);
const { codes, categories } = customers.column('customer', 'category');
const ari = adjustedRandIndex(
  kmeans.labels,
  Array.from(codes, (code) => types.get(categories[code])),
);
console.log(`example shop: segments against latent types, adjusted Rand index ${ari.toFixed(3)}`);
