// The main job on shops whose answer is known: the latent types of the example shop, what was bought in the last four weeks, and the reports as committed.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adjustedRandIndex } from '../src/evaluation/index.js';
import { exampleShop } from '../src/io/index.js';
import { outputFiles, type Accuracy, type Analysis } from '../src/report/index.js';
import { goldenFile, job, RETAIL, type Shop } from './golden/shops';
import { checkReport } from './report/check-report';
import { testOnData } from './support/needs.js';

/** The report is the committed one, text by text, and its counts are the naive ones. */
function expectGolden(shop: Shop, analysis: Analysis): void {
  const text = outputFiles(analysis).find(({ name }) => name === 'report.json')!.content as string;
  const golden = readFileSync(goldenFile(shop), 'utf8');
  expect(JSON.parse(text)).toEqual(JSON.parse(golden)); // tells what differs
  expect(text).toBe(golden);
  checkReport(analysis);
}

describe('the example shop', () => {
  const analysis = job('example-shop');
  const { customers, kmeans, report } = analysis;

  test('has about 5,000 customers whose segments recover the latent types', () => {
    const types = new Map(exampleShop().truth.split('\n').map((line) => line.split(',') as [string, string])); // prettier-ignore
    const { codes, categories } = customers.column('customer', 'category');
    const truth = Array.from(codes, (code) => types.get(categories[code]));
    expect(customers.nRows).toBe(5000);
    expect(adjustedRandIndex(kmeans.labels, truth)).toBeGreaterThan(0.6);
  });

  test('has its committed report, whose counts equal naive ones', () => expectGolden('example-shop', analysis));

  test('is better served by recommendations than by bestsellers', () => {
    const { gain, currentGain } = report.accuracy as Accuracy;
    expect([gain.low, currentGain.low].every((low) => low > 0)).toBe(true);
  });
});

testOnData(RETAIL)(
  'online-retail keeps the usual rows, has its committed report, and is better served by recommendations than by bestsellers of all time',
  () => {
    const analysis = job('online-retail');
    const { report, clean, customers, recommender } = analysis;
    expect([clean.nRows, clean.orders.nRows, customers.nRows, recommender.items.size]).toEqual([541909, 397884, 4338, 3665]);
    expectGolden('online-retail', analysis);
    const { gain, currentGain } = report.accuracy as Accuracy;
    expect(gain.low).toBeGreaterThan(0);
    // before Christmas the best-sellers of the last weeks are as good, and the report says so
    expect([currentGain.low < 0, currentGain.high > 0]).toEqual([true, true]);
  },
);
