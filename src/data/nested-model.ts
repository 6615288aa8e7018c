/**
 * Models inside the file of a model, as the steps of a pipeline: tensor `t` of model i is stored as `i/t`, what else its file says in the settings.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { readModelFile, requireThat, writeModelFile, type ModelFile, type Tensors } from './model-file.js';

/** A class whose models can be read back. */
export interface ModelClass<M = unknown> {
  /** The name in a model file. */
  readonly type: string;
  /** @param classes - those of the models that may lie inside */
  fromBytes(bytes: Uint8Array, classes: readonly ModelClass[]): M;
}

/** The models of a class, or of one of several. */
export type ModelOf<C> = C extends { fromBytes(...args: never[]): infer M } ? M : never;

/** What the file says of a model inside, besides its tensors. `bytes` marks one in a format of its own, whose whole file is the tensor `i/bytes`. */
interface Nested {
  readonly type: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly bytes?: true;
}

/** @throws KindredError `unsupported` naming the class that is not among those given */
export function classOf<M>(type: string, classes: readonly ModelClass<M>[]): ModelClass<M> {
  const found = classes.find((c) => c.type === type);
  if (found) return found;
  const given = classes.map((c) => c.type).join(', ') || 'none';
  throw new KindredError('unsupported', `the file holds ${show(type)}, which is none of the classes given: ${given}`);
}

/**
 * Models as a part of a model file: `models` belongs in its settings.
 * @throws KindredError `unsupported` for a model that cannot be saved, by its place
 */
export function nest(models: readonly unknown[]): Pick<ModelFile, 'tensors' | 'shapes'> & { models: readonly Nested[] } {
  const tensors: Tensors = {};
  const shapes: Record<string, readonly number[]> = {};
  const nested = models.map((model, i): Nested => {
    const { file, type } = fileOf(model, i);
    for (const [name, tensor] of Object.entries(file.tensors)) {
      tensors[`${i}/${name}`] = tensor;
      if (file.shapes) shapes[`${i}/${name}`] = file.shapes[name];
    }
    return file.type === type ? { type, settings: file.settings } : { type, bytes: true };
  });
  return { models: nested, tensors, shapes };
}

/** The models again. @throws KindredError `file-corrupt`; `unsupported` naming a class that is needed and was not given */
export function unnest(models: unknown, { tensors, shapes }: ModelFile, classes: readonly ModelClass[] = []): unknown[] {
  requireThat(Array.isArray(models), 'it does not say which models it holds');
  const files = (models as (Partial<Nested> | null)[]).map((model, i): ModelFile & { readonly bytes: boolean } => {
    const { type, settings = {}, bytes = false } = model ?? {};
    requireThat(typeof type === 'string' && typeof settings === 'object' && settings !== null, `it does not say what model ${i + 1} is`);
    return { type: type!, settings, bytes, tensors: {}, shapes: {} };
  });
  for (const [path, tensor] of Object.entries(tensors)) {
    const [, place = '', name = ''] = /^(\d+)\/(.*)$/s.exec(path) ?? [];
    const file = files[Number(place || NaN)];
    requireThat(file !== undefined, `its tensor ${show(path)} belongs to no model`);
    file.tensors[name] = tensor;
    (file.shapes as Record<string, readonly number[]>)[name] = shapes![path];
  }
  return files.map((file) => {
    const Model = classOf(file.type, classes);
    if (!file.bytes) return Model.fromBytes(writeModelFile(file), classes);
    const whole = file.tensors['bytes'];
    requireThat(whole instanceof Uint8Array, `it lacks its ${file.type}`);
    return Model.fromBytes(whole as Uint8Array, classes);
  });
}

/** A fitted model may hold what its file leaves out: that is carried beside the bytes where a fit is done in a thread. */
export interface Unsaved {
  unsaved?: unknown;
}

/** What the files of several models leave out. */
export const unsavedOf = (models: readonly unknown[]): unknown[] => models.map((model) => (model as Unsaved | undefined)?.unsaved);

/** Give it back to the models, in their order. */
export const setUnsaved = (models: readonly unknown[], unsaved: unknown): void =>
  models.forEach((model, i) => {
    const own = (unsaved as readonly unknown[])[i];
    if (own !== undefined) (model as Unsaved).unsaved = own;
  });

/** @throws KindredError `unsupported` */
function fileOf(model: unknown, i: number): { type: string; file: ModelFile } {
  const { toBytes, constructor } = model as { toBytes?: () => Uint8Array; constructor: { type?: unknown; name: string } };
  const { type } = constructor;
  if (typeof toBytes !== 'function' || typeof type !== 'string') {
    throw new KindredError(
      'unsupported',
      `model ${i + 1} (${constructor.name}) cannot be saved: it needs a method "toBytes", and its class a text "type" and "fromBytes"`,
    );
  }
  const bytes = toBytes.call(model);
  try {
    const file = readModelFile(bytes);
    if (file.type === type) return { type, file };
  } catch {
    // a format of its own
  }
  return { type, file: { type: '', settings: {}, tensors: { bytes } } };
}
