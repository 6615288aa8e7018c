/**
 * One outcome measured in two arms: plain, adjusted, at one look or as one of many.
 * @module
 */
import { sumSorted } from '../data/sorted-sum.js';
import { adjustedMeans, plainMean, usable, type ArmValues } from './cuped.js';
import { comparisonOf, meanDifference, meanRatio, meanTails, reachOf, type Mean } from './lift-means.js';
import { rateDifference, rateRatio, rateTails, sharesOf, type Rates } from './lift-rates.js';
import type { AdjustedEffect, ArmOutcome, Effect, Estimate, MeasuredOutcome, SequentialState } from './lift-report.js';
import { cannotBeMeasured, emptyArm, nothingVaries, sentenceOf, speechOf, tooEarly } from './lift-words.js';
import { alwaysValid, mixtureOf, shareOfLook } from './sequential.js';

/** How it is measured. */
export interface Measuring {
  readonly outcome: 'conversion' | 'revenue';
  readonly level: number;
  /** In how many comparisons at once the intervals hold. */
  readonly comparisons: number;
  /** Where it is looked at often: when the interval is narrowest. */
  readonly tightest: number | undefined;
  readonly currency: string | undefined;
  /** Names of the columns of `before`. */
  readonly before: readonly string[];
}

/** The same outcome at the look before. */
export type Before = Pick<MeasuredOutcome, 'plain' | 'adjusted'> | null | undefined;

/** An effect before its interval is known: all that does not depend on the level. */
interface Test {
  readonly pValue: number;
  readonly information: number;
  readonly bounds: (share: number) => { readonly difference: Estimate; readonly ratio: Estimate | null };
}

/** @param arms - what the people of the treatment and of the control did */
export function measure(arms: readonly [ArmValues, ArmValues], how: Measuring, previous?: Before): MeasuredOutcome {
  const [treatment, control] = arms.map(({ y }): ArmOutcome => {
    const total = sumSorted(y);
    return { n: y.length, total, mean: y.length === 0 ? null : total / y.length };
  });
  const of = { outcome: how.outcome, treatment, control };
  const why = emptyArm(treatment.n, control.n) ?? (how.tightest === undefined || ripe(arms) ? undefined : tooEarly);
  const plainTest = why === undefined ? testOf(arms, how) : null;
  if (plainTest === null) {
    const sentence = cannotBeMeasured(why ?? nothingVaries);
    return { ...of, plain: null, adjusted: null, effect: null, verdict: 'cannot be measured', sentence };
  }
  const plain = effectOf(plainTest, treatment.n, how, previous?.plain);
  const adjusted = adjust(arms, treatment.n, how, previous?.adjusted);
  const effect = adjusted ?? plain;
  const verdict = verdictOf(effect, pValueOf(effect), 1 - how.level);
  return { ...of, plain, adjusted, effect, verdict, sentence: sentenceOf(verdict, effect, speechOf(how.outcome, how.currency), how.level) };
}

/** So many buyers are expected in the smaller arm before looking often is sound: it rests on sums that are nearly normal, far out too (measured: test/campaign/lift.slow.test.ts). */
const RIPE = 30;

/** Where everybody's buyers, not each arm's, are enough: so that the choice favors none. */
function ripe([a, b]: readonly [ArmValues, ArmValues]): boolean {
  let buyers = 0;
  for (const { y } of [a, b]) for (const v of y) if (v !== 0) buyers++;
  const [n, m] = [a.y.length, b.y.length];
  return buyers * (Math.min(n, m) / (n + m)) >= RIPE;
}

/** Of this look, so that it says what the interval does. */
export const pValueOf = ({ pValue, sequential }: Effect): number => sequential?.pValue ?? pValue;

export const verdictOf = (effect: Effect, pValue: number, share: number): 'raised' | 'lowered' | 'no evidence' =>
  pValue > share || effect.difference.estimate === 0 ? 'no evidence' : effect.difference.estimate > 0 ? 'raised' : 'lowered';

/** null where nothing varies: amounts that are all the same tell nothing of their spread. */
function testOf(arms: readonly [ArmValues, ArmValues], { outcome }: Measuring): Test | null {
  if (outcome === 'conversion') return testOfRates(ratesOf(arms));
  return testOfMeans([plainMean(arms[0].y), plainMean(arms[1].y)], arms[0].y.length, arms[1].y.length);
}

const ratesOf = ([a, b]: readonly [ArmValues, ArmValues]): Rates => ({
  bought: [sumSorted(a.y), sumSorted(b.y)],
  people: [a.y.length, b.y.length],
});

