// What is said of plans that little can be measured of.
import { expect, test } from 'vitest';
import { planContacts } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import { contactHtml, contactReport, contactSummary } from '../../src/report/index.js';
import { generator } from '../support/random.js';

const random = generator(5);
const table = Table.from(
  Array.from({ length: 900 }, () => {
    const [age, arm] = [Math.floor(50 * random()), random() < 0.5 ? 'none' : 'mail'];
    return { age, arm, bought: random() < 0.2 + (arm === 'mail' ? age / 100 : 0) ? 1 : 0 };
  }),
);
const reportOf = (budget: number) =>
  contactReport(planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget, nResamples: 50 }));

test.each([1, 5, 30])('of %i contacts nothing is measured, and nothing claimed', (budget) => {
  const report = reportOf(budget);
  const said = contactSummary(report).join('\n');
  expect([report.nContacts, report.effect, report.profit]).toEqual([budget, null, null]);
  const { treated, control } = report.compared ?? { treated: 0, control: 0 };
  expect(treated + control).toBe(budget < 30 ? 0 : 30);
  expect(said).toContain(budget < 30 ? 'there is nobody to compare with' : `and ${control} were left alone, too few to compare.`);
  expect(said).toContain('There is no evidence that choosing pays: too few were chosen to tell.');
  expect(said).not.toMatch(/Choosing pays:|does harm|choice of nobody/);
  expect(contactHtml(report)).toContain('<h1>Too few contacts to tell whether choosing pays</h1>');
});

test('of enough contacts it is', () => {
  const { effect, compared } = reportOf(300);
  expect(Math.min(compared!.treated, compared!.control)).toBeGreaterThan(100);
  expect(effect!.gain.low).toBeGreaterThan(0);
});

test('a share of the customers is not one less by rounding', () => {
  const hundred = table.filter(Uint8Array.from({ length: 900 }, (_, i) => (i < 100 ? 1 : 0)));
  const plan = (budget: number) => planContacts(hundred, { treatment: 'arm', outcome: 'bought', control: 'none', budget, nResamples: 1 });
  expect([0.29, 0.57, 0.58, 0.295].map((share) => plan(share).budget)).toEqual([29, 57, 58, 29]);
});

test('a treatment of numbers that are none names only some of them', () => {
  expect(() => planContacts(table, { treatment: 'age', outcome: 'bought', control: -1, budget: 10 })).toThrow(
    /there are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, \.\.\.$/,
  );
});
