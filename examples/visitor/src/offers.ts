/**
 * A model file, a visitor and what she does in; how likely she is to click each offer out, and why. The model learns in the page; nothing leaves it. A click is too
 * little work for WebAssembly: kindred/js saves the page its bytes.
 * @module
 */
import { LogisticRegressionModel, Table, updateLogisticRegression } from 'kindred/js';
import { ColumnTransformerModel, PipelineModel, SimpleImputerModel, StandardScalerModel } from 'kindred/js/preprocessing';

export type Model = ReturnType<typeof openModel>;

/** What is known of a visitor, by column: null where nothing is. */
export type Visitor = Readonly<Record<string, unknown>>;

/** An offer, and how likely it is that she clicks it. */
export interface Offered {
  readonly offer: string;
  readonly probability: number;
}

/** @throws KindredError where the bytes are no such file */
export const openModel = (bytes: Uint8Array) =>
  PipelineModel.fromBytes(bytes, [ColumnTransformerModel, SimpleImputerModel, StandardScalerModel], LogisticRegressionModel);

/** The offers that the model knows. */
export const offersOf = (model: Model) => model.inputColumns.find(({ name }) => name === 'offer')!.categories as readonly string[];

/** All offers, the likeliest first. */
export function rank(model: Model, visitor: Visitor): Offered[] {
  return offersOf(model)
    .map((offer) => ({ offer, probability: explain(model, visitor, offer).probability }))
    .sort((a, b) => b.probability - a.probability || (a.offer < b.offer ? -1 : 1));
}

/** What speaks for and against a click, in log-odds; the parts sum to the score. */
export const explain = (model: Model, visitor: Visitor, offer: string) => model.explain({ ...visitor, offer });

/** Each answer is one row more; what was learned before fades by a fifth, so that one visitor's clicks are felt. */
const LEARNING = { l2: 1e-3, decay: 0.8 };

/** The model after she clicked an offer, or passed it over. The one before stays as it was. */
export function learn(model: Model, visitor: Visitor, offer: string, clicked: boolean): Model {
  const features = model.features(Table.from([{ ...visitor, offer }]));
  return model.withLast(updateLogisticRegression(model.last, features, [clicked], LEARNING));
}
