/**
 * All classes whose values may cross to a thread. Only its program imports them: a page that has a pool holds those that it uses.
 * @module
 */
import { ClassTransformationModel } from '../campaign/class-transformation-model.js';
import { ClassTransformation } from '../campaign/class-transformation.js';
import { InteractionUpliftModel } from '../campaign/interaction-uplift-model.js';
import { InteractionUplift } from '../campaign/interaction-uplift.js';
import { TwoModelUpliftModel } from '../campaign/two-model-uplift-model.js';
import { TwoModelUplift } from '../campaign/two-model-uplift.js';
import { Ids } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import type { NamedClass } from '../parts.js';
import { ColumnTransformerModel } from '../preprocessing/column-transformer-model.js';
import { ColumnTransformer } from '../preprocessing/column-transformer.js';
import { Log1pTransformer, Log1pTransformerModel } from '../preprocessing/log1p.js';
import { MinMaxScaler, MinMaxScalerModel } from '../preprocessing/min-max-scaler.js';
import { OneHotEncoderModel } from '../preprocessing/one-hot-encoder-model.js';
import { OneHotEncoder } from '../preprocessing/one-hot-encoder.js';
import { OrdinalEncoderModel } from '../preprocessing/ordinal-encoder-model.js';
import { OrdinalEncoder } from '../preprocessing/ordinal-encoder.js';
import { PipelineModel } from '../preprocessing/pipeline-model.js';
import { Pipeline } from '../preprocessing/pipeline.js';
import { QuantileTransformer, QuantileTransformerModel } from '../preprocessing/quantile-transformer.js';
import { RobustScaler, RobustScalerModel } from '../preprocessing/robust-scaler.js';
import { SimpleImputerModel } from '../preprocessing/simple-imputer-model.js';
import { SimpleImputer } from '../preprocessing/simple-imputer.js';
import { StandardScaler, StandardScalerModel } from '../preprocessing/standard-scaler.js';
import { BiasBaselineModel } from '../recommendation/bias-baseline-model.js';
import { BiasBaseline } from '../recommendation/bias-baseline.js';
import { EASEModel } from '../recommendation/ease-model.js';
import { EASE } from '../recommendation/ease.js';
import { ItemKNNModel } from '../recommendation/item-knn-model.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import { PopularityModel } from '../recommendation/popularity-model.js';
import { Popularity } from '../recommendation/popularity.js';
import { UserKNNModel } from '../recommendation/user-knn-model.js';
import { UserKNN } from '../recommendation/user-knn.js';
import { BGNBDModel } from '../regression/bg-nbd-model.js';
import { BGNBD } from '../regression/bg-nbd.js';
import { CalibratedClassifier, CalibratedClassifierModel } from '../regression/calibrated-classifier.js';
import { GammaGammaModel } from '../regression/gamma-gamma-model.js';
import { GammaGamma } from '../regression/gamma-gamma.js';
import { IsotonicRegression, IsotonicRegressionModel } from '../regression/isotonic-regression.js';
import { LinearRegressionModel } from '../regression/linear-regression-model.js';
import { LinearRegression } from '../regression/linear-regression.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import { LogisticRegression } from '../regression/logistic-regression.js';
import { PlattScaling, PlattScalingModel } from '../regression/platt-scaling.js';
import { KMeansModel } from '../segmentation/kmeans-model.js';
import { KMeans } from '../segmentation/kmeans.js';
import { PCAModel } from '../segmentation/pca-model.js';
import { PCA } from '../segmentation/pca.js';
import { RfmSegmenterModel } from '../segmentation/rfm-segmenter-model.js';
import { RfmSegmenter } from '../segmentation/rfm-segmenter.js';

const DATA = [Matrix, Table, Interactions, Ids];

const TRANSFORMERS = [
  ...[ColumnTransformer, ColumnTransformerModel, Log1pTransformer, Log1pTransformerModel, MinMaxScaler, MinMaxScalerModel],
  ...[OneHotEncoder, OneHotEncoderModel, OrdinalEncoder, OrdinalEncoderModel, Pipeline, PipelineModel],
  ...[QuantileTransformer, QuantileTransformerModel, RobustScaler, RobustScalerModel, SimpleImputer, SimpleImputerModel],
  ...[StandardScaler, StandardScalerModel],
];

const SEGMENTERS = [KMeans, KMeansModel, PCA, PCAModel, RfmSegmenter, RfmSegmenterModel];

/** Recipes whose folds threads score. */
export const RECOMMENDERS: (typeof ItemKNN | typeof UserKNN | typeof EASE | typeof Popularity | typeof BiasBaseline)[] = [
  ItemKNN,
  UserKNN,
  EASE,
  Popularity,
  BiasBaseline,
];
const RECOMMENDER_MODELS = [ItemKNNModel, UserKNNModel, EASEModel, PopularityModel, BiasBaselineModel];

const REGRESSIONS = [
  ...[BGNBD, BGNBDModel, CalibratedClassifier, CalibratedClassifierModel, GammaGamma, GammaGammaModel],
  ...[IsotonicRegression, IsotonicRegressionModel, LinearRegression, LinearRegressionModel],
  ...[LogisticRegression, LogisticRegressionModel, PlattScaling, PlattScalingModel],
];

const UPLIFT = [
  ...[ClassTransformation, ClassTransformationModel, InteractionUplift, InteractionUpliftModel, TwoModelUplift, TwoModelUpliftModel],
];

export const CLASSES: readonly NamedClass[] = [
  ...DATA,
  ...TRANSFORMERS,
  ...SEGMENTERS,
  ...RECOMMENDERS,
  ...RECOMMENDER_MODELS,
  ...REGRESSIONS,
  ...UPLIFT,
];
