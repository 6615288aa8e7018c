/**
 * Where output waits until it is whole. Files are written into a stage, a folder inside the one they are for that is called by the process; when all are flushed,
 * a marker with their names says so, and only then are they moved. A stage that a dead process left behind is moved to its end where it has the marker, and thrown
 * away where it has not: what was there before is touched only when all that replaces it is on the disk.
 * @module
 */
import { renameSync, rmSync } from 'node:fs';
import { access, constants, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const STAGE = '.kindred-partial-';
const OURS = /^\.kindred-partial-\d+$/;
const MARKER = '.complete';

/** How often, and how many ms apart, is looked whether another process is done with moving, which takes it a few ms. */
const [LOOKS, PAUSE] = [100, 20];

/** The stage of this process. */
export const stageIn = (folder: string) => join(folder, STAGE + process.pid);

/** Write a file of a stage, flushed to the disk. */
export async function writeFlushed(stage: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(stage, name)), { recursive: true });
  const handle = await open(join(stage, name), 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Say that a stage has all its files. */
export const markComplete = (stage: string, names: readonly string[]) => writeFlushed(stage, MARKER, JSON.stringify(names));

/** Move files to their places in one go. The first one is the seal: it goes before anything is moved and comes last. */
export function moveAll(stage: string, folder: string, names: readonly string[]): void {
  rmSync(join(folder, names[0]), { force: true });
  for (const name of [...names].reverse()) renameSync(join(stage, name), join(folder, name));
}

/** Remove a stage, the marker first, so that what is left of it when that is cut short is never taken for a complete one. */
export async function discard(stage: string): Promise<void> {
  await rm(join(stage, MARKER), { force: true });
  await rm(stage, { recursive: true, force: true });
}

/** Finish or remove what dead processes left in a folder, and let those that live finish. */
export async function recover(folder: string, looks = LOOKS): Promise<void> {
  const mine = stageIn(folder);
  const entries = await readdir(folder, { withFileTypes: true }); // a link is no folder here: what it leads to is not ours
  const stages = entries.filter((entry) => entry.isDirectory() && OURS.test(entry.name)).map(({ name }) => join(folder, name));
  if (stages.length > 0) await access(folder, constants.W_OK);
  let isMoving = false;
  // one called like this process is of an earlier one of that number (in containers often the same), and makes room for the others
  for (const stage of stages.sort((a, b) => Number(b === mine) - Number(a === mine))) {
    if (stage !== mine) {
      if (isAlive(Number(stage.slice(stage.lastIndexOf('-') + 1)))) {
        if (!(await toMove(stage))) continue; // it is still writing
        isMoving = true;
        if (looks > 0) continue; // after that long the number belongs to another process
      }
      try {
        await rename(stage, mine); // of several commands that open the folder one gets it
      } catch (error) {
        if (!isMissing(error)) throw error;
        isMoving = true;
        continue;
      }
    }
    await finish(mine, folder);
  }
  if (!isMoving || looks === 0) return;
  await setTimeout(PAUSE);
  await recover(folder, looks - 1);
}

async function finish(stage: string, folder: string): Promise<void> {
  const names = (await toMove(stage)) ?? [];
  if (names.length > 0 && (await arePlaces(folder, names))) {
    for (const at of new Set(names.map((name) => dirname(join(folder, name))))) {
      await mkdir(at, { recursive: true });
      await access(at, constants.W_OK);
    }
    moveAll(stage, folder, names);
  }
  await discard(stage);
}

/** What of a complete stage is not yet moved, the seal first; undefined where it is not complete. */
async function toMove(stage: string): Promise<string[] | undefined> {
  try {
    const there = new Set(await filesIn(stage));
    if (!there.delete(MARKER)) return undefined;
    const names = JSON.parse(await readFile(join(stage, MARKER), 'utf8')) as unknown;
    if (!Array.isArray(names)) return undefined;
    // only what lies in the stage: whoever hands somebody a folder can write into the marker what he likes
    return there.has(names[0] as string) ? [...new Set(names as string[])].filter((name) => there.has(name)) : [];
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) return undefined; // killed while the marker was written; or another process is done with it
    throw error;
  }
}

/** The names of all files in a folder and those in it, with slashes; links are none. */
async function filesIn(folder: string, under = ''): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
    if (entry.isDirectory()) names.push(...(await filesIn(folder, `${under}${entry.name}/`)));
    else if (entry.isFile()) names.push(under + entry.name);
  }
  return names;
}

/** Can files of those names be in a folder, without a link on the way that leads out of it, and without a folder in their place? */
async function arePlaces(folder: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    const parts = name.split('/');
    for (let n = 1; n <= parts.length; n++) {
      const found = await lstat(join(folder, ...parts.slice(0, n))).catch(() => undefined);
      if (found && found.isDirectory() !== n < parts.length) return false;
    }
  }
  return true;
}

/** Is the process that made a stage still running? */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
