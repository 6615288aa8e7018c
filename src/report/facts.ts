/**
 * From the analysis to the facts of its report.
 * @module
 */
import { isoDay } from '../data/time.js';
import type { Steps } from '../progress.js';
import { againOf } from './again.js';
import type { Analysis } from './analyse.js';
import { frequencyDistribution, monetaryDistribution, recencyDistribution } from './distributions.js';
import { examplesOf } from './examples.js';
import { featuresOf } from './features.js';
import { monthsOf } from './months.js';
import { movesOf, type Continued, type PreviousRun } from './moves.js';
import { offersOf } from './offers.js';
import { outlookOf } from './outlook.js';
import { planeOf } from './plane.js';
import type { Stakes } from './profit.js';
import { purchasesOf, type Purchases } from './purchases.js';
import type { Report, SegmentChoice, ShopFacts, WithheldSegment } from './report.js';
import { cents } from './round.js';
import { segmentsOf } from './segments.js';
import { togetherOf } from './together.js';
import { apart, withheldSegment } from './withheld.js';

type Models = Omit<Analysis, 'report' | 'segmenter'>;

interface Beside {
  readonly found: readonly string[];
  readonly accuracy: Report['accuracy'];
  readonly choice: SegmentChoice;
  /** What a sale brings and a contact costs. */
  readonly stakes: Stakes;
  /** An earlier run, and how today's segments go on from it. */
  readonly before: { readonly run: PreviousRun; readonly continued: Continued } | null;
}

/** The report of an analysis. */
export function* reportOf(models: Models, { found, accuracy, choice, before, stakes }: Beside): Steps<Report> {
  const { customers, kmeans, recommendations, currency } = models;
  const step = (done: number) => ({ done, total: 4, stage: 'putting the report together' });
  const purchases = purchasesOf(models.clean.orders, models.named);
  const months = apart(monthsOf(purchases), ({ customers: buyers }) => buyers);
  yield step(0);
  const earlierNames = Array.from(before?.continued.continues ?? [], (previous) => before!.run.names[previous]);
  const all = segmentsOf(models, purchases, earlierNames);
  const { told: segments, withheld: few } = apart(all, ({ nCustomers }) => nCustomers);
  const withheld = { segments: few.map(withheldSegment), months: months.withheld.map(({ month }) => month) };
  const members = membership(models, all);
  const [recency, frequency, monetary] = featuresOf(customers);
  const distributions = {
    recency: recencyDistribution(recency),
    frequency: frequencyDistribution(frequency),
    monetary: monetaryDistribution(monetary),
  };
  yield step(1);
  const offers = offersOf(models, purchases, members);
  yield step(2);
  const together = yield* togetherOf(purchases);
  const again = againOf(purchases);
  yield step(3);
  const shop = shopFacts(models, purchases, found);
  const report: Report = {
    version: 1,
    currency,
    shop,
    months: months.told,
    distributions,
    segments,
    ...(few.length + months.withheld.length > 0 && { withheld }),
    choice,
    warnings: kmeans.warnings,
    ...(yield* planeOf(models, segments)),
    moves: before && movesOf(before.run, before.continued, all, customers),
    offers,
    together,
    again,
    outlook: outlookOf(customers, models.foresight, { members, segments, averageOrderValue: shop.revenue / shop.nOrders, stakes }),
    accuracy,
    nServed: recommendations.filter(({ items }) => items.length > 0).length,
    examples: examplesOf(models, all, purchases),
  };
  yield step(4);
  return report;
}

function shopFacts(
  { clean, customers, recommender }: Models,
  { order, nOrders, first, last }: Purchases,
  found: readonly string[],
): ShopFacts {
  const seen = new Uint8Array(nOrders);
  for (const code of order) seen[code] = 1;
  return {
    found,
    nRows: clean.nRows,
    nKept: clean.orders.nRows,
    leftOut: clean.leftOut.map((one) => ({ ...one, amount: cents(one.amount) })),
    nCustomers: customers.nRows,
    nOrders: seen.reduce((sum, one) => sum + one, 0),
    nItems: recommender.items.size,
    revenue: cents(customers.column('monetary', 'number').values.reduce((a, b) => a + b, 0)),
    firstDay: isoDay(first),
    lastDay: isoDay(last),
  };
}

/** Each customer's segment by name. */
export function membership(
  { customers, kmeans }: Pick<Models, 'customers' | 'kmeans'>,
  segments: readonly WithheldSegment[],
): Map<string, string> {
  const names = new Map(segments.map(({ segment, name }) => [segment, name]));
  const { codes, categories } = customers.column('customer', 'category');
  return new Map(Array.from(codes, (code, row) => [categories[code], names.get(kmeans.labels[row])!]));
}
