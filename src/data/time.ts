/**
 * Time: f64 milliseconds since 1970 UTC, from Date, numbers with a unit, or ISO 8601 text. Other formats are named, never guessed.
 * @module
 */
import { KindredError, show } from '../errors.js';

/** A day, in milliseconds. */
export const DAY = 86400000;

/** The last time that a Date can hold, in milliseconds; the first is as far before 1970. */
export const MAX_TIME = 8640000000000000;

/** What may say when. Text without a zone is UTC. */
export type TimeLike = Date | number | string;

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Milliseconds of an ISO 8601 text, NaN where it is none (or no day of the calendar). */
export function parseIso(text: string): number {
  const short = parseShort(text);
  if (!Number.isNaN(short)) return short;
  const m = ISO.exec(text);
  if (!m) return NaN;
  const fraction = m[7] ? Number(`0.${m[7]}`) * 1000 : 0;
  return instant(+m[1], +m[2], +m[3], +(m[4] ?? 0), +(m[5] ?? 0), +(m[6] ?? 0)) + fraction - zone(m[8]);
}

/** The common texts `2026-01-31`, `2026-01-31 12:00` and `2026-01-31T12:00:00` without a regular expression (a file has many); NaN for all others. */
function parseShort(text: string): number {
  const { length } = text;
  if ((length !== 10 && length !== 16 && length !== 19) || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return NaN;
  const [year, month, day] = [twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)];
  if (length === 10) return instant(year, month, day, 0, 0, 0);
  const between = text.charCodeAt(10);
  if ((between !== 32 && between !== 84) || text.charCodeAt(13) !== 58 || (length === 19 && text.charCodeAt(16) !== 58)) return NaN;
  return instant(year, month, day, twoDigits(text, 11), twoDigits(text, 14), length === 19 ? twoDigits(text, 17) : 0);
}

/** The number that two digits write, NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Milliseconds of a moment in UTC, NaN where the calendar or the clock has no such one. */
export function instant(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month - 1] + leap || hour > 23 || minute > 59 || second > 59) return NaN;
  return daysFromCivil(year, month, day) * DAY + hour * 3600000 + minute * 60000 + second * 1000;
}

/** Offset of `Z`, `+02`, `+0200` or `-03:30` in milliseconds, NaN for one that no clock has. */
function zone(text: string | undefined): number {
  if (!text || text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  return offsetMs(text[0], +digits.slice(0, 2), +digits.slice(2));
}

/** An offset from UTC in milliseconds, NaN beyond 14 hours 59 minutes. */
export function offsetMs(sign: string, hours: number, minutes: number): number {
  return hours > 14 || minutes > 59 ? NaN : (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60000;
}

/** Days since 1970-01-01 in the Gregorian calendar, counting years from March so that the leap day is the last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day - 1 - 719468;
}

/** `2011-12-09`, the UTC day of a time. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * @param unit - of numbers
 * @throws KindredError `invalid-data` naming the argument or row
 */
export function toMs(value: unknown, unit: 'ms' | 's', where: string): number {
  const ms =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'number'
        ? unit === 's'
          ? value * 1000
          : value
        : typeof value === 'string'
          ? parseIso(value)
          : NaN;
  if (!(Math.abs(ms) <= MAX_TIME)) {
    throw new KindredError(
      'invalid-data',
      `${where} must be a Date, a number of ${unit} or ISO text such as 2026-01-31 or 2026-01-31T12:00:00Z, got ${show(value)}`,
    );
  }
  return ms;
}
