// Recipes in models: files, histories, updates. What the numbers are is in recipe.test.ts.
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
  type Changed,
  type RecommenderModel,
} from '../../src/index.js';
import { readModelFile, writeModelFile } from '../../src/data/model-file.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { events, generator, shuffled, type Event } from '../support/random.js';
import { counted, RECIPES, spread, valued, type Data } from './recipes.js';

const around = { aggregate: 'average', overlap: 'common', center: 'bias' } as const;

/** Name, how to make it, its model. A UserKNN finds the person among the others where only a history is given, so it answers that otherwise. */
describe.each([
  ['ItemKNN, sum', (): Estimator => new ItemKNN({ nNeighbors: 8 }), ItemKNNModel],
  ['ItemKNN, sum of products', (): Estimator => new ItemKNN({ nNeighbors: 8, similarity: 'dot' }), ItemKNNModel],
  ['ItemKNN, average', (): Estimator => new ItemKNN({ nNeighbors: 8, aggregate: 'average' }), ItemKNNModel],
  ['ItemKNN, average around biases', (): Estimator => new ItemKNN({ nNeighbors: 8, ...around }), ItemKNNModel],
  ['UserKNN', (): Estimator => new UserKNN({ nNeighbors: 8 }), UserKNNModel],
  ['UserKNN, average around biases', (): Estimator => new UserKNN({ nNeighbors: 8, ...around }), UserKNNModel],
  ['EASE', (): Estimator => new EASE({ l2: 5 }), EASEModel],
  ['BiasBaseline', (): Estimator => new BiasBaseline(), BiasBaselineModel],
  ['Popularity', (): Estimator => new Popularity(), PopularityModel],
] as const)('recipes of %s', (title, make, Model) => {
  const list = spread(events(40, 25, 400));

  test.each(Object.entries(RECIPES))('%s: any order of rows, saved and opened, histories as their users', (__, recipe) => {
    for (const data of [counted(list), valued(list), valued(list, 'last'), valued(list, 'max')]) {
      const model = make().fit(recipe(data));
      const bytes = model.toBytes();
      const loaded = Model.fromBytes<string, number>(bytes);
      expectSameBytes(loaded.toBytes(), bytes);
      expect([...loaded.recommendAll({ k: 4 })]).toEqual([...model.recommendAll({ k: 4 })]);
      expect(loaded.learned).toEqual(model.learned);
      for (const user of title.startsWith('UserKNN') ? [] : data.users.values.slice(0, 8)) {
        const history = shuffled(list.filter((event) => event.user === user)).map(({ item, value, time }) =>
          data.events.values ? { item, value, time } : { item, time },
        );
        expect(loaded.recommend({ history }), user).toEqual(model.recommend(user));
        for (const { item } of model.recommend(user, { k: 1 }))
          expect(loaded.explain({ history }, item)).toEqual(model.explain(user, item));
      }
    }
    expectSameBytes(make().fit(recipe(counted(shuffled(list, 5)))).toBytes(), make().fit(recipe(counted(list))).toBytes()); // prettier-ignore
    expectSameBytes(make().fit(recipe(valued(shuffled(list, 6)))).toBytes(), make().fit(recipe(valued(list))).toBytes()); // prettier-ignore
  });

  test('updates and forgets to the bytes of a fresh fit, in 100 random sequences', () => {
    const methods = new Set<string>();
    for (let sequence = 0; sequence < 100; sequence++) {
      const random = generator(sequence);
      const recipe = Object.values(RECIPES)[sequence % Object.keys(RECIPES).length];
      const of = sequence % 3 === 0 ? counted : (d: readonly Event[]) => valued(d, sequence % 3 === 1 ? 'sum' : 'max');
      let left = spread(events(12, 15, 90, { seed: sequence, values: 'half' }));
      let model = make().fit(recipe(of(left)));
      for (let step = 0; step < 3; step++) {
        const users = [...new Set(left.map(({ user }) => user))];
        const before = model.toBytes();
        let changed: Changed<RecommenderModel<string, number>>;
        if (random() < 0.5 && users.length > 9) {
          const gone = users[Math.floor(random() * users.length)];
          left = left.filter(({ user }) => user !== gone);
          changed = make().forget(model, gone);
        } else {
          const more = spread(events(14, 20, 1 + Math.floor(random() * 12), { seed: sequence * 10 + step })).map((event) => ({ ...event, time: event.time + 80 * 3600000 })); // prettier-ignore
          left = [...left, ...more];
          changed = make().update(model, of(more));
        }
        expectSameBytes(model.toBytes(), before, 'the bytes of the old model');
        expectSameBytes(changed.model.toBytes(), make().fit(recipe(of(left))).toBytes(), `sequence ${sequence}, step ${step}`); // prettier-ignore
        methods.add(changed.receipt.method);
        model = sequence % 2 ? changed.model : (Model.fromBytes<string, number>(changed.model.toBytes()) as typeof model);
      }
    }
    expect(methods.has('refitted')).toBe(true);
  });
});

