/**
 * load: bytes to the right model, out of the classes the caller names (so that a page holds only the code it uses).
 * @module
 */
import { readModelFile } from './data/model-file.js';
import { KindredError, show } from './errors.js';

interface Loadable<M> {
  readonly type: string;
  fromBytes(bytes: Uint8Array): M;
}

/**
 * @param bytes - a model file
 * @param classes - the model classes it may hold
 * @throws KindredError `file-corrupt`, `file-version`; `unsupported` where it holds another class
 * @example
 * ```ts
 * import { ItemKNNModel, KMeans, KMeansModel, load, Matrix } from 'kindred';
 * const bytes = new KMeans({ nClusters: 1 }).fit(Matrix.from([[1], [2]])).toBytes();
 * const model = load(bytes, [ItemKNNModel, KMeansModel]);
 * console.log(model instanceof KMeansModel); // true
 * ```
 */
export function load<M>(bytes: Uint8Array, classes: readonly Loadable<M>[]): M {
  const { type } = readModelFile(bytes);
  const found = classes.find((c) => c.type === type);
  if (!found)
    throw new KindredError(
      'unsupported',
      `the file holds ${show(type)}, which is none of the classes given: ${classes.map((c) => c.type).join(', ')}`,
    );
  return found.fromBytes(bytes);
}
