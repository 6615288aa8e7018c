// What a report withholds because it would tell of fewer than 10 customers, and that it says so.
import { describe, expect, test } from 'vitest';
import { ordersReader } from '../../src/io/index.js';
import {
  analyse,
  outputFiles,
  reportHtml,
  summary,
  type AnalyseOptions,
  type Likely,
  type Lost,
  type Worth,
} from '../../src/report/index.js';
import { allSegments } from '../../src/report/withheld.js';

const DAY = 86400000;

/** So many customers of three kinds: some who order every week, all who came back now and then, and all who did not. */
function job([weekly, regular, lost]: readonly [number, number, number], options?: AnalyseOptions) {
  const lines: string[] = [];
  const order = (who: string, day: number, money: number) =>
    lines.push(
      `${who},${lines.length},i${lines.length % 7},1,${money},${new Date(Date.UTC(2025, 0, 1) + day * DAY).toISOString().slice(0, 10)}`,
    );
  for (let c = 0; c < weekly; c++) for (let week = 0; week < 50; week++) order(`weekly${c}`, 7 * week + c, 900 + 10 * c);
  for (let c = 0; c < regular; c++) for (let n = 0; n < 4; n++) order(`regular${c}`, 20 + 90 * n + (c % 30), 40 + (c % 9));
  for (let c = 0; c < lost; c++) order(`lost${c}`, c % 40, 10 + (c % 5));
  const reader = ordersReader();
  reader.push(`customer,order,item,quantity,price,time\n${lines.join('\n')}`);
  return analyse(reader.end(), options);
}

