// What a fitted regression says of rows: explanations that are the score, updates, files, pipelines.
import { describe, expect, test } from 'vitest';
import { readModelFile } from '../../src/data/model-file.js';
import {
  LinearRegression,
  LinearRegressionModel,
  load,
  LogisticRegression,
  LogisticRegressionModel,
  Matrix,
  Table,
} from '../../src/index.js';
import { ColumnTransformer, ColumnTransformerModel, Pipeline, PipelineModel, SimpleImputer, SimpleImputerModel, StandardScaler, StandardScalerModel } from '../../src/preprocessing/index.js'; // prettier-ignore
import { SMALL } from '../golden/regression';
import { expectSameBytes, thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const { X } = SMALL;
const rows = Array.from({ length: X.nRows }, (_, i) => X.row(i));
const sum = (parts: readonly { contribution: number }[]) => parts.reduce((total, part) => total + part.contribution, 0);

describe('explanations', () => {
  const binary = new LogisticRegression({ l2: 0.01 }).fit(X, SMALL.bought);
  const several = new LogisticRegression({ l2: 0.01 }).fit(X, SMALL.choice);
  const linear = new LinearRegression().fit(X, SMALL.amount);

  test('sum to the log-odds of either class, bit for bit, and say its probability', () => {
    for (const label of [undefined, 0, 1]) {
      const [scores, shares] = [binary.decisionFunction(X, label), binary.predictProba(X, label)];
      rows.forEach((row, i) => {
        const why = binary.explain(row, label);
        expect(Object.is(why.score, scores[i]) && Object.is(sum(why.parts), scores[i])).toBe(true);
        expect(why.probability).toBe(shares[i]);
        expect(why.label).toBe(label ?? 1);
        expect(why.parts.map((part) => part.kind)).toEqual(['base', 'feature', 'feature', 'feature', 'feature']);
      });
    }
  });
  test('of three classes: of the one named, or the most probable', () => {
    const predicted = several.predict(X);
    const shares = several.probabilities(X);
    for (const label of several.classes) {
      const scores = several.decisionFunction(X, label);
      rows.forEach((row, i) => expect(Object.is(several.explain(row, label).score, scores[i])).toBe(true));
      expect(Array.from(several.predictProba(X, label))).toEqual(rows.map((_, i) => shares.row(i)[several.classes.indexOf(label)]));
    }
    rows.forEach((row, i) => {
      expect(several.explain(row).label).toBe(predicted[i]);
      expect(sum(Array.from(shares.row(i), (contribution) => ({ contribution })))).toBeCloseTo(1, 14);
    });
    expect(thrown(() => several.predictProba(X)).message).toMatch(/^"label" must name one of the classes "later", "no", "yes"/);
    expect(thrown(() => several.predictProba(X, 'ye')).message).toMatch(/got "ye" \(did you mean "yes"\?\)$/);
    expect(several.intercept.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
  });
  test('of a linear regression sum to the prediction', () => {
    const numbers = linear.predict(X);
    rows.forEach((row, i) => expect(Object.is(linear.explain(row).score, numbers[i])).toBe(true));
  });
  test('the base is what the average of the training rows gets', () => {
    const [{ contribution }] = linear.explain(rows[0]).parts;
    expect(contribution).toBeCloseTo(SMALL.amount.reduce((a, b) => a + b) / X.nRows, 10); // of least squares: the mean
    const parts = rows.map((row) => linear.explain(row).parts);
    for (let j = 1; j < 5; j++) expect(sum(parts.map((of) => of[j])) / X.nRows).toBeCloseTo(0, 10);
  });
  test('of a row given as an object, numbers, or a table', () => {
    const matrix = Matrix.from([[1, 2], [3, 1], [2, 2], [5, 0]]); // prettier-ignore
    const model = new LogisticRegression({ l2: 0.1 }).fit(matrix, [true, false, true, false]);
    expect(model.explain([3, 1]).score).toBe(model.decisionFunction(matrix)[1]);
    expect(model.explain(Float64Array.of(3, 1)).parts[1]).toMatchObject({ column: 'column 1', value: 3 });
    expect(binary.explain(X.filter((_: unknown, i: number) => i === 4)).score).toBe(binary.decisionFunction(X)[4]);
    expect(thrown(() => binary.explain(X)).message).toBe('"row" must be one row, got 90');
    for (const row of [null, 5, [1, 2, 3]]) expect(thrown(() => binary.explain(row as never)).code).toBe('invalid-data');
  });
});

describe('update', () => {
  const half = Array.from({ length: X.nRows }, (_, i) => i < 60);
  const [first, later] = [X.filter(half), X.filter(half.map((v) => !v))];
  const y = { first: SMALL.bought.slice(0, 60), later: SMALL.bought.slice(60) };
  const recipe = new LogisticRegression({ l2: 0.01, handleUnknown: 'ignore' });
  const model = recipe.fit(first, y.first);

  test('the same calls give the same bytes, also from a file; the given model stays', () => {
    const before = model.toBytes();
    const learn = (from: LogisticRegressionModel<number>) =>
      recipe.update(recipe.update(from, later, y.later, { decay: 0.95 }), later, y.later);
    const after = learn(model);
    expectSameBytes(after.toBytes(), learn(LogisticRegressionModel.fromBytes(before)).toBytes());
    expectSameBytes(model.toBytes(), before);
    expect(after.toBytes()).not.toEqual(before);
    const scores = after.decisionFunction(X);
    rows.forEach((row, i) => expect(Object.is(after.explain(row).score, scores[i])).toBe(true));
    expect(after).toMatchObject({ converged: false, standardErrors: null, features: model.features });
    // one call of two rows is two calls of one
    const [a, b] = [0, 1].map((at) => later.filter((_: unknown, i: number) => i === at));
    const one = recipe.update(recipe.update(model, a, [1]), b, [0]);
    const two = recipe.update(model, later.filter((_: unknown, i: number) => i < 2), [1, 0]); // prettier-ignore
    expect(Array.from(one.coefficients, (w, f) => Math.abs(w - two.coefficients[f])).every((gap) => gap < 1e-3)).toBe(true);
  });
  test('comes near what a fit on all rows finds', () => {
    const random = generator(4);
    const many = Array.from({ length: 4000 }, () => [random() * 10, random()]);
    const labels = many.map(([a, b]) => (random() < 1 / (1 + Math.exp(4 - 0.6 * a - 2 * b)) ? 1 : 0));
    const part = (from: number, to: number) => Matrix.from(many.slice(from, to));
    const plain = new LogisticRegression();
    const all = plain.fit(part(0, 4000), labels);
    const some = plain.fit(part(0, 60), labels.slice(0, 60));
    const more = plain.update(some, part(60, 4000), labels.slice(60));
    const loss = (of: typeof all) =>
      of.predictProba(part(0, 4000)).reduce((total, p, i) => total - Math.log(labels[i] === 1 ? p : 1 - p), 0) / 4000 -
      all.lossCurve.at(-1)!;
    expect(loss(more)).toBeLessThan(0.002);
    expect(loss(some)).toBeGreaterThan(3 * loss(more));
    const linear = new LinearRegression();
    const amounts = many.map(([a, b]) => 3 * a - 7 * b + random());
    const straight = linear.update(linear.fit(part(0, 50), amounts.slice(0, 50)), part(50, 4000), amounts.slice(50));
    expect(straight.coefficients[0]).toBeCloseTo(3, 1);
    expect(straight.coefficients[1]).toBeCloseTo(-7, 1);
  });
  test('decay lets old rows fade', () => {
    const flipped = y.first.map((v) => 1 - v);
    const loss = (of: typeof model) =>
      of.predictProba(first).reduce((total, p, i) => total - Math.log(flipped[i] === 1 ? p : 1 - p), 0) / 60;
    let [keeps, fades] = [model, model];
    for (let round = 0; round < 3; round++) {
      keeps = recipe.update(keeps, first, flipped);
      fades = recipe.update(fades, first, flipped, { decay: 0.97 });
    }
    const best = loss(recipe.fit(first, flipped));
    expect(loss(model) - best).toBeGreaterThan(0.3);
    expect(loss(keeps)).toBeLessThan(loss(model));
    expect(loss(fades)).toBeLessThan(loss(keeps));
    expect(loss(fades) - best).toBeLessThan(0.1);
  });
  test('weights, unknown labels and categories, wrong options', () => {
    const twice = recipe.update(model, later, y.later, { sampleWeight: y.later.map(() => 0.5) });
    expect(twice.coefficients).not.toEqual(recipe.update(model, later, y.later).coefficients);
    expect(
      recipe.update(
        model,
        later.filter(() => false),
        [],
      ).coefficients,
    ).toEqual(model.coefficients);
    expect(thrown(() => recipe.update(model, later, y.later.map(() => 2))).message).toBe('"y" must be one of the classes 0, 1, got 2 in row 1'); // prettier-ignore
    const odd = Table.from({ visits: [1], spend: [2], plan: ['new'], rate: [0] });
    const learned = recipe.update(model, odd, [1]);
    expect(learned.coefficients[2]).not.toBe(model.coefficients[2]); // l2
    const strict = new LogisticRegression({ l2: 0.01 });
    expect(thrown(() => strict.update(strict.fit(first, y.first), odd, [1])).message).toMatch(/^row 1 of "plan" is "new"/);
    for (const decay of [0, 1.1, NaN]) expect(thrown(() => recipe.update(model, later, y.later, { decay })).code).toBe('invalid-option');
    expect(thrown(() => recipe.update(model, later, y.later, { dekay: 1 } as never)).message).toContain('did you mean "decay"');
    expect(thrown(() => recipe.update({} as never, later, y.later)).code).toBe('invalid-data');
    expect(thrown(() => new LinearRegression().update(model as never, later, y.later)).code).toBe('invalid-data');
  });
  test('holds on to the weights of classes and learns of three', () => {
    const weighted = new LogisticRegression({ l2: 0.01, classWeight: 'balanced' });
    const from = weighted.fit(first, y.first);
    expectSameBytes(weighted.update(LogisticRegressionModel.fromBytes(from.toBytes()), later, y.later).toBytes(), weighted.update(from, later, y.later).toBytes()); // prettier-ignore
    const unweighted = new LogisticRegressionModel(from.weights, from.found, from.classes);
    expect(weighted.update(from, later, y.later).coefficients).not.toEqual(recipe.update(unweighted, later, y.later).coefficients);
    const several = recipe.fit(first, SMALL.choice.slice(0, 60));
    const learned = recipe.update(several, later, SMALL.choice.slice(60));
    expect(learned.coefficients).not.toEqual(several.coefficients);
  });
});

describe('files', () => {
  test('are small', () => {
    const ten = Matrix.from(Array.from({ length: 40 }, (_, i) => Array.from({ length: 10 }, (_, j) => ((i * 7 + j * 13) % 17) + j)), { columns: [...'abcdefghij'] }); // prettier-ignore
    expect(
      new LogisticRegression({ l2: 0.1 })
        .fit(
          ten,
          Array.from({ length: 40 }, (_, i) => i % 2),
        )
        .toBytes().length,
    ).toBeLessThan(2000);
  });
  test('hold all that scores and explains', () => {
    const model = new LogisticRegression().fit(X, SMALL.choice);
    const bytes = model.toBytes();
    expect(Object.keys(readModelFile(bytes).tensors).sort()).toEqual([
      'coefficients',
      'deviations',
      'intercepts',
      'means',
      'standardErrors',
    ]);
    const read = load(bytes, [LinearRegressionModel, LogisticRegressionModel]) as typeof model;
    expect(read.standardErrors).toEqual(model.standardErrors);
    expect(read.explain(rows[3])).toEqual(model.explain(rows[3]));
    expect(read.lossCurve).toHaveLength(0);
    expect(thrown(() => LinearRegressionModel.fromBytes(bytes)).code).toBe('file-corrupt');
  });
});

describe('pipelines', () => {
  const holes = X.derive(
    'visits',
    Array.from(X.column('visits', 'number').values, (v, i) => (i % 9 === 0 ? null : v)),
  );
  const numbers = new Pipeline([new SimpleImputer(), new StandardScaler()]);
  const recipe = new Pipeline([
    new ColumnTransformer([{ columns: ['visits', 'spend', 'rate'], transformer: numbers }], { remainder: 'passthrough' }),
    new LogisticRegression({ l2: 0.01 }),
  ]);
  const CLASSES = [ColumnTransformerModel, LogisticRegressionModel, PipelineModel, SimpleImputerModel, StandardScalerModel] as const;

  test('hand the regression its table, explain in its columns, and say what they need', () => {
    const fitted = recipe.fit(holes, SMALL.choice);
    const model = PipelineModel.fromBytes(fitted.toBytes(), CLASSES) as typeof fitted;
    const shares = model.predictProba(holes, 'yes');
    holes.row(0);
    const why = model.explain({ visits: null, spend: 10, plan: 'team', rate: 0 }, 'yes');
    expect(why.parts.map((part) => (part.kind === 'base' ? '' : model.inputOf(part.column)))).toEqual([
      '',
      'visits',
      'spend',
      'rate',
      'plan',
    ]);
    for (let i = 0; i < 20; i++) {
      const row = model.explain(holes.row(i), 'yes');
      expect(row.score).toBe(model.decisionFunction(holes, 'yes')[i]);
      expect(row.probability).toBe(shares[i]);
    }
    expect(model.inputColumns.find(({ name }) => name === 'plan')?.categories).toEqual(['free', 'plus', 'team']);
    expect(model.predict(holes)).toEqual(fitted.predict(holes));
    expect(model.warnings).toEqual([]);
  });
  test('say where the last step has no probabilities', () => {
    const model = new Pipeline([new LinearRegression()]).fit(X, SMALL.amount);
    expect(thrown(() => (model as PipelineModel).predictProba(X)).code).toBe('unsupported');
    expect(model.explain(rows[2]).score).toBe(model.predict(X)[2]);
  });
});
