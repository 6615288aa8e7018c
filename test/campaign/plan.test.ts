// From a past campaign to the contacts of the next: what is chosen, and whether its measure is honest.
import { describe, expect, test } from 'vitest';
import { planContacts, type PlanContactsOptions } from '../../src/campaign/index.js';
import { PLAN_CONTACTS } from '../../src/campaign/plan.js';
import { Table } from '../../src/index.js';
import { contactHtml, contactReport, contactSummary } from '../../src/report/index.js';
import { checkConstraints } from '../estimators/contract.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

/** @param effect - of the treatment on the chance to buy, by age */
function campaign(n: number, seed: number, effect: (age: number) => number) {
  const random = generator(seed);
  const rows = Array.from({ length: n }, (_, i) => {
    const age = 20 + Math.floor(50 * random());
    const mail = random() < 0.5;
    const bought = random() < 0.2 + (mail ? effect(age) : 0) ? 1 : 0;
    return {
      id: `c${i}`,
      age,
      city: ['a', 'b', 'c'][Math.floor(3 * random())],
      mail: mail ? 'mail' : 'none',
      bought,
      paid: bought * Math.floor(500 * random()),
    };
  });
  return Table.from(rows);
}
const options: PlanContactsOptions = {
  treatment: 'mail',
  outcome: 'bought',
  control: 'none',
  exclude: ['id', 'paid'],
  budget: 400,
  nResamples: 300,
};
const moved = campaign(3000, 1, (age) => (45 - age) / 100);
const unmoved = campaign(3000, 2, () => 0.1);
const plan = planContacts(moved, options);

test('chooses whom the treatment moves, the best first, within the budget', () => {
  expect(plan.contacts).toHaveLength(400);
  expect(plan.features).toEqual(['age', 'city']);
  const ages = moved.column('age', 'number').values;
  expect(plan.contacts.every(({ row }) => ages[row] < 32)).toBe(true);
  const uplifts = plan.contacts.map(({ uplift }) => uplift);
  expect(uplifts).toEqual([...uplifts].sort((a, b) => b - a));
  expect(plan.contacts[0].uplift).toBe(plan.model.predict(moved)[plan.contacts[0].row]);
  expect(planContacts(moved, { ...options, budget: 0.1 }).contacts).toEqual(plan.contacts.slice(0, 300));
});

test('leaves out whom a contact would lose, or earn less than it costs', () => {
  const all = planContacts(moved, { ...options, budget: 3000 });
  expect(all.contacts.length).toBeLessThan(2000);
  expect(all.contacts.every(({ uplift }) => uplift > 0)).toBe(true);
  const worth = planContacts(moved, { ...options, budget: 3000, value: 10, cost: 1 });
  expect(worth.contacts.every(({ uplift }) => uplift > 0.1)).toBe(true);
  expect(worth.contacts.length).toBeLessThan(all.contacts.length);
  const { profit, effect } = contactReport(worth);
  expect(profit!.chosen.mean).toBeCloseTo(10 * effect!.chosen.mean - worth.contacts.length, 8);
  expect(profit!.gain.mean).toBeCloseTo(10 * effect!.gain.mean, 8);
  const nobody = planContacts(moved, { ...options, value: 1, cost: 5 });
  expect([nobody.contacts.length, nobody.value]).toEqual([0, undefined]);
  expect(contactSummary(contactReport(nobody)).join(' ')).toContain('Nobody is chosen: of no contact more is expected than it costs.');
  expect(contactHtml(contactReport(nobody))).toContain('Nobody is worth a contact');
});

