/**
 * Ticks, by plain arithmetic.
 * @module
 */
import type { Tick } from '../plot.js';
import { shortMonth } from '../words.js';

/** From 0 past the largest value in at most n steps of 1, 2, 2.5 or 5 times a power of ten; no part of 1 where the values are counts. */
export function ticks(max: number, n: number, text: (value: number) => string, counts = false): Tick[] {
  const least = Math.max((max > 0 ? max : 1) / n, counts ? 1 : 0);
  let power = 1;
  while (power * 10 < least) power *= 10;
  while (power > least) power /= 10;
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= least && (!counts || Number.isInteger(s))) ?? 10 * power;
  const values: Tick[] = [{ at: 0, text: text(0) }];
  while (values.length === 1 || values.at(-1)!.at < max) values.push({ at: values.length * step, text: text(values.length * step) });
  return values;
}

/** As `ticks`, from below 0 where there are values below it. */
export function signedTicks(min: number, max: number, n: number, text: (value: number) => string): Tick[] {
  const up = ticks(Math.max(max, -min), n, text);
  const step = up[1].at;
  const from = Math.floor(Math.min(min, 0) / step);
  const to = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: to - from + 1 }, (_, i) => ({ at: (from + i) * step, text: text((from + i) * step) }));
}

/** Room at the left for the longest of them, in a font of 12. */
export const roomFor = (ticks: readonly Tick[]): number => 14 + 7.4 * Math.max(...ticks.map(({ text }) => text.length));

/** Names under at most n of the months, evenly spread; the year where it changes. */
export function monthTicks(months: readonly string[], n: number): Tick[] {
  const step = Math.ceil(months.length / n);
  const shown = months.map((month, at) => ({ at, year: month.slice(0, 4), name: shortMonth(month) })).filter(({ at }) => at % step === 0);
  return shown.map(({ at, year, name }, i) => ({ at, text: year === shown[i - 1]?.year ? name : `${name}\n${year}` }));
}
