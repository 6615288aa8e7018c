// Who may be addressed: everything that must be refused is, and is said why.
import { describe, expect, test } from 'vitest';
import {
  ConsentLedger,
  consentMode,
  decide,
  gate,
  LEGAL_BASES,
  signalsOf,
  type ConsentEntryInput,
  type GateOptions,
} from '../../src/privacy/index.js';
import { GATE } from '../../src/privacy/gate.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const MAIL = 'email-marketing';
type Word = readonly [
  action: ConsentEntryInput['action'],
  time: ConsentEntryInput['time'],
  purpose?: string,
  basis?: ConsentEntryInput['basis'],
];
const ledgerOf = (...words: Word[]) =>
  ConsentLedger.from(
    words.map(([action, time, purpose = MAIL, basis = action === 'grant' ? 'consent' : null]) => ({
      person: 'ann',
      action,
      time,
      purpose,
      basis,
    })),
  );
const reasonOf = (ledger: ConsentLedger, options: Partial<GateOptions> = {}, purpose = MAIL) => {
  const { reason, allowed } = decide('ann', purpose, { ledger, asOf: 10, ...options });
  const gated = gate(['ann'], purpose, { ledger, asOf: 10, ...options });
  expect([gated.allowed.length, gated.refused[0]?.reason ?? 'granted']).toEqual([allowed ? 1 : 0, reason]);
  return reason;
};

describe('the ledger decides', () => {
  test.each<[string, string, Word[]]>([
    ['granted', 'a grant', [['grant', 1]]],
    ['granted', 'at the very moment', [['grant', 10]]],
    ['no-record', 'nothing', []],
    ['not-yet', 'a grant to come', [['grant', 11]]],
    ['other-purpose', 'a grant for another purpose', [['grant', 1, 'analytics']]],
    ['other-purpose', 'one that begins alike', [['grant', 1, 'email-marketing-partner']]],
    ['withdrawn', 'a withdrawal', [['grant', 1], ['withdraw', 2]]],
    ['withdrawn', 'a withdrawal of everything', [['grant', 1], ['withdraw', 2, '*']]],
    ['withdrawn', 'of equal times the withdrawal, whatever the order', [['withdraw', 2], ['grant', 2]]],
    ['withdrawn', 'a withdrawal alone', [['withdraw', 2]]],
    ['granted', 'a grant after a withdrawal', [['withdraw', 2, '*'], ['grant', 3]]],
    ['granted', 'a withdrawal of another purpose', [['grant', 1], ['withdraw', 2, 'analytics']]],
    ['granted', 'a withdrawal to come', [['grant', 1], ['withdraw', 11]]],
    ['objected', 'an objection', [['grant', 1], ['object', 2]]],
    ['objected', 'an objection before later grants', [['object', 1], ['grant', 2], ['grant', 9]]],
    ['objected', 'an objection to everything', [['object', 1, '*'], ['grant', 2]]],
    ['objected', 'an objection under another writing of the purpose', [['object', 1, ' Email-Marketing '], ['grant', 2]]],
    ['objected', 'of equal times the objection', [['grant', 1], ['lift-objection', 3], ['object', 3]]],
    ['objected', 'one to everything is not lifted for one purpose', [['grant', 1], ['object', 2, '*'], ['lift-objection', 3]]],
    ['objected', 'one lifted for another purpose', [['grant', 1], ['object', 2], ['lift-objection', 3, 'analytics']]],
    ['objected', 'again after it was lifted', [['grant', 1], ['object', 2], ['lift-objection', 3], ['object', 4]]],
    ['objected', 'lifted only later', [['grant', 1], ['object', 2], ['lift-objection', 11]]],
    ['granted', 'lifted', [['grant', 1], ['object', 2], ['lift-objection', 3]]],
    ['granted', 'all lifted', [['grant', 1], ['object', 2], ['object', 2, '*'], ['lift-objection', 3, '*']]],
    ['granted', 'an objection to something else', [['grant', 1], ['object', 2, 'analytics']]],
    ['no-record', 'lifting is no grant', [['lift-objection', 1]]],
    ['basis-not-accepted', 'another ground', [['grant', 1, MAIL, 'legitimate-interests']]],
    ['basis-not-accepted', 'the latest ground counts', [['grant', 1], ['grant', 2, MAIL, 'contract']]],
    ['basis-not-accepted', 'of equal times the one that is not accepted', [['grant', 2, MAIL, 'contract'], ['grant', 2]]],
  ])('%s: %s', (reason, _, words) => {
    expect(reasonOf(ledgerOf(...words))).toBe(reason);
    expect(reasonOf(ledgerOf(...[...words].reverse()))).toBe(reason);
  }); // prettier-ignore

  test('an objection beats every ground, and each ground counts only where it is accepted', () => {
    for (const basis of LEGAL_BASES) {
      const ledger = ledgerOf(['grant', 1, MAIL, basis]);
      for (const accepted of LEGAL_BASES)
        expect(reasonOf(ledger, { bases: [accepted] })).toBe(accepted === basis ? 'granted' : 'basis-not-accepted');
      expect(reasonOf(ledger.record({ person: 'ANN', purpose: '*', action: 'object', time: 2 }), { bases: LEGAL_BASES })).toBe('objected');
    }
  });

  test('a grant grows old where it is asked for', () => {
    const ledger = ledgerOf(['grant', '2026-01-01']);
    expect(reasonOf(ledger, { asOf: '2026-01-31', maxAgeDays: 30 })).toBe('granted');
    expect(reasonOf(ledger, { asOf: '2026-01-31T00:00:00.001Z', maxAgeDays: 30 })).toBe('expired');
    expect(reasonOf(ledger, { asOf: '2126-01-01' })).toBe('granted');
    expect(reasonOf(ledger, { asOf: '2026-01-01T00:00:01Z', maxAgeDays: 0 })).toBe('expired');
    const sentence = decide('ann', MAIL, { ledger, asOf: '2027-01-01', maxAgeDays: 30 }).sentence;
    expect(sentence).toBe('Not allowed: they agreed to "email-marketing" more than 30 days ago (maxAgeDays)');
  });

  test('clocks in different zones', () => {
    const ledger = ledgerOf(['grant', '2026-03-01T00:30:00+02:00'], ['withdraw', '2026-02-28T23:00:00Z']); // the grant is the earlier one
    expect(reasonOf(ledger, { asOf: '2026-03-02' })).toBe('withdrawn');
    expect(reasonOf(ledger, { asOf: '2026-03-01 00:45', timeZone: '+02:00' })).toBe('granted');
    expect(reasonOf(ledger, { asOf: '2026-02-28T22:29:59Z' })).toBe('not-yet');
  });

  test('signals refuse and never grant; those erased are refused before all', () => {
    const [none, granted] = [ConsentLedger.from(), ledgerOf(['grant', 1, 'advertising'])];
    const gpc = signalsOf({ 'Sec-GPC': '1' });
    expect(reasonOf(granted, { signals: gpc }, 'advertising')).toBe('signal');
    expect(reasonOf(granted, { signals: [] }, 'advertising')).toBe('granted');
    expect(reasonOf(granted, { signals: [{ purpose: '*', state: 'denied', source: 'x' }] }, 'advertising')).toBe('signal');
    expect(reasonOf(ledgerOf(['grant', 1]), { signals: gpc })).toBe('granted');
    expect(reasonOf(none, { signals: consentMode({ ad_storage: 'granted', ad_user_data: 'granted' }) }, 'advertising')).toBe('no-record');
    expect(reasonOf(granted, { signals: (id) => (id === 'ann' ? gpc : undefined) }, 'advertising')).toBe('signal');
    expect(reasonOf(granted, { erased: new Set<string | number>(['ann']) }, 'advertising')).toBe('erased');
    const wrong = [{ purpose: 'advertising', state: 'perhaps', source: 'x' }] as never;
    expect(thrown(() => reasonOf(granted, { signals: wrong }, 'advertising')).code).toBe('invalid-option');
  });
});

