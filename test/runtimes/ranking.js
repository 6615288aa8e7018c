/**
 * What is said of recommenders: splits, lists, ratings, comparisons, cross-validation and grid search.
 * @module
 */
import { generator, nameOf, orders } from './data.js';

export function* rankingCases({ Interactions, ItemKNN, Popularity }, evaluation) {
  const { compareTopK, crossValidate, evaluateRatings, evaluateTopK, gridSearch, kFold, leaveOneOut, temporalSplit, trainTestSplit } =
    evaluation;
  const columns = { user: 'user', item: 'item', value: 'value', time: 'at', duplicates: 'last' };
  const data = (seed, user = (u) => u) => Interactions.from(orders(seed, 70, 60, 1500, { kind: 'stars', user, item: nameOf }), columns);
  const side = ({ users, items, events }) => [users.values, items.values, events.starts, events.items, events.values, events.times];
  const sides = (splits) => splits.map(({ train, test }) => [side(train), side(test)]);

  yield [
    'splits by lot',
    () => sides([trainTestSplit(data(1), { seed: 3 }), trainTestSplit(data(1, nameOf), { by: 'user', testSize: 2 })]),
  ];
  yield ['splits, one left out', () => sides([leaveOneOut(data(2)), leaveOneOut(data(2), { which: 'random', seed: 4294967295 })])];
  yield [
    'splits into folds',
    () => sides([...kFold(data(3), { nFolds: 3 }), ...kFold(data(3, nameOf), { nFolds: 4, by: 'user', seed: 9 })]),
  ];

  const lists = (model, { train, test }, k) => {
    const found = evaluateTopK(model.fit(train), train, test, { k });
    const { users, nColdUsers, precision, recall, ndcg, map, mrr, hitRate, coverage, gini, novelty, popularity } = found;
    const diversity = found.diversity((a, b) => (a.codePointAt(0) === b.codePointAt(0) ? 1 : 1 / 3));
    const byK = found.measure((ranking, relevant) => evaluation.ndcgAtK(ranking, relevant, k, { divideBy: 'k' }));
    return { users, nColdUsers, precision, recall, ndcg, map, mrr, hitRate, coverage, gini, novelty, popularity, diversity, byK };
  };
  yield ['lists of ItemKNN', () => lists(new ItemKNN({ nNeighbors: 9 }), temporalSplit(data(4), { testDays: 2 }), 7)];
  yield ['lists of ItemKNN, many places', () => lists(new ItemKNN(), trainTestSplit(data(5, nameOf), { testSize: 0.5 }), 400)];
  yield ['lists of Popularity', () => lists(new Popularity(), leaveOneOut(data(6)), 3)];
  yield [
    'two models compared',
    () => {
      const { train, test } = trainTestSplit(data(7));
      const [a, b] = [new ItemKNN(), new Popularity()].map((one) => evaluateTopK(one.fit(train), train, test));
      return ['ndcg', 'novelty'].map((measure) => compareTopK(a, b, { measure, nResamples: 300, seed: 2, level: 0.9 }));
    },
  ];

  const average = (nNeighbors) => new ItemKNN({ nNeighbors, aggregate: 'average' });
  yield [
    'errors of ratings',
    () => {
      const { train, test } = trainTestSplit(data(8), { testSize: 0.6 });
      const model = average(4).fit(train);
      return [{}, { clip: [1, 4] }, { fallback: 'skip' }, { fallback: 2.7 }].map((options) => evaluateRatings(model, train, test, options));
    },
  ];
  yield [
    'cross-validation',
    () => crossValidate(average(5), data(9), { scoring: ['rmse', 'mae', 'ndcg', 'map', 'novelty', 'gini'], k: 6, clip: [0.5, 5] }),
  ];
  yield [
    'grid search',
    () => {
      const split = (all) => kFold(all, { nFolds: 2, by: 'user', seed: 1 });
      const { points, best } = gridSearch(
        (params) => new ItemKNN(params),
        { nNeighbors: [3, 30], aggregate: ['sum', 'average'] },
        data(10),
        { split },
      );
      return [points, best].flat().map(({ params, scores }) => [params, scores]);
    },
  ];
  yield [
    'measures of odd lists',
    () => {
      const below = generator(11);
      const { averagePrecisionAtK, ndcgAtK, novelty, popularityBias } = evaluation;
      const lists = Array.from({ length: 40 }, () => Array.from({ length: below(30) }, () => below(20)));
      const relevant = lists.map(() => new Set(Array.from({ length: below(12) }, () => below(25))));
      const usersOf = (item) => item % 9;
      return [
        lists.map((list, u) =>
          [1, 5, 50].flatMap((k) => [ndcgAtK(list, relevant[u], k), averagePrecisionAtK(list, relevant[u], k, { divideBy: 'k' })]),
        ),
        lists.filter(({ length }) => length > 0).map((list) => novelty(list, usersOf, 9)),
        popularityBias(lists, [...Array(25).keys()], usersOf),
      ];
    },
  ];
}
