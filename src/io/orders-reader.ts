/**
 * Orders out of a file whose layout, encoding, delimiter, decimal mark and dates are found out and said; what the file does not tell is asked.
 * @module
 */
import type { Table } from '../data/table.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { oneOf } from '../check.js';
import { guessColumns, KINDS, unknownColumns, type OrderColumns, type Role } from './columns.js';
import { checkDelimiter, EMPTY, listed } from './csv.js';
import { checkCurrency } from './currency.js';
import type { DateOrder } from './dates.js';
import { Decoder, ENCODING_NAMES, ENCODINGS, type Encoding } from './encoding.js';
import { DELIMITER_NAMES, findDelimiter, HEAD, headRows, isSeparatorLine, layoutOf, namesOf } from './head.js';
import { EventLines } from './event-lines.js';
import type { Layout } from './layout.js';
import { OrdersTable } from './orders-table.js';
import { asking, type Asked, type OrdersQuestion } from './question.js';
import { evenRows, isBlank, RowReader } from './rows.js';
import { toUtc } from './time-zone.js';
import { noOrder } from './totals.js';
import { counted } from './status.js';

/** How orders are to be read, where the file does not tell. */
export interface OrdersOptions {
  /** Which column is which, where the names in the header are not recognized. */
  columns?: Partial<OrderColumns> | undefined;
  /** One character. Default: found out. */
  delimiter?: string | undefined;
  /** Default: found out. */
  encoding?: Encoding | undefined;
  /** Default: found out. */
  decimal?: '.' | ',' | undefined;
  /** Which number of `05/01/2026` is the day. Default: found out; ISO 8601 is always read. */
  dates?: DateOrder | undefined;
  /** ISO 4217 code: what a file that names none is in; of a file with several, the one to keep. */
  currency?: string | undefined;
  /** Of times that name none: `'UTC'` (default), an offset such as `'+02:00'`, or a place such as `'Europe/Berlin'`. */
  timeZone?: string | undefined;
}

/** Orders as read, and what was found on the way. */
export interface OrdersFile {
  /**
   * customer, order, item, quantity, price, time, perhaps name (what the item is called), and `left_out` where a reader has reasons not to count rows: a
   * category with the reason, missing for rows that count.
   */
  readonly orders: Table;
  /** What the file is: `Shopify orders export`, `GA4 purchase events`, `columns as named` ... */
  readonly layout: string;
  /** ISO 4217 code of the prices; undefined where nothing says it. */
  readonly currency: string | undefined;
  /** Sentences for the user: what was found out, and what was skipped. */
  readonly found: readonly string[];
}

const WORDS = {
  encoding: oneOf(undefined, ...ENCODINGS),
  decimal: oneOf(undefined, '.', ','),
  dates: oneOf(undefined, 'iso', 'dmy', 'mdy'),
};
const KNOWN = ['columns', 'delimiter', 'encoding', 'decimal', 'dates', 'currency', 'timeZone'];

/** @throws KindredError `unknown-option`, `invalid-option` */
export function checkOrdersOptions(options: unknown): OrdersOptions {
  if (options === null || typeof options !== 'object')
    throw new KindredError('invalid-option', `the options of OrdersReader must be an object, got ${show(options)}`);
  const given = options as OrdersOptions;
  for (const name of Object.keys(given)) {
    if (!KNOWN.includes(name))
      throw new KindredError('unknown-option', `OrdersReader has no option "${name}"${nearMiss(name, KNOWN)}; it has: ${KNOWN.join(', ')}`);
  }
  for (const name of ['encoding', 'decimal', 'dates'] as const) {
    if (given[name] !== undefined && !WORDS[name].accepts(given[name]))
      throw new KindredError('invalid-option', mustBe(name, WORDS[name].expected, given[name]));
  }
  for (const role of Object.keys(given.columns ?? {})) {
    if (!(role in KINDS))
      throw new KindredError(
        'unknown-option',
        `orders have no ${show(role)}${nearMiss(role, Object.keys(KINDS))}; they have: ${Object.keys(KINDS).join(', ')}`,
      );
  }
  if (given.delimiter !== undefined) checkDelimiter(given.delimiter);
  checkCurrency(given.currency);
  if (given.timeZone !== undefined) toUtc(given.timeZone);
  return given;
}

/**
 * Reads orders out of a file that comes in pieces: an export of Shopify or WooCommerce, GA4 purchase events as JSON lines, or any CSV whose columns are named.
 * @param options - what the file does not tell
 * @throws KindredError `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { OrdersReader } from 'kindred/io';
 * const reader = new OrdersReader();
 * for (const piece of ['customer;order;item;quantity;price;time\n', 'ann;1;tea;2;"€ 4,20";31.01.20', '26\n']) reader.push(piece);
 * const { orders, currency, found } = reader.end();
 * console.log(orders.nRows, currency, orders.column('price', 'number').values[0]); // 1 EUR 4.2
 * console.log(found[0]); // The columns are separated by semicolons.
 * ```
 */
