// Ages, days and clocks of places, against zoneinfo, dateutil and pandas (test/golden/dates.py).
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toLocal, toUtc } from '../../src/data/time-zone.js';
import { Table } from '../../src/index.js';
import { dateParts, daysBetween, yearsBetween } from '../../src/preprocessing/index.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

interface Golden {
  /** Zone, seconds since 1970, and what the clock shows: year, month, day, weekday, hour, minute, second. */
  clocks: [string, number, number[]][];
  /** Zone, local time as seconds since 1970, and UTC. */
  readings: [string, number, number][];
  /** From, to (seconds), and what lies between. */
  years: [number, number, number][];
  days: [number, number, number][];
}
const golden = JSON.parse(readFileSync('test/golden/dates.json', 'utf8')) as Golden;
const zones = [...new Set(golden.clocks.map(([zone]) => zone))];
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('dateParts', () => {
  test.each(zones)('agrees with zoneinfo: %s', (zone) => {
    const moments = golden.clocks.filter(([name]) => name === zone);
    expect(moments.length).toBeGreaterThan(10);
    for (const [, seconds, [year, month, day, weekday, hour, minute, second]] of moments)
      expect(dateParts(seconds * 1000, zone), `${zone} ${iso(seconds)}`).toEqual({ year, month, day, weekday, hour, minute, second });
  });

  test('takes a Date, a number of milliseconds and ISO text, a zone by name, offset or place', () => {
    const winter = { year: 2026, month: 1, day: 1, weekday: 4, hour: 1, minute: 30, second: 15 };
    for (const time of [
      '2026-01-01T00:30:15.999Z',
      '2026-01-01T01:30:15+01:00',
      new Date(Date.UTC(2026, 0, 1, 0, 30, 15)),
      Date.UTC(2026, 0, 1, 0, 30, 15, 999.9),
    ])
      for (const zone of ['+01:00', '+0100', 'Europe/Berlin']) expect(dateParts(time, zone)).toEqual(winter);
    expect(dateParts('2026-01-01T01:30:15')).toEqual(winter);
    expect(dateParts(-1)).toEqual({ year: 1969, month: 12, day: 31, weekday: 3, hour: 23, minute: 59, second: 59 });
    expect(dateParts('2026-01-01', '-03:30')).toMatchObject({ year: 2025, month: 12, day: 31, hour: 20, minute: 30 });
    expect([dateParts(null), dateParts(undefined, 'Europe/Berlin')]).toEqual([null, null]);
  });

  test('reaches as far as dates do', () => {
    expect(dateParts(-8.64e15)).toMatchObject({ year: -271821, month: 4, day: 20 });
    expect(dateParts(8.64e15, 'America/New_York')).toMatchObject({ year: 275760, month: 9, day: 12 });
    expect(dateParts(-8.64e15 + 1e9, 'Europe/Berlin')).toMatchObject({ year: -271821, month: 5, day: 1 });
    expect(dateParts('0000-01-01', 'Europe/Berlin')).toEqual({ year: 0, month: 1, day: 1, weekday: 6, hour: 0, minute: 53, second: 28 });
  });

  test.each([
    [8.64e15 + 1, 'UTC', 'invalid-data', '"time" must be a Date, a number of ms or ISO text'],
    ['31.01.2026', 'UTC', 'invalid-data', '"time" must be a Date, a number of ms or ISO text'],
    [NaN, 'UTC', 'invalid-data', 'got NaN'],
    [new Date(NaN), 'UTC', 'invalid-data', 'got a Date'],
    [0, 'Mars', 'invalid-option', '"timeZone" must be UTC, an offset such as +02:00 or a place such as Europe/Berlin, got "Mars"'],
    [0, '+15:00', 'invalid-option', 'got "+15:00"'],
    [0, null, 'invalid-option', 'got null'],
    [null, 'Mars', 'invalid-option', 'got "Mars"'],
  ])('refuses %s in %s', (time, zone, code, message) => {
    const error = thrown(() => dateParts(time as never, zone as never));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  });
});

