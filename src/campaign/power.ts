/**
 * Before a campaign: how many people it needs, and what it could tell. Of a two-sided test of the difference d of two means (Cohen 1988), n₁ people addressed and n₂ left alone:
 *
 *     power = Φ((|d| √n₁ - z σ₀) / σ₁),  z = Φ⁻¹(1 - alpha/2)
 *
 * with σ₀ and σ₁ the standard errors times √n₁ where there is no difference and where there is. Conversion: σ₀ of the pooled share, σ₁ of the two shares (Fleiss, Levin & Paik
 * 2003, 4.2); revenue: one standard deviation s, σ₀ = σ₁ = s √(1 + n₁/n₂). A significant difference of the wrong sign is no success, so the other tail is not counted. Equal
 * to statsmodels (see test/golden/power.py): power_proportions_2indep and NormalIndPower with alpha/2 in the tail of the effect, samplesize_proportions_2indep_onetail.
 * @module
 */
import { checkOptions, integer, optional, type Constraint, type Constraints } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { normalCdf, normalQuantile } from '../preprocessing/normal.js';
import { detectableSentence, powerSentence, sizeSentence } from './power-words.js';

export interface PlannedTest {
  /** Without the campaign: of conversion a share above 0 and below 1 (0.02), of revenue the mean a person. */
  baseline: number;
  /** Of revenue, among all people (those who spend nothing too), above 0. Default: none, the baseline is a conversion. */
  standardDeviation?: number;
  /** Of people who are left alone, above 0 and below 1. Default 0.1. */
  holdout?: number;
  /** So often a difference is seen where there is none. Default 0.05. */
  alpha?: number;
}

export interface PlannedEffect extends PlannedTest {
  /** What the campaign is thought to bring: the difference (0.006 of a baseline of 0.02), below 0 for a fall. */
  effect?: number;
  /** Or the same as a share of the baseline (0.3). One of the two must be given. */
  relativeEffect?: number;
}

export interface SampleSizeOptions extends PlannedEffect {
  /** So often the effect is to be seen where it is there: from 0.5, below 1. Default 0.8. */
  power?: number;
}
export interface PowerOptions extends PlannedEffect {
  /** People of both arms, from 2. */
  nPeople: number;
}
export interface MinimumDetectableEffectOptions extends PlannedTest {
  /** People of both arms, from 2. */
  nPeople: number;
  /** As for `sampleSize`. */
  power?: number;
}

export interface SampleSize {
  /** Of both arms, each rounded up. */
  readonly nPeople: number;
  readonly nTreatment: number;
  readonly nControl: number;
  /** Of both, as the formula gives them. */
  readonly exact: number;
  readonly sentence: string;
}
export interface Power {
  readonly power: number;
  readonly sentence: string;
}
export interface DetectableEffect {
  /** The least rise that is seen so often; null where not even a conversion of everybody would be. */
  readonly effect: number | null;
  /** As a share of the baseline; null where there is no effect, or the baseline is 0. */
  readonly relativeEffect: number | null;
  readonly sentence: string;
}

const isNumber = (v: unknown): v is number => typeof v === 'number' && Number.isFinite(v);
const constraint = (
  expected: string,
  accepts: (v: number) => boolean,
  invalid: readonly unknown[],
  fallback?: number,
): Constraint<number> => ({
  default: fallback,
  expected,
  accepts: (v) => isNumber(v) && accepts(v),
  invalid: [NaN, Infinity, '1', null, ...invalid],
});
const finite = constraint('a finite number', () => true, []);
const inside = (fallback: number) => constraint('a number above 0 and below 1', (v) => v > 0 && v < 1, [0, 1, -0.1], fallback);

