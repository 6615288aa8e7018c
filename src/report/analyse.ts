/**
 * The main job: orders in, segments, recommendations and the report out, each explained. No `node:` import, so that a browser tab runs it too.
 * @module
 */
import { checkOptions, integer, number, optional, seed as seedOption, type Constraints } from '../check.js';
import { Interactions } from '../data/interactions.js';
import type { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { cleanOrders, type CleanOrders } from '../io/orders.js';
import { Log1pTransformer } from '../preprocessing/log1p.js';
import { Pipeline } from '../preprocessing/pipeline.js';
import type { PipelineModel } from '../preprocessing/pipeline-model.js';
import { rfm } from '../preprocessing/rfm.js';
import { StandardScaler } from '../preprocessing/standard-scaler.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import type { ItemKNNModel } from '../recommendation/item-knn-model.js';
import type { Recommendation } from '../recommendation/options.js';
import { KMeans } from '../segmentation/kmeans.js';
import type { KMeansModel } from '../segmentation/kmeans-model.js';
import { measure } from './accuracy.js';
import { chooseSegments } from './choice.js';
import { reportOf } from './facts.js';
import { FEATURES } from './features.js';
import { foresee, type Foresight } from './foresight.js';
import { continued, readSegments } from './moves.js';
import { orderTotals } from './order-totals.js';
import { namesOf } from './purchases.js';
import type { Named, Report } from './report.js';
import { allSegments } from './withheld.js';

/** Orders as a reader gives them, with what it found on the way. */
export interface OrdersSource {
  /** customer, order, item, quantity, price, time and perhaps name. */
  readonly orders: Table;
  /** ISO 4217; undefined where nobody knows. */
  readonly currency?: string | undefined;
  /** What was found, in sentences. */
  readonly found?: readonly string[];
}

export interface AnalyseOptions {
  /**
   * How many segments; fewer where there are fewer customers. Default: as many as the previous run had; without one, or where that had one, 3 to 8, where one more would add little (the
   * elbow: `chooseNClusters`).
   */
  segments?: number | undefined;
  /** How many recommendations a customer. Default 10. */
  recommendations?: number;
  /** How many days at the end are held out to measure the recommendations. Default 28. */
  testDays?: number;
  /** How many days it is looked ahead for who will buy. Default 30. */
  horizonDays?: number;
  /** The share of an order's amount that is left of it, from 0 to 1: what a sale is worth when it is said whom to contact. Default 0.3, said to be assumed. */
  margin?: number | undefined;
  /** What it costs to contact one customer, in the currency of the orders. Default: a fifth of what an average order leaves, said to be assumed. */
  contactCost?: number | undefined;
  /** Default 0. */
  seed?: number;
  /** The text of an earlier run's `segments.csv`: segments that go on keep their numbers where there are as many, and the report says who changed segment. Default: none. */
  previous?: string;
}

/** Everything the job found. */
export interface Analysis {
  readonly clean: CleanOrders;
  /** One row a customer: customer, recency, frequency, monetary. */
  readonly customers: Table;
  /** Who bought what, and when. */
  readonly interactions: Interactions<string, string>;
  /** The features as the segments' model sees them. */
  readonly features: Matrix;
  /** From a customer's figures to the segment: log1p, standardized, `kmeans`. */
  readonly segmenter: PipelineModel<KMeansModel>;
  /** The segments, with their names. */
  readonly kmeans: KMeansModel;
  readonly recommender: ItemKNNModel<string, string>;
  /** One a customer, in the order of `customers`. */
  readonly recommendations: readonly { readonly user: string; readonly items: readonly Recommendation<string>[] }[];
  /** What is to come of each customer. */
  readonly foresight: Foresight;
  /** An item with its name: that of its latest order, '' where the orders have none. */
  readonly named: (item: string) => Named;
  /** ISO 4217; null where nobody knows. */
  readonly currency: string | null;
  /** All of it as facts. */
  readonly report: Report;
}

type Optional = 'segments' | 'margin' | 'contactCost';
type Options = Required<Omit<AnalyseOptions, Optional>> & Pick<AnalyseOptions, Optional>;

const ANALYSE: Constraints<Options> = {
  segments: optional(integer(undefined, 1)),
  recommendations: integer(10, 1),
  testDays: number(28, 1),
  horizonDays: integer(30, 1, 3650),
  margin: optional(number(undefined, 0, 1)),
  contactCost: optional(number(undefined, 0)),
  seed: seedOption(),
  previous: {
    default: '',
    expected: 'the text of a segments.csv',
    accepts: (value) => typeof value === 'string',
    invalid: [0, null, true],
  },
};

/** The options, filled up. @throws KindredError `invalid-option`, `unknown-option` */
export const checkAnalyseOptions = (options: AnalyseOptions = {}): Readonly<Options> => checkOptions<Options>('analyse', ANALYSE, options);

/** Bought or not, and few neighbors, held up best on the shops we measured (bench/accuracy.ts). */
const N_NEIGHBORS = 20;

/**
 * Run the main job.
 * @param orders - what a reader of `kindred/io` gives, or a table with customer, order, item, quantity, price, time and perhaps name
 * @throws KindredError `invalid-data`, `invalid-option`, `cancelled`
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 300 }).orders);
 * const { report, recommendations } = analyse(reader.end(), { segments: 3 });
 * console.log(report.segments.length, recommendations[0]!.items.length); // 3 10
 * ```
 */
export function analyse(orders: Table | OrdersSource, options?: AnalyseOptions, work?: LongWork): Analysis {
  return drain(steps(orders, options), work);
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
export function analyseAsync(orders: Table | OrdersSource, options?: AnalyseOptions, work?: LongWork): Promise<Analysis> {
  return drainAsync(steps(orders, options), work);
}

function* steps(source: Table | OrdersSource, options: AnalyseOptions = {}): Steps<Analysis> {
  const {
    segments: nSegments,
    recommendations: k,
    testDays,
    horizonDays,
    margin,
    contactCost,
    seed,
    previous,
  } = checkAnalyseOptions(options);
  const run = previous === '' ? null : readSegments(previous);
  const { orders, currency, found: read = [] }: OrdersSource = source instanceof Table ? { orders: source } : (source ?? {});
  if (!(orders instanceof Table)) throw new KindredError('invalid-data', mustBe('orders', 'a Table or what a reader gives', source));
  yield { done: 0, total: 3, stage: 'reading customers' };
  const clean = cleanOrders(orders);
  yield { done: 1, total: 3, stage: 'reading customers' };
  const totals = orderTotals(clean.orders);
  const customers = rfm(totals, { customer: 'customer', order: 'order', time: 'time', amount: 'amount' });
  yield { done: 2, total: 3, stage: 'reading customers' };
  const figures = customers.select(FEATURES);
  const prepare = [new Log1pTransformer(), new StandardScaler()] as const;
  const features = (yield* new Pipeline(prepare).steps(figures)).transform(figures).toMatrix();
  yield { done: 3, total: 3, stage: 'reading customers' };
  const { nClusters, choice } = yield* chooseSegments(features, { asked: nSegments, previous: run?.nSegments, seed });
  const fitted = yield* new Pipeline([...prepare, new KMeans({ nClusters, seed })]).steps(figures);
  const next = run && continued(fitted.last, customers, run);
  const kmeans = next?.kmeans ?? fitted.last;
  const interactions = Interactions.from<string, string>(clean.orders, { user: 'customer', item: 'item', time: 'time' }).weight('binary');
  const recommender = yield* new ItemKNN({ nNeighbors: N_NEIGHBORS }).steps(interactions);
  const recommendations: Analysis['recommendations'][number][] = [];
  for (const one of recommender.recommendAll({ k })) {
    recommendations.push(one);
    if (recommendations.length % 256 === 0) yield { done: recommendations.length, total: customers.nRows, stage: 'recommending' };
  }
  const accuracy = yield* measure(interactions, { k, testDays, seed, nNeighbors: N_NEIGHBORS });
  const foresight = yield* foresee(totals, customers.nRows, { horizonDays, seed });
  const models = {
    clean,
    customers,
    interactions,
    features,
    kmeans,
    recommender,
    recommendations,
    foresight,
    named: namesOf(clean.orders),
    currency: currency ?? null,
  };
  const before = run && next && { run, continued: next };
  const report = yield* reportOf(models, { found: read, accuracy, choice, before, stakes: { margin, contactCost } });
  const named = kmeans.withNames(namesIn(report));
  return { ...models, kmeans: named, segmenter: fitted.withLast(named), report };
}

/** The names of the segments by number. */
const namesIn = (report: Report) => [...allSegments(report)].sort((a, b) => a.segment - b.segment).map(({ name }) => name);
