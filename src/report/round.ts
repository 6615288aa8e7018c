/**
 * Rounding of what a report shows, by plain arithmetic: the same everywhere, and short in the file.
 * @module
 */

/** To the nearest multiple of 1 / scale, halves up. */
const toNearest = (value: number, scale: number) => Math.floor(value * scale + 0.5) / scale;

/** Money, to a hundredth. */
export const cents = (value: number): number => toNearest(value, 100);

/** Shares and ratios, to four places. */
export const short = (value: number): number => toNearest(value, 10000);
