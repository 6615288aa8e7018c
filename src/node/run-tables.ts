/**
 * The tables of a run, read back: as they were written, or as a spreadsheet saved them again.
 * @module
 */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Column } from '../data/column.js';
import { CELL_EXPECTED, columnBuilder } from '../data/column-builder.js';
import type { Id } from '../data/ids.js';
import { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { unguarded } from '../data/csv-text.js';
import { DELIMITERS, EMPTY, listed } from '../io/csv.js';
import { Decoder, type Encoding } from '../io/encoding.js';
import { headOf, headRows, isSeparatorLine, namesOf } from '../io/head.js';
import { countLines, evenRows, isBlank, RowReader } from '../io/rows.js';
import { bytesOf } from './bytes.js';
import { MODELS } from './outputs.js';

/** One row. */
export interface RunRow {
  /** The cells of the columns wanted, in their order. */
  readonly cells: readonly string[];
  /** A cell as a number. @throws KindredError `invalid-data` naming file, line and column */
  number(at: number): number;
}

/** Where the table of the run lies that a model belongs to; undefined where there is none. */
export async function besideModel(file: string, name: string): Promise<string | undefined> {
  const models = dirname(file);
  const isThere = basename(models) === MODELS && (await readdir(dirname(models))).includes(name);
  return isThere ? join(dirname(models), name) : undefined;
}

/** What items are called, as far as the run's recommendations tell. @throws KindredError as `readRunTable` */
export async function namesBeside(file: string): Promise<(item: Id) => string> {
  const table = await besideModel(file, 'recommendations.csv');
  const names = new Map<string, string>();
  const take = ({ cells: [item, name, because, becauseName] }: RunRow) => void names.set(because, becauseName).set(item, name);
  if (table !== undefined) await readRunTable(table, ['item', 'name', 'because', 'because_name'], take);
  return (item) => names.get(String(item)) ?? '';
}

/**
 * Hand on the rows of a table, of which there may be none.
 * @throws KindredError `invalid-data`, `unknown-column`, both beginning with the file's name
 */
export async function readRunTable(file: string, wanted: readonly string[], take: (row: RunRow) => void): Promise<void> {
  await readRows(file, (text) => ({ wanted, delimiter: delimiterOf(text, wanted) }), take);
}

/** Columns of texts, null where a cell is empty, and how a cell is read as a number (NaN where it is none). */
export interface Texts {
  readonly table: Table;
  readonly number: (cell: string | null) => number;
}

/**
 * All columns of a table that others made: names with spaces around them are without, cells too, and guards against formulas are taken off. There may be no rows.
 * @throws KindredError `invalid-data`, beginning with the file's name
 */
export async function readTexts(file: string): Promise<Texts> {
  let [names, mark]: [readonly string[], string] = [[], ','];
  const rows: (readonly string[])[] = [];
  const headed = (text: string) => {
    const head = headOf(text);
    const headerBy = (one: string) => namesOf(headRows(head, one).find((row) => !isSeparatorLine(row)) ?? []);
    mark = DELIMITERS.reduce((best: string, one) => (headerBy(one).length > headerBy(best).length ? one : best), ',');
    names = [...new Set(headerBy(mark))].filter((name) => name !== '');
    return { wanted: names, delimiter: mark };
  };
  await readRows(file, headed, ({ cells }) => void rows.push(cells));
  const column = (at: number): Column => ({ kind: 'text', values: rows.map((cells) => (cells[at] === '' ? null : cells[at])) });
  return { table: Table.of(names.map((name, at) => [name, column(at)] as const)), number: (cell) => lenient(cell, mark) };
}

const lenient = (cell: string | null, delimiter: string): number => {
  try {
    return numberIn(cell ?? '', delimiter);
  } catch {
    return NaN;
  }
};

async function readRows(
  file: string,
  headed: (text: string) => { readonly wanted: readonly string[]; readonly delimiter: string },
  take: (row: RunRow) => void,
): Promise<void> {
  const bytes = await bytesOf(file);
  const fault = ({ code, message, cause }: KindredError) => new KindredError(code, `${show(file)}: ${message}`, { cause });
  try {
    const text = textOf(bytes);
    const { wanted, delimiter } = headed(text);
    const reader = new RowReader(delimiter, rowTaker(delimiter, wanted, fault, take));
    reader.push(text);
    reader.end();
  } catch (error) {
    if (!(error instanceof KindredError) || error.message.startsWith(show(file))) throw error;
    throw fault(error);
  }
}

/** A whole file as text. @param encoding - found out where undefined. @throws KindredError `invalid-data` */
export function textOf(bytes: Uint8Array, encoding?: Encoding): string {
  let text = '';
  const decoder = new Decoder(encoding, () => 1 + countLines(text));
  for (const piece of decoder.push(bytes)) text += piece;
  for (const piece of decoder.end()) text += piece;
  if (text.trim() === '') throw new KindredError('invalid-data', EMPTY);
  return text.replace(/^\ufeff/, '');
}

/** A spreadsheet may have put another mark between the columns: that with which they are all there. */
function delimiterOf(text: string, wanted: readonly string[]): string {
  const head = headOf(text);
  const headerBy = (mark: string) => namesOf(headRows(head, mark).find((row) => !isSeparatorLine(row)) ?? []);
  const fits = (mark: string) => {
    const header = headerBy(mark);
    return wanted.every((name) => header.includes(name));
  };
  return DELIMITERS.find(fits) ?? ',';
}

function rowTaker(
  delimiter: string,
  wanted: readonly string[],
  fault: (error: KindredError) => KindredError,
  take: (row: RunRow) => void,
): (all: string[][], lineOfAll: (row: number) => number) => void {
  let width = 0;
  let places: number[] | undefined;
  return (all, lineOfAll) => {
    let first = 0;
    while (!places && first < all.length) {
      const row = all[first++];
      if (isBlank(row) || isSeparatorLine(row)) continue;
      places = placesIn(namesOf(row), wanted);
      width = row.length;
    }
    if (!places) return;
    const { rows, lineOf } = evenRows(first === 0 ? all : all.slice(first), width, (row) => lineOfAll(row + first));
    for (const [r, row] of rows.entries()) {
      const cells = places.map((at) => unguarded(row[at].trim()));
      const number = (at: number) => {
        try {
          return numberIn(cells[at], delimiter);
        } catch (error) {
          const { code, message } = error as KindredError;
          throw fault(new KindredError(code, `line ${lineOf(r)}, column ${show(wanted[at])} ${message}`));
        }
      };
      take({ cells, number });
    }
  };
}

/** @throws KindredError `unknown-column` */
const placesIn = (header: readonly string[], wanted: readonly string[]) =>
  wanted.map((name) => {
    const at = header.indexOf(name);
    if (at >= 0) return at;
    const message = `the file has no column ${show(name)}${nearMiss(name, header)}; it has: ${listed(header)}`;
    throw new KindredError('unknown-column', message);
  });

/** A comma that does not separate columns is a decimal mark. @throws KindredError `invalid-data` */
function numberIn(cell: string, delimiter: string): number {
  const text = delimiter !== ',' && /^-?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell;
  if (text === '') throw new KindredError('invalid-data', `is empty: it must be ${CELL_EXPECTED.number}`);
  const builder = columnBuilder('number');
  if (builder.addAll([[text]], 0) === 0) throw new KindredError('invalid-data', `must be ${CELL_EXPECTED.number}, got ${show(cell)}`);
  return Table.of({ cell: builder.finish() }).column('cell', 'number').values[0];
}
