/**
 * CSV to a Table, piece by piece, by papaparse: a bad cell is an error with line and column, nothing is guessed in silence.
 * @module
 */
import { CELL_EXPECTED, columnBuilder, type CellKind, type ColumnBuilder } from '../data/column-builder.js';
import { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { evenRows, isBlank, RowReader } from './rows.js';

/** Which columns to take from a file: the name in the table, the name in the header and the kind. */
export type CsvSchema = Readonly<Record<string, { readonly header: string; readonly kind: CellKind }>>;

export interface CsvOptions {
  /** Default `','`. */
  delimiter?: string;
}

/** What usually separates columns. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const DELIMITER_NAMES: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };

/**
 * Reads a CSV text that comes in pieces.
 * @example
 * ```ts
 * import { CsvReader } from 'kindred/io';
 * const reader = new CsvReader(() => ({ price: { header: 'price', kind: 'number' } }), { delimiter: ';' });
 * for (const piece of ['sku;pri', 'ce\ntea;4', '.20\n']) reader.push(piece);
 * console.log(reader.end().column('price').kind); // number
 * ```
 */
export class CsvReader {
  private readonly reader: RowReader;
  private begun = false;
  private header: string[] | undefined;
  private taken: { name: string; at: number; kind: CellKind; builder: ColumnBuilder }[] = [];
  private rows = 0;
  private readonly delimiter: string;

  /**
   * @param schemaOf - given the header, which columns to take
   */
  constructor(
    private readonly schemaOf: (header: readonly string[]) => CsvSchema,
    { delimiter = ',' }: CsvOptions = {},
  ) {
    this.delimiter = checkDelimiter(delimiter);
    this.reader = new RowReader(delimiter, (rows, lineOf) => this.take(rows, lineOf));
  }

  /** Rows read so far. */
  get nRows(): number {
    return this.rows;
  }

  /** @throws KindredError `invalid-data` naming line and column; `unknown-column` */
  push(text: string): void {
    if (text === '') return;
    this.reader.push(this.begun ? text : text.replace(/^\ufeff/, ''));
    this.begun = true;
  }

  /** The table of all rows. @throws KindredError `invalid-data` as `push`, and for a file without rows */
  end(): Table {
    this.reader.end();
    if (!this.header) throw new KindredError('invalid-data', EMPTY);
    if (this.rows === 0) throw noRows(this.header);
    return Table.of(Object.fromEntries(this.taken.map(({ name, builder }) => [name, builder.finish()])));
  }

  private take(all: string[][], lineOfAll: (row: number) => number): void {
    let first = 0;
    while (!this.header && first < all.length) {
      const row = all[first++];
      if (!isBlank(row)) this.open(row);
    }
    if (!this.header) return;
    const { rows, lineOf } = evenRows(first === 0 ? all : all.slice(first), this.header.length, (row) => lineOfAll(row + first));
    const refused = this.taken.map(({ builder, at }) => builder.addAll(rows, at));
    const row = Math.min(...refused);
    if (row < rows.length) {
      const column = this.taken[refused.indexOf(row)];
      const where = `line ${lineOf(row)}, column ${show(this.header[column.at])}`;
      throw new KindredError('invalid-data', `${where} must be ${CELL_EXPECTED[column.kind]}, got ${show(rows[row][column.at])}`);
    }
    this.rows += rows.length;
  }

  private open(header: readonly string[]): void {
    const names = header.map((name) => name.trim());
    const twice = names.find((name, i) => name !== '' && names.indexOf(name) < i);
    if (twice !== undefined) throw new KindredError('invalid-data', `the header names the column ${show(twice)} twice`);
    const rival = DELIMITERS.find((mark) => mark !== this.delimiter && names.length === 1 && names[0].includes(mark));
    if (rival) {
      const mark = rival === '\t' ? 'a tab' : show(rival);
      throw new KindredError(
        'invalid-data',
        `the header is one column, ${show(names[0])}: are the columns separated by ${mark}? Then say so (delimiter)`,
      );
    }
    this.header = names;
    this.taken = Object.entries(this.schemaOf(names)).map(([name, column]) => {
      const at = names.indexOf(column.header);
      if (at < 0) {
        throw new KindredError(
          'unknown-column',
          `the file has no column ${show(column.header)}${nearMiss(column.header, names)}; it has: ${names.join(', ')}`,
        );
      }
      return { name, at, kind: column.kind, builder: columnBuilder(column.kind) };
    });
  }
}

/** @throws KindredError `invalid-option` */
export function checkDelimiter(delimiter: unknown): string {
  if (typeof delimiter === 'string' && delimiter.length === 1 && !'"\r\n'.includes(delimiter)) return delimiter;
  throw new KindredError('invalid-option', `"delimiter" must be one character, no quote or line break, got ${show(delimiter)}`);
}

export const EMPTY = 'the file is empty: it must begin with a header line that names the columns';

/** The error for a header with nothing under it. */
export const noRows = (header: readonly string[]) =>
  new KindredError('invalid-data', `the file has a header (${listed(header)}) but no rows`);

/** Column names in a message: a file that is none may have a thousand. */
export const listed = (names: readonly string[]) =>
  names
    .slice(0, 80)
    .map((name) => (name.length > 60 ? `${name.slice(0, 57)}...` : name))
    .join(', ') + (names.length > 80 ? ` and ${names.length - 80} more` : '');

/**
 * A CSV text as a table.
 * @param schema - the columns to take: name in the table → name in the header, and kind
 * @throws KindredError `invalid-data`, `unknown-column`, `invalid-option`
 * @example
 * ```ts
 * import { readCsv } from 'kindred/io';
 * const table = readCsv('sku,price\ntea,4.20\njam,3.10\n', { item: { header: 'sku', kind: 'category' }, price: { header: 'price', kind: 'number' } });
 * console.log(table.nRows, table.columns); // 2 [ 'item', 'price' ]
 * ```
 */
export function readCsv(text: string, schema: CsvSchema, options?: CsvOptions): Table {
  const reader = new CsvReader(() => schema, options);
  reader.push(text);
  return reader.end();
}

/** Cells that a spreadsheet would run as a formula, and those that look as if they had been guarded. */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'(?='*[=+\-@\t\r])/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

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
    const safe = FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [header.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return lines.join('\n') + '\n';
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