const text = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a segment of few customers', () => {
  const analysis = job([6, 80, 100], { segments: 3 });
  const { report, kmeans } = analysis;
  const sizes = [0, 1, 2].map((segment) => kmeans.labels.filter((label) => label === segment).length);
  const few = sizes.indexOf(6);
  const { segments: withheld } = report.withheld!;

  test('keeps its name, and no figure; with it goes another, which the totals would else give it away by', () => {
    expect([...sizes].sort((a, b) => a - b)).toEqual([6, 80, 100]);
    expect(withheld.map(({ segment }) => sizes[segment])).toEqual([6, 80]);
    expect(withheld.map(({ sentence }) => sentence)).toEqual([
      'Withheld: fewer than 10 customers.',
      'Withheld as well: else the totals would tell of a segment of fewer than 10 customers.',
    ]);
    for (const one of withheld) {
      expect(Object.keys(one).sort()).toEqual(['advice', 'name', 'segment', 'sentence']);
      expect(one.name).toBe(kmeans.nameOf(one.segment));
      expect(one.name).not.toMatch(/\d/);
    }
    expect(report.segments.map(({ segment, nCustomers }) => [sizes[segment], nCustomers])).toEqual([[100, 100]]);
  });

  test('is in no table and no picture of segments', () => {
    const { lost, worth } = report.outlook as { lost: Lost; worth: Worth };
    const told = report.segments.map(({ name }) => name);
    expect([lost.segments.map(({ name }) => name), worth.segments.map(({ name }) => name)]).toEqual([told, told]);
    expect(new Set(report.plane.map(({ segment }) => segment))).toEqual(new Set(report.segments.map(({ segment }) => segment)));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('is said to be withheld, in the page and in the summary', () => {
    const page = text(reportHtml(report));
    const said = summary(report);
    for (const { name, sentence } of withheld) {
      expect(page).toContain(`${name} ${sentence}`);
      expect(said).toContain(`  ${name}: ${sentence}`);
    }
    expect(page).toContain('3 groups in all');
    expect(said.join(' ')).toContain('fall into 3 segments');
    expect(`${page} ${said.join(' ')}`).not.toMatch(/\b(6|80) customers \(/);
  });

  test('is in the files of single customers and among the examples as any other', () => {
    const rows = (outputFiles(analysis).find(({ name }) => name === 'segments.csv')!.content as string).trim().split('\n').slice(1);
    expect(rows.filter((row) => row.startsWith('weekly') && row.includes(`,${few},${kmeans.nameOf(few)},`))).toHaveLength(6);
    expect(report.examples.map(({ segment }) => segment)).toContain(withheld[1].name);
  });
});

test('tables by segment name those that are withheld', () => {
  const { report } = job([6, 80, 100], { segments: 5 });
  const told = report.segments.length;
  expect([told > 1, told + report.withheld!.segments.length, allSegments(report).length]).toEqual([true, 5, 5]);
  const section = (id: string) => text(new RegExp(`<section id="${id}".*?</section>`, 's').exec(reportHtml(report))![0]);
  for (const id of ['lost', 'worth'])
    expect(section(id)).toContain(`tell of these: ${report.withheld!.segments.map(({ name }) => name).join(' , ')} .`);
});

test('months of few customers are left out, and one with them that the totals would give away', () => {
  const { report } = job([6, 80, 100], { segments: 3 });
  const { report: all } = job([10, 80, 100], { segments: 3 }); // as many months, each of ten at least
  const few = ['2025-03', '2025-06', '2025-09', '2025-12']; // those of the weekly ones alone
  expect(all.months.map(({ month, customers }) => [few.includes(month), customers >= 10, customers > 10])).toEqual(
    all.months.map(({ month }) => [few.includes(month), true, !few.includes(month)]),
  );
  expect(report.withheld!.months).toEqual(few); // together they are ten and more
  expect(report.months.map(({ month }) => month)).toEqual(all.months.map(({ month }) => month).filter((month) => !few.includes(month)));
  const said = 'because totals would tell of these: March 2025, June 2025, September 2025 and December 2025.';
  expect(text(reportHtml(report))).toContain(said);
  expect(summary(report).join(' ')).toContain(said);
});

test('no bin of a distribution and no step of a curve is of few', () => {
  const { report } = job([6, 80, 100], { segments: 3 });
  for (const { edges, counts } of Object.values(report.distributions)) {
    expect(counts.filter((n) => n > 0 && n < 10)).toEqual([]);
    expect([edges.length, counts.reduce((a, b) => a + b)]).toEqual([counts.length, 186]);
  }
  expect(report.distributions.frequency).toMatchObject({ edges: [1, 2, 3, 4], counts: [100, 0, 0, 86] });
  expect(report.again).toEqual([]); // six of them bought each item again
  const { concentration } = report.outlook.worth as Worth;
  concentration.slice(1).forEach(({ customers }, c) => expect((customers - concentration[c].customers) * 186).toBeGreaterThan(9.9));
});

test('what was measured is told only where no tenth and no side of it is of few', () => {
  const measured = (sizes: readonly [number, number, number]) => {
    const { likely, lost, worth } = job(sizes, { segments: 1 }).report.outlook as { likely: Likely; lost: Lost; worth: Worth };
    return [likely, lost, worth].map((one) => (typeof one.measured === 'string' ? one.measured : one.measured.nCustomers));
  };
  expect(measured([10, 50, 40])).toEqual([100, 100, 100]);
  expect(measured([10, 50, 39])).toEqual(['withheld', 99, 'withheld']);
  expect(measured([10, 85, 5])).toEqual([100, 'withheld', 100]);
  const page = text(reportHtml(job([10, 50, 39], { segments: 1 }).report));
  expect(page).toContain('How well this comes true is not told: it would tell of fewer than 10 customers, and is withheld.');
});

test('nothing is withheld where all segments are of ten or more', () => {
  const { report } = job([10, 80, 100], { segments: 3 });
  expect(report.segments.map(({ nCustomers }) => nCustomers).sort((a, b) => a - b)).toEqual([10, 80, 100]);
  expect('withheld' in report).toBe(false);
  expect(reportHtml(report)).not.toContain('ithheld');
});

test.each([
  [[1, 0, 0], 1],
  [[2, 3, 4], 3],
  [[4, 4, 4], 3],
] as const)('of a shop of %j customers no segment is told', (sizes, nSegments) => {
  const { report } = job(sizes, { segments: 3 });
  expect([report.segments, report.withheld!.segments.length, report.plane]).toEqual([[], nSegments, []]);
  const page = text(reportHtml(report));
  expect(page).toContain('Withheld: fewer than 10 customers.');
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
  expect(summary(report).join(' ')).toContain('Withheld: fewer than 10 customers.');
});
