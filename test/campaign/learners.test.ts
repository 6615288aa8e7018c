// Learners of uplift: the contract of every estimator, scikit-uplift's numbers, and effects that are known.
import { describe, expect, test } from 'vitest';
import {
  ClassTransformation,
  ClassTransformationModel,
  InteractionUplift,
  InteractionUpliftModel,
  TwoModelUplift,
  TwoModelUpliftModel,
  type UpliftModel,
} from '../../src/campaign/index.js';
import { CLASS_TRANSFORMATION } from '../../src/campaign/class-transformation.js';
import { INTERACTION } from '../../src/campaign/interaction-uplift.js';
import { TWO_MODEL } from '../../src/campaign/two-model-uplift.js';
import { evaluateUplift } from '../../src/evaluation/index.js';
import { LinearRegression, load, LogisticRegression, Matrix, Table, type LongWork } from '../../src/index.js';
import { checkEstimator } from '../estimators/contract.js';
import { largestError } from '../golden/errors.js';
import { readGolden } from '../golden/read.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

const LEARNERS = { TwoModelUplift, ClassTransformation, InteractionUplift } as const;
type Learner = InstanceType<(typeof LEARNERS)[keyof typeof LEARNERS]>;

/** As an estimator over rows alone: outcome and treatment by the place of the row. */
const overRows = <L extends Learner>(learner: L) => {
  const rows = (X: Matrix) => Array.from({ length: X.nRows }, (_, i) => i);
  const given = (X: Matrix) => [X, rows(X).map((i) => (i >> 1) % 2), rows(X).map((i) => i % 2)] as const;
  return {
    options: learner.options,
    fit: (X: Matrix, work?: LongWork) => learner.fit(...given(X), work) as ReturnType<L['fit']>,
    fitAsync: (X: Matrix, work?: LongWork) => learner.fitAsync(...given(X), work) as ReturnType<L['fitAsync']>,
  };
};
const options = { estimator: new LogisticRegression({ l2: 0.01 }) };
const apply = (model: UpliftModel, X: Matrix) => model.predict(X);
checkEstimator('TwoModelUplift', { make: (o: typeof options) => overRows(new TwoModelUplift(o)), options, constraints: TWO_MODEL as never, Model: TwoModelUpliftModel, apply }); // prettier-ignore
checkEstimator('ClassTransformation', { make: (o: typeof options) => overRows(new ClassTransformation(o)), options, constraints: CLASS_TRANSFORMATION as never, Model: ClassTransformationModel, apply }); // prettier-ignore
checkEstimator('InteractionUplift', { make: (o: typeof options) => overRows(new InteractionUplift(o)), options, constraints: INTERACTION as never, Model: InteractionUpliftModel, apply }); // prettier-ignore

describe('as scikit-uplift over scikit-learn', () => {
  const { learners } = readGolden<{ learners: Record<string, number[]> & { X: number[][] } }>('uplift');
  const X = Matrix.from(learners.X);
  const { treatment, bought, spent } = learners;
  const estimator = new LogisticRegression();
  const money = new LinearRegression();
  test.each([
    ['twoModels', () => new TwoModelUplift({ estimator }).fit(X, bought, treatment)],
    ['twoModelsMoney', () => new TwoModelUplift({ estimator: money }).fit(X, spent, treatment)],
    ['twoModelsMoney', () => new InteractionUplift({ estimator: money }).fit(X, spent, treatment)],
    ['classTransformation', () => new ClassTransformation({ estimator }).fit(X, bought, treatment)],
    ['interaction', () => new InteractionUplift({ estimator }).fit(X, bought, treatment)],
    // with all interactions and no penalty, one model is two
    ['interaction', () => new TwoModelUplift({ estimator }).fit(X, bought, treatment)],
  ] as const)('%s', (name, fit) => {
    expect(largestError(fit().predict(X), learners[name])).toBeLessThan(1e-7);
  });

  test('a class transformation of arms that are not equal', () => {
    const { uneven } = learners;
    const rows = Matrix.from(uneven.map((i) => learners.X[i]));
    const fit = (options: object) =>
      new ClassTransformation({ estimator, ...options }).fit(rows, uneven.map((i) => bought[i]), uneven.map((i) => treatment[i])); // prettier-ignore
    expect(largestError(fit({}).predict(X), learners['classTransformationUneven'])).toBeLessThan(1e-7);
    const share = uneven.filter((i) => treatment[i] === 1).length / uneven.length;
    expect(largestError(fit({ propensity: share }).predict(X), learners['classTransformationUneven'])).toBeLessThan(1e-7);
    expect(largestError(fit({ propensity: 0.5 }).predict(X), learners['classTransformationUneven'])).toBeGreaterThan(1e-3);
  });
});

