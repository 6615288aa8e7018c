// kindred uplift: what it writes, what it says, what it warns of and refuses.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { TwoModelUpliftModel } from '../../src/campaign/index.js';
import { load, Table } from '../../src/index.js';
import type { ContactReport } from '../../src/report/index.js';
import { generator } from '../support/random.js';
import { json, place, type Answer } from './command.js';

const { folder, kindred, kindredWith, given, read } = place();

const random = generator(4);
const LINES = Array.from({ length: 1200 }, (_, i) => {
  const age = 20 + Math.floor(50 * random());
  const mail = ['No mail', 'Mail', 'App'][Math.floor(3 * random())];
  const moved = { 'No mail': 0, Mail: (45 - age) / 80, App: (age - 55) / 80 }[mail]!;
  const visit = random() < 0.3 + moved ? 1 : 0;
  const sale = visit === 1 && random() < 0.9 ? 1 : 0;
  // ids with zeros before them, and one that a spreadsheet would run
  return [i === 7 ? '=cmd()' : `00${1000 + i}`, age, ['north', 'south'][i % 2], mail, visit, sale].join(',');
});
const HEADER = 'customer,age,region,mailing,visit,sale';
const FLAGS = ['--treatment', 'mailing', '--outcome', 'visit', '--budget', '200', '--id', 'customer'];
interface Ran {
  out: string;
  files: string[];
  report: ContactReport;
}

