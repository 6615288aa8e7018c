/**
 * Files: orders read in pieces, outputs written beside and renamed, so that nobody ever sees half a file.
 * @module
 */
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import type { CsvReader } from '../io/csv.js';
import type { LongWork } from '../progress.js';
import type { OutputFile } from '../report/outputs.js';

const PIECE = 1048576;

/** What the operating system said, as a sentence. */
const because = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Read a CSV file, unpacked on the way where its name ends in .gz.
 * @throws KindredError `invalid-data` where it cannot be read or ends in the middle; what `reader` throws; `cancelled`
 */
export async function readFileInto(file: string, reader: CsvReader, { onProgress, signal }: LongWork = {}): Promise<Table> {
  const total = await sizeOf(file);
  const source = createReadStream(file, { highWaterMark: PIECE, ...(signal ? { signal } : {}) });
  let done = 0;
  source.on('data', (piece) => (done += piece.length));
  const unpacked = file.endsWith('.gz') ? createGunzip({ chunkSize: PIECE }) : undefined;
  if (unpacked) source.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
  try {
    for await (const text of (unpacked ?? source).setEncoding('utf8') as AsyncIterable<string>) {
      reader.push(text);
      onProgress?.({ done, total, stage: 'reading the file' });
    }
  } catch (error) {
    if (error instanceof KindredError) throw error;
    if (signal?.aborted) throw new KindredError('cancelled', `cancelled while reading ${show(file)}`);
    throw new KindredError('invalid-data', `${show(file)} cannot be read to its end (truncated or damaged?): ${because(error)}`, {
      cause: error,
    });
  }
  return reader.end();
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new KindredError('invalid-data', `${show(file)} cannot be read: ${because(error)}`, { cause: error });
  }
  throw new KindredError('invalid-data', `${show(file)} is not a file`);
}

const STAGE = '.kindred-partial-';
const OURS = /^\.kindred-partial-\d+$/;

/** Make sure that a folder can be written, before any work. @throws KindredError `file-write` */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    for (const name of await readdir(folder)) {
      if (OURS.test(name) && !isAlive(Number(name.slice(STAGE.length)))) await rm(join(folder, name), { recursive: true, force: true });
    }
  } catch (error) {
    throw new KindredError('file-write', `the output folder ${show(folder)} cannot be written: ${because(error)}`, { cause: error });
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

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // nothing there yet
  }
}

/**
 * Write all files, each whole or not at all: beside, flushed to the disk, and only when all are there renamed into place.
 * @throws KindredError `file-write`; nothing half-written is left
 */
export async function writeOutputs(folder: string, files: readonly OutputFile[]): Promise<void> {
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
    for (const { name } of files) {
      await rename(join(stage, name), join(folder, name));
    }
  } catch (error) {
    throw new KindredError('file-write', `the output cannot be written into ${show(resolve(folder))}: ${because(error)}`, { cause: error });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