const TEST = {
  baseline: finite,
  standardDeviation: optional<number>(constraint('a number above 0', (v) => v > 0, [0, -1])),
  holdout: inside(0.1),
  alpha: inside(0.05),
};
const EFFECT = { ...TEST, effect: optional<number>(finite), relativeEffect: optional<number>(finite) };
const wanted = constraint('a number from 0.5, below 1', (v) => v >= 0.5 && v < 1, [0.4, 1], 0.8);
const nPeople = integer(undefined, 2);
/** @internal */
export const SAMPLE_SIZE: Constraints<SampleSizeOptions> = { ...EFFECT, power: wanted };
/** @internal */
export const POWER: Constraints<PowerOptions> = { ...EFFECT, nPeople };
/** @internal */
export const DETECTABLE: Constraints<MinimumDetectableEffectOptions> = { ...TEST, nPeople, power: wanted };

/**
 * How many people a campaign needs, so that an effect is seen as often as wanted.
 * @throws KindredError `invalid-option` for a conversion that is not between 0 and 1 before, or from 0 to 1 after the effect, no effect or two, among others;
 * `too-large` for more people than 2⁵³; `unknown-option`
 * @example
 * ```ts
 * import { sampleSize } from 'kindred/campaign';
 * // from 2 % to 2.6 %, one in ten left alone
 * const { nPeople, sentence } = sampleSize({ baseline: 0.02, effect: 0.006, holdout: 0.1 });
 * console.log(nPeople); // 56515
 * console.log(sentence);
 * // To see a rise from 2 % to 2.6 % in 4 of 5 campaigns, 56,515 people are needed: 50,863 who are addressed and 5,652 (10 %) who are left alone.
 *
 * // baskets of 12.50 a person, give or take 40, and 5 % more
 * console.log(sampleSize({ baseline: 12.5, standardDeviation: 40, relativeEffect: 0.05, holdout: 0.5 }).nControl); // 64299
 * ```
 */
export function sampleSize(options: SampleSizeOptions): SampleSize {
  const test = checkOptions<SampleSizeOptions>('sampleSize', SAMPLE_SIZE, options) as Checked<SampleSizeOptions>;
  const effect = effectOf(test);
  const [atNone, atEffect] = errorsAt(test, effect);
  const sum = criticalOf(test) * atNone + normalQuantile(test.power) * atEffect;
  const nTreated = (sum / effect) * (sum / effect);
  const exact = nTreated / (1 - test.holdout);
  const [nTreatment, nControl] = [Math.ceil(nTreated), Math.ceil(exact * test.holdout)];
  const nPeople = nTreatment + nControl;
  if (!Number.isSafeInteger(nPeople))
    throw new KindredError('too-large', 'more than 2^53 people would be needed to see so small an effect');
  return { nPeople, nTreatment, nControl, exact, sentence: sizeSentence(test, effect, { nPeople, nTreatment, nControl }) };
}

/**
 * How often an effect would be seen (be significant, in its own direction), if it is there.
 * @throws KindredError as `sampleSize`
 * @example
 * ```ts
 * import { power } from 'kindred/campaign';
 * const found = power({ baseline: 0.02, relativeEffect: 0.3, nPeople: 20000, holdout: 0.1 });
 * console.log(found.power.toFixed(4), found.sentence);
 * // 0.3524 With 10 % of 20,000 people left alone, a rise from 2 % to 2.6 % would be seen in 7 of 20 campaigns.
 * ```
 */
export function power(options: PowerOptions): Power {
  const test = checkOptions<PowerOptions>('power', POWER, options) as Checked<PowerOptions>;
  const effect = effectOf(test);
  const [atNone, atEffect] = errorsAt(test, effect);
  const nTreated = test.nPeople * (1 - test.holdout);
  const found = normalCdf((Math.abs(effect) * Math.sqrt(nTreated) - criticalOf(test) * atNone) / atEffect);
  return { power: found, sentence: powerSentence(test, effect, found) };
}

