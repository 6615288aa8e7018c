/**
 * Seeded damage to files: of bytes anywhere, of a model file's header as JSON, and the checksum made right again so that what lies behind it is reached.
 * @module
 */
import { crc32 } from 'node:zlib';
// @ts-expect-error: the conformance program is plain JavaScript
import { generator as seeded } from '../runtimes/data.js';

/** A whole number from 0 to less than the limit. */
export type Below = (limit: number) => number;
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const generator = seeded as (seed: number) => Below;

/** Numbers on which readers stumble. */
const NUMBERS = [0, -1, 1, 2, 3, 0.5, 7, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e300, -1e9, 1e-9];
const OTHERS: readonly Json[] = [
  null,
  true,
  false,
  '',
  'a',
  'é',
  [],
  {},
  [0],
  [[]],
  '__proto__',
  'NaN',
  'F64',
  'U8',
  [1, 2, 3],
  { length: 4294967295 },
];

/** One or several changes of bytes: bits turned, bytes set, cut out, put in, said again, the end lost. */
export function damaged(bytes: Uint8Array, below: Below): Uint8Array {
  let out: Uint8Array = bytes.slice();
  for (let n = 1 + (below(3) === 0 ? below(6) : 0); n > 0 && out.length > 0; n--) out = once(out, below);
  return out;
}

function once(bytes: Uint8Array, below: Below): Uint8Array {
  const at = below(bytes.length);
  const run = Math.min(1 + below(below(4) === 0 ? 64 : 8), bytes.length - at);
  switch (below(9)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return joined(
        bytes.subarray(0, at),
        Uint8Array.from({ length: run }, () => below(256)),
        bytes.subarray(at),
      );
    case 2:
      return joined(bytes.subarray(0, at), bytes.subarray(at + run));
    case 3:
      return joined(bytes.subarray(0, at + run), bytes.subarray(at));
    case 4:
      bytes[at] = [0, 255, 127, 128, 0x22, 0x7b, 0x5d, 0x2c][below(8)];
      return bytes;
    case 5:
      for (let i = at; i < at + run; i++) bytes[i] = below(256);
      return bytes;
    case 6:
      bytes.copyWithin(at, below(bytes.length), below(bytes.length) + run);
      return bytes;
    default:
      bytes[at] ^= 1 << below(8);
      return bytes;
  }
}

/** Texts on which readers of tables stumble. */
const TOKENS = [',', ';', '\t', '|', '"', '""', '\n', '\r', '\r\n', ' ', '\0', '\ufeff', '-', '+', '.', '1,234.50', '1.234,50', '1e999', '9007199254740993', '-0', '0', 'NaN', 'Infinity', '€', '$', 'USD', '2026-02-30', '31.12.2025', '12/31/25', '1/2/3', '2026-01-05T25:00', '2026-03-29T02:30', '99999999-01-01', '10:00 PM', '+14:00', 'sep=;', '{', '[', '}', 'null', '__proto__', 'customer', 'é', '\u{1F600}', '=1+1', 'a'.repeat(300)].map((text) => new TextEncoder().encode(text)); // prettier-ignore

/** Words and marks put in, in place of something or not, lines said again or put elsewhere. */
export function withTokens(bytes: Uint8Array, below: Below): Uint8Array {
  let out: Uint8Array = bytes;
  for (let n = 1 + below(4); n > 0; n--) {
    const at = below(out.length + 1);
    const end = Math.min(out.length, at + (below(2) === 0 ? 0 : below(6)));
    if (below(4) > 0) out = joined(out.subarray(0, at), TOKENS[below(TOKENS.length)], out.subarray(end));
    else {
      const from = out.lastIndexOf(10, at) + 1;
      const to = out.indexOf(10, at) + 1 || out.length;
      out = joined(out.subarray(0, to), out.subarray(Math.min(from, to), to), out.subarray(to));
    }
  }
  return out;
}

const joined = (...parts: Uint8Array[]) => {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (out.set(part, at), at + part.length), 0);
  return out;
};

const CRC = new TextEncoder().encode('"crc32":"');
const ZEROS = new TextEncoder().encode('00000000');

/** The file with a checksum that is right, where it still says one. */
export function sealed(bytes: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(CRC) + CRC.length;
  if (at < CRC.length || at + 8 > bytes.length) return bytes;
  bytes.set(ZEROS, at);
  bytes.set(new TextEncoder().encode(crc32(bytes).toString(16).padStart(8, '0')), at);
  return bytes;
}

