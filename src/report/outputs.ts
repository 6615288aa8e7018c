/**
 * The files of an analysis, as names and contents: whoever runs the job decides where they go.
 * @module
 */
import { writeCsv } from '../io/csv.js';
import type { Analysis } from './analyse.js';
import { membership } from './facts.js';
import { FEATURES, featuresOf } from './features.js';
import { reportHtml } from './html/page.js';

/** A file to write. */
export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * `report.html`, `report.json`, `segments.csv`, `recommendations.csv` and the models under `models/`.
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
    { name: 'segments.csv', content: writeCsv(['customer', 'segment', 'name', ...FEATURES], segmentRows(analysis)) },
    {
      name: 'recommendations.csv',
      content: writeCsv(['customer', 'rank', 'item', 'name', 'score', 'because', 'because_name'], recommendationRows(analysis)),
    },
    { name: 'models/segments.safetensors', content: analysis.segmenter.toBytes() },
    { name: 'models/recommendations.safetensors', content: analysis.recommender.toBytes() },
  ];
}

function* segmentRows({ customers, kmeans, report }: Analysis): Generator<(string | number)[]> {
  const names = [...membership({ customers, kmeans }, report.segments)];
  const features = featuresOf(customers);
  for (const [row, [customer, name]] of names.entries())
    yield [customer, kmeans.labels[row], name, ...features.map((values) => values[row])];
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
