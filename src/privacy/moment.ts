/**
 * A moment that a caller names, in milliseconds UTC: text without a zone is read on the clock of the zone that is given.
 * @module
 */
import { toMs, type TimeLike } from '../data/time.js';
import { toUtc } from '../data/time-zone.js';

const ZONED = /[T ]\d\d:\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?)$/;

/** A function that reads moments. @param timeZone - of text without a zone. Default `'UTC'` @throws KindredError `invalid-option` for a zone that is none */
export function momentReader(timeZone: string | undefined, unit: 'ms' | 's' = 'ms'): (time: unknown, where: string) => number {
  const utc = timeZone === undefined ? undefined : toUtc(timeZone);
  return (time, where) => {
    const ms = toMs(time, unit, where);
    return utc && typeof time === 'string' && !ZONED.test(time) ? utc(ms) : ms;
  };
}

/** One moment. @throws KindredError `invalid-data`, `invalid-option` */
export const momentOf = (time: TimeLike, where: string, timeZone?: string): number => momentReader(timeZone)(time, where);