interface Estimator {
  fit(data: Data): RecommenderModel<string, number>;
  update(model: RecommenderModel<string, number>, more: Data): Changed<RecommenderModel<string, number>>;
  forget(model: RecommenderModel<string, number>, user: string): Changed<RecommenderModel<string, number>>;
}

test('recomputes only what a person touched where ages are counted from a fixed moment, else everything', () => {
  const crowd = Array.from({ length: 40 }, (_, g) =>
    [0, 1, 2].map((i) => ({ user: `g${g}`, item: g * 3 + i, value: 1 + i, time: (g + i) * 1e7 })),
  ).flat();
  const more = valued([{ user: 'g7', item: 1, value: 2, time: 5e9 }]);
  const estimator = new ItemKNN();
  const changes = (recipe: (data: Data) => Data) => {
    const model = estimator.fit(recipe(valued(crowd)));
    const changed = estimator.update(model, more);
    const fresh = estimator.fit(recipe(valued(crowd).concat(more)));
    expectSameBytes(changed.model.toBytes(), fresh.toBytes());
    return changed.receipt;
  };
  const fixed = changes((data) => data.decay({ halfLifeDays: 9, asOf: 0 }).weight('log1p'));
  expect(fixed).toMatchObject({ method: 'recomputed', rowsRecomputed: 6 });
  const open = changes((data) => data.decay({ halfLifeDays: 9 }).weight('log1p'));
  expect(open).toMatchObject({ method: 'refitted', rowsRecomputed: 120 });
});

test('a file whose recipe is none is refused, files of before open', () => {
  const data = valued(events(9, 9, 40));
  const file = (recipe: unknown, change: object = {}) => {
    const { type, settings, tensors } = readModelFile(new Popularity().fit(data.weight('bm25').decay({ halfLifeDays: 1 })).toBytes());
    return writeModelFile({ type, settings: { ...settings, recipe, ...change }, tensors });
  };
  const good = { decay: { halfLifeDays: 1 }, weight: 'bm25', bm25: { k1: 1.2, b: 0.75 } };
  expect(PopularityModel.fromBytes(file(good)).recipe).toEqual(good);
  for (const wrong of [null, 'x', [], { weight: 'x' }, { ...good, weight: 'tfidf' }, { ...good, more: 1 }, { ...good, filter: { minPerUser: 0, minPerItem: 2 } },
    { ...good, decay: { halfLifeDays: -1 } }, { ...good, decay: {} }, { ...good, bm25: { k1: 'a', b: 1 } }, { weight: 'bm25' }]) // prettier-ignore
    expect(thrown(() => PopularityModel.fromBytes(file(wrong))), JSON.stringify(wrong)).toMatchObject({ code: 'file-corrupt', message: expect.stringContaining('recipe') }); // prettier-ignore
  expect(thrown(() => PopularityModel.fromBytes(file(good, { asOf: null }))).message).toContain('of which moment');
  for (const recipe of [{}, { weight: 'log1p' }, { weight: 'binary' }]) {
    const { type, settings, tensors } = readModelFile(new Popularity().fit(data).toBytes());
    expect(PopularityModel.fromBytes(writeModelFile({ type, settings: { ...settings, recipe }, tensors })).learned).toEqual({});
  }
});

test('takes a history of 10,000, an empty training set is refused', () => {
  const data = valued(spread(events(50, 60, 2000))).decay({ halfLifeDays: 5 }).weight('bm25').filter({ minPerUser: 2, minPerItem: 2 }); // prettier-ignore
  const model = new ItemKNN().fit(data);
  const history = Array.from({ length: 10000 }, (_, e) => ({ item: 10 + (e % 70), value: 1 + (e % 3), time: e * 1000 }));
  expect(model.recommend({ history: shuffled(history) }, { excludeSeen: false })).toEqual(
    model.recommend({ history }, { excludeSeen: false }),
  );
  expect(thrown(() => new ItemKNN().fit(data.filterEvents(() => false))).message).toContain('at least one event');
});

test('a UserKNN scores whom the filter leaves out by what they have, as a history given by hand', () => {
  const rows = ['axyz', 'bxyw', 'cxzw', 'dyzw', 'ex'].flatMap(([user, ...items]) => items.map((item) => ({ user, item })));
  const data = Interactions.from(rows, { user: 'user', item: 'item' }).filter({ minPerUser: 2 });
  for (const options of [{}, { aggregate: 'average', similarity: 'jaccard' }, { center: 'user' }] as const) {
    const model = new UserKNN(options).fit(data);
    const found = model.recommend('e');
    expect(found).toEqual(model.recommend({ history: ['x'] }));
    expect(found.length).toBeGreaterThan(0);
    for (const { item, score } of found) {
      expect([model.predict('e', item), model.explain('e', item).score]).toEqual([score, score]);
      expect(model.audienceFor(item).find(({ user }) => user === 'e')?.score).toBe(score);
    }
    expect(model.similarUsers('e').length).toBe(3);
    expect(model.similarUsers('a').map(({ user }) => user)).not.toContain('e');
  }
});
