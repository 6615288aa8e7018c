import { describe, expect, test } from 'vitest';
import { bootstrap, evaluateTopK, ndcgAtK, precisionAtK, recallAtK, temporalSplit } from '../../src/evaluation/index.js';
import { Interactions, Popularity } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const columns = { user: 'u', item: 'i', time: 't' } as const;

describe('ranking measures', () => {
  const ranking = ['a', 'b', 'c', 'd', 'e'];
  const relevant = new Set(['b', 'e', 'x']);

  test('are those of the textbook', () => {
    expect([precisionAtK(ranking, relevant, 2), precisionAtK(ranking, relevant, 10)]).toEqual([0.5, 0.2]);
    expect([recallAtK(ranking, relevant, 2), recallAtK(ranking, relevant, 5)]).toEqual([1 / 3, 2 / 3]);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcgAtK(ranking, relevant, 5)).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(6)) / ideal, 14);
  });

  test('are 0 for nothing, 1 for everything first', () => {
    const best = new Set(['a', 'b']);
    expect([
      precisionAtK([], best, 3),
      recallAtK([], best, 3),
      ndcgAtK([], best, 3),
      ndcgAtK(ranking, new Set(), 3),
      recallAtK(ranking, new Set(), 3),
    ]).toEqual([0, 0, 0, 0, 0]);
    expect([precisionAtK(ranking, best, 2), recallAtK(ranking, best, 2), ndcgAtK(ranking, best, 2)]).toEqual([1, 1, 1]);
    for (const measure of [precisionAtK, recallAtK, ndcgAtK]) expect(thrown(() => measure(ranking, best, 0)).code).toBe('invalid-option');
  });
});

describe('temporalSplit', () => {
  const data = Interactions.from(
    [0, 1, 2, 3, 4].map((t) => ({ u: `u${t % 2}`, i: t, t: t * 86400000 })),
    columns,
  );

  test('puts the last days into the test, and nothing into both', () => {
    const { train, test: held } = temporalSplit(data, { testDays: 2 });
    expect([train.items.values, held.items.values]).toEqual([[0, 1, 2], [3, 4]]); // prettier-ignore
    expect(temporalSplit(data, { from: '1970-01-02' }).train.items.values).toEqual([0]);
    expect(temporalSplit(data, { from: 0 }).train.nEvents).toBe(0);
  });

  test('refuses interactions without times, and no days', () => {
    expect(thrown(() => temporalSplit(Interactions.from([{ u: 1, i: 1 }], { user: 'u', item: 'i' }), { testDays: 1 })).code).toBe(
      'invalid-data',
    );
    for (const when of [undefined, {}, { testDays: 2, frm: 3 }])
      expect(thrown(() => temporalSplit(data, when as never)).code).toBe('invalid-option');
    for (const testDays of [0, -1, NaN]) expect(thrown(() => temporalSplit(data, { testDays })).code).toBe('invalid-option');
  });
});

test('evaluateTopK counts who gets no list as an empty one, and ignores whom it did not ask for', () => {
  const [train, held] = [[{ u: 1, i: 'a' }, { u: 2, i: 'a' }, { u: 3, i: 'a' }], [{ u: 1, i: 'b' }, { u: 2, i: 'b' }]].map((rows) =>
    Interactions.from(rows, { user: 'u', item: 'i' }),
  ); // prettier-ignore
  const model = {
    *recommendAll({ users }: { users: readonly number[] }) {
      expect(users).toEqual([1, 2]);
      for (const user of [3, 2]) yield { user, items: [{ item: 'b' }] };
    },
  };
  const { users, precision } = evaluateTopK(model, train, held, { k: 1 });
  expect([users, [...precision.values]]).toEqual([[1, 2], [0, 1]]); // prettier-ignore
});

test('evaluateTopK counts new items of known users only, and cold users apart', () => {
  const train = Interactions.from([{ u: 'a', i: 1, t: 0 }, { u: 'b', i: 2, t: 0 }, { u: 'c', i: 2, t: 0 }], columns); // prettier-ignore
  const held = Interactions.from([{ u: 'a', i: 2, t: 9 }, { u: 'a', i: 1, t: 9 }, { u: 'b', i: 2, t: 9 }, { u: 'new', i: 1, t: 9 }, { u: 'c', i: 7, t: 9 }], columns); // prettier-ignore
  const { users, nColdUsers, precision, recall } = evaluateTopK(new Popularity().fit(train), train, held, { k: 1 });
  expect([users, nColdUsers]).toEqual([['a', 'c'], 1]); // prettier-ignore
  expect([precision.values, recall.mean]).toEqual([Float64Array.of(1, 0), 0.5]);
});

describe('bootstrap', () => {
  test('holds the mean in about 95 of 100 intervals', () => {
    const random = generator(3);
    let held = 0;
    for (let t = 0; t < 100; t++) {
      const { low, high } = bootstrap(Array.from({ length: 60 }, random), { seed: t, nResamples: 400 });
      if (low <= 0.5 && 0.5 <= high) held++;
    }
    expect(held).toBeGreaterThan(85);
    expect(held).toBeLessThan(100);
  });

  test('is wider for fewer values and a higher level, and the same for the same seed', () => {
    const values = Array.from({ length: 50 }, (_, i) => i % 7);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(bootstrap(values, { level: 0.99 }))).toBeGreaterThan(width(bootstrap(values, { level: 0.8 })));
    expect(bootstrap(values, { seed: 5 })).toEqual(bootstrap(values, { seed: 5 }));
    expect(thrown(() => bootstrap([])).code).toBe('invalid-data');
    for (const wrong of [
      [1, NaN, 2],
      ['1', '2'],
      [1, Infinity],
    ])
      expect(thrown(() => bootstrap(wrong as number[])).message).toContain('must be a finite number');
  });
});
