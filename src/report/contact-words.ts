/**
 * A plan of contacts in sentences that a marketer reads.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import type { ContactReport, RankingFacts } from './contact-report.js';
import { count, decimal, listed, percent, plural } from './words.js';

/** What was found of choosing. */
export type Verdict = 'pays' | 'unknown' | 'harms' | 'few' | 'nobody';

export function verdictOf({ effect, nContacts }: Pick<ContactReport, 'effect' | 'nContacts'>): Verdict {
  if (effect === null) return nContacts === 0 ? 'nobody' : 'few';
  return effect.gain.low > 0 ? 'pays' : effect.gain.high < 0 ? 'harms' : 'unknown';
}

/** `238`, `-1.4`; with its sign where asked. */
export function figure(n: number, sign = false): string {
  const text = Math.abs(n) >= 20 ? count(n) : decimal(n, 1);
  return sign && n > 0 ? `+${text}` : text;
}

/** `238 (71 to 409)` */
export const spread = ({ mean, low, high }: Interval, sign = false): string =>
  `${figure(mean, sign)} (${figure(low, sign)} to ${figure(high, sign)})`;

/** `10.6 %`, or of money `1.42`. */
export const rate = (mean: number, { response }: Pick<ContactReport, 'response'>): string =>
  response === null ? decimal(mean, 2) : `${decimal(mean * 100, mean < 0.02 ? 2 : 1)} %`;

/** `+7.7 points`, or of money `+0.77`. */
export function liftText(by: number, { response }: Pick<ContactReport, 'response'>): string {
  const text = response === null ? decimal(by, 2) : `${decimal(by * 100, Math.abs(by) < 0.01 ? 2 : 1)} points`;
  return by > 0 ? `+${text}` : text;
}

/** What is counted: `responses (visit)`, or of money `spend`. */
export const unit = ({ response, outcome }: Pick<ContactReport, 'response' | 'outcome'>): string =>
  response === null ? `“${outcome}”` : `responses (“${outcome}”)`;

/** Who took part, and what came of it. */
export function armsSentence(report: ContactReport): string {
  const { arms, nRows, outcome, response } = report;
  const [control, ...treated] = arms;
  const got = treated.map(({ label, n }) => `${count(n)} got “${label}”`);
  const what = response === null ? `“${outcome}” was on average` : `“${outcome}” was ${response} for`;
  const rates = treated.map(({ label, mean }) => `${rate(mean, report)} with “${label}” (${liftText(mean - control.mean, report)})`);
  return `${plural(nRows, 'customer')} of a campaign: ${count(control.n)} were left alone (“${control.label}”), ${listed(got)}. ${what} ${rate(control.mean, report)} of those left alone, ${listed(rates)}.`;
}

/** How many are chosen for what. */
export function chosenSentence({ nContacts, budget, contacts, nRows, cost }: ContactReport): string {
  if (nContacts === 0) return `Nobody is chosen: of no contact more is expected than ${cost > 0 ? 'it costs' : 'of none'}.`;
  const what = listed(contacts.filter(({ n }) => n > 0).map(({ treatment, n }) => `${count(n)} with “${treatment}”`));
  const rest = nContacts < budget ? `; for the others nothing more is expected of a contact than ${cost > 0 ? 'it costs' : 'of none'}` : '';
  return `Chosen: ${plural(nContacts, 'contact')} of at most ${count(budget)} among ${plural(nRows, 'customer')}: ${what}${rest}.`;
}

