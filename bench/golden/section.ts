/**
 * A part of the accuracy table. What is measured and how far it is from the other library is in test/golden/<name>.ts, which the tests assert.
 * @module
 */
import { readFileSync } from 'node:fs';
import type { Interactions } from 'kindred';
import { readInteractions } from 'kindred/io';

export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** The ratings of ml-latest-small. */
export const films = (data: string): Interactions<number, number> =>
  readInteractions(readFileSync(`${data}/ml-latest-small/ratings.csv`), { user: 'userId', item: 'movieId', value: 'rating' });

/** A difference, in three digits. */
export const signed = (value: number) => (value === 0 ? '0' : `${value > 0 ? '+' : ''}${value.toExponential(1)}`);
