/**
 * kindred/evaluation: splits, measures and intervals.
 * @module
 */
export { temporalSplit, type RowTemporalSplit, type TemporalSplit } from './split.js';
export { leaveOneOut, trainTestSplit, type LeaveOneOutOptions, type RowSplitOptions, type TrainTestSplitOptions } from './holdout.js';
export { kFold, type KFoldOptions, type RowFoldOptions } from './k-fold.js';
export type { Split } from './pairs.js';
export type { RowSplit, RowsPart, Stratify } from './row-splits.js';
export { hitRateAtK, ndcgAtK, precisionAtK, recallAtK } from './at-k.js';
export { averagePrecisionAtK, mapAtK, mrr, reciprocalRankAtK, type AveragePrecisionOptions } from './average-precision.js';
export { averagePopularity, coverage, diversity, novelty, popularityBias, type PopularityBias } from './beyond-accuracy.js';
export { evaluateTopK, type RecommendsAll } from './ranking.js';
export { mae, r2, rmse, type ErrorOptions } from './prediction-errors.js';
export { evaluateRatings, type Predicts, type RatingEvaluation, type RatingOptions } from './ratings.js';
export type { TopKEvaluation } from './top-k-evaluation.js';
export type { PerUser } from './per-user.js';
export { bootstrap, type BootstrapOptions, type Interval } from './intervals.js';
export {
  compareTopK,
  pairedBootstrap,
  type Compared,
  type CompareTopKOptions,
  type PairedComparison,
  type UserMeasure,
} from './compare.js';
export { adjustedRandIndex } from './clustering.js';
export { silhouette, silhouetteAsync, silhouetteSamples, type SilhouetteOptions } from './silhouette.js';
export { calinskiHarabasz, daviesBouldin } from './dispersion.js';
export { crossValidate, crossValidateAsync } from './cross-validate.js';
export type { CrossValidateOptions, CrossValidation, FoldScores } from './cross-validate-pairs.js';
export type { FitsRows, RowCrossValidateOptions } from './cross-validate-rows.js';
export type { RowScoring, ScoresRows } from './row-scoring.js';
export { gridSearch, gridSearchAsync, type Grid, type GridParams, type GridPoint, type GridSearch } from './grid-search.js';
export type { Fits } from './folds.js';
export type { Scoring } from './scoring.js';
export {
  bootstrapMeasure,
  bootstrapMeasureAsync,
  type BootstrapMeasureOptions,
  type MeasureInterval,
  type RowList,
} from './bootstrap-measure.js';
export { accuracy, confusionMatrix, type ConfusionMatrix, type WeightOptions } from './confusion.js';
export { f1, precision, recall, type AverageOptions } from './precision-recall.js';
export { rocAuc, rocCurve, type RocCurve, type RocCurveOptions } from './roc.js';
export { averagePrecision, precisionRecallCurve, type PrecisionRecallCurve } from './precision-recall-curve.js';
export { brier, logLoss } from './probability-errors.js';
export { calibrationCurve, expectedCalibrationError, type CalibrationBin, type CalibrationOptions } from './calibration.js';
export { gains, liftByDecile, type Decile, type Gains, type LiftOptions } from './lift.js';
export {
  chooseThreshold,
  profitCurve,
  type ChosenThreshold,
  type ProfitCurve,
  type ProfitOptions,
  type ThresholdOptions,
} from './profit.js';
export type { BinaryOptions } from './scored-rows.js';
export type { AveragedOptions, ClassesOptions } from './class-probabilities.js';
export type { Label, Labels } from '../data/labels.js';
export { qiniAuc, upliftAtK, upliftAuc, type QiniAucOptions, type UpliftAtKOptions, type UpliftAucOptions } from './uplift.js';
export {
  perfectQiniCurve,
  perfectUpliftCurve,
  qiniCurve,
  upliftCurve,
  type PerfectQiniOptions,
  type CurvePoints,
  type UpliftCurve,
} from './uplift-curve.js';
export { upliftByPercentile, weightedAverageUplift, type UpliftBin, type UpliftByPercentileOptions } from './uplift-percentiles.js';
export { evaluateUplift, type EvaluateUpliftOptions, type QiniBand, type UpliftEvaluation } from './uplift-evaluation.js';
export type { ArmLabel, ArmOptions } from './uplift-ranking.js';
export {
  permutationImportance,
  permutationImportanceAsync,
  type Importance,
  type ImportanceOptions,
  type PermutationImportance,
} from './permutation-importance.js';
export { partialDependence, partialDependenceAsync, type PartialDependence, type PartialDependenceOptions } from './partial-dependence.js';