/** Customers of whom the effect of each treatment is known: one moves those who like tea, the other the young. */
function shop(n: number, seed: number) {
  const random = generator(seed);
  const rows = Array.from({ length: n }, () => {
    const age = 20 + Math.floor(50 * random());
    const likes = ['tea', 'jam', 'mugs'][Math.floor(3 * random())];
    const member = random() < 0.5;
    const arm = ['none', 'tea mail', 'app'][Math.floor(3 * random())];
    const chance = 0.15 + (member ? 0.2 : 0);
    const effects = { none: 0, 'tea mail': likes === 'tea' ? 0.25 : -0.03, app: 0.3 * ((70 - age) / 50) - 0.1 };
    const bought = random() < chance + effects[arm as keyof typeof effects] ? 'yes' : 'no';
    const spent = bought === 'yes' ? 10 + 30 * random() : 0;
    return { row: { age, likes, member }, arm, bought, spent, effects };
  });
  const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  const X = Table.from(column('row'));
  return { X, arms: column('arm'), bought: column('bought'), spent: column('spent'), effects: column('effects') };
}

/** Spearman's rank correlation, ties by their mean rank. */
function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const ranks = (v: ArrayLike<number>) => {
    const order = Array.from(v, (_, i) => i).sort((i, j) => v[i] - v[j]);
    const out = new Float64Array(v.length);
    for (let from = 0; from < order.length;) {
      let to = from;
      while (to < order.length && v[order[to]] === v[order[from]]) to++;
      for (let p = from; p < to; p++) out[order[p]] = (from + to - 1) / 2;
      from = to;
    }
    return out;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length - 1) / 2;
  const product = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, i) => sum + (value - middle) * (v[i] - middle), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

const train = shop(6000, 1);
const test_ = shop(6000, 2);
const fits = Object.entries(LEARNERS).map(([name, Learner]) => ({ name, make: () => new Learner(), model: new Learner().fit(train.X, train.bought, train.arms, { control: 'none' }) })); // prettier-ignore