describe('time zones', () => {
  test('read what a clock showed as zoneinfo does', () => {
    expect(golden.readings.length).toBeGreaterThan(900);
    for (const [zone, local, utc] of golden.readings) expect(iso(toUtc(zone)(local * 1000) / 1000), `${zone} ${iso(local)}`).toBe(iso(utc));
  });

  test('go there and back, but for the hours that come twice', () => {
    const random = generator(1);
    for (const zone of [...zones, '-03:30']) {
      const [there, back] = [toLocal(zone), toUtc(zone)];
      for (let i = 0; i < 200; i++) {
        const utc = Math.floor((random() - 0.6) * 4e12);
        const again = back(there(utc));
        // what came back shows the same on the clock, and is never later
        expect(there(again), `${zone} ${iso(utc / 1000)}`).toBe(there(utc));
        expect(utc - again).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('yearsBetween', () => {
  test('agrees with the calendar', () => {
    for (const [birth, at, years] of golden.years) expect(yearsBetween(birth * 1000, at * 1000), `${iso(birth)} to ${iso(at)}`).toBe(years);
  });

  test.each([
    ['1968-02-29', '2026-02-28', 57],
    ['1968-02-29', '2026-03-01', 58],
    ['1968-02-29', '2024-02-28', 55],
    ['1968-02-29', '2024-02-29', 56],
    ['2025-02-28', '2028-02-29', 3],
    ['1900-05-01', '1969-04-30', 68],
    ['2000-05-01T23:59', '2010-05-01', 10],
    ['2000-05-01', '2000-05-01', 0],
    ['2000-05-01T12:00', '2000-05-01', 0],
    ['2024-02-29', '2023-03-01', 0],
    ['2024-02-29', '2023-02-28', -1],
    ['2026-02-28', '1968-02-29', -57],
  ])('from %s to %s: %i', (birth, at, years) => {
    expect(yearsBetween(birth, at)).toBe(years);
    expect(yearsBetween(at, birth)).toBe(0 - years);
  });
});

describe('daysBetween', () => {
  test('agrees with pandas', () => {
    for (const [from, to, days] of golden.days) expect(daysBetween(from * 1000, to * 1000), `${iso(from)} to ${iso(to)}`).toBe(days);
  });

  test('counts 24 hours, whatever clocks do', () => {
    expect(daysBetween('2026-03-28T12:00+01:00', '2026-03-29T12:00+02:00')).toBe(0); // 23 hours in Berlin
    expect(daysBetween('2026-03-28', '2026-03-29')).toBe(1);
    expect(daysBetween('1969-12-31T23:59:59.999Z', '1970-01-02')).toBe(1);
    expect(Object.is(daysBetween('2026-03-28T12:00', '2026-03-28'), 0)).toBe(true);
  });
});

test('what is missing stays missing', () => {
  for (const between of [daysBetween, yearsBetween]) {
    for (const none of [null, undefined])
      expect([between(none, '2026-01-01'), between('2026-01-01', none), between(none, none)]).toEqual([null, null, null]);
    expect(thrown(() => between('2026-01-01', 'yesterday')).message).toContain('must be a Date, a number of ms or ISO text');
    expect(thrown(() => between(true as never, '2026-01-01')).message).toContain('got true');
  }
  const table = Table.from({ birth: [new Date('1968-02-29'), null] })
    .derive('age', (row: { birth: Date | null }) => yearsBetween(row.birth, '2026-02-28'))
    .derive('days', (row: { birth: Date | null }) => daysBetween(row.birth, '1968-03-02'))
    .derive('weekday', (row: { birth: Date | null }) => dateParts(row.birth, 'Europe/Berlin')?.weekday);
  expect([table.row(0), table.row(1)]).toMatchObject([{ age: 57, days: 2, weekday: 4 }, { age: null, days: null, weekday: null }]); // prettier-ignore
});
