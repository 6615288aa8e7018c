// Interactions of test events, and the recipes that the tests go through.
import { Interactions } from '../../src/index.js';
import type { Event } from '../support/random.js';

export type Data = Interactions<string, number>;

export const DAY = 86400000;
export const COLUMNS = { user: 'user', item: 'item' } as const;
export const VALUED = { ...COLUMNS, value: 'value', time: 'time', duplicates: 'sum' } as const;
export const counted = (list: readonly Event[]): Data => Interactions.from(list, { ...COLUMNS, time: 'time' });
export const valued = (list: readonly Event[], duplicates: 'sum' | 'last' | 'max' | 'mean' = 'sum'): Data =>
  Interactions.from(list, { ...VALUED, duplicates });
/** Times hours apart instead of milliseconds. */
export const spread = (list: readonly Event[]): Event[] => list.map((event) => ({ ...event, time: event.time * 3600000 }));

export const RECIPES: Readonly<Record<string, (data: Data) => Data>> = {
  'decay, as of the last event': (data) => data.decay({ halfLifeDays: 0.5 }),
  'decay, as of a day': (data) => data.decay({ halfLifeDays: 0.5, asOf: DAY }),
  filter: (data) => data.filter({ minPerUser: 3, minPerItem: 3 }),
  tfidf: (data) => data.weight('tfidf'),
  bm25: (data) => data.weight('bm25'),
  'all three': (data) => data.weight('bm25', { k1: 2, b: 0.5 }).filter({ minPerUser: 2, minPerItem: 2 }).decay({ halfLifeDays: 1 }),
  'filter and tfidf': (data) => data.filter({ minPerUser: 2 }).weight('tfidf'),
  'decay and log1p': (data) => data.decay({ halfLifeDays: 2 }).weight('log1p'),
};
