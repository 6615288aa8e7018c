// More items than 16 bits can number: tables, files and rows of similarities keep the whole id.
import { expect, test } from 'vitest';
import { Interactions, ItemKNN, ItemKNNModel, UserKNN } from '../../src/index.js';

test('the fast table keeps ids past 16 bits', { timeout: 120_000 }, () => {
  const n = 66000;
  const list = Array.from({ length: n }, (_, i) => ({ user: i >> 1, item: i }));
  const model = new ItemKNN({ nNeighbors: 2 }).fit(Interactions.from(list, { user: 'user', item: 'item' }));
  expect(model.similarItems(65999)).toEqual([{ item: 65998, score: 1 }]);
  expect(model.recommend({ history: [65999] })).toEqual([{ item: 65998, score: 1, source: 'model' }]);
  expect(ItemKNNModel.fromBytes<number, number>(model.toBytes()).recommend(5, { excludeSeen: false })).toHaveLength(2);
});

test('every similarity does, on both sides', { timeout: 120_000 }, () => {
  const n = 70000;
  const list = Array.from({ length: n }, (_, i) => ({ user: i >> 1, item: i, value: 1 + (i % 5) }));
  const wide = Interactions.from([...list, { user: 1, item: n - 1, value: 4 }], { user: 'user', item: 'item', value: 'value' });
  for (const similarity of ['jaccard', 'dot', 'msd'] as const) {
    const model = new ItemKNN({ nNeighbors: 2, similarity }).fit(wide);
    expect(model.similarItems(2).map(({ item }) => item)).toContain(n - 1);
    expect(ItemKNNModel.fromBytes<number, number>(model.toBytes()).similarItems(n - 2)).toEqual(model.similarItems(n - 2));
  }
  const users = new UserKNN({ aggregate: 'average', similarity: 'jaccard' }).fit(wide);
  expect(users.similarUsers(1)).toEqual([{ user: n / 2 - 1, score: 1 / 4 }]);
  expect(users.recommend(n / 2 - 1).map(({ item }) => item)).toEqual([3, 2]);
});
