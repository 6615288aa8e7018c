/**
 * kindred/campaign: whom a campaign moves, whom it contacts and whom it leaves alone, and what it brought.
 * @module
 */
export { TwoModelUplift, type TwoModelUpliftOptions } from './two-model-uplift.js';
export { TwoModelUpliftModel } from './two-model-uplift-model.js';
export { ClassTransformation, type ClassTransformationOptions } from './class-transformation.js';
export { ClassTransformationModel } from './class-transformation-model.js';
export { InteractionUplift, type InteractionUpliftOptions } from './interaction-uplift.js';
export { InteractionUpliftModel } from './interaction-uplift-model.js';
export { UpliftModel, type BestTreatment, type UpliftSubject } from './uplift-model.js';
export { UpliftExplanation, type UpliftPart } from './uplift-explanation.js';
export type { OutcomeEstimator, UpliftWork } from './learning.js';
export { planContacts, planContactsAsync, type ArmFacts, type Contact, type ContactPlan, type PlanContactsOptions } from './plan.js';
export type { PolicyValue } from './policy.js';
export {
  destinationFiles,
  type DestinationFile,
  type DestinationFiles,
  type DestinationFilesOptions,
} from './destinations/destination-files.js';
export { DestinationState } from './destinations/destination-state.js';
export type { Destination, PhoneReader } from './destinations/destination.js';
export { emailPlatform, type EmailPlatformOptions } from './destinations/email-platform.js';
export { googleCustomerMatch, type GoogleCustomerMatchOptions, type GoogleNames } from './destinations/google-customer-match.js';
export type { GmailSpelling } from './destinations/email-address.js';
export type { NotWritten, NotWrittenReason } from './destinations/not-written.js';
export { metaCustomAudience, type MetaCustomAudienceOptions } from './destinations/meta-custom-audience.js';
export { safeFileName } from './destinations/safe-file-name.js';
export { lift, type DrawnPeople, type LiftOptions } from './lift.js';
export type {
  AdjustedEffect,
  ArmOutcome,
  Effect,
  Estimate,
  LiftReport,
  MeasuredOutcome,
  SegmentLift,
  SegmentOutcome,
  SequentialState,
  Verdict,
  Withheld,
} from './lift-report.js';
export { liftSequence, type LiftSequence, type LiftSequenceOptions, type OutcomeSequence } from './lift-sequence.js';
export { outcomesOf, type OutcomesOptions } from './outcomes.js';
export { adjustPValues, type Correction } from './multiple.js';

export { audience, Audience, type AudienceConsent, type AudienceRules, type Member } from './audience.js';
export type { Budget } from './budget.js';
export { Campaign, type CampaignOptions } from './campaign.js';
export {
  fromItem,
  fromRule,
  fromSegment,
  type Candidate,
  type ScoredCandidate,
  type FromItemOptions,
  type FromRuleOptions,
  type FromSegmentOptions,
} from './candidates.js';
export {
  fromPropensity,
  fromUplift,
  fromWorth,
  type FromPropensityOptions,
  type FromUpliftOptions,
  type FromWorthOptions,
} from './scored-candidates.js';
export type { FrequencyCap } from './caps.js';
export type { LeftOut } from './filters.js';
export type { AudienceHoldout } from './lot.js';
export { holdoutNumber } from './holdout-number.js';
export { holdout, type Arm, type Holdout, type HoldoutOptions, type Stratum } from './holdout.js';
export { holdoutSql, type HoldoutSqlOptions, type SqlDialect } from './holdout-sql.js';
export {
  minimumDetectableEffect,
  power,
  sampleSize,
  type DetectableEffect,
  type MinimumDetectableEffectOptions,
  type PlannedEffect,
  type PlannedTest,
  type Power,
  type PowerOptions,
  type SampleSize,
  type SampleSizeOptions,
} from './power.js';
export { sampleRatioCheck, type SampleRatio, type SampleRatioOptions } from './sample-ratio.js';
