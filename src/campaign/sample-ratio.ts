/**
 * After a campaign: are the arms as large as they were drawn? Where they are not, people were lost from one of them (those who could not be reached, a filter of one arm, a
 * join), and the difference of the arms is that of other people too. Pearson's chi-square test of the counts, Σ (n - expected)² / expected, with a strict threshold, as it is
 * asked of every campaign (Fabijan et al. 2019, "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD).
 * @module
 */
import { checkOptions, type Constraints } from '../check.js';
import { KindredError, mustBe, show } from '../errors.js';
import { chiSquareTail } from '../regression/chi-square.js';
import { count, decimal, listed, plural } from '../words.js';

export interface SampleRatioOptions {
  /** Below this probability the arms are called off. Default 0.001. */
  threshold?: number;
}

export interface SampleRatio {
  /** `'off'`: chance alone hardly gives these counts; the lift is not to be trusted before it is known why. */
  readonly verdict: 'as-drawn' | 'off';
  /** Of counts at least so far from the shares, by chance alone. */
  readonly pValue: number;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly arms: readonly { readonly arm: string; readonly n: number; readonly expected: number }[];
  readonly sentence: string;
}

/** @internal */
export const SAMPLE_RATIO: Constraints<Required<SampleRatioOptions>> = {
  threshold: {
    default: 0.001,
    expected: 'a number above 0 and below 1',
    accepts: (v) => typeof v === 'number' && v > 0 && v < 1,
    invalid: [0, 1, NaN, '0.001', null],
  },
};

/** So far from 1 rounding may bring the sum of the shares. */
const ROUNDING = 1e-9;

/**
 * Test whether the people of a campaign are divided as they were to be. An arm with a share of 0 must have nobody. (A stratified holdout is closer to its shares than chance is,
 * so that less is found there.)
 * @param counts - people by arm, as they were found afterwards: `{ treatment: 18104, control: 1896 }`, or a list
 * @param shares - of each arm, as drawn: `{ treatment: 0.9, control: 0.1 }`, with the same names, summing to 1
 * @throws KindredError `invalid-data` for other arms, counts that are no whole numbers from 0, or shares that are not from 0 to 1 or do not sum to 1; `invalid-option`,
 * `unknown-option`
 * @example
 * ```ts
 * import { sampleRatioCheck } from 'kindred/campaign';
 * const { verdict, pValue, sentence } = sampleRatioCheck({ treatment: 17800, control: 2200 }, { treatment: 0.9, control: 0.1 });
 * console.log(verdict, pValue < 0.001); // off true
 * console.log(sentence);
 * ```
 */
export function sampleRatioCheck<A extends string>(
  counts: Readonly<Record<A, number>> | readonly number[],
  shares: Readonly<Record<A, number>> | readonly number[],
  options: SampleRatioOptions = {},
): SampleRatio {
  const { threshold } = checkOptions<Required<SampleRatioOptions>>('sampleRatioCheck', SAMPLE_RATIO, options);
  const [found, drawn] = [numbersOf('counts', counts), numbersOf('shares', shares)];
  const names = [...found.keys()];
  if (names.length === 0 || names.length !== drawn.size || !names.every((name) => drawn.has(name)))
    throw new KindredError(
      'invalid-data',
      `"shares" must have the arms of "counts" (${names.map(show).join(', ')}), it has ${[...drawn.keys()].map(show).join(', ')}`,
    );
  for (const [name, n] of found)
    if (!Number.isSafeInteger(n) || n < 0)
      throw new KindredError('invalid-data', `the count of ${show(name)} must be a whole number from 0, got ${show(n)}`);
  for (const [name, share] of drawn)
    if (!(share >= 0 && share <= 1))
      throw new KindredError('invalid-data', `the share of ${show(name)} must be a number from 0 to 1, got ${show(share)}`);
  const sum = [...drawn.values()].reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) > ROUNDING) throw new KindredError('invalid-data', `the shares must sum to 1, they sum to ${sum}`);

  const total = [...found.values()].reduce((a, b) => a + b, 0);
  const arms = names.map((arm) => ({ arm, n: found.get(arm)!, expected: total * drawn.get(arm)! }));
  const chiSquare = arms.reduce((far, { n, expected }) => far + (n === expected ? 0 : ((n - expected) * (n - expected)) / expected), 0);
  const degreesOfFreedom = Math.max(1, arms.filter(({ arm }) => drawn.get(arm)! > 0).length - 1);
  const pValue = chiSquareTail(chiSquare, degreesOfFreedom);
  const verdict = pValue < threshold ? 'off' : 'as-drawn';
  return { verdict, pValue, chiSquare, degreesOfFreedom, arms, sentence: sentenceOf(arms, total, pValue, verdict) };
}

function sentenceOf(arms: SampleRatio['arms'], total: number, pValue: number, verdict: SampleRatio['verdict']): string {
  if (total === 0) return 'There is nobody in any arm.';
  const each = listed(
    arms.map(({ arm, n, expected }) => `${count(n)} in ${show(arm)} (${decimal(expected, Number.isInteger(expected) ? 0 : 1)} expected)`),
  );
  const said = `Of ${plural(total, 'person', 'people')} there are ${each}`;
  if (verdict === 'as-drawn') return `${said}: that is what the lot gives (chi-square test, p = ${decimal(pValue, pValue < 0.1 ? 3 : 2)}).`;
  const rarely = pValue > 1e-9 ? `once in ${count(1 / pValue)} campaigns` : 'practically never';
  return `${said}. Chance gives a difference like this ${rarely}: people were lost from an arm or came into it, so the comparison of the arms is not to be trusted until it is known why (chi-square test).`;
}

/** By name, or by place. */
function numbersOf(argument: string, given: unknown): Map<string, number> {
  if (given === null || typeof given !== 'object' || ArrayBuffer.isView(given))
    throw new KindredError('invalid-data', mustBe(argument, 'numbers by the name of the arm', given));
  return new Map(Object.entries(given as Record<string, number>));
}