/** @internal */
export function testOfRates(rates: Rates): Test {
  const { bought, people } = rates;
  const [p, q] = sharesOf(rates);
  const odds = (bought[0] + bought[1]) / (people[0] + people[1] - bought[0] - bought[1]); // as people buy for the first time, what is known grows like these
  return {
    pValue: rateTails(rates),
    information: ((people[0] * people[1]) / (people[0] + people[1])) * odds * (rates.adjusted?.left ?? 1),
    bounds: (share) => ({ difference: estimate(p - q, rateDifference(rates, share)), ratio: ratioOf(p / q, rateRatio(rates, share)) }),
  };
}

/** @internal */
export function testOfMeans([a, b]: readonly [Mean, Mean], n: number, m: number): Test | null {
  const both = comparisonOf(a, b);
  if (!(both.variance > 0)) return null;
  const people = (n * m) / (n + m);
  return {
    pValue: meanTails(both),
    information: people * people * both.variance,
    bounds: (share) => {
      const reach = reachOf(both, share);
      return {
        difference: estimate(a.mean - b.mean, meanDifference(both, reach)),
        ratio: ratioOf(a.mean / b.mean, meanRatio(both, reach)),
      };
    },
  };
}

const estimate = (value: number, [low, high]: readonly [number, number]): Estimate => ({ estimate: value, low, high });
const ratioOf = (value: number, bounds: readonly [number, number] | null) => (bounds ? estimate(value, bounds) : null);

/** @internal */
export function effectOf(
  test: Test,
  n: number,
  how: Pick<Measuring, 'level' | 'comparisons' | 'tightest'>,
  previous?: Effect | null,
): Effect {
  const share = (1 - how.level) / how.comparisons;
  const put = (bounds: ReturnType<Test['bounds']>) => ({ ...bounds, extra: scaled(bounds.difference, n) });
  if (how.tightest === undefined) return { ...put(test.bounds(share)), pValue: test.pValue, sequential: null };
  const state = previous?.sequential;
  const firstInformation = state && state.firstInformation > 0 ? state.firstInformation : test.information;
  const mixture = mixtureOf(test.information, firstInformation, how.tightest, 1 - how.level);
  const pValue = alwaysValid(test.pValue, mixture);
  const sequential: SequentialState = { look: (state?.look ?? 0) + 1, information: test.information, firstInformation, pValue };
  return { ...put(test.bounds(shareOfLook(share, mixture))), pValue: Math.min(pValue, previous?.pValue ?? 1), sequential };
}

const scaled = ({ estimate: value, low, high }: Estimate, n: number): Estimate => ({ estimate: value * n, low: low * n, high: high * n });

function adjust(arms: readonly [ArmValues, ArmValues], n: number, how: Measuring, previous?: Effect | null): AdjustedEffect | null {
  const used = usable(arms);
  const least = used.length + 2; // people, for what is left over to vary
  if (used.length === 0 || arms.some(({ y }) => y.length < least)) return null;
  const [a, b] = arms.map(({ y, before }) => ({ y, before: used.map((j) => before[j]) }));
  const means = adjustedMeans([a, b]);
  if (means === null) return null;
  const plain = [plainMean(a.y), plainMean(b.y)] as const;
  const left = how.outcome === 'conversion' ? varianceOf(means) / varianceOf(plain) : comparisonOf(...means).variance / comparisonOf(...plain).variance; // prettier-ignore
  const test = how.outcome === 'conversion' ? testOfAdjustedRates([a, b], means, left) : testOfMeans(means, a.y.length, b.y.length);
  if (!test) return null;
  return { ...effectOf(test, n, how, previous), before: used.map((j) => how.before[j]), varianceReduction: 1 - left };
}

/** Of the difference, each arm's by itself. */
const varianceOf = ([a, b]: readonly [Mean, Mean]) => a.variance + b.variance;

/** null where a rate with what people did before taken out is none: few people, and far from alike. */
function testOfAdjustedRates(arms: readonly [ArmValues, ArmValues], [a, b]: readonly [Mean, Mean], left: number): Test | null {
  const isRate = (rate: number) => rate >= 0 && rate <= 1;
  if (!isRate(a.mean) || !isRate(b.mean) || !(left > 0 && left < Infinity)) return null;
  return testOfRates({ ...ratesOf(arms), adjusted: { rates: [a.mean, b.mean], left } });
}
