/**
 * What a campaign was measured to bring: plain values, which JSON can hold.
 * @module
 */
import type { Correction } from './multiple.js';
import type { SampleRatio } from './sample-ratio.js';

/** A number and the interval that holds the true one, at the report's level. */
export interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** One arm, everybody in it counted, whether they were reached or not. */
export interface ArmOutcome {
  /** People. */
  readonly n: number;
  /** People who bought, or their revenue. */
  readonly total: number;
  /** Of each person: the share who bought, or the mean revenue; null without anybody. */
  readonly mean: number | null;
}

/** What was brought, of each person of the treatment. */
export interface Effect {
  /** Treatment − control: of rates a share (0.019 is 1.9 more buyers for each 100 people), of revenue an amount a person. */
  readonly difference: Estimate;
  /** Treatment / control; null where the control's is 0, or not clearly above it. */
  readonly ratio: Estimate | null;
  /** The difference times the people of the treatment: extra buyers, or extra revenue, of the whole campaign. */
  readonly extra: Estimate;
  /** Of "it changed nothing", two-sided; where it is looked at daily, the least so far (always valid). */
  readonly pValue: number;
  readonly sequential: SequentialState | null;
}

/** What the next look needs to know of this one. */
export interface SequentialState {
  /** From 1, of those that were not too early. */
  readonly look: number;
  /** How much is known, of the variance of what was counted; and what it was at look 1. */
  readonly information: number;
  readonly firstInformation: number;
  /** Of this look alone (always valid). */
  readonly pValue: number;
}

/** With what people did before taken out (CUPED). */
export interface AdjustedEffect extends Effect {
  /** The columns that were used. */
  readonly before: readonly string[];
  /** By which share the variance of the difference fell: 0.3 is as good as 1 / (1 − 0.3) times as many people. */
  readonly varianceReduction: number;
}

/** `raised` and `lowered` where the p-value (of this look) says so at the report's level, which is where the interval of the difference leaves 0 out. */
export type Verdict = 'raised' | 'lowered' | 'no evidence' | 'cannot be measured';

/** One outcome measured. */
export interface MeasuredOutcome {
  readonly outcome: 'conversion' | 'revenue';
  readonly treatment: ArmOutcome;
  readonly control: ArmOutcome;
  /** As it is; null where it cannot be measured. */
  readonly plain: Effect | null;
  /** With CUPED; null without pre-period columns that say something. */
  readonly adjusted: AdjustedEffect | null;
  /** The one that counts: the adjusted one where there is one, as was decided before by naming its columns. */
  readonly effect: Effect | null;
  readonly verdict: Verdict;
  /** For a marketer. */
  readonly sentence: string;
}

/** An outcome in one segment; its intervals hold for all segments at once (Bonferroni) unless the correction is `none`. */
export interface SegmentOutcome extends MeasuredOutcome {
  /** Of this look, adjusted for the number of segments; null where it cannot be measured. */
  readonly adjustedPValue: number | null;
}

/** Why a segment is withheld: it has fewer than 10 people in an arm; or it has enough, but all people less the segments that are told would tell of one that has not. */
export type Withheld = 'few' | 'beside-few';

/** One segment; its outcomes are null where it is withheld. */
export interface SegmentLift {
  /** null: those without a segment. */
  readonly segment: string | null;
  readonly withheld: Withheld | null;
  readonly conversion: SegmentOutcome | null;
  readonly revenue: SegmentOutcome | null;
}

/** See `lift`. */
export interface LiftReport {
  /** The campaign's name, where it has one. */
  readonly campaign: string | null;
  readonly level: number;
  /** Whether it may be looked at as often as one likes. */
  readonly sequential: boolean;
  readonly people: { readonly treatment: number; readonly control: number };
  /** Are the arms as they were drawn? null where the campaign does not say which share was to be left alone. */
  readonly sampleRatio: SampleRatio | null;
  /** Rows of outcomes: of people of the campaign, and of others, who are left out; and people without a row, who did nothing. */
  readonly rows: { readonly counted: number; readonly ofOthers: number; readonly withoutRow: number };
  readonly conversion: MeasuredOutcome | null;
  readonly revenue: MeasuredOutcome | null;
  readonly correction: Correction;
  readonly segments: readonly SegmentLift[];
  /** Of conversion where it was measured, else of revenue. */
  readonly verdict: Verdict;
  /** What a marketer reads first. */
  readonly sentences: readonly string[];
  /** What to know before believing it. */
  readonly notes: readonly string[];
}
