/**
 * Model files on the disk.
 * @module
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { KindredError, show } from '../errors.js';
import { load } from '../load.js';
import type { RecommenderModel } from '../recommendation/recommender.js';
import { RECOMMENDERS } from './about-recommenders.js';
import { bytesOf } from './bytes.js';
import { isFolder, MODELS, outputFolder } from './outputs.js';

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
  if (!(await outputFolder(path))) return path;
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
  return { file, model: await opened(file, (bytes) => load<RecommenderModel>(bytes, RECOMMENDERS)) };
}
