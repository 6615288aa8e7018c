/**
 * The Hillstrom campaign in README: `npm run build && npx tsx bench/hillstrom.ts` prints its figures and draws docs/qini-hillstrom.svg.
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { planContacts, type PlanContactsOptions } from 'kindred/campaign';
import { readCsv } from 'kindred/io';
import { contactFiles, contactReport, contactSummary } from 'kindred/report';

const DATA = resolve(process.env['KINDRED_DATA'] ?? '../shared/data', 'hillstrom/hillstrom.csv');
const PICTURE = 'docs/qini-hillstrom.svg';

const shop = readCsv(readFileSync(DATA, 'utf8'), {
  recency: 'number',
  history_segment: 'category',
  history: 'number',
  mens: 'number',
  womens: 'number',
  zip_code: 'category',
  newbie: 'number',
  channel: 'category',
  segment: 'category',
  visit: 'number',
  conversion: 'number',
  spend: 'number',
});
const whole = (n: number) => String(Math.round(n) + 0);
const outcomes = ['visit', 'conversion', 'spend'];
const planOf = (outcome: string, more: Partial<PlanContactsOptions> = {}) =>
  planContacts(shop, { treatment: 'segment', control: 'No E-Mail', outcome, exclude: outcomes.filter((name) => name !== outcome), budget: 10000, ...more }); // prettier-ignore

const plan = planOf('visit');
console.log(`${contactSummary(contactReport(plan)).join('\n')}\n`);
const picture = contactFiles(plan).find(({ name }) => name === 'uplift.svg')!;
writeFileSync(PICTURE, picture.content);
console.log(`${PICTURE}: ${Math.ceil(picture.content.length / 1000)} kB\n`);

console.log('| outcome | learner | Qini, men’s e-mail | Qini, women’s e-mail | 10,000 chosen, against at random |\n|---|---|---|---|---|');
for (const [outcome, learner] of [
  ['visit', 'two-model'],
  ['visit', 'class-transformation'],
  ['visit', 'interaction'],
  ['conversion', 'two-model'],
] as const) {
  const { rankings, effect } = contactReport(planOf(outcome, { learner }));
  const [mens, womens] = rankings.map(({ qiniAuc: { mean, low, high } }) => `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`);
  const { mean, low, high } = effect!.gain;
  console.log(`| ${outcome} | ${learner} | ${mens} | ${womens} | ${whole(mean)} (${whole(low)} to ${whole(high)}) |`);
}
