/**
 * The people of a campaign beside what they did: each person once, in the arm into which they were drawn, matched by the spelling of their ids.
 * @module
 */
import { cellsOf, gapsOf, ofKind, type Column } from '../data/column.js';
import type { Id } from '../data/ids.js';
import { sumSorted } from '../data/sorted-sum.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { spellingOf } from '../privacy/spelling.js';
import type { ArmValues } from './cuped.js';

/** The people who were drawn, in order of their first row. */
export interface Drawn {
  /** Places by spelling. */
  readonly places: ReadonlyMap<string, number>;
  /** 1 where treated. */
  readonly treated: Uint8Array;
  /** null: without; no list: nobody has a segment. */
  readonly segments: readonly (string | null)[] | null;
  /** Rows that repeat a person. */
  readonly nRepeated: number;
}

/** What each did; a person without a row did nothing. */
export interface Done {
  readonly converted: Float64Array | null;
  readonly revenue: Float64Array | null;
  readonly before: readonly Float64Array[];
  readonly rows: { readonly counted: number; readonly ofOthers: number; readonly withoutRow: number };
  /** People with several rows, with a revenue below 0, and without a value of what they had done before. */
  readonly summed: number;
  readonly below: number;
  readonly filled: number;
}

/**
 * @param segment - undefined: `segment`, where it is there; null: none
 * @throws KindredError `invalid-data` for the same person in both arms, another word than an arm's, or a missing cell, naming the row; `unknown-column`
 */
export function drawnOf(people: unknown, segment: string | null | undefined): Drawn {
  if (!(people instanceof Table)) throw new KindredError('invalid-data', mustBe('people', 'a Table', people));
  const spellings = spellingsOf(people, 'person');
  const arm = cellsOf(ofKind('arm', people.column('arm'), 'category', 'text'));
  const name = segment === undefined && people.columns.includes('segment') ? 'segment' : (segment ?? undefined);
  const label = name === undefined ? undefined : cellsOf(people.column(name));
  const places = new Map<string, number>();
  const treated = new Uint8Array(people.nRows);
  const segments: (string | null)[] = [];
  for (let row = 0; row < people.nRows; row++) {
    const word = arm(row);
    if (word !== 'treatment' && word !== 'control')
      throw new KindredError('invalid-data', `row ${row + 1} of "arm" must be "treatment" or "control", got ${show(word)}`);
    const mine = word === 'treatment' ? 1 : 0;
    const cell = label?.(row) ?? null;
    const own = cell === null ? null : String(cell);
    const known = places.get(spellings[row]);
    if (known === undefined) {
      treated[places.size] = mine;
      segments.push(own);
      places.set(spellings[row], places.size);
    } else if (treated[known] !== mine)
      throw new KindredError(
        'invalid-data',
        `row ${row + 1} of "people" is a person who is in both arms: nothing can be said of somebody who was contacted and left alone`,
      );
    else if (own !== null && (segments[known] === null || own < segments[known]!)) segments[known] = own; // whatever the order of the rows
  }
  return {
    places,
    treated: treated.subarray(0, places.size),
    segments: segments.some((own) => own !== null) ? segments : null,
    nRepeated: people.nRows - places.size,
  };
}

/** The spelling of each row's id. @throws KindredError `invalid-data` for a missing one */
export function spellingsOf(table: Table, name: string): string[] {
  const column = ofKind(name, table.column(name), 'category', 'text', 'number');
  const gap = gapsOf(column).indexOf(1);
  if (gap >= 0) throw new KindredError('invalid-data', `row ${gap + 1} of ${show(name)} is missing`);
  if (column.kind === 'category') {
    const spelled = column.categories.map(spellingOf);
    return Array.from(column.codes, (code) => spelled[code]);
  }
  return Array.from(column.values as ArrayLike<Id>, spellingOf);
}

export interface DoneOptions {
  readonly person: string;
  readonly converted: string | undefined;
  readonly revenue: string | undefined;
  readonly before: readonly string[];
  readonly missing: 'nothing' | 'error';
  readonly repeated: 'error' | 'sum';
}

