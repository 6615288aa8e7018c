/**
 * Columns that grow cell by cell from text, as a file is read.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { categoryBuilder } from './category-builder.js';
import type { Column, ColumnKind } from './column.js';
import { detached, Growing } from './growing.js';
import { ONLY_EMPTY } from './missing.js';
import { parseIso } from './time.js';

/** How cells are read. */
export interface CellRules {
  /** The texts of cells that hold no value, without the spaces around them. Default: only the empty one. */
  readonly missing?: ReadonlySet<string>;
  /** Of numbers; NaN where a text is none. Default: plain numbers. */
  readonly parseNumber?: (cell: string) => number;
  /** Of booleans: words by what they mean. Default: true and false. */
  readonly words?: ReadonlyMap<string, boolean>;
}

/** A column in the making. */
export interface ColumnBuilder {
  /** Adds cell `at` of all rows; the first row whose cell is not of its kind, or how many rows there were. */
  addAll(rows: readonly (readonly string[])[], at: number): number;
  finish(): Column;
}

/** Numbers as they are written in data files: no hexadecimal, no `Infinity`. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function plainNumber(cell: string): number {
  const value = +cell;
  if (value === Infinity || value === -Infinity) return NaN; // 1e999 too
  const first = cell.charCodeAt(0);
  // only a letter in second place, or nothing but spaces, can make Number() accept what is no plain number
  return value - value === 0 && !(cell.charCodeAt(1) > 57) && first > 32 && first < 58 ? value : NUMBER.test(cell.trim()) ? +cell : NaN;
}

function numeric(kind: 'number' | 'date', parse: (cell: string) => number, missing: ReadonlySet<string>): ColumnBuilder {
  const values = new Growing(new Float64Array(1024));
  const hasNumbers = [...missing].some((text) => !Number.isNaN(parse(text))); // -999 may stand for a missing value
  let lastCell: string | undefined;
  let lastValue = NaN; // rows of one order repeat their cells
  return {
    addAll(rows, at) {
      for (let r = 0; r < rows.length; r++) {
        const cell = rows[r][at];
        if (cell !== lastCell) {
          let value = parse(cell);
          if (Number.isNaN(value)) {
            if (!missing.has(cell.trim())) return r;
          } else if (hasNumbers && missing.has(cell.trim())) value = NaN;
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

/** Words by what they mean. @throws KindredError `invalid-option` for one that would mean both */
export function booleanWords(
  trueValues: readonly string[] = ['true', 'True', 'TRUE'],
  falseValues: readonly string[] = ['false', 'False', 'FALSE'],
): Map<string, boolean> {
  const words = new Map(trueValues.map((word) => [word.trim(), true]));
  for (const word of falseValues) {
    if (words.get(word.trim())) throw new KindredError('invalid-option', `${show(word)} is one of "trueValues" and of "falseValues"`);
    words.set(word.trim(), false);
  }
  return words;
}

function boolean(words: ReadonlyMap<string, boolean>, missing: ReadonlySet<string>): ColumnBuilder {
  const values = new Growing(new Uint8Array(1024));
  const codes = new Map<string, number>();
  for (const [word, value] of words) codes.set(word, Number(value));
  for (const text of missing) codes.set(text, 2);
  return {
    addAll(rows, at) {
      for (let r = 0; r < rows.length; r++) {
        const cell = rows[r][at];
        const code = codes.get(cell) ?? codes.get(cell.trim());
        if (code === undefined) return r;
        values.push(code);
      }
      return rows.length;
    },
    finish: () => ({ kind: 'boolean', values: values.finish() }),
  };
}

function text(missing: ReadonlySet<string>): ColumnBuilder {
  const values: (string | null)[] = [];
  return {
    addAll(rows, at) {
      for (const row of rows) values.push(missing.has(row[at].trim()) ? null : detached(row[at]));
      return rows.length;
    },
    finish: () => ({ kind: 'text', values }),
  };
}

/** An empty column of a kind. */
export function columnBuilder(
  kind: ColumnKind,
  { missing = ONLY_EMPTY, parseNumber = plainNumber, words = booleanWords() }: CellRules = {},
): ColumnBuilder {
  switch (kind) {
    case 'number':
      return numeric(kind, parseNumber, missing);
    case 'date':
      return numeric(kind, (cell) => parseIso(cell.trim()), missing);
    case 'boolean':
      return boolean(words, missing);
    case 'category':
      return categoryBuilder(undefined, undefined, missing);
    case 'text':
      return text(missing);
  }
}

/** How a cell of a kind must look, as it ends the sentence `must be ...`. */
export const CELL_EXPECTED: Readonly<Record<ColumnKind, string>> = {
  number: 'a number',
  date: 'a date such as 2026-01-31 or 2026-01-31 12:00:00',
  boolean: 'true or false',
  category: 'a text',
  text: 'a text',
};
