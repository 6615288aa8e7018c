/**
 * The model file: safetensors (8-byte length, JSON header padded to 8, tensors by item size descending then name, no gaps), with the class, its options
 * and a CRC-32 in the metadata. Format: the safetensors specification. Readers of safetensors open it.
 * @module
 */
import { KindredError, show } from '../errors.js';

export type Tensor = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
export type Tensors = { [name: string]: Tensor };

/** The newest format this release writes, and the newest it reads. */
const VERSION = 1;
const HEADER_LIMIT = 100000000;
const NO_CRC = '00000000';
const CRC_KEY = '"crc32":"';

const DTYPES = { F64: Float64Array, F32: Float32Array, I32: Int32Array, U32: Uint32Array, U16: Uint16Array, U8: Uint8Array } as const;
type Dtype = keyof typeof DTYPES;
const dtypeOf = (tensor: Tensor) => (Object.keys(DTYPES) as Dtype[]).find((name) => tensor instanceof DTYPES[name])!;

/** What a file holds: which class, its settings as JSON values, and its tensors. */
export interface ModelFile {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tensors: Tensors;
  /** Shapes of the tensors that are not plain rows, for other readers. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
}

/** The bytes of a model file: a pure function of what it holds. */
export function writeModelFile({ type, settings, tensors, shapes }: ModelFile): Uint8Array {
  const names = Object.keys(tensors).sort((a, b) => tensors[b].BYTES_PER_ELEMENT - tensors[a].BYTES_PER_ELEMENT || (a < b ? -1 : 1));
  const header: Record<string, unknown> = {
    __metadata__: { crc32: NO_CRC, format: `kindred ${VERSION}`, type, settings: JSON.stringify(settings) },
  };
  let end = 0;
  for (const name of names) {
    const tensor = tensors[name];
    header[name] = { dtype: dtypeOf(tensor), shape: shapes?.[name] ?? [tensor.length], data_offsets: [end, (end += tensor.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + 8 * Math.ceil(text.length / 8);
  const bytes = new Uint8Array(start + end).fill(0x20, 8, start);
  new DataView(bytes.buffer).setUint32(0, start - 8, true);
  bytes.set(text, 8);
  let at = start;
  for (const name of names) {
    const tensor = tensors[name];
    bytes.set(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength), at);
    at += tensor.byteLength;
  }
  bytes.set(new TextEncoder().encode(hex(crc32(bytes))), findCrc(bytes, start));
  return bytes;
}

/**
 * Read a model file: tensors are views of the bytes (copies only where they are misaligned).
 * @throws KindredError `file-corrupt` for anything truncated, changed or not a model file; `file-version` for a newer format
 */
export function readModelFile(bytes: Uint8Array): ModelFile {
  if (!(bytes instanceof Uint8Array)) throw new KindredError('invalid-data', `"bytes" must be a Uint8Array, got ${show(bytes)}`);
  const { header, start } = readHeader(bytes);
  const metadata = header['__metadata__'] as Record<string, unknown> | undefined;
  const format = metadata?.['format'];
  const version = typeof format === 'string' && /^kindred \d+$/.test(format) ? Number(format.slice(8)) : NaN;
  if (Number.isNaN(version)) throw corrupt('it is a safetensors file, but not a model of kindred');
  if (version > VERSION)
    throw new KindredError('file-version', `the file has format version ${version}, this release reads up to ${VERSION}: update kindred`);
  const at = findCrc(bytes, start);
  const said = at < 0 ? '' : ascii(bytes, at, at + 8);
  if (said !== metadata!['crc32'] || said !== hex(crc32(bytes, at)))
    throw corrupt('its checksum does not match: the file was changed or damaged');
  const { type, settings } = metadata as { type: unknown; settings: unknown };
  const values = parse(settings);
  if (typeof type !== 'string' || !isRecord(values)) throw corrupt('it does not say which model it is');
  return { type, settings: values, ...readTensors(bytes, header, start) };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes[0] === 0x3c) throw corrupt('it begins with "<": this is a page, perhaps one that says that the file was not found');
  if (bytes.length < 8) throw corrupt(`it has ${bytes.length} bytes, fewer than any model file`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 4294967296;
  if (length > HEADER_LIMIT || length % 8 !== 0) throw corrupt(`its header cannot have ${length} bytes`);
  const start = 8 + length;
  if (start > bytes.length) throw corrupt(`it is truncated: the header has ${length} bytes, the file ${bytes.length}`);
  const header = parse(new TextDecoder('utf-8').decode(bytes.subarray(8, start)));
  if (!isRecord(header)) throw corrupt('its header is no JSON object');
  return { header, start };
}

function readTensors(
  bytes: Uint8Array,
  header: Record<string, unknown>,
  start: number,
): { tensors: Tensors; shapes: Record<string, number[]> } {
  const tensors: Tensors = {};
  const shapes: Record<string, number[]> = {};
  let expected = 0;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype: Dtype; shape: number[]; data_offsets: number[] };
    const type = Object.hasOwn(DTYPES, dtype) ? DTYPES[dtype] : undefined;
    if (!type || !Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0) || !Array.isArray(offsets))
      throw corrupt(`tensor ${show(name)} is not described as one of ${Object.keys(DTYPES).join(', ')}`);
    const [from, to] = offsets as [number, number];
    const length = shape.reduce((a, b) => a * b, 1);
    if (from !== expected || to !== from + length * type.BYTES_PER_ELEMENT || !(start + to <= bytes.length)) {
      throw corrupt(`tensor ${show(name)} does not lie in the file as its header says`);
    }
    expected = to;
    shapes[name] = shape;
    const at = bytes.byteOffset + start + from;
    tensors[name] =
      at % type.BYTES_PER_ELEMENT === 0
        ? new type(bytes.buffer as ArrayBuffer, at, length)
        : new type(bytes.slice(start + from, start + to).buffer, 0, length);
  }
  if (start + expected !== bytes.length) throw corrupt(`its tensors end at ${start + expected}, the file at ${bytes.length}`);
  return { tensors, shapes };
}

/**
 * A model of one class out of a file, whatever is wrong with its contents said as `file-corrupt` (`unsupported`: it needs a class that was not given).
 * @param type - the class that the file must hold
 */
export function openModel<M>(bytes: Uint8Array, type: string, make: (file: ModelFile) => M): M {
  const file = readModelFile(bytes);
  if (file.type !== type) throw new KindredError('file-corrupt', `the file holds a ${file.type}, not a ${type}`);
  try {
    return make(file);
  } catch (cause) {
    if (cause instanceof KindredError && (cause.code === 'file-corrupt' || cause.code === 'unsupported')) throw cause;
    throw corrupt(`what it holds makes no ${type}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}

/** @throws KindredError `file-corrupt` */
export function requireThat(holds: boolean, what: string): asserts holds {
  if (!holds) throw corrupt(what);
}

/** Where the eight digits lie: quotes inside a JSON string are escaped, so the key cannot appear in one. */
function findCrc(bytes: Uint8Array, start: number): number {
  const key = new TextEncoder().encode(CRC_KEY);
  for (let i = 8; i + key.length + 8 <= start; i++) {
    if (bytes[i] === key[0] && key.every((byte, j) => bytes[i + j] === byte)) return i + key.length;
  }
  return -1;
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(text as string) as unknown;
  } catch (cause) {
    throw corrupt('its header is no JSON', cause);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const corrupt = (why: string, cause?: unknown) => new KindredError('file-corrupt', `not a readable model file: ${why}`, { cause });
const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

let table: Uint32Array | undefined;

/** CRC-32 (ISO 3309), the eight bytes from `digits` on read as zeros. */
function crc32(bytes: Uint8Array, digits = -1): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c;
  });
  if (digits < 0) return ~update(-1, bytes);
  return ~update(update(update(-1, bytes.subarray(0, digits)), new TextEncoder().encode(NO_CRC)), bytes.subarray(digits + NO_CRC.length));
}

function update(crc: number, bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) crc = table![(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return crc;
}
