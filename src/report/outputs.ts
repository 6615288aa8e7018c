/**
 * The files of an analysis, as names and contents: whoever runs the job decides where they go.
 * @module
 */
import { writeCsv } from '../data/csv-text.js';
import type { Analysis } from './analyse.js';
import { membership } from './facts.js';
import { FEATURES, featuresOf } from './features.js';
import { ranked } from './best.js';
import { reasonsOf } from './chances.js';
import type { Foresight } from './foresight.js';
import { idsOf } from './hidden.js';
import { reportHtml } from './html/page.js';
import { isLost } from './lost.js';
import { cents, short } from './round.js';
import { allSegments } from './withheld.js';

/** A file to write. */
export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * `report.html`, `report.json`, `segments.csv`, `recommendations.csv`, `likely.csv` where it can be told who is likely to buy, and the models under `models/`.
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse, outputFiles } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 50 }).orders);
 * console.log(outputFiles(analyse(reader.end())).map(({ name }) => name)[0]); // report.html
 * ```
 */
export function outputFiles(analysis: Analysis): OutputFile[] {
  return [
    { name: 'report.html', content: reportHtml(analysis.report) },
    { name: 'report.json', content: `${JSON.stringify(analysis.report, null, 1)}\n` },
    { name: 'segments.csv', content: writeCsv(['customer', 'segment', 'name', ...FEATURES, ...FORESEEN], segmentRows(analysis)) },
    {
      name: 'recommendations.csv',
      content: writeCsv(['customer', 'rank', 'item', 'name', 'score', 'because', 'because_name'], recommendationRows(analysis)),
    },
    ...likelyList(analysis),
    { name: 'models/segments.safetensors', content: analysis.segmenter.toBytes() },
    { name: 'models/recommendations.safetensors', content: analysis.recommender.toBytes() },
    ...foresightModels(analysis.foresight),
  ];
}

/** What is to come of a customer; empty where it is not told. */
const FORESEEN = ['buy_probability', 'return_probability', 'probably_lost', 'expected_orders', 'worth', 'worth_low', 'worth_high'];

function* segmentRows({ customers, kmeans, report, foresight }: Analysis): Generator<(string | number)[]> {
  const names = [...membership({ customers, kmeans }, allSegments(report))];
  const features = featuresOf(customers);
  const ahead = (name: string) => foresight.customers.column(name, 'number').values;
  const [buys, returns, orders] = ['buyProbability', 'returnProbability', 'expectedOrders'].map(ahead);
  const money = ['worth', 'worthLow', 'worthHigh'].map(ahead);
  const told = (value: number, text: (value: number) => string | number) => (Number.isNaN(value) ? '' : text(value));
  for (const [row, [customer, name]] of names.entries())
    yield [
      customer,
      kmeans.labels[row],
      name,
      ...features.map((values) => values[row]),
      told(buys[row], short),
      told(returns[row], short),
      told(returns[row], (chance) => (isLost(chance) ? 'yes' : 'no')),
      told(orders[row], short),
      ...money.map((values) => told(values[row], cents)),
    ];
}

/** Whom to contact: the highest chance first, with what speaks most for it, and the figures that the chance is made of. */
function likelyList({ foresight: { likely }, customers, kmeans, report }: Analysis): OutputFile[] {
  if (typeof likely === 'string') return [];
  const { features, scores } = likely;
  const members = membership({ customers, kmeans }, allSegments(report));
  const ids = idsOf(features);
  const probabilities = scores.column('probability', 'number').values;
  const figures = features.columns.filter((name) => name !== 'customer');
  const reasons = reasonsOf(likely);
  const profit = typeof report.outlook.likely === 'string' ? null : report.outlook.likely.profit;
  const rows = ranked(probabilities).map((row, place) => {
    const because = reasons(row);
    const cells = features.row(row);
    return [
      ids[row],
      place + 1,
      members.get(ids[row])!,
      short(probabilities[row]),
      profit === null ? '' : probabilities[row] >= profit.threshold ? 'yes' : 'no',
      because?.feature ?? '',
      ...figures.map((name) => (cells[name] ?? '') as string | number),
    ];
  });
  return [
    { name: 'likely.csv', content: writeCsv(['customer', 'rank', 'name', 'buy_probability', 'contact', 'because', ...figures], rows) },
  ];
}

/** Those of what can be told. */
function foresightModels({ likely, lifetimes }: Foresight): OutputFile[] {
  const chances = typeof likely === 'string' ? [] : [{ name: 'models/likely.safetensors', content: likely.model.toBytes() }];
  if (typeof lifetimes === 'string') return chances;
  const { bgnbd, gammaGamma } = lifetimes;
  return [
    ...chances,
    { name: 'models/purchases.safetensors', content: bgnbd.toBytes() },
    ...(gammaGamma === null ? [] : [{ name: 'models/values.safetensors', content: gammaGamma.toBytes() }]),
  ];
}

/** Each recommendation with the item of the customer's own history that speaks most for it. */
function* recommendationRows({ recommender, recommendations, named }: Analysis): Generator<(string | number)[]> {
  for (const { user, items } of recommendations) {
    const own = items.filter(({ source }) => source === 'model').map(({ item }) => item);
    const reasons = new Map(own.length > 0 ? recommender.explainEach(user, own).map((why, i) => [own[i], why.largest(1)[0]?.item]) : []);
    for (const [place, { item, score }] of items.entries()) {
      const because = reasons.get(item) ?? '';
      yield [user, place + 1, item, named(item).name, score, because, because === '' ? '' : named(because).name];
    }
  }
}
