// Neighbors on odd input, worked by hand: both sides.
import { describe, expect, test } from 'vitest';
import { Interactions, ItemKNN, ItemKNNModel, UserKNN, type KNNOptions } from '../../src/index.js';
import { thrown } from '../support/files.js';

type Row = readonly [user: string | number, item: string | number, value: number];
const COLUMNS = { user: 'user', item: 'item', value: 'value' } as const;
const data = (...rows: Row[]) =>
  Interactions.from(
    rows.map(([user, item, value]) => ({ user, item, value })),
    { ...COLUMNS, duplicates: 'sum' },
  );

const SIMILARITIES = ['cosine', 'dot', 'pearson', 'adjusted-cosine', 'msd', 'jaccard'] as const;
const CENTERS = ['none', 'user', 'item', 'zscore', 'bias'] as const;
const EVERY: KNNOptions[] = SIMILARITIES.flatMap((similarity) =>
  CENTERS.flatMap((center) =>
    (['all', 'common'] as const).flatMap((overlap) =>
      (['sum', 'average'] as const).map((aggregate) => ({ similarity, center, overlap, aggregate, negative: 'keep' as const })),
    ),
  ),
);
const both = (options: KNNOptions) => [new ItemKNN(options), new UserKNN(options)];

describe('neighbors on odd input', () => {
  test('equal ratings have no variance: pearson knows no neighbors, and no score is NaN', () => {
    const same = data(...[1, 2, 3, 4].flatMap((u) => ['a', 'b', 'c'].filter((_, i) => (u + i) % 4 > 0).map((i): Row => [u, i, 0.1])));
    for (const options of EVERY)
      for (const estimator of both(options)) {
        const model = estimator.fit(same);
        const flat = options.similarity === 'pearson' || options.similarity === 'adjusted-cosine';
        for (const { user, items } of model.recommendAll()) {
          if (flat) expect(items).toEqual([]);
          for (const { item, score } of items) {
            if (options.aggregate === 'average') expect(score).toBeCloseTo(0.1, 12);
            else expect(Number.isFinite(score)).toBe(true);
            expect(model.explain(user, item).score).toBe(score);
          }
        }
      }
  });

  test('one event, one user, one item, an item that all have, a user with a single item', () => {
    const sets = [
      data(['a', 1, 3]),
      data(['a', 1, 3], ['a', 2, -1], ['a', 3, 0]),
      data(['a', 1, 3], ['b', 1, 2], ['c', 1, 0]),
      data(['a', 1, 3], ['b', 1, 2], ['c', 1, 5], ['b', 2, -4], ['c', 2, 1], ['b', 3, 0]),
    ];
    for (const options of EVERY)
      for (const estimator of both({ ...options, nNeighbors: 100 }))
        for (const interactions of sets) {
          const model = estimator.fit(interactions);
          for (const { user, items } of model.recommendAll({ excludeSeen: false }))
            for (const { item, score } of items) {
              expect(Number.isFinite(score)).toBe(true);
              expect(model.predict(user, item)).toBe(score);
            }
          for (const user of interactions.users.values)
            for (const item of interactions.items.values) expect(model.predict(user, item)).not.toBeNaN();
        }
  });

  test('zero and negative values: who dislikes the same is alike, who dislikes what one likes is kept only where asked', () => {
    const tastes = data(['a', 1, 2], ['a', 2, -2], ['b', 1, 2], ['b', 2, -2], ['b', 3, 4], ['c', 1, -2], ['c', 2, 2], ['c', 3, -4]);
    const dropping = new UserKNN({ aggregate: 'average' }).fit(tastes);
    expect(dropping.similarUsers('a').map(({ user }) => user)).toEqual(['b']);
    expect(dropping.predict('a', 3)).toBe(4);
    const keeping = new UserKNN({ aggregate: 'average', negative: 'keep' }).fit(tastes);
    expect(keeping.similarUsers('a').map(({ user, score }) => [user, Math.sign(score)])).toEqual([['b', 1], ['c', -1]]); // prettier-ignore
    expect(keeping.predict('a', 3)).toBeCloseTo(4, 12); // (w 4 + (−w)(−4)) / 2w
    expect(keeping.explain('a', 3).parts.map(({ kind, user }) => [kind, user])).toEqual([['user', 'b'], ['user', 'c']]); // prettier-ignore
  });

  test('repeated events are joined before they are compared', () => {
    const twice = data(['a', 1, 1], ['a', 1, 2], ['a', 2, 3], ['b', 1, 5], ['b', 2, 5]);
    const once = data(['a', 1, 3], ['a', 2, 3], ['b', 1, 5], ['b', 2, 5]);
    const options = { similarity: 'msd', aggregate: 'average' } as const;
    expect([...new ItemKNN(options).fit(twice).recommendAll({ excludeSeen: false })]).toEqual([
      ...new ItemKNN(options).fit(once).recommendAll({ excludeSeen: false }),
    ]);
  });

  test('of equal neighbors the first counts: by item, by user', () => {
    const ties = data(['a', 1, 1], ['a', 2, 5], ['b', 1, 2], ['b', 2, 2], ['b', 3, 2], ['c', 1, 3], ['c', 2, 3], ['c', 3, 4]);
    const options = { similarity: 'jaccard', aggregate: 'average', nNeighbors: 1 } as const;
    expect(new ItemKNN(options).fit(ties).predict('a', 3)).toBe(1);
    expect(new UserKNN(options).fit(ties).predict('a', 3)).toBe(2);
    expect(new UserKNN({ ...options, aggregate: 'sum' }).fit(ties).predict('a', 3)).toBeCloseTo((2 / 3) * 2, 12);
  });

  test('of equal neighbors the last gives way to a nearer one', () => {
    const ties = data(['a', 1, 1], ['a', 2, 5], ['a', 3, 3], ['b', 1, 1], ['b', 2, 1], ['b', 3, 1], ['b', 4, 1], ['c', 3, 1], ['c', 4, 1]);
    const model = new ItemKNN({ similarity: 'jaccard', aggregate: 'average', nNeighbors: 2 }).fit(ties);
    expect(model.predict('a', 4)).toBeCloseTo((1 / 3) * 1 + (2 / 3) * 3, 12);
    expect(model.recommend('a')[0].score).toBe(model.predict('a', 4));
  });

  test('a z-score without deviation of its own is in overall ones', () => {
    const rows = data(['a', 1, 4], ['a', 2, 4], ['b', 1, 1], ['b', 2, 3], ['b', 3, 5]);
    const overall = Math.sqrt((0.6 ** 2 * 2 + 2.4 ** 2 + 0.4 ** 2 + 1.6 ** 2) / 5); // of 4, 4, 1, 3, 5, whose mean is 3.4
    const score = new UserKNN({ aggregate: 'average', center: 'zscore' }).fit(rows).predict('a', 3);
    expect(score).toBeCloseTo(4 + (overall * (5 - 3)) / Math.sqrt(8 / 3), 12);
  });

  test('what rounding leaves of a value at its mean is nothing', () => {
    // 0.1 + (0.4 + 0.8) / 3 is not 0.5
    const rows = data(...['a', 'b'].flatMap((u): Row[] => [[u, 'x', 0.1], [u, 'y', 0.5], [u, 'z', 0.9]])); // prettier-ignore
    for (const aggregate of ['sum', 'average'] as const) {
      const model = new ItemKNN({ similarity: 'adjusted-cosine', negative: 'keep', aggregate }).fit(rows);
      expect(model.similarItems('y')).toEqual([]);
      expect(model.similarItems('x').map(({ item }) => item)).toEqual(['z']);
      expect(model.similarItems('x')[0].score).toBeCloseTo(-1, 6);
    }
  });

  test('minSupport, minNeighbors and shrinkage by hand', () => {
    const rows = data(['a', 1, 4], ['a', 2, 2], ['b', 1, 4], ['b', 2, 2], ['b', 3, 3], ['c', 1, 1], ['c', 3, 5]);
    const average = (more: KNNOptions) => new UserKNN({ aggregate: 'average', similarity: 'msd', ...more }).fit(rows);
    // a and b agree on two items: 1; a and c differ by 3 on one: 1 / (1 + 9)
    expect(average({}).predict('a', 3)).toBeCloseTo((1 * 3 + 0.1 * 5) / 1.1, 12);
    expect(average({ minSupport: 2 }).predict('a', 3)).toBe(3);
    expect(average({ minSupport: 2, minNeighbors: 2 }).predict('a', 3)).toBe(null);
    expect(average({ minNeighbors: 3 }).recommend('a')).toEqual([]);
    expect(average({ nNeighbors: 1, minNeighbors: 2 }).recommend('a')).toEqual([]);
    expect(average({ shrinkage: 2 }).similarUsers('a')).toEqual([{ user: 'b', score: 2 / 4 }, { user: 'c', score: 0.1 / 3 }]); // prettier-ignore
    const sum = (more: KNNOptions) => new ItemKNN(more).fit(rows);
    expect(sum({ minNeighbors: 2 }).predict('c', 2)).not.toBe(0);
    expect(sum({ minNeighbors: 3 }).predict('c', 2)).toBe(0);
    expect(sum({ minNeighbors: 3 }).recommend('c')).toEqual([]);
  });

  test('says so where neighbors take more room than there is', () => {
    const n = 20_000;
    const list = Array.from({ length: n }, (_, i) => ({ user: i >> 1, item: i, value: 1 }));
    const wide = Interactions.from(list, COLUMNS);
    const message = 'use a smaller "nNeighbors"';
    expect(thrown(() => new ItemKNN({ nNeighbors: n, similarity: 'jaccard' }).fit(wide)).message).toContain(message);
    const model = new ItemKNN({ nNeighbors: n, aggregate: 'average' }).fit(wide);
    expect(thrown(() => model.recommend({ history: list.slice(0, 6000).map(({ item }) => item) })).message).toContain(message);
    expect(model.recommend({ history: [7] }).map(({ item }) => item)).toEqual([6]);
  });

  test('weights that are 0 in a table are no neighbors, for nobody', () => {
    const list = [data(['a', 1, 4], ['a', 2, 2], ['b', 2, 1], ['b', 1, 3])][0];
    const model = new ItemKNN({ shrinkage: 1e300, center: 'bias' }).fit(list);
    expect([model.predict('a', 1), model.audienceFor(1, { excludeSeen: false }), model.similarItems(1)]).toEqual([null, [], []]);
  });

  test('a history is no user: UserKNN finds the very same person in the data', () => {
    const model = new UserKNN({ aggregate: 'average' }).fit(data(['a', 1, 4], ['a', 2, 2], ['b', 2, 1], ['b', 3, 3]));
    expect(model.explain({ history: [{ item: 1, value: 4 }] }, 2).parts.map(({ user }) => user)).toEqual(['a']);
    expect(model.recommend('a').map(({ item }) => item)).toEqual([3]);
    expect(thrown(() => model.similarUsers('x')).code).toBe('unknown-id');
    expect(thrown(() => model.similarUsers('a', 0)).code).toBe('invalid-option');
  });

  test('a file holds the options that differ from their defaults, and no others', () => {
    const rows = data(['a', 1, 4], ['a', 2, 2], ['b', 2, 1]);
    const text = (options: KNNOptions) => new TextDecoder('latin1').decode(new ItemKNN(options).fit(rows).toBytes());
    expect(text({})).not.toContain('similarity');
    expect(text({ similarity: 'dot' })).toContain('similarity\\":\\"dot');
    const { options } = ItemKNNModel.fromBytes(new ItemKNN({ center: 'zscore', shrinkage: 2.5 }).fit(rows).toBytes());
    expect(options).toEqual(new ItemKNN({ center: 'zscore', shrinkage: 2.5 }).options);
  });
});