/**
 * The least rise that would be seen as often as wanted.
 * @throws KindredError as `sampleSize`
 * @example
 * ```ts
 * import { minimumDetectableEffect } from 'kindred/campaign';
 * const { effect, sentence } = minimumDetectableEffect({ baseline: 0.02, nPeople: 20000, holdout: 0.1 });
 * console.log(effect!.toFixed(4), sentence);
 * // 0.0107 With 10 % of 20,000 people left alone, a rise from 2 % to 3.1 % or more would be seen in 4 of 5 campaigns.
 * ```
 */
export function minimumDetectableEffect(options: MinimumDetectableEffectOptions): DetectableEffect {
  const checked = checkOptions<MinimumDetectableEffectOptions>('minimumDetectableEffect', DETECTABLE, options);
  const test = checked as Checked<MinimumDetectableEffectOptions>;
  checkBaseline(test);
  const root = Math.sqrt(test.nPeople * (1 - test.holdout));
  const [z, zPower] = [criticalOf(test), normalQuantile(test.power)];
  const needed = (effect: number) => {
    const [atNone, atEffect] = errorsAt(test, effect);
    return (z * atNone + zPower * atEffect) / root;
  };
  const effect = test.standardDeviation === undefined ? crossing(needed, 1 - test.baseline) : needed(0);
  return {
    effect,
    relativeEffect: effect === null || test.baseline === 0 ? null : effect / test.baseline,
    sentence: detectableSentence(test, effect, test.power),
  };
}

type Checked<O extends PlannedTest> = O & Required<Omit<O, 'standardDeviation' | 'effect' | 'relativeEffect'>> & PlannedEffect;

const criticalOf = ({ alpha }: { readonly alpha: number }) => -normalQuantile(alpha / 2);

/** The standard errors of the difference times √n₁, where there is none and where it is the effect. */
function errorsAt({ baseline, standardDeviation, holdout }: Checked<PlannedTest>, effect: number): readonly [number, number] {
  const ratio = holdout / (1 - holdout);
  if (standardDeviation !== undefined) {
    const error = standardDeviation * Math.sqrt(1 + 1 / ratio);
    return [error, error];
  }
  const after = baseline + effect;
  const pooled = after * (1 - holdout) + baseline * holdout;
  return [
    Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio)),
    Math.sqrt(Math.max(0, after * (1 - after)) + (baseline * (1 - baseline)) / ratio),
  ];
}

/** The d at which d = needed(d), by halving to the last bit (needed is concave: there is one at most); null where it lies above the most. */
function crossing(needed: (effect: number) => number, most: number): number | null {
  if (needed(most) > most) return null;
  let [low, high] = [0, most];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return high;
    if (needed(middle) > middle) low = middle;
    else high = middle;
  }
}

function checkBaseline({ baseline, standardDeviation }: PlannedTest): void {
  if (standardDeviation === undefined && !(baseline > 0 && baseline < 1))
    throw new KindredError(
      'invalid-option',
      mustBe('baseline', 'a conversion above 0 and below 1 (or of revenue: give its "standardDeviation")', baseline),
    );
}

function effectOf(test: PlannedEffect): number {
  checkBaseline(test);
  const { baseline, standardDeviation, effect, relativeEffect } = test;
  if ((effect === undefined) === (relativeEffect === undefined))
    throw new KindredError(
      'invalid-option',
      `one of "effect" and "relativeEffect" must be given, got ${effect === undefined ? 'none' : 'both'}`,
    );
  const difference = effect ?? baseline * relativeEffect!;
  const name = effect === undefined ? 'relativeEffect' : 'effect';
  if (difference === 0 || !Number.isFinite(difference))
    throw new KindredError('invalid-option', mustBe(name, 'a difference other than 0', effect ?? relativeEffect));
  const after = baseline + difference;
  if (standardDeviation === undefined && !(after >= 0 && after <= 1))
    throw new KindredError(
      'invalid-option',
      mustBe(name, `such that the conversion is from 0 to 1, not ${after}`, effect ?? relativeEffect),
    );
  return difference;
}
