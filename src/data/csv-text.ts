/**
 * Rows as CSV text that a spreadsheet opens without running any of it.
 * @module
 */
import { cellsOf } from './column.js';
import type { Table } from './table.js';

/** Cells that a spreadsheet would run as a formula, and those that look as if they had been guarded. */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'(?='*[=+\-@\t\r])/;
/** A phone number such as +4930123456 too: nothing but a number comes of it. */
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether `writeCsv` writes a text with an apostrophe before it, so that what is read is another text. */
export const isFormula = (text: string): boolean => FORMULA.test(text) && !PLAIN_NUMBER.test(text);

/**
 * Rows as CSV text, quoted where needed, guarded against formula injection: a text that a spreadsheet would run begins with an apostrophe (`unguarded` takes it
 * off again).
 * @example
 * ```ts
 * import { writeCsv } from 'kindred/io';
 * console.log(writeCsv(['item', 'price'], [['=tea', 4.2]])); // item,price\n'=tea,4.2\n
 * ```
 */
export function writeCsv(header: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const cell = (value: string | number) => {
    if (typeof value === 'number') return String(value);
    const safe = isFormula(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [header.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return lines.join('\n') + '\n';
}

/** A whole table as CSV text: missing cells are empty, times in ISO 8601. */
export function tableCsv(table: Table): string {
  const cells = table.columns.map((name) => cellsOf(table.column(name)));
  const row = (i: number) =>
    cells.map((cell) => {
      const value = cell(i);
      return value === null ? '' : value instanceof Date ? value.toISOString() : typeof value === 'boolean' ? String(value) : value;
    });
  return writeCsv(
    table.columns,
    Array.from({ length: table.nRows }, (_, i) => row(i)),
  );
}

/**
 * A text as it was before `writeCsv` guarded it.
 * @example
 * ```ts
 * import { readCsv, unguarded, writeCsv } from 'kindred/io';
 * const table = readCsv(writeCsv(['item'], [['=tea']]), { item: { header: 'item', kind: 'text' } });
 * console.log(unguarded(table.column('item', 'text').values[0]!)); // =tea
 * ```
 */
export function unguarded(text: string): string {
  return text.replace(GUARDED, '');
}
