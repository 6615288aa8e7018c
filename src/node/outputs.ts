/**
 * Files written beside and renamed, so that nobody ever sees half a file.
 * @module
 */
import { access, constants, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { KindredError, show } from '../errors.js';
import type { OutputFile } from '../report/outputs.js';
import { because } from './bytes.js';

const STAGE = '.kindred-partial-';
const OURS = /^\.kindred-partial-\d+$/;

/**
 * Make sure that a folder can be written, before any work.
 * @returns takes away again what was made for it and is still empty
 * @throws KindredError `file-write`
 */
export async function prepareFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const made = await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    for (const name of await readdir(folder)) {
      if (OURS.test(name) && !isAlive(Number(name.slice(STAGE.length)))) await rm(join(folder, name), { recursive: true, force: true });
    }
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

/** Is the process that left a folder behind still running? */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
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
 * Write all files, each whole or not at all: beside, flushed to the disk, and only when all are there renamed into place. The first one is the seal: it is taken
 * away before anything is renamed and comes last, so that a folder that has it holds the files of one run, even where an earlier run was written over.
 * @throws KindredError `file-write`; nothing half-written is left
 */
export async function writeOutputs(out: string, files: readonly OutputFile[]): Promise<void> {
  const folder = resolve(out); // Node makes a relative folder for ever where the working folder is gone
  const stage = join(folder, STAGE + process.pid);
  try {
    for (const { name, content } of files) {
      await mkdir(dirname(join(stage, name)), { recursive: true });
      const handle = await open(join(stage, name), 'w');
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const { name } of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      if (await isFolder(join(folder, name))) throw new Error(`${name} is a folder`);
    }
    await rm(join(folder, files[0].name), { force: true });
    for (const { name } of [...files].reverse()) {
      await rename(join(stage, name), join(folder, name));
    }
  } catch (error) {
    throw new KindredError('file-write', `the output cannot be written into ${show(folder)}: ${because(error)}`, { cause: error });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
