import { describe, expect, test } from 'vitest';
import {
  BiasBaseline,
  BiasBaselineModel,
  EASE,
  EASEModel,
  Interactions,
  ItemKNN,
  ItemKNNModel,
  Popularity,
  PopularityModel,
  UserKNN,
  UserKNNModel,
  type KNNOptions,
} from '../../src/index.js';
import { BIAS_BASELINE } from '../../src/recommendation/bias-baseline-model.js';
import { EASE_OPTIONS } from '../../src/recommendation/ease-model.js';
import { KNN } from '../../src/recommendation/knn-options.js';
import { thrown } from '../support/files.js';
import { events } from '../support/random.js';
import { checkRecommender } from './contract.js';

checkRecommender('ItemKNN, sum', {
  make: (options) => new ItemKNN({ nNeighbors: 12, ...options }),
  constraints: KNN as never,
  Model: ItemKNNModel<string, number>,
  personal: true,
  scoresAlone: true,
});

checkRecommender('ItemKNN, average', {
  make: (options) => new ItemKNN({ nNeighbors: 12, aggregate: 'average', ...options }),
  constraints: {},
  Model: ItemKNNModel<string, number>,
  personal: true,
  scoresAlone: false,
});

const itemKNN = (title: string, own: KNNOptions, needsVariation = false) =>
  checkRecommender(`ItemKNN, ${title}`, {
    make: (options) => new ItemKNN({ nNeighbors: 12, ...own, ...options }),
    constraints: {},
    Model: ItemKNNModel<string, number>,
    personal: true,
    scoresAlone: own.aggregate !== 'average',
    needsVariation,
  });

itemKNN('sum of common cosines around biases', { overlap: 'common', shrinkage: 3, minSupport: 2, center: 'bias' });
itemKNN(
  'sum of adjusted cosines in standard scores',
  { similarity: 'adjusted-cosine', center: 'zscore', negative: 'keep', minNeighbors: 2 },
  true,
);
itemKNN('average of msd around users', { aggregate: 'average', similarity: 'msd', center: 'user' });

const userKNN = (title: string, own: KNNOptions, needsVariation = false) =>
  checkRecommender(`UserKNN, ${title}`, {
    make: (options) => new UserKNN({ nNeighbors: 12, ...own, ...options }),
    constraints: title === 'sum' ? (KNN as never) : {},
    Model: UserKNNModel<string, number>,
    personal: true,
    scoresAlone: false,
    historyAlike: false,
    needsVariation,
  });

userKNN('sum', {});
userKNN('average of jaccard around biases', { aggregate: 'average', similarity: 'jaccard', center: 'bias' });
userKNN('average of pearson in standard scores', { aggregate: 'average', similarity: 'pearson', center: 'zscore', negative: 'keep' }, true);

for (const precision of ['f64', 'f32'] as const)
  checkRecommender(`EASE, ${precision}`, {
    make: (options) => new EASE({ l2: 5, precision, ...options }),
    constraints: precision === 'f64' ? (EASE_OPTIONS as never) : {},
    Model: EASEModel<string, number>,
    personal: true,
    scoresAlone: true,
  });

checkRecommender('BiasBaseline', {
  make: (options) => new BiasBaseline(options),
  constraints: BIAS_BASELINE as never,
  Model: BiasBaselineModel<string, number>,
  personal: false,
  scoresAlone: true,
});

checkRecommender('Popularity', {
  make: (options) => new Popularity(options),
  constraints: {},
  Model: PopularityModel<string, number>,
  personal: false,
  scoresAlone: true,
});

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

  test('keeps ids past 16 bits', () => {
    const n = 66000;
    const list = Array.from({ length: n }, (_, i) => ({ user: i >> 1, item: i }));
    const model = new ItemKNN({ nNeighbors: 2 }).fit(Interactions.from(list, { user: 'user', item: 'item' }));
    expect(model.similarItems(65999)).toEqual([{ item: 65998, score: 1 }]);
    expect(model.recommend({ history: [65999] })).toEqual([{ item: 65998, score: 1, source: 'model' }]);
    expect(ItemKNNModel.fromBytes<number, number>(model.toBytes()).recommend(5, { excludeSeen: false })).toHaveLength(2);
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
