/**
 * Columns that grow cell by cell from text, as a file is read.
 * @module
 */
import { categoryBuilder } from './category-builder.js';
import type { Column, ColumnKind } from './column.js';
import { detached, Growing } from './growing.js';
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
