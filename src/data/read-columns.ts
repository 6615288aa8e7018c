/**
 * Columns of whatever a caller has, as typed arrays.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { arrowColumn, isArrow, safeNumber } from './arrow.js';
import { checkList, checkRowObjects } from './check-source.js';
import type { Column } from './column.js';
import { Ids, keptIds, type Id } from './ids.js';
import { checkText, numberIds } from './number-ids.js';
import { Table } from './table.js';
import { toMs, type TimeLike } from './time.js';

/** A list of values, the codes of a category column, or times in milliseconds. */
export type Source = ArrayLike<unknown> | { codes: Int32Array; categories: readonly string[] } | { dates: Float64Array };

/** The values of a column of a table. */
function valuesOf(column: Column): Source {
  if (column.kind === 'category') return column;
  if (column.kind === 'boolean') return Array.from(column.values, (v) => (v === 2 ? null : v === 1)); // as rows have them
  return column.kind === 'date' ? { dates: column.values } : column.values;
}

/** A function that gives a column by name, out of rows, columns, a table or an Arrow table. @throws KindredError `invalid-data`, `unknown-column` */
export function reader(source: unknown): (name: string) => Source {
  if (source instanceof Table) return (name) => valuesOf(source.column(name));
  if (isArrow(source)) return (name) => valuesOf(arrowColumn(source, name));
  if (Array.isArray(source)) {
    const rows = source as Record<string, unknown>[];
    checkRowObjects(rows);
    return (name) => {
      if (rows.length > 0 && !rows.some((row) => row[name] !== undefined)) unknown(name, Object.keys(rows[0]));
      return rows.map((row) => row[name]);
    };
  }
  if (source === null || typeof source !== 'object') {
    throw new KindredError('invalid-data', mustBe('source', 'an array of rows, an object of columns or a Table', source));
  }
  const columns = source as Record<string, ArrayLike<unknown>>;
  for (const [name, list] of Object.entries(columns)) checkList(name, list);
  const lengths = Object.values(columns).map((c) => c.length);
  if (lengths.some((n) => n !== lengths[0])) {
    throw new KindredError('invalid-data', `all columns must have one length, got ${lengths.join(', ')}`);
  }
  return (name) => (Object.hasOwn(columns, name) ? safeList(columns[name], name) : unknown(name, Object.keys(columns)));
}

/** 64-bit whole numbers as numbers. @throws KindredError `invalid-data` for one that is not safe */
export const safeList = (list: ArrayLike<unknown>, name: string): ArrayLike<unknown> =>
  list instanceof BigInt64Array || list instanceof BigUint64Array
    ? Float64Array.from({ length: list.length }, (_, row) => safeNumber(list[row], name, row))
    : list;

function unknown(name: string, known: readonly string[]): never {
  throw new KindredError('unknown-column', `there is no column ${show(name)}${nearMiss(name, known)}; there are: ${known.join(', ')}`);
}

/** A column of ids, numbered. @throws KindredError `invalid-data` */
export function ids(column: Source, name: string): { ids: Ids<Id>; codes: Int32Array } {
  if ('dates' in column) throw new KindredError('invalid-data', `${show(name)} must hold texts or whole numbers, it holds dates`);
  if (!('codes' in column)) return numberIds(column as ArrayLike<Id>, name);
  const used = new Uint8Array(column.categories.length);
  column.codes.forEach((code, row) => {
    if (code < 0) throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} is missing`);
    used[code] = 1;
  });
  column.categories.forEach((text, code) => used[code] && checkText(text, `a text of ${show(name)}`));
  const { ids: kept, moved } = keptIds(Ids.sorted(column.categories), used);
  return { ids: kept, codes: column.codes.map((code) => moved[code]) };
}

/** A column of finite numbers. @throws KindredError `invalid-data` */
export function numbers(column: Source, name: string): Float64Array {
  if (!('length' in column))
    throw new KindredError('invalid-data', `${show(name)} must hold numbers, it holds ${'codes' in column ? 'texts' : 'dates'}`);
  const values = new Float64Array(column.length);
  for (let row = 0; row < values.length; row++) {
    const v = column[row];
    if (typeof v !== 'number' || !Number.isFinite(v))
      throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be a finite number, got ${show(v)}`);
    values[row] = v + 0; // -0 and 0 are one value
  }
  return values;
}

/** A column of times, in milliseconds. @throws KindredError `invalid-data` */
export function instants(column: Source, name: string, unit: 'ms' | 's'): Float64Array {
  if ('codes' in column)
    return Float64Array.from(column.codes, (code, row) => toMs(column.categories[code], unit, `row ${row + 1} of ${show(name)}`));
  if ('dates' in column) return instants(column.dates, name, 'ms');
  const list = column as ArrayLike<TimeLike>;
  const times = new Float64Array(list.length);
  for (let row = 0; row < times.length; row++) {
    const v = list[row];
    times[row] = typeof v === 'number' && unit === 'ms' && Number.isFinite(v) ? v + 0 : toMs(v, unit, `row ${row + 1} of ${show(name)}`);
  }
  return times;
}
