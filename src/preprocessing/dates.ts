/**
 * Dates as features: ages, days since, and the parts of a moment as the clocks of a place show them.
 * @module
 */
import { toLocal } from '../data/time-zone.js';
import { DAY, toMs, type TimeLike } from '../data/time.js';

/** A moment as calendar and clock show it. */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 1 (Monday) to 7 (Sunday), as ISO 8601. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A time, or a missing one. */
type MaybeTime = TimeLike | null | undefined;

/**
 * Whole days of 24 hours from `from` to `to`, what is left over cut off; below 0 where `to` is earlier. Where clocks change, the days of a place have 23 or 25 hours:
 * to count days of the calendar, give days without a time (`2026-03-28`).
 * @param from - Date, number of milliseconds, or ISO text (UTC where it names no zone); null gives null
 * @throws KindredError `invalid-data` for what is no time
 * @example
 * ```ts
 * import { daysBetween } from 'kindred/preprocessing';
 * console.log(daysBetween('2026-02-27', '2026-03-01'), daysBetween('2026-03-01T12:00', '2026-02-28')); // 2 -1
 * ```
 */
export function daysBetween(from: TimeLike, to: TimeLike): number;
export function daysBetween(from: MaybeTime, to: MaybeTime): number | null;
export function daysBetween(from: MaybeTime, to: MaybeTime): number | null {
  if (isMissing(from) || isMissing(to)) return null;
  return Math.trunc((toMs(to, 'ms', '"to"') - toMs(from, 'ms', '"from"')) / DAY) + 0; // not -0
}

/**
 * Completed years from `birth` to `at`, as a person's age: a year is complete on its anniversary, at whatever time of that day, and for 29 February on 1 March where
 * there is none. Below 0 where `at` is earlier: `yearsBetween(a, b)` is `-yearsBetween(b, a)`.
 * @param birth - Date, number of milliseconds, or ISO text; days are those of UTC; null gives null
 * @throws KindredError `invalid-data` for what is no time
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { yearsBetween } from 'kindred/preprocessing';
 * const people = Table.from([{ birth: new Date('1968-02-29') }, { birth: null }]);
 * const aged = people.derive('age', (row: { birth: Date | null }) => yearsBetween(row.birth, '2026-02-28'));
 * console.log(aged.column('age', 'number').values); // Float64Array(2) [ 57, NaN ]
 * ```
 */
export function yearsBetween(birth: TimeLike, at: TimeLike): number;
export function yearsBetween(birth: MaybeTime, at: MaybeTime): number | null;
export function yearsBetween(birth: MaybeTime, at: MaybeTime): number | null {
  if (isMissing(birth) || isMissing(at)) return null;
  const [a, b] = [toMs(birth, 'ms', '"birth"'), toMs(at, 'ms', '"at"')];
  return a <= b ? completedYears(new Date(a), new Date(b)) : 0 - completedYears(new Date(b), new Date(a));
}

/**
 * A moment by calendar and clock.
 * @param time - Date, number of milliseconds, or ISO text (UTC where it names no zone); null gives null
 * @param timeZone - `'UTC'`, an offset such as `'+02:00'`, or a place such as `'Europe/Berlin'`, whose rules (daylight saving, and what held before) come from the
 * time zone data of the machine
 * @throws KindredError `invalid-data` for what is no time, `invalid-option` for a zone that is none
 * @example
 * ```ts
 * import { dateParts } from 'kindred/preprocessing';
 * console.log(dateParts('2026-01-31T23:30Z', 'Europe/Berlin')); // { year: 2026, month: 2, day: 1, weekday: 7, hour: 0, minute: 30, second: 0 }
 * ```
 */
export function dateParts(time: TimeLike, timeZone?: string): DateParts;
export function dateParts(time: MaybeTime, timeZone?: string): DateParts | null;
export function dateParts(time: MaybeTime, timeZone = 'UTC'): DateParts | null {
  const local = toLocal(timeZone);
  if (isMissing(time)) return null;
  const at = new Date(local(toMs(time, 'ms', '"time"')));
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: at.getUTCDay() || 7,
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

const isMissing = (time: MaybeTime): time is null | undefined => time === null || time === undefined;

/** From a to b, which is not earlier. */
function completedYears(a: Date, b: Date): number {
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  const months = b.getUTCMonth() - a.getUTCMonth();
  return months > 0 || (months === 0 && b.getUTCDate() >= a.getUTCDate()) ? years : years - 1;
}
