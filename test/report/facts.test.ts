// The facts of a report: against naive counts on random shops, and on shops whose answer is known by looking.
import { describe, expect, test } from 'vitest';
import { exampleShop, ordersReader } from '../../src/io/index.js';
import { analyse, outputFiles, type AnalyseOptions } from '../../src/report/index.js';
import { thrown } from '../support/files.js';
import { checkReport } from './check-report';
import { basketCounts, linesOf } from './naive';

const HEADER = 'customer,order,item,name,quantity,price,time\n';

function job(text: string, options?: AnalyseOptions) {
  const reader = ordersReader();
  reader.push(text);
  return analyse(reader.end(), options);
}

/** One line an order: customer, day of 2026 (from 1), item. */
const shop = (lines: readonly (readonly [customer: string, day: number, item: string])[]) =>
  HEADER +
  lines
    .map(
      ([customer, day, item], l) =>
        `${customer},${l},${item},${item.toUpperCase()},1,2,${new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10)}`,
    )
    .join('\n');

describe('a report', () => {
  test.each([3, 11, 19])('equals naive counts on a shop of seed %i', (seed) => {
    const analysis = job(exampleShop({ customers: 250, products: 40, seed }).orders);
    expect(analysis.report.together.length).toBeGreaterThan(0);
    expect(analysis.report.again.length).toBeGreaterThan(0);
    checkReport(analysis);
  });

  test('shows of all pairs those that stand out most', () => {
    const analysis = job(exampleShop({ customers: 120, products: 20 }).orders);
    const lines = linesOf(analysis.clean.orders);
    const { nOrders, withItem, withBoth } = basketCounts(lines);
    const items = [...new Set(lines.map(({ item }) => item))].sort();
    const least = Math.max(5, nOrders / 1000);
    const pairs = items.flatMap((a) =>
      items.filter((b) => b > a).map((b) => {
        const [orders, expected] = [withBoth(a, b), (withItem(a) * withItem(b)) / nOrders];
        return { a, b, orders, expected, ratio: 2 * (orders * Math.log(orders / expected) - (orders - expected)) };
      }),
    ); // prettier-ignore
    const best = pairs.filter(({ orders, expected }) => orders >= least && orders > expected).sort((x, y) => y.ratio - x.ratio);
    expect(analysis.report.together.map(({ a, b }) => [a.item, b.item])).toEqual(best.slice(0, 15).map(({ a, b }) => [a, b]));
  });

  test('finds the rhythm of a shop that buys tea every ten days', () => {
    const lines = Array.from({ length: 6 }, (_, c) => [1, 11, 21, 31].map((day) => [`c${c}`, day + c, 'tea'] as const)).flat();
    const { again } = job(shop([...lines, ['zoe', 46, 'mug']])).report;
    expect(again).toEqual([
      { item: 'tea', name: 'TEA', days: 10, intervals: 18, customers: 6, nDue: 6, due: [5, 4, 3, 2, 1, 0].map((c) => ({ customer: `c${c}`, daysAgo: 15 - c })) },
    ]); // prettier-ignore
  });

  test('counts an item of two lines of an order once, a day of two orders once, and what just reaches the threshold', () => {
    const lines = Array.from({ length: 5 }, (_, o) =>
      ['tea', 'tea', 'jam'].map((item) => `c${o},${o},${item},,1,2,2026-01-0${o + 1}`),
    ).flat();
    const others = Array.from({ length: 10 }, (_, o) => [
      `c${o % 5},x${o},mug,,1,2,2026-02-10`,
      `c${o % 5},y${o},mug,,1,2,2026-02-2${o % 5}`,
    ]).flat();
    const { together, again } = job(HEADER + [...lines, ...others].join('\n')).report;
    expect(together).toMatchObject([{ a: { item: 'jam' }, b: { item: 'tea' }, orders: 5, expected: 1, lift: 5, shareOfA: 1 }]);
    expect(again).toEqual([]); // five intervals of mugs, not ten
  });

  test('counts what lies on an edge to the bin that begins there', () => {
    const { distributions } = job(shop([['ann', 1, 'tea'], ['bob', 8, 'tea'], ['bob', 8, 'jam'], ['eve', 15, 'tea']])).report; // prettier-ignore
    expect(distributions.recency).toEqual({ edges: [0, 7, 14], counts: [1, 1, 1], median: 7 });
    expect(distributions.frequency).toMatchObject({ edges: [1, 2], counts: [2, 1], median: 1 });
  });

  test('takes the most typical customers of each segment as examples', () => {
    const { report, features, kmeans, customers } = job(exampleShop({ customers: 120, products: 20 }).orders, { segments: 4 });
    const { categories } = customers.column('customer', 'category');
    const all = report.segments.map(({ segment }) => {
      const center = kmeans.clusterCenters.row(segment);
      const distance = (row: number) => Array.from(features.row(row)).reduce((sum, v, j) => sum + (v - center[j]) ** 2, 0);
      const rows = [...kmeans.labels.keys()].filter((row) => kmeans.labels[row] === segment);
      return rows.sort((a, b) => distance(a) - distance(b)).map((row) => categories[row]);
    });
    const inTurn = [0, 1, 2].flatMap((turn) => all.map((list) => list[turn])).slice(0, 10);
    expect(report.examples.map(({ customer }) => customer)).toEqual(inTurn);
  });

  test('tells months without an order from those that the file cuts', () => {
    const { months } = job(shop([['ann', 10, 'tea'], ['ann', 70, 'tea'], ['bob', 75, 'tea']])).report; // prettier-ignore
    expect(months).toEqual([
      { month: '2026-01', revenue: 2, orders: 1, customers: 1, newCustomers: 1, partial: true },
      { month: '2026-02', revenue: 0, orders: 0, customers: 0, newCustomers: 0, partial: false },
      { month: '2026-03', revenue: 4, orders: 2, customers: 2, newCustomers: 1, partial: true },
    ]);
  });

  test('stays short where one date is far off', () => {
    const { months } = job(`${HEADER}ann,1,tea,,1,2,0001-01-01\nbob,2,tea,,1,2,9999-12-31\n`).report;
    expect(months.map(({ month }) => month)).toEqual(['0001-01', '9999-12']);
  });

  test('works for one row, one item, one day', () => {
    const { report } = job(shop([['ann', 1, 'tea']]));
    expect(report).toMatchObject({ together: [], again: [], accuracy: null, moves: null, nServed: 0, examples: [] });
    expect(report.segments).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report); // no NaN, no undefined
  });
});

