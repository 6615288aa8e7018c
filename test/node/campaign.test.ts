// kindred campaign: whom it takes out of a run, whom it leaves out and why, what it writes, and what it refuses.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Campaign, holdoutNumber, holdoutSql } from '../../src/campaign/index.js';
import { exampleShop } from '../../src/io/index.js';
import { Tombstones } from '../../src/privacy/index.js';
import { json, place, type Answer } from './command.js';

const { folder, kindred, given, read } = place();

interface Facts {
  out: string;
  files: string[];
  report: {
    nCandidates: number;
    nTreatment: number;
    nControl: number;
    consent: string;
    leftOut: { reason: string; n: number; sentence: string }[];
    detectable: { baseline: number; effect: number } | null;
    destinations: {
      destination: string;
      files: string[];
      rows: number;
      additions: number;
      removals: number;
      leftOut: { reason: string; n: number }[];
    }[];
    sql?: string;
  };
}

const cells = (name: string) => read(name).toString().trim().split('\n').map((line) => line.split(',')); // prettier-ignore
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const NOT_NEEDED = ['--no-consent-needed', 'letters to own customers'];
const SPRING = ['run', '--name', 'spring', '--starts', '2026-03-01'];
const LETTERS = [...SPRING, '--purpose', 'letters', ...NOT_NEEDED];
const campaignIn = (out: string) => Campaign.fromBytes(new Uint8Array(read(`${out}/campaign.json`)));
const made = async (...flags: string[]) => json<Facts>(await kindred('campaign', ...flags, '--json'));

/** The customers of the run: a row each of segments.csv. */
let customers: Record<string, string>[];

beforeAll(async () => {
  given('orders.csv', exampleShop({ customers: 300 }).orders);
  await kindred('run', 'orders.csv', '--out', 'run');
  const [header, ...rows] = cells('run/segments.csv');
  customers = rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
  given('people.csv', ['customer,E-Mail,phone,First name,last_name,zip', ...customers.map(({ customer }, i) => `${customer},Buyer${i}@Shop.example,030 ${1234500 + i},Ann,Lee${i},10115`)].join('\n')); // prettier-ignore
  const consent = customers.flatMap(({ customer }, i) => {
    const address = `BUYER${i}@shop.example`; // by e-mail, in another spelling
    return [
      ...(i % 4 === 0 ? [] : [`${i % 2 === 0 ? customer : address},email-marketing,grant,consent,2025-06-01 10:00,form`]),
      ...(i % 10 === 1 ? [`${customer},email-marketing,withdraw,,2025-07-01,link`] : []),
      ...(i % 3 === 0 ? [`${address},advertising,grant,consent,2025-06-01,form`] : []),
    ];
  });
  given('consent.csv', ['person,purpose,action,basis,time,source', ...consent].join('\n'));
  given('bounced.csv', ['email', ...customers.slice(0, 60).map((_, i) => `buyer${i}@shop.example `)].join('\n'));
  given('contacts.csv', ['customer;time', ...customers.slice(60, 120).flatMap(({ customer }, i) => Array.from({ length: 1 + (i % 2) }, () => `${customer};2026-02-2${i % 9}`))].join('\n')); // prettier-ignore
}, 60000);

