/**
 * Time zones: what a clock showed, as UTC. Only a zone that the user names by a place needs the time zone data of the machine.
 * @module
 */
import { DAY, instant, offsetMs } from '../data/time.js';
import { KindredError, mustBe } from '../errors.js';

const QUARTER = 900000;
const OFFSET = /^([+-])(\d\d)(?::?(\d\d))?$/;

/** Is a zone UTC by name? */
export const isUtc = (zone: string) => /^(utc|gmt|z)$/i.test(zone);

/**
 * From the local time of a zone to UTC, both in milliseconds.
 * @param zone - `UTC`, an offset such as `+02:00`, or a place such as `Europe/Berlin`
 * @throws KindredError `invalid-option` for a zone that is none
 */
export function toUtc(zone: unknown): (local: number) => number {
  if (typeof zone !== 'string') throw wrong(zone);
  if (isUtc(zone)) return (local) => local;
  const fixed = OFFSET.exec(zone);
  if (fixed) {
    const offset = offsetMs(fixed[1], +fixed[2], +(fixed[3] ?? 0));
    if (Number.isNaN(offset)) throw wrong(zone);
    return (local) => local - offset;
  }
  const offsetAt = offsetsOf(zone);
  return (local) => {
    // a clock that was put back shows an hour twice: the first counts; an hour that was left out is read as if it had not been
    const before = offsetAt(local - DAY);
    const after = offsetAt(local + DAY);
    return before === after || offsetAt(local - before) === before || offsetAt(local - after) !== after ? local - before : local - after;
  };
}

const wrong = (zone: unknown) =>
  new KindredError('invalid-option', mustBe('timeZone', 'UTC, an offset such as +02:00 or a place such as Europe/Berlin', zone));

/** The offset of a place from UTC at an instant. */
function offsetsOf(timeZone: string): (utc: number) => number {
  let format: { formatToParts(date: Date): { type: string; value: string }[] };
  try {
    // the rules of places differ between machines with their time zone data, but they are what was asked for by name
    // eslint-disable-next-line no-restricted-syntax
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw wrong(timeZone);
  }
  const known = new Map<number, number>();
  return (utc) => {
    const quarter = Math.floor(utc / QUARTER);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const at = Object.fromEntries(format.formatToParts(new Date(quarter * QUARTER)).map(({ type, value }) => [type, +value]));
      offset = instant(at.year, at.month, at.day, at.hour, at.minute, at.second) - quarter * QUARTER;
      known.set(quarter, offset);
    }
    return offset;
  };
}
