/**
 * What a destination is to `destinationFiles`: its header, how a person is written, and by which keys they are found again.
 * @module
 */
import type { Constraint } from '../../check.js';
import { optional } from '../../check.js';
import { KindredError, mustBe, nearMiss } from '../../errors.js';
import { sha256Hex } from '../../privacy/sha256.js';
import { e164, hashedBefore, isOtherHash } from './normalize.js';
import type { Fault, NotWrittenReason } from './not-written.js';

/** One key by which the platform finds somebody. */
export interface DestinationKey {
  /** What is hashed, and its hash: what the state of an export keeps. */
  readonly text: string;
  /** A row of the file of removals. */
  readonly removal: () => readonly string[];
}

/** A person as the file has them. */
export interface DestinationRow {
  readonly cells: readonly string[];
  /** Those that begin with `email:` first. */
  readonly keys: readonly DestinationKey[];
}

/** The cells of a contact: those columns of a field that hold something. */
export type Contact = (field: string) => readonly string[];

/** A place where an audience is sent to: made by `googleCustomerMatch`, `metaCustomAudience` and `emailPlatform`. */
export interface Destination {
  readonly id: 'google-customer-match' | 'meta-custom-audience' | 'email-platform';
  readonly consent: 'required' | 'not-required';
  /** Fewer people than this are worth a warning. */
  readonly minimum: number;
  /** What to know when the files are uploaded, in sentences. */
  readonly notes: readonly string[];
  /** The consent that may be declared for all rows of the files, in the platform's own words, where it has any. @internal */
  readonly declares: Readonly<Record<string, string>> | null;
  /** @internal */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** @internal */
  readonly header: readonly string[];
  /** @internal */
  readonly removalHeader: readonly string[];
  /** @internal */
  readonly byteOrderMark: boolean;
  /** @internal */
  readonly row: (contact: Contact, fault: Fault) => DestinationRow;
  /** The row that removes a key of which only the hash is known; null where the platform takes none. @internal */
  readonly removal: (key: string) => readonly string[] | null;
}

/** A phone number that is not in E.164 (`+4930123456`), and the country of the contact (as it is written there, or null), to E.164; null where it is none. */
export type PhoneReader = (text: string, country: string | null) => string | null;

/** @internal */
export const phoneReader: Constraint<PhoneReader> = optional({
  expected: 'a function (text, country) => string | null',
  accepts: (v: unknown) => typeof v === 'function',
  invalid: [0, '+49', null, {}],
});

/**
 * The columns of each field, as lists.
 * @throws KindredError `invalid-option`; `unknown-option` for a field that the destination does not know
 * @internal
 */
export function fieldColumns(owner: string, fields: readonly string[], keys: readonly string[], given: unknown) {
  const expected = `the names of the contacts' columns by field, such as { person: 'id', ${keys[0]}: '${keys[0]}' }`;
  if (given === null || typeof given !== 'object' || Array.isArray(given))
    throw new KindredError('invalid-option', mustBe('columns', expected, given));
  const columns: Record<string, readonly string[]> = { person: ['person'] };
  for (const [field, names] of Object.entries(given)) {
    if (names === undefined) continue;
    if (field !== 'person' && !fields.includes(field))
      throw new KindredError('unknown-option', `${owner} has no field "${field}"${nearMiss(field, fields)}; it has: ${fields.join(', ')}`);
    const list: unknown[] = Array.isArray(names) ? names : [names];
    const several = field === 'email' || field === 'phone';
    if (list.length === 0 || (list.length > 1 && !several) || !list.every((name) => typeof name === 'string'))
      throw new KindredError('invalid-option', mustBe(`columns.${field}`, several ? 'a column, or a list of columns' : 'a column', names));
    columns[field] = list as string[];
  }
  if (!keys.some((key) => columns[key]))
    throw new KindredError('invalid-option', `"columns" of ${owner} must name a column of ${keys.join(' or ')}: people are found by it`);
  return columns;
}

/** The SHA-256 of a value as the rule writes it; one that was hashed before is left alone; nothing where it is none. @internal */
export function hashed(text: string | undefined, rule: (text: string) => string | null, reason: NotWrittenReason, fault: Fault): string {
  if (text === undefined) return '';
  const before = hashedBefore(text);
  if (before !== null) return before;
  const plain = isOtherHash(text) ? null : rule(text);
  if (plain === null) fault(isOtherHash(text) ? 'wrong-hash' : reason);
  return plain === null || plain === '' ? '' : sha256Hex(plain);
}

/** A rule that reads a phone number. @internal */
export const phoneOf =
  (read: PhoneReader | undefined, country: string | undefined) =>
  (text: string): string | null => {
    const number = e164(text);
    if (number !== null || !read) return number;
    const readNumber = read(text, country ?? null);
    return typeof readNumber === 'string' ? e164(readNumber) : null;
  };

/** Each key a row alone with its value in the first column of its kind. @internal */
export function columnKey(header: readonly string[], column: string, kind: string, value: string, isHash = true): DestinationKey {
  return { text: `${kind}:${isHash ? value : sha256Hex(value)}`, removal: () => alone(header, column, value) };
}

/** A row with one cell. @internal */
export const alone = (header: readonly string[], column: string, value: string): string[] =>
  header.map((_, j) => (j === header.indexOf(column) ? value : ''));

/** As many cells as columns, the first ones filled; the same value once. @internal */
export function filled(values: readonly string[], n: number): string[] {
  const distinct = [...new Set(values.filter((value) => value !== ''))];
  return Array.from({ length: n }, (_, i) => distinct[i] ?? '');
}
