// The item tables of implicit on real data, 50 neighbors: membership identical, ties aside, weights to 1e-5 (test/golden/implicit.ts).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { Interactions, ItemKNN } from '../../src/index.js';
import { cleanOrders, ordersReader, readInteractions } from '../../src/io/index.js';
import { compare, fit, onesOf, sets, WEIGHTINGS } from '../golden/implicit.js';
import { DATA, testOnData } from '../support/needs.js';

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
  ones: [RETAIL, () => onesOf(retail())],
};

describe.each(Object.entries(READ))('%s', (name, [file, read]) => {
  const want = sets[name as keyof typeof sets];
  let data: Interactions | undefined;

  for (const weighting of WEIGHTINGS)
    testOnData(file)(weighting, () => {
      data ??= read();
      expect([data.nItems, data.rows().items.length]).toEqual([want.items, want.pairs]);
      const { neighbors, shared, strangers, error, size, sum } = compare(fit(data, weighting, { ItemKNN }), want, weighting);
      expect([strangers, size]).toEqual([0, 0]);
      expect(shared).toBeGreaterThan(0.75 * neighbors); // the rest ties: many films have few ratings
      expect(error).toBeLessThan(1e-5);
      expect(Math.abs(sum)).toBeLessThan(1e-5);
    });
});