describe('a list of people', () => {
  const ledger = ConsentLedger.from(
    ['ann', 'bob', 5].map((person) => ({ person, purpose: MAIL, action: 'grant', basis: 'consent', time: 1 })),
  );
  const options = { ledger, asOf: 10 };

  test('keeps order, takes each once, counts in sentences', () => {
    const { allowed, refused, counts } = gate(['eve', 'bob', 'ann', 'bob', 'kim', 5], MAIL, options);
    expect(allowed).toEqual(['bob', 'ann', 5]);
    expect(refused).toEqual([{ person: 'eve', reason: 'no-record' }, { person: 'kim', reason: 'no-record' }]); // prettier-ignore
    expect(counts).toEqual([
      {
        reason: 'no-record',
        n: 2,
        sentence: '2 people were left out: nothing is on record that allows "email-marketing" (no entry in the consent ledger)',
      },
    ]);
    expect(gate([], MAIL, options)).toEqual({ allowed: [], refused: [], counts: [], collisions: [] });
  });

  test('two writings of one person: one refused, both refused', () => {
    expect(gate(['ann', 'Ann '], MAIL, options)).toMatchObject({ allowed: ['ann', 'Ann '], collisions: [['ann', 'Ann ']] });
    expect(gate([5, '5'], MAIL, options).collisions).toEqual([[5, '5']]);
    const no = [{ purpose: MAIL, state: 'denied', source: 'x' }] as const;
    expect(gate(['ann', 'Ann ', 'bob'], MAIL, { ...options, signals: (id) => (id === 'Ann ' ? no : []) }).allowed).toEqual(['bob']);
    expect(gate(['ann', 'Ann '], MAIL, { ...options, erased: new Set<string | number>(['Ann ']) }).allowed).toEqual([]);
  });

  test.each([[null], [undefined], [''], [NaN], [1.5], ['\u200b'], [{}]])('%j is nobody', (person) => {
    const error = thrown(() => gate(['ann', person as never], MAIL, options));
    expect([error.code, error.message]).toEqual(['invalid-data', expect.stringContaining('row 2 of "people"')]);
  });

  test('names of prototypes have no consent', () => {
    const names = ['__proto__', 'constructor', 'toString', 'valueOf'];
    expect(gate(names, MAIL, options).allowed).toEqual([]);
    for (const name of names) expect(gate(['ann'], name, options).allowed, name).toEqual([]);
  });

  test('no purpose, all purposes and a moment that is none are errors', () => {
    for (const purpose of ['', '*', ' * ', null, 5]) expect(() => gate(['ann'], purpose as never, options)).toThrow(/"purpose" must be/);
    for (const asOf of [NaN, 'now', null, Infinity])
      expect(thrown(() => gate(['ann'], MAIL, { ledger, asOf: asOf as never })).code).toBe('invalid-data');
    expect(thrown(() => gate(['ann'], MAIL, { ledger } as never)).code).toBe('invalid-option');
    expect(thrown(() => gate('ann' as never, MAIL, options)).code).toBe('invalid-data');
    expect(thrown(() => gate(['ann'], MAIL, { ...options, basis: ['consent'] } as never)).message).toContain('did you mean "bases"');
  });

  checkConstraints((o: GateOptions) => gate(['ann'], MAIL, o), options, GATE as never);

  test('agrees with the rules read off one by one, over random ledgers', () => {
    const random = generator(11);
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
    for (let round = 0; round < 400; round++) {
      const entries = Array.from({ length: Math.floor(random() * 7) }, () => {
        const action = pick(['grant', 'grant', 'withdraw', 'object', 'lift-objection'] as const);
        const purpose = pick(action === 'grant' ? ['a', 'b'] : ['a', 'b', '*']);
        return {
          person: pick(['ann', 'ANN', 'bob']),
          action,
          purpose,
          time: Math.floor(random() * 5),
          basis: pick(['consent', 'contract'] as const),
        };
      });
      const now = entries.filter(({ time }) => time <= 3);
      const allowed = ['ann', 'bob'].filter((person) => {
        const mine = now.filter((e) => e.person.toLowerCase() === person && e.purpose !== 'b');
        const objected = mine.some(
          (o) =>
            o.action === 'object' &&
            !mine.some((l) => l.action === 'lift-objection' && l.time > o.time && (l.purpose === '*' || l.purpose === o.purpose)),
        );
        const deciding = mine.filter(({ action }) => action === 'grant' || action === 'withdraw');
        const last = Math.max(...deciding.map(({ time }) => time));
        const latest = deciding.filter(({ time }) => time === last);
        return !objected && latest.length > 0 && latest.every(({ action, basis }) => action === 'grant' && basis === 'consent');
      });
      expect(gate(['ann', 'bob'], 'a', { ledger: ConsentLedger.from(entries), asOf: 3 }).allowed, JSON.stringify(entries)).toEqual(allowed);
    }
  });
});

