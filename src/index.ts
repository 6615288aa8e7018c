/**
 * kindred: segments, recommendations and their explanations from a shop's own data, with the same bits in every runtime.
 * @module
 */
export { KindredError, type KindredErrorCode } from './errors.js';
export { kernelBuild, selfCheck, type KernelBuild } from './kernels/build.js';
export type { LongWork, Progress } from './progress.js';

export { Interactions, type IdOf } from './data/interactions.js';
export type { ArrowTable } from './data/arrow.js';
export type { InteractionColumns } from './data/interaction-columns.js';
export type { CompressedRows } from './data/compressed-rows.js';
export type { Duplicates, Events, InteractionData } from './data/events.js';
export type { Bm25Options, DecayOptions, FilterOptions, Recipe, Weight } from './data/recipe.js';
export { Matrix } from './data/matrix.js';
export { Table, type DroppedMissing } from './data/table.js';
export type { Cell, Column, ColumnKind } from './data/column.js';
export type { GroupAggregate } from './data/group-by.js';
export type { MissingTexts } from './data/missing.js';
export type { Row } from './data/row.js';
export type { TableOptions, TableSource } from './data/table-source.js';
export { Explanation } from './data/explanation.js';
export type { Id, Ids } from './data/ids.js';
export type { TimeLike } from './data/time.js';

export { KMeans, type Centers, type KMeansInit, type KMeansOptions, type KMeansWork } from './segmentation/kmeans.js';
export type { SampleWeight } from './data/sample-weight.js';
export { KMeansModel, type KMeansFit } from './segmentation/kmeans-model.js';
export { SegmentExplanation, type SegmentPart } from './segmentation/segment-explanation.js';
export { matchLabels } from './segmentation/matching.js';
export type { PreviousSegments, Relabeled, SegmentFlow, SegmentMoves } from './segmentation/relabel.js';
export { chooseNClusters, chooseNClustersAsync, type ClusterScores, type NClustersChoice } from './segmentation/choose.js';
export type { ChooseBy, ChooseOptions, ClusterMeasure } from './segmentation/choose-options.js';
export { profileSegments, type ProfiledSegment, type SegmentProfiles } from './segmentation/profile.js';
export type { CategoryProfile, FeatureProfile, NumberProfile, ValueProfile } from './segmentation/profile-column.js';
export type { Bought, ItemProfile } from './segmentation/profile-items.js';
export type { OrderLines, ProfileOptions } from './segmentation/profile-options.js';
export { describeSegments, describeSegmentsAsync, type DescribeOptions, type SegmentDescription } from './segmentation/describe.js';
export type { CategoryAggregates, NumberAggregates, SegmentAggregates } from './segmentation/aggregates.js';
export { PCA, type PCAOptions } from './segmentation/pca.js';
export { PCAModel, type PCAPart } from './segmentation/pca-model.js';

export { RfmSegmenter } from './segmentation/rfm-segmenter.js';
export { RfmSegmenterModel, type RfmEdges, type RfmExplanation, type RfmPart } from './segmentation/rfm-segmenter-model.js';
export type { RfmSegment } from './segmentation/rfm-grid.js';

