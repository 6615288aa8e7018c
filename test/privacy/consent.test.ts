// The ledger: what is kept, what a file gives back, and that an older value never changes.
import { describe, expect, test } from 'vitest';
import { Table } from '../../src/index.js';
import { ConsentLedger, type ConsentEntryInput } from '../../src/privacy/index.js';
import { CONSENT_COLUMNS } from '../../src/privacy/consent-rows.js';
import { checkConstraints } from '../estimators/contract.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const grant = { action: 'grant', basis: 'consent', source: 'form', purpose: 'email-marketing' } as const;
const entry = (person: string | number, time: ConsentEntryInput['time'], more: Partial<ConsentEntryInput> = {}): ConsentEntryInput => ({
  ...grant,
  person,
  time,
  ...more,
});

describe('reading', () => {
  test('rows, columns and a table give the same entries', () => {
    const rows = [entry('ann', '2026-01-05'), entry('bob', '2026-01-06', { source: '' })];
    const columns = Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name as 'source'])]));
    const ledger = ConsentLedger.from(rows);
    expect(ledger.of('ann')).toEqual([{ ...grant, person: 'ann', time: Date.UTC(2026, 0, 5) }]);
    for (const other of [
      ConsentLedger.from(columns as never),
      ConsentLedger.from(Table.from(rows as never)),
      ConsentLedger.from(ledger.toTable()),
    ])
      expectSameBytes(other.toBytes(), ledger.toBytes());
  });

  test('times in zones, of dates, in seconds', () => {
    const times = (time: unknown, options = {}) => ConsentLedger.from([entry(1, time as string)], options).of(1)[0].time;
    const noon = Date.UTC(2026, 6, 1, 12);
    for (const text of ['2026-07-01T12:00Z', '2026-07-01T14:00:00+02:00', '2026-07-01 07:00:00-05', '2026-07-01 12:00'])
      expect(times(text), text).toBe(noon);
    expect(times('2026-07-01 14:00', { timeZone: 'Europe/Berlin' })).toBe(noon);
    expect(times('2026-07-01 14:00+02', { timeZone: 'America/New_York' })).toBe(noon);
    expect(times('2026-07-02', { timeZone: '+12:00' })).toBe(noon);
    expect(times(new Date(noon), { timeZone: '+12:00', timeUnit: 's' })).toBe(noon);
    expect(times(noon / 1000, { timeUnit: 's' })).toBe(noon);
    expect(thrown(() => times('2026-07-02', { timeZone: 'Mars' })).code).toBe('invalid-option');
  });

  test('a file with fewer columns, and what holds for all its rows', () => {
    const always = { purpose: 'email-marketing', action: 'grant', basis: 'consent' } as const;
    const ledger = ConsentLedger.from([{ mail: 'ann', at: 5 }], { person: 'mail', time: 'at', always });
    expect(ledger.of('ANN')).toEqual([{ ...always, person: 'ann', time: 5, source: '' }]);
    expect(thrown(() => ConsentLedger.from([{ mail: 'ann', at: 5 }], { person: 'mail', time: 'at' })).code).toBe('unknown-column');
    const lacksBasis = thrown(() => ConsentLedger.from([{ person: 'ann', time: 5, purpose: 'x', action: 'grant' }]));
    expect(lacksBasis.message).toMatch(/^row 1: "basis" must be "consent" or/);
    expect(ConsentLedger.from([]).nEntries).toBe(0);
    expect(ConsentLedger.from().of('ann')).toEqual([]);
  });

  test.each([
    [{ person: '' }], [{ person: ' \u200b' }], [{ person: null }], [{ person: NaN }], [{ person: 1.5 }], [{ person: '\ud800' }],
    [{ purpose: '' }], [{ purpose: 5 }], [{ purpose: '*' }], [{ action: 'granted' }], [{ action: '__proto__' }], [{ action: null }],
    [{ basis: 'konsent' }], [{ basis: null }], [{ basis: 'constructor' }], [{ time: NaN }], [{ time: 'soon' }], [{ time: '2026-02-30' }], [{ time: 1e300 }], [{ source: 5 }],
  ])('refuses %j, naming the row', (wrong) => {
    const secret = { ...entry('ann.secret@shop.example', 5), ...wrong };
    const error = thrown(() => ConsentLedger.from([entry('bob', 1), secret] as never));
    expect(error.code).toBe('invalid-data');
    expect(error.message).toContain('row 2');
    expect(error.message).not.toContain('secret');
    expect(thrown(() => ConsentLedger.from().record(secret as never)).code).toBe('invalid-data');
  }); // prettier-ignore

  checkConstraints((options) => ConsentLedger.from([entry('ann', 1)], options), {}, CONSENT_COLUMNS as never);
});

