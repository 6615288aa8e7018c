/**
 * What the command knows of each kind of model but recommenders.
 * @module
 */
import { ClassTransformationModel } from '../campaign/class-transformation-model.js';
import { InteractionUpliftModel } from '../campaign/interaction-uplift-model.js';
import { TwoModelUpliftModel } from '../campaign/two-model-uplift-model.js';
import { UpliftModel } from '../campaign/uplift-model.js';
import { ColumnTransformerModel } from '../preprocessing/column-transformer-model.js';
import { Log1pTransformerModel } from '../preprocessing/log1p.js';
import { MinMaxScalerModel } from '../preprocessing/min-max-scaler.js';
import { OneHotEncoderModel } from '../preprocessing/one-hot-encoder-model.js';
import { OrdinalEncoderModel } from '../preprocessing/ordinal-encoder-model.js';
import { PipelineModel } from '../preprocessing/pipeline-model.js';
import { QuantileTransformerModel } from '../preprocessing/quantile-transformer.js';
import { RobustScalerModel } from '../preprocessing/robust-scaler.js';
import { SimpleImputerModel } from '../preprocessing/simple-imputer-model.js';
import { StandardScalerModel } from '../preprocessing/standard-scaler.js';
import { BGNBDModel } from '../regression/bg-nbd-model.js';
import { CalibratedClassifierModel } from '../regression/calibrated-classifier.js';
import { GammaGammaModel } from '../regression/gamma-gamma-model.js';
import { IsotonicRegressionModel } from '../regression/isotonic-regression.js';
import { LinearRegressionModel } from '../regression/linear-regression-model.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import { PlattScalingModel } from '../regression/platt-scaling.js';
import { plural } from '../report/words.js';
import { KMeansModel } from '../segmentation/kmeans-model.js';
import { PCAModel } from '../segmentation/pca-model.js';
import { RfmSegmenterModel } from '../segmentation/rfm-segmenter-model.js';

/** The class of each, and what it does. */
const ABOUT = [
  [KMeansModel, 'puts rows into segments'],
  [RfmSegmenterModel, 'scores customers from 1 to 5 and names them by the customary grid'],
  [LogisticRegressionModel, 'tells how likely something is, and why'],
  [LinearRegressionModel, 'foretells a number, and why'],
  [CalibratedClassifierModel, 'tells how likely something is, by another model, calibrated'],
  [PlattScalingModel, 'makes probabilities of scores, by an S-curve'],
  [IsotonicRegressionModel, 'makes probabilities of scores, by a rising staircase'],
  [BGNBDModel, 'tells who is still a customer, and how many purchases to expect'],
  [GammaGammaModel, 'tells what a purchase of each customer is worth'],
  [PCAModel, 'sees rows from the directions in which they differ most'],
  [PipelineModel, 'does several steps, one after the other'],
  [ColumnTransformerModel, 'transforms some columns in one way, others in another'],
  [SimpleImputerModel, 'fills in missing values'],
  [OneHotEncoderModel, 'makes a column of 0 and 1 of each category'],
  [OrdinalEncoderModel, 'makes numbers of categories'],
  [StandardScalerModel, 'brings columns to mean 0 and deviation 1'],
  [MinMaxScalerModel, 'brings columns into one range'],
  [RobustScalerModel, 'brings columns to median 0 and one spread'],
  [QuantileTransformerModel, 'spreads the values of columns evenly'],
  [Log1pTransformerModel, 'takes log(1 + x) of every column'],
  [TwoModelUpliftModel, 'tells whom a contact moves, and by how much'],
  [ClassTransformationModel, 'tells whom a contact moves, and by how much'],
  [InteractionUpliftModel, 'tells whom a contact moves, and by how much'],
] as const;

export const MODEL_CLASSES = ABOUT.map(([Class]) => Class);

/** What is told of a model. */
export interface ModelFacts {
  readonly about: string;
  readonly warnings: readonly string[];
  /** Calls of its methods, without the model's name before them. */
  readonly use: readonly string[];
  readonly [fact: string]: unknown;
}

/** What a model does, its columns, and figures of its own. */
export function aboutModel(model: InstanceType<(typeof MODEL_CLASSES)[number]>): ModelFacts {
  const about = ABOUT.find(([Class]) => model instanceof Class)![1];
  const { warnings = [], columns } = model as { warnings?: readonly string[]; columns?: readonly string[] };
  const call = 'predict' in model && !(model instanceof PipelineModel && !hasPredict(model.last)) ? 'predict' : 'transform';
  return {
    about,
    ...figuresOf(model),
    ...(columns ? { columns } : {}),
    warnings,
    use: usesOf(model) ?? [`${call}(${columns ? 'table' : 'matrix'})`],
  };
}

/** Where a call of one table is not all. */
function usesOf(model: unknown): string[] | undefined {
  if (model instanceof UpliftModel) return ['best(table)', `explain(table.row(0), ${JSON.stringify(model.treatments[0])})`];
  if (model instanceof BGNBDModel) return ['predict(purchaseSummary(orders), { days: 30 })'];
  if (model instanceof GammaGammaModel) return ['predict(purchaseSummary(orders))'];
  const last = model instanceof PipelineModel ? model.last : model;
  return last instanceof LogisticRegressionModel ? ['predictProba(table)', 'explain(table.row(0))'] : undefined;
}

const hasPredict = (last: unknown) => typeof (last as { predict?: unknown }).predict === 'function';

function figuresOf(model: unknown): Record<string, unknown> {
  if (model instanceof PipelineModel) {
    const steps = model.steps.map((step) => (step as { constructor: { type: string } }).constructor.type);
    return { steps, ...figuresOf(model.last), columns: model.columns };
  }
  if (model instanceof KMeansModel) {
    const { nClusters, names, clusterCenters, inertia, nIter, converged } = model;
    const columns = clusterCenters.columns ?? clusterCenters.nColumns;
    return { segments: nClusters, ...(names ? { names } : {}), columns, inertia, iterations: nIter, converged };
  }
  if (model instanceof UpliftModel) {
    const { control, treatments, classes } = model;
    return { control, treatments, ...(classes ? { response: classes[1] } : {}) };
  }
  if (model instanceof LogisticRegressionModel) {
    const { classes, features, converged, nIter } = model;
    return { classes, features: features.length, iterations: nIter, converged };
  }
  if (model instanceof LinearRegressionModel)
    return { features: model.features.length, iterations: model.nIter, converged: model.converged };
  if (model instanceof BGNBDModel || model instanceof GammaGammaModel) {
    const { parameters, nCustomers, nIter, converged } = model;
    return { parameters, learnedFrom: plural(nCustomers, 'customer'), iterations: nIter, converged };
  }
  if (model instanceof StandardScalerModel) return { mean: [...model.mean], scale: [...model.scale] };
  if (model instanceof PCAModel) return { components: model.nComponents, explained: [...model.explainedVarianceRatio] };
  return {};
}
