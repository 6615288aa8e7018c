/**
 * The regressions by all solvers, on both sides of the small-work switch, and a model that learns in the tab.
 * @module
 */
import { generator } from './data.js';
import { sameBytes } from './same.js';

const WORDS = ['mail', 'search', 'shop', 'news', 'friend', null];

/** n visits: numbers of different units, categories with gaps, and three targets. */
function visits(n, seed) {
  const below = generator(seed);
  const pages = Array.from({ length: n }, () => below(30));
  const spend = Array.from({ length: n }, () => below(1e6) / 128);
  const from = Array.from({ length: n }, () => WORDS[below(6)]);
  const item = Array.from({ length: n }, () => `item ${below(60)}`);
  const known = Array.from({ length: n }, () => below(3) === 0);
  const score = (i) => pages[i] / 10 - spend[i] / 4000 + (from[i] === 'mail' ? 1 : 0) + below(1000) / 250 - 3;
  const scores = pages.map((_, i) => score(i));
  return {
    columns: { pages, spend, from, item, known },
    bought: scores.map((v) => v > 0),
    choice: scores.map((v) => (v > 1 ? 'yes' : v > -1 ? 'later' : 'no')),
    amount: scores.map((v, i) => 20 * v + pages[i] * 3),
    weights: scores.map(() => below(5)),
  };
}

export function* regressionCases({
  LinearRegression,
  LinearRegressionModel,
  LogisticRegression,
  LogisticRegressionModel,
  load,
  Matrix,
  Table,
}) {
  const record = (recipe, table, y, sampleWeight) => {
    const model = recipe.fit(table, y, { sampleWeight });
    const bytes = model.toBytes();
    const loaded = load(bytes, [LinearRegressionModel, LogisticRegressionModel]);
    sameBytes(loaded.toBytes(), bytes, 'a loaded regression saves as');
    const row = table.row(3);
    const learned = recipe.update(loaded, table, y, { decay: 0.98 });
    return {
      bytes,
      lossCurve: model.lossCurve,
      explained: [model, learned].map((of) => ({ parts: of.explain(row).parts, score: of.explain(row).score })),
      shares: model.probabilities ? model.probabilities(table).data : model.predict(table),
      learned: learned.toBytes(),
    };
  };
  for (const n of [40, 3001]) {
    const { columns, bought, choice, amount, weights } = visits(n, n);
    const table = Table.from(columns);
    const numbers = Matrix.from(
      columns.pages.map((v, i) => [v / 30, columns.spend[i] / 8000]),
      { columns: ['pages', 'spend'] },
    );
    for (const solver of ['newton', 'lbfgs']) {
      const options = { solver, l2: 0.01 };
      yield [`LogisticRegression ${solver}, ${n} rows`, () => record(new LogisticRegression(options), table, bought, weights)];
      yield [`LogisticRegression ${solver}, l1, ${n} rows`, () => record(new LogisticRegression({ solver, l1: 0.01 }), table, bought)];
      yield [`LogisticRegression ${solver}, three classes, ${n} rows`, () => record(new LogisticRegression(options), table, choice)];
      yield [`LinearRegression ${solver}, ${n} rows`, () => record(new LinearRegression({ solver, l1: 0.02 }), table, amount, weights)];
    }
    yield [`LogisticRegression newton, standard errors, ${n} rows`, () => record(new LogisticRegression(), numbers, bought)];
    for (const solver of ['gradient-descent', 'sgd']) {
      const options = { solver, maxIter: 20, l2: 0.01, learningRate: 0.05 };
      yield [`LogisticRegression ${solver}, ${n} rows`, () => record(new LogisticRegression(options), numbers, bought)];
      yield [`LinearRegression ${solver}, l1, ${n} rows`, () => record(new LinearRegression({ ...options, l1: 0.1 }), numbers, amount)];
    }
    yield [
      `LogisticRegression sgd in batches, ${n} rows`,
      () => record(new LogisticRegression({ solver: 'sgd', batchSize: 16, earlyStopping: true, maxIter: 20 }), numbers, choice, weights),
    ];
  }
}
