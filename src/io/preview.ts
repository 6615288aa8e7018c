/**
 * The head of an orders file, for a dialog in which the user names columns and answers questions.
 * @module
 */
import { KindredError } from '../errors.js';
import { guessColumns } from './guess-columns.js';
import { KINDS, type OrderColumns, type Role } from './roles.js';
import { Decoder } from './encoding.js';
import { findDelimiter, headOf, headRows, isSeparatorLine, layoutOf, namesOf } from './head.js';
import type { Layout } from './layout.js';
import { checkOrdersOptions, type OrdersOptions } from './options.js';
import { OrdersTable } from './orders-table.js';
import type { Asked, OrdersQuestion } from './question.js';

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
    return { layout: holdsEvents(text) ? 'GA4 purchase events' : undefined, ...preview };
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

/** Is the first line an event of GA4, as far as it goes? */
const holdsEvents = (text: string) => /^\s*\{.*"event_name"\s*:\s*"/.test(text);

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
