/**
 * What `kindred campaign` says besides the audience's own sentences.
 * @module
 */
import type { Audience } from '../campaign/audience.js';
import { minimumDetectableEffect, type DetectableEffect } from '../campaign/power.js';
import { spellingOf } from '../privacy/spelling.js';
import { count, percent, plural } from '../words.js';
import type { Run } from './campaign-candidates.js';
import type { DestinationOutcome } from './campaign-destinations.js';

export interface Detectable extends DetectableEffect {
  readonly baseline: number;
}

/**
 * What effect could be seen with so many; null where an arm is empty, or nobody knows who buys without a campaign.
 * @param baseline - as the user says. Default: the mean chance of the members to buy, where the run tells it of all of them
 */
export function detectableOf({ members, control, treatment }: Audience, run: Run, baseline?: number): Detectable | null {
  if (control.length === 0 || treatment.length === 0) return null;
  const chances = run.table.column('buy_probability', 'number').values;
  const customers = run.table.column('customer', 'category');
  const known = new Map(Array.from(customers.codes, (code, row) => [spellingOf(customers.categories[code]), chances[row]]));
  const mean = members.reduce((sum, { person }) => sum + (known.get(spellingOf(person)) ?? NaN), 0) / members.length;
  const share = baseline ?? mean;
  if (!(share > 0 && share < 1)) return null;
  const found = minimumDetectableEffect({ baseline: share, nPeople: members.length, holdout: control.length / members.length });
  const days = run.ahead.likelyDays;
  const from = baseline === undefined ? ` (${percent(share)} are expected to buy${days === null ? '' : ` in ${plural(days, 'day')}`} without it, by the chances of the run.)` : ''; // prettier-ignore
  return { ...found, baseline: share, sentence: found.sentence + from };
}

export function destinationSentences(
  { destination, files, rows, additions, removals, leftOut, notes }: DestinationOutcome,
  purpose: string,
): string[] {
  const against = files.length > 2 ? `, against the last export ${plural(additions, 'addition')} and ${plural(removals, 'removal')}` : '';
  const isOther = destination !== 'email' && purpose !== 'advertising' && leftOut.some(({ reason }) => reason === 'no-consent');
  return [
    `For ${destination}: ${count(rows)} ${rows === 1 ? 'row' : 'rows'}${against}.`,
    ...leftOut.map(({ sentence }) => `  ${sentence}`),
    ...notes.map((note) => `  ${note}`),
    ...(isOther
      ? [
          `  This campaign is for “${purpose}”: where it is for advertisements only, say --purpose advertising, so that the lot is drawn among those who allow them.`,
        ]
      : []),
  ];
}
