/**
 * The scanner: e-mail addresses, phones and payment numbers that were left in data, before it goes into a model, a file or a hosted service.
 * @module
 */
import { checkOptions, optional, type Constraints } from '../check.js';
import type { Column } from '../data/column.js';
import { Interactions } from '../data/interactions.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { capital, listed, plural } from '../words.js';
import { personalIn, type PersonalKind } from './personal-data.js';
import { looksLikeCard, luhn } from './payment-numbers.js';
import { peopleColumn } from './person.js';

export type { PersonalKind } from './personal-data.js';

/** What was found in a column; never the value itself. */
export interface PersonalFinding {
  /** Of a table its name; `users` or `items` of interactions; `text` of a text. */
  readonly column: string;
  readonly kind: PersonalKind;
  /** In how many rows (of interactions: ids). */
  readonly n: number;
  /** The first five of them, from 0. */
  readonly rows: readonly number[];
}

export interface ScanOptions {
  /** Where to look. Default: everywhere. */
  readonly columns?: readonly string[];
}

const SCAN: Constraints<ScanOptions> = {
  columns: optional({
    expected: 'a list of column names',
    accepts: (v) => Array.isArray(v) && v.every((name) => typeof name === 'string'),
    invalid: ['email', [1], null],
  }),
};

/** Names of columns in which digits alone are a phone. */
const PHONE_NAME =
  /(?<!\p{L})(tel|cell|mobile?|fax|handy|gsm|msisdn|whatsapp)(?!\p{L})|(?<!head|micro|mega|smart|ear)phone|telefon|(mobil|handy)(nr|nummer)|mobileN/iu;

/**
 * Finds personal data in a table (columns of text, categories and numbers), in the ids of interactions, or in a text.
 *
 * Found: e-mail addresses, also with letters of every script; phones written with a plus or two zeros and the country, or in groups as people write them, and whole
 * numbers of 7 to 15 digits in columns whose name speaks of a phone; cards in groups of digits or in running text, and IBANs. A column of digits alone is one of cards only
 * where the check digit is right much more often than by chance, so that order numbers, EANs and timestamps are none. Not found: names, addresses, days of birth, account
 * numbers that are no IBAN, phones written as digits alone under another name, a few cards among many order numbers like them, what is written out, cut in pieces, encoded
 * or in pictures, and numbers of 17 digits and more in columns of numbers, which cannot hold them. It is a net, not a proof.
 * @throws KindredError `invalid-data`, `unknown-column`, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { scanForPersonalData } from 'kindred/privacy';
 * const table = Table.from({ order: [4000123412341230, 4000123412341231], note: ['ring +49 30 1234567', 'for ann@shop.example'] });
 * console.log(scanForPersonalData(table).map(({ column, kind, rows }) => [column, kind, rows[0]])); // [ [ 'note', 'email', 1 ], [ 'note', 'phone', 0 ] ]
 * ```
 */
export function scanForPersonalData(data: Table | Interactions | string, options: ScanOptions = {}): PersonalFinding[] {
  const { columns } = checkOptions<ScanOptions>('scanForPersonalData', SCAN, options);
  const all = columnsOf(data);
  const names = columns ?? [...all.keys()];
  return names.flatMap((name) => {
    const column = all.get(name);
    if (!column) throw new KindredError('unknown-column', `there is no column ${show(name)}; there are: ${[...all.keys()].join(', ')}`);
    return findingsOf(name, column);
  });
}

/**
 * Refuses data in which personal data are found: to call before a model is fitted, a file written or data handed to a service.
 * @throws KindredError `denied`, saying where and never what; otherwise as `scanForPersonalData`
 * @example
 * ```ts
 * import { KindredError, Table } from 'kindred';
 * import { requireNoPersonalData } from 'kindred/privacy';
 * try {
 *   requireNoPersonalData(Table.from({ who: ['ann@shop.example', 'eve'] }));
 * } catch (error) {
 *   if (!(error instanceof KindredError)) throw error;
 *   console.log(error.code, error.message.split(':')[0]); // denied The column "who" holds 1 e-mail address (first in row 1)
 * }
 * ```
 */
