/**
 * Whom a campaign moves: measures of uplift with ties, every learner, and a plan of contacts.
 * @module
 */
import { generator, nameOf } from './data.js';
import { sameBytes } from './same.js';

export function* upliftCases({ LinearRegression, load, Matrix, Table }, evaluation, campaign) {
  const { evaluateUplift, qiniCurve, upliftAtK, upliftByPercentile, upliftCurve } = evaluation;
  const { ClassTransformation, ClassTransformationModel, InteractionUplift, InteractionUpliftModel, planContacts, TwoModelUplift } =
    campaign;
  const below = (seed) => generator(seed);
  const shop = (seed, n) => {
    const next = below(seed);
    const rows = Array.from({ length: n }, (_, i) => {
      const [age, arm, luck] = [20 + next(50), ['none', 'mail', 'app'][next(3)], next(100)];
      const bought = luck < 20 + (arm === 'mail' ? (70 - age) >> 1 : arm === 'app' ? (age - 20) >> 1 : 0) ? 1 : 0;
      return { age, likes: i % 7 === 0 ? null : nameOf(next(4)), vip: next(3) === 0, arm, bought, paid: (bought * next(9999)) / 100 };
    });
    return Table.from(rows);
  };
  const column = (table, name) =>
    table.column(name).values ?? Array.from(table.column(name).codes, (code) => table.column(name).categories[code]);

  yield [
    'measures of uplift, ties',
    () => {
      const table = shop(1, 1500);
      const [y, arms, paid] = ['bought', 'arm', 'paid'].map((name) => column(table, name));
      const scores = Array.from(table.column('age').values, (age) => Math.floor(age / 3) / 7);
      const options = { control: 'none', treated: 'mail' };
      return [
        Object.values(qiniCurve(y, scores, arms, options)),
        Object.values(upliftCurve(paid, scores, arms, { control: 'none' })),
        upliftByPercentile(y, scores, arms, { ...options, bins: 7, strategy: 'by-group' }),
        upliftAtK(y, scores, arms, 0.31, { ...options, ties: 'row-order' }),
        evaluateUplift(y, scores, arms, { ...options, nResamples: 40, seed: 3 }),
        evaluateUplift(paid, scores, arms, { ...options, nResamples: 20, normalize: 'per-head', k: 200 }),
      ];
    },
  ];

  const fitted = (learner, outcome = 'bought') => {
    const table = shop(2, 900);
    const model = learner.fit(table.select(['age', 'likes', 'vip']), table.column(outcome), table.column('arm'), { control: 'none' });
    const bytes = model.toBytes();
    const again = load(bytes, [campaign.TwoModelUpliftModel, ClassTransformationModel, InteractionUpliftModel]);
    sameBytes(again.toBytes(), bytes, 'a model from its file gives');
    const others = shop(3, 300);
    const { treatments, uplift } = again.best(others);
    const why = [0, 7].map((row) => again.explain(others.row(row), 'app'));
    return [
      bytes,
      again.predictAll(others).data,
      treatments,
      uplift,
      why.map(({ parts, score, treated, control }) => [parts, score, treated, control]),
    ];
  };
  yield ['TwoModelUplift', () => fitted(new TwoModelUplift())];
  yield [
    'TwoModelUplift, money',
    () => fitted(new TwoModelUplift({ estimator: new LinearRegression({ l2: 0.01, handleUnknown: 'ignore' }) }), 'paid'),
  ];
  yield ['ClassTransformation', () => fitted(new ClassTransformation())];
  yield ['InteractionUplift', () => fitted(new InteractionUplift({ interactions: ['age', 'likes'] }))];
  yield [
    'uplift of a matrix',
    () => {
      const table = shop(4, 400);
      const X = Matrix.from(Array.from(table.column('age').values, (age) => [age]));
      return new TwoModelUplift()
        .fit(
          X,
          table.column('bought'),
          Array.from(column(table, 'arm'), (arm) => arm !== 'none'),
        )
        .predict(X);
    },
  ];
  yield [
    'a plan of contacts',
    () => {
      const options = { treatment: 'arm', outcome: 'bought', control: 'none', exclude: ['paid'], budget: 0.2, value: 3, cost: 0.1 };
      const { contacts, value, rankings, arms, notes } = planContacts(shop(5, 800), { ...options, nResamples: 20, seed: 7 });
      return [contacts, value, rankings, arms, notes];
    },
  ];
}