/** @throws KindredError `invalid-data` for a person with several rows (unless they are summed) or none (where that is an error), or a cell that is no number, naming the row */
export function doneBy({ places }: Drawn, outcomes: Table, options: DoneOptions): Done {
  const n = places.size;
  const spellings = spellingsOf(outcomes, options.person);
  const placeOf = Int32Array.from(spellings, (spelling) => places.get(spelling) ?? -1);
  const nRows = new Int32Array(n);
  let ofOthers = 0;
  placeOf.forEach((place, row) => {
    if (place < 0) ofOthers++;
    else if (nRows[place]++ === 1 && options.repeated === 'error')
      throw new KindredError(
        'invalid-data',
        `row ${row + 1} of "outcomes" is of a person who has a row already: give each one row, or repeated: 'sum'`,
      );
  });
  const withoutRow = nRows.reduce((sum, rows) => sum + (rows === 0 ? 1 : 0), 0);
  if (withoutRow > 0 && options.missing === 'error')
    throw new KindredError('invalid-data', `${withoutRow} of ${n} people of the campaign have no row in "outcomes"`);
  const gather = (values: Float64Array): Float64Array => gathered(values, placeOf, nRows);
  const converted = options.converted === undefined ? null : gather(marks(outcomes, options.converted)).map((v) => Math.min(v, 1));
  const revenue = options.revenue === undefined ? null : gather(amounts(outcomes, options.revenue, false));
  // who has a row may depend on what the campaign brought, so that the rows alone must not say what was before
  const before = withoutRow > 0 ? [] : options.before.map((name) => gather(amounts(outcomes, name, true)));
  const lacking = new Uint8Array(n);
  for (const values of before) fill(values, lacking);
  return {
    converted,
    revenue,
    before,
    rows: { counted: placeOf.length - ofOthers, ofOthers, withoutRow },
    summed: nRows.reduce((sum, rows) => sum + (rows > 1 ? 1 : 0), 0),
    below: revenue?.reduce((sum, v) => sum + (v < 0 ? 1 : 0), 0) ?? 0,
    filled: lacking.reduce((sum, v) => sum + v, 0),
  };
}

/** The values of each person: of several rows their sum, smallest first, of none 0. */
function gathered(values: Float64Array, placeOf: Int32Array, nRows: Int32Array): Float64Array {
  const out = new Float64Array(nRows.length);
  const several = new Map<number, number[]>();
  placeOf.forEach((place, row) => {
    if (place < 0) return;
    if (nRows[place] === 1) out[place] = values[row];
    else if (several.has(place)) several.get(place)!.push(values[row]);
    else several.set(place, [values[row]]);
  });
  for (const [place, list] of several) out[place] = sumSorted(Float64Array.from(list));
  return out;
}

/** 0 and 1. */
function marks(outcomes: Table, name: string): Float64Array {
  const column: Column = ofKind(name, outcomes.column(name), 'boolean', 'number');
  const cell = cellsOf(column);
  return Float64Array.from({ length: outcomes.nRows }, (_, row) => {
    const value = cell(row);
    if (value !== 0 && value !== 1 && typeof value !== 'boolean')
      throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be true, false, 1 or 0, got ${show(value)}`);
    return Number(value);
  });
}

function amounts(outcomes: Table, name: string, mayLack: boolean): Float64Array {
  const column = ofKind(name, outcomes.column(name), 'number', 'boolean');
  const cell = cellsOf(column);
  return Float64Array.from({ length: outcomes.nRows }, (_, row) => {
    const value = cell(row);
    if (value === null && mayLack) return NaN;
    if (value === null || !Number.isFinite(Number(value)))
      throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be a finite number, got ${show(value)}`);
    return Number(value) + 0; // not -0
  });
}

/** Missing values become the mean of the others: what was before is the same in both arms, so that this favors none. */
function fill(values: Float64Array, lacking: Uint8Array): void {
  const known = values.filter((v) => !Number.isNaN(v));
  if (known.length === values.length) return;
  const mean = known.length === 0 ? 0 : sumSorted(known) / known.length;
  values.forEach((v, i) => {
    if (!Number.isNaN(v)) return;
    values[i] = mean;
    lacking[i] = 1;
  });
}

/** What the people of each arm did, of all or of those chosen. */
export function armsOf(
  { treated }: Drawn,
  { before }: Done,
  values: Float64Array,
  chosen?: (place: number) => boolean,
): [ArmValues, ArmValues] {
  const arm = (mine: number): ArmValues => {
    const places = new Int32Array(treated.length);
    let size = 0;
    for (let place = 0; place < treated.length; place++) if (treated[place] === mine && (!chosen || chosen(place))) places[size++] = place;
    const of = (list: Float64Array) => {
      const mineOf = new Float64Array(size); // Float64Array.from calls back: several times slower
      for (let i = 0; i < size; i++) mineOf[i] = list[places[i]];
      return mineOf;
    };
    return { y: of(values), before: before.map(of) };
  };
  return [arm(1), arm(0)];
}
