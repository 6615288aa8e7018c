// The item tables of implicit on real data, 50 neighbors: membership identical, ties aside, weights to 1e-5 (test/golden/from-implicit.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { Interactions, ItemKNN } from '../../src/index.js';
import { cleanOrders, ordersReader, readInteractions } from '../../src/io/index.js';
import { DATA, testOnData } from '../support/needs.js';

interface Lists {
  readonly size: number;
  readonly sum: number;
  /** Of each of the rows item, weight, item, weight, ... */
  readonly lists: readonly (readonly number[])[];
}
type Tables = { readonly items: number; readonly pairs: number; readonly rows: readonly number[] } & Readonly<
  Record<'cosine' | 'tfidf' | 'bm25', Lists>
>;

const { k, bm25, sets } = JSON.parse(readFileSync('test/golden/implicit.json', 'utf8')) as {
  readonly k: number;
  readonly bm25: { readonly K1: number; readonly B: number };
  readonly sets: Readonly<Record<'ratings' | 'counts' | 'ones', Tables>>;
};

const RATINGS = 'ml-latest-small/ratings.csv';
const RETAIL = 'online-retail/online-retail.csv.gz';

function retail(): Interactions {
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(resolve(DATA, RETAIL))).toString());
  return Interactions.from(cleanOrders(reader.end()).orders, { user: 'customer', item: 'item' });
}

const READ: Readonly<Record<keyof typeof sets, readonly [string, () => Interactions]>> = {
  ratings: [RATINGS, () => readInteractions(readFileSync(resolve(DATA, RATINGS)), { user: 'userId', item: 'movieId', value: 'rating' })],
  counts: [RETAIL, retail],
  ones: [
    RETAIL,
    () => {
      const data = retail();
      const { starts, items } = data.events;
      return data.filterEvents((u, e) => e === starts[u] || items[e] !== items[e - 1]);
    },
  ],
};

describe.each(Object.entries(READ))('%s', (name, [file, read]) => {
  const want = sets[name as keyof typeof sets];
  let data: Interactions | undefined;

  for (const kind of ['cosine', 'tfidf', 'bm25'] as const)
    testOnData(file)(kind, () => {
      data ??= read();
      expect([data.nItems, data.rows().items.length]).toEqual([want.items, want.pairs]);
      const weighed = kind === 'cosine' ? data : kind === 'tfidf' ? data.weight(kind) : data.weight(kind, { k1: bm25.K1, b: bm25.B });
      const { starts, ids, weights } = new ItemKNN({ nNeighbors: k, similarity: kind === 'bm25' ? 'dot' : 'cosine' }).fit(weighed).table!;
      const { size, sum, lists } = want[kind];
      expect(ids.length).toBe(size);
      expect(Math.abs(weights.reduce((total, w) => total + w, 0) / sum - 1)).toBeLessThan(1e-5);
      want.rows.forEach((i, r) => {
        const list = new Map(Array.from({ length: lists[r].length / 2 }, (_, e) => [lists[r][2 * e], lists[r][2 * e + 1]]));
        const last = lists[r].at(-1)!;
        const found = new Map(Array.from(ids.subarray(starts[i], starts[i + 1]), (j, e) => [j, weights[starts[i] + e]]));
        expect(found.size).toBe(list.size);
        // who is in one list alone ties with the last
        for (const [j, w] of found) expect(Math.abs(w / (list.get(j) ?? last) - 1), `item ${i}, ${j}`).toBeLessThan(1e-5);
        for (const [j, w] of list) if (!found.has(j)) expect(w / last - 1, `item ${i}, ${j}`).toBeLessThan(1e-6);
      });
    });
});
