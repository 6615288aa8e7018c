// The facts of a report: against naive counts on random shops, and on shops whose answer is known by looking.
import { describe, expect, test } from 'vitest';
import { KMeansModel, load } from '../../src/index.js';
import { exampleShop, ordersReader } from '../../src/io/index.js';
import { Log1pTransformerModel, PipelineModel, StandardScalerModel } from '../../src/preprocessing/index.js';
import { analyse, outputFiles, type Accuracy, type AnalyseOptions, type Likely } from '../../src/report/index.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';
import { checkReport } from './check-report';
import { basketCounts, linesOf, median } from './naive';

const HEADER = 'customer,order,item,name,quantity,price,time\n';

function job(text: string, options?: AnalyseOptions) {
  const reader = ordersReader();
  reader.push(text);
  return analyse(reader.end(), options);
}

/** Ten customers who order alike, for what is not told of fewer. */
const ten = (who: string, ...orders: readonly (readonly [day: number, item: string])[]) =>
  Array.from({ length: 10 }, (_, c) => orders.map(([day, item]) => [`${who}${c}`, day, item] as const)).flat();

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

  test('foretells nothing where there is nothing to foretell it by, and says why', () => {
    const outlook = (text: string, options?: AnalyseOptions) => job(text, options).report.outlook;
    const none = { likely: 'too short', lost: 'nobody returns', worth: 'nobody returns' };
    expect(outlook(shop([['ann', 1, 'tea']]))).toEqual(none);
    expect(outlook(shop([['ann', 1, 'tea'], ['bob', 5, 'jam'], ['eve', 9, 'mug']]))).toEqual(none); // prettier-ignore
    // a year in which everybody ordered once
    const once = Array.from({ length: 60 }, (_, c) => [`c${c}`, 1 + 6 * c, 'tea'] as const);
    expect(outlook(shop(once))).toEqual({ ...none, likely: 'too few' });
    // all at one moment, and everybody every day
    expect(outlook(shop(once.map(([customer]) => [customer, 1, 'tea'])))).toEqual(none);
    const daily = Array.from({ length: 40 }, (_, c) => Array.from({ length: 30 }, (_, d) => [`c${c}`, 1 + 4 * d, 'tea'] as const)).flat();
    expect(outlook(shop(daily)).likely).toBe('too few');
    expect(JSON.parse(JSON.stringify(outlook(shop(daily))))).toEqual(outlook(shop(daily)));
  });

  test('says whom it pays to contact by what a contact costs', () => {
    const orders = exampleShop({ customers: 250, products: 40 }).orders;
    const profit = (options: AnalyseOptions) => (job(orders, options).report.outlook.likely as Likely).profit!;
    const assumed = profit({});
    expect([assumed.assumed, assumed.margin, assumed.threshold]).toEqual([true, 0.3, 0.2]);
    const dear = profit({ margin: 0.5, contactCost: 0.9 * 0.5 * assumed.averageOrderValue });
    expect([dear.assumed, dear.margin]).toEqual([false, 0.5]);
    expect(dear.threshold).toBeCloseTo(0.9, 2);
    expect(dear.nPaying).toBeLessThan(assumed.nPaying);
    const free = profit({ contactCost: 0 });
    expect([free.threshold, free.nPaying, free.assumed]).toEqual([0, 250, true]);
    expect(profit({ margin: 0 }).nPaying).toBe(0);
    expect(thrown(() => profit({ margin: 1.5 })).message).toContain('"margin" must be');
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
    const frequent = items.filter((item) => withItem(item) >= least).length;
    const atLeast = 2 * Math.log((frequent * (frequent - 1)) / 2 / 0.01);
    const best = pairs
      .filter(({ orders, expected, ratio }) => orders >= least && orders > expected && ratio >= atLeast)
      .sort((x, y) => y.ratio - x.ratio);
    expect(best.length).toBeGreaterThan(0);
    expect(analysis.report.together.map(({ a, b }) => [a.item, b.item])).toEqual(best.slice(0, 15).map(({ a, b }) => [a, b]));
  });

  test('finds the rhythm of a shop that buys tea every ten days', () => {
    const lines = Array.from({ length: 10 }, (_, c) => [1, 11, 21, 31].map((day) => [`c${c}`, day + c, 'tea'] as const)).flat();
    const { again } = job(shop([...lines, ['zoe', 50, 'mug']])).report;
    expect(again).toEqual([
      { item: 'tea', name: 'TEA', days: 10, intervals: 30, customers: 10, buyers: 10, nDue: 10, due: [9, 8, 7, 6, 5, 4, 3, 2].map((c) => ({ customer: `c${c}`, daysAgo: 19 - c })) },
    ]); // prettier-ignore
  });

  test('counts an item of two lines of an order once, a day of two orders once, and what just reaches the threshold', () => {
    const lines = Array.from({ length: 5 }, (_, o) =>
      ['tea', 'tea', 'jam'].map((item) => `c${o},${o},${item},,1,2,2026-01-0${o + 1}`),
    ).flat();
    const mugs = Array.from({ length: 95 }, (_, o) => `c${o % 5},x${o},mug,,1,2,2026-02-${o % 2 === 0 ? '10' : '20'}`);
    const { together, again } = job(HEADER + [...lines, ...mugs].join('\n')).report;
    expect(together).toMatchObject([{ a: { item: 'jam' }, b: { item: 'tea' }, orders: 5, expected: 0.25, lift: 20, shareOfA: 1 }]);
    expect(again).toEqual([]); // five intervals of mugs, not ten
  });

  test('counts what lies on an edge to the bin that begins there', () => {
    const { distributions } = job(shop([...ten('ann', [1, 'tea']), ...ten('bob', [8, 'tea'], [8, 'jam']), ...ten('eve', [15, 'tea'])])).report; // prettier-ignore
    expect(distributions.recency).toEqual({ edges: [0, 7, 14], counts: [10, 10, 10], median: 7 });
    expect(distributions.frequency).toMatchObject({ edges: [1, 2], counts: [20, 10], median: 1 });
  });

  test('finds no pairs where items are bought by chance', () => {
    for (const seed of [1, 2, 3]) {
      const random = generator(seed);
      const lines = Array.from({ length: 600 }, (_, o) =>
        Array.from({ length: 4 }, () => `c${o % 90},${o},i${Math.floor(random() * 60)},,1,2,2026-01-01`),
      ).flat();
      expect(job(HEADER + lines.join('\n')).report.together).toEqual([]);
    }
  });

  test('lists what an example customer bought in most orders, however it is called', () => {
    const orders = ['z', 'z', 'z', 'm', 'm', 'a', 'b', 'c', 'd', 'e'].map((item, o) => `ann,${o},${item},,9,2,2026-01-0${(o % 9) + 1}`);
    const others = ['z', 'a', 'b', 'q'].map((item, o) => `bob,b${o},${item},,1,2,2026-01-05`);
    const { examples } = job(HEADER + [...orders, `ann,0,a,,1,2,2026-01-01`, ...others].join('\n'), { segments: 1 }).report;
    const ann = examples.find(({ customer }) => customer === 'ann')!;
    expect(ann.bought.map(({ item, orders: n }) => [item, n])).toEqual([['z', 3], ['a', 2], ['m', 2], ['b', 1], ['c', 1]]); // prettier-ignore
  });

  test('masks e-mail addresses, and only there', () => {
    const mail = (orders: string) => orders.replaceAll(/^c(\d+)/gm, 'person$1@shop.example');
    const analysis = job(mail(exampleShop({ customers: 200, products: 40 }).orders));
    const text = JSON.stringify(analysis.report);
    expect(text).toContain('p…@shop.example');
    expect(text).not.toMatch(/person\d+@/);
    expect(outputFiles(analysis).find(({ name }) => name === 'segments.csv')!.content).toContain('person00001@shop.example');
  });

  test('names an item as in its latest order, whatever the order of the rows', () => {
    const lines = [
      'ann,1,tea,old,1,2,2026-01-01',
      'ann,2,tea,new,1,2,2026-02-01',
      'ann,2,tea,other,1,2,2026-02-01',
      'bob,3,tea,older,1,2,2025-01-01',
    ];
    for (const rows of [lines, [...lines].reverse()]) expect(job(HEADER + rows.join('\n')).report.offers[0].name).toBe('new');
  });

  test('gives the same report for any order of the rows', () => {
    const [header, ...lines] = exampleShop({ customers: 150, products: 40 }).orders.trim().split('\n');
    const other = [header, ...[...lines].reverse()].join('\n');
    expect(job(other).report).toEqual(job([header, ...lines].join('\n')).report);
  });

  test('says for how much money rows were left out', () => {
    const { leftOut } = job(`${HEADER}ann,1,tea,,2,5,2026-01-01\n,2,tea,,1,5,2026-01-02\nann,C3,tea,,-2,5,2026-01-03\n`).report.shop;
    expect(leftOut).toEqual([
      { reason: 'no customer', rows: 1, amount: 5 },
      { reason: 'cancelled', rows: 1, amount: -10 },
    ]);
  });

  test('spreads money over round sums, whatever the scale', () => {
    for (const scale of [0.001, 1, 1000000]) {
      const lines = Array.from({ length: 400 }, (_, c) => `c${c},${c},tea,,1,${(c + 1) * scale},2026-01-01`);
      const { edges, counts } = job(HEADER + lines.join('\n')).report.distributions.monetary;
      expect(edges.length).toBeGreaterThanOrEqual(4);
      expect(Math.max(...counts)).toBeLessThan(300);
    }
  });

  test('measures against the best-sellers of all time and against those of the last weeks', () => {
    // the new item is what everybody buys now; of all time, the old one has more buyers
    const buyers = (item: string, from: number, to: number, day: string) =>
      Array.from({ length: to - from }, (_, c) => `c${from + c},${item}${from + c},${item},,1,2,${day}`);
    const lines = [...buyers('all', 0, 40, '2025-01-05'), ...buyers('old', 0, 22, '2025-02-05'), ...buyers('new', 0, 20, '2025-12-01'),
      ...buyers('new', 22, 40, '2025-12-20'), 'zoe,z,mug,,1,2,2025-12-31']; // prettier-ignore
    const accuracy = job(HEADER + lines.join('\n'), { recommendations: 1 }).report.accuracy as Accuracy;
    expect([accuracy.nCustomers, accuracy.bestsellerHits.mean, accuracy.currentHits.mean]).toEqual([18, 0, 1]);
    expect(accuracy.gain.mean).toBeCloseTo(accuracy.hits.mean - accuracy.bestsellerHits.mean, 9);
    expect(accuracy.currentGain.mean).toBeCloseTo(accuracy.hits.mean - accuracy.currentHits.mean, 9);
  });

  test('says why it could not measure', () => {
    const long = (last: string) =>
      job(`${HEADER}ann,1,tea,,1,2,2025-01-01\nann,2,jam,,1,2,2025-02-01\n${last},3,mug,,1,2,2025-12-31\n`).report;
    expect(long('bob').accuracy).toBe('nobody came back');
    expect(long('ann').accuracy).toBe('withheld'); // one could be counted
    expect(job(`${HEADER}ann,1,tea,,1,2,2025-01-01\nann,2,jam,,1,2,2025-03-25\n`).report.accuracy).toBe('too short'); // 83 days
    expect(job(`${HEADER}ann,1,tea,,1,2,2025-01-01\nann,2,jam,,1,2,2025-03-26\n`).report.accuracy).not.toBe('too short');
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
    const { months } = job(shop([...ten('ann', [10, 'tea'], [70, 'tea']), ...ten('bob', [75, 'tea'])])).report;
    expect(months).toEqual([
      { month: '2026-01', revenue: 20, orders: 10, customers: 10, newCustomers: 10, partial: true },
      { month: '2026-02', revenue: 0, orders: 0, customers: 0, newCustomers: 0, partial: false },
      { month: '2026-03', revenue: 40, orders: 20, customers: 20, newCustomers: 10, partial: true },
    ]);
  });

  test('stays short where one date is far off', () => {
    const { months } = job(HEADER + ['0001-01-01', '9999-12-31'].flatMap((day) => Array.from({ length: 10 }, (_, c) => `c${c},${day}${c},tea,,1,2,${day}`)).join('\n')).report; // prettier-ignore
    expect(months.map(({ month }) => month)).toEqual(['0001-01', '9999-12']);
  });

  test('works for one row, one item, one day', () => {
    const { report } = job(shop([['ann', 1, 'tea']]));
    expect(report).toMatchObject({ together: [], again: [], accuracy: 'too short', moves: null, nServed: 0, examples: [] });
    expect([report.segments, report.withheld?.segments.map(({ name }) => name)]).toEqual([[], ['All customers']]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report); // no NaN, no undefined
  });
});