export class OrdersReader {
  private readonly options: OrdersOptions;
  private readonly decoder: Decoder;
  private head: string[] = [];
  private headLength = 0;
  private hasLine = false;
  private body: CsvBody | EventLines | undefined;

  constructor(options: OrdersOptions = {}) {
    this.options = checkOrdersOptions(options);
    this.decoder = new Decoder(options.encoding, () => this.nextLine());
  }

  /** Rows read so far. */
  get nRows(): number {
    return this.body?.nRows ?? 0;
  }

  /**
   * @param piece - bytes of the file, cut anywhere, or text
   * @throws KindredError `invalid-data` naming line and column; `unknown-column`; its `cause` is an `OrdersQuestion` where the user must say something
   */
  push(piece: Uint8Array | string): void {
    if (typeof piece === 'string') this.take(piece);
    else for (const text of this.decoder.push(piece)) this.take(text);
  }

  /** @throws KindredError as `push`, and `invalid-data` for a file without rows */
  end(): OrdersFile {
    for (const text of this.decoder.end()) this.take(text);
    this.body ??= this.begin();
    const { orders, layout, currency, found } = this.body.end();
    return { orders, layout, currency, found: [...this.encodingFound(), ...found] };
  }

  private encodingFound(): string[] {
    const { encoding, fellBack } = this.decoder;
    if (fellBack) return ['The text is no UTF-8 and is read as Windows-1252.'];
    return encoding === undefined ? [] : [`The text is ${ENCODING_NAMES[encoding]}.`];
  }

  private nextLine(): number {
    return this.body?.nextLine ?? this.head.reduce((line, text) => line + text.split('\n').length - 1, 1);
  }

  private take(text: string): void {
    if (text === '') return;
    if (text.includes('\0')) {
      const line = this.nextLine() + text.slice(0, text.indexOf('\0')).split('\n').length - 1;
      throw new KindredError(
        'invalid-data',
        `line ${line} holds a NUL byte (0x00): the file is damaged, or is UTF-16 without a byte order mark (--encoding utf-16le)`,
      );
    }
    if (this.body) return this.body.push(text);
    this.head.push(this.head.length === 0 ? text.replace(/^\ufeff/, '') : text);
    this.headLength += text.length;
    this.hasLine ||= text.includes('\n');
    if (this.headLength >= HEAD && this.hasLine) this.body = this.begin();
  }

