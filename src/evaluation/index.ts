/**
 * kindred/evaluation: splits, measures and intervals.
 * @module
 */
export { temporalSplit, type TemporalSplit } from './split.js';
export { leaveOneOut, trainTestSplit, type LeaveOneOutOptions, type TrainTestSplitOptions } from './holdout.js';
export { kFold, type KFoldOptions } from './k-fold.js';
export type { Split } from './pairs.js';
export { evaluateTopK, ndcgAtK, precisionAtK, recallAtK, type PerUser, type RecommendsAll, type TopKEvaluation } from './ranking.js';
export { bootstrap, type BootstrapOptions, type Interval } from './intervals.js';
export { adjustedRandIndex } from './clustering.js';
export { silhouette, silhouetteAsync, silhouetteSamples, type SilhouetteOptions } from './silhouette.js';
export { calinskiHarabasz, daviesBouldin } from './dispersion.js';