/** What they bring, and what as many at random bring. */
export function effectSentence(report: ContactReport): string {
  const { effect, nContacts, randomTreatment, level, arms, compared } = report;
  if (nContacts === 0) return 'Nothing can be measured of a choice of nobody.';
  if (effect === null) {
    const what = `What ${nContacts === 1 ? 'this contact brings' : `these ${count(nContacts)} contacts bring`} cannot be told: in the campaign,`;
    return compared
      ? `${what} ${count(compared.treated)} of those who would be chosen had the treatment chosen for them and ${count(compared.control)} were left alone, too few to compare.`
      : `${what} there is nobody to compare with those who would be chosen.`;
  }
  const best = arms.length > 2 ? `“${randomTreatment}”, the best on average,` : `“${randomTreatment}”`;
  return `Expected of these ${plural(nContacts, 'contact')}, against contacting nobody: ${spread(effect.chosen, true)} ${unit(report)}. Of as many contacts at random with ${best} it is ${spread(effect.random, true)}. In brackets are ${percent(level)} intervals.`;
}

/** Whether choosing pays, plainly. */
export function verdictSentence(report: ContactReport): string {
  const { effect, randomTreatment } = report;
  if (effect === null)
    return report.nContacts === 0
      ? 'Choosing has nothing to offer here.'
      : 'There is no evidence that choosing pays: too few were chosen to tell. Plan more contacts.';
  const { mean, low, high } = effect.gain;
  const between = (sign: 1 | -1) => {
    const [from, to] = sign > 0 ? [low, high] : [-high, -low];
    return `${figure(Math.abs(mean))} ${sign > 0 ? 'more' : 'fewer'} ${unit(report)} than as many contacts at random (${figure(from)} to ${figure(to)})`;
  };
  switch (verdictOf(report)) {
    case 'pays':
      return `Choosing pays: it brings ${between(1)}.`;
    case 'harms':
      return `Choosing by this model does harm: it brings ${between(-1)}. Do not use it; choose at random.`;
    default:
      return `There is no evidence that choosing pays: the difference to as many contacts at random is ${spread(effect.gain, true)} ${unit(report)}, and 0 lies within. This campaign cannot show that it matters whom you contact with “${randomTreatment}”.`;
  }
}

/** In money, where value or cost were given. */
export function profitSentences({ profit, value, cost, nContacts }: ContactReport): string[] {
  if (profit === null) return [];
  const each = value === null ? '' : `${decimal(value, 2)} for each and `;
  return [
    `At ${each}${decimal(cost, 2)} a contact, the ${plural(nContacts, 'contact')} earn ${spread(profit.chosen, true)}, at random ${spread(profit.random, true)}; the difference is ${spread(profit.gain, true)}.`,
  ];
}

/** How well the uplift by one treatment ranks the customers. */
export function rankingSentence({ treatment, qiniAuc, random }: RankingFacts, digits = 3): string {
  const better = qiniAuc.low > 0 && qiniAuc.mean > random.high;
  const of = (n: number) => decimal(n, digits);
  return `Who is moved by “${treatment}” ${better ? 'can be told in advance' : 'cannot be told in advance by these columns'}: Qini coefficient ${of(qiniAuc.mean)} (${of(qiniAuc.low)} to ${of(qiniAuc.high)}), random rankings ${of(random.low)} to ${of(random.high)}.`;
}

/** How it was measured. */
export const measuredSentence = ({ nFolds, features }: ContactReport): string =>
  `Measured by cross-fitting: each customer was judged by a model that had not seen them (${nFolds} folds), from ${listed(features.map((name) => `“${name}”`))}.`;

/**
 * Sentences, in the order of the page.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { planContacts } from 'kindred/campaign';
 * import { contactReport, contactSummary } from 'kindred/report';
 * const rows = Array.from({ length: 800 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) % 20 }));
 * const table = Table.from(rows.map(({ pages, arm, luck }) => ({ pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 })));
 * const plan = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 100 });
 * console.log(contactSummary(contactReport(plan))[1]); // Chosen: 100 contacts of at most 100 among 800 customers: 100 with “mail”.
 * ```
 */
export function contactSummary(report: ContactReport): string[] {
  return [
    armsSentence(report),
    chosenSentence(report),
    effectSentence(report),
    verdictSentence(report),
    ...profitSentences(report),
    ...report.rankings.map((ranking) => rankingSentence(ranking)),
    measuredSentence(report),
    ...report.notes.map((note) => `Note: ${note}.`),
  ];
}
