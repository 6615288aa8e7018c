// Who comes into question for a campaign: from each kind of answer, in order, with the reason in words.
import { describe, expect, test } from 'vitest';
import {
  audience,
  fromItem,
  fromPropensity,
  fromRule,
  fromSegment,
  fromUplift,
  fromWorth,
  planContacts,
} from '../../src/campaign/index.js';
import { FROM_RULE, FROM_SEGMENT } from '../../src/campaign/candidates.js';
import { FROM_PROPENSITY, FROM_UPLIFT, FROM_WORTH } from '../../src/campaign/scored-candidates.js';
import { Interactions, ItemKNN, propensity, Table } from '../../src/index.js';
import { cleanOrders, exampleShop, ordersReader } from '../../src/io/index.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';

const people = (found: readonly { person: unknown }[]) => found.map(({ person }) => person);

describe('fromSegment', () => {
  const ids = ['a', 'b', 'c', 'd'];
  test('takes labels of a model and names, the best first, those without a score last', () => {
    expect(people(fromSegment(ids, Int32Array.of(1, 0, 1, 1), 1, { scores: [NaN, 9, 2, 5] }))).toEqual(['d', 'c', 'a']);
    expect(fromSegment(ids, ['x', 'y', 'x', 'y'], 'y')).toEqual(
      ['b', 'd'].map((person) => ({ person, score: NaN, reason: 'in the segment “y”', source: 'in the segment “y”', segment: 'y' })),
    );
    expect(people(fromSegment([1, 2], Table.from({ s: ['x', null] }).column('s'), 'x'))).toEqual([1]);
    expect(fromSegment([], [], 'x')).toEqual([]);
  });
  test('refuses a segment that nobody is in, and lists of other lengths', () => {
    expect(thrown(() => fromSegment(ids, ['New', 'Lost', 'New', 'New'], 'Nev')).message).toContain('did you mean "New"?');
    expect(thrown(() => fromSegment(ids, ['x'], 'x')).message).toBe('"labels" must have 4 entries, one a person, got 1');
    expect(thrown(() => fromSegment(ids, ids, 'a', { scores: [1] })).message).toContain('"scores" must have 4');
  });
  checkConstraints((options) => fromSegment(ids, ids, 'a', options), {}, FROM_SEGMENT as never);
});

describe('fromPropensity', () => {
  test('takes the scores of propensity as they are', () => {
    const reader = ordersReader();
    reader.push(exampleShop({ customers: 300 }).orders);
    const { scores, horizonDays } = propensity(cleanOrders(reader.end()).orders, { horizonDays: 30 });
    const found = fromPropensity(scores, { least: 0.3, horizonDays });
    expect(found.length).toBeGreaterThan(5);
    expect(found.length).toBe(scores.column('probability', 'number').values.filter((p) => p >= 0.3).length);
    expect(found.every(({ score }, i) => score >= 0.3 && (i === 0 || score <= found[i - 1].score))).toBe(true);
    expect(found[0].reason).toMatch(/^likely to order in the next 30 days: \d+ %$/);
    expect(new Set(found.map(({ source }) => source))).toEqual(new Set(['likely to order in the next 30 days']));
  });
  const scores = Table.from({ id: ['a', 'b', 'c'], p: [0.2, null, 1] });
  test('takes any columns and words; a missing probability is none; one beyond 1 is refused', () => {
    const found = fromPropensity(scores, { customer: 'id', probability: 'p', event: 'leave' });
    expect(found.map(({ person, reason }) => [person, reason])).toEqual([
      ['c', 'likely to leave: 100 %'],
      ['a', 'likely to leave: 20 %'],
    ]);
    expect(people(fromPropensity(scores, { customer: 'id', probability: 'p', least: 0.2 }))).toEqual(['c', 'a']); // at least
    for (const wrong of [1.2, -0.1])
      expect(thrown(() => fromPropensity(Table.from({ customer: ['a'], probability: [wrong] }))).message).toContain(
        'row 1 of "probability"',
      );
    expect(thrown(() => fromPropensity(Table.from({ customer: ['a', null], probability: [1, 1] }))).message).toContain('row 2');
    expect(thrown(() => fromPropensity(scores)).code).toBe('unknown-column');
  });
  checkConstraints((options) => fromPropensity(scores, { customer: 'id', probability: 'p', ...options }), {}, FROM_PROPENSITY as never);
});

describe('fromWorth', () => {
  const customers = Table.from({ customer: [3, 4, 5], lifetimeValue: [1234.5, null, 20] });
  test('the most valuable first; who has no worth is out', () => {
    expect(fromWorth(customers).map(({ person, reason }) => [person, reason])).toEqual([[3, 'worth 1,234.50'], [5, 'worth 20.00']]); // prettier-ignore
    const [only] = fromWorth(customers, { least: 100, months: 12 });
    expect([only.reason, only.source]).toEqual(['worth 1,234.50 in the next 12 months', 'worth at least 100.00 in the next 12 months']);
  });
  checkConstraints((options) => fromWorth(customers, options), {}, FROM_WORTH as never);
});