export function requireNoPersonalData(data: Table | Interactions | string, options: ScanOptions = {}): void {
  const findings = scanForPersonalData(data, options);
  if (findings.length === 0) return;
  const words = findings.map(
    ({ column, kind, n, rows }) => `the column ${show(column)} holds ${NUMBER[kind](n)} (first in row ${rows[0] + 1})`,
  );
  throw new KindredError('denied', `${capital(listed(words))}: leave the column out, or use Pseudonyms`);
}

const NUMBER: Readonly<Record<PersonalKind, (n: number) => string>> = {
  email: (n) => plural(n, 'e-mail address', 'e-mail addresses'),
  phone: (n) => plural(n, 'phone number'),
  'payment-number': (n) => plural(n, 'payment number'),
};

function columnsOf(data: unknown): Map<string, Column> {
  if (data instanceof Table) return new Map(data.columns.map((name) => [name, data.column(name)]));
  if (typeof data === 'string') return new Map([['text', { kind: 'text', values: [data] }]]);
  if (!(data instanceof Interactions)) throw new KindredError('invalid-data', mustBe('data', 'a Table, Interactions or a text', data));
  return new Map([
    ['users', peopleColumn(data.users.values)],
    ['items', peopleColumn(data.items.values)],
  ]);
}

/** What is known of one different value. */
interface Seen {
  readonly kinds: readonly PersonalKind[];
  /** Digits alone, like a card: null where the check digit is wrong. */
  readonly bare?: boolean;
}

function findingsOf(name: string, column: Column): PersonalFinding[] {
  if (column.kind === 'boolean' || column.kind === 'date') return [];
  const phones = PHONE_NAME.test(name);
  const seen = new Map<string | number, Seen>();
  const values = column.kind === 'category' ? column.categories : column.values;
  const look = (value: string | number | null): Seen => {
    if (value === null || value !== value) return NOTHING;
    let known = seen.get(value);
    if (!known) seen.set(value, (known = typeof value === 'string' ? inText(value, phones) : inNumber(value, phones)));
    return known;
  };
  const rows = column.kind === 'category' ? column.codes : undefined;
  const nRows = rows ? rows.length : values.length;
  const at = (row: number) => (rows ? (rows[row] < 0 ? NOTHING : look(values[rows[row]])) : look(values[row]));
  const found = Array.from({ length: nRows }, (_, row) => at(row));
  const bare = [...seen.values()].filter((value) => value.bare !== undefined);
  const cards = areCards(bare.filter((value) => value.bare).length, bare.length);
  return (['email', 'phone', 'payment-number'] as const).flatMap((kind) => {
    const held: number[] = [];
    let n = 0;
    for (const [row, { kinds, bare: card }] of found.entries()) {
      if (kinds.includes(kind) || (kind === 'payment-number' && cards && card)) if (++n <= 5) held.push(row);
    }
    return n > 0 ? [{ column: name, kind, n, rows: held }] : [];
  });
}

const NOTHING: Seen = { kinds: [] };

function inText(text: string, phones: boolean): Seen {
  const { kinds, bare } = personalIn(text);
  if (phones && /^\+?[\d ()./-]{7,22}$/.test(text.trim()) && isPhone(text.replace(/\D/g, '')))
    return { kinds: [...kinds, ...(kinds.has('phone') ? [] : ['phone' as const])] };
  return { kinds: [...kinds], bare: bare?.checks };
}

function inNumber(value: number, phones: boolean): Seen {
  if (!Number.isSafeInteger(value) || value < 0) return NOTHING;
  const digits = String(value);
  if (phones && isPhone(digits)) return { kinds: ['phone'] };
  return looksLikeCard(digits) ? { kinds: [], bare: luhn(digits) } : NOTHING;
}

const isPhone = (digits: string) => digits.length >= 7 && digits.length <= 15;

/** One number in ten has the right check digit by chance. Cards: half of all do, or four standard deviations more than that. */
function areCards(right: number, all: number): boolean {
  const excess = right - all / 10;
  return right > 0 && (2 * right >= all || excess > 4 * Math.sqrt(all * 0.09));
}
