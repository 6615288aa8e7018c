import { describe, expect, test } from 'vitest';
import { Interactions, Popularity } from '../../src/index.js';
import { Relatives } from '../../src/recommendation/cosines.js';
import { checkPins, diversified } from '../../src/recommendation/rerank.js';
import { events } from '../support/random.js';

const huge = [{ score: 1.5e308 }, { score: 2 }, { score: -1.5e308 }];

describe('diversified', () => {
  test('takes scores whose difference is beyond all numbers, and no likeness for none', () => {
    expect(diversified(huge, 3, 0.3, () => 0)).toEqual(huge);
    expect(diversified(huge, 3, 0.3, () => NaN)).toEqual(huge);
    expect(diversified(huge, 3, 0.3, () => Infinity)).toEqual(huge);
  });

  test('chooses by maximal marginal relevance, worked by hand', () => {
    // relevance a 1, b 0.9, c 0.5, d 0; a and b are alike, c and d like nothing
    const pool = [['a', 10], ['b', 9], ['c', 5], ['d', 0]].map(([name, score]) => ({ name, score: Number(score) })); // prettier-ignore
    const alike = (x: { name: unknown }, y: { name: unknown }) =>
      x.name !== y.name && 'ab'.includes(String(x.name)) && 'ab'.includes(String(y.name)) ? 0.8 : 0;
    const order = (weight: number, k = 4) => diversified(pool, k, weight, alike).map(({ name }) => name).join(''); // prettier-ignore
    // after a: b is worth 0.9 (1 - w) - 0.8 w, c 0.5 (1 - w): c first where 0.4 (1 - w) < 0.8 w, so w > 1/3
    expect([order(0.33), order(0.34)]).toEqual(['abcd', 'acbd']);
    expect(order(0.5)).toBe('acbd'); // b 0.05, d 0
    expect(order(0.6)).toBe('acdb'); // b 0.36 - 0.48 below d
    expect(order(0.5, 2)).toBe('ac');
    expect(diversified(pool.slice(0, 0), 3, 0.5, alike)).toEqual([]);
    const equal = pool.map(({ name }) => ({ name, score: 1 }));
    expect(diversified(equal, 4, 0.5, alike).map(({ name }) => name)).toEqual(['a', 'c', 'd', 'b']);
  });
});

test('pins alone take the next places from the top', () => {
  expect(checkPins(['a', { item: 'b', place: 5 }, 'c'])).toEqual([{ item: 'a', place: 1 }, { item: 'c', place: 2 }, { item: 'b', place: 5 }]); // prettier-ignore
});

test('what is like what equals cosines of full vectors, and a pair the same number from both ways', () => {
  const data = Interactions.from(events(30, 20, 300), { user: 'user', item: 'item', value: 'value', duplicates: 'sum' });
  const rows = data.rows();
  const full = Array.from({ length: data.nUsers }, (_, u) => {
    const row = new Array<number>(data.nItems).fill(0);
    for (let p = rows.starts[u]; p < rows.starts[u + 1]; p++) row[rows.items[p]] = rows.values[p];
    return row;
  });
  const cosine = (a: number[], b: number[]) => {
    const dot = (x: number[], y: number[]) => x.reduce((sum, v, c) => sum + v * y[c], 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) || 0;
  };
  const { items, users } = new Relatives(rows, data.nItems);
  const columns = full[0].map((_, i) => full.map((row) => row[i]));
  for (const [found, vectors] of [[users, full], [items, columns]] as const)
    for (let a = 0; a < vectors.length; a++) {
      const near = found.nearest(a, 1000);
      expect(near.length).toBe(vectors.filter((v, b) => b !== a && cosine(vectors[a], v) > 0).length);
      for (const { index, score } of near) {
        expect(score).toBeCloseTo(cosine(vectors[a], vectors[index]), 12);
        expect(found.between(a, index)).toBe(score);
        expect(found.between(index, a)).toBe(score);
      }
    } // prettier-ignore
  const model = new Popularity().fit(data);
  expect(model.similarItems(12, 3)).toEqual(
    items.nearest(data.items.indexOf(12), 3).map(({ index, score }) => ({ item: data.items.at(index), score })),
  );
});
