/**
 * A list of values as a column, its kind found by the values themselves.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { safeNumber } from './arrow.js';
import { checkList } from './check-source.js';
import type { Column } from './column.js';

const NONE: ReadonlySet<string> = /* @__PURE__ */ new Set();

/**
 * All numbers, dates, booleans or texts; null, undefined, NaN, dates that are none and the texts of `missing` are missing. Without any value: numbers.
 * A Float64Array is viewed, not copied.
 * @throws KindredError `invalid-data` for what is no list, or naming the row of a value that is of another kind than the first
 */
export function columnFromList(name: string, list: ArrayLike<unknown>, missing: ReadonlySet<string> = NONE): Column {
  checkList(name, list);
  if (list instanceof Float64Array) return { kind: 'number', values: list };
  if (list instanceof BigInt64Array || list instanceof BigUint64Array)
    return { kind: 'number', values: Float64Array.from({ length: list.length }, (_, row) => safeNumber(list[row], name, row)) };
  const isMissing = (v: unknown) =>
    v === null || v === undefined || v !== v || (missing.size > 0 && typeof v === 'string' && missing.has(v.trim()));
  const cells = Array.from(list, (v) => (isMissing(v) ? null : v));
  const first = cells.find((v) => v !== null);
  const fail = (row: number) => {
    throw new KindredError(
      'invalid-data',
      `row ${row + 1} of ${show(name)} must be of the kind of the first (${show(first)}), got ${show(cells[row])}`,
    );
  };
  const numbers = (value: (cell: unknown, row: number) => number) =>
    Float64Array.from(cells, (cell, row) => (cell === null ? NaN : value(cell, row)));
  const kind = first instanceof Date ? 'date' : typeof first;
  switch (kind) {
    case 'undefined':
    case 'number':
      return { kind: 'number', values: numbers((v, row) => (typeof v === 'number' ? v : fail(row))) };
    case 'date':
      return { kind, values: numbers((v, row) => (v instanceof Date ? v.getTime() : fail(row))) };
    case 'boolean':
      return { kind, values: Uint8Array.from(cells, (v, row) => (v === null ? 2 : typeof v === 'boolean' ? Number(v) : fail(row))) };
    case 'string':
      return categoryColumn(cells.map((v, row) => (v === null || typeof v === 'string' ? v : fail(row))));
    default:
      throw new KindredError('invalid-data', `${show(name)} must hold numbers, texts, dates or booleans, got ${show(first)}`);
  }
}

/** Texts as codes into their sorted dictionary. */
function categoryColumn(texts: readonly (string | null)[]): Column {
  const categories = [...new Set(texts.filter((v) => v !== null))].sort();
  const code = new Map(categories.map((text, i) => [text, i]));
  return { kind: 'category', codes: Int32Array.from(texts, (v) => (v === null ? -1 : code.get(v)!)), categories };
}
