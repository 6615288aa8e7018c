/**
 * CSV to a Table, piece by piece, by papaparse: a bad cell is an error with line and column, nothing is guessed in silence.
 * @module
 */
import Papa from 'papaparse';
import { CELL_EXPECTED, columnBuilder, type CellKind, type ColumnBuilder } from '../data/column-builder.js';
import { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';

/** Which columns to take from a file: the name in the table, the name in the header and the kind. */
export type CsvSchema = Readonly<Record<string, { readonly header: string; readonly kind: CellKind }>>;

export interface CsvOptions {
  /** Default `','`. */
  delimiter?: string;
}

/** The low-level parser of papaparse, the one that goes on where a piece of text ends. */
interface PieceParser {
  parse(
    input: string,
    baseIndex: number,
    ignoreLastRow: boolean,
  ): { data: string[][]; errors: { message: string; row?: number }[]; meta: { cursor: number } };
}

const RIVALS = [',', ';', '\t', '|'];

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
  private parser: PieceParser | undefined;
  private pending = '';
  private linesBefore = 0;
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
    if (typeof delimiter !== 'string' || delimiter.length !== 1 || '"\r\n'.includes(delimiter)) {
      throw new KindredError('invalid-option', `"delimiter" must be one character, no quote or line break, got ${show(delimiter)}`);
    }
    this.delimiter = delimiter;
  }

  /** Rows read so far. */
  get nRows(): number {
    return this.rows;
  }

  /** @throws KindredError `invalid-data` naming line and column; `unknown-column` */
  push(text: string): void {
    this.pending += this.pending === '' && this.linesBefore === 0 && !this.header ? text.replace(/^\ufeff/, '') : text;
    if (!this.parser) {
      // a carriage return at the very end may be half of a line break
      const newline = /\r\n|\n|\r(?=.)/s.exec(this.pending)?.[0];
      if (!newline) return;
      this.parser = this.newParser(newline);
    }
    this.take(true);
  }

  /** The table of all rows. @throws KindredError `invalid-data` as `push`, and for a file without rows */
  end(): Table {
    if (this.pending.trim() !== '') {
      this.parser ??= this.newParser('\n');
      this.take(false);
    }
    if (!this.header) throw new KindredError('invalid-data', 'the file is empty: it must begin with a header line that names the columns');
    if (this.rows === 0) throw new KindredError('invalid-data', `the file has a header (${this.header.join(', ')}) but no rows`);
    return Table.of(Object.fromEntries(this.taken.map(({ name, builder }) => [name, builder.finish()])));
  }

  private newParser(newline: string): PieceParser {
    const config = { delimiter: this.delimiter, newline: newline as '\n' };
    return new Papa.Parser(config as ConstructorParameters<typeof Papa.Parser>[0]) as unknown as PieceParser;
  }

  private take(ignoreLastRow: boolean): void {
    const { data, errors, meta } = this.parser!.parse(this.pending, 0, ignoreLastRow);
    // what is wrong in a row that has not come to its end may be right when the rest comes
    const fault = errors.find(({ row = 0 }) => !ignoreLastRow || row < data.length);
    if (fault) throw new KindredError('invalid-data', `line ${this.lineOf(data, fault.row ?? data.length)}: ${fault.message}`);
    let first = 0;
    while (!this.header && first < data.length) {
      const row = data[first++];
      if (!isBlank(row)) this.open(row);
    }
    const width = this.header?.length ?? 0;
    for (let r = first; r < data.length; r++) {
      const row = data[r];
      if (isBlank(row)) continue;
      if (row.length !== width)
        throw new KindredError('invalid-data', `line ${this.lineOf(data, r)} must have ${width} cells, as the header, got ${row.length}`);
      for (const column of this.taken) {
        if (column.builder.add(row[column.at])) continue;
        const where = `line ${this.lineOf(data, r)}, column ${show(this.header![column.at])}`;
        throw new KindredError('invalid-data', `${where} must be ${CELL_EXPECTED[column.kind]}, got ${show(row[column.at])}`);
      }
      this.rows++;
    }
    this.linesBefore += countLines(this.pending.slice(0, meta.cursor));
    this.pending = ignoreLastRow ? this.pending.slice(meta.cursor) : '';
  }

  /** The line in the file at which row r of a piece begins: quoted cells may hold line breaks. */
  private lineOf(data: readonly string[][], r: number): number {
    let line = this.linesBefore + 1;
    for (const row of data.slice(0, r)) line += 1 + row.reduce((sum, cell) => sum + countLines(cell), 0);
    return line;
  }

  private open(header: readonly string[]): void {
    const names = header.map((name) => name.trim());
    const twice = names.find((name, i) => name !== '' && names.indexOf(name) < i);
    if (twice !== undefined) throw new KindredError('invalid-data', `the header names the column ${show(twice)} twice`);
    const rival = RIVALS.find((mark) => mark !== this.delimiter && names.length === 1 && names[0].includes(mark));
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

/** An empty line (in a file of one column, a missing value is one too: it is left out). */
const isBlank = (row: readonly string[]) => row.length === 1 && row[0].trim() === '';

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

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

/** Cells that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Rows as CSV text, quoted where needed, guarded against formula injection: a text that a spreadsheet would run begins with an apostrophe.
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
