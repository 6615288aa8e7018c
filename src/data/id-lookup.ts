/**
 * Finding the place of an id among sorted ones.
 * @module
 */
import type { Id } from './ids.js';

/** What a Map holds at most in V8: it throws at the next one. */
export const MOST_KEYS = 0xffffff;

/** The place of an id among sorted distinct ones, −1 where it is unknown: by a table, by halves or by a Map. */
export function lookupOf(values: readonly Id[]): (id: Id) => number {
  const [least, most] = [values[0], values[values.length - 1]];
  if (typeof least === 'number' && isDense({ least, most: most as number }, values.length)) {
    const places = new Int32Array((most as number) - least + 1).fill(-1);
    for (let i = 0; i < values.length; i++) places[(values[i] as number) - least] = i;
    return (id) => {
      const place = typeof id === 'number' ? id - least : -1;
      return place >= 0 && place < places.length && Number.isInteger(place) ? places[place] : -1;
    };
  }
  if (values.length > MOST_KEYS) return (id) => search(values, id);
  const places = new Map(values.map((value, i) => [value, i]));
  return (id) => places.get(id) ?? -1;
}

/** Do whole numbers lie so close together that a table of all between is small? */
export const isDense = ({ least, most }: { least: number; most: number }, n: number): boolean => most - least < 2 * n + 1000;

/** By halves: −1 where the id is not there. */
export function search<T extends Id>(values: readonly T[], id: T): number {
  let from = 0;
  for (let to = values.length; from < to;) {
    const middle = (from + to) >> 1;
    if (values[middle] < id) from = middle + 1;
    else to = middle;
  }
  return values[from] === id ? from : -1;
}
