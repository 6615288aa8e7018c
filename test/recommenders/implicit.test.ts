// The weights of implicit on two matrices small enough to follow: test/golden/from-implicit.py.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Interactions, ItemKNN, type Weight } from '../../src/index.js';
import { prepare } from '../../src/recommendation/training.js';

interface Weighed {
  readonly weighted: readonly (readonly number[])[];
  readonly similarity: readonly (readonly number[])[];
}
type ByHand = { readonly values: readonly (readonly number[])[] } & Readonly<Record<'cosine' | 'tfidf' | 'bm25', Weighed>>;

const { byHand, bm25 } = JSON.parse(readFileSync('test/golden/implicit.json', 'utf8')) as {
  readonly byHand: readonly ByHand[];
  readonly bm25: { readonly K1: number; readonly B: number };
};

describe.each(byHand.map((matrix, m) => [m, matrix] as const))('matrix %i', (_, matrix) => {
  const cells = matrix.values.flatMap((row, user) => row.flatMap((value, item) => (value ? [{ user, item, value }] : [])));
  const data = Interactions.from(cells, { user: 'user', item: 'item', value: 'value' });

  test.each(['tfidf', 'bm25'] as const)('%s: every weight to 1e-12', (weight) => {
    const weighed = weight === 'bm25' ? data.weight(weight, { k1: bm25.K1, b: bm25.B }) : data.weight(weight);
    const { starts, items, values } = prepare(weighed).rows;
    matrix[weight].weighted.forEach((row, u) => {
      const found = new Array<number>(row.length).fill(0);
      for (let p = starts[u]; p < starts[u + 1]; p++) found[items[p]] = values[p];
      row.forEach((value, i) => expect(Math.abs(found[i] - value), `user ${u}, item ${i}`).toBeLessThan(1e-12));
    });
  });

  test.each(['cosine', 'tfidf', 'bm25'] as const)('%s: every weight of the table', (name) => {
    const weighed = name === 'cosine' ? data : data.weight(name as Weight);
    const model = new ItemKNN({ similarity: name === 'bm25' ? 'dot' : 'cosine' }).fit(weighed);
    matrix[name].similarity.forEach((row, i) => {
      const others = row.map((score, item) => ({ item, score })).filter(({ item, score }) => item !== i && score > 0);
      const found = new Map(model.similarItems(i).map(({ item, score }) => [item, score]));
      expect([...found.keys()].sort()).toEqual(others.map(({ item }) => item));
      for (const { item, score } of others) expect(Math.abs(found.get(item)! / score - 1), `${i}, ${item}`).toBeLessThan(1e-6);
    });
  });
});
