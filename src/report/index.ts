/**
 * kindred/report: the main job.
 * @module
 */
export { analyse, analyseAsync, type Analysis, type AnalyseOptions, type OrdersSource } from './analyse.js';
export { FEATURES } from './features.js';
export type { Foresight } from './foresight.js';
export type { Likely, LikelyMeasured, Lost, LostMeasured, Outlook, Profit, Untold, Worth, WorthMeasured } from './outlook-facts.js';
export { outputFiles, type OutputFile } from './outputs.js';
export type {
  Accuracy,
  Distribution,
  ExampleCustomer,
  Month,
  Moves,
  Named,
  Offer,
  Pair,
  PlanePoint,
  Repeat,
  Report,
  SegmentFacts,
  ShopFacts,
  Withheld,
  WithheldSegment,
} from './report.js';
export { summary } from './summary.js';
export { reportHtml } from './html/page.js';
export { contactFiles } from './contact-files.js';
export { contactReport, type ContactReport, type CurvePoint, type Effects, type RankingFacts } from './contact-report.js';
export { contactSummary } from './contact-words.js';
export { contactHtml } from './html/contact-page.js';
export { liftFacts, type CampaignFacts, type LiftFacts, type LookFacts } from './lift-facts.js';
export type { LiftContext } from './lift-context.js';
export { liftFiles, readLiftFacts } from './lift-files.js';
export { liftSummary } from './lift-summary.js';
export { liftHtml } from './html/lift-page.js';
