/**
 * Files written beside and moved when all are there (`stage.ts`), so that nobody ever sees half a file, and a folder is wholly of one run, whenever a run is killed:
 * who opens the folder next, to read or to write, finishes first what a complete stage has left to move.
 * @module
 */
import { access, constants, mkdir, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KindredError, show } from '../errors.js';
import type { OutputFile } from '../report/outputs.js';
import { because } from './bytes.js';
import { discard, markComplete, moveAll, recover, stageIn, writeFlushed } from './stage.js';

/** The folder of the models in that of a run. */
export const MODELS = 'models';

/**
 * Make sure that a folder can be written, before any work.
 * @returns takes away again what was made for it and is still empty
 * @throws KindredError `file-write`
 */
export async function prepareFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const made = await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    await recover(resolve(folder));
    return () => (made === undefined ? Promise.resolve() : removeEmpty(resolve(folder), resolve(made)));
  } catch (error) {
    throw new KindredError('file-write', `the output folder ${show(folder)} cannot be written: ${because(error)}`, { cause: error });
  }
}

/** Remove a folder and those around it, up to `last`, as far as they are empty. */
async function removeEmpty(folder: string, last: string): Promise<void> {
  try {
    for (let at = folder; at.length >= last.length; at = dirname(at)) await rmdir(at);
  } catch {
    // it holds something
  }
}

/**
 * Is there a folder of that name? To be asked before the output of an earlier run is read: where one was killed, the folder that the path is or lies in is first
 * made whole, as far as it can be written.
 * @param path - the folder of a run, or a file or the folder `models` in it
 */
export async function outputFolder(path: string): Promise<boolean> {
  const isGiven = await isFolder(path);
  const around = isGiven ? resolve(path) : dirname(resolve(path));
  try {
    await recover(around);
    if (basename(around) === MODELS) await recover(dirname(around));
  } catch {
    // it cannot be written, or is not there: it is read as it is
  }
  return isGiven;
}

/** Is there a folder of that name? */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // nothing there
  }
}

/** Is there a file of that name? */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // nothing there
  }
}

/**
 * Write all files, or none: beside, flushed to the disk, and only when all are there moved into place. The first one is the seal: it is taken away before anything is
 * moved and comes last, so that a folder that has it holds the files of one run, even where an earlier run was written over.
 * @throws KindredError `file-write`; nothing half-written is left. Where the disk fails while they are moved, the rest waits for whoever opens the folder next
 */
export async function writeOutputs(out: string, files: readonly OutputFile[]): Promise<void> {
  const folder = resolve(out); // Node makes a relative folder for ever where the working folder is gone
  const stage = stageIn(folder);
  const names = files.map(({ name }) => name);
  let isOver = true;
  try {
    await discard(stage); // its marker would speak for files that are not there yet
    for (const { name, content } of files) await writeFlushed(stage, name, content);
    for (const name of names) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      if (await isFolder(join(folder, name))) throw new Error(`${name} is a folder`);
    }
    await markComplete(stage, names);
    isOver = false;
    moveAll(stage, folder, names);
    isOver = true;
  } catch (error) {
    throw new KindredError('file-write', `the output cannot be written into ${show(folder)}: ${because(error)}`, { cause: error });
  } finally {
    if (isOver) await discard(stage);
  }
}
