// purchaseSummary, BG/NBD, Gamma-Gamma and lifetime value against lifetimes on the Online Retail data (test/golden/lifetime.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import * as kindred from '../../src/index.js';
import { cleanOrders, ordersReader } from '../../src/io/index.js';
import { described, lifetimeErrors, lifetimeGolden } from '../golden/lifetime.js';
import { DATA, testOnData } from '../support/needs.js';

const FILE = 'online-retail/online-retail.csv.gz';
const { retail, asOf } = lifetimeGolden;

function summary(): kindred.Table {
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(resolve(DATA, FILE))).toString());
  const { orders } = cleanOrders(reader.end());
  return kindred.purchaseSummary(orders, { customer: 'customer', order: 'order', time: 'time', amount: 'amount', asOf });
}

testOnData(FILE)('summaries, models and values', () => {
  const customers = summary();
  expect(customers.nRows).toBe(retail.customers);
  for (const name of ['frequency', 'recency', 'age', 'monetary'] as const) {
    const values = customers.column(name, 'number').values.map((v) => (Number.isNaN(v) ? 0 : v)); // lifetimes has 0 where there is no repeat purchase
    expect(described(values, retail[name]), name).toBeLessThan(1e-12);
  }
  for (const fit of retail.fits) {
    // here hardly anybody leaves: a and b are known to 300%, and rounding moves them further than elsewhere
    for (const [what, error] of Object.entries(lifetimeErrors(kindred, customers, fit))) expect(error, what).toBeLessThan(1e-6);
  }
});
