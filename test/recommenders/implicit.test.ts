// The weights of implicit on two matrices small enough to follow: test/golden/from-implicit.py.
import { describe, expect, test } from 'vitest';
import { Interactions, ItemKNN } from '../../src/index.js';
import { prepare } from '../../src/recommendation/training.js';
import { byHand, fit, weighted, WEIGHTINGS } from '../golden/implicit.js';

describe.each(byHand.map((matrix, m) => [m, matrix] as const))('matrix %i', (_, matrix) => {
  const cells = matrix.values.flatMap((row, user) => row.flatMap((value, item) => (value ? [{ user, item, value }] : [])));
  const data = Interactions.from(cells, { user: 'user', item: 'item', value: 'value' });

  test.each(['tfidf', 'bm25'] as const)('%s: every weight to 1e-12', (weight) => {
    const { starts, items, values } = prepare(weighted(data, weight)).rows;
    matrix[weight].weighted.forEach((row, u) => {
      const found = new Array<number>(row.length).fill(0);
      for (let p = starts[u]; p < starts[u + 1]; p++) found[items[p]] = values[p];
      row.forEach((value, i) => expect(Math.abs(found[i] - value), `user ${u}, item ${i}`).toBeLessThan(1e-12));
    });
  });

  test('bm25 has the constants of implicit by default', () => {
    expect(data.weight('bm25').recipe).toEqual(weighted(data, 'bm25').recipe);
  });

  test.each(WEIGHTINGS)('%s: every weight of the table', (name) => {
    const model = fit(data, name, { ItemKNN });
    matrix[name].similarity.forEach((row, i) => {
      const others = row.map((score, item) => ({ item, score })).filter(({ item, score }) => item !== i && score > 0);
      const found = new Map(model.similarItems(i).map(({ item, score }) => [item, score]));
      expect([...found.keys()].sort()).toEqual(others.map(({ item }) => item));
      for (const { item, score } of others) expect(Math.abs(found.get(item)! / score - 1), `${i}, ${item}`).toBeLessThan(1e-6);
    });
  });
});
