/**
 * What values count for. Events decay as 2^(−age / half-life). 'tfidf' and 'bm25' are as in Frederickson's implicit, where a user is a term and an item a
 * document: idf(u) = log(items) − log(1 + items of u).
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import type { CompressedRows } from '../data/compressed-rows.js';
import type { Recipe } from '../data/recipe.js';
import { DAY } from '../data/time.js';
import { KindredError } from '../errors.js';
import type { Learned } from './recipe.js';

/** What an event that old counts. Exactly a half after one half-life, a quarter after two. */
export function decayFactor(time: number, asOf: number, halfLifeDays: number): number {
  const age = asOf - time;
  if (!(age > 0)) return 1;
  const halfLives = age / DAY / halfLifeDays;
  if (halfLives > 1100) return 0;
  let whole = Math.floor(halfLives);
  let factor = exp((whole - halfLives) * 0.6931471805599453);
  for (; whole >= 16; whole -= 16) factor *= 0.0000152587890625; // 2^-16
  for (; whole > 0; whole--) factor *= 0.5;
  return factor;
}

/** Values that decayed to less are 0, as would be what has never been worth anything. */
const LEAST = 1e-9;
export const withoutDust = (value: number): number => (Math.abs(value) < LEAST ? 0 : value);

/** Squares and cosines must stay inside f32. @throws KindredError `invalid-data` */
export function checkRange(values: Float64Array, what: string): void {
  for (let p = 0; p < values.length; p++) {
    const size = Math.abs(values[p]);
    if (size !== 0 && !(size >= 1e-9 && size <= 1e9))
      throw new KindredError('invalid-data', `${what} must be 0 or from 1e-9 to 1e9 in size, got ${values[p]}: use another unit`);
  }
}

/** 1 for every value above 0. */
export const binary = (values: Float64Array): Float64Array => values.map((v) => (v > 0 ? 1 : 0));

/** What the weight makes of rows of values, be they users of the training data or one history. @throws KindredError `invalid-data` */
export function weigh(rows: CompressedRows, { weight, bm25, decay }: Recipe, { lengths }: Learned, nItems: number): CompressedRows {
  switch (weight) {
    case undefined:
      return rows;
    case 'binary':
      return { ...rows, values: binary(rows.values) };
    case 'log1p':
      return {
        ...rows,
        values: rows.values.map((v) => {
          if (!(v > -1)) throw new KindredError('invalid-data', `the weight "log1p" needs values above -1, got ${v}`);
          return decay ? withoutDust(log1p(v)) : log1p(v);
        }),
      };
    case 'tfidf':
      return byIdf(rows, weight, nItems, Math.sqrt);
    case 'bm25': {
      const { k1, b } = bm25!;
      return byIdf(rows, weight, nItems, (v, i) => (v === 0 ? 0 : (v * (k1 + 1)) / (k1 * (1 - b + b * lengths![i]) + v)));
    }
  }
}

/** Terms by item times the idf of their user, log(items) − log(1 + items of the user). */
function byIdf(rows: CompressedRows, weight: string, nItems: number, term: (value: number, item: number) => number): CompressedRows {
  const { starts, items, values } = rows;
  const out = new Float64Array(values.length);
  const logItems = log(nItems);
  for (let u = 0; u + 1 < starts.length; u++) {
    const idf = logItems - log1p(starts[u + 1] - starts[u]);
    for (let p = starts[u]; p < starts[u + 1]; p++) {
      if (!(values[p] >= 0)) throw new KindredError('invalid-data', `the weight "${weight}" needs values from 0, got ${values[p]}`);
      out[p] = withoutDust(term(values[p], items[p]) * idf);
    }
  }
  return { ...rows, values: out };
}
