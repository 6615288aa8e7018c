/**
 * Ticks, by plain arithmetic.
 * @module
 */
import type { Tick } from '../plot.js';

/** From 0 past the largest value in about n steps of 1, 2, 2.5 or 5 times a power of ten. */
export function ticks(max: number, n: number, text: (value: number) => string, whole = false): Tick[] {
  const least = Math.max(max, Number.MIN_VALUE) / n;
  let power = 1;
  while (power < least / 10) power *= 10;
  while (power > least && power > 1e-9) power /= 10;
  let step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= least && (!whole || Math.floor(s) === s)) ?? 10 * power;
  if (whole && step < 1) step = 1;
  const values: Tick[] = [];
  for (let i = 0; ; i++) {
    values.push({ at: i * step, text: text(i * step) });
    if (i > 0 && i * step >= max) return values;
  }
}

/** Every so many of the columns, so that at most n have a name; the last one always is a full step away or left out. */
export function everyNth(names: readonly string[], n: number): Tick[] {
  const step = Math.ceil(names.length / n);
  return names.map((text, at) => ({ at, text })).filter(({ at }) => at % step === 0);
}
