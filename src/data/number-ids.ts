/**
 * Columns of ids to sorted distinct ids and the place of each row's: whole numbers by a table or by sorting, texts by a Map.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { isDense, MOST_KEYS, search } from './id-lookup.js';
import { Ids, type Id } from './ids.js';

interface Numbered<T> {
  /** Sorted, each once. */
  values: T[];
  /** The place of each row's id among them. */
  codes: Int32Array;
}

/**
 * Number a column of ids.
 * @param most - different texts
 * @throws KindredError `invalid-data` naming the row of an id that is neither text nor a safe integer, or of another kind than the first; `too-large` for
 * more different texts than a Map can hold
 */
export function numberIds<T extends Id>(column: ArrayLike<T>, name: string, most: number = MOST_KEYS): { ids: Ids<T>; codes: Int32Array } {
  const { values, codes } = numbered(column, name, most);
  return { ids: Ids.sorted(values), codes };
}

function numbered<T extends Id>(column: ArrayLike<T>, name: string, most: number): Numbered<T> {
  const range = rangeOf(column);
  if (!range) return byMap(column, name, most);
  const whole = column as ArrayLike<number>;
  return (isDense(range, column.length) ? byTable(whole, range) : bySorting(whole)) as Numbered<Id> as Numbered<T>;
}

/** Of whole numbers only: the least and the largest. */
function rangeOf(column: ArrayLike<unknown>): { least: number; most: number } | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < column.length; row++) {
    const id = column[row];
    if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined;
    if (id < least) least = id;
    if (id > most) most = id;
  }
  return column.length > 0 ? { least, most } : undefined;
}

/** Whole numbers that lie close together: a place each in a table. (20 million rows: 1 s instead of 14 by a Map.) */
function byTable(column: ArrayLike<number>, { least, most }: { least: number; most: number }): Numbered<number> {
  const places = new Int32Array(most - least + 1);
  for (let row = 0; row < column.length; row++) places[column[row] - least] = 1;
  const values: number[] = [];
  for (let place = 0; place < places.length; place++) if (places[place]) places[place] = values.push(least + place) - 1;
  const codes = new Int32Array(column.length);
  for (let row = 0; row < codes.length; row++) codes[row] = places[column[row] - least];
  return { values, codes };
}

function bySorting(column: ArrayLike<number>): Numbered<number> {
  const sorted = Float64Array.from(column).sort();
  const values: number[] = [];
  for (let row = 0; row < sorted.length; row++) if (row === 0 || sorted[row] !== sorted[row - 1]) values.push(sorted[row] + 0); // no -0
  const codes = new Int32Array(column.length);
  for (let row = 0; row < codes.length; row++) codes[row] = search(values, column[row]);
  return { values, codes };
}

function byMap<T extends Id>(column: ArrayLike<T>, name: string, most: number): Numbered<T> {
  const seen = new Map<T, number>();
  const codes = new Int32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const id = column[row];
    let code = seen.get(id);
    if (code === undefined) {
      checkId(id, column[0], name, row);
      if (seen.size === most)
        throw new KindredError('too-large', `"${name}" has more than ${most} different texts: name them by whole numbers`);
      seen.set(id, (code = seen.size));
    }
    codes[row] = code;
  }
  const values = [...seen.keys()].sort();
  const rank = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) rank[seen.get(values[i])!] = i;
  for (let row = 0; row < codes.length; row++) codes[row] = rank[codes[row]];
  return { values, codes };
}

/** @throws KindredError `invalid-data` for text that UTF-8 cannot hold */
export function checkText(id: string, where: string): void {
  if (/\p{Surrogate}/u.test(id)) throw new KindredError('invalid-data', `${where} must be well-formed text, got ${show(id)}`);
}

function checkId(id: unknown, first: unknown, name: string, row: number): void {
  const where = `row ${row + 1} of "${name}"`;
  if (typeof id === 'string') {
    checkText(id, where);
  } else if (!Number.isSafeInteger(id)) {
    throw new KindredError('invalid-data', `${where} must be text or a whole number below 2^53, got ${show(id)}`);
  }
  if (typeof id !== typeof first) {
    throw new KindredError(
      'invalid-data',
      `${where} must be of the same kind as the first (${show(first)}), got ${show(id)}: 1 and "1" are two ids`,
    );
  }
}
