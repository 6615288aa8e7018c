/**
 * load: bytes to the right model, out of the classes the caller names (so that a page holds only the code it uses).
 * @module
 */
import { readModelFile } from './data/model-file.js';
import { classOf, type ModelClass, type ModelOf } from './data/nested-model.js';
import type { PipelineModel } from './preprocessing/pipeline-model.js';

/** The model that a class reads; a pipeline ends in one of the others. */
type Loaded<C, All> = C extends typeof PipelineModel ? PipelineModel<Exclude<ModelOf<All>, PipelineModel>> : ModelOf<C>;

/**
 * @param bytes - a model file
 * @param classes - the model classes it may hold; for a pipeline also those of its steps
 * @throws KindredError `file-corrupt`, `file-version`; `unsupported` where it holds another class
 * @example
 * ```ts
 * import { ItemKNNModel, KMeans, KMeansModel, load, Matrix } from 'kindred';
 * const bytes = new KMeans({ nClusters: 1 }).fit(Matrix.from([[1], [2]])).toBytes();
 * const model = load(bytes, [ItemKNNModel, KMeansModel]);
 * console.log(model instanceof KMeansModel); // true
 * ```
 */
export function load<const C extends readonly ModelClass[]>(bytes: Uint8Array, classes: C): Loaded<C[number], C[number]>;
export function load<M>(bytes: Uint8Array, classes: readonly ModelClass<M>[]): M;
export function load(bytes: Uint8Array, classes: readonly ModelClass[]): unknown {
  return classOf(readModelFile(bytes).type, classes).fromBytes(bytes, classes);
}
