// Tables of real data against pandas (test/golden/tables.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { GroupAggregate, Table } from '../../src/index.js';
import { readCsv, type CsvSchema } from '../../src/io/index.js';
import { dateParts } from '../../src/preprocessing/index.js';
import { largestError } from '../golden/errors.js';
import { DATA, testOnData } from '../support/needs.js';
import { shuffled } from '../support/random.js';

type Columns = Record<string, (number | null)[]>;
interface Gaps {
  missing: Record<string, number>;
  rows: number;
}
const golden = JSON.parse(readFileSync('test/golden/tables.json', 'utf8')) as {
  telco: { rows: number; gaps: Gaps; contract: Columns; new: Columns };
  retail: { rows: number; gaps: Gaps; country: Columns; customers: number; customer: Columns; month: Columns; weekday: Columns };
};

/** Whole numbers and times to the last bit, sums and means to 1e-13. @param step - of the rows there, those that are in `expected` */
function expectSame(table: Table, expected: Columns, step = 1): void {
  for (const [name, list] of Object.entries(expected)) {
    const { values } = table.column(name, 'date'); // which numbers are as well
    const found = Array.from(values).filter((_, row) => row % step === 0);
    expect(found.length, name).toBe(list.length);
    expect(found.map(Number.isNaN), name).toEqual(list.map((v) => v === null));
    const isExact = !['amount', 'price', 'total', 'mean', 'ratio', 'churn'].includes(name);
    if (isExact) expect(found.map((v) => (Number.isNaN(v) ? null : v)), name).toEqual(list); // prettier-ignore
    else expect(largestError(found.map((v) => v || 0), list.map((v) => v ?? 0)), name).toBeLessThan(1e-13); // prettier-ignore
  }
}

const TELCO = 'telco-churn/telco-customer-churn.csv';
testOnData(TELCO)('telco-churn by contract: missing charges, churn as a boolean', () => {
  const schema: CsvSchema = {
    id: { header: 'customerID', kind: 'text' },
    tenure: 'number',
    TotalCharges: 'number',
    SeniorCitizen: 'number',
    Contract: 'category',
    InternetService: 'category',
    PaymentMethod: 'category',
    churned: { header: 'Churn', kind: 'boolean', trueValues: ['Yes'], falseValues: ['No'] },
  };
  const telco = readCsv(readFileSync(resolve(DATA, TELCO), 'utf8'), schema).derive(
    'ratio',
    (row: { tenure: number; TotalCharges: number | null }) =>
      row.tenure > 0 && row.TotalCharges !== null ? row.TotalCharges / row.tenure : null,
  );
  expect(telco.nRows).toBe(golden.telco.rows);
  const { table, nMissing } = telco.dropMissing(['tenure', 'TotalCharges', 'churned']);
  expect([table.nRows, Object.values(nMissing)]).toEqual([golden.telco.gaps.rows, Object.values(golden.telco.gaps.missing)]);
  const byContract = telco.groupBy(['Contract', 'InternetService'], {
    rows: 'count',
    charged: { count: 'TotalCharges' },
    total: { sum: 'TotalCharges' },
    mean: { mean: 'TotalCharges' },
    least: { min: 'TotalCharges' },
    most: { max: 'TotalCharges' },
    ratio: { mean: 'ratio' },
    seniors: { sum: 'SeniorCitizen' },
    churned: { sum: 'churned' },
    churn: { mean: 'churned' },
    methods: { nDistinct: 'PaymentMethod' },
  });
  expectSame(byContract, golden.telco.contract);
  // groups without any value
  const begun = telco.filter((row: { tenure: number }) => row.tenure === 0);
  expectSame(
    begun.groupBy('Contract', { rows: 'count', total: { sum: 'TotalCharges' }, mean: { mean: 'TotalCharges' } }),
    golden.telco.new,
  );
});

const RETAIL = 'online-retail/online-retail.csv.gz';
testOnData(RETAIL)('online-retail by country, customer, month and hour of the week', () => {
  const schema: CsvSchema = {
    order: { header: 'InvoiceNo', kind: 'category' },
    item: { header: 'StockCode', kind: 'category' },
    Description: 'category',
    Quantity: 'number',
    time: { header: 'InvoiceDate', kind: 'date' },
    UnitPrice: 'number',
    customer: { header: 'CustomerID', kind: 'category' },
    Country: 'category',
  };
  const lines = readCsv(gunzipSync(readFileSync(resolve(DATA, RETAIL))).toString(), schema).derive(
    'amount',
    (row: { Quantity: number; UnitPrice: number }) => row.Quantity * row.UnitPrice,
  );
  expect(lines.nRows).toBe(golden.retail.rows);
  const { table, nMissing } = lines.dropMissing(['customer', 'Description', 'UnitPrice']);
  expect([table.nRows, Object.values(nMissing)]).toEqual([golden.retail.gaps.rows, Object.values(golden.retail.gaps.missing)]);

  const ofOrders: Record<string, GroupAggregate> = {
    rows: 'count',
    orders: { nDistinct: 'order' },
    items: { nDistinct: 'item' },
    amount: { sum: 'amount' },
    price: { mean: 'UnitPrice' },
    least: { min: 'Quantity' },
    most: { max: 'Quantity' },
    begun: { min: 'time' },
    ended: { max: 'time' },
  };
  const all: Record<string, GroupAggregate> = { ...ofOrders, known: { count: 'customer' }, customers: { nDistinct: 'customer' } };
  expectSame(lines.groupBy('Country', all), golden.retail.country);
  const byCustomer = lines.dropMissing(['customer']).table.groupBy('customer', ofOrders);
  expect(byCustomer.nRows).toBe(golden.retail.customers);
  expectSame(byCustomer, golden.retail.customer, 25);

  type When = { time: Date };
  const london = (part: 'year' | 'month' | 'weekday' | 'hour') => (row: When) => dateParts(row.time, 'Europe/London')[part];
  const dated = lines.derive('y', london('year')).derive('m', london('month')).derive('w', london('weekday')).derive('h', london('hour'));
  expectSame(dated.groupBy(['y', 'm'], all), golden.retail.month);
  expectSame(dated.groupBy(['w', 'h'], { rows: 'count', amount: { sum: 'amount' } }), golden.retail.weekday);
  // any order of the rows, the same bits
  const order = shuffled(Array.from({ length: lines.nRows }, (_, i) => i));
  const countries = lines.select(['Country']);
  const mixed = lines.derive('amount', order.map((i) => lines.column('amount', 'number').values[i])).derive('Country', order.map((i) => countries.row(i)['Country'])); // prettier-ignore
  const sums = (of: Table) => of.groupBy('Country', { amount: { sum: 'amount' } }).column('amount', 'number').values;
  expect(sums(mixed)).toEqual(sums(lines));
});
