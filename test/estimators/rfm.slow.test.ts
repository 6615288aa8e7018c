// rfm and RfmSegmenter against pandas on the Online Retail data, returns and all (test/golden/rfm.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { RfmSegmenter, Table } from '../../src/index.js';
import { ordersReader } from '../../src/io/index.js';
import { rfm } from '../../src/preprocessing/index.js';
import { quantile } from '../../src/data/quantile.js';
import { largestError } from '../golden/errors.js';
import { DATA, testOnData } from '../support/needs.js';

const FILE = 'online-retail/online-retail.csv.gz';

interface Figure {
  known: number;
  sum: number;
  quantiles: number[];
  /** Every 25th customer; null where the figure is missing. */
  sampled: (number | null)[];
}
interface Mode {
  figures: Record<string, Figure>;
  edges: Record<'recency' | 'frequency' | 'monetary', number[]>;
  /** One digit a customer. */
  scores: Record<'recency' | 'frequency' | 'monetary', string>;
  segments: Record<string, number>;
}
const golden = JSON.parse(readFileSync('test/golden/rfm.json', 'utf8')) as Record<'drop' | 'net', Mode> &
  Record<'rows' | 'returns' | 'customers', number> & { levels: number[] };

let read: Table | undefined;

/** The rows with a customer, cancelled ones too. */
function lines(): Table {
  if (read) return read;
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(resolve(DATA, FILE))).toString());
  const all = reader.end();
  const known = all.filter(all.column('customer', 'category').codes.map((code) => (code < 0 ? 0 : 1)));
  const price = known.column('price', 'number').values;
  const amount = known.column('quantity', 'number').values.map((v, row) => v * price[row]);
  const columns = Object.fromEntries(known.columns.map((name) => [name, known.column(name)]));
  return (read = Table.of({ ...columns, amount: { kind: 'number', values: amount } }));
}

for (const returns of ['drop', 'net'] as const) {
  const customers = () => {
    const names = { customer: 'customer', order: 'order', time: 'time', amount: 'amount', quantity: 'quantity' };
    return rfm(lines(), { ...names, asOf: '2011-12-10T00:00:00', returns });
  };

  testOnData(FILE)(`figures, returns: ${returns}`, () => {
    expect([lines().nRows, customers().nRows]).toEqual([golden.rows, golden.customers]);
    expect([golden.rows, golden.returns, golden.customers]).toEqual([406829, 8905, 4339]);
    const table = customers();
    expect(table.columns.slice(1)).toEqual(Object.keys(golden[returns].figures));
    for (const [name, { known, sum, quantiles, sampled }] of Object.entries(golden[returns].figures)) {
      const values = table.column(name, 'number').values;
      const there = values.filter((v) => !Number.isNaN(v)).sort();
      expect(there.length, name).toBe(known);
      const total = there.reduce((a, b) => a + b, 0);
      const at = golden.levels.map((level) => quantile(there, level));
      expect(largestError([total, ...at], [sum, ...quantiles]), name).toBeLessThan(1e-12);
      const some = values.filter((_, i) => i % 25 === 0);
      expect(largestError(some.map((v) => (Number.isNaN(v) ? -1 : v)), sampled.map((v) => v ?? -1)), name).toBeLessThan(1e-12); // prettier-ignore
    }
  });

  testOnData(FILE)(`scores and segments, returns: ${returns}`, () => {
    const table = customers();
    const model = new RfmSegmenter().fit(table);
    const want = golden[returns];
    const scores = model.transform(table);
    for (const name of ['recency', 'frequency', 'monetary'] as const) {
      expect(largestError(model.edges[name], want.edges[name]), name).toBeLessThan(1e-12);
      expect(scores.column(name[0], 'number').values.join(''), name).toBe(want.scores[name]);
    }
    const sizes: Record<string, number> = {};
    for (const label of model.predict(table)) sizes[model.nameOf(label)] = (sizes[model.nameOf(label)] ?? 0) + 1;
    expect(sizes).toEqual(want.segments);
    expect(Object.keys(sizes)).toHaveLength(10);
  });
}
