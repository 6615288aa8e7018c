// The baseline, worked by hand, and on odd input.
import { describe, expect, test } from 'vitest';
import { BiasBaseline, BiasBaselineModel, Interactions } from '../../src/index.js';

const ratings = (...rows: readonly [user: string, item: string, value: number][]) =>
  Interactions.from(
    rows.map(([user, item, value]) => ({ user, item, value })),
    { user: 'user', item: 'item', value: 'value' },
  );

describe('BiasBaseline', () => {
  test('one epoch by hand', () => {
    const model = new BiasBaseline({ nEpochs: 1, regUsers: 1, regItems: 2 }).fit(ratings(['a', 'x', 5], ['a', 'y', 1], ['b', 'x', 3]));
    // mean 3; x: (2 + 0) / (2 + 2) = 1/2, y: −2 / 3; a: (2 − 1/2 − 2 + 2/3) / (1 + 2), b: (0 − 1/2) / 2
    expect([...model.itemBiases]).toEqual([1 / 2, -2 / 3]);
    expect(model.predict('b', 'y')).toBe(3 - 1 / 4 - 2 / 3);
    expect(model.predict('a', 'x')).toBeCloseTo(3 + 1 / 18 + 1 / 2, 12);
    expect(model.explain('b', 'y').parts.map(({ name, contribution }) => [name, contribution])).toEqual([
      ['mean', 3], ['user bias', -1 / 4], ['item bias', -2 / 3],
    ]); // prettier-ignore
  });

  test('scores every item for anybody: a stranger has no bias, a history its own', () => {
    const model = new BiasBaseline().fit(ratings(['a', 'x', 5], ['a', 'y', 1], ['b', 'x', 3], ['b', 'z', -2]));
    const stranger = model.recommend('nobody');
    expect(stranger.map(({ item }) => item)).toEqual(['x', 'y', 'z']);
    expect(model.explain({ history: [] }, 'x').parts[1].contribution).toBe(0);
    const alone = BiasBaselineModel.fromBytes(model.toBytes({ users: false }));
    const history = [{ item: 'x', value: 5 }, { item: 'y', value: 1 }]; // prettier-ignore
    expect(alone.recommend({ history }, { excludeSeen: false })).toEqual(model.recommend('a', { excludeSeen: false }));
    expect(alone.explain({ history }, 'z').score).toBe(model.predict('a', 'z'));
  });

  test('equal ratings have no biases, one rating neither, and no regularization divides by nothing', () => {
    for (const rows of [ratings(['a', 'x', 0.1], ['a', 'y', 0.1], ['b', 'x', 0.1]), ratings(['a', 'x', 0.1])]) {
      const model = new BiasBaseline({ regUsers: 0, regItems: 0 }).fit(rows);
      expect([...model.itemBiases].every((bias) => bias === 0)).toBe(true);
      expect(model.predict('a', 'x')).toBe(0.1);
      expect(model.recommend({ history: [] }).every(({ score }) => score === 0.1)).toBe(true);
    }
  });
});
