/**
 * All recommenders: fit, score, explain, save, load, update and forget, on both sides of the small-work switch (items squared and a product
 * for each pair of items that a user has, for EASE items cubed, against LITTLE_WORK; scoring all users likewise).
 * @module
 */
import { nameOf, orders } from './data.js';
import { sameBytes } from './same.js';

export function* recommendationCases(kindred) {
  const { Interactions, ItemKNN, ItemKNNModel, Popularity, PopularityModel, load } = kindred;
  const { BiasBaseline, BiasBaselineModel, EASE, EASEModel, ItemScorer, UserKNN, UserKNNModel } = kindred;
  const record = (estimator, type, interactions, more) => {
    const model = estimator.fit(interactions);
    const bytes = model.toBytes();
    const loaded = load(bytes, [EASEModel, ItemKNNModel, UserKNNModel, BiasBaselineModel, PopularityModel]);
    sameBytes(loaded.toBytes(), bytes, `a loaded ${type.type} saves as`);
    const updated = estimator.update(loaded, more);
    const gone = interactions.users.at(interactions.nUsers >> 1);
    const forgotten = estimator.forget(loaded, gone);
    sameBytes(forgotten.model.toBytes(), estimator.fit(interactions.without(gone)).toBytes(), `${type.type} without a user is`);
    return {
      bytes,
      ...scored(loaded),
      updated: [updated.model.toBytes(), updated.receipt, scored(updated.model)],
      forgotten: [forgotten.model.toBytes(), forgotten.receipt, scored(forgotten.model)],
    };
  };

  /** Boosts, variety and pins at once. */
  const ordered = (items) => ({
    k: 8,
    diversity: 0.4,
    boosts: { place: (item) => items.indexOf(item) / 64 },
    pins: [items.at(3), { item: items.at(5), place: 4 }],
  });

  /** Everything that a recommender tells, for a few users, and the best five for all of them. */
  const scored = (model) => {
    const { items } = model;
    const { users } = model.interactions;
    const some = Array.from({ length: Math.min(6, users.size) }, (_, u) => users.at(Math.floor((u * users.size) / 6)));
    const history = [items.at(0), { item: items.at(items.size >> 1), value: 2 }, items.at(items.size - 1)];
    const open = { k: 12, excludeSeen: false, exclude: [items.at(1)], where: (item) => item !== items.at(2) };
    return {
      all: Array.from(model.recommendAll({ k: 5 }), ({ user, items }) => [user, items]),
      some: some.map((user) => [model.recommend(user), model.recommend(user, open)]),
      history: model.recommend({ history }, { k: 7 }),
      cold: [model.recommend({ history: [] }, { k: 3 }), model.recommend({ history: [] }, { fallback: 'none' })],
      similar: [
        Array.from({ length: 5 }, (_, i) => model.similarItems(items.at(i))),
        some.map((user) => model.similarUsers(user, 5)),
        model.audienceFor(items.at(1), { k: 5 }),
      ],
      ordered: some.slice(0, 3).map((user) => model.recommend(user, ordered(items))),
      strangers: model.recommend(some[0], { k: 4, personalised: false }),
      predicted: some.map((user) => Array.from({ length: 15 }, (_, i) => model.predict(user, items.at(i)))),
      explained: some.map((user) =>
        model.recommend(user, { k: 3 }).map(({ item }) => {
          const { score, parts } = model.explain(user, item);
          return { score, parts };
        }),
      ),
    };
  };

  /** Interactions, and later ones with users and items that are new beside some that are not. */
  const both = (seed, nUsers, nItems, nEvents, kind, columns, names = {}) => [
    Interactions.from(orders(seed, nUsers, nItems, nEvents, { kind, ...names }), { user: 'user', item: 'item', ...columns }),
    Interactions.from(orders(seed + 1000, nUsers + 5, nItems + 3, 12, { kind, ...names }), { user: 'user', item: 'item', ...columns }),
  ];
  const texts = { user: (u) => nameOf(3 * u), item: nameOf };
  const apart = { user: (u) => u * 1000003 - 4000, item: (i) => 9007199254740991 - 7 * i };
  const sum = { value: 'value', duplicates: 'sum' };
  const last = { value: 'value', time: 'at', duplicates: 'last' };
  const knn = (options, pair) => record(new ItemKNN(options), ItemKNNModel, ...pair);
  const users = (options, pair) => record(new UserKNN(options), UserKNNModel, ...pair);
  const ease = (options, pair) => record(new EASE(options), EASEModel, ...pair);
  const made = (recipe, [interactions, more]) => [recipe(interactions), more];
  const weighed = (weight, pair) => made((interactions) => interactions.weight(weight), pair);

  const aged = (interactions) => interactions.decay({ halfLifeDays: 3 }).filter({ minPerUser: 3, minPerItem: 3 }).weight('log1p');

  yield ['ItemKNN small, counts', () => knn({ nNeighbors: 5 }, both(1, 20, 24, 90, 'events', {}, texts))];
  yield ['ItemKNN small, whole values', () => knn({}, both(2, 20, 24, 90, 'wholes', sum, apart))];
  yield ['ItemKNN small, fractions', () => knn({ nNeighbors: 7 }, both(3, 20, 24, 90, 'fractions', { ...sum, duplicates: 'mean' }, texts))];
  yield ['ItemKNN small, average', () => knn({ aggregate: 'average', nNeighbors: 4 }, both(4, 20, 24, 120, 'stars', last, apart))];
  yield ['ItemKNN large, ones', () => knn({ nNeighbors: 20 }, weighed('binary', both(5, 150, 203, 2500, 'events', {}, texts)))];
  yield ['ItemKNN large, counts', () => knn({ nNeighbors: 20 }, both(6, 150, 203, 2500, 'events', {}, apart))];
  yield ['ItemKNN large, whole values', () => knn({ nNeighbors: 30 }, both(7, 150, 205, 2500, 'wholes', sum, texts))];
  yield ['ItemKNN large, half stars', () => knn({ nNeighbors: 9 }, both(8, 150, 206, 2500, 'stars', last, apart))];
  yield ['ItemKNN large, fractions', () => knn({ nNeighbors: 15 }, both(9, 150, 207, 2500, 'fractions', sum, texts))];
  yield ['ItemKNN large, fractions, most', () => knn({}, both(10, 150, 201, 2500, 'fractions', { ...sum, duplicates: 'max' }, apart))];
  yield ['ItemKNN large, log1p', () => knn({ nNeighbors: 25 }, weighed('log1p', both(11, 150, 204, 2500, 'wholes', sum, texts)))];
  yield ['ItemKNN large, all neighbors', () => knn({ nNeighbors: 500 }, both(12, 90, 150, 1500, 'events', {}, texts))];
  yield ['ItemKNN large, average', () => knn({ aggregate: 'average', nNeighbors: 8 }, both(13, 60, 160, 900, 'stars', last, texts))];
  yield ['ItemKNN large, many items', () => knn({ nNeighbors: 10 }, both(16, 30, 700, 9000, 'events', {}, apart))];
  yield ['ItemKNN large, many items, fractions', () => knn({ nNeighbors: 10 }, both(17, 30, 701, 9000, 'fractions', sum, texts))];
  yield ['EASE small, counts', () => ease({ l2: 2 }, both(18, 20, 15, 90, 'events', {}, texts))];
  yield ['EASE small, fractions, f32', () => ease({ l2: 0.5, precision: 'f32' }, both(19, 20, 15, 90, 'fractions', sum, apart))];
  yield ['EASE large, ones', () => ease({ l2: 20 }, weighed('binary', both(20, 150, 203, 2500, 'events', {}, texts)))];
  yield ['EASE large, half stars', () => ease({}, both(21, 150, 206, 2500, 'stars', last, apart))];
  yield ['EASE large, log1p', () => ease({ l2: 3 }, weighed('log1p', both(22, 150, 130, 1500, 'wholes', sum, texts)))];
  yield [
    'EASE large, ones, f32',
    () => ease({ l2: 20, precision: 'f32' }, weighed('binary', both(20, 150, 203, 2500, 'events', {}, texts))),
  ];
  yield ['EASE large, fractions, f32', () => ease({ precision: 'f32' }, both(23, 150, 141, 1500, 'fractions', sum, apart))];
  yield ['ItemKNN small, tfidf', () => knn({ nNeighbors: 6 }, weighed('tfidf', both(18, 20, 24, 120, 'fractions', sum, texts)))];
  yield [
    'ItemKNN large, bm25',
    () => knn({ nNeighbors: 20, similarity: 'dot' }, weighed('bm25', both(19, 150, 203, 2500, 'wholes', sum, apart))),
  ];
  yield [
    'ItemKNN large, decay and a core',
    () => knn({ nNeighbors: 15 }, made(aged, both(20, 150, 204, 2500, 'fractions', { ...last, duplicates: 'sum' }, texts))),
  ];
  yield [
    'ItemKNN small, average, decay',
    () => knn({ aggregate: 'average' }, made(aged, both(21, 30, 24, 300, 'events', { time: 'at' }, apart))),
  ];
  yield ['Popularity small', () => record(new Popularity(), PopularityModel, ...both(14, 20, 24, 90, 'wholes', sum, texts))];
  yield ['Popularity large', () => record(new Popularity(), PopularityModel, ...both(15, 300, 307, 3000, 'events', {}, apart))];
  yield ['Popularity large, ties', () => record(new Popularity(), PopularityModel, ...both(16, 60, 600, 30000, 'events', {}, texts))];

  const bySegment = {
    fit: (interactions) => new Popularity({ window: { days: 5 } }).fit(interactions, { segments: segmentOf(interactions.users) }),
    update: (model, more) => new Popularity().update(model, more, { segments: segmentOf(more.users) }),
    forget: (model, user) => new Popularity().forget(model, user),
  };
  const segmentOf = (users) => new Map(users.values.map((user) => [user, ['new', 'loyal', 'lost'][String(user).length % 3]]));
  const times = both(24, 40, 60, 700, 'events', { time: 'at' }, texts);
  yield ['Popularity by segment, within days', () => record(bySegment, PopularityModel, ...times)];
  const common = { overlap: 'common', shrinkage: 5, minSupport: 2 };
  const around = { center: 'bias', negative: 'keep', nNeighbors: 20 };
  yield ['ItemKNN large, dot, half stars', () => knn({ similarity: 'dot' }, both(18, 150, 202, 2500, 'stars', last, texts))];
  yield ['ItemKNN large, dot, fractions', () => knn({ similarity: 'dot' }, both(19, 150, 208, 2500, 'fractions', sum, apart))];
  yield ['ItemKNN, common cosines', () => knn({ ...common, center: 'user' }, both(20, 90, 120, 1500, 'stars', last, texts))];
  yield ['ItemKNN, pearson', () => knn({ similarity: 'pearson', ...around }, both(21, 90, 120, 1500, 'fractions', sum, apart))];
  yield [
    'ItemKNN, adjusted cosine',
    () => knn({ similarity: 'adjusted-cosine', center: 'zscore' }, both(22, 90, 120, 1500, 'stars', last, texts)),
  ];
  yield [
    'ItemKNN, msd, average',
    () => knn({ similarity: 'msd', aggregate: 'average', center: 'item' }, both(23, 60, 90, 900, 'stars', last, apart)),
  ];
  yield ['UserKNN small', () => users({ nNeighbors: 5 }, both(24, 20, 24, 90, 'events', {}, texts))];
  yield [
    'UserKNN, jaccard around biases',
    () => users({ similarity: 'jaccard', ...around }, both(25, 90, 120, 1500, 'fractions', sum, apart)),
  ];
  const pearson = { similarity: 'pearson', ...common, aggregate: 'average', center: 'zscore' };
  yield ['UserKNN, average of pearson', () => users(pearson, both(26, 90, 120, 1500, 'stars', last, texts))];
  yield ['BiasBaseline', () => record(new BiasBaseline(), BiasBaselineModel, ...both(27, 90, 120, 1500, 'fractions', sum, texts))];
  yield [
    'ItemScorer',
    () => {
      const [interactions] = weighed('binary', both(29, 150, 203, 2500, 'wholes', sum, texts));
      const scorer = ItemScorer.fromBytes(new ItemKNN({ nNeighbors: 20 }).fit(interactions).toBytes({ users: false }));
      const { items } = scorer;
      // enough lists for the copy in the memory of the kernels
      return Array.from({ length: 90 }, (_, n) => {
        const history = [items.at(n), { item: items.at((7 * n) % items.size), value: 3 }, items.at(items.size - 1 - n)];
        const { score, parts } = scorer.explain({ history }, items.at((3 * n) % items.size));
        return [scorer.recommend({ history }, { k: 1 + n }), score, parts, scorer.similarItems(items.at(n), 3)];
      });
    },
  ];
}
