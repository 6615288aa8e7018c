/**
 * The chances of a run: the model, and the table that lies beside it.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { load } from '../load.js';
import { ColumnTransformerModel } from '../preprocessing/column-transformer-model.js';
import { Log1pTransformerModel } from '../preprocessing/log1p.js';
import { PipelineModel } from '../preprocessing/pipeline-model.js';
import { SimpleImputerModel } from '../preprocessing/simple-imputer-model.js';
import { StandardScalerModel } from '../preprocessing/standard-scaler.js';
import type { ClassExplanation } from '../regression/explanation.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import { KMeansModel } from '../segmentation/kmeans-model.js';
import { opened } from './models.js';
import { outputFolder } from './outputs.js';
import { customerRow } from './run-customers.js';
import { besideModel } from './run-tables.js';

/** What the pipelines of a run are made of. */
const CLASSES = [PipelineModel, ColumnTransformerModel, SimpleImputerModel, Log1pTransformerModel, StandardScalerModel, LogisticRegressionModel, KMeansModel] as const; // prettier-ignore

export type LikelyModel = PipelineModel<LogisticRegressionModel<boolean>>;

/** The model of a file, if it is one of chances; undefined where it is a folder, or another model. */
export async function likelyModel(path: string): Promise<LikelyModel | undefined> {
  if (await outputFolder(path)) return undefined;
  try {
    const model = await opened(path, (bytes) => load(bytes, CLASSES) as PipelineModel);
    return model instanceof PipelineModel && model.last instanceof LogisticRegressionModel ? (model as LikelyModel) : undefined;
  } catch (error) {
    if (error instanceof KindredError) return undefined; // whoever asks next says what is wrong
    throw error;
  }
}

export interface ChanceExplained {
  readonly customer: string;
  readonly why: ClassExplanation<boolean>;
  /** The figures as the run's likely.csv has them; NaN where one is missing. */
  readonly figures: Readonly<Record<string, number>>;
}

/** @throws KindredError `invalid-data`; `unknown-id` for a customer that the run does not know */
export async function explainChance(path: string, model: LikelyModel, customer: string): Promise<ChanceExplained> {
  const table = await besideModel(path, 'likely.csv');
  if (table === undefined) throw new KindredError('invalid-data', `no likely.csv of a run lies beside ${show(path)}`);
  const columns = model.columns ?? [];
  const { customer: spelling, row } = await customerRow(table, customer, columns);
  const figures = Object.fromEntries(columns.map((name, c) => [name, row.cells[c + 1] === '' ? NaN : row.number(c + 1)]));
  return { customer: spelling, why: model.explain(figures), figures };
}
