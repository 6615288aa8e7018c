// The tables of a run, read back by recommend and explain; also those that a spreadsheet saved again.
import { beforeAll, describe, expect, test } from 'vitest';
import { json, place } from './command.js';

const { kindred, given, read } = place();

// a shop of one item: nobody gets a recommendation
const RUN = 'tiny';
let segments: string;
beforeAll(async () => {
  const rows = ['A@x.de,1,tea,1,1250.50,2026-01-05', 'bob,2,tea,1,5.20,2026-01-06'];
  given('orders.csv', `customer,order,item,quantity,price,time\n${rows.join('\n')}\n`.toLowerCase());
  expect((await kindred('orders.csv', '--out', RUN)).code).toBe(0);
  segments = read(`${RUN}/segments.csv`).toString();
  expect(segments).toMatch(/^customer,segment,name,recency,frequency,monetary,[a-z_,]+\na@x\.de,\d,[^,]+,1,1,1250\.5,+\nbob,/);
});

test('a run in which nobody got a recommendation is one', async () => {
  expect(read(`${RUN}/recommendations.csv`).toString().trim().split('\n')).toHaveLength(1);
  expect(await kindred('recommend', RUN)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('tea') as string });
  expect(await kindred('explain', RUN, 'tea', '--customer', 'bob')).toMatchObject({ code: 0, err: '' });
});

describe('explain of a segment', () => {
  const bob = async () => kindred('explain', RUN, '--customer', 'bob');
  const edited = (...edits: [string | RegExp, string][]) =>
    given(`${RUN}/segments.csv`, edits.reduce((text, [from, to]) => text.replace(from, to), segments)); // prettier-ignore

  test.each<[string, [string | RegExp, string][], string]>([
    ['is missing', [[/5\.2,/, ',']], 'line 3, column "monetary" is empty: it must be a number'],
    ['is missing, after a blank line', [[/\nbob/, '\n\nbob'], [/5\.2,/, ',']], 'line 4, column "monetary" is empty'],
    ['is none', [[/5\.2,/, 'much,']], 'line 3, column "monetary" must be a number, got "much"'],
    ['has a cell too few', [[/,5\.2,/, ',']], 'line 3 must have 13 cells, as the header, got 12'],
    ['has no column', [['monetary', 'money']], 'the file has no column "monetary"'],
    ['has no header', [[/^[^]*$/, '']], 'the file is empty'],
  ])('refuses a figure that %s, with the file and the line', async (_, edits, message) => {
    edited(...edits);
    const { code, out, err } = await bob();
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(`kindred: "tiny/segments.csv": ${message}`)]);
  }); // prettier-ignore

  test('needs no figure of anybody else', async () => {
    edited();
    const before = await bob();
    edited([/1250\.5/, '']);
    expect(await bob()).toEqual(before);
  });

  test('reads what a spreadsheet saved with semicolons, decimal commas and a byte order mark', async () => {
    const ann = () => kindred('explain', RUN, '--customer', 'A@X.de', '--json');
    edited();
    const before = json<{ customer: string; parts: { value: number }[] }>(await ann());
    expect([before.customer, before.parts[2].value]).toEqual(['a@x.de', 1250.5]);
    edited([/,/g, ';'], [/(\d)\.(\d)/g, '$1,$2'], [/\n/g, '\r\n'], [/^/, '\ufeffsep=;\r\n']);
    expect(read(`${RUN}/segments.csv`).toString()).toContain(';1250,5;');
    expect(json(await ann())).toEqual(before);
  });
});

test('a table that is broken is named', async () => {
  given(`${RUN}/recommendations.csv`, 'customer,rank\n');
  expect((await kindred('recommend', RUN)).err).toContain('kindred: "tiny/recommendations.csv": the file has no column "item"');
});