describe.each(fits)('$name on effects that are known', ({ make, model }) => {
  test.each(['tea mail', 'app'] as const)('finds whom %s moves', (arm) => {
    const uplift = model.predict(test_.X, arm);
    expect(rankCorrelation(uplift, test_.effects.map((effects) => effects[arm]))).toBeGreaterThan(0.8); // prettier-ignore
    const y = test_.bought.map((bought) => bought === 'yes');
    const { qiniAuc, random } = evaluateUplift(y, uplift, test_.arms, { control: 'none', treated: arm, nResamples: 200 });
    expect(qiniAuc.mean).toBeGreaterThan(random.qiniAuc.high);
    expect(qiniAuc.low).toBeGreaterThan(0);
  });

  test('the best treatment is worth more than either for all', () => {
    const { treatments, uplift } = model.best(test_.X);
    const all = model.predictAll(test_.X);
    const worth = (of: (i: number) => number) => test_.effects.reduce((sum, _, i) => sum + of(i), 0) / test_.effects.length;
    const chosen = worth((i) => (treatments[i] === null ? 0 : test_.effects[i][treatments[i] as 'app']));
    for (const arm of ['tea mail', 'app'] as const) expect(chosen).toBeGreaterThan(worth((i) => test_.effects[i][arm]) + 0.03);
    expect(treatments).toContain(null);
    expect(uplift.every((value, i) => (treatments[i] === null ? value === 0 : value === Math.max(...all.row(i))))).toBe(true); // prettier-ignore
  });

  test('explains each uplift exactly, column by column', () => {
    for (const arm of ['tea mail', 'app'] as const) {
      const uplift = model.predict(test_.X, arm);
      for (let i = 0; i < 60; i++) {
        const why = model.explain(test_.X.row(i), arm);
        expect(Object.is(why.score, uplift[i])).toBe(true);
        expect(
          Object.is(
            why.parts.reduce((sum, { contribution }) => sum + contribution, 0),
            uplift[i],
          ),
        ).toBe(true);
        expect(why.parts.slice(0, 4).map((part) => (part.kind === 'feature' ? part.column : part.kind))).toEqual(['base', 'age', 'likes', 'member']); // prettier-ignore
        for (const part of why.parts.slice(4)) expect(part.kind === 'rounding' && Math.abs(part.contribution) < 1e-15).toBe(true);
        if (why.treated !== null) expect(why.treated - why.control!).toBe(uplift[i]);
      }
    }
    const [tea, jam] = ['tea', 'jam'].map((likes) => model.explain({ age: 45, likes, member: true }, 'tea mail'));
    const [ofTea, ofJam] = [tea, jam].map(
      (why) => why.parts.find((part) => part.kind === 'feature' && part.column === 'likes')!.contribution,
    );
    expect(ofTea).toBeGreaterThan(0.05);
    expect(ofJam).toBeLessThan(0);
    expect(tea.largest(1)[0]).toMatchObject({ column: 'likes', value: 'tea' });
  });

  test('the order of the rows matters to nothing but rounding', () => {
    const order = shuffled([...train.arms.keys()]);
    const rows = Table.from(order.map((i) => train.X.row(i)));
    const other = make().fit(rows, order.map((i) => train.bought[i]), order.map((i) => train.arms[i]), { control: 'none' }); // prettier-ignore
    expect(largestError(other.predict(test_.X, 'app'), model.predict(test_.X, 'app'))).toBeLessThan(1e-7);
  });

  test('a file keeps it, texts and all', () => {
    const read = load(model.toBytes(), [TwoModelUpliftModel, ClassTransformationModel, InteractionUpliftModel]);
    expect(read.treatments).toEqual(['app', 'tea mail']);
    expect([read.control, read.classes]).toEqual(['none', ['no', 'yes']]);
    expect(read.predictAll(test_.X)).toEqual(model.predictAll(test_.X));
    expect(read.explain(test_.X.row(5), 'app' as never)).toEqual(model.explain(test_.X.row(5), 'app' as never));
  });

  test('weights: a row that counts twice is two rows', () => {
    const small = shop(400, 3);
    const twice = small.arms.map((_, i) => 1 + (i % 2));
    const doubled = twice.flatMap((n, i) => new Array<number>(n).fill(i));
    const take = <V>(list: readonly V[]) => doubled.map((i) => list[i]);
    const weighted = make().fit(small.X, small.bought, small.arms, { control: 'none', sampleWeight: twice });
    const repeated = make().fit(Table.from(doubled.map((i) => small.X.row(i))), take(small.bought), take(small.arms), { control: 'none' });
    expect(largestError(weighted.predict(small.X, 'app'), repeated.predict(small.X, 'app'))).toBeLessThan(1e-8);
  });

  test('one treatment need not be named, of several it must', () => {
    expect(thrown(() => model.predict(test_.X)).message).toBe('"treatment" must name one of "app", "tea mail": there are several');
    expect(thrown(() => model.predict(test_.X, 'ap' as never)).message).toContain('did you mean "app"');
  });
});

describe('money', () => {
  const estimator = new LinearRegression({ handleUnknown: 'ignore' });
  test.each([new TwoModelUplift({ estimator }), new InteractionUplift({ estimator })])('by $constructor.name', (learner) => {
    const model = learner.fit(train.X, train.spent, train.arms, { control: 'none' });
    const uplift = model.predict(test_.X, 'app');
    expect(rankCorrelation(uplift, test_.effects.map(({ app }) => app))).toBeGreaterThan(0.8); // prettier-ignore
    expect(model.classes).toBeNull();
    for (let i = 0; i < 30; i++) {
      const why = model.explain(test_.X.row(i), 'app');
      expect(Object.is(why.score, uplift[i])).toBe(true);
      expect(why.treated! - why.control!).toBe(uplift[i]);
    }
  });
});

