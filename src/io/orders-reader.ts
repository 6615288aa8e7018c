/**
 * Orders out of a file whose layout, encoding, delimiter, decimal mark and dates are found out and said; what the file does not tell is asked.
 * @module
 */
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { CsvBody } from './csv-body.js';
import { EMPTY } from './csv.js';
import { Decoder, ENCODING_NAMES } from './encoding.js';
import { EventLines } from './event-lines.js';
import { findDelimiter, HEAD, headOf } from './head.js';
import { checkOrdersOptions, type OrdersOptions } from './options.js';
import { asking } from './question.js';

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
  /** What stands beside the prices where that names no one currency, such as `$`. */
  readonly currencySign?: string | undefined;
  /** Sentences for the user: what was found out, and what was skipped. */
  readonly found: readonly string[];
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
    const { found, ...file } = this.body.end();
    return { ...file, found: [...this.encodingFound(), ...found] };
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
