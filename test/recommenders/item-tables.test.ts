// ItemKNN worked by hand: its table, and the rows that a change touches.
import { describe, expect, test } from 'vitest';
import { Interactions, ItemKNN } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { events } from '../support/random.js';

describe('ItemKNN', () => {
  const columns = { user: 'user', item: 'item', value: 'value', duplicates: 'sum' } as const;

  test('recomputes only the rows that a person touched', () => {
    const crowd = Array.from({ length: 40 }, (_, g) =>
      Array.from({ length: 3 }, (_, i) => ({ user: `g${g}`, item: g * 3 + i, value: 1 })),
    ).flat();
    const estimator = new ItemKNN();
    const model = estimator.fit(Interactions.from(crowd, columns));
    expect(estimator.forget(model, 'g7').receipt).toMatchObject({ action: 'forget', method: 'recomputed', rowsRecomputed: 0, rows: 117 });
    const more = Interactions.from([{ user: 'g7', item: 1, value: 2 }], columns);
    expect(estimator.update(model, more).receipt).toMatchObject({ action: 'update', rowsRecomputed: 6, rows: 120 });
  });

  test('averages ratings over the most similar items, and says nothing where none is similar', () => {
    const ratings = [
      { user: 'a', item: 1, value: 5 }, { user: 'a', item: 2, value: 4 }, { user: 'b', item: 1, value: 2 }, { user: 'b', item: 2, value: 2 },
      { user: 'b', item: 3, value: 4 }, { user: 'c', item: 4, value: 3 },
    ]; // prettier-ignore
    const model = new ItemKNN({ aggregate: 'average', nNeighbors: 1 }).fit(Interactions.from(ratings, columns));
    // cosine(3, 1) = 2 * 4 / (sqrt(29) * 4), cosine(3, 2) = 2 * 4 / (sqrt(20) * 4): item 2 is nearer
    expect(model.predict('a', 3)).toBe(4);
    expect(model.predict('a', 4)).toBe(null);
    expect(model.explain('a', 4)).toMatchObject({ score: null, parts: [] });
    expect(model.recommend('c')).toEqual([]);
  });

  test('refuses values beyond all units, negative ones for log1p, and a rule it was not given', () => {
    const fit = (value: number) => new ItemKNN().fit(Interactions.from([{ user: 'a', item: 1, value }], columns));
    expect(thrown(() => fit(1e20)).message).toContain('from 1e-9 to 1e9');
    const tiny = Interactions.from([{ user: 'a', item: 1, value: 1e-160 }], columns);
    expect(thrown(() => new ItemKNN({ aggregate: 'average' }).fit(tiny)).message).toContain('from 1e-9 to 1e9');
    expect(
      thrown(() => new ItemKNN().fit(Interactions.from([{ user: 'a', item: 1, value: -2 }], columns).weight('log1p'))).message,
    ).toContain('above -1');
    const once = new ItemKNN().fit(Interactions.from([{ user: 'a', item: 1, value: 3 }], { user: 'user', item: 'item', value: 'value' }));
    expect(thrown(() => once.recommend({ history: [1, 1] })).message).toContain('occurs twice');
  });

  test('has a table that is bounded: fewer neighbors are the first of more', () => {
    const data = Interactions.from(events(80, 50, 1500, { values: 'any' }), columns);
    const [few, many] = [5, 30].map((nNeighbors) => new ItemKNN({ nNeighbors }).fit(data));
    for (const item of data.items.values) expect(few.similarItems(item, 5)).toEqual(many.similarItems(item, 5));
  });
});
