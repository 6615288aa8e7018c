/**
 * Files and standard input as bytes, piece by piece, unpacked on the way.
 * @module
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { KindredError, show } from '../errors.js';
import type { Progress } from '../progress.js';

const PIECE = 1048576;
const GZIP = [0x1f, 0x8b];

/** The name of standard input. */
export const STDIN = '-';

const IN_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  EROFS: 'the disk can only be read',
  ENOSPC: 'no space is left on the disk',
};

/** What the operating system said, as a sentence. */
export function because(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return IN_WORDS[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message;
}

/** A file in a message. */
export const inputName = (file: string) => (file === STDIN ? 'standard input' : show(file));

/** Make sure that a file is there. @returns its size @throws KindredError `invalid-data` */
export async function sizeOf(file: string): Promise<number> {
  if (file === STDIN) return 0;
  try {
    const found = await stat(file);
    if (!found.isDirectory()) return found.size;
  } catch (error) {
    throw new KindredError('invalid-data', `${show(file)} cannot be read: ${because(error)}`, { cause: error });
  }
  throw new KindredError('invalid-data', `${show(file)} is a folder, not a file`);
}

/**
 * The pieces of a file, unpacked where it begins as gzip does, whatever its name.
 * @param onRead - told after each piece how much of the file has been read
 * @throws KindredError `invalid-data` where it cannot be read or ends in the middle; `cancelled`
 */
export async function* piecesOf(
  file: string,
  signal?: AbortSignal,
  onRead?: (read: Pick<Progress, 'done' | 'total'>) => void,
): AsyncGenerator<Uint8Array, void, void> {
  const total = await sizeOf(file);
  const source: Readable = file === STDIN ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
  const stop = () => source.destroy(new KindredError('cancelled', `cancelled while reading ${inputName(file)}`));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const read = { done: 0, total };
  try {
    for await (const piece of unpacked(metered(source, read))) {
      yield piece;
      onRead?.(read);
    }
  } catch (error) {
    if (error instanceof KindredError) throw error;
    throw new KindredError('invalid-data', `${inputName(file)} cannot be read to its end (truncated or damaged?): ${because(error)}`, {
      cause: error,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    source.destroy();
  }
}

type Pieces = AsyncGenerator<Uint8Array, void, void>;

/** Count what passes. */
async function* metered(source: AsyncIterable<Uint8Array>, read: { done: number; total: number }): Pieces {
  for await (const piece of source) {
    read.done += piece.length;
    read.total = Math.max(read.total, read.done);
    yield piece;
  }
}

/** Pieces as they come, or unpacked where they begin as gzip does. */
export async function* unpacked(pieces: Pieces): Pieces {
  const held: Uint8Array[] = [];
  const head: number[] = []; // a pipe may give one byte at a time
  while (head.length < GZIP.length) {
    const { done, value } = await pieces.next();
    if (done) break;
    held.push(value);
    head.push(...value.subarray(0, GZIP.length));
  }
  async function* all(): Pieces {
    yield* held;
    yield* pieces;
  }
  yield* GZIP.every((byte, i) => head[i] === byte) ? gunzip(all()) : all();
}

function gunzip(pieces: Pieces): AsyncIterable<Uint8Array> {
  const packed = createGunzip({ chunkSize: PIECE });
  const source = Readable.from(pieces, { objectMode: false });
  return source.on('error', (error) => packed.destroy(error)).pipe(packed);
}

/** All bytes of a file at once. @throws KindredError as `piecesOf` */
export async function bytesOf(file: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(file, signal)) pieces.push(piece);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
