// EASE against numpy on ml-latest-small, the films of at least ten ratings (test/golden/ease.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { EASE, Interactions } from '../src/index.js';
import { readCsv } from '../src/io/index.js';
import { easeError, readEase } from './golden/ease.js';
import { DATA, testOnData } from './support/needs.js';

const FILE = 'ml-latest-small/ratings.csv';
const onFilms = testOnData(FILE);
const { real } = readEase();

function films() {
  const columns = { user: { header: 'userId', kind: 'number' }, item: { header: 'movieId', kind: 'number' } } as const;
  const read = readCsv(readFileSync(resolve(DATA, FILE), 'utf8'), { ...columns, value: { header: 'rating', kind: 'number' } });
  const all = Interactions.from(read, { user: 'user', item: 'item', value: 'value' });
  const counts = new Int32Array(all.nItems);
  for (const i of all.events.items) counts[i]++;
  return all.filterEvents((_, e) => counts[all.events.items[e]] >= real.least);
}

describe.each(real.cases)('$values, l2 = $l2', ({ values, l2, largest, sum, norm, at, weights }) => {
  onFilms('weights', () => {
    const ratings = values === 'binary' ? films().weight('binary') : films();
    for (const [precision, room] of [
      ['f64', 1e-9],
      ['f32', 1e-4],
    ] as const) {
      // prettier-ignore
      const model = new EASE({ l2, precision }).fit(ratings);
      const n = model.items.size;
      expect([model.interactions!.users.size, n]).toEqual([real.users, real.items]);
      expect(easeError(at.map(([h, j]) => model.weights[h * n + j]), weights, largest), precision).toBeLessThan(room); // prettier-ignore
      const found = Array.from(model.weights);
      expect(found.reduce((a, w) => Math.max(a, Math.abs(w)), 0) / largest).toBeCloseTo(1, precision === 'f64' ? 9 : 4);
      expect(found.reduce((a, w) => a + w, 0) / sum).toBeCloseTo(1, precision === 'f64' ? 9 : 4);
      expect(Math.sqrt(found.reduce((a, w) => a + w * w, 0)) / norm).toBeCloseTo(1, precision === 'f64' ? 9 : 4);
    }
  });
});
