// Measures of clusterings and PCA against scikit-learn on the real data sets (test/golden/clustering.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { expect } from 'vitest';
import { silhouette } from '../src/evaluation/index.js';
import { Matrix, PCA, profileSegments, Table, type CategoryProfile, type NumberProfile } from '../src/index.js';
import { cleanOrders, ordersReader } from '../src/io/index.js';
import { Log1pTransformer, rfm, StandardScaler } from '../src/preprocessing/index.js';
import { expectMeasures, expectPCA, type GoldenMeasures, type GoldenPCA } from './golden/clustering';
import { largestError } from './golden/errors.js';
import { DATA, testOnData } from './support/needs.js';

interface Golden {
  telco: GoldenMeasures & { pca: GoldenPCA; profile: GoldenProfile[] };
  wide: { columns: string[]; pca: GoldenPCA; allVariances: number[] };
  bank: GoldenMeasures & { pca: GoldenPCA };
  retail: GoldenMeasures & { pca: GoldenPCA; labels: string; bought: { lifts: number[]; amount: number | null; withheld: number }[] };
}
interface GoldenProfile {
  label: string;
  size: number;
  numbers: Record<'count' | 'mean' | 'median' | 'lift' | 'deviation', number>[];
  values: { column: string; value: string; share: number; lift: number }[];
}
const golden = JSON.parse(readFileSync('test/golden/clustering.json', 'utf8')) as Golden;

const TELCO = 'telco-churn/telco-customer-churn.csv';
const BANK = 'bank-marketing/bank-full.csv';
const RETAIL = 'online-retail/online-retail.csv.gz';

type Row = Record<string, string>;
const rowsOf = (file: string) => Papa.parse<Row>(readFileSync(resolve(DATA, file), 'utf8'), { header: true, skipEmptyLines: true }).data;
const scaled = (rows: readonly Row[], columns: readonly string[]) => {
  const X = Matrix.from(rows.map((row) => columns.map((name) => Number(row[name]))), { columns }); // prettier-ignore
  return new StandardScaler().fit(X).transform(X);
};
const NUMBERS = ['tenure', 'MonthlyCharges', 'TotalCharges'];

testOnData(TELCO)('telco-churn: three numbers by contract', () => {
  const rows = rowsOf(TELCO);
  const X = scaled(rows, NUMBERS);
  expectMeasures(X, rows.map((row) => row['Contract']), golden.telco, 100); // prettier-ignore
  expectPCA(X, golden.telco.pca, 500);
});

testOnData(TELCO)('telco-churn: profiles by contract, of pandas', () => {
  const rows = rowsOf(TELCO);
  const number = (text: string) => (text.trim() === '' ? null : Number(text));
  const table = Table.from(rows.map((row) => ({ ...row, ...Object.fromEntries(NUMBERS.map((name) => [name, number(row[name])])) })));
  const { segments } = profileSegments(table, rows.map((row) => row['Contract']), { customer: 'customerID' }); // prettier-ignore
  expect(segments.map(({ label, size }) => [label, size])).toEqual(golden.telco.profile.map(({ label, size }) => [label, size]));
  golden.telco.profile.forEach(({ numbers, values }, s) => {
    const feature = (column: string) => segments[s].features.find((one) => one.column === column)!;
    numbers.forEach(({ count, median, ...figures }, f) => {
      const { mean, lift, deviation, ...found } = feature(NUMBERS[f]) as NumberProfile;
      expect([found.count, found.median, found.missing]).toEqual([count, median, segments[s].size - count]);
      expect(largestError([mean!, lift!, deviation!], [figures.mean, figures.lift, figures.deviation])).toBeLessThan(1e-12);
    });
    for (const { column, value, share, lift } of values) {
      const found = (feature(column) as CategoryProfile).values.find((one) => one.value === value);
      if (lift < 1) expect(found).toBeUndefined();
      else expect(largestError([found!.share, found!.lift], [share, lift])).toBeLessThan(1e-12);
    }
  });
});

testOnData(TELCO)('telco-churn: PCA of 47 columns of rank 24', () => {
  const rows = rowsOf(TELCO);
  const categories = Object.keys(rows[0]).filter((name) => !['customerID', 'SeniorCitizen', ...NUMBERS].includes(name));
  const dummies = categories.flatMap((name) => [...new Set(rows.map((row) => row[name]))].sort().map((value) => [name, value]));
  const columns = [...NUMBERS, 'SeniorCitizen', ...dummies.map((pair) => pair.join('_'))];
  expect(columns).toEqual(golden.wide.columns);
  const X = scaled(
    rows.map((row) => ({
      ...row,
      ...Object.fromEntries(dummies.map(([name, value]) => [`${name}_${value}`, row[name] === value ? '1' : '0'])),
    })),
    columns,
  );
  expectPCA(X, golden.wide.pca, 500);
  expect(largestError(new PCA().fit(X).explainedVariance, golden.wide.allVariances)).toBeLessThan(1e-12);
});

testOnData(BANK)('bank-marketing: six numbers of 5,000 rows by job', () => {
  const file = Papa.parse<Row>(readFileSync(resolve(DATA, BANK), 'utf8'), { header: true, delimiter: ';', preview: 5000 });
  const X = scaled(file.data, ['age', 'balance', 'day', 'duration', 'campaign', 'previous']);
  expectMeasures(X, file.data.map((row) => row['job']), golden.bank, 100); // prettier-ignore
  expectPCA(X, golden.bank.pca, 500);
});

testOnData(RETAIL)('online-retail: recency, frequency and monetary by k-means', () => {
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(resolve(DATA, RETAIL))).toString());
  const { orders } = cleanOrders(reader.end());
  const customers = rfm(orders, { customer: 'customer', order: 'order', time: 'time', amount: 'amount', asOf: '2011-12-10T00:00:00' });
  const features = customers.toMatrix(['recency', 'frequency', 'monetary']);
  const logs = new Log1pTransformer().fit(features).transform(features);
  const X = new StandardScaler().fit(logs).transform(logs);
  const labels = Int32Array.from(golden.retail.labels, Number);
  expectMeasures(X, labels, golden.retail, 100);
  expectPCA(X, golden.retail.pca, 500);
  const lines = { lines: orders, customer: 'customer', item: 'item', amount: 'amount' };
  const profiles = profileSegments(customers, labels, { customer: 'customer', orders: lines, top: 20 });
  golden.retail.bought.forEach(({ lifts, amount, withheld }, s) => {
    const { items, withheld: few } = profiles.segments[s].bought!;
    expect(largestError(items.map((item) => item.lift), lifts)).toBeLessThan(1e-12); // prettier-ignore
    if (amount !== null) expect(items[0].amount).toBeCloseTo(amount, 9);
    expect(few).toBe(withheld);
  });
  // samples are near the whole, and on average nearer
  const seeds = Array.from({ length: 20 }, (_, seed) => silhouette(X, labels, { sampleSize: 500, seed }));
  for (const one of seeds) expect(Math.abs(one - golden.retail.silhouette)).toBeLessThan(0.05);
  expect(Math.abs(seeds.reduce((a, b) => a + b) / 20 - golden.retail.silhouette)).toBeLessThan(0.01);
});