/** Bytes of the tensors changed, the header as it is. */
export function withinTensors(bytes: Uint8Array, below: Below): Uint8Array {
  const out = bytes.slice();
  const start = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (start >= out.length) return out;
  for (let n = 1 + below(4); n > 0; n--) {
    const at = start + below(out.length - start);
    if (below(3) === 0) out.fill([0, 255, 127][below(3)], at, at + 8 - (at & 7));
    else out[at] ^= 1 << below(8);
  }
  return out;
}

/** The header read, changed here and there (settings too, which are a JSON text in it), and written again. */
export function withHeader(bytes: Uint8Array, below: Below): Uint8Array {
  const start = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(8, start));
  const header = JSON.parse(text) as { __metadata__: { settings: Json } } & { [name: string]: Json };
  for (let n = 1 + below(3); n > 0; n--) {
    if (below(2) === 0) changeTensor(header, below);
    else {
      const settings = JSON.parse(header.__metadata__.settings as string) as Json;
      header.__metadata__.settings = JSON.stringify(changed(settings, below));
      if (below(20) === 0) Object.assign(header.__metadata__, changed(header.__metadata__, below));
    }
    if (typeof header.__metadata__?.settings !== 'string') break;
    try {
      if (typeof JSON.parse(header.__metadata__.settings) !== 'object') break;
    } catch {
      break;
    }
  }
  let json = JSON.stringify(header);
  if (below(30) === 0) json = json.replace(/,"/, `,${json.slice(1, json.indexOf('}') + 1)},"`); // a key said twice
  const written = new TextEncoder().encode(json);
  const head = new Uint8Array(8 + 8 * Math.ceil(written.length / 8)).fill(0x20);
  head.set(written, 8);
  new DataView(head.buffer).setUint32(0, head.length - 8, true);
  head.fill(0, 4, 8);
  return joined(head, bytes.subarray(start));
}

type Entry = { dtype: Json; shape: Json; data_offsets: Json };

/** A tensor renamed, swapped with another, said to be of another type or shape, to lie elsewhere, or left out. */
function changeTensor(header: { [name: string]: Json }, below: Below): void {
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  if (names.length === 0) return;
  const name = names[below(names.length)];
  const other = names[below(names.length)];
  const entry = header[name] as unknown as Entry;
  if (typeof entry !== 'object' || entry === null) return;
  switch (below(7)) {
    case 0:
      [header[name], header[other]] = [header[other], header[name]];
      return;
    case 1:
      entry.dtype = ['F64', 'F32', 'I32', 'U32', 'U16', 'U8', 'F16', 'I64', null][below(9)];
      return;
    case 2:
      entry.shape = changed(entry.shape, below);
      return;
    case 3:
      entry.data_offsets = changed(entry.data_offsets, below);
      return;
    case 4:
      delete header[name];
      return;
    case 5: {
      // other types and shapes of the same bytes
      if (!Array.isArray(entry.data_offsets)) return;
      const [from, to] = entry.data_offsets as [number, number];
      const size = [8, 4, 4, 4, 2, 1];
      const type = below(6);
      entry.dtype = ['F64', 'F32', 'I32', 'U32', 'U16', 'U8'][type];
      entry.shape = below(2) === 0 ? [(to - from) / size[type]] : [1, (to - from) / size[type]];
      return;
    }
    default:
      header[`${name}${below(2)}`] = header[name];
      delete header[name];
  }
}

/** A JSON value with one change somewhere in it. */
export function changed(value: Json, below: Below): Json {
  if (typeof value === 'object' && value !== null && below(6) !== 0) {
    const keys = Object.keys(value);
    if (keys.length > 0) {
      const key = keys[below(keys.length)];
      const copy = (Array.isArray(value) ? value.slice() : { ...value }) as { [key: string]: Json };
      const what = below(8);
      if (what === 0) {
        if (Array.isArray(copy)) copy.splice(Number(key), 1);
        else delete copy[key];
      } else if (what === 1 && Array.isArray(copy)) copy.push(copy[Number(key)] as never);
      else if (what === 2) copy[key] = copy[keys[below(keys.length)]];
      else copy[key] = changed(copy[key], below);
      return copy;
    }
  }
  if (typeof value === 'number' && below(3) > 0) return below(2) === 0 ? NUMBERS[below(NUMBERS.length)] : value + [1, -1, 0.5][below(3)];
  if (typeof value === 'string' && below(3) > 0) return below(2) === 0 ? value.slice(0, below(value.length + 1)) : `${value}${value}`;
  return below(2) === 0 ? NUMBERS[below(NUMBERS.length)] : OTHERS[below(OTHERS.length)];
}
