/**
 * The segments of an earlier run.
 * @module
 */
import { join } from 'node:path';
import { KindredError, show } from '../errors.js';
import { readSegments } from '../report/moves.js';
import { because, bytesOf } from './bytes.js';
import { isFolder } from './outputs.js';

/**
 * The text of the `segments.csv` in the folder of an earlier run, looked at before any work.
 * @throws KindredError `invalid-data`
 */
export async function previousSegments(folder: string): Promise<string> {
  const refused = (why: string, cause?: unknown) =>
    new KindredError('invalid-data', `--previous must be the folder of an earlier run, got ${show(folder)}: ${why}`, { cause });
  if (!(await isFolder(folder))) throw refused('there is no such folder');
  try {
    const text = new TextDecoder().decode(await bytesOf(join(folder, 'segments.csv')));
    readSegments(text);
    return text;
  } catch (error) {
    throw refused(because(error), error);
  }
}