export { BiasBaseline, type BiasBaselineOptions } from './recommendation/bias-baseline.js';
export { BiasBaselineModel, type BiasBaselineSettings } from './recommendation/bias-baseline-model.js';
export { ItemKNN } from './recommendation/item-knn.js';
export { ItemKNNModel } from './recommendation/item-knn-model.js';
export { ItemScorer, type HistoryOf, type ItemScorerOptions } from './recommendation/item-scorer.js';
export { UserKNN } from './recommendation/user-knn.js';
export { UserKNNModel } from './recommendation/user-knn-model.js';
export type { Aggregate, Center, KNNOptions, KNNSettings, Overlap, Similarity } from './recommendation/knn-options.js';
export { EASE, type EASEOptions } from './recommendation/ease.js';
export { EASEModel, type EASESettings } from './recommendation/ease-model.js';
export type { Precision } from './recommendation/panels.js';
export { Popularity, type PopularityOptions, type PopularityWork, type SegmentOf } from './recommendation/popularity.js';
export { PopularityModel, type PopularitySettings, type PopularityWindow } from './recommendation/popularity-model.js';
export type { ListFor } from './recommendation/lists-async.js';
export { RecommenderModel } from './recommendation/recommender.js';
export type { ItemPart, NamedPart, ScorePart, UserPart } from './recommendation/score-part.js';
export type {
  AudienceOptions,
  ExplainOptions,
  Recommendation,
  RecommendAllOptions,
  RecommendOptions,
  SimilarItem,
  SimilarUser,
  Who,
} from './recommendation/options.js';
export type { Boosts } from './recommendation/boosts.js';
export type { Diversity, Pin } from './recommendation/rerank.js';
export type { HistoryEntry, HistoryEvent } from './recommendation/history.js';
export type { Learned } from './recommendation/recipe.js';
export type { SaveOptions } from './recommendation/saved.js';
export type { Changed, Receipt } from './recommendation/receipt.js';

export { coefficientTable, type CoefficientTableOptions } from './regression/coefficient-table.js';
export { LinearRegression } from './regression/linear-regression.js';
export { LinearRegressionModel } from './regression/linear-regression-model.js';
export { LogisticRegression, type LogisticRegressionOptions } from './regression/logistic-regression.js';
export { LogisticRegressionModel } from './regression/logistic-regression-model.js';
export type { RegressionModel } from './regression/regression-model.js';
export type { RegressionOptions, RegressionWork, Schedule, Solver } from './regression/options.js';
export type { ClassWeight } from './regression/row-weights.js';
export type { UpdateOptions, UpdateWork } from './regression/update.js';
export { updateLinearRegression } from './regression/update-linear-regression.js';
export { updateLogisticRegression } from './regression/update-logistic-regression.js';
export type { Row as RegressionRow } from './regression/inputs.js';
export type { Label, Labels } from './data/labels.js';
export type { Numbers } from './regression/target.js';
export { ClassExplanation, type RegressionPart } from './regression/explanation.js';
export { purchaseSummary } from './regression/purchase-summary.js';
export type { OrderLinesOptions } from './preprocessing/order-lines.js';
export { BGNBD } from './regression/bg-nbd.js';
export { BGNBDModel, type PurchasesExplanation, type PurchasesOptions } from './regression/bg-nbd-model.js';
export type { BGNBDParameters } from './regression/bg-nbd-expected.js';
export { GammaGamma } from './regression/gamma-gamma.js';
export { GammaGammaModel, type GammaGammaParameters, type ValuePart } from './regression/gamma-gamma-model.js';
export type { LifetimeOptions } from './regression/lifetime-fit.js';
export type { LifetimeFit } from './regression/lifetime-model.js';
export {
  explainLifetimeValue,
  lifetimeValue,
  type LifetimePart,
  type LifetimeValueOptions,
  type LifetimeValues,
} from './regression/lifetime-value.js';
export { orderFeatures, type OrderFeaturesOptions } from './regression/order-features.js';
export { propensity, propensityAsync, type Outcomes, type PropensityOptions } from './regression/propensity.js';
export type { PropensityEvaluation } from './regression/propensity-evaluation.js';
export { churn, churnAsync, type Churn, type ChurnOptions } from './regression/churn.js';
export { PlattScaling, PlattScalingModel, type CalibrationWork, type PlattScalingOptions } from './regression/platt-scaling.js';
export { IsotonicRegression, IsotonicRegressionModel, type IsotonicRegressionOptions } from './regression/isotonic-regression.js';
export {
  CalibratedClassifier,
  CalibratedClassifierModel,
  type CalibratedClassifierOptions,
  type Classifier,
} from './regression/calibrated-classifier.js';

export { load } from './load.js';