describe('a report against a previous run', () => {
  const before = job(exampleShop({ customers: 200 }).orders);
  const segments = outputFiles(before).find(({ name }) => name === 'segments.csv')!.content as string;
  const names = new Map(segments.trim().split('\n').slice(1).map((line) => [line.split(',')[0], line.split(',')[2]])); // prettier-ignore

  test('says that nobody moved where nothing changed', () => {
    expect(job(exampleShop({ customers: 200 }).orders, { previous: segments }).report.moves).toEqual({
      stayed: 200, changed: 0, joined: 0, gone: 0, flows: [],
    }); // prettier-ignore
  });

  test('counts who came, went and moved', () => {
    const [header, ...lines] = segments.trim().split('\n');
    const moved = lines.slice(0, 3).map((line) => line.replace(/^([^,]*),(\d+),[^,]*/, '$1,$2,"Elsewhere, once"'));
    const previous = [header, ...moved, ...lines.slice(5), '"\'=nobody",0,Lost,1,1,1', 'nemo,0,Lost,1,1,1'].join('\n');
    const { moves } = job(exampleShop({ customers: 200 }).orders, { previous }).report;
    expect(moves).toMatchObject({ stayed: 195, changed: 3, joined: 2, gone: 2 });
    expect(moves!.flows.reduce((sum, { customers }) => sum + customers, 0)).toBe(3);
    for (const { from, to } of moves!.flows) expect([from, [...names.values()].includes(to)]).toEqual(['Elsewhere, once', true]);
  });

  test('knows customers again whose names are guarded in the file', () => {
    const lines = shop([['=ann', 1, 'tea'], ['@bob', 2, 'jam']]); // prettier-ignore
    const written = outputFiles(job(lines)).find(({ name }) => name === 'segments.csv')!.content as string;
    expect(written).toContain("'=ann");
    expect(job(lines, { previous: written }).report.moves).toMatchObject({ stayed: 2, joined: 0, gone: 0 });
  });

  test('refuses what is no segments.csv', () => {
    const error = thrown(() => job(exampleShop({ customers: 20 }).orders, { previous: 'a,b\n1,2\n' }));
    expect(error.message).toContain('the segments of the previous run cannot be read: the file has no column "customer"');
  });
});
