/**
 * The files of an analysis, as names and contents: whoever runs the job decides where they go.
 * @module
 */
import type { Table } from '../data/table.js';
import { writeCsv } from '../io/csv.js';
import { FEATURES, type Analysis } from './analyse.js';

/** A file to write. */
export interface OutputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * `segments.csv`, `recommendations.csv` and the models under `models/`.
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse, outputFiles } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 50 }).orders);
 * console.log(outputFiles(analyse(reader.end())).map(({ name }) => name)[0]); // segments.csv
 * ```
 */
export function outputFiles(analysis: Analysis): OutputFile[] {
  return [
    { name: 'segments.csv', content: writeCsv(['customer', 'segment', ...FEATURES], segmentRows(analysis)) },
    {
      name: 'recommendations.csv',
      content: writeCsv(['customer', 'rank', 'item', 'name', 'score', 'because', 'because_name'], recommendationRows(analysis)),
    },
    { name: 'models/segments.safetensors', content: analysis.kmeans.toBytes() },
    { name: 'models/log1p.safetensors', content: analysis.log1p.toBytes() },
    { name: 'models/scaler.safetensors', content: analysis.scaler.toBytes() },
    { name: 'models/recommendations.safetensors', content: analysis.recommender.toBytes() },
  ];
}

function* segmentRows({ customers, kmeans }: Analysis): Generator<(string | number)[]> {
  const { codes, categories } = customers.column('customer', 'category');
  const features = FEATURES.map((name) => customers.column(name, 'number').values);
  for (let row = 0; row < customers.nRows; row++)
    yield [categories[codes[row]], kmeans.labels[row], ...features.map((values) => values[row])];
}

/** Each recommendation with the item of the customer's own history that speaks most for it. */
function* recommendationRows({ recommender, recommendations, clean }: Analysis): Generator<(string | number)[]> {
  const names = itemNames(clean.orders);
  for (const { user, items } of recommendations) {
    for (const [place, { item, score, source }] of items.entries()) {
      const because = source === 'model' ? (recommender.explain(user, item).largest(1)[0]?.item ?? '') : '';
      yield [user, place + 1, item, names.get(item) ?? '', score, because, names.get(because) ?? ''];
    }
  }
}

/** What each item is called: its last name in the orders. */
function itemNames(orders: Table): Map<string, string> {
  const names = new Map<string, string>();
  if (!orders.columns.includes('name')) return names;
  const item = orders.column('item', 'category');
  const name = orders.column('name', 'category');
  for (let row = 0; row < orders.nRows; row++)
    if (name.codes[row] >= 0) names.set(item.categories[item.codes[row]], name.categories[name.codes[row]]);
  return names;
}
