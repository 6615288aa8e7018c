/**
 * The main job: orders in, segments and recommendations out, each explained. No `node:` import, so that a browser tab runs it too.
 * @module
 */
import { checkOptions, integer, number, seed as seedOption, type Constraints } from '../check.js';
import { Interactions } from '../data/interactions.js';
import type { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { DAY } from '../data/time.js';
import { KindredError, mustBe } from '../errors.js';
import { bootstrap, type Interval } from '../evaluation/intervals.js';
import { evaluateTopK } from '../evaluation/ranking.js';
import { temporalSplit } from '../evaluation/split.js';
import { cleanOrders, type CleanOrders } from '../io/orders.js';
import { Log1pTransformer, type Log1pTransformerModel } from '../preprocessing/log1p.js';
import { rfm } from '../preprocessing/rfm.js';
import { StandardScaler, type StandardScalerModel } from '../preprocessing/standard-scaler.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import type { ItemKNNModel } from '../recommendation/item-knn-model.js';
import { Popularity } from '../recommendation/popularity.js';
import type { Recommendation } from '../recommendation/options.js';
import { KMeans } from '../segmentation/kmeans.js';
import type { KMeansModel } from '../segmentation/kmeans-model.js';

export interface AnalyseOptions {
  /** How many segments; fewer where there are fewer customers. Default 5. */
  segments?: number;
  /** How many recommendations a customer. Default 10. */
  recommendations?: number;
  /** How many days at the end are held out to measure the recommendations. Default 28. */
  testDays?: number;
  /** Default 0. */
  seed?: number;
}

/** How much of what was bought the lists held, per customer counted. */
export interface Accuracy {
  readonly testDays: number;
  /** Length of the lists. */
  readonly k: number;
  readonly nCustomers: number;
  readonly nColdCustomers: number;
  /** Bought among the recommended, of `recommendations`. */
  readonly hits: Interval;
  /** The same for the list of the best-selling items. */
  readonly bestsellerHits: Interval;
  /** The difference, customer by customer. */
  readonly gain: Interval;
}

/** One segment: its customers, their share of the revenue, and their means. */
export interface SegmentSummary {
  /** The label of the model. */
  readonly segment: number;
  readonly nCustomers: number;
  readonly shareOfCustomers: number;
  readonly shareOfRevenue: number;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** Everything the job found. */
export interface Analysis {
  readonly clean: CleanOrders;
  /** One row a customer: customer, recency, frequency, monetary. */
  readonly customers: Table;
  /** The features as the segments' model sees them. */
  readonly features: Matrix;
  readonly log1p: Log1pTransformerModel;
  readonly scaler: StandardScalerModel;
  readonly kmeans: KMeansModel;
  /** By revenue, largest first. */
  readonly segments: readonly SegmentSummary[];
  readonly recommender: ItemKNNModel<string, string>;
  /** One a customer, in the order of `customers`. */
  readonly recommendations: readonly { readonly user: string; readonly items: readonly Recommendation<string>[] }[];
  /** undefined where the orders span less than three times `testDays`, or nobody came back in the days held out. */
  readonly accuracy: Accuracy | undefined;
}

const ANALYSE: Constraints<Required<AnalyseOptions>> = {
  segments: integer(5, 1),
  recommendations: integer(10, 1),
  testDays: number(28, 1),
  seed: seedOption(),
};

/** The options, filled up. @throws KindredError `invalid-option`, `unknown-option` */
export const checkAnalyseOptions = (options: AnalyseOptions = {}) => checkOptions<Required<AnalyseOptions>>('analyse', ANALYSE, options);

/** Bought or not, and few neighbors, held up best on the shops we measured (bench/accuracy.ts). */
const N_NEIGHBORS = 20;

/** The columns the segments are made of. */
export const FEATURES = ['recency', 'frequency', 'monetary'] as const;

/**
 * Run the main job.
 * @param table - customer, order, item, quantity, price, time and perhaps name, as `ordersReader` makes it
 * @throws KindredError `invalid-data`, `invalid-option`, `cancelled`
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 300 }).orders);
 * const { segments, recommendations } = analyse(reader.end(), { segments: 3 });
 * console.log(segments.length, recommendations[0]!.items.length); // 3 10
 * ```
 */
export function analyse(table: Table, options?: AnalyseOptions, work?: LongWork): Analysis {
  return drain(steps(table, options), work);
}

/**
 * As `analyse`, giving way to other work between the steps.
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyseAsync } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 100 }).orders);
 * const { kmeans } = await analyseAsync(reader.end(), { segments: 4 });
 * console.log(kmeans.nClusters); // 4
 * ```
 */
export function analyseAsync(table: Table, options?: AnalyseOptions, work?: LongWork): Promise<Analysis> {
  return drainAsync(steps(table, options), work);
}

function* steps(table: Table, options: AnalyseOptions = {}): Steps<Analysis> {
  const { segments: nSegments, recommendations: k, testDays, seed } = checkAnalyseOptions(options);
  if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe('table', 'a Table', table));
  const clean = cleanOrders(table);
  yield { done: 1, total: 2, stage: 'reading customers' };
  const customers = rfm(clean.orders, { customer: 'customer', order: 'order', time: 'time', amount: 'amount' });
  const raw = customers.toMatrix(FEATURES);
  const log1p = new Log1pTransformer().fit(raw);
  const logs = log1p.transform(raw);
  const scaler = new StandardScaler().fit(logs);
  const features = scaler.transform(logs);
  yield { done: 2, total: 2, stage: 'reading customers' };
  const kmeans = yield* new KMeans({ nClusters: Math.min(nSegments, customers.nRows), seed }).steps(features);
  const interactions = Interactions.from<string, string>(clean.orders, { user: 'customer', item: 'item', time: 'time' }).weight('binary');
  const recommender = yield* new ItemKNN({ nNeighbors: N_NEIGHBORS }).steps(interactions);
  const recommendations: Analysis['recommendations'][number][] = [];
  for (const one of recommender.recommendAll({ k })) {
    recommendations.push(one);
    if (recommendations.length % 256 === 0) yield { done: recommendations.length, total: customers.nRows, stage: 'recommending' };
  }
  const accuracy = yield* measure(interactions, k, testDays, seed);
  return {
    clean,
    customers,
    features,
    log1p,
    scaler,
    kmeans,
    segments: summarise(customers, kmeans),
    recommender,
    recommendations,
    accuracy,
  };
}

/** Fit on all but the last days, and count what was bought in them. */
function* measure(interactions: Interactions<string, string>, k: number, testDays: number, seed: number): Steps<Accuracy | undefined> {
  const times = interactions.events.times!;
  let [first, last] = [Infinity, -Infinity];
  for (const t of times) [first, last] = [Math.min(first, t), Math.max(last, t)];
  if (last - first < 3 * testDays * DAY) return undefined;
  const { train, test } = temporalSplit(interactions, { testDays });
  const ours = evaluateTopK(yield* new ItemKNN({ nNeighbors: N_NEIGHBORS }).steps(train), train, test, { k });
  yield { done: 1, total: 2, stage: 'measuring recommendations' };
  const bestsellers = evaluateTopK(new Popularity().fit(train), train, test, { k });
  yield { done: 2, total: 2, stage: 'measuring recommendations' };
  if (ours.users.length === 0) return undefined;
  const [a, b] = [ours.precision.values.map((v) => v * k), bestsellers.precision.values.map((v) => v * k)];
  return {
    testDays,
    k,
    nCustomers: ours.users.length,
    nColdCustomers: ours.nColdUsers,
    hits: bootstrap(a, { seed }),
    bestsellerHits: bootstrap(b, { seed }),
    gain: bootstrap(
      a.map((v, u) => v - b[u]),
      { seed },
    ),
  };
}

function summarise(customers: Table, { labels, nClusters }: KMeansModel): SegmentSummary[] {
  const [recency, frequency, monetary] = FEATURES.map((name) => customers.column(name, 'number').values);
  const sums = Array.from({ length: nClusters }, () => ({ n: 0, recency: 0, frequency: 0, monetary: 0 }));
  labels.forEach((label, row) => {
    const sum = sums[label];
    sum.n++;
    sum.recency += recency[row];
    sum.frequency += frequency[row];
    sum.monetary += monetary[row];
  });
  const revenue = sums.reduce((total, sum) => total + sum.monetary, 0);
  return sums
    .map((sum, segment) => ({
      segment,
      nCustomers: sum.n,
      shareOfCustomers: sum.n / labels.length,
      shareOfRevenue: sum.monetary / revenue,
      recency: sum.recency / sum.n,
      frequency: sum.frequency / sum.n,
      monetary: sum.monetary / sum.n,
    }))
    .filter(({ nCustomers }) => nCustomers > 0)
    .sort((a, b) => b.shareOfRevenue - a.shareOfRevenue || a.segment - b.segment);
}
