// kindred lift: what it writes and says, of orders and of a table of people, once and daily; and what it refuses.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Campaign } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import type { LiftFacts } from '../../src/report/index.js';
import { generator } from '../support/random.js';
import { json, place, type Answer } from './command.js';

const { folder, kindred, given, read } = place();

const N = 2400;
const DAY = 86400000;
const START = Date.UTC(2026, 2, 1);
const random = generator(3);
const people = Array.from({ length: N }, (_, i) => ({
  person: `Ann${i}@shop.example`,
  arm: random() < 0.25 ? 'control' : 'treatment',
  reason: 'a customer',
  score: i,
  segment: ['new', 'loyal', 'lost'][i % 3],
}));
const campaignOf = (rows: typeof people, holdout = 0.25) =>
  Campaign.of({ name: 'spring', startsAt: START, purpose: 'letters', people: Table.from(rows), salt: 's', holdout });

/** An order before the campaign, of what people like to spend; and one in it, of more who were contacted. */
const bought: { id: string; day: number; amount: number }[] = [];
const orders = people.flatMap(({ person, arm }, i) => {
  const taste = Math.floor(100 * random()) + 1;
  const lines = [[person.toLowerCase(), `b${i}`, 'tea', 1, taste, iso(-1 - Math.floor(60 * random()))]];
  if (random() < taste / 250 + (arm === 'treatment' ? 0.1 : 0)) {
    const day = Math.floor(14 * random());
    bought.push({ id: person, day, amount: taste });
    lines.push([person.toLowerCase(), `o${i}`, 'jam', 1, taste, iso(day)]);
  }
  if (i % 5 === 0) lines.push([`x${i}@elsewhere.example`, `x${i}`, 'tea', 1, 5, iso(3)]);
  return lines;
});
function iso(day: number): string {
  return new Date(START + (day + 0.5) * DAY).toISOString();
}
const HEADER = 'customer,order,item,quantity,price,time';
const csv = (lines: readonly unknown[][]) => [HEADER, ...lines.map((line) => line.join(','))].join('\n');
const until = (day: number) => csv(orders.filter((line) => (line[5] as string) < iso(day)));

interface Ran {
  out: string;
  files: string[];
  report: LiftFacts;
}