test('only the interactions named differ between the arms', () => {
  const model = new InteractionUplift({ estimator: new LinearRegression(), interactions: ['age'] }).fit(train.X, train.spent, train.arms, { control: 'none' }); // prettier-ignore
  const at = (row: object) => model.predict(Table.from([row as never]), 'app')[0];
  const row = { age: 30, likes: 'tea', member: true };
  expect(at({ ...row, likes: 'jam', member: false })).toBeCloseTo(at(row), 10);
  expect(at({ ...row, age: 60 })).toBeLessThan(at(row) - 0.5);
  const unknown = () => new InteractionUplift({ interactions: ['ages'] }).fit(train.X, train.bought, train.arms, { control: 'none' });
  expect(thrown(unknown)).toMatchObject({ code: 'unknown-column', message: expect.stringContaining('did you mean "age"') as string });
});

describe('what cannot be learned', () => {
  const X = Matrix.from([[1], [2], [3], [4], [5], [6]]);
  const y = [0, 1, 0, 1, 1, 0];
  const arms = ['a', 'a', 'a', 'b', 'b', 'b'];
  test.each([
    [
      'texts without a control',
      () => new TwoModelUplift().fit(X, y, arms),
      'invalid-option',
      '"control" must say which treatment is none: one of "a", "b"',
    ],
    [
      'a control that nobody has',
      () => new TwoModelUplift().fit(X, y, arms, { control: 'c' }),
      'invalid-data',
      'no row has the control "c"',
    ],
    [
      'one arm only',
      () => new TwoModelUplift().fit(X, y, [1, 1, 1, 1, 1, 1]),
      'invalid-data',
      '"treatment" must hold at least two classes',
    ],
    [
      'a treatment seen once',
      () => new TwoModelUplift().fit(X, y, [0, 0, 0, 0, 0, 1]),
      'invalid-data',
      'each arm must have at least 2 rows, 1 has 1',
    ],
    [
      'one outcome only in an arm',
      () => new TwoModelUplift().fit(X, [0, 0, 0, 1, 1, 0], arms, { control: 'b' }),
      'invalid-data',
      'of the 3 rows of the arm "a" every outcome is 0',
    ],
    [
      'the same of the one model',
      () => new InteractionUplift().fit(X, [0, 0, 0, 1, 1, 0], arms, { control: 'b' }),
      'invalid-data',
      'every outcome is 0',
    ],
    [
      'an arm that weighs nothing',
      () => new TwoModelUplift().fit(X, y, arms, { control: 'a', sampleWeight: [1, 1, 1, 0, 0, 0] }),
      'invalid-data',
      'no row weighs anything',
    ],
    [
      'the same of the transformation',
      () => new ClassTransformation().fit(X, y, arms, { control: 'a', sampleWeight: [1, 1, 1, 0, 0, 0] }),
      'invalid-data',
      'no row of "b" weighs anything',
    ],
    [
      'one outcome only',
      () => new ClassTransformation().fit(X, [1, 1, 1, 1, 1, 1], arms, { control: 'a' }),
      'invalid-data',
      '"y" must hold at least two classes, got 1 only',
    ],
    [
      'money without a LinearRegression',
      () => new TwoModelUplift().fit(X, [1.5, 2, 0, 3, 1, 0], arms, { control: 'a' }),
      'invalid-data',
      'new LinearRegression()',
    ],
    [
      'a missing treatment',
      () => new TwoModelUplift().fit(X, y, ['a', null as never, 'a', 'b', 'b', 'b'], { control: 'a' }),
      'invalid-data',
      'row 2 has null',
    ],
    [
      'too few treatments',
      () => new TwoModelUplift().fit(X, y, ['a', 'b'], { control: 'a' }),
      'invalid-data',
      '"treatment" must hold one label a row (6), got 2',
    ],
    [
      'NaN in one cell',
      () => new TwoModelUplift().fit(Table.from({ a: [1, 2, null, 4, 5, 6] }), y, arms, { control: 'a' }),
      'invalid-data',
      'row 3, column "a" is missing',
    ],
    ['an unknown option of the work', () => new TwoModelUplift().fit(X, y, arms, { contrl: 'a' } as never), 'unknown-option', 'contrl'],
  ] as const)('%s', (_, work, code, message) => {
    const error = thrown(work);
    expect(error.message).toContain(message);
    expect(error.code).toBe(code);
  });
});
