/**
 * Model files on the disk, and what lies beside them in the folder of a run.
 * @module
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Id } from '../data/ids.js';
import { KindredError, show } from '../errors.js';
import { readCsv } from '../io/csv.js';
import { load } from '../load.js';
import { ItemKNNModel } from '../recommendation/item-knn-model.js';
import { PopularityModel } from '../recommendation/popularity.js';
import type { RecommenderModel } from '../recommendation/recommender.js';
import { bytesOf } from './bytes.js';
import { isFolder } from './outputs.js';

const MODELS = 'models';
const ENDING = '.safetensors';

/** The model files of a folder, or of the folder `models` in it. @throws KindredError `invalid-data` where there are none */
export async function modelsIn(folder: string): Promise<string[]> {
  for (const place of [folder, join(folder, MODELS)]) {
    const names = (await isFolder(place)) ? (await readdir(place)).filter((name) => name.endsWith(ENDING)).sort() : [];
    if (names.length > 0) return names.map((name) => join(place, name));
  }
  throw new KindredError('invalid-data', `the folder ${show(folder)} holds no models (*${ENDING})`);
}

/** The file meant: that given, or of a run's folder the one of that name. @throws KindredError `invalid-data` */
export async function modelFile(path: string, name: 'recommendations' | 'segments'): Promise<string> {
  if (!(await isFolder(path))) return path;
  const found = (await modelsIn(path)).find((file) => basename(file) === name + ENDING);
  if (!found) throw new KindredError('invalid-data', `the folder ${show(path)} holds no ${name + ENDING}: is it the folder of a run?`);
  return found;
}

/** What `open` makes of a file's bytes; what it complains about begins with the file's name. */
export async function opened<M>(file: string, open: (bytes: Uint8Array) => M): Promise<M> {
  const bytes = await bytesOf(file);
  try {
    return open(bytes);
  } catch (error) {
    if (error instanceof KindredError) throw new KindredError(error.code, `${show(file)}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** @throws KindredError `invalid-data`, `file-corrupt`, `file-version`, `unsupported` */
export async function openRecommender(path: string): Promise<{ file: string; model: RecommenderModel }> {
  const file = await modelFile(path, 'recommendations');
  return { file, model: await opened(file, (bytes) => load<RecommenderModel>(bytes, [ItemKNNModel, PopularityModel])) };
}

/** An id as the model has it: numbers are numbers there. */
export const asId = (text: string, known: { readonly values: readonly Id[] }): Id =>
  typeof known.values[0] === 'number' && /^-?\d+$/.test(text) ? Number(text) : text;

/** Without the apostrophe that guards a text in a CSV file against being run as a formula. */
const unguarded = (text: string) => text.replace(/^'(?=[=+\-@\t\r])/, '');

/** A file of the run that a model belongs to, as columns of text; undefined where there is none. @throws KindredError as `readCsv` */
export async function besideModel(file: string, name: string, wanted: readonly string[]): Promise<Record<string, string[]> | undefined> {
  if (basename(dirname(file)) !== MODELS) return undefined;
  const place = join(dirname(dirname(file)), name);
  if (!(await isThere(place))) return undefined;
  const table = readCsv(
    new TextDecoder().decode(await bytesOf(place)),
    Object.fromEntries(wanted.map((column) => [column, { header: column, kind: 'text' as const }])),
  );
  return Object.fromEntries(wanted.map((column) => [column, table.column(column, 'text').values.map((text) => unguarded(text ?? ''))]));
}

const isThere = async (path: string) => (await readdir(dirname(path))).includes(basename(path));

/** What items are called, as far as the run's recommendations tell. */
export async function namesBeside(file: string): Promise<(item: Id) => string> {
  const columns = await besideModel(file, 'recommendations.csv', ['item', 'name', 'because', 'because_name']);
  const names = new Map<string, string>();
  columns?.['because'].forEach((item, row) => names.set(item, columns['because_name'][row]));
  columns?.['item'].forEach((item, row) => names.set(item, columns['name'][row]));
  return (item) => names.get(String(item)) ?? '';
}
