/**
 * A file in pieces, unpacked on the way where it is gzip.
 * @module
 */

/** Large enough that a piece costs little beside its parsing, small enough that a stop between two of them comes within a frame or two. */
const PIECE = 1048576;
/** Packed, this is some 6 times more. */
const PACKED_PIECE = 131072;

/** The file is not what its first bytes promise, or the disk said no. */
export class UnreadableFile extends Error {}

/** @param onRead - told how many bytes of the file were read so far */
export async function* piecesOf(file: Blob, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  if (!(await isGzip(file))) return yield* slices(file, PIECE, onRead);
  const packed = slices(file, PACKED_PIECE, onRead);
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await packed.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw unreadable(error);
      });
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {}); // where the loop ended early
  }
}

/** The first bytes of a file, unpacked: what a preview needs. */
export async function headOf(file: Blob, length = 131072): Promise<Uint8Array> {
  const head = new Uint8Array(length);
  let at = 0;
  for await (const piece of piecesOf(file, () => {})) {
    head.set(piece.subarray(0, length - at), at);
    at = Math.min(length, at + piece.length);
    if (at === length) break;
  }
  return head.subarray(0, at);
}

async function isGzip(file: Blob): Promise<boolean> {
  const [a, b] = new Uint8Array(await read(file, 0, 2));
  return a === 0x1f && b === 0x8b;
}

export async function isParquet(file: Blob): Promise<boolean> {
  return new TextDecoder().decode(await read(file, 0, 4)) === 'PAR1';
}

async function* slices(file: Blob, size: number, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let next = read(file, 0, size);
  for (let at = 0; at < file.size; at += size) {
    const piece = await next;
    next = read(file, at + size, size); // while this one is parsed
    next.catch(() => {}); // heard when it is awaited, if ever
    onRead(Math.min(at + size, file.size));
    yield new Uint8Array(piece);
  }
}

const read = (file: Blob, at: number, size: number) =>
  file
    .slice(at, at + size)
    .arrayBuffer()
    .catch((error: unknown) => {
      throw unreadable(error);
    });

const unreadable = (error: unknown) =>
  new UnreadableFile(
    `the file cannot be read to its end (truncated or damaged?): ${error instanceof Error ? error.message : String(error)}`,
    {
      cause: error,
    },
  );
