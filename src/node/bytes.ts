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
  ENOSPC: 'no space is left on the disk',
};

/** What the operating system said, as a sentence. */
export function because(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return IN_WORDS[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message;
}

/** How a file is called in a message. */
export const called = (file: string) => (file === STDIN ? 'standard input' : show(file));

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
 * The pieces of a file, unpacked where its name ends in .gz, or where standard input begins as gzip does.
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
  const stop = () => source.destroy(new KindredError('cancelled', `cancelled while reading ${called(file)}`));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const read = { done: 0, total };
  try {
    const { head, all } = await peek(counted(source, read));
    const packed = file.endsWith('.gz') || (file === STDIN && GZIP.every((byte, i) => head[i] === byte));
    for await (const piece of packed ? unpack(all) : all) {
      yield piece;
      onRead?.(read);
    }
  } catch (error) {
    if (error instanceof KindredError) throw error;
    throw new KindredError('invalid-data', `${called(file)} cannot be read to its end (truncated or damaged?): ${because(error)}`, {
      cause: error,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    source.destroy();
  }
}

type Pieces = AsyncGenerator<Uint8Array, void, void>;

async function* counted(source: AsyncIterable<Uint8Array>, read: { done: number; total: number }): Pieces {
  for await (const piece of source) {
    read.done += piece.length;
    read.total = Math.max(read.total, read.done);
    yield piece;
  }
}

/** The first piece, and all pieces with it. */
async function peek(pieces: Pieces): Promise<{ head: Uint8Array; all: Pieces }> {
  const first = await pieces.next();
  async function* all(): Pieces {
    if (!first.done) yield first.value;
    yield* pieces;
  }
  return { head: first.done ? new Uint8Array() : first.value, all: all() };
}

function unpack(pieces: Pieces): AsyncIterable<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: PIECE });
  const source = Readable.from(pieces, { objectMode: false });
  return source.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
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
