import { describe, expect, test } from 'vitest';
import { exampleShop, cleanOrders, ordersReader } from '../../src/io/index.js';
import { orderColumns } from '../../src/io/columns.js';
import { analyse, outputFiles, summary, type Accuracy } from '../../src/report/index.js';
import { thrown } from '../support/files.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n';
const read = (text: string) => {
  const reader = ordersReader();
  reader.push(text);
  return reader.end();
};

describe('orders', () => {
  test('count every row that is left out, by its first reason', () => {
    const rows = ['1,A,a,2,2026-01-01,5,c1,UK', '2,A,a,2,2026-01-01,5,,UK', 'C3,A,a,-2,2026-01-01,5,c1,UK', 'C31,A,a,1,2026-01-01,5,c1,UK', '4,A,a,0,2026-01-01,5,c1,UK', '5,A,a,1,2026-01-01,0,c1,UK', '6,,a,1,2026-01-01,5,c1,UK', '7,A,a,1,,5,c1,UK', ',A,a,1,2026-01-01,5,c1,UK', '8,A,a,,2026-01-01,5,c1,UK']; // prettier-ignore
    const { orders, leftOut, nRows } = cleanOrders(read(HEADER + rows.join('\n')));
    expect([orders.nRows, nRows]).toEqual([2, 10]); // an order number may begin with C
    expect(orders.column('amount', 'number').values).toEqual(Float64Array.of(10, 5));
    expect(Object.fromEntries(leftOut.map(({ reason, rows }) => [reason, rows]))).toEqual({
      'no customer': 1, cancelled: 1, 'no order number': 1, 'no item': 1, 'no time': 1, 'quantity not above 0': 2, 'price not above 0': 1,
    }); // prettier-ignore
  });

  test('say so when no row is left', () => {
    const error = thrown(() => cleanOrders(read(`${HEADER}1,A,a,-2,2026-01-01,5,c1,UK\n2,A,a,1,2026-01-01,5,,UK\n`)));
    expect(error.message).toBe('none of the 2 rows is a sale to a known customer: 1 no customer, 1 quantity not above 0');
  });

  test('recognise their columns, take named ones, and list what they found otherwise', () => {
    expect(orderColumns(HEADER.trim().split(',')).customer).toBe('CustomerID');
    expect(orderColumns([...HEADER.trim().split(','), 'Buyer'], { customer: 'Buyer' }).customer).toBe('Buyer');
    expect(thrown(() => orderColumns(['a', 'b'])).message).toBe(
      'the columns of the file are not known: a, b. Say which is which: --customer COLUMN --order COLUMN --item COLUMN --quantity COLUMN --price COLUMN --time COLUMN',
    );
    expect(thrown(() => orderColumns(['buyer'], { customer: 'buyr' })).message).toContain('(for the customer) (did you mean "buyer"?)');
    expect(thrown(() => orderColumns(['a'], { custmer: 'a' } as never)).message).toContain('did you mean "customer"');
  });
});

describe('the example shop', () => {
  const shop = exampleShop({ customers: 400, products: 80 });

  test('is the same for the same seed, and another for another', () => {
    expect(exampleShop({ customers: 400, products: 80 })).toEqual(shop);
    expect(exampleShop({ customers: 400, products: 80, seed: 8 }).orders).not.toBe(shop.orders);
  });

  test('has what shops have: returns, repeat purchases, seasons and a truth beside it', () => {
    const table = read(shop.orders);
    const quantity = table.column('quantity', 'number').values;
    const returns = quantity.filter((q) => q < 0).length / quantity.length;
    expect(returns).toBeGreaterThan(0.01);
    expect(returns).toBeLessThan(0.04);
    const months = new Map<string, number>();
    for (const t of table.column('time', 'date').values)
      months.set(new Date(t).toISOString().slice(5, 7), (months.get(new Date(t).toISOString().slice(5, 7)) ?? 0) + 1);
    expect(months.get('11')!).toBeGreaterThan(1.15 * months.get('06')!);
    expect(shop.truth.trim().split('\n')).toHaveLength(401);
    expect(new Set(shop.truth.trim().split('\n').slice(1).map((line) => line.split(',')[1])).size).toBe(5); // prettier-ignore
    expect(shop.products.trim().split('\n')).toHaveLength(81);
  });

  test('has one customer and time for each order number', () => {
    const seen = new Map<string, string>();
    for (const line of shop.orders.trim().split('\n').slice(1)) {
      const [customer, order, , , , , , time] = line.split(',');
      expect(seen.get(order) ?? `${customer} ${time}`).toBe(`${customer} ${time}`);
      seen.set(order, `${customer} ${time}`);
    }
  });

  test('refuses impossible sizes', () => {
    expect(thrown(() => exampleShop({ customers: 0 })).code).toBe('invalid-option');
    expect(thrown(() => exampleShop({ produkts: 30 } as never)).message).toContain('did you mean "products"');
  });
});

describe('analyse', () => {
  const { orders } = exampleShop({ customers: 300, products: 60 });

  test('gives every customer a segment and recommendations that explain themselves', () => {
    const { customers, kmeans, recommendations, recommender, report } = analyse(read(orders), { segments: 4 });
    const { segments } = report;
    const accuracy = report.accuracy as Accuracy;
    expect(kmeans.labels).toHaveLength(customers.nRows);
    expect(segments.reduce((sum, s) => sum + s.nCustomers, 0)).toBe(customers.nRows);
    expect(segments.reduce((sum, s) => sum + s.shareOfRevenue, 0)).toBeCloseTo(1, 3);
    expect(recommendations).toHaveLength(customers.nRows);
    for (const { user, items } of recommendations) {
      for (const { item, score } of items)
        expect(recommender.explain(user, item).parts.reduce((sum, p) => sum + p.contribution, 0)).toBe(score);
    }
    expect(accuracy.hits.low).toBeLessThanOrEqual(accuracy.hits.mean);
  });

  test('gives the same files for any order of the rows', () => {
    const [header, ...lines] = orders.trim().split('\n');
    const files = outputFiles(analyse(read(orders)));
    expect(outputFiles(analyse(read([header, ...lines.reverse()].join('\n'))))).toEqual(files);
    expect(files.map(({ name }) => name)).toContain('models/recommendations.safetensors');
  });

  test('says in words what it did, for one customer too', () => {
    expect(summary(analyse(read(orders)).report).join(' ')).toMatch(
      /rows read, .* kept: 300 customers, 60 items, 2024-01-\d\d to 2025-12-\d\d/,
    );
    const one = summary(analyse(read(`${HEADER}1,A,a,2,2026-01-01,5,c1,UK\n`)).report);
    expect(one).toContain('The customers fall into 1 segment:');
    expect(one.join(' ')).toContain('could not be measured');
  });

  test('can be stopped, and refuses wrong options', () => {
    expect(thrown(() => analyse(read(orders), {}, { signal: AbortSignal.abort() })).code).toBe('cancelled');
    expect(thrown(() => analyse(read(orders), { segment: 4 } as never)).message).toContain('did you mean "segments"');
    expect(thrown(() => analyse([] as never)).message).toContain('"orders" must be a Table or what a reader gives');
  });
});
