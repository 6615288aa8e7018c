/**
 * Columns of categories: texts, whole numbers or true and false, in sorted order (texts by UTF-16 code unit), a missing cell last as a category of its own.
 * @module
 */
import { requireThat } from '../data/model-file.js';
import type { Column } from '../data/column.js';
import type { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';

/** What a cell of a column of categories holds: a text, a whole number, true or false; null where it is missing. */
export type Category = string | number | boolean | null;

/** The different cells of a column, in no order, and which of them each row holds. */
interface Cells {
  readonly cells: readonly Category[];
  readonly codes: Int32Array | Uint8Array;
}

/** The categories of a column in their order, how many rows hold each, and how many rows hold others. */
export interface Found {
  readonly categories: readonly Category[];
  readonly counts: readonly number[];
}

/**
 * @param given - the categories there may be, in their order; default: those that occur, sorted
 * @param refuse - whether others are an error
 * @throws KindredError `unknown-column`; `invalid-data` for a column that holds no categories
 */
export function findCategories(table: Table, name: string, given: readonly Category[] | undefined, refuse: boolean): Found {
  const { cells, codes } = differentCells(table, name);
  const counts = new Map<Category, number>();
  const byCode = new Float64Array(cells.length);
  for (let row = 0; row < codes.length; row++) byCode[codes[row]]++;
  cells.forEach((cell, code) => byCode[code] > 0 && counts.set(cell, (counts.get(cell) ?? 0) + byCode[code]));
  const fraction = [...counts.keys()].find((cell) => typeof cell === 'number' && !Number.isSafeInteger(cell));
  if (fraction !== undefined) {
    const row = codes.findIndex((code) => cells[code] === fraction);
    throw new KindredError(
      'invalid-data',
      `row ${row + 1} of ${show(name)} must be a whole number to be a category, got ${show(fraction)}`,
    );
  }
  const categories = given ?? sorted([...counts.keys()]);
  if (given) {
    const places = placesOf(table, name, given);
    if (refuse) refuseUnknown(table, name, given, places);
  }
  return { categories, counts: categories.map((category) => counts.get(category) ?? 0) };
}

/**
 * For each row the place of its cell among the categories, −1 where it is none of them.
 * @throws KindredError `unknown-column`; `invalid-data` for a column of another kind than the categories
 */
export function placesOf(table: Table, name: string, categories: readonly Category[]): Int32Array {
  const { cells, codes } = differentCells(table, name);
  const kind = kindOf(categories);
  const other = cells.find((cell) => cell !== null && kind !== undefined && typeof cell !== kind);
  if (other !== undefined && codes.some((code) => cells[code] !== null)) {
    throw new KindredError('invalid-data', `column ${show(name)} must hold ${KINDS[kind!]}, as it was fitted on, it holds ${show(other)}`);
  }
  const place = new Map(categories.map((category, i) => [category, i]));
  const places = Int32Array.from(cells, (cell) => place.get(cell) ?? -1);
  const out = new Int32Array(codes.length);
  for (let row = 0; row < out.length; row++) out[row] = places[codes[row]];
  return out;
}

/** The categories that occur in a column of texts, sorted, and for each row the place of its own: one look at the column. @throws KindredError as `findCategories` */
export function codedCategories(table: Table, name: string): { categories: readonly Category[]; places: Int32Array } {
  const { cells, codes } = differentCells(table, name);
  const occurs = new Uint8Array(cells.length);
  for (let row = 0; row < codes.length; row++) occurs[codes[row]] = 1;
  const categories = sorted([...new Set(cells.filter((_, code) => occurs[code] === 1))]);
  const place = new Map(categories.map((category, i) => [category, i]));
  const placeOf = Int32Array.from(cells, (cell) => place.get(cell) ?? -1);
  if (codes instanceof Int32Array && placeOf.every((own, code) => own === code)) return { categories, places: codes }; // nobody writes to them
  const places = new Int32Array(codes.length);
  for (let row = 0; row < places.length; row++) places[row] = placeOf[codes[row]];
  return { categories, places };
}

/** @throws KindredError `invalid-data` naming row, column and value of the first cell that is no category, and the near miss */
export function refuseUnknown(table: Table, name: string, categories: readonly Category[], places: Int32Array): void {
  const row = places.indexOf(-1);
  if (row < 0) return;
  const { cells, codes } = differentCells(table, name);
  const cell = cells[codes[row]];
  const known = categories.map((category) => (category === null ? 'missing' : String(category)));
  const list = known.slice(0, 10).join(', ') + (known.length > 10 ? ` and ${known.length - 10} more` : '');
  const what = cell === null ? 'is missing' : `is ${show(cell)}`;
  const near = cell === null ? '' : nearMiss(cell, known);
  throw new KindredError(
    'invalid-data',
    `row ${row + 1} of ${show(name)} ${what}, which is none of its categories${near}; they are: ${list}`,
  );
}

/** A column that holds the categories at the places given, −1 for a missing cell. */
export function columnOf(categories: readonly Category[], places: Int32Array): Column {
  /** What each place becomes, in a typed array of the column's kind. */
  const fill = <A extends Int32Array | Uint8Array | Float64Array>(out: A, missing: number, value: (category: Category) => number): A => {
    const values = categories.map((category) => (category === null ? missing : value(category)));
    for (let row = 0; row < out.length; row++) out[row] = places[row] < 0 ? missing : values[places[row]];
    return out;
  };
  switch (kindOf(categories)) {
    case 'string': {
      const texts = sorted(categories.filter((category) => category !== null)) as string[];
      const code = new Map<Category, number>(texts.map((text, i) => [text, i]));
      return { kind: 'category', categories: texts, codes: fill(new Int32Array(places.length), -1, (text) => code.get(text)!) };
    }
    case 'boolean':
      return { kind: 'boolean', values: fill(new Uint8Array(places.length), 2, Number) };
    default:
      return { kind: 'number', values: fill(new Float64Array(places.length), NaN, Number) };
  }
}

/** Categories in the settings of a model file. @throws KindredError `file-corrupt` */
export function savedCategories(saved: unknown, nColumns: number): readonly (readonly Category[])[] {
  requireThat(Array.isArray(saved) && saved.length === nColumns && saved.every(areCategories), 'it lacks its categories');
  return saved as Category[][];
}

/** Is it a list of different categories of one kind? */
export function areCategories(list: unknown): list is readonly Category[] {
  if (!Array.isArray(list) || list.length === 0 || new Set(list).size !== list.length) return false;
  const kind = kindOf(list as Category[]);
  return list.every((v) => v === null || (typeof v === kind && (kind === 'number' ? Number.isSafeInteger(v) : kind! in KINDS)));
}

const KINDS = { string: 'texts', number: 'numbers', boolean: 'true and false' } as const;

/** The kind of the categories, if there are any besides the missing one. */
export function kindOf(categories: readonly Category[]): keyof typeof KINDS | undefined {
  const first = categories.find((category) => category !== null);
  return first === undefined || first === null ? undefined : (typeof first as keyof typeof KINDS);
}

function differentCells(table: Table, name: string): Cells {
  const column = table.column(name);
  switch (column.kind) {
    case 'category': {
      const { categories: cells, codes } = column;
      if (!codes.includes(-1)) return { cells, codes };
      return { cells: [...cells, null], codes: codes.map((code) => (code < 0 ? cells.length : code)) };
    }
    case 'boolean':
      return { cells: [false, true, null], codes: column.values };
    case 'date':
      throw new KindredError('invalid-data', `column ${show(name)} holds dates, which are no categories: derive a number or a text first`);
    default: {
      const places = new Map<Category, number>();
      const codes = new Int32Array(column.values.length);
      for (let row = 0; row < codes.length; row++) {
        const value = column.values[row];
        const cell = typeof value !== 'number' ? value : Number.isNaN(value) ? null : value + 0; // -0 and 0 are one value
        let place = places.get(cell);
        if (place === undefined) places.set(cell, (place = places.size));
        codes[row] = place;
      }
      return { cells: [...places.keys()], codes };
    }
  }
}

/** Numbers ascending, texts by UTF-16 code unit, false before true, a missing cell last. */
function sorted(list: Category[]): Category[] {
  const present = list.filter((cell) => cell !== null);
  if (typeof present[0] === 'number') (present as number[]).sort((a, b) => a - b);
  else present.sort();
  return list.length > present.length ? [...present, null] : present;
}
