// The main job on shops whose answer is known: the latent types of the example shop, and what was bought in the last four weeks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { adjustedRandIndex } from '../src/evaluation/index.js';
import { exampleShop, ordersReader } from '../src/io/index.js';
import { analyse } from '../src/report/index.js';
import { checkReport } from './report/check-report';
import { DATA, testOnData } from './support/needs.js';

function job(text: string) {
  const reader = ordersReader();
  reader.push(text);
  return analyse(reader.end());
}

describe('the example shop', () => {
  const shop = exampleShop();
  const analysis = job(shop.orders);
  const { customers, kmeans, report } = analysis;

  test('has about 5,000 customers whose segments recover the latent types', () => {
    const types = new Map(shop.truth.split('\n').map((line) => line.split(',') as [string, string]));
    const { codes, categories } = customers.column('customer', 'category');
    expect(customers.nRows).toBe(5000);
    expect(
      adjustedRandIndex(
        kmeans.labels,
        Array.from(codes, (code) => types.get(categories[code])),
      ),
    ).toBeGreaterThan(0.6);
  });

  test('has a report whose counts equal naive ones', () => checkReport(analysis));

  test('is better served by recommendations than by bestsellers', () => {
    expect(report.accuracy!.gain.low).toBeGreaterThan(0);
  });
});

testOnData('online-retail/online-retail.csv.gz')(
  'online-retail: the usual rows are kept, naive counts are equal, recommendations are better than bestsellers',
  () => {
    const analysis = job(gunzipSync(readFileSync(join(DATA, 'online-retail/online-retail.csv.gz'))).toString());
    const { report, clean, customers, recommender } = analysis;
    expect([clean.nRows, clean.orders.nRows, customers.nRows, recommender.items.size]).toEqual([541909, 397884, 4338, 3665]);
    expect(report.accuracy!.gain.low).toBeGreaterThan(0);
    checkReport(analysis);
  },
);