describe('fromUplift', () => {
  const rows = Array.from({ length: 900 }, (_, i) => {
    const [pages, arm, luck] = [i % 10, ['none', 'mail', 'app'][Math.floor(i / 10) % 3], Math.floor(i / 30) % 30];
    const moved = { none: 3, mail: pages, app: 9 - pages }[arm]!;
    return { pages, arm, bought: luck < 2 * moved + 2 ? 1 : 0, paid: luck < 2 * moved + 2 ? 20 + (i % 3) : 0 };
  });
  const table = Table.from(rows);
  const ids = rows.map((_, i) => `c${i}`);
  const plan = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', exclude: ['paid'], budget: 200, nResamples: 5 });
  test('whom a contact moves, by which treatment, in the order of the plan', () => {
    const found = fromUplift(plan, ids);
    expect(people(found)).toEqual(plan.contacts.map(({ row }) => ids[row]));
    expect(found[0].reason).toMatch(
      /^a contact by “(mail|app)” is expected to raise the chance of a response by \d+\.\d percentage points$/,
    );
    const mails = fromUplift(plan, ids, { treatment: 'mail' });
    expect(mails).toHaveLength(plan.contacts.filter(({ treatment }) => treatment === 'mail').length);
    expect(mails.length).toBeGreaterThan(0);
    const money = planContacts(table, {
      treatment: 'arm',
      outcome: 'paid',
      control: 'none',
      exclude: ['bought'],
      budget: 20,
      nResamples: 5,
    });
    expect(fromUplift(money, ids)[0].reason).toMatch(/is expected to raise what is spent by \d+\.\d\d$/);
  });
  test('refuses other people, and a treatment that is none', () => {
    expect(thrown(() => fromUplift(plan, ['a'])).message).toBe('"people" must have 900 entries, one a person, got 1');
    expect(thrown(() => fromUplift(plan, ids, { treatment: 'mial' })).message).toContain('did you mean "mail"?');
  });
  checkConstraints((options) => fromUplift(plan, ids, options), {}, FROM_UPLIFT as never);
});

describe('fromItem', () => {
  const bought = [['a', 'tea'], ['a', 'jam'], ['b', 'tea'], ['c', 'tea'], ['c', 'mug'], ['d', 'mug']].map(([user, item]) => ({ user, item })); // prettier-ignore
  const model = new ItemKNN().fit(Interactions.from(bought, { user: 'user', item: 'item' }));
  test('everybody who may want it unless k says how many', () => {
    const found = fromItem(model, 'jam', { name: 'Strawberry jam' });
    expect(people(found)).toEqual(model.audienceFor('jam').map(({ user }) => user));
    expect(found[0].reason).toBe('likely to want Strawberry jam, going by what they bought');
    expect(fromItem(model, 'jam', { k: 1 })).toHaveLength(1);
    expect(people(fromItem(model, 'jam', { exclude: ['b'] }))).not.toContain('b');
    expect(thrown(() => fromItem(model, 'jma')).code).toBe('unknown-id');
    expect(thrown(() => fromItem(model, 'jam', { k: 0 })).code).toBe('invalid-option');
  });
});

describe('fromRule', () => {
  const table = Table.from({ id: ['a', 'b', 'c', 'd'], spent: [120, null, 300, 0], city: ['Bonn', null, 'Kiel', 'Bonn'] });
  interface Row {
    id: string;
    spent: number | null;
    city: string | null;
  }
  test('a score, true or nothing; a reason of the row; a segment', () => {
    expect(people(fromRule(table, 'id', ({ spent }: Row) => spent, 'spent'))).toEqual(['c', 'a', 'd']);
    expect(people(fromRule(table, 'id', ({ spent }: Row) => (spent ?? 0) > 100, 'spent much'))).toEqual(['a', 'c']);
    expect(people(fromRule(table, 'id', ({ spent }: Row) => spent ?? NaN, 'spent'))).toEqual(['c', 'a', 'd']);
    expect(
      fromRule(
        table,
        'id',
        ({ id }: Row) => id === 'c' && 7,
        ({ city }: Row) => `lives in ${city}`,
        { segment: 'city' },
      ),
    ).toEqual([{ person: 'c', score: 7, reason: 'lives in Kiel', segment: 'Kiel' }]);
    expect(fromRule(table, 'id', () => false, 'none')).toEqual([]);
  });
  test('refuses a reason that is none, and a column that is not there', () => {
    expect(thrown(() => fromRule(table, 'id', () => true, () => '')).message).toContain('the reason of row 1'); // prettier-ignore
    expect(thrown(() => fromRule(table, 'di', () => true, 'r')).code).toBe('unknown-column');
    expect(thrown(() => fromRule(Table.from({ id: ['a', null] }), 'id', () => true, 'r')).message).toContain('row 2');
  });
  checkConstraints((options) => fromRule(table, 'id', () => true, 'r', options), {}, FROM_RULE as never);
});

test('an audience of several of them names what its members have in common', () => {
  const scores = Table.from({ customer: ['a', 'b'], probability: [0.9, 0.4] });
  const segment = fromSegment(['b', 'c', 'd'], ['x', 'x', 'y'], 'x');
  const { sentences, members } = audience([fromPropensity(scores), segment], {
    purpose: 'letters',
    asOf: 0,
    consent: { notNeeded: 'letters to own customers' },
  });
  expect(people(members)).toEqual(['a', 'b', 'c']);
  expect(sentences).toContain('Why they are in: 2 likely to order and 1 in the segment “x”.');
});
