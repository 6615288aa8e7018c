/**
 * load: bytes to the right model, out of the classes the caller names (so that a page holds only the code it uses).
 * @module
 */
import { readModelFile } from './data/model-file.js';
import { classOf, type ModelClass } from './data/nested-model.js';

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
export function load<M>(bytes: Uint8Array, classes: readonly ModelClass<M>[]): M {
  return classOf(readModelFile(bytes).type, classes).fromBytes(bytes, classes);
}
