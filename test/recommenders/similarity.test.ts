// Every similarity, overlap, center, aggregate and rule for negative ones, on both sides, against the textbook on small tables.
import { describe, expect, test } from 'vitest';
import { BiasBaseline, Interactions, ItemKNN, UserKNN, type KNNSettings } from '../../src/index.js';
import { KNN } from '../../src/recommendation/knn-options.js';
import { generator } from '../support/random.js';
import { biases, scorer, similarity, turned, type Values } from './naive-knn.js';

/** Users by items, four fifths full: any two have much in common, so that similarities are not equal by chance. */
function randomTable(seed: number, nUsers = 9, nItems = 8): Values {
  const random = generator(seed);
  return Array.from({ length: nUsers }, () =>
    Array.from({ length: nItems }, () => (random() < 0.2 ? null : Math.round(7000 * random() - 2000) / 1000)),
  );
}

const interactionsOf = (table: Values) =>
  Interactions.from(
    table.flatMap((row, user) => row.flatMap((value, item) => (value === null ? [] : [{ user, item, value }]))),
    { user: 'user', item: 'item', value: 'value' },
  );

const closeTo = (found: number | null, expected: number | null, what: string, digits = 1e-9) => {
  if (expected === null || found === null) expect(found, what).toBe(expected);
  else expect(Math.abs(found - expected) / Math.max(1, Math.abs(expected)), `${what}: ${found}, not ${expected}`).toBeLessThan(digits);
};

const valuesOf = <K extends 'similarity' | 'overlap' | 'center' | 'aggregate' | 'negative'>(option: K, ...all: KNNSettings[K][]) =>
  all.map((value) => ({ [option]: value }));
const SIMILARITIES = valuesOf('similarity', 'cosine', 'dot', 'pearson', 'adjusted-cosine', 'msd', 'jaccard');
const OVERLAPS = valuesOf('overlap', 'all', 'common');
const CENTERS = valuesOf('center', 'none', 'user', 'item', 'zscore', 'bias');
const settings = (own: Partial<KNNSettings>): KNNSettings =>
  ({ ...Object.fromEntries(Object.entries(KNN).map(([name, constraint]) => [name, constraint.default])), ...own }) as KNNSettings;

describe.each(SIMILARITIES.flatMap((s) => OVERLAPS.map((o) => ({ ...s, ...o }) as Partial<KNNSettings>)))(
  '$similarity over $overlap',
  (kind) => {
    test.each([{}, { shrinkage: 4 }, { minSupport: 6 }, { negative: 'keep' as const, minSupport: 3 }])(
      'similar items and users, %o',
      (more) => {
        const own = settings({ ...kind, ...more, nNeighbors: 100 });
        const table = randomTable(3);
        const data = interactionsOf(table);
        const kept = (row: { s: number; x: number }[]) =>
          row.filter(({ s }) => s > 0 || (own.negative === 'keep' && s < 0)).sort((a, b) => b.s - a.s || a.x - b.x);
        const rowOf = (side: Values, x: number) => kept(side.map((_, y) => ({ s: x === y ? 0 : similarity(side, x, y, own), x: y })));
        const models = {
          sum: new ItemKNN(own).fit(data),
          average: new ItemKNN({ ...own, aggregate: 'average' }).fit(data),
          users: new UserKNN(own).fit(data),
        };
        const compare = (found: { x: number; score: number }[], expected: { s: number; x: number }[], digits?: number) => {
          expect(found.map(({ x }) => x)).toEqual(expected.map(({ x }) => x));
          found.forEach(({ score }, e) => closeTo(score, expected[e].s, `place ${e}`, digits));
        };
        for (const item of data.items.values) {
          const expected = rowOf(turned(table), item);
          compare(
            models.sum.similarItems(item, 50).map(({ item: x, score }) => ({ x, score })),
            expected,
            1e-7,
          );
          compare(
            models.average.similarItems(item, 50).map(({ item: x, score }) => ({ x, score })),
            expected,
          );
        }
        for (const user of data.users.values)
          compare(
            models.users.similarUsers(user, 50).map(({ user: x, score }) => ({ x, score })),
            rowOf(table, user),
          );
      },
    );

    test.each(
      CENTERS.flatMap((c) => [
        { ...c, aggregate: 'sum' },
        { ...c, aggregate: 'average' },
      ]) as Partial<KNNSettings>[],
    )('scores, $aggregate around $center', (how) => {
      for (const [seed, more] of [
        [1, {}],
        [2, { negative: 'keep' }],
        [3, { minNeighbors: 3, shrinkage: 2.5, nNeighbors: 3 }],
      ] as const) {
        // prettier-ignore
        const own = settings({ minSupport: 3, nNeighbors: 4, ...kind, ...how, ...more });
        const table = randomTable(seed);
        const data = interactionsOf(table);
        const models = { item: new ItemKNN(own).fit(data), user: new UserKNN(own).fit(data) };
        for (const side of ['item', 'user'] as const) {
          const expected = scorer(table, side, own);
          const room = side === 'item' && own.aggregate === 'sum' ? 2e-5 : 1e-9; // a table holds f32
          for (const u of data.users.values)
            for (const i of data.items.values) closeTo(models[side].predict(u, i), expected(u, i), `${side}: ${u}, ${i}`, room);
        }
      }
    });
  },
);

test('BiasBaseline is the textbook’s alternating least squares', () => {
  for (const [nEpochs, regUsers, regItems] of [
    [1, 15, 10],
    [10, 15, 10],
    [3, 0, 2],
  ]) {
    // prettier-ignore
    const table = randomTable(7);
    const model = new BiasBaseline({ nEpochs, regUsers, regItems }).fit(interactionsOf(table));
    const expected = biases(table, nEpochs, regUsers, regItems);
    closeTo(model.mean, expected.mean, 'mean');
    expected.items.forEach((bias, i) => closeTo(model.itemBiases[i], bias, `item ${i}`));
    table.forEach((row, u) =>
      row.forEach((_, i) => closeTo(model.predict(u, i), expected.mean + expected.users[u] + expected.items[i], `${u}, ${i}`)),
    );
  }
});
