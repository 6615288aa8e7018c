/**
 * Columns that grow cell by cell from text, as a file is read.
 * @module
 */
import type { Column, ColumnKind } from './table.js';
import { parseIso } from './time.js';

/** What cells may be built into. */
export type CellKind = Exclude<ColumnKind, 'boolean'>;

/** A column in the making. `add` says false for a cell that is not of its kind; an empty cell is a missing value. */
export interface ColumnBuilder {
  add(cell: string): boolean;
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

/** A typed array that doubles as it fills. */
class Growing<A extends Float64Array | Int32Array> {
  private size = 0;

  constructor(private values: A) {}

  push(value: number): void {
    if (this.size === this.values.length) {
      const larger = new (this.values.constructor as new (length: number) => A)(this.size * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.size++] = value;
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
    add(cell) {
      if (cell !== lastCell) {
        const value = cell.trim() === '' ? NaN : parse(cell);
        if (Number.isNaN(value) && cell.trim() !== '') return false;
        lastCell = cell;
        lastValue = value;
      }
      values.push(lastValue);
      return true;
    },
    finish: () => ({ kind, values: values.finish() }),
  };
}

function category(): ColumnBuilder {
  const codes = new Growing(new Int32Array(1024));
  const seen = new Map<string, number>();
  let lastCell = '';
  let lastCode = -1;
  return {
    add(cell) {
      if (cell !== lastCell) {
        const text = cell.trim();
        let code = text === '' ? -1 : seen.get(text);
        if (code === undefined) seen.set(text, (code = seen.size));
        lastCell = cell;
        lastCode = code;
      }
      codes.push(lastCode);
      return true;
    },
    finish() {
      const found = [...seen.keys()];
      const categories = [...found].sort();
      const rank = new Map(categories.map((text, i) => [text, i]));
      const moved = Int32Array.from(found, (text) => rank.get(text)!);
      return { kind: 'category', codes: codes.finish().map((code) => (code < 0 ? -1 : moved[code])), categories };
    },
  };
}

function text(): ColumnBuilder {
  const values: (string | null)[] = [];
  return {
    add: (cell) => values.push(cell === '' ? null : cell) > 0,
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
      return category();
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