describe('kindred campaign', () => {
  let done: Answer;
  const flags = [...SPRING, '--likely', '20%', '--purpose', 'email-marketing', '--consent', 'consent.csv', '--people', 'people.csv', '--suppress', 'bounced.csv', '--contacted', 'contacts.csv', '--cap', '2/7', '--holdout', '20%', '--destination', 'google,email', '--country', 'DE', '--sql', 'duckdb', '--out', 'spring']; // prettier-ignore
  beforeAll(async () => {
    done = await kindred('campaign', ...flags);
  });

  test('writes whom to contact, the campaign, the lot as SQL and the files for the platforms, and says so', () => {
    expect([done.code, done.err]).toEqual([0, '']);
    expect(readdirSync(join(folder, 'spring')).sort()).toEqual([
      'audience.csv',
      'campaign.json',
      'email-platform.state.json',
      'google-customer-match.state.json',
      'holdout.sql',
      'spring-email-platform-all.csv',
      'spring-google-customer-match-all.csv',
    ]);
    expect(done.out).toMatch(/^\d+ of \d+ candidates are in\.$/m);
    expect(done.out).toMatch(
      /^\d+ are contacted, \d+ \(\d[\d.]* %\) are left alone by lot, so that it can be told what the campaign brings \(the holdout\)\.$/m,
    );
    expect(done.out).toMatch(/^\d+ people were left out: nothing is on record that allows "email-marketing"/m);
    expect(done.out).toMatch(/people were left out: they are on the suppression list “bounced\.csv”\./);
    expect(done.out).toMatch(/contacted more often than the cap of 2 contacts in 7 days allows\./);
    expect(done.out).toMatch(/^With [\d.]+ % of \d+ people left alone, a rise from .* would be seen in 4 of 5 campaigns\./m);
    expect(done.out).toContain('Written into spring: campaign.json, audience.csv, holdout.sql,');
    expect(done.out).toContain('kindred lift spring/campaign.json');
    expect(read('spring/holdout.sql').toString()).toBe(
      `${holdoutSql('duckdb', { salt: 'spring', share: 0.2, id: 'customer', table: 'customers' })}\n`,
    );
  });

  test('takes those who may and should be contacted, and nobody else', () => {
    const campaign = campaignIn('spring');
    expect([campaign.name, campaign.purpose, campaign.salt, campaign.holdout]).toEqual(['spring', 'email-marketing', 'spring', 0.2]);
    const may = customers.filter(({ buy_probability: chance }, i) => {
      const withdrew = i % 10 === 1; // of customers who had agreed by e-mail
      const twice = i >= 60 && i < 120 && (i - 60) % 2 === 1 && (i - 60) % 9 > 2; // after 22 February
      return Number(chance) >= 0.2 && i % 4 !== 0 && !withdrew && i >= 60 && !twice;
    });
    const ids = may.map(({ customer }) => customer);
    expect(new Set([...campaign.treatment, ...campaign.control])).toEqual(new Set(ids));
    expect(new Set(campaign.control)).toEqual(new Set(ids.filter((id) => holdoutNumber('spring', id) < Math.floor(0.2 * 2 ** 52))));
    const [header, ...rows] = cells('spring/audience.csv');
    expect(header).toEqual(['customer', 'segment', 'score', 'reason']);
    expect(rows.map(([id]) => id)).toEqual(campaign.treatment); // nobody who is left alone
    const [first] = rows;
    const { name, buy_probability: chance } = customers.find(({ customer }) => customer === first[0])!;
    expect(first.slice(1, 3)).toEqual([name, chance]);
    expect(first[3]).toMatch(/^likely to order in the next 30 days: \d+ %$/);
    expect(rows.map(([, , score]) => Number(score))).toEqual(rows.map(([, , score]) => Number(score)).sort((a, b) => b - a));
  });

  test('sends to e-mail all of them, to Google only who allows advertisements, hashed and with read phones', () => {
    const { treatment } = campaignIn('spring');
    const rowOf = (id: unknown) => customers.findIndex(({ customer }) => customer === id);
    const [header, ...rows] = cells('spring/spring-email-platform-all.csv');
    expect(header).toEqual(['email', 'phone', 'first_name', 'last_name', 'country']);
    expect(rows.map(([email]) => email).sort()).toEqual(treatment.map((id) => `buyer${rowOf(id)}@shop.example`).sort());
    expect(
      rows.every(([email, phone, , , country]) => phone === `+4930${1234500 + Number(/\d+/.exec(email)![0])}` && country === 'DE'),
    ).toBe(true);
    const google = cells('spring/spring-google-customer-match-all.csv').slice(1);
    const allowed = treatment.map(rowOf).filter((i) => i % 3 === 0);
    expect(google.map(([hash]) => hash).sort()).toEqual(allowed.map((i) => sha256(`buyer${i}@shop.example`)).sort());
    expect(allowed.length).toBeGreaterThan(0);
    expect(allowed.length).toBeLessThan(treatment.length);
  });

  test('against the campaign before it writes additions and removals, and the same salt keeps the arms', async () => {
    const again = flags.slice(0, -1);
    const next = [...again, 'next', '--name', 'summer', '--salt', 'spring', '--likely', '50%', '--holdout', '30%', '--previous', 'spring'];
    const { report } = await made(...next);
    const [before, after] = [campaignIn('spring'), campaignIn('next')];
    const arms = new Map(before.arms());
    expect(after.arms().length).toBeGreaterThan(10);
    for (const [person, arm] of after.arms()) expect(arm).toBe(arms.get(person));
    const email = report.destinations.find(({ destination }) => destination === 'email')!;
    expect(email.additions).toBe(0);
    expect(email.removals).toBe(before.treatment.length - after.treatment.length);
    expect(cells('next/summer-email-platform-removals.csv')).toHaveLength(email.removals + 1);
    // another salt is another lot
    const other = await made(...again, 'other', '--name', 'other', '--salt', 'other', '--previous', 'spring');
    expect(other.report.nControl).toBeGreaterThan(0);
    expect(
      campaignIn('other')
        .arms()
        .some(([person, arm]) => arms.get(person) !== arm),
    ).toBe(true);
  });

  test.each<[string, string[], (row: Record<string, string>) => boolean, string, RegExp]>([
    ['a segment', ['--segment', 'Champions'], (row) => row.name === 'Champions', 'buy_probability', /^in the segment “Champions”$/],
    ['worth', ['--worth', '200'], (row) => Number(row.worth) >= 200, 'worth', /^"?worth [\d,.]+ in the next 12 months/],
    ['lost', ['--lost'], (row) => row.probably_lost === 'yes', 'worth', /^probably lost: comes back with a chance of [\d.]+ %$/],
    ['a rule', ['--where', 'frequency>=5', '--where', 'name!=Lost'], (row) => Number(row.frequency) >= 5 && row.name !== 'Lost', 'buy_probability', /^frequency>=5 and name!=Lost$/], // prettier-ignore
    ['a source and a rule', ['--likely', '0.1', '--where', 'zip=10115', '--where', 'recency<60'], (row) => Number(row.buy_probability) >= 0.1 && Number(row.recency) < 60, 'buy_probability', /^likely to order/], // prettier-ignore
  ])('takes %s', async (_, source, fits, score, reason) => {
    const out = `by${source.join('').replace(/\W/g, '')}`;
    await made(...LETTERS, ...source, '--people', 'people.csv', '--holdout', '0', '--out', out);
    const campaign = campaignIn(out);
    const wanted = customers.filter(fits);
    expect(wanted.length).toBeGreaterThan(3);
    expect(new Set(campaign.treatment)).toEqual(new Set(wanted.map(({ customer }) => customer)));
    const first = campaign.people.row(0);
    expect(first['score']).toBe(Math.max(...wanted.map((row) => (row[score] === '' ? -1 : Number(row[score])))));
    expect(String(first['reason'])).toMatch(reason);
    expect(first['segment']).toBe(customers.find(({ customer }) => customer === first['person'])!.name);
    expect(campaign.consent).toBe('not needed: letters to own customers');
  });

  test('takes who would like an item, and each person of two sources once', async () => {
    const [, [, , item, name]] = cells('run/recommendations.csv');
    await made(...LETTERS, '--item', item, '--out', 'item');
    expect(campaignIn('item').people.row(0)['reason']).toBe(`likely to want “${name}”, going by what they bought`);
    const { report } = await made(...LETTERS, '--segment', 'Champions', '--item', item, '--out', 'both');
    const people = campaignIn('both').arms().map(([person]) => person); // prettier-ignore
    expect(new Set(people).size).toBe(people.length);
    expect(report.leftOut.map(({ reason }) => reason)).toEqual(['duplicate']);
    expect(report.nCandidates).toBe(people.length + report.leftOut[0].n);
  });

  test('keeps within a number and an amount, also of nothing; a holdout of all contacts nobody', async () => {
    const of = async (...more: string[]) => (await made(...LETTERS, '--likely', '0.05', '--out', 'budget', ...more)).report;
    expect((await of('--budget', '12')).nTreatment).toBe(12);
    expect((await of('--spend', '3', '--cost', '0.3')).nTreatment).toBe(10);
    expect(await of('--budget', '0')).toMatchObject({ nTreatment: 0, nControl: 0, detectable: null });
    const all = await of('--holdout', '100%');
    expect([all.nTreatment, all.nControl > 0, all.detectable]).toEqual([0, true, null]);
    expect(cells('budget/audience.csv')).toHaveLength(1);
    expect((await of('--baseline', '5%')).detectable).toMatchObject({ baseline: 0.05 });
  });

  test('says what to do next only where there is something to do', async () => {
    const last = async (...more: string[]) => (await kindred('campaign', ...LETTERS, '--lost', '--out', 'next', ...more)).out.trim().split('\n').at(-1); // prettier-ignore
    expect(await last()).toMatch(/^Contact those in audience\.csv, and only them\. When they have had time to buy: kindred lift /);
    expect(await last('--holdout', '0')).toBe('Contact those in audience.csv, and only them.');
    expect(await last('--budget', '0')).toMatch(/^Written into next: /);
  });

  test('leaves out who was erased, by id or by address, whatever the spelling', async () => {
    const erased = new Tombstones().with({ ids: [customers[80].customer.toUpperCase()] }).with({ ids: ['BUYER81@shop.example'] });
    given('tombstones', erased.toBytes());
    given('key', [...erased.key].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    const flags_ = [...LETTERS, '--where', 'frequency>=0', '--people', 'people.csv', '--holdout', '0', '--out', 'erased'];
    const { report } = await made(...flags_, '--erased', 'tombstones', '--erased-key', 'key');
    expect(report.leftOut).toEqual([{ reason: 'erased', n: 2, sentence: expect.stringContaining('GDPR Art. 17') as string }]);
    const { treatment } = campaignIn('erased');
    expect(treatment).toHaveLength(customers.length - 2);
    for (const i of [80, 81]) expect(treatment).not.toContain(customers[i].customer);
    given('other-key', new Uint8Array(32));
    expect((await kindred('campaign', ...flags_, '--erased', 'tombstones', '--erased-key', 'other-key')).code).toBe(1);
    expect((await kindred('campaign', ...flags_, '--erased', 'tombstones', '--erased-key', 'people.csv')).err).toContain('must hold a key');
  });

  test('draws in each segment on its own', async () => {
    await made(...LETTERS, '--likely', '0.05', '--holdout', '0.25', '--by-segment', '--out', 'strata');
    const { people } = campaignIn('strata');
    const rows = Array.from({ length: people.nRows }, (_, row) => people.row(row));
    for (const segment of new Set(rows.map((row) => row['segment']))) {
      const mine = rows.filter((row) => row['segment'] === segment);
      const control = mine.filter((row) => row['arm'] === 'control').length;
      expect(Math.abs(control - mine.length / 4)).toBeLessThan(1);
    }
  });

  test('an address that is also of somebody who said no is not written', async () => {
    const [ann, bob, cem, dan] = customers.map(({ customer }) => customer);
    given(
      'shared.csv',
      ['customer,email', `${ann},a@x.example`, `${bob},A@x.example`, `${cem},c@x.example`, `${dan},c@x.example`].join('\n'),
    );
    const rows = [`${ann},grant,consent`, `${bob},withdraw,`, `${cem},grant,consent`].map(
      (row) => `${row},email-marketing,2025-01-01,form`,
    );
    given('no.csv', ['customer,action,basis,purpose,time,source', ...rows].join('\n'));
    const flags_ = ['--where', 'frequency>=0', '--consent', 'no.csv', '--people', 'shared.csv', '--destination', 'email', '--holdout', '0'];
    const { report } = await made(...SPRING, '--purpose', 'email-marketing', ...flags_, '--out', 'shared');
    expect(new Set(campaignIn('shared').treatment)).toEqual(new Set([ann, cem]));
    expect(cells('shared/spring-email-platform-all.csv')).toEqual([['email'], ['c@x.example']]);
    expect(report.destinations[0].leftOut.map(({ reason, n }) => `${reason} ${n}`)).toEqual(['shared-with-refused 1']);
  });

  test('a name that is a path stays a name', async () => {
    const { files } = await made('run', '--starts', '2026-03-01', '--name', '../../evil', '--salt', 's', '--purpose', 'letters', ...NOT_NEEDED, '--likely', '0.3', '--people', 'people.csv', '--destination', 'email', '--out', 'deep/er'); // prettier-ignore
    for (const name of files) expect(existsSync(join(folder, 'deep/er', name)), name).toBe(true);
    expect(files).toContain('evil-email-platform-all.csv');
  });

  test.each<[string, string[], string]>([
    ['neither consent nor a reason', [...SPRING, '--purpose', 'p', '--lost'], "--no-consent-needed 'the reason'"],
    ['both', [...LETTERS, '--lost', '--consent', 'consent.csv'], 'campaign needs either --consent FILE'],
    ['no purpose', [...SPRING, ...NOT_NEEDED, '--lost'], 'campaign needs --purpose'],
    ['no source', LETTERS, 'campaign needs one of --segment, --likely'],
    ['a segment that is none', [...LETTERS, '--segment', 'Champion'], 'did you mean "Champions"?'],
    ['a column that is not there', [...LETTERS, '--where', 'frequncy>3'], 'did you mean "frequency"?'],
    ['what is no rule', [...LETTERS, '--where', 'frequency'], '--where must be a rule such as frequency>=3'],
    ['a comparison with a word', [...LETTERS, '--where', 'name>Lost'], 'must compare with a number'],
    ['a day that is none', ['run', '--name', 'n', '--starts', 'soon', '--purpose', 'p', ...NOT_NEEDED, '--lost'], '--starts must be'],
    ['a zone that is none', [...LETTERS, '--lost', '--time-zone', 'Europe/Berln'], '--time-zone must be UTC, an offset'],
    [
      'a basis that is none',
      [...SPRING, '--purpose', 'p', '--lost', '--consent', 'consent.csv', '--bases', 'consnt'],
      '--bases must be a list of',
    ],
    ['a cap that is none', [...LETTERS, '--lost', '--contacted', 'contacts.csv', '--cap', '2 a week'], '--cap must be contacts and days'],
    ['a cap without contacts', [...LETTERS, '--lost', '--cap', '2/7'], '--cap and --contacted go together'],
    ['a destination without people', [...LETTERS, '--lost', '--destination', 'email'], '--destination needs --people'],
    ['a destination that is none', [...LETTERS, '--lost', '--people', 'people.csv', '--destination', 'gogle'], 'did you mean "google"?'],
    ['a share that is none', [...LETTERS, '--lost', '--holdout', '120%'], '--holdout must be a share from 0 to 1'],
    ['a salt with a colon', [...LETTERS, '--lost', '--salt', 'a:b'], '--salt must be'],
    ['a folder that is no run', ['nowhere', ...LETTERS.slice(1), '--lost'], '"nowhere" must be the folder of a run'],
    [
      'consent of no one',
      [...SPRING, '--purpose', 'p', '--lost', '--consent', 'bounced.csv'],
      '"bounced.csv": the table has no column "purpose"',
    ],
  ])('refuses %s', async (_, flags_, message) => {
    const { code, err, out } = await kindred('campaign', ...flags_, '--out', 'refused');
    expect(err).toContain(message);
    expect([code > 0, out, existsSync(join(folder, 'refused'))]).toEqual([true, '', false]);
  });

  test('a damaged campaign before is refused', async () => {
    mkdirSync(join(folder, 'damaged'), { recursive: true });
    given('damaged/campaign.json', read('spring/campaign.json').toString().replace('treatment', 'control'));
    const { err } = await kindred('campaign', ...LETTERS, '--lost', '--previous', 'damaged', '--out', 'refused');
    expect(err).toContain('"damaged/campaign.json": not a readable campaign: its checksum does not match');
  });
});
