// Who is written to a destination, who is not, what changes between exports, and names that try to leave their folder.
import { createHash } from 'node:crypto';
import { basename, posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  destinationFiles,
  DestinationState,
  emailPlatform,
  googleCustomerMatch,
  metaCustomAudience,
  safeFileName,
  type DestinationFilesOptions,
} from '../../src/campaign/index.js';
import { EMAIL_PLATFORM } from '../../src/campaign/destinations/email-platform.js';
import { GOOGLE_CUSTOMER_MATCH } from '../../src/campaign/destinations/google-customer-match.js';
import { META_CUSTOM_AUDIENCE } from '../../src/campaign/destinations/meta-custom-audience.js';
import { Table } from '../../src/index.js';
import { checkConstraints } from '../estimators/contract.js';
import { expectDamageRefused, thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const google = googleCustomerMatch({ columns: { email: 'mail', phone: 'tel' } });
const meta = metaCustomAudience({ columns: { email: 'mail', phone: 'tel' } });
const platform = emailPlatform({ columns: { email: 'mail', phone: 'tel' } });
const DESTINATIONS = { google, meta, platform };
type Person = { person: string | number; mail?: string | null; tel?: string | null };
const table = (people: readonly Person[]) =>
  Table.from({
    person: people.map(({ person }) => person),
    mail: people.map(({ mail }) => mail ?? null),
    tel: people.map(({ tel }) => tel ?? null),
  });
const rowsOf = (text: string) => text.trimEnd().split('\n').slice(1);
const reasons = ({ leftOut }: { leftOut: readonly { reason: string; n: number }[] }) =>
  Object.fromEntries(leftOut.map(({ reason, n }) => [reason, n]));
/** All members allowed, unless said otherwise. */
const send = (destination: typeof google, people: readonly Person[], options: Partial<DestinationFilesOptions> = {}) => {
  const members = options.members ?? people.map(({ person }) => person);
  return destinationFiles(destination, table(people), { members, consent: members, ...options });
};

describe('consent', () => {
  const people = [
    { person: 'ann', mail: 'ann@x.example', tel: '+491701234567' },
    { person: 'bob', mail: 'bob@x.example' },
    { person: 'cleo', mail: 'cleo@x.example', tel: '+49 170 1234567' },
  ];

  test.each(Object.entries(DESTINATIONS))('%s gets nobody whose consent is not known', (_, destination) => {
    expect(thrown(() => destinationFiles(destination, table(people), { members: ['ann'] })).code).toBe('denied');
    const { files, leftOut, state } = send(destination, people, { members: ['ann', 'bob'], consent: [] });
    expect(files[0]).toMatchObject({ rows: 0, content: `${destination.header.join(',')}\n` });
    expect(leftOut).toEqual([
      { reason: 'no-consent', n: 2, sentence: '2 people were not written: their consent to this use is not there.' },
    ]);
    expect(state.keys).toEqual([]);
  });

  test('is found under another spelling, and a refusal under any beats it', () => {
    const one = [{ person: 'Ann@X.example ', mail: 'ann@x.example' }];
    expect(send(google, one, { consent: ['ann@x.example'] }).files[0].rows).toBe(1);
    const gate = { allowed: ['Ann@X.example '], refused: [{ person: 'ann@x.EXAMPLE' }] };
    expect(reasons(send(google, one, { consent: gate }))).toEqual({ 'no-consent': 1 });
    expect(send(google, one, { consent: { allowed: new Set(['Ann@X.example ']) } }).files[0].rows).toBe(1);
  });

  test('is not got around by another person with the same number', () => {
    const result = send(google, people, { members: ['ann', 'bob', 'cleo'], consent: ['ann', 'bob'] });
    expect(reasons(result)).toEqual({ 'no-consent': 1, 'shared-with-refused': 1 });
    expect(rowsOf(result.files[0].content)).toEqual([`${sha('bob@x.example')},`]);
    // who need not be a member
    const gate = { allowed: ['ann', 'bob'], refused: [{ person: 'CLEO' }] };
    expect(reasons(send(google, people, { members: ['ann', 'bob'], consent: gate }))).toEqual({ 'shared-with-refused': 1 });
    // nor by an address that is one only to Google
    const twins = [
      { person: 1, mail: 'a.b@gmail.com' },
      { person: 2, mail: 'ab+news@googlemail.com' },
      { person: 3, mail: 'AB@gmail.com' },
    ];
    expect(reasons(send(google, twins, { consent: [1, 2] }))).toEqual({ 'no-consent': 1, 'shared-with-refused': 1 });
    expect(reasons(send(meta, twins, { consent: [1, 2] }))).toEqual({ 'no-consent': 1 });
  });

  test('is declared only where it was given, and not asked for where the destination says so', () => {
    expect(send(google, people).consent).toEqual({ ad_user_data: 'GRANTED', ad_personalization: 'GRANTED' });
    expect(send(meta, people).consent).toBeNull();
    const own = googleCustomerMatch({ columns: { email: 'mail' }, consent: 'not-required' });
    const result = destinationFiles(own, table(people), { members: ['ann', 'bob'] });
    expect([result.files[0].rows, result.consent]).toEqual([2, null]);
    expect(destinationFiles(own, table(people), { members: ['ann', 'bob'], consent: ['bob'] }).files[0].rows).toBe(1);
  });
});

describe('people', () => {
  test('are one where the platform knows them as one, whatever the order', () => {
    const people = [
      { person: 1, mail: 'a@x.example' },
      { person: 2, mail: 'A@X.example ', tel: '+4930123456' },
      { person: 3, mail: 'b@x.example' },
    ];
    for (const order of [people, [...people].reverse()]) {
      const result = send(platform, order);
      expect(result.files[0].content).toBe('email,phone\na@x.example,+4930123456\nb@x.example,\n');
      expect(reasons(result)).toEqual({ 'same-key': 1 });
    }
  });

  test('are counted who stand there twice, nowhere, or with nothing to be found by', () => {
    const people = [
      { person: '17850', mail: 'a@x.example' },
      { person: '17850.0', mail: 'a@x.example', tel: '+4930123456' },
      { person: 'b', mail: 'b@' },
      { person: 'c' },
    ];
    const result = send(meta, people, { members: [17850, '17850', 'b', 'c', 'd'], consent: [17850, 'b', 'c', 'd'] });
    expect(reasons(result)).toEqual({ 'repeated-member': 1, 'no-contact': 1, 'repeated-contact': 1, 'no-key': 2, 'invalid-email': 1 });
    expect(rowsOf(result.files[0].content)).toEqual([`${sha('a@x.example')},${sha('4930123456')}`]);
  });

  test('may be nobody', () => {
    const { files, additions, removals, leftOut, notes } = send(google, []);
    expect([files[0].content, additions, removals, leftOut]).toEqual(['Email,Phone\n', 0, 0, []]);
    expect(notes.at(-1)).toContain('0 people can be found: lists of fewer than 100');
    const enough = Array.from({ length: 100 }, (_, i) => ({ person: i, mail: `p${i}@x.example` }));
    expect(send(google, enough).notes).toHaveLength(1);
    expect(send(google, enough.slice(1)).notes).toHaveLength(2);
  });
});

describe('values', () => {
  const email = (mail: string, destination = platform) => {
    const result = send(destination, [{ person: 1, mail }]);
    return rowsOf(result.files[0].content)[0]?.split(',')[0] ?? Object.keys(reasons(result)).at(-1);
  };

  test.each([
    ['  Ann.Lee@X.Example\t', 'ann.lee@x.example'],
    ['ann+tag@x.example', 'ann+tag@x.example'],
    ['ann@Müller.example', 'ann@xn--mller-kva.example'],
    ['ann@xn--mller-kva.example', 'ann@xn--mller-kva.example'],
    ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
    ['a\u200Bnn@x.example', 'ann@x.example'],
    ["o'neil@x.example", "o'neil@x.example"],
    ...['', 'ann', '@x.example', 'ann@', 'ann@x', 'a@b@x.example', 'a b@x.example', '.a@x.example', 'a..b@x.example', 'ann@127.0.0.1'].map(
      (bad) => [bad, bad === '' ? 'no-key' : 'invalid-email'],
    ),
    ...[
      'ann@-x.example',
      'ann@x_y.example',
      'ann@x..example',
      `${'a'.repeat(65)}@x.example`,
      'a"b@x.example',
      'ann@x.example,bob@x.example',
    ].map((bad) => [bad, 'invalid-email']),
    ['=cmd@x.example', 'formula'],
    ['-ann@x.example', 'formula'],
    [sha('a'), 'hashed-address'],
  ])('the address %j comes out as %j', (given, expected) => expect(email(given)).toBe(expected));

  test('hashed before are left alone, of another length left out', () => {
    for (const destination of [google, meta]) {
      expect(email(sha('x').toUpperCase(), destination)).toBe(sha('x'));
      for (const length of [32, 40, 63, 65, 128]) expect(email('a'.repeat(length), destination)).toBe('wrong-hash');
      expect(email('a'.repeat(31), destination)).toBe('invalid-email');
    }
    expect(email('a b@x.example', google)).toBe(sha('ab@x.example'));
    expect(email('+tag@gmail.com', google)).toBe('invalid-email');
  });

  test('national phones are read by whoever can, and nothing but E.164 is taken from them', () => {
    const tel = (text: string, phone?: (text: string, country: string | null) => string | null) => {
      const destination = emailPlatform({ columns: { email: 'mail', phone: 'tel', country: 'country' }, ...(phone && { phone }) });
      const contacts = Table.from([{ person: 1, mail: 'a@x.example', tel: text, country: 'de' }]);
      const result = destinationFiles(destination, contacts, { members: [1], consent: [1] });
      return rowsOf(result.files[0].content)[0].split(',')[1] || Object.keys(reasons(result))[0];
    };
    const german = (text: string, country: string | null) => (country === 'de' ? text.replace(/^0/, '+49') : null);
    expect(tel('0170 1234567')).toBe('invalid-phone');
    expect(tel('0170 1234567', german)).toBe('+491701234567');
    expect(tel('+49 (0)170/123.45-67')).toBe('+491701234567');
    for (const bad of ['+0170123456', '+49', '+1234567890123456', '+49 30 1234 ext. 5', '+4930=1+1', '0049301234567'])
      expect(tel(bad)).toBe('invalid-phone');
    expect(tel('0170', () => '=1+1')).toBe('invalid-phone');
  });

  test('no formula gets into a file, and no key is altered by the guard', () => {
    const contacts = Table.from([
      { person: 1, mail: 'a@x.example', tel: '+4930123456', first: '=HYPERLINK("http://x")', seg: '@SUM(A1)\n-1', own: '-1+1' },
    ]);
    const send = (destination: typeof google) => destinationFiles(destination, contacts, { members: [1], consent: [1] });
    const list = emailPlatform({
      columns: { email: 'mail', phone: 'tel', firstName: 'first' },
      extra: { '=h': 'seg' },
      byteOrderMark: true,
    });
    expect(send(list).files[0].content).toBe(
      `\uFEFFemail,phone,first_name,'=h\na@x.example,+4930123456,"'=HYPERLINK(""http://x"")",'@SUM(A1) -1\n`,
    );
    const own = send(metaCustomAudience({ columns: { email: 'mail', externId: 'own' }, headers: 'api' }));
    expect([rowsOf(own.files[0].content), reasons(own)]).toEqual([[`${sha('a@x.example')},`], { formula: 1 }]);
  });
});

describe('additions and removals', () => {
  const before = [
    { person: 'ann', mail: 'ann@x.example', tel: '+4930111111' },
    { person: 'bob', mail: 'bob@x.example' },
  ];
  const after = [
    { person: 'ann', mail: 'ann@new.example', tel: '+4930111111' },
    { person: 'bob', mail: 'bob@x.example' },
    { person: 'cleo', mail: 'cleo@x.example' },
  ];

  test.each([
    ['google', google, ''],
    ['meta', meta, ''],
  ])('of %s: an address that changed is taken off and the new one added', (_, destination) => {
    const { state, files } = send(destination, before);
    expect(files.map(({ name }) => name)).toEqual([`audience-${destination.id}-all.csv`]);
    const next = send(destination, after, {
      members: ['ann', 'cleo'],
      previous: DestinationState.fromBytes(state.toBytes()),
      name: 'spring',
    });
    const [all, added, removed] = next.files;
    expect(next.files.map(({ name, rows }) => `${name} ${rows}`)).toEqual(
      ['all', 'additions', 'removals'].map((kind) => `spring-${destination.id}-${kind}.csv 2`),
    );
    expect(added.content).toBe(all.content);
    expect(rowsOf(removed.content).sort()).toEqual([`${sha('ann@x.example')},`, `${sha('bob@x.example')},`].sort());
    expect(next.notes.at(-1)).toMatch(/^Upload the removals before/);
    const same = send(destination, after, { members: ['ann', 'cleo'], previous: next.state });
    expect([same.additions, same.removals, same.files[1].rows, same.files[2].rows]).toEqual([0, 0, 0, 0]);
    expect(same.state.toBytes()).toEqual(next.state.toBytes());
  });

  test('of plain addresses: by the contacts where they still have it, by its hash for all', () => {
    const { state } = send(platform, before);
    const next = send(platform, after, { members: ['ann'], previous: state });
    expect(next.files[2].content).toBe(
      `email,email_sha256\n${[`bob@x.example,${sha('bob@x.example')}`, `,${sha('ann@x.example')}`].sort((a, b) => (state.keys.indexOf(`email:${a.split(',')[1]}`) < state.keys.indexOf(`email:${b.split(',')[1]}`) ? -1 : 1)).join('\n')}\n`,
    );
  });

  test('who takes consent back is taken off', () => {
    const { state } = send(google, before);
    const next = send(google, before, { consent: ['ann'], previous: state });
    expect([rowsOf(next.files[2].content), next.additions]).toEqual([[`${sha('bob@x.example')},`], 0]);
  });

  test('says what cannot be taken off, because its plain value is kept nowhere', () => {
    const device = 'aece52e7-03ee-455a-b3c4-e57283966239';
    const destination = metaCustomAudience({ columns: { madid: 'device' } });
    const contacts = (id: string) => Table.from([{ person: 1, device: id }]);
    const { state } = destinationFiles(destination, contacts(device), { members: [1], consent: [1] });
    expect(new TextDecoder().decode(state.toBytes())).not.toContain('aece52e7');
    const kept = destinationFiles(destination, contacts(device.toUpperCase()), { members: [], consent: [], previous: state });
    expect(kept.files[2].content).toBe(`madid\n${device}\n`);
    const gone = destinationFiles(destination, contacts('none'), { members: [], consent: [], previous: state });
    expect([gone.removals, reasons(gone)]).toEqual([0, { 'not-removed': 1 }]);
  });

  test('last export plus additions less removals is this export, for any exports', () => {
    const random = generator(8);
    const pick = (n: number) => Math.floor(n * random());
    for (let round = 0; round < 60; round++) {
      const destination = [google, meta, platform][round % 3];
      const make = () =>
        Array.from({ length: pick(12) }, () => ({
          person: pick(9),
          mail: random() < 0.8 ? `P${pick(6)}@x.example` : null,
          tel: random() < 0.4 ? `+493012345${pick(4)}` : null,
        }));
      const [first, second] = [make(), make()];
      const consent = [0, 1, 2, 3, 4, 5, 6].filter(() => random() < 0.9);
      const old = send(destination, first, { consent });
      const now = send(destination, second, { consent, previous: old.state });
      const shuffled = send(destination, [...second].reverse(), { consent, previous: old.state });
      expect(shuffled.files.map(({ content }) => content)).toEqual(now.files.map(({ content }) => content));
      const gone = old.state.keys.filter((key) => !now.state.keys.includes(key));
      expect(now.removals).toBe(gone.length);
      const removed = rowsOf(now.files[2].content).flatMap((row) => row.split(',').filter(Boolean));
      for (const hash of gone.map((key) => key.split(':')[1])) expect(removed).toContain(hash);
      // no value of this export is in its removals, and all that is new is in its additions
      const values = new Set(rowsOf(now.files[0].content).flatMap((row) => row.split(',').filter(Boolean)));
      expect(removed.filter((value) => values.has(value))).toEqual([]);
      const added = new Set(rowsOf(now.files[1].content));
      for (const row of rowsOf(now.files[0].content)) {
        const keys = row.split(',').slice(0, destination === platform ? 1 : 2);
        expect(added.has(row), row).toBe(!keys.filter(Boolean).every((key) => old.files[0].content.includes(key)));
      }
    }
  });
});

describe('the state of an export', () => {
  const { state } = send(google, [{ person: 1, mail: 'ann.lee@x.example', tel: '+4930111111' }]);

  test('holds no address, and is the same after a file', () => {
    const bytes = state.toBytes();
    expect(new TextDecoder().decode(bytes)).not.toMatch(/ann|example|493011/);
    expect(DestinationState.fromBytes(bytes)).toEqual(state);
    expect(state.keys).toEqual([`email:${sha('ann.lee@x.example')}`, `phone:${sha('+4930111111')}`]);
  });

  test('is refused when damaged, or of another destination', () => {
    expectDamageRefused(state.toBytes(), (bytes) => DestinationState.fromBytes(bytes));
    const later = new TextDecoder().decode(state.toBytes()).replace('"version":1', '"version":2');
    expect(thrown(() => DestinationState.fromBytes(new TextEncoder().encode(later))).code).toBe('file-version');
    const error = thrown(() => send(meta, [], { previous: state }));
    expect([error.code, error.message]).toEqual([
      'invalid-option',
      '"previous" is of google-customer-match, the destination is meta-custom-audience',
    ]);
    expect(thrown(() => send(google, [], { previous: {} as DestinationState })).code).toBe('invalid-option');
  });
});

describe('options', () => {
  checkConstraints(googleCustomerMatch, { columns: { email: 'mail' } }, GOOGLE_CUSTOMER_MATCH as never);
  checkConstraints(metaCustomAudience, { columns: { email: 'mail' } }, META_CUSTOM_AUDIENCE as never);
  checkConstraints(emailPlatform, { columns: { email: 'mail' } }, EMAIL_PLATFORM as never);

  test.each([
    [
      () => googleCustomerMatch({ columns: {} }),
      'invalid-option',
      '"columns" of googleCustomerMatch must name a column of email or phone or zip',
    ],
    [
      () => googleCustomerMatch({ columns: { mail: 'x' } } as never),
      'unknown-option',
      'googleCustomerMatch has no field "mail" (did you mean "email"?)',
    ],
    [() => googleCustomerMatch({} as never), 'invalid-option', '"columns" must be the names'],
    [() => googleCustomerMatch({ columns: { email: 7 } } as never), 'invalid-option', '"columns.email" must be a column, or a list'],
    [
      () => googleCustomerMatch({ columns: { email: 'a', firstName: ['a', 'b'] } } as never),
      'invalid-option',
      '"columns.firstName" must be a column',
    ],
    [() => googleCustomerMatch({ columns: { zip: 'a' } }), 'invalid-option', 'or none: firstName, lastName and country are missing'],
    [() => metaCustomAudience({ columns: { email: ['a', 'b', 'c', 'd'] } }), 'invalid-option', 'at most 3 columns'],
    [() => metaCustomAudience({ columns: { externId: 'a' } }), 'invalid-option', 'headers: "api"'],
    [() => emailPlatform({ columns: { email: ['a', 'b'] } } as never), 'invalid-option', '"columns.email" must be one column'],
    [() => emailPlatform({ columns: { email: 'a' }, headers: { mail: 'x' } } as never), 'unknown-option', 'has no field "mail"'],
    [() => emailPlatform({ columns: { email: 'a' }, extra: { email: 'b' } }), 'invalid-option', 'the header "email" stands twice'],
    [() => emailPlatform({ columns: { email: 'a' }, extra: ['b'] } as never), 'invalid-option', '"extra" must be texts by name'],
    [() => send({} as typeof google, []), 'invalid-option', '"destination" must be one of'],
    [() => destinationFiles(google, [] as never, { members: [] }), 'invalid-option', '"contacts" must be a Table'],
    [() => send(google, [], { member: [] } as never), 'unknown-option', 'did you mean "members"?'],
    [() => send(google, [], { members: 'ann' as never, consent: [] }), 'invalid-option', '"members" must be a list or Set of people'],
    [() => send(google, [], { members: [NaN] }), 'invalid-option', '"members[0]" must be a text or a number, got NaN'],
    [() => send(google, [], { consent: 'all' as never }), 'invalid-option', '"consent" must be a list or Set of people'],
    [() => send(google, [], { name: '..' }), 'invalid-option', '"name" must be a name with a letter or a digit'],
    [() => destinationFiles(google, Table.from([{ person: 1 }]), { members: [1], consent: [1] }), 'unknown-column', 'no column "mail"'],
    [
      () => destinationFiles(google, Table.from([{ person: true, mail: 'a', tel: 'b' }]), { members: [1], consent: [1] }),
      'invalid-data',
      'row 1 of the contacts has a person that is neither text nor number',
    ],
  ])('%#: a wrong one is named', (call, code, message) => {
    const error = thrown(call);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });
});

describe('names of files', () => {
  test.each([
    ['Spring: 20 % off', 'Spring-20-off'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows\\x', 'C-Windows-x'],
    ['/absolute', 'absolute'],
    ['..\\..\\x', 'x'],
    ['a\0b', 'a-b'],
    ['con', '_con'],
    ['nul .txt', '_nul .txt'],
    ['CON.csv', '_CON.csv'],
    ['com¹', '_com1'],
    ['console', 'console'],
    ['..／..／x', 'x'],
    ['a∕b⁄c', 'a-b-c'],
    ['a\u202Evsc.exe', 'a-vsc.exe'],
    ['.hidden. ', 'hidden'],
    ['-rf x', 'rf x'],
    ['Frühjahr 2027', 'Frühjahr 2027'],
    ['%2e%2e%2fx', '2e-2e-2fx'],
    ['a\r\nb;|$(rm)`', 'a-b-rm'],
    ['file:///etc', 'file-etc'],
    ['~/x', 'x'],
    ['CONIN$', 'CONIN'],
  ])('%j is %j', (given, expected) => expect(safeFileName(given)).toBe(expected));

  test.each(['', '..', '/', '...', ' ', '\0', '-', '\u202E', '$$$', '\u0301', null, 7])('%j is refused', (given) => {
    expect(thrown(() => safeFileName(given as string)).code).toBe('invalid-option');
  });

  test('stay in their folder, whatever they are made of, and are safe once they are', () => {
    const random = generator(3);
    const parts = [
      '..',
      '/',
      '\\',
      '.',
      ' ',
      'a',
      'ä',
      '\0',
      'con',
      'nul',
      ':',
      '\u2215',
      '\uFF0F',
      '\u2024',
      '🙂',
      '-',
      '_',
      '~',
      '\n',
      '正',
      '\u0301',
      'x'.repeat(90),
    ];
    let kept = 0;
    for (let round = 0; round < 3000; round++) {
      const name = Array.from({ length: 1 + Math.floor(8 * random()) }, () => parts[Math.floor(parts.length * random())]).join('');
      let safe: string;
      try {
        safe = safeFileName(name);
      } catch {
        continue;
      }
      kept++;
      expect(safe, JSON.stringify(name)).toMatch(/^[\p{L}\p{M}\p{N}._ -]+$/u);
      expect(safe).not.toMatch(/\.\.|^[. -]|[. -]$|^(con|nul)(\.|$)/i);
      expect([posix.join('/out', safe), win32.basename(safe), basename(safe)]).toEqual([`/out/${safe}`, safe, safe]);
      expect(new TextEncoder().encode(safe).length).toBeLessThanOrEqual(151);
      expect(safeFileName(safe)).toBe(safe);
    }
    expect(kept).toBeGreaterThan(1000);
  });
});
