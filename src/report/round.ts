/**
 * Rounding of what a report shows, by plain arithmetic: the same everywhere, and short in the file.
 * @module
 */

/** To the nearest multiple of 1 / scale, halves up. */
const toNearest = (value: number, scale: number) => Math.floor(value * scale + 0.5) / scale;

/** Money, to a hundredth. */
export const cents = (value: number) => toNearest(value, 100);

/** Shares and ratios, to four places. */
export const short = (value: number) => toNearest(value, 10000);

/** The middle value, or the mean of the two middle ones; NaN of nothing. @param values - is sorted in place */
export function median(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}
