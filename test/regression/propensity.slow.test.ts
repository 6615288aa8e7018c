// propensity and churn against features by pandas and a model by scikit-learn on the Online Retail data (test/golden/propensity.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { churn, orderFeatures, propensity, type Outcomes, type Table } from '../../src/index.js';
import { cleanOrders, ordersReader } from '../../src/io/index.js';
import { largestError } from '../golden/errors.js';
import { readGolden } from '../golden/read.js';
import { DATA, testOnData } from '../support/needs.js';

const FILE = 'online-retail/online-retail.csv.gz';

interface Job {
  customers: number;
  positive: number;
  rocAuc: number;
  naiveRocAuc: number;
  logLoss: number;
  brier: number;
  topDecileLift: number;
  /** The sums of the features of the customers in the test. */
  features: Record<string, number>;
  sampled: number[];
}
const golden = readGolden<{ every: number } & Record<'propensity' | 'churn', Job>>('propensity');

let read: Table | undefined;

function orders(): Table {
  if (read) return read;
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(resolve(DATA, FILE))).toString());
  return (read = cleanOrders(reader.end()).orders);
}

const jobs: [keyof typeof golden & ('propensity' | 'churn'), () => Outcomes][] = [
  ['propensity', () => propensity(orders(), { item: 'item', horizonDays: 30 })],
  ['churn', () => churn(orders(), { item: 'item', horizonDays: 90 })],
];
for (const [name, run] of jobs)
  testOnData(FILE)(`${name}: features, probabilities of the test and its measures`, () => {
    const { evaluation } = run();
    const want = golden[name];
    expect([evaluation.nCustomers, evaluation.nPositive]).toEqual([want.customers, want.positive]);
    const features = orderFeatures(orders(), { item: 'item', asOf: evaluation.from });
    const silence = features.column('recency', 'number').values;
    const asked = name === 'churn' ? features.filter(silence.map((v) => (v <= 180 ? 1 : 0))) : features;
    for (const [feature, sum] of Object.entries(want.features)) {
      const values = asked.column(feature, 'number').values.map((v) => (Number.isNaN(v) ? 0 : v));
      const total = values.reduce((a, b) => a + b, 0);
      expect(largestError([total], [sum]), feature).toBeLessThan(1e-10);
    }
    const probabilities = evaluation.customers.column('probability', 'number').values;
    const sampled = probabilities.filter((_, i) => i % golden.every === 0);
    expect(largestError(sampled, want.sampled)).toBeLessThan(1e-7);
    const { rocAuc, naive, logLoss, brier, liftByDecile } = evaluation;
    expect(
      largestError(
        [rocAuc.value, naive.rocAuc, logLoss, brier, liftByDecile[0].lift],
        [want.rocAuc, want.naiveRocAuc, want.logLoss, want.brier, want.topDecileLift],
      ),
    ).toBeLessThan(1e-7);
    // what it is worth: much better than the rule without a model
    expect(rocAuc.low).toBeGreaterThan(naive.rocAuc);
    expect(liftByDecile[0].lift).toBeGreaterThan(1.1 * naive.liftByDecile[0].lift);
  });
