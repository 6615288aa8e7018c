// Whom a campaign contacts and whom it leaves alone: every candidate is counted once, and nobody slips past consent, suppression, caps or budget.
import { describe, expect, test } from 'vitest';
import { audience, type AudienceRules, Campaign, type Candidate } from '../../src/campaign/index.js';
import { AUDIENCE_RULES } from '../../src/campaign/audience.js';
import { BUDGET } from '../../src/campaign/budget.js';
import { CAMPAIGN } from '../../src/campaign/campaign.js';
import { CAP } from '../../src/campaign/caps.js';
import { AUDIENCE_HOLDOUT } from '../../src/campaign/lot.js';
import { Table, type Id } from '../../src/index.js';
import { ConsentLedger, signalsOf, spellingOf } from '../../src/privacy/index.js';
import { checkConstraints } from '../estimators/contract.js';
import { expectDamageRefused, expectSameBytes, thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

const DAY = 86400000;
const AS_OF = Date.parse('2026-03-01T00:00:00Z');
const rules: AudienceRules = { purpose: 'letters', asOf: AS_OF, consent: { notNeeded: 'letters to own customers' } };
const some = (n: number): Candidate[] => Array.from({ length: n }, (_, i) => ({ person: `c${i}`, score: n - i, reason: 'a customer' }));
const told = (found: { leftOut: readonly { reason: string; n: number }[] }) => found.leftOut.map(({ reason, n }) => `${reason} ${n}`);

describe('a campaign of many, with everything that may stop somebody', () => {
  const random = generator(7);
  const below = (n: number) => Math.floor(n * random());
  const spelled = (i: number) => [`ann${i}@shop.example`, `Ann${i}@Shop.Example`, ` ann${i}@shop.example`][below(3)];
  const lists = [0, 1].map((place) =>
    Array.from({ length: 700 }, (): Candidate => {
      const i = below(900);
      return {
        person: spelled(i),
        score: [NaN, below(5), random()][below(3)],
        reason: `list ${place}`,
        ...(i % 3 === 0 ? { segment: `s${i % 7}` } : {}),
      };
    }),
  );
  const entries = Array.from({ length: 1500 }, () => {
    const person = spelled(below(900));
    const time = AS_OF + (below(60) - 50) * DAY;
    const purpose = ['email-marketing', 'email-marketing', 'analytics'][below(3)];
    return random() < 0.85
      ? ({ person, purpose, action: 'grant', basis: 'consent', time, source: 'form' } as const)
      : ({ person, purpose, action: 'withdraw', basis: 'consent', time, source: 'link' } as const);
  });
  const contacts = Array.from({ length: 900 }, () => ({ person: spelled(below(900)), time: AS_OF + (below(30) - 25) * DAY - below(DAY) }));
  const bounced = Array.from({ length: 60 }, () => spelled(below(900)));
  const forgotten = new Set(Array.from({ length: 30 }, () => spellingOf(spelled(below(900)))));
  const all: AudienceRules = {
    purpose: 'email-marketing',
    asOf: AS_OF,
    consent: { ledger: ConsentLedger.from(entries) },
    erased: { has: (id) => forgotten.has(spellingOf(id)) },
    suppression: { bounced, complained: [spelled(5), spelled(6)] },
    caps: [
      { contacts: Table.from(contacts), most: 2, days: 14 },
      { contacts: Table.from(contacts), most: 1, days: 3 },
    ],
    budget: { contacts: 100 },
    holdout: { salt: 'spring', share: 0.2 },
  };
  const found = audience(lists, all);
  const members = found.members.map(({ person }) => spellingOf(person));

  test('adds up: every candidate is a member or left out, once', () => {
    expect(found.nCandidates).toBe(1400);
    expect(found.members.length + found.leftOut.reduce((sum, { n }) => sum + n, 0)).toBe(1400);
    expect(new Set(members).size).toBe(members.length);
    expect(found.leftOut.every(({ n }) => n > 0)).toBe(true);
    const reasons = new Set(found.leftOut.map(({ reason }) => reason));
    for (const reason of ['duplicate', 'erased', 'no-record', 'withdrawn', 'suppressed', 'capped', 'budget'])
      expect(reasons).toContain(reason);
    for (const { n, sentence } of found.leftOut) expect(sentence).toContain(String(n));
    expect(found.treatment).toHaveLength(100);
    expect(found.control.length).toBeGreaterThan(8);
    expect(found.toTable().nRows).toBe(members.length);
  });

  test('nobody without consent, erased, suppressed or over a cap', () => {
    const agreed = new Map<string, string>();
    const inOrder = entries.filter(({ purpose, time }) => purpose === 'email-marketing' && time <= AS_OF);
    // of one time the withdrawal counts
    inOrder.sort((a, b) => a.time - b.time || (a.action < b.action ? -1 : 1));
    for (const { person, action } of inOrder) agreed.set(spellingOf(person), action);
    const never = new Set([...bounced, ...Object.values(all.suppression as Record<string, string[]>)[1]].map(spellingOf));
    for (const who of members) {
      expect(agreed.get(who)).toBe('grant');
      expect(never.has(who) || forgotten.has(who)).toBe(false);
      const had = contacts.filter(({ person, time }) => spellingOf(person) === who && time <= AS_OF).map(({ time }) => AS_OF - time);
      expect(had.filter((ago) => ago < 14 * DAY).length).toBeLessThan(2);
      expect(had.filter((ago) => ago < 3 * DAY).length).toBeLessThan(1);
    }
  });

  test('does not depend on the order of the candidates, contacts and suppressed', () => {
    const cap = (seed: number) => Table.from(shuffled(contacts, seed));
    const other = audience(
      lists.map((list, i) => shuffled(list, 3 + i)),
      {
        ...all,
        suppression: { bounced: shuffled(bounced), complained: (all.suppression as { complained: Id[] }).complained },
        caps: [
          { contacts: cap(1), most: 2, days: 14 },
          { contacts: cap(2), most: 1, days: 3 },
        ],
      },
    );
    expect(other.members).toEqual(found.members);
    expect(other.leftOut).toEqual(found.leftOut);
    expect(other.sentences).toEqual(found.sentences);
  });

  test('the first list comes first, and in it the best, those without a score last', () => {
    const places = found.members.map(({ reason }) => reason);
    expect(places.lastIndexOf('list 0')).toBeLessThan(places.includes('list 1') ? places.indexOf('list 1') : Infinity);
    const scores = found.members.filter(({ reason }) => reason === 'list 0').map(({ score }) => (Number.isNaN(score) ? -1 : score));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('equal scores come in the order of spelling', () => {
    const tied = ['B', 'a', 'C', 10, 9].map((person) => ({ person, score: 1, reason: 'r' }));
    expect(audience(tied, rules).treatment).toEqual([10, 9, 'a', 'B', 'C']);
  });

  test('a budget takes no other people than a larger one, and both arms end at the same place', () => {
    const more = audience(lists, { ...all, budget: { contacts: 130 } });
    expect(more.members.slice(0, found.members.length)).toEqual(found.members);
    expect(more.treatment).toHaveLength(130);
    expect(found.members.at(-1)!.arm).toBe('treatment'); // nobody is held out who would not have been contacted
  });

  test('the arms do not depend on the budget, nor on who else is there', () => {
    const arms = new Map(audience(lists, { ...all, budget: { contacts: 1000 } }).members.map(({ person, arm }) => [person, arm]));
    for (const { person, arm } of found.members) expect(arms.get(person)).toBe(arm);
  });

  test('a person without a segment takes it from another list, or from the function', () => {
    const [who] = audience(
      [[{ person: 'a', score: 1, reason: 'x' }], [{ person: 'A', score: 1, reason: 'y', segment: 'new' }]],
      rules,
    ).members;
    expect([who.person, who.reason, who.segment]).toEqual(['a', 'x', 'new']);
    expect(audience(some(2), { ...rules, segment: (id) => (id === 'c1' ? 'old' : null) }).members.map(({ segment }) => segment)).toEqual([
      null,
      'old',
    ]);
  });
});

describe('odd audiences', () => {
  test('no candidates, in one list, no list, or several', () => {
    for (const none of [[], [[]], [[], []]]) {
      const found = audience(none, { ...rules, holdout: { salt: 's', share: 0.5 } });
      expect([found.members, found.leftOut, found.nCandidates]).toEqual([[], [], 0]);
      expect(found.sentences[0]).toBe('There are no candidates, so nobody is contacted.');
      const campaign = found.campaign({ name: 'empty', startsAt: AS_OF });
      expect(Campaign.fromBytes(campaign.toBytes()).people.nRows).toBe(0);
    }
  });

  test('a budget of zero is nobody, said plainly; money pays for whole contacts', () => {
    const found = audience(some(5), { ...rules, budget: { contacts: 0 }, holdout: { salt: 's', share: 0.5 } });
    expect([found.members, told(found)]).toEqual([[], ['budget 5']]);
    expect(found.sentences).toContain('5 people were left out: the budget pays for no contact.');
    const contacted = (budget: AudienceRules['budget']) => audience(some(9), { ...rules, budget: budget! }).treatment.length;
    expect(contacted({ amount: 0.3, cost: 0.1 })).toBe(3);
    expect(contacted({ amount: 0.35, cost: 0.1 })).toBe(3);
    expect(contacted({ amount: 5, cost: 0 })).toBe(9);
    expect(contacted({ amount: 0, cost: 0 })).toBe(0);
    expect(contacted({ amount: 5, cost: 1, contacts: 2 })).toBe(2);
    expect(thrown(() => contacted({ amount: 5 })).message).toContain('"amount" and "cost" of a budget go together');
  });

  test('a holdout of 0 and of 100 %, and none', () => {
    const of = (share?: number) => audience(some(30), { ...rules, ...(share === undefined ? {} : { holdout: { salt: 's', share } }) });
    for (const found of [of(), of(0)]) {
      expect([found.treatment.length, found.control.length]).toEqual([30, 0]);
      expect(found.sentences).toContain('30 are contacted and nobody is left alone, so it cannot be told what the campaign brings.');
    }
    expect([of(1).treatment.length, of(1).control.length]).toEqual([0, 30]);
    expect(of(1).sentences).toContain('All 30 are left alone (a holdout of 100 %): nobody is contacted.');
    expect(audience(some(30), { ...rules, holdout: { salt: 's', share: 1 }, budget: { contacts: 3 } }).control).toHaveLength(30);
  });

  test('keeps the arms of an earlier campaign, also under another spelling', () => {
    const first = audience(some(200), { ...rules, holdout: { salt: 'a', share: 0.3 } });
    const campaign = first.campaign({ name: 'first', startsAt: AS_OF });
    const again = some(300).map((candidate) => ({ ...candidate, person: (candidate.person as string).toUpperCase() }));
    const second = audience(again, { ...rules, holdout: { salt: 'b', share: 0.3, previous: campaign } });
    const arms = new Map(first.members.map(({ person, arm }) => [spellingOf(person), arm]));
    const kept = second.members.filter(({ person }) => arms.has(spellingOf(person)));
    expect(kept).toHaveLength(200);
    for (const { person, arm } of kept) expect(arm).toBe(arms.get(spellingOf(person)));
    const shouted = [
      ['C0 ', 'control'],
      ['C1', 'treatment'],
    ] as const;
    const told_ = audience(some(2), { ...rules, holdout: { salt: 'b', share: 0.5, previous: shouted } });
    expect([told_.control, told_.treatment]).toEqual([['c0'], ['c1']]);
    const both = [
      ['a', 'control'],
      ['A', 'treatment'],
    ] as const;
    expect(thrown(() => audience(some(1), { ...rules, holdout: { salt: 's', share: 0, previous: both } })).message).toContain(
      'entry 2 of "previous" has a person who is in both arms',
    );
  });

  test('draws in each segment on its own', () => {
    const people = some(100).map((candidate, i) => ({ ...candidate, segment: ['a', 'b'][i % 2] }));
    const { members } = audience(people, { ...rules, holdout: { salt: 's', share: 0.1, bySegment: true } });
    const control = members.filter(({ arm }) => arm === 'control');
    expect(['a', 'b'].map((name) => control.filter(({ segment }) => segment === name).length)).toEqual([5, 5]);
  });

  test('the same person twice under two spellings is in once, by the better score', () => {
    const twice = ['Ann@x.example', 'ann@X.example '].map((person, i) => ({ person, score: i, reason: `r${i}` }));
    const found = audience(twice, rules);
    expect(found.members.map(({ person, reason }) => [person, reason])).toEqual([['ann@X.example ', 'r1']]);
    expect(found.leftOut).toEqual([
      { reason: 'duplicate', n: 1, sentence: '1 was named before under another spelling: each person is in once' },
    ]);
    expect(
      audience(
        [
          { person: 1, score: 1, reason: 'r' },
          { person: '1.0', score: 0, reason: 'r' },
        ],
        rules,
      ).members,
    ).toHaveLength(1);
  });

  test('consent given under another spelling counts, consent for another purpose does not', () => {
    const grant = { action: 'grant', basis: 'consent', time: '2026-01-01', source: 'form' } as const;
    const ledger = ConsentLedger.from([
      { ...grant, person: 'ANN@x.example', purpose: 'email-marketing' },
      { ...grant, person: 'bob@x.example', purpose: 'analytics' },
      { ...grant, person: 'cem@x.example', purpose: 'email-marketing', time: '2026-03-02' }, // not yet
    ]);
    const people = ['ann', 'bob', 'cem'].map((name) => ({ person: `${name}@x.example`, score: NaN, reason: 'r' }));
    const { members, leftOut } = audience(people, { ...rules, purpose: 'email-marketing', consent: { ledger } });
    expect(members.map(({ person }) => person)).toEqual(['ann@x.example']);
    expect(new Set(leftOut.map(({ reason, n }) => `${reason} ${n}`))).toEqual(new Set(['other-purpose 1', 'not-yet 1']));
    // what a browser says of one writing holds for the other
    const signals = (id: Id) => (id === 'Ann@x.example' ? signalsOf({ 'sec-gpc': '1' }) : []);
    const twice = [
      { ...people[0], score: 2 },
      { ...people[0], person: 'Ann@x.example' },
    ];
    const gated = (given: Candidate[]) =>
      audience(given, {
        ...rules,
        purpose: 'advertising',
        consent: { ledger: ledger.record({ ...grant, person: 'ann@x.example', purpose: 'advertising' }), signals },
      });
    expect(told(gated(twice.slice(0, 1)))).toEqual([]);
    expect(told(gated(twice))).toEqual(['duplicate 1', 'signal 1']);
  });

  test('contacts that lie ahead do not count, clocks of other zones do', () => {
    const contacts = Table.from({
      person: ['c0', 'c1', 'c2', 'c3'],
      time: ['2026-03-01 00:30', '2026-02-22 00:30', '2026-02-22 01:30', '2026-03-01T00:30+02:00'],
    });
    const cap = { contacts, most: 1, days: 7 };
    const left = (timeZone?: string) => {
      const found = audience(some(4), { ...rules, caps: [{ ...cap, ...(timeZone ? { timeZone } : {}) }] });
      return { people: found.treatment, ahead: found.sentences.filter((sentence) => sentence.includes('after the day')) };
    };
    // in UTC: c0 lies ahead, c1 and c2 were within seven days, c3 half past ten the evening before
    expect(left()).toEqual({ people: ['c0'], ahead: [expect.stringMatching(/^1 of the contacts given for the caps lies after/)] });
    // an hour earlier: c0 was contacted half an hour before, c1 half an hour too long ago
    expect(left('Europe/Berlin')).toEqual({ people: ['c1'], ahead: [] });
    expect(left('+01:00').people).toEqual(['c1']);
  });

  test('a cap counts back from the moment itself to that of so many days before, which is outside', () => {
    const day = (ms: number) => new Date(AS_OF + ms);
    const contacts = Table.from({ person: ['c0', 'c1', 'c2', 'c3'], time: [day(1), day(0), day(-7 * 86400000 + 1), day(-7 * 86400000)] });
    const found = audience(some(4), { ...rules, caps: [{ contacts, most: 1, days: 7 }] });
    expect(found.treatment).toEqual(['c0', 'c3']);
    expect(found.sentences.at(-1)).toMatch(/^1 of the contacts/);
  });

  test('of one person named twice in a list with the same score the reason does not depend on the order', () => {
    const twice = ['late', 'early'].map((reason) => ({ person: 'a', score: 1, reason }));
    for (const list of [twice, [...twice].reverse()]) expect(audience(list, rules).members[0].reason).toBe('early');
  });

  test('a score may lack: those without one come last', () => {
    const candidates = [{ person: 'a', reason: 'r' }, { person: 'b', reason: 'r', score: -1 }]; // prettier-ignore
    expect(audience(candidates, rules).members.map(({ person, score }) => [person, score])).toEqual([['b', -1], ['a', NaN]]); // prettier-ignore
  });

  test('refuses what is no candidate, naming list and row but nobody', () => {
    const one = { person: 'secret@x.example', score: 1, reason: 'r' };
    const refused = (candidates: unknown) => thrown(() => audience(candidates as Candidate[], rules));
    expect(refused([one, { ...one, person: ' ' }]).message).toMatch(/^candidate 2 must have a person/);
    expect(refused([[one], [{ ...one, score: null }]]).message).toMatch(/^candidate 1 of list 2 must have a score/);
    for (const bad of [
      { ...one, person: 1.5 },
      { ...one, person: '\u200b' },
      { ...one, reason: '' },
      { ...one, score: '1' },
      null,
      'secret',
    ])
      expect(refused([bad])).toMatchObject({ code: 'invalid-data', message: expect.not.stringContaining('secret@') as string });
    expect(refused(undefined).code).toBe('invalid-data');
  });

  test('asks for consent, or for the reason why not: never both, never neither', () => {
    const consent = (given: unknown) => thrown(() => audience(some(1), { ...rules, consent: given as AudienceRules['consent'] })).message;
    expect(consent({})).toContain("{ notNeeded: 'why no consent is asked for' }");
    expect(consent({ notNeeded: ' ' })).toContain('"notNeeded" must be a text');
    expect(consent({ notNeeded: 'x', ledger: ConsentLedger.from([]) })).toContain('either');
    expect(audience(some(1), rules).sentences).toContain('Nobody was asked for consent (not needed: letters to own customers).');
  });

  test('large numbers and ids of two kinds', () => {
    const people = [
      { person: 3, score: Infinity, reason: 'r' },
      { person: 'c', score: -Infinity, reason: 'r' },
      { person: 'd', score: NaN, reason: 'r' },
    ];
    const found = audience(people, rules);
    expect(found.treatment).toEqual([3, 'c', 'd']);
    expect(found.campaign({ name: 'n', startsAt: 0 }).treatment).toEqual(['3', 'c', 'd']);
    const again = Campaign.fromBytes(found.campaign({ name: 'n', startsAt: 0 }).toBytes());
    expect(again.people.column('score', 'number').values).toEqual(Float64Array.of(Infinity, -Infinity, NaN));
  });
});

describe('options', () => {
  const make = (options: AudienceRules) => audience(some(3), options);
  checkConstraints(make, rules, AUDIENCE_RULES as never);
  describe('of a budget', () => checkConstraints((budget) => make({ ...rules, budget }), {}, BUDGET as never));
  describe('of a holdout', () =>
    checkConstraints((holdout: never) => make({ ...rules, holdout }), { salt: 's', share: 0.1 } as never, AUDIENCE_HOLDOUT as never));
  const contacts = Table.from({ person: ['a'], time: ['2026-01-01'] });
  describe('of a cap', () => checkConstraints((cap) => make({ ...rules, caps: [cap] }), { contacts, most: 1, days: 1 }, CAP as never));
  const people = Table.from({ person: ['a'], arm: ['control'] });
  describe('of a campaign', () => checkConstraints(Campaign.of, { name: 'n', startsAt: 0, purpose: 'p', people }, CAMPAIGN as never));

  test('names the near miss', () => {
    expect(thrown(() => make({ ...rules, supression: [] } as AudienceRules)).message).toContain('did you mean "suppression"?');
    expect(thrown(() => make({ ...rules, suppression: [null as never] })).message).toContain('entry 1 of "suppression"');
    expect(thrown(() => make({ ...rules, caps: [{ contacts, most: 1, days: 1, time: 'tmie' }] })).code).toBe('unknown-column');
    const gap = Table.from({ person: ['a', 'b'], time: ['2026-01-01', null] });
    expect(thrown(() => make({ ...rules, caps: [{ contacts: gap, most: 1, days: 1 }] })).message).toContain('row 2 of "time"');
  });
});

describe('Campaign', () => {
  const found = audience(
    some(12).map((candidate, i) => ({ ...candidate, score: i === 3 ? NaN : candidate.score, segment: ['a', 'b'][i % 2] })),
    { ...rules, holdout: { salt: 'spring', share: 0.3 } },
  );
  const campaign = found.campaign({ name: 'spring', startsAt: '2026-03-10' });

  test('is kept as a file, and read again', () => {
    const again = Campaign.fromBytes(campaign.toBytes());
    expectSameBytes(again.toBytes(), campaign.toBytes());
    expect({ ...again }).toEqual({ ...campaign });
    expect([again.name, again.startsAt, again.holdout, again.salt]).toEqual(['spring', Date.parse('2026-03-10T00:00:00Z'), 0.3, 'spring']);
    expect([again.treatment, again.control]).toEqual([found.treatment, found.control]);
    expect(again.people.columns).toEqual(['person', 'arm', 'reason', 'score', 'segment']);
    expect(JSON.parse(new TextDecoder().decode(campaign.toBytes()))).toMatchObject({ format: 'kindred campaign 1', name: 'spring' });
  });

  test('a damaged file is refused, and so is one of a newer format', () => {
    expectDamageRefused(audience(some(2), rules).campaign({ name: 'ä', startsAt: 0 }).toBytes(), Campaign.fromBytes);
    const newer = new TextDecoder().decode(campaign.toBytes()).replace('campaign 1', 'campaign 2');
    expect(thrown(() => Campaign.fromBytes(new TextEncoder().encode(newer))).code).toBe('file-version');
    expect(thrown(() => Campaign.fromBytes('{}' as never)).code).toBe('invalid-data');
  });

  test('is made of a table of people, each in one arm', () => {
    const of = (people: Table) => Campaign.of({ name: 'n', startsAt: 0, purpose: 'p', people });
    const { people } = of(Table.from({ person: [7, 8], arm: ['control', 'treatment'] }));
    expect(people.row(0)).toEqual({ person: 7, arm: 'control', reason: '', score: null, segment: null });
    expect(thrown(() => of(Table.from({ person: ['a', 'A'], arm: ['control', 'treatment'] }))).message).toBe(
      'rows 1 and 2 of "person" are one person',
    );
    expect(thrown(() => of(Table.from({ person: ['a'], arm: ['treated'] }))).message).toContain(
      'row 1 of "arm" must be treatment or control',
    );
    expect(thrown(() => of(Table.from({ person: ['a'] }))).code).toBe('unknown-column');
  });
});