describe('kindred uplift', () => {
  let done: Answer;
  beforeAll(async () => {
    given('campaign.csv', [HEADER, ...LINES].join('\n'));
    done = await kindred('uplift', 'campaign.csv', ...FLAGS, '--exclude', 'sale', '--out', 'result');
  });

  test('writes whom to contact, the model, the page and the picture, and says so in words', () => {
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain('Taken for those who were left alone: "No mail" (else say --control).');
    expect(done.out).toContain('1,200 customers of a campaign:');
    expect(done.out).toContain('Chosen: 200 contacts of at most 200 among 1,200 customers:');
    expect(done.out).toMatch(/Choosing pays: it brings \d+ more responses \(“visit”\) than as many contacts at random \([\d.]+ to \d+\)\./);
    expect(done.out).toContain('Written into result: uplift.html, uplift.json, uplift.svg, contacts.csv, models/uplift.safetensors.\n');
    expect(readdirSync(join(folder, 'result')).sort()).toEqual(['contacts.csv', 'models', 'uplift.html', 'uplift.json', 'uplift.svg']);
    const model = load<TwoModelUpliftModel>(read('result/models/uplift.safetensors'), [TwoModelUpliftModel]);
    expect(model.treatments).toEqual(['App', 'Mail']);
    const contacts = read('result/contacts.csv').toString().trim().split('\n').map((line) => line.split(',')); // prettier-ignore
    expect(contacts[0]).toEqual(['rank', 'customer', 'treatment', 'expected_uplift']);
    expect(contacts).toHaveLength(201);
    const [, id, treatment, uplift] = contacts[1];
    const [, age, region] = LINES.find((line) => line.startsWith(`${id},`))!.split(',');
    expect(model.predict(Table.from([{ age: Number(age), region }]), treatment)[0]).toBe(Number(uplift));
    const picture = read('result/uplift.svg').toString();
    expect([picture.slice(0, 4), picture.includes('xmlns="http://www.w3.org/2000/svg"'), picture.trim().slice(-6)]).toEqual([
      '<svg',
      true,
      '</svg>',
    ]);
    expect(picture.match(/<path /g)!.length).toBeGreaterThan(7); // two bands and two lines for each of two treatments
    expect(read('result/uplift.html').toString().includes('<h1>Choosing whom to contact pays</h1>')).toBe(true);
  });

  test('--json prints the facts and nothing else', async () => {
    const ran = json<Ran>(await kindred('uplift', 'campaign.csv', ...FLAGS, '--exclude', 'sale', '--out', 'as-json', '--json'));
    expect(ran.files).toContain('contacts.csv');
    for (const name of ran.files) expect(existsSync(join(folder, ran.out, name)), name).toBe(true);
    expect(ran.report).toEqual(JSON.parse(read('result/uplift.json').toString()));
    expect([ran.report.nContacts, ran.report.randomTreatment, ran.report.features]).toEqual([200, expect.any(String), ['age', 'region']]);
  });

  test('warns of a column that looks like another outcome', async () => {
    const { out } = await kindred('uplift', 'campaign.csv', ...FLAGS, '--out', 'leaky');
    expect(out).toMatch(/Note: "sale" differs between the arms by \d+ standard errors/);
  });

  test('gives the same files from standard input, packed, with semicolons; a share, money and another learner', async () => {
    const semicolons = [HEADER, ...LINES].join('\r\n').replaceAll(',', ';');
    const said = await kindredWith({ input: gzipSync(semicolons) }, 'uplift', '-', ...FLAGS, '--exclude', 'sale', '--out', 'piped');
    expect(said.code).toBe(0);
    expect(read('piped/contacts.csv').equals(read('result/contacts.csv'))).toBe(true);
    const more = ['--treatment', 'mailing', '--control', 'No mail', '--outcome', 'visit', '--exclude', 'sale,customer', '--budget', '10%'];
    const interaction = await kindred(
      'uplift',
      'campaign.csv',
      ...more,
      '--learner',
      'interaction',
      '--value',
      '5',
      '--cost',
      '0.5',
      '--out',
      'other',
    );
    expect(interaction.out).toContain('Chosen: 120 contacts of at most 120');
    expect(interaction.out).toContain('At 5.00 for each and 0.50 a contact, the 120 contacts earn');
    expect(read('other/contacts.csv').toString().split('\n')[0]).toBe('rank,row,treatment,expected_uplift');
  });

  test('guards ids that a spreadsheet would run', async () => {
    const { out } = await kindred('uplift', 'campaign.csv', ...FLAGS, '--exclude', 'sale', '--budget', '1200', '--out', 'all');
    expect(out).toContain('for the others nothing more is expected of a contact than of none');
    const contacts = read('all/contacts.csv').toString();
    expect(contacts).not.toMatch(/,=cmd/);
    if (contacts.includes('cmd')) expect(contacts).toContain(",'=cmd(),");
  });

  test('its model can be inspected', async () => {
    const { out } = await kindred('inspect', 'result');
    expect(out).toContain('TwoModelUpliftModel: tells whom a contact moves, and by how much');
    expect(out).toContain('treatments  App, Mail');
  });

  test.each([
    ['no budget', ['--treatment', 'mailing', '--outcome', 'visit'], 2, 'uplift needs --budget'],
    [
      'a budget that is none',
      [...FLAGS, '--budget', '1.5'],
      2,
      '--budget must be a whole number of contacts from 1, or a share such as 30%',
    ],
    ['a column that is not there', [...FLAGS, '--outcome', 'vist'], 1, 'the file has no column "vist" (did you mean "visit"?)'],
    ['a control that nobody has', [...FLAGS, '--control', 'nobody'], 1, 'no row has the control "nobody"'],
    ['an outcome of words', [...FLAGS, '--outcome', 'customer'], 1, '"customer" must hold two outcomes'],
  ])('refuses %s', async (_, flags, code, message) => {
    const { code: found, err, out } = await kindred('uplift', 'campaign.csv', ...flags, '--out', 'refused');
    expect([found, out]).toEqual([code, '']);
    expect(err).toContain(message);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test('asks for the control where no label is called so, and for a file that is there', async () => {
    given('plain.csv', ['arm,x,y', ...Array.from({ length: 20 }, (_, i) => `${'ab'[i % 2]},${i},${(i >> 1) % 2}`)].join('\n'));
    const { err } = await kindred('uplift', 'plain.csv', '--treatment', 'arm', '--outcome', 'y', '--budget', '5');
    expect(err).toContain('--control must say which "arm" is none: one of "a", "b"');
    expect((await kindred('uplift', 'nothing.csv', ...FLAGS)).err).toContain('"nothing.csv" cannot be read');
  });
});
