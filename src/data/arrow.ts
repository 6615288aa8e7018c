/**
 * Tables of the package apache-arrow, recognised by their shape: columns as those of a `Table`. Times know their unit; 64-bit whole numbers must be safe ones.
 * @module
 */
import { KindredError, nearMiss, show } from '../errors.js';
import type { Column } from './column.js';

/** What of an Arrow table is read. */
export interface ArrowTable {
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  readonly numRows: number;
  getChild(name: string): unknown;
}

/** What of an Arrow column is read. */
interface ArrowVector extends Iterable<unknown> {
  readonly type: { readonly typeId: number; /** Of floats. */ readonly precision?: number };
  readonly length: number;
  readonly nullCount: number;
  readonly data: readonly ArrowChunk[];
  toArray(): ArrayLike<unknown>;
  toString(): string;
}

interface ArrowChunk {
  readonly length: number;
  readonly nullCount: number;
  readonly values: ArrayLike<number | bigint>;
  readonly dictionary?: Iterable<unknown>;
  getValid(row: number): boolean;
}

/** Numbers of types in the Arrow format, with those that the package adds. */
const TYPES = { dictionary: -1, int: 2, float: 3, utf8: 5, bool: 6, date: 8, timestamp: 10, largeUtf8: 20, utf8View: 24 } as const;

/** The precision of 16-bit floats, whose values lie there as bits. */
const HALF = 0;

/** Has a value the shape of an Arrow table? */
export function isArrow(source: unknown): source is ArrowTable {
  if (source === null || typeof source !== 'object') return false;
  const { schema, numRows, getChild } = source as Partial<ArrowTable>;
  return typeof numRows === 'number' && typeof getChild === 'function' && Array.isArray(schema?.fields);
}

/** A column of an Arrow table. @throws KindredError `unknown-column`; `invalid-data` for a type that tables have not, or a number that is no safe one (row named) */
export function arrowColumn(table: ArrowTable, name: string): Column {
  const vector = table.getChild(name) as ArrowVector | null;
  if (!vector) {
    const known = table.schema.fields.map((field) => field.name);
    throw new KindredError('unknown-column', `there is no column ${show(name)}${nearMiss(name, known)}; there are: ${known.join(', ')}`);
  }
  const cells = <A extends { [row: number]: V }, V>(out: A, valueOf: (cell: NonNullable<unknown> | null, row: number) => V): A => {
    let row = 0;
    for (const cell of vector) out[row] = valueOf(cell ?? null, row++);
    return out;
  };
  switch (vector.type.typeId) {
    case TYPES.float:
      if (vector.type.precision === HALF)
        return { kind: 'number', values: cells(new Float64Array(vector.length), (cell) => (cell === null ? NaN : Number(cell))) };
      return { kind: 'number', values: numbersOf(vector, name) };
    case TYPES.int:
      return { kind: 'number', values: numbersOf(vector, name) };
    case TYPES.date:
    case TYPES.timestamp:
      return { kind: 'date', values: cells(new Float64Array(vector.length), (cell) => (cell === null ? NaN : Number(cell))) };
    case TYPES.bool:
      return { kind: 'boolean', values: cells(new Uint8Array(vector.length), (cell) => (cell === null ? 2 : Number(cell))) };
    case TYPES.utf8:
    case TYPES.largeUtf8:
    case TYPES.utf8View:
      return { kind: 'text', values: cells(new Array<string | null>(vector.length), (cell) => cell as string | null) };
    case TYPES.dictionary:
      return categories(vector, name);
    default:
      throw new KindredError(
        'invalid-data',
        `${show(name)} must hold numbers, texts, dates or booleans, it is an Arrow ${typeName(vector)}`,
      );
  }
}

const typeName = ({ type }: ArrowVector) => String((type as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] ?? type.typeId);

function numbersOf(vector: ArrowVector, name: string): Float64Array {
  const values = new Float64Array(vector.length);
  let row = 0;
  for (const chunk of vector.data) {
    for (let r = 0; r < chunk.length; r++, row++) {
      values[row] = chunk.nullCount > 0 && !chunk.getValid(r) ? NaN : safeNumber(chunk.values[r], name, row);
    }
  }
  return values;
}

/** @throws KindredError `invalid-data` for a whole number that f64 would round */
export function safeNumber(value: number | bigint, name: string, row: number): number {
  if (typeof value === 'number') return value;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be a whole number below 2^53 in size, got ${value}`);
}

/** Texts of a dictionary, which every chunk may have its own of. */
function categories(vector: ArrowVector, name: string): Column {
  const found = new Map<string, number>();
  const codes = new Int32Array(vector.length);
  let row = 0;
  for (const chunk of vector.data) {
    const own = Array.from(chunk.dictionary ?? [], (text) => {
      if (text === null) return -1;
      if (typeof text !== 'string')
        throw new KindredError('invalid-data', `${show(name)} must be a dictionary of texts, it holds ${show(text)}`);
      if (!found.has(text)) found.set(text, found.size);
      return found.get(text)!;
    });
    for (let r = 0; r < chunk.length; r++) codes[row++] = chunk.nullCount > 0 && !chunk.getValid(r) ? -1 : own[Number(chunk.values[r])];
  }
  const texts = [...found.keys()].sort();
  const place = new Map(texts.map((text, code) => [text, code]));
  const moved = Int32Array.from(found.keys(), (text) => place.get(text)!);
  return { kind: 'category', codes: codes.map((code) => (code < 0 ? -1 : moved[code])), categories: texts };
}
