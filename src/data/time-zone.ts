/**
 * Time zones: what a clock shows, as UTC and the reverse. Only a zone that the user names by a place needs the time zone data of the machine.
 * @module
 */
import { KindredError, mustBe } from '../errors.js';
import { DAY, instant, MAX_TIME, offsetMs } from './time.js';

const OFFSET = /^([+-])(\d\d)(?::?(\d\d))?$/;

/** The offset of a zone's clocks from UTC at an instant, both in milliseconds. */
type OffsetAt = (utc: number) => number;

/** Is a zone UTC by name? */
export const isUtc = (zone: string): boolean => /^(utc|gmt|z)$/i.test(zone);

/**
 * From the local time of a zone to UTC, both in milliseconds. A clock that was put back shows an hour twice: the first counts; an hour that was left out is read
 * as if it had not been.
 * @param zone - `UTC`, an offset such as `+02:00`, or a place such as `Europe/Berlin`
 * @throws KindredError `invalid-option` for a zone that is none
 */
export function toUtc(zone: unknown): (local: number) => number {
  const offset = offsetOf(zone);
  if (typeof offset === 'number') return (local) => local - offset;
  return (local) => {
    const before = offset(local - DAY);
    const after = offset(local + DAY);
    return before === after || offset(local - before) === before || offset(local - after) !== after ? local - before : local - after;
  };
}

/** From UTC to the local time of a zone, both in milliseconds. @param zone - as of `toUtc` @throws KindredError `invalid-option` */
export function toLocal(zone: unknown): (utc: number) => number {
  const offset = offsetOf(zone);
  return typeof offset === 'number' ? (utc) => utc + offset : (utc) => utc + offset(utc);
}

/** Of places that were asked for: to open one takes as long as a thousand looks at its clock. */
const places = /* @__PURE__ */ new Map<string, OffsetAt>();

function offsetOf(zone: unknown): number | OffsetAt {
  if (typeof zone !== 'string') throw wrong(zone);
  if (isUtc(zone)) return 0;
  const fixed = OFFSET.exec(zone);
  if (fixed) {
    const offset = offsetMs(fixed[1], +fixed[2], +(fixed[3] ?? 0));
    if (Number.isNaN(offset)) throw wrong(zone);
    return offset;
  }
  let offset = places.get(zone);
  if (!offset) places.set(zone, (offset = changesOf(clockOf(zone))));
  return offset;
}

const wrong = (zone: unknown) =>
  new KindredError('invalid-option', mustBe('timeZone', 'UTC, an offset such as +02:00 or a place such as Europe/Berlin', zone));

/** Few looks at the clock of a place: at the midnights of UTC, and for the second of the change where two of them differ. */
function changesOf(clock: OffsetAt): OffsetAt {
  const midnights = new Map<number, number>();
  const changes = new Map<number, number>();
  const midnight = (day: number) => {
    let offset = midnights.get(day);
    if (offset === undefined) midnights.set(day, (offset = clock(day * DAY)));
    return offset;
  };
  const change = (day: number, before: number) => {
    let [same, other] = [0, DAY / 1000];
    while (other - same > 1) {
      const second = (same + other) >> 1;
      if (clock(day * DAY + second * 1000) === before) same = second;
      else other = second;
    }
    return day * DAY + other * 1000;
  };
  return (utc) => {
    const day = Math.floor(utc / DAY);
    const before = midnight(day);
    const after = midnight(day + 1);
    if (before === after) return before;
    let at = changes.get(day);
    if (at === undefined) changes.set(day, (at = change(day, before)));
    return utc < at ? before : after;
  };
}

/** Years count from 1 on the clock of a place; before there were zones, its offset was always the same. */
const FIRST = instant(1, 1, 2, 0, 0, 0);

/** The clock of a place, as the machine knows it. */
function clockOf(timeZone: string): OffsetAt {
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
  return (utc) => {
    const at = Math.min(Math.max(utc, FIRST), MAX_TIME - DAY);
    const shown = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, +value]));
    return instant(shown.year, shown.month, shown.day, shown.hour, shown.minute, shown.second) - at;
  };
}