describe('what choosing brings', () => {
  test('is the true effect, within its interval, and said to pay', () => {
    const ages = moved.column('age', 'number').values;
    const truth = plan.contacts.reduce((sum, { row }) => sum + (45 - ages[row]) / 100, 0);
    const { effect } = contactReport(plan);
    expect(effect!.chosen.low).toBeLessThan(truth);
    expect(effect!.chosen.high).toBeGreaterThan(truth);
    expect(effect!.gain.mean).toBeCloseTo(effect!.chosen.mean - effect!.random.mean, 9);
    expect(effect!.gain.low).toBeGreaterThan(0);
    expect(contactSummary(contactReport(plan)).join(' ')).toContain('Choosing pays: it brings');
  });

  test('is nothing where all are moved alike, and that is said plainly', () => {
    const report = contactReport(planContacts(unmoved, options));
    expect(report.effect!.gain.low).toBeLessThan(0);
    const text = contactSummary(report).join(' ');
    expect(text).toContain('There is no evidence that choosing pays');
    expect(text).toContain('0 lies within');
    expect(text).toContain('cannot be told in advance');
    expect(contactHtml(report)).toContain('No evidence that choosing whom to contact pays');
  });

  test('is not flattered: over many campaigns without any difference it is about 0', () => {
    const gains = Array.from({ length: 12 }, (_, seed) => {
      const table = campaign(600, 50 + seed, () => 0.1);
      return planContacts(table, { ...options, budget: 150, nResamples: 10 }).value!.gain.mean;
    });
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1) / gains.length);
    expect(Math.abs(mean)).toBeLessThan(2.5 * error);
  });

  test('by each learner, and of money', () => {
    for (const learner of ['two-model', 'class-transformation', 'interaction'] as const)
      expect(planContacts(moved, { ...options, learner, nResamples: 100 }).value!.gain.low).toBeGreaterThan(0);
    const money = planContacts(moved, { ...options, outcome: 'paid', exclude: ['id', 'bought'], nResamples: 100 });
    expect([money.classes, money.rankings[0].evaluation.n]).toEqual([null, 3000]);
    expect(contactReport(money).effect!.chosen.mean).toBeGreaterThan(0);
    const refused = () => planContacts(moved, { ...options, outcome: 'paid', learner: 'class-transformation' });
    expect(thrown(refused)).toMatchObject({ code: 'invalid-option', message: expect.stringContaining('for money') as string });
  });
});

describe('notes', () => {
  const notes = (table: Table, more: Partial<PlanContactsOptions> = {}) =>
    planContacts(table, { ...options, nResamples: 10, ...more }).notes;

  test('a column that looks like another outcome', () => {
    expect(
      notes(
        campaign(3000, 3, () => 0.2),
        { exclude: ['id'] },
      )[0],
    ).toMatch(/^"paid" differs between the arms by \d+ standard errors/);
    expect(notes(moved)).toEqual([]);
  });

  test('texts that tell customers by name, empty columns and missing cells', () => {
    const gaps = moved.column('age', 'number').values.map((age, i) => (i < 3 ? NaN : age));
    const table = Table.of([...moved.columns.map((name) => [name, moved.column(name)] as const), ['gaps', { kind: 'number', values: gaps }], ['empty', { kind: 'number', values: gaps.map(() => NaN) }]]); // prettier-ignore
    const found = notes(table, { exclude: ['paid'] });
    expect(found[0]).toBe('"id" was left out: with 3,000 different texts it tells customers by name');
    expect(found[1]).toMatch(/^3 missing cells of "gaps" were filled with \d+, the middle of the others$/);
    expect(found[2]).toBe('"empty" was left out: it is empty');
  });
});

checkConstraints((o: PlanContactsOptions) => planContacts(moved, o), options, PLAN_CONTACTS as never);

test('the same again, whatever is told on the way', () => {
  const stages = new Set<string>();
  const again = planContacts(moved, options, { onProgress: ({ stage }) => stages.add(stage) });
  expect([again.contacts, again.value, again.rankings]).toEqual([plan.contacts, plan.value, plan.rankings]);
  expect(stages).toContain('cross-fitting, fold 1 of 5');
  expect(planContacts(moved, { ...options, seed: 1 }).value).not.toEqual(plan.value);
  expect(thrown(() => planContacts(moved, options, { signal: AbortSignal.abort() })).code).toBe('cancelled');
});

test.each([
  ['no such treatment column', { treatment: 'mial' }, 'unknown-column', 'did you mean "mail"'],
  ['no control', { control: 'nobody' }, 'invalid-data', 'no row has the control "nobody"'],
  ['three outcomes in words', { outcome: 'city' }, 'invalid-data', '"city" must hold two outcomes, or numbers'],
  ['a share of nobody', { budget: 0.0001 }, 'invalid-option', 'is nobody'],
  ['a budget of nothing', { budget: 0 }, 'invalid-option', '"budget" must be'],
  ['an unknown column to leave out', { exclude: ['ids'] }, 'unknown-column', 'did you mean "id"'],
  ['nothing to learn from', { exclude: ['id', 'paid', 'age', 'city'] }, 'invalid-data', 'no column is left'],
] as const)('refuses %s', (_, more, code, message) => {
  const error = thrown(() => planContacts(moved, { ...options, ...more }));
  expect(error.message).toContain(message);
  expect(error.code).toBe(code);
});
