/**
 * What was measured, in sentences for a marketer.
 * @module
 */
import { decimal, percent, plural } from '../words.js';
import type { Effect, Estimate, MeasuredOutcome, Verdict } from './lift-report.js';

/** How an outcome is spoken of. */
export interface Speech {
  /** `1.9 more buyers for each 100 people` */
  readonly difference: (effect: Effect) => Estimate;
  readonly unit: string;
  readonly what: string;
}

/** @param currency - the word behind an amount, or nothing */
export function speechOf(outcome: 'conversion' | 'revenue', currency: string | undefined): Speech {
  if (outcome === 'conversion')
    return { difference: ({ difference }) => times(difference, 100), unit: 'buyers for each 100 people', what: 'how many people bought' };
  const money = currency === undefined ? 'revenue' : `${currency} of revenue`;
  return { difference: ({ difference }) => difference, unit: `${money} for each person`, what: 'sales' };
}

const times = ({ estimate, low, high }: Estimate, factor: number): Estimate => ({
  estimate: estimate * factor,
  low: low * factor,
  high: high * factor,
});

/** The sentence of an effect; `where` begins or ends nothing, it is put behind "The campaign" (` in the segment "new"`). */
export function sentenceOf(verdict: Verdict, effect: Effect, speech: Speech, level: number, where = ''): string {
  const d = speech.difference(effect);
  const say = (n: number) => decimal(n, digitsOf(d));
  if (verdict === 'no evidence')
    return `There is no evidence that the campaign changed ${speech.what}${where}: the difference may be anything from ${spanOf(d, speech.unit)} (${percent(level)} interval).`;
  const [low, high] = d.estimate < 0 ? [-d.high, -d.low] : [d.low, d.high];
  return `${claimOf(effect, speech)}${where} (${percent(level)} interval ${say(low)} to ${say(high)}).`;
}

/** `The campaign brought 1.9 more buyers for each 100 people`, of an effect that there is evidence of. */
export function claimOf(effect: Effect, { difference, unit }: Speech): string {
  const d = difference(effect);
  const number = decimal(Math.abs(d.estimate), digitsOf(d));
  return d.estimate < 0 ? `The campaign cost: ${number} ${less(unit)} ${unit}` : `The campaign brought ${number} more ${unit}`;
}

const less = (unit: string) => (unit.startsWith('buyers') ? 'fewer' : 'less');

/** `1.6 fewer to 2.0 more buyers for each 100 people` */
function spanOf(d: Estimate, unit: string): string {
  const say = (n: number) => decimal(Math.abs(n), digitsOf(d));
  if (d.low >= 0) return `${say(d.low)} to ${say(d.high)} more ${unit}`;
  if (d.high <= 0) return `${say(d.high)} to ${say(d.low)} ${less(unit)} ${unit}`;
  return `${say(d.low)} ${less(unit)} to ${say(d.high)} more ${unit}`;
}

/** So many decimals that the interval's width has two digits. */
export function digitsOf({ low, high }: Estimate): number {
  let digits = 1;
  for (let width = high - low; width > 0 && width < 1 && digits < 6; width *= 10) digits++;
  return digits;
}

export const cannotBeMeasured = (why: string) => `What the campaign brought cannot be measured: ${why}.`;

/** Why, or nothing. */
export function emptyArm(treatment: number, control: number): string | undefined {
  if (treatment + control === 0) return 'nobody was in it';
  if (control === 0) return 'nobody was left alone, so that there is nobody to compare with';
  if (treatment === 0) return 'everybody was left alone, so that nobody was there to be moved';
  if (control === 1 || treatment === 1) return `only one person was ${control === 1 ? 'left alone' : 'contacted'}, and one tells nothing`;
  return undefined;
}

export const tooEarly = 'it is too early to look, as fewer than 30 buyers are to be expected in the smaller arm';

export const nothingVaries = 'everybody did the same';

/** `4 rows are of people who are not in the campaign; they are left out.` */
export function rowNotes(rows: {
  ofOthers: number;
  withoutRow: number;
  repeatedPeople: number;
  summed: number;
  below: number;
  filled: number;
}): string[] {
  const notes: string[] = [];
  const { ofOthers, repeatedPeople, summed, below, filled } = rows;
  if (ofOthers > 0)
    notes.push(`${plural(ofOthers, 'row of outcomes is', 'rows of outcomes are')} of people who are not in the campaign, and left out.`);
  if (repeatedPeople > 0)
    notes.push(`${plural(repeatedPeople, 'row of the campaign repeats', 'rows of the campaign repeat')} a person, each counted once.`);
  if (summed > 0) notes.push(`${plural(summed, 'person has', 'people have')} several rows of outcomes, which were added up.`);
  if (below > 0) notes.push(`${plural(below, 'person has', 'people have')} a revenue below 0 (returns), counted as it is.`);
  if (filled > 0)
    notes.push(`Of ${plural(filled, 'person', 'people')} it is missing what they did before; they are given the mean of the others.`);
  return notes;
}

/** Where columns of what was before were given and not used. */
export function unadjusted(before: readonly string[], measured: readonly MeasuredOutcome[], withoutRow: number): string[] {
  const left = before.filter((name) => measured.some(({ effect, adjusted }) => effect !== null && !adjusted?.before.includes(name)));
  const why =
    withoutRow > 0
      ? `of ${plural(withoutRow, 'person', 'people')} without a row it is not known what they did before`
      : 'in one of the arms it says nothing (all are the same), or one person alone decides';
  return left.map((name) => `"${name}" is not used: ${why}.`);
}
