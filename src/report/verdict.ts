/**
 * How good the recommendations are, in words: one judgment, which the page and the terminal share.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import type { Accuracy, Report } from './report.js';
import { decimal, periodText, plural } from './words.js';

/** Fewer customers than this tell nothing. */
export const LEAST_CUSTOMERS = 30;

/** `few`: too few customers to tell. `behind`: a list of best-sellers names more of what customers then buy. */
export type Verdict = 'few' | 'ahead' | 'level' | 'behind';

/** The judgment and its sentence. */
export interface Judged {
  readonly verdict: Verdict;
  readonly sentence: string;
}

/** Better, worse or not to be told apart, by the intervals of the two differences. */
export function judge({ nCustomers, gain, currentGain }: Accuracy): Judged {
  if (nCustomers < LEAST_CUSTOMERS)
    return {
      verdict: 'few',
      sentence: `${plural(nCustomers, 'customer')} could be counted: too few to tell whether the recommendations or a best-seller list is better.`,
    };
  const [allTime, current] = [side(gain), side(currentGain)];
  return { verdict: allTime < 0 || current < 0 ? 'behind' : allTime > 0 ? 'ahead' : 'level', sentence: SENTENCES[`${allTime} ${current}`] };
}

/** Is the whole interval above 0, below 0, or neither? */
export const side = ({ low, high }: Interval): 0 | 1 | -1 => (low > 0 ? 1 : high < 0 ? -1 : 0);

/** By the sides of the two differences: to the best-sellers of all time, to the current ones. */
const SENTENCES: Readonly<Record<string, string>> = {
  '1 1': 'The recommendations do better than both best-seller lists, by more than chance.',
  '1 0': 'The recommendations do better than an all-time best-seller list, and about as well as an up-to-date one.',
  '1 -1': 'An up-to-date best-seller list does better here: use it beside the recommendations, which do better only than an all-time list.',
  '0 1': 'The recommendations do better than an up-to-date best-seller list; how they compare with an all-time list is within chance.',
  '0 0': 'All differences are within chance: these orders do not tell whether the recommendations or a best-seller list is better.',
  '0 -1': 'An up-to-date best-seller list does better here: use it beside the recommendations.',
  '-1 1': 'An all-time best-seller list does better here: use it instead.',
  '-1 0':
    'An all-time best-seller list does better here, and an up-to-date one about as well as the recommendations: use the list instead.',
  '-1 -1': 'Both best-seller lists do better here: use the up-to-date one instead of the recommendations.',
};

/** For the head of what is recommended: null unless a plain list is known to do better. */
export function caution(accuracy: Report['accuracy']): string | null {
  if (typeof accuracy === 'string') return null;
  const { verdict, sentence } = judge(accuracy);
  return verdict === 'behind' ? sentence : null;
}

/** What the measure says of what it measured. */
export const FORESIGHT = 'This measures foresight, not what sending the suggestions would sell.';

/** Of some suggestions, how many named what was then bought: `0.62`. */
export const named = (mean: number): string => decimal(mean, 2);

/** The three figures in a sentence. */
export function measured({ k, testDays, hits, bestsellerHits, currentHits }: Accuracy): string {
  return `For customers who came back for something new, ${plural(k, 'suggestion')} named ${named(hits.mean)} items, on average, that they then chose; a list of the best-sellers of all time names ${named(bestsellerHits.mean)}, one of the best-sellers of the ${periodText(testDays)} before ${named(currentHits.mean)}.`;
}

/** Why nothing could be measured. */
export const notMeasured = (why: Exclude<Report['accuracy'], Accuracy>): string =>
  why === 'withheld'
    ? 'How good the recommendations are is withheld: fewer than 10 customers could be counted.'
    : why === 'too short'
      ? 'How good the recommendations are could not be measured. The orders span too short a time: it takes three times the days that are held out, which are 28 unless asked otherwise.'
      : 'How good the recommendations are could not be measured: nobody came back for something new in the last days, which were held out.';

/** How many customers are served. */
export const servedText = (nServed: number): string =>
  nServed === 0
    ? 'No recommendations could be made.'
    : `There are recommendations for ${plural(nServed, 'customer')}, each with the purchase that speaks most for it.`;