describe('kindred lift', () => {
  let done: Answer;
  beforeAll(async () => {
    mkdirSync(join(folder, 'spring'));
    given('spring/campaign.json', campaignOf(people).toBytes());
    given('orders.csv', csv(orders));
    done = await kindred(
      'lift',
      'spring',
      'orders.csv',
      '--currency',
      'eur',
      '--to',
      '2026-03-14',
      '--before-days',
      '60',
      '--out',
      'result',
    );
  });

  test('tells of orders what the campaign brought, in words, a page and facts', () => {
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toMatch(/^Of 2,400 people of the campaign “spring” 1,\d\d\d are to be contacted and \d\d\d \(2\d %\) are left alone by lot\. What they did from 1 March 2026 to 14 March 2026 counts\./); // prettier-ignore
    expect(done.out).toMatch(/\nThe campaign brought \d+\.\d more buyers for each 100 people \(95 % interval \d+\.\d to \d+\.\d\)\.\n/);
    expect(done.out).toMatch(/What people did before the campaign \(“before”\) was taken out, as it has nothing to do with it; (for buyers this is as good as 1\.\d times as many people and )?for revenue this is as good as 1\.\d times as many people\./); // prettier-ignore
    expect(done.out).toContain('Written into result: lift.html, lift.json.\n');
    expect(readdirSync(join(folder, 'result')).sort()).toEqual(['lift.html', 'lift.json']);
    const { lift, window, campaign, currency } = JSON.parse(read('result/lift.json').toString()) as LiftFacts;
    expect([lift.conversion!.treatment.total + lift.conversion!.control.total, currency]).toEqual([bought.length, 'EUR']);
    expect(lift.revenue!.treatment.total + lift.revenue!.control.total).toBe(bought.reduce((sum, { amount }) => sum + amount, 0));
    expect(window).toEqual({ firstDay: '2026-03-01', lastDay: '2026-03-14', beforeDays: 60 });
    expect(campaign!.reasons).toEqual([{ reason: 'a customer', n: N }]);
    expect(lift.segments.map(({ segment }) => segment)).toEqual(['lost', 'loyal', 'new']);
    expect(read('result/lift.html').toString()).toContain('In which segments');
  });

  test('gives the same of a table with one row a person, whatever the ids are spelled like', async () => {
    const spent = new Map(bought.map(({ id, amount }) => [id, amount]));
    given('table.csv', ['customer;yes;paid', ...people.map(({ person }) => ` ${person.toUpperCase()};${spent.has(person) ? 'Yes' : 'no'};${spent.get(person) ?? 0}`)].join('\n')); // prettier-ignore
    const { report } = json<Ran>(await kindred('lift', 'spring/campaign.json', 'table.csv', '--converted', 'yes', '--revenue', 'paid', '--no-segments', '--out', 'of-table', '--json')); // prettier-ignore
    const { lift } = JSON.parse(read('result/lift.json').toString()) as LiftFacts;
    expect([report.lift.conversion, report.lift.revenue!.plain]).toEqual([lift.conversion && { ...lift.conversion, adjusted: null, effect: lift.conversion.plain, sentence: report.lift.conversion!.sentence }, lift.revenue!.plain]); // prettier-ignore
    expect([report.lift.segments, report.window]).toEqual([[], null]);
  });

  test('may be looked at daily, going on from the look before', async () => {
    for (const [look, day] of [5, 9, 14].entries()) {
      given('known.csv', until(day));
      const { report, files } = json<Ran>(await kindred('lift', 'spring', 'known.csv', '--daily', '--out', 'daily', '--json'));
      expect(files).toEqual(['lift.html', 'lift.json']);
      expect(report.looks).toHaveLength(look + 1);
      expect(report.lift.sequential).toBe(true);
    }
    const again = json<Ran>(await kindred('lift', 'spring', 'known.csv', '--daily', '--out', 'daily', '--json'));
    expect(again.report.looks).toHaveLength(3); // the same day looked at twice
    const elsewhere = json<Ran>(
      await kindred('lift', 'spring', 'known.csv', '--daily', '--previous', 'daily', '--out', 'daily-2', '--json'),
    );
    expect(elsewhere.report.looks).toHaveLength(3);
    given('known.csv', until(5));
    expect((await kindred('lift', 'spring', 'known.csv', '--daily', '--out', 'daily')).err).toContain(
      'a later look needs all orders until then',
    );
    expect((await kindred('lift', 'spring', 'known.csv', '--daily', '--previous', 'result', '--out', 'x')).err).toContain(
      'it was made without --daily',
    );
  });

  test('says what is missing of the orders', async () => {
    given('late.csv', csv(orders.filter((line) => (line[5] as string) > iso(4))));
    const { out } = await kindred('lift', 'spring', 'late.csv', '--to', '2026-03-20', '--out', 'late');
    expect(out).toContain('Note: The orders begin on 2026-03-06, later than the days that count: what came before is missing.');
    expect(out).toContain('Note: The last order is of 2026-03-14: the days after it count as without orders.');
  });

  test.each([
    [
      'days before the campaign',
      ['--from', '2026-02-01'],
      2,
      '--from must not be before the campaign starts, which is 2026-03-01T00:00:00.000Z',
    ],
    ['days that end before they begin', ['--to', '2026-02-27'], 2, '--to must be after 2026-03-01T00:00:00.000Z, got "2026-02-27"'],
    ['a day that is none', ['--to', 'tomorrow'], 2, '--to must be a Date, a number of ms or ISO text'],
    ['a level that is none', ['--level', '95'], 2, '--level must be a number from 0.5, below 1, got 95'],
    ['flags of tables without one', ['--id', 'customer'], 2, '--id is of a file with one row a person: say --converted or --revenue too'],
    ['flags of orders with a table', ['--converted', 'customer', '--to', '2026-03-14'], 2, '--to is of orders'],
    ['a look before without --daily', ['--previous', 'result'], 2, '--previous goes with --daily'],
    ['a column that is not there', ['--converted', 'bought'], 1, 'the file has no column "bought"'],
  ])('refuses %s', async (_, flags, code, message) => {
    const { code: found, err, out } = await kindred('lift', 'spring', 'orders.csv', ...flags, '--out', 'refused');
    expect([found, out]).toEqual([code, '']);
    expect(err).toContain(message);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test.each([
    ['a holdout of nobody', 'treatment', 'nobody was left alone (a holdout of 0 %), so that there is nobody to compare with'],
    ['a holdout of everybody', 'control', 'everybody was left alone (a holdout of 100 %), so that nobody was there to be moved'],
  ])('refuses %s', async (_, arm, message) => {
    given('one-arm.json', campaignOf(people.slice(0, 50).map((row) => ({ ...row, arm })), arm === 'control' ? 1 : 0).toBytes()); // prettier-ignore
    const { code, err } = await kindred('lift', 'one-arm.json', 'orders.csv');
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });

  test('refuses orders of nobody in the campaign, orders before it, and what is no campaign, naming nobody', async () => {
    given('strangers.csv', csv([['eve@elsewhere.example', 1, 'tea', 1, 5, iso(2)]]));
    const { code, err } = await kindred('lift', 'spring', 'strangers.csv');
    expect([code, err]).toEqual([1, expect.stringContaining('nobody of the orders (1 person) is in the campaign (2,400 people): are they called by the same ids in both?')]); // prettier-ignore
    expect(err).not.toContain('@');
    given('early.csv', until(-1));
    expect((await kindred('lift', 'spring', 'early.csv')).err).toContain('before the days that count begin (2026-03-01): nothing can have come of the campaign yet'); // prettier-ignore
    expect((await kindred('lift', 'orders.csv', 'orders.csv')).err).toContain('"orders.csv": not a readable campaign');
    expect((await kindred('lift', 'spring')).err).toContain('lift takes CAMPAIGN and perhaps OUTCOMES, got spring');
    expect(existsSync(join(folder, 'kindred-lift'))).toBe(false);
  });
});
