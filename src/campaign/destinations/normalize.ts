/**
 * What the rules of several destinations share: hashes, phone numbers, names, places, dates.
 * @module
 */
import { parseIso } from '../../data/time.js';
import { spellingOf } from '../../privacy/spelling.js';

/** A value that was hashed before it came here: as it is, small. Null where it is none. */
export const hashedBefore = (text: string): string | null => (/^[0-9a-f]{64}$/i.test(text.trim()) ? text.trim().toLowerCase() : null);

/** A hash of another kind (MD5, SHA-1, SHA-512) or a part of one: nothing else has so many hexadecimal digits. */
export const isOtherHash = (text: string): boolean => /^[0-9a-f]{32,}$/i.test(text.trim()) && hashedBefore(text) === null;

/** `+` and 7 to 15 digits (E.164), without the punctuation that people put in; null for all others, also for national numbers. */
export function e164(text: string): string | null {
  const number = spellingOf(text);
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** Small, single spaces, in composed characters. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Without a title before and a generation behind (`Mrs.`, `Jr.`), where something is left. */
export function untitled(name: string): string {
  const bare = name.replace(/^((mr|mrs|ms|miss|dr|prof)(\.\s*|\s+))+/i, '').replace(/[\s,]+(jr|sr)\.?$/i, '');
  return bare === '' ? name : bare;
}

/** Letters, digits and what belongs to them, of every language. */
export const lettersOnly = (text: string, spaces: 'kept' | 'removed'): string =>
  text.replace(spaces === 'kept' ? /[^\p{L}\p{M}\p{N} ]/gu : /[^\p{L}\p{M}\p{N}]/gu, '').trim();

/** ISO 3166-1 alpha-2 in capitals; `UK`, which many write, is `GB`. Null for names and codes of other lengths. */
export function countryCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? (code === 'UK' ? 'GB' : code) : null;
}

/** YYYYMMDD of `1997-02-16` (what follows it is not looked at) or `19970216`, from 1900; null for all others: `2/3/1997` is another day in each country. */
export function birthDay(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?$/.exec(text.trim()) ?? [];
  if (year === undefined || Number(year) < 1900 || Number.isNaN(parseIso(`${year}-${month}-${day}`))) return null;
  return `${year}${month}${day}`;
}
