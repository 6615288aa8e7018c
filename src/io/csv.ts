/**
 * CSV to a Table, piece by piece, by papaparse: a bad cell is an error with line and column, nothing is guessed in silence.
 * @module
 */
import { checkOptions, type Constraint } from '../check.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { CELLS, takenColumns, type CsvOptions, type CsvSchema, type TakenColumn } from './csv-schema.js';
import { evenRows, isBlank, RowReader } from './rows.js';

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
  private taken: TakenColumn[] = [];
  private rows = 0;
  private readonly options: Readonly<CsvOptions>;

  /**
   * @param schemaOf - given the header, which columns to take
   * @throws KindredError `invalid-option`, `unknown-option`
   */
  constructor(
    private readonly schemaOf: (header: readonly string[]) => CsvSchema,
    options: CsvOptions = {},
  ) {
    this.options = checkOptions('CsvReader', { ...CELLS, delimiter: DELIMITER }, options);
    this.reader = new RowReader(this.options.delimiter!, (rows, lineOf) => this.take(rows, lineOf));
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
    return Table.of(this.taken.map(({ name, builder }) => [name, builder.finish()] as const));
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
      throw new KindredError('invalid-data', `${where} ${column.fault(rows[row][column.at])}`);
    }
    this.rows += rows.length;
  }

  private open(header: readonly string[]): void {
    const names = header.map((name) => name.trim());
    const twice = names.find((name, i) => name !== '' && names.indexOf(name) < i);
    if (twice !== undefined) throw new KindredError('invalid-data', `the header names the column ${show(twice)} twice`);
    const rival = DELIMITERS.find((mark) => mark !== this.options.delimiter && names.length === 1 && names[0].includes(mark));
    if (rival) {
      const mark = rival === '\t' ? 'a tab' : show(rival);
      throw new KindredError(
        'invalid-data',
        `the header is one column, ${show(names[0])}: are the columns separated by ${mark}? Then say so (delimiter)`,
      );
    }
    this.header = names;
    this.taken = takenColumns(this.schemaOf(names), names, this.options);
  }
}

const DELIMITER: Constraint<string> = {
  default: ',',
  expected: 'one character, no quote or line break',
  accepts: (v) => typeof v === 'string' && v.length === 1 && !'"\r\n'.includes(v),
  invalid: ['', ',,', '"', null],
};

/** @throws KindredError `invalid-option` */
export function checkDelimiter(delimiter: unknown): string {
  if (DELIMITER.accepts(delimiter)) return delimiter as string;
  throw new KindredError('invalid-option', mustBe('delimiter', DELIMITER.expected, delimiter));
}

export const EMPTY = 'the file is empty: it must begin with a header line that names the columns';

/** The error for a header with nothing under it. */
export const noRows = (header: readonly string[]): KindredError =>
  new KindredError('invalid-data', `the file has a header (${listed(header)}) but no rows`);

/** Column names in a message: a file that is none may have a thousand. */
export const listed = (names: readonly string[]): string =>
  names
    .slice(0, 80)
    .map((name) => (name.length > 60 ? `${name.slice(0, 57)}...` : name))
    .join(', ') + (names.length > 80 ? ` and ${names.length - 80} more` : '');

/**
 * A CSV text as a table. Nothing is guessed: a cell that is not of its column's kind is an error, unless `missing`, `decimal`, `trueValues` or `falseValues` say
 * how it is meant. Dates are ISO 8601, without a zone UTC.
 * @param schema - the columns to take, by their names in the table: a kind, or more about the column
 * @throws KindredError `invalid-data` naming line and column; `unknown-column`, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { readCsv } from 'kindred/io';
 * const text = 'sku;price;in stock\ntea;1.204,20;yes\njam;n/a;no\n';
 * const inStock = { header: 'in stock', kind: 'boolean', trueValues: ['yes'], falseValues: ['no'] } as const;
 * const table = readCsv(text, { sku: 'category', price: 'number', inStock }, { delimiter: ';', decimal: ',', missing: ['', 'n/a'] });
 * console.log(table.row(0), table.row(1).price); // { sku: 'tea', price: 1204.2, inStock: true } null
 * ```
 */
export function readCsv(text: string, schema: CsvSchema, options?: CsvOptions): Table {
  const reader = new CsvReader(() => schema, options);
  reader.push(text);
  return reader.end();
}