describe('an immutable value', () => {
  test('recording leaves older ledgers alone, also when two go on from one', () => {
    const first = ConsentLedger.from([entry('ann', 1)]);
    const second = first.record(entry('ann', 2), entry('bob', 2));
    const other = first.record(entry('ann', 3));
    expect([first, second, other].map(({ nEntries }) => nEntries)).toEqual([1, 3, 2]);
    expect(first.of('ann').map(({ time }) => time)).toEqual([1]);
    expect(second.of('ann').map(({ time }) => time)).toEqual([1, 2]);
    expect(other.of('ann').map(({ time }) => time)).toEqual([1, 3]);
    expect(other.of('bob')).toEqual([]);
    expect(Object.isFrozen(second.of('bob')[0])).toBe(true);
    second.of('ann').pop();
    expect(second.of('ann')).toHaveLength(2);
    expect(thrown(() => second.record(entry('eve', 4), entry('', 4))).code).toBe('invalid-data');
    expect(second.record(entry('eve', 5)).of('eve')).toHaveLength(1);
  });

  test('one person under every writing, entries by time', () => {
    const ledger = ConsentLedger.from([
      entry('Ann@Müller.example', 9),
      entry(' ann@xn--mller-kva.example', 3),
      entry(17850, 1),
      entry('17850.0', 2),
    ]);
    expect(ledger.of('ANN@MÜLLER.EXAMPLE').map(({ time }) => time)).toEqual([3, 9]);
    expect(ledger.of('17850').map(({ person }) => person)).toEqual([17850, '17850.0']);
  });

  test('names of prototypes are people and purposes like others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const ledger = ConsentLedger.from(names.map((name) => entry(name, 1, { purpose: name })));
    for (const name of names) expect(ledger.of(name).map(({ purpose }) => purpose)).toEqual([name]);
    expect(ConsentLedger.from().of('__proto__')).toEqual([]);
    expect(ConsentLedger.fromBytes(ledger.toBytes()).of('constructor')).toHaveLength(1);
  });
});

describe('forgetting', () => {
  test('without a person is the ledger that never had them, byte for byte', () => {
    const random = generator(5);
    const rows = Array.from({ length: 200 }, (_, i) => entry(`p${Math.floor(random() * 30)}`, i));
    const gone = 'Kq7xWz0pLm4RtY9a';
    const all = rows.flatMap((row, i) => (i % 9 === 0 ? [row, entry(i % 2 ? gone : ` ${gone.toUpperCase()}`, i, { source: 'x' })] : [row]));
    const bytes = ConsentLedger.from(all).without(gone).toBytes();
    expectSameBytes(bytes, ConsentLedger.from(rows).toBytes());
    expect(Buffer.from(bytes).toString('latin1').toLowerCase()).not.toContain(gone.toLowerCase());
    expectSameBytes(ConsentLedger.from(all).without([gone, 'p3']).toBytes(), ConsentLedger.from(rows).without('p3').toBytes());
    expect(ConsentLedger.from(rows).without('nobody').nEntries).toBe(200);
  });

  test('before and after a moment; an objection that stands stays', () => {
    const object = { purpose: '*', action: 'object', basis: null } as const;
    const lift = { ...object, action: 'lift-objection' } as const;
    const ledger = ConsentLedger.from([
      entry('ann', 1), entry('ann', 2, object), entry('ann', 8),
      entry('bob', 1, object), entry('bob', 2, { ...lift }), entry('bob', 7),
      entry('eve', 1, { ...object, purpose: 'email-marketing' }), entry('eve', 3, lift), entry('eve', 5), entry('kim', 2, object), entry('kim', 6, lift),
    ]); // prettier-ignore
    expect(ledger.after(5).entries().map(({ person, time }) => [person, time])).toEqual([['ann', 2], ['ann', 8], ['bob', 7], ['eve', 5], ['kim', 2], ['kim', 6]]); // prettier-ignore
    expect(ledger.before(2).entries().map(({ person }) => person)).toEqual(['ann', 'bob', 'eve']); // prettier-ignore
    expect(ledger.after(-1).nEntries).toBe(11);
    expect(thrown(() => ledger.after(NaN)).code).toBe('invalid-data');
  });
});

describe('the file', () => {
  const ledger = ConsentLedger.from([
    entry('ann', 1),
    entry(7, -2.5, { action: 'object', purpose: '*', basis: null, source: 'a "call"' }),
    entry('Ænn', 3, { basis: 'legitimate-interests' }),
  ]);

  test('gives everything back', () => {
    const bytes = ledger.toBytes();
    for (const again of [bytes, misaligned(bytes)].map(ConsentLedger.fromBytes)) {
      expect(again.entries()).toEqual(ledger.entries());
      expectSameBytes(again.toBytes(), bytes);
    }
    expect(ConsentLedger.fromBytes(ConsentLedger.from().toBytes()).nEntries).toBe(0);
  });

  test('that is damaged is refused', () => expectDamageRefused(ledger.toBytes(), ConsentLedger.fromBytes));

  test('as CSV is guarded', () => {
    const csv = ConsentLedger.from([entry('=cmd()', 0, { source: '@x,"y"' })]).toCsv();
    expect(csv).toBe(
      'person,purpose,action,basis,time,source\n\'=cmd(),email-marketing,grant,consent,1970-01-01T00:00:00.000Z,"\'@x,""y"""\n',
    );
  });

  test('as a table has numbers where all people are', () => {
    expect(
      ConsentLedger.from([entry(5, 1)])
        .toTable()
        .column('person').kind,
    ).toBe('number');
    expect(ledger.toTable().column('person', 'text').values).toEqual(['ann', '7', 'Ænn']);
    expect(ConsentLedger.from().toTable().nRows).toBe(0);
  });
});
