/**
 * Columns that grow cell by cell from text, as a file is read.
 * @module
 */
import type { Column, ColumnKind } from './table.js';
import { parseIso } from './time.js';

/** What cells may be built into. */
export type CellKind = Exclude<ColumnKind, 'boolean'>;

/** A column in the making; an empty cell is a missing value. */
export interface ColumnBuilder {
  /** Adds cell `at` of all rows; the first row whose cell is not of its kind, or how many rows there were. */
  addAll(rows: readonly (readonly string[])[], at: number): number;
  finish(): Column;
}

/** Numbers as they are written in data files: no hexadecimal, no `Infinity`. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function parseNumber(cell: string): number {
  const value = +cell;
  if (value === Infinity || value === -Infinity) return NaN; // 1e999 too
  // only a letter in second place can make Number() accept what is no plain number
  return value - value === 0 && !(cell.charCodeAt(1) > 57) && cell.charCodeAt(0) > 32 ? value : NUMBER.test(cell.trim()) ? +cell : NaN;
}

/**
 * A text on its own: what a parser cuts out of a piece of a file may keep that whole piece in memory (in V8, from 13 characters on).
 */
export const detached = (text: string) => (text.length < 13 ? text : (' ' + text).slice(1));

/** A typed array that doubles as it fills. */
export class Growing<A extends Float64Array | Int32Array> {
  private size = 0;

  constructor(private values: A) {}

  get length(): number {
    return this.size;
  }

  push(value: number): void {
    if (this.size === this.values.length) this.room(1);
    this.values[this.size++] = value;
  }

  /** The values, with room for more behind those that are set; `added` says how many were. */
  room(more: number): A {
    if (this.size + more > this.values.length) {
      const larger = new (this.values.constructor as new (length: number) => A)(Math.max(this.size + more, this.size * 2));
      larger.set(this.values);
      this.values = larger;
    }
    return this.values;
  }

  added(more: number): void {
    this.size += more;
  }

  finish(): A {
    return this.values.slice(0, this.size) as A;
  }
}

function numeric(kind: 'number' | 'date', parse: (cell: string) => number): ColumnBuilder {
  const values = new Growing(new Float64Array(1024));
  let lastCell = '';
  let lastValue = NaN; // rows of one order repeat their cells
  return {
    addAll(rows, at) {
      for (let r = 0; r < rows.length; r++) {
        const cell = rows[r][at];
        if (cell !== lastCell) {
          const value = cell.trim() === '' ? NaN : parse(cell);
          if (Number.isNaN(value) && cell.trim() !== '') return r;
          lastCell = cell;
          lastValue = value;
        }
        values.push(lastValue);
      }
      return rows.length;
    },
    finish: () => ({ kind, values: values.finish() }),
  };
}

/** A category column in the making. */
export interface CategoryBuilder extends ColumnBuilder {
  /** Of the texts in the order in which they came; −1 where there was none. */
  readonly codes: Growing<Int32Array>;
  finish(): Extract<Column, { kind: 'category' }>;
}

/**
 * @param guide - a column that was added before and mostly decides what this one holds, as an item decides its name
 * @param spelling - makes different spellings of a text one
 */
export function categoryBuilder(guide?: CategoryBuilder, spelling: (text: string) => string = (text) => text): CategoryBuilder {
  const codes = new Growing(new Int32Array(1024));
  const seen = new Map<string, number>([['', -1]]); // with their spaces as well
  const found: string[] = [];
  const besides: number[] = [];
  let lastCell = '';
  let lastCode = -1;
  const number = (cell: string) => {
    const text = spelling(cell.trim());
    let code = seen.get(text);
    if (code === undefined) {
      code = found.push(detached(text)) - 1;
      seen.set(found[code], code);
    }
    if (text !== cell) seen.set(detached(cell), code);
    return code;
  };
  return {
    codes,
    addAll(rows, at) {
      const n = rows.length;
      const first = codes.length;
      const out = codes.room(n);
      const guides = guide?.codes.room(0);
      for (let r = 0; r < n; r++) {
        const cell = rows[r][at];
        if (cell !== lastCell) {
          const beside = guides ? guides[first + r] : -1;
          // to compare two texts costs less than half of looking one up (measured)
          const expected = beside < 0 ? -1 : (besides[beside] ?? -1);
          lastCode = expected >= 0 && found[expected] === cell ? expected : (seen.get(cell) ?? number(cell));
          lastCell = cell;
          if (beside >= 0) besides[beside] = lastCode;
        }
        out[first + r] = lastCode;
      }
      codes.added(n);
      return n;
    },
    finish() {
      const categories = [...found].sort();
      const rank = new Map(categories.map((text, i) => [text, i]));
      const moved = Int32Array.from(found, (text) => rank.get(text)!);
      const sorted = codes.finish();
      for (let row = 0; row < sorted.length; row++) if (sorted[row] >= 0) sorted[row] = moved[sorted[row]];
      return { kind: 'category', codes: sorted, categories };
    },
  };
}

function text(): ColumnBuilder {
  const values: (string | null)[] = [];
  return {
    addAll(rows, at) {
      for (const row of rows) values.push(row[at] === '' ? null : detached(row[at]));
      return rows.length;
    },
    finish: () => ({ kind: 'text', values }),
  };
}

/** An empty column of a kind. */
export function columnBuilder(kind: CellKind): ColumnBuilder {
  switch (kind) {
    case 'number':
      return numeric(kind, parseNumber);
    case 'date':
      return numeric(kind, (cell) => parseIso(cell.trim()));
    case 'category':
      return categoryBuilder();
    case 'text':
      return text();
  }
}

/** How a cell of a kind must look, as it ends the sentence `must be ...`. */
export const CELL_EXPECTED: Readonly<Record<CellKind, string>> = {
  number: 'a number',
  date: 'a date such as 2026-01-31 or 2026-01-31 12:00:00',
  category: 'a text',
  text: 'a text',
};
