// EASE against numpy on ml-latest-small, the films of at least ten ratings (test/golden/ease.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { EASE } from '../../src/index.js';
import { readInteractions } from '../../src/io/index.js';
import { compare, often, PRECISIONS, real, ROOM } from '../golden/ease.js';
import { DATA, testOnData } from '../support/needs.js';

const FILE = 'ml-latest-small/ratings.csv';
const films = () =>
  often(readInteractions<number, number>(readFileSync(resolve(DATA, FILE)), { user: 'userId', item: 'movieId', value: 'rating' }));

for (const one of real.cases)
  for (const precision of PRECISIONS)
    testOnData(FILE)(`${one.values}, l2 = ${one.l2}, ${precision}`, () => {
      const ratings = films();
      expect([ratings.nUsers, ratings.nItems]).toEqual([real.users, real.items]);
      const { items, error, largest, sum, norm } = compare(ratings, one, precision, { EASE });
      expect(items).toBe(real.items);
      expect(error).toBeLessThan(ROOM[precision]);
      for (const ratio of [largest, sum, norm]) expect(Math.abs(ratio)).toBeLessThan(ROOM[precision] / 2);
    });