describe('decide', () => {
  const ledger = ledgerOf(['grant', '2026-01-05'], ['grant', '2026-01-05', 'advertising', 'contract']);
  const asOf = '2026-02-01';

  test('says what may be personalised', () => {
    expect(decide('ann', MAIL, { ledger, asOf })).toEqual({
      allowed: true,
      reason: 'granted',
      sentence: 'Allowed: "email-marketing" is on record since 2026-01-05 (consent, GDPR Art. 6(1)(a))',
      personalised: false,
    });
    const more = ledger.record({ person: 'ann', purpose: 'personalisation', action: 'grant', basis: 'consent', time: '2026-01-05' });
    expect(decide('ann', MAIL, { ledger: more, asOf }).personalised).toBe(true);
    expect(decide('ann', 'personalisation', { ledger: more, asOf }).personalised).toBe(true);
    expect(decide('ann', 'personalisation', { ledger, asOf }).personalised).toBe(false);
    expect(decide('ann', MAIL, { ledger, asOf, personalisation: MAIL }).personalised).toBe(true);
    const no = [{ purpose: 'personalisation', state: 'denied', source: 'x' }] as const;
    expect(decide('ann', MAIL, { ledger: more, asOf, signals: no })).toMatchObject({ allowed: true, personalised: false });
    expect(decide('ann', 'advertising', { ledger, asOf, bases: ['contract'] }).sentence).toContain('(contract, GDPR Art. 6(1)(b))');
  });

  test('nobody is nobody', () => {
    for (const person of [null, undefined])
      expect(decide(person, MAIL, { ledger, asOf })).toMatchObject({ allowed: false, personalised: false, reason: 'no-record' });
    expect(thrown(() => decide('', MAIL, { ledger, asOf })).code).toBe('invalid-data');
    expect(thrown(() => decide(null, MAIL, {} as never)).code).toBe('invalid-option');
    expect(thrown(() => decide('ann', MAIL, { ledger, asOf, personalized: MAIL } as never)).code).toBe('unknown-option');
  });
});