  /** Decide on the head what the file is, and read it. */
  private begin(): CsvBody | EventLines {
    const text = this.head.join('');
    this.head = [];
    const head = headOf(text);
    if (head.trim() === '') throw new KindredError('invalid-data', EMPTY);
    const body = /^\s*[{[]/.test(head) ? new EventLines(this.options) : this.csv(head);
    body.push(text);
    return body;
  }

  private csv(head: string): CsvBody {
    const named = this.options.columns ?? {};
    const delimiter = this.options.delimiter ?? findDelimiter(head, named);
    if (typeof delimiter !== 'string') throw asking(delimiter);
    return new CsvBody(delimiter, this.options);
  }
}

/** The whole lines among the first characters; all of them where there is none. */
function headOf(text: string): string {
  if (text.length <= HEAD) return text;
  const end = text.lastIndexOf('\n', HEAD) + 1 || text.indexOf('\n') + 1 || text.length;
  return text.slice(0, end);
}

/** The rows of a CSV file. */
class CsvBody {
  private readonly reader: RowReader;
  private header: string[] | undefined;
  private layout: Layout | undefined;
  private table: OrdersTable | undefined;
  private ids: number[] = [];
  private readonly totals: number[] = [];

  constructor(
    private readonly delimiter: string,
    private readonly options: OrdersOptions,
  ) {
    this.reader = new RowReader(delimiter, (rows, lineOf) => this.take(rows, lineOf));
  }

  get nRows(): number {
    return this.table?.nRows ?? 0;
  }

  get nextLine(): number {
    return this.reader.nextLine;
  }

  push(text: string): void {
    this.reader.push(text);
  }

  end(): OrdersFile {
    this.reader.end();
    if (!this.header || !this.table) throw new KindredError('invalid-data', EMPTY);
    if (this.table.nRows === 0) throw new KindredError('invalid-data', `the file has a header (${listed(this.header)}) but no rows`);
    const { orders, currency, found } = this.table.end();
    const name = DELIMITER_NAMES[this.delimiter] ?? show(this.delimiter);
    const totals =
      this.totals.length === 0
        ? []
        : [
            `${counted(this.totals.length, 'line')} of totals ${this.totals.length === 1 ? 'was' : 'were'} left out (line ${this.totals.join(', ')}).`,
          ];
    return { orders, layout: this.layout!.name, currency, found: [`The columns are separated by ${name}.`, ...found, ...totals] };
  }

  private take(all: string[][], lineOfAll: (row: number) => number): void {
    let first = 0;
    while (!this.table && first < all.length) {
      const row = all[first++];
      if (!isBlank(row) && !isSeparatorLine(row)) this.open(namesOf(row));
    }
    if (!this.table) return;
    const skip = (row: readonly string[], line: () => number) => {
      const why = noOrder(row, this.ids);
      if (why === 'totals') this.totals.push(line());
      return why !== undefined;
    };
    const { rows, lineOf } = evenRows(first === 0 ? all : all.slice(first), this.header!.length, (row) => lineOfAll(row + first), skip);
    this.table.add(rows, lineOf);
  }

  private open(header: string[]): void {
    const named = this.options.columns ?? {};
    this.layout = layoutOf(header, named);
    if (!this.layout) throw unknownColumns(header, named);
    const { columns } = this.layout;
    this.ids = (['customer', 'order', 'item'] as const).map((role) => header.indexOf(columns[role]!)).filter((at) => at >= 0);
    this.header = header;
    this.table = new OrdersTable(this.layout, this.options);
  }
}

/** The head of a file, for a dialog. */
export interface OrdersPreview {
  /** As in `OrdersFile`; undefined where the columns are not recognized. */
  readonly layout: string | undefined;
  readonly header: string[];
  /** The first five. */
  readonly rows: string[][];
  readonly delimiter: string;
  readonly encoding: string;
  readonly decimal: '.' | ',';
  /** Which column is which: as recognized, or by names that are often used. */
  readonly guesses: Partial<OrderColumns>;
  /** What the head leaves open; the rest of the file may answer questions about the decimal mark and dates. */
  readonly questions: OrdersQuestion[];
}

/**
 * What the first bytes of a CSV file show: its header and first rows, and what must be asked.
 * @param head - the first bytes of a file, some 64 kB
 * @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` for bytes that are no text
 * @example
 * ```ts
 * import { previewOrders } from 'kindred/io';
 * const head = new TextEncoder().encode('Kunde;Bestellnummer;Artikel;Menge;Preis;Datum\nann;1;tea;2;4,20;05.01.2026\n');
 * const { delimiter, guesses, questions } = previewOrders(head);
 * console.log(delimiter, guesses.price, questions[0]!.about); // ; Preis columns
 * ```
 */
export function previewOrders(head: Uint8Array, options: OrdersOptions = {}): OrdersPreview {
  const { columns: named = {}, ...rest } = checkOrdersOptions(options);
  const decoder = new Decoder(options.encoding, () => 1);
  let text = [...decoder.push(head)].join('');
  if (text === '') text = [...decoder.end()].join('');
  text = headOf(text.replace(/^\ufeff/, ''));
  const encoding = decoder.encoding ?? 'utf-8';
  const asked: Asked[] = [];
  if (/^\s*[{[]/.test(text)) {
    const preview = { header: [], rows: [], delimiter: ',', encoding, decimal: '.' as const, guesses: {}, questions: [] };
    return { layout: 'GA4 purchase events', ...preview };
  }
  const delimiter = options.delimiter ?? findDelimiter(text, named);
  if (typeof delimiter !== 'string') asked.push(delimiter);
  const mark = typeof delimiter === 'string' ? delimiter : delimiter.question.choices[0];
  const rows = headRows(text, mark).filter((row) => !isSeparatorLine(row));
  const header = rows.length === 0 ? [] : namesOf(rows[0]);
  const whole = rows.slice(1).filter((row) => row.length >= header.length);
  const layout = tried(() => layoutOf(header, named));
  const guesses = layout ? guessesOf(layout, header) : guessColumns(header, named);
  if (!layout) asked.push({ question: { about: 'columns', choices: header, header }, message: '' });
  const readable = layout ?? tried(() => layoutOf(header, guesses));
  let decimal: '.' | ',' = options.decimal ?? '.';
  if (readable) {
    const table = new OrdersTable(readable, rest);
    // a cell that is wrong is for the reader to refuse
    tried(() => whole.forEach((row) => table.add([[...row]], () => 1)));
    decimal = table.decimal;
    asked.push(...table.questions());
  }
  return {
    layout: layout?.name,
    header,
    rows: whole.slice(0, 5),
    delimiter: mark,
    encoding,
    decimal,
    guesses,
    questions: asked.map(({ question }) => question),
  };
}

const guessesOf = ({ columns }: Layout, header: readonly string[]): Partial<OrderColumns> =>
  Object.fromEntries(Object.entries(columns).filter(([role, column]) => role in KINDS && header.includes(column)) as [Role, string][]);

function tried<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof KindredError) return undefined;
    throw error;
  }
}