describe('the segments of a report', () => {
  const analysis = job(exampleShop({ customers: 400, products: 60 }).orders);
  const { report, customers, kmeans, features, segmenter, interactions } = analysis;

  test('are as many as the elbow says, and each number tried explains more', () => {
    const { by, tried } = report.choice;
    expect([by, tried.map(({ nSegments }) => nSegments)]).toEqual(['elbow', [3, 4, 5, 6, 7, 8]]);
    tried.forEach(({ explained }, t) => expect(explained).toBeGreaterThan(t === 0 ? 0.2 : tried[t - 1].explained));
    const gap = ({ nSegments, explained }: (typeof tried)[number]) => {
      const [first, last] = [tried[0], tried.at(-1)!];
      return explained - first.explained - ((nSegments - 3) / 5) * (last.explained - first.explained);
    };
    const farthest = tried.reduce((best, one) => (gap(one) > gap(best) ? one : best));
    expect(report.segments).toHaveLength(farthest.nSegments);
    const mean = (j: number) => Array.from({ length: features.nRows }, (_, i) => features.row(i)[j]).reduce((a, b) => a + b) / features.nRows; // prettier-ignore
    const means = [0, 1, 2].map(mean);
    const squares = Array.from({ length: features.nRows }, (_, i) => means.reduce((sum, m, j) => sum + (features.row(i)[j] - m) ** 2, 0)); // prettier-ignore
    const explained = 1 - kmeans.inertia / squares.reduce((a, b) => a + b);
    expect(tried.find(({ nSegments }) => nSegments === kmeans.nClusters)!.explained).toBeCloseTo(explained, 2);
    expect(job(exampleShop({ customers: 400, products: 60 }).orders, { segments: 3 }).report.choice).toEqual({ by: 'asked', tried: [] });
  });

  test('have the habits of their members', () => {
    const [tenure, value, gap] = ['tenure', 'averageOrderValue', 'interpurchaseTime'].map((name) => customers.column(name, 'number').values); // prettier-ignore
    for (const segment of report.segments) {
      const rows = Array.from(kmeans.labels.keys()).filter((row) => kmeans.labels[row] === segment.segment);
      expect(segment.nCustomers).toBe(rows.length);
      expect(segment.tenure).toBe(median(rows.map((row) => tenure[row])));
      expect(segment.averageOrderValue).toBeCloseTo(median(rows.map((row) => value[row])), 2);
      const gaps = rows.map((row) => gap[row]).filter((days) => !Number.isNaN(days));
      if (2 * gaps.length > rows.length) expect(segment.interpurchaseTime).toBeCloseTo(median(gaps), 3);
      else expect(segment.interpurchaseTime).toBeNull();
    }
  });

  test('have favorites: items that a larger share of them than of all has', () => {
    const { starts, items } = interactions.rows();
    const favorites = report.segments.flatMap(({ segment, favorites }) => favorites.map((favorite) => ({ segment, ...favorite })));
    expect(favorites.length).toBeGreaterThan(0);
    for (const { segment, item, share, shareOfAll, lift } of favorites) {
      const code = interactions.items.indexOf(item);
      const has = (user: number) => items.subarray(starts[user], starts[user + 1]).includes(code);
      const own = Array.from(kmeans.labels.keys()).filter((row) => kmeans.labels[row] === segment);
      const [buyers, all] = [own.filter(has).length, Array.from(kmeans.labels.keys()).filter(has).length];
      expect(buyers).toBeGreaterThanOrEqual(10);
      expect([share, shareOfAll]).toEqual([expect.closeTo(buyers / own.length, 4), expect.closeTo(all / kmeans.labels.length, 4)]);
      expect(lift).toBeGreaterThanOrEqual(1.2);
    }
  });

  test('are one file, which places customers as the report does', () => {
    const bytes = outputFiles(analysis).find(({ name }) => name === 'models/segments.safetensors')!.content as Uint8Array;
    const model = load(bytes, [PipelineModel, Log1pTransformerModel, StandardScalerModel, KMeansModel]) as PipelineModel<KMeansModel>;
    expect(model.predict(customers)).toEqual(kmeans.labels);
    const [r, f, m] = customers.toMatrix(['recency', 'frequency', 'monetary']).row(7);
    const why = model.explain({ recency: r, frequency: f, monetary: m });
    expect(why.name).toBe(report.segments.find(({ segment }) => segment === kmeans.labels[7])!.name);
    expect(segmenter.toBytes()).toEqual(bytes);
  });

  test('lie on a map whose directions are those of the figures', () => {
    const { map, plane } = report;
    expect(map!.explained).toBeGreaterThan(0.8);
    for (const feature of ['recency', 'frequency', 'monetary'] as const) {
      const along = map!.directions.find((one) => one.feature === feature)!;
      const at = plane.map(({ x, y }) => along.x * x + along.y * y);
      const values = plane.map((point) => Math.log1p(point[feature]));
      expect(correlation(at, values), feature).toBeGreaterThan(0.8);
    }
    expect(job(shop([['ann', 1, 'tea'], ['bob', 2, 'jam']])).report.map).toBeNull(); // prettier-ignore
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((x, y) => x + y) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (f: (i: number) => number) => a.reduce((sum, _, i) => sum + f(i), 0);
  return dot((i) => (a[i] - ma) * (b[i] - mb)) / Math.sqrt(dot((i) => (a[i] - ma) ** 2) * dot((i) => (b[i] - mb) ** 2));
}

describe('a report against a previous run', () => {
  const before = job(exampleShop({ customers: 200 }).orders);
  const segments = outputFiles(before).find(({ name }) => name === 'segments.csv')!.content as string;
  const names = new Map(segments.trim().split('\n').slice(1).map((line) => [line.split(',')[0], line.split(',')[2]])); // prettier-ignore

  test('says that nobody moved where nothing changed', () => {
    expect(job(exampleShop({ customers: 200 }).orders, { previous: segments }).report.moves).toEqual({
      stayed: 200, changed: 0, changedWithoutOrder: 0, joined: 0, gone: 0, renamed: [], flows: [],
    }); // prettier-ignore
  });

  test('counts who came, went and moved', () => {
    const [header, ...lines] = segments.trim().split('\n');
    const moved = lines.slice(0, 3).map((line) => line.replace(/^([^,]*),(\d+),[^,]*/, '$1,9,"Elsewhere, once"'));
    moved[0] = moved[0].replace(/(once",[^,]*),\d+/, '$1,0'); // this one has ordered since
    const rest = ','.repeat(header.split(',').length - 6); // what is foreseen has no part in it
    const previous = [header, ...moved, ...lines.slice(5), `"'=nobody",0,Lost,1,1,1${rest}`, `nemo,0,Lost,1,1,1${rest}`].join('\n');
    const { moves } = job(exampleShop({ customers: 200 }).orders, { previous, segments: before.report.segments.length }).report;
    expect(moves).toMatchObject({ stayed: 195, changed: 3, changedWithoutOrder: 2, joined: 2, gone: 2 });
    expect(moves!.flows).toEqual([]); // too few to tell of
  });

  test('tells from where to where many moved, and withholds moves of few', () => {
    const [header, ...lines] = segments.trim().split('\n');
    const moved = lines.slice(0, 60).map((line) => line.replace(/^([^,]*),(\d+),[^,]*/, '$1,9,"Elsewhere, once"'));
    const previous = [header, ...moved, ...lines.slice(60)].join('\n');
    const { moves } = job(exampleShop({ customers: 200 }).orders, { previous, segments: before.report.segments.length }).report;
    const told = moves!.flows.reduce((sum, { customers }) => sum + customers, 0);
    expect([told > 0, told <= moves!.changed]).toEqual([true, true]);
    for (const { from, to, customers } of moves!.flows)
      expect([from, [...names.values()].includes(to), customers >= 10]).toEqual(['Elsewhere, once', true, true]);
  });

  test('follows segments by their members, whatever they were called, and renames what is no longer true', () => {
    const [best, worst] = [before.report.segments[0], before.report.segments.at(-1)!];
    const swapped = segments.replaceAll(`,${best.name},`, ',?,').replaceAll(`,${worst.name},`, `,${best.name},`).replaceAll(',?,', ',Lost,'); // prettier-ignore
    const { report, kmeans } = job(exampleShop({ customers: 200 }).orders, { previous: swapped });
    expect(report.segments.map(({ segment, name }) => [segment, name])).toEqual(before.report.segments.map(({ segment, name }) => [segment, name])); // prettier-ignore
    expect(report.moves).toMatchObject({ stayed: 200, changed: 0, flows: [] });
    expect(report.moves!.renamed).toEqual([
      { from: 'Lost', to: best.name },
      { from: best.name, to: worst.name },
    ]);
    for (const { segment, name } of report.segments) expect(kmeans.nameOf(segment)).toBe(name);
  });

  test('numbers segments as before, and draws as many', () => {
    const other = new Map([...names.keys()].map((customer, c) => [customer, c % 3 === 0 ? 4 : 2]));
    const previous = ['customer,segment,name,frequency', ...[...other].map(([customer, segment]) => `${customer},${segment},Group ${segment},1`)].join('\n'); // prettier-ignore
    const { report } = job(exampleShop({ customers: 200 }).orders, { previous });
    expect([report.choice, report.segments.length]).toEqual([{ by: 'previous', tried: [] }, 2]);
    const error = thrown(() => job(exampleShop({ customers: 20 }).orders, { previous: previous.replace(',4,', ',4.5,') }));
    expect(error.message).toContain('row 1 of "segment" must be a whole number from 0 to 4095, got 4.5');
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
