// What a shop's data may hold that no textbook has: each gives a clear error, a warning, or the right answer.
import { describe, expect, test } from 'vitest';
import { LinearRegression, LogisticRegression, Matrix, Table, type Labels, type LogisticRegressionOptions } from '../../src/index.js';
import { thrown } from '../support/files.js';

const X = Matrix.from([[1], [2], [3], [4], [5], [6]], { columns: ['a'] });
const y = [0, 1, 0, 1, 0, 1];
const fit = (data: Matrix | Table, target: Labels, options: LogisticRegressionOptions = {}, sampleWeight?: number[]) =>
  new LogisticRegression(options).fit(data, target, { sampleWeight });
const SOLVERS = ['newton', 'lbfgs', 'gradient-descent', 'sgd'] as const;

describe('targets', () => {
  test('one class, none, or one that weighs nothing', () => {
    expect(thrown(() => fit(X, [1, 1, 1, 1, 1, 1]))).toMatchObject({
      code: 'invalid-data',
      message: '"y" must hold at least two classes, got 1 only',
    });
    expect(thrown(() => fit(Matrix.from([], { columns: ['a'] }), [])).code).toBe('invalid-data');
    expect(thrown(() => new LogisticRegression().fit(X, y, { sampleWeight: [1, 0, 1, 0, 1, 0] })).message).toBe(
      'the class 1 must weigh more than 0: at least two classes must count',
    );
    expect(thrown(() => new LogisticRegression().fit(X, y, { sampleWeight: [0, 0, 0, 0, 0, 0] })).message).toMatch(
      /must be above 0 in some row/,
    );
    expect(thrown(() => fit(X, y, { classWeight: { 0: 1, 2: 1 } })).message).toMatch(
      /^"classWeight" names "2", which is none of the classes 0, 1/,
    );
  });
  test('texts, booleans, numbers and columns say the same', () => {
    const want = fit(X, y).coefficients;
    const texts = y.map((v) => (v === 1 ? 'yes' : 'no'));
    const table = Table.from({ texts, flags: y.map((v) => v === 1), numbers: y });
    for (const target of [
      texts,
      y.map((v) => v === 1),
      Uint8Array.from(y),
      table.column('texts'),
      table.column('flags'),
      table.column('numbers'),
    ])
      expect(fit(X, target).coefficients).toEqual(want);
    expect(fit(X, texts).classes).toEqual(['no', 'yes']);
    expect(fit(X, table.column('flags')).classes).toEqual([false, true]);
    expect(fit(X, [10, 9, 10, 9, 10, 9]).classes).toEqual([9, 10]);
  });
  test.each<[unknown, RegExp]>([
    [[0, 1], /^"y" must hold one label a row \(6\), got 2$/],
    [[0, 1, null, 1, 0, 1], /^"y" must hold a text, a finite number, true or false in every row, row 3 has null$/],
    [[0, 1, NaN, 1, 0, 1], /^"y" must hold .*, row 3 has NaN$/],
    [[0, 1, 'a', 1, 0, 1], /^"y" must hold labels of one kind: row 3 has "a", others are of kind number$/],
    ['yes', /^"y" must be a list of labels or a column, one label a row, got "yes"$/],
    [undefined, /^"y" must be a list/],
  ])('refuses %j', (target, message) => {
    const error = thrown(() => fit(X, target as number[]));
    expect(error.code).toBe('invalid-data');
    expect(error.message).toMatch(message);
  });
  test('numbers for a linear regression', () => {
    const linear = (target: unknown) => thrown(() => new LinearRegression().fit(X, target as number[]));
    expect(linear([1, 2, 3]).message).toBe('"y" must hold one number a row (6), got 3');
    expect(linear([1, 2, NaN, 4, 5, 6]).message).toBe('row 3 of "y" must be a finite number, got NaN');
    expect(linear([1, 2, '3', 4, 5, 6]).message).toBe('row 3 of "y" must be a finite number, got "3"');
  });
});

describe('no best coefficients', () => {
  const apart = [0, 0, 0, 1, 1, 1];
  test.each(SOLVERS)('classes that can be told apart: %s says so and stops', (solver) => {
    const model = fit(X, apart, { solver, learningRate: 0.3, maxIter: 5000 });
    expect(model.converged).toBe(false);
    expect(model.warnings.join()).toMatch(/told apart without error/);
    expect([...model.coefficients, ...model.intercept].every(Number.isFinite)).toBe(true);
    expect(model.predict(X)).toEqual(apart);
    expect(model.standardErrors).toBeNull();
    expect(fit(X, apart, { solver: 'newton', l2: 0.1 })).toMatchObject({ converged: true, warnings: [] });
  });
  test('three classes apart', () => {
    const model = fit(Matrix.from([[1, 0], [2, 0], [0, 5], [0, 6], [-9, -9], [-8, -9]]), ['a', 'a', 'b', 'b', 'c', 'c']); // prettier-ignore
    expect(model.converged).toBe(false);
    expect(model.warnings).toHaveLength(1);
  });
  test('a category of one class only is named', () => {
    const table = Table.from({ page: ['home', 'home', 'shop', 'home', 'home', 'shop'], n: [1, 2, 3, 4, 5, 6] });
    const model = fit(table, [0, 1, 1, 1, 0, 1]);
    expect(model.converged).toBe(false);
    expect(model.warnings).toEqual([
      'nothing holds ever larger coefficients of "page=shop" back (all rows of a category are of one class); a penalty ("l2") decides',
    ]);
    expect(model.coefficients.every(Number.isFinite)).toBe(true);
  });
});

describe('columns', () => {
  const table = (columns: Record<string, unknown[]>) => Table.from({ a: [1, 2, 3, 4, 5, 6], ...columns } as Record<string, number[]>);
  test('constant and repeated ones get 0 and a warning; the others are as without them', () => {
    const want = fit(X, y);
    const twice = fit(table({ same: [2, 4, 6, 8, 10, 12], one: [5, 5, 5, 5, 5, 5], word: ['x', 'x', 'x', 'x', 'x', 'x'] }), y);
    expect(twice.features).toEqual(['a', 'same', 'one']);
    expect(Array.from(twice.coefficients)).toEqual([want.coefficients[0], 0, 0]);
    expect(twice.warnings).toEqual([
      '"same" follows from the columns before it: its coefficient is 0',
      '"one" is constant: its coefficient is 0',
    ]);
    expect(twice.converged).toBe(true);
    expect(Array.from(twice.standardErrors!)).toEqual([want.standardErrors![0], NaN, NaN]);
    const shares = fit(table({ same: [2, 4, 6, 8, 10, 12] }), y, { l2: 0.1 });
    expect(shares.warnings).toEqual([]);
    const all = fit(table({ word: ['x', 'y', 'z', 'y', 'x', 'x'] }), [0, 1, 0, 0, 1, 1], { drop: 'none', solver: 'newton' });
    expect(all.warnings[0]).toBe('"word=z" follows from the columns before it: its coefficient is 0');
    expect(all.warnings[1]).toMatch(/^nothing holds ever larger coefficients of "word=x", "word=y" back/); // z, which they are read against, has one class
  });
  test('a missing or infinite number is named; a missing category is one', () => {
    expect(thrown(() => fit(table({ b: [1, 2, null, 4, 5, 6] }), y)).message).toBe(
      'row 3, column "b" is missing: impute first (SimpleImputer), or leave the row out',
    );
    expect(thrown(() => fit(table({ b: [true, null, true, false, false, true] }), y)).message).toMatch(/^row 2, column "b" is missing/);
    const infinite = Table.of({ b: { kind: 'number', values: Float64Array.of(1, 2, 3, Infinity, 5, 6) } });
    expect(thrown(() => fit(infinite, y)).message).toBe('row 4, column "b" must be a finite number, got Infinity');
    const model = fit(table({ b: ['x', null, 'y', 'x', null, 'y'] }), y, { l2: 0.1 });
    expect(model.features).toEqual(['a', 'b=y', 'missing(b)']);
    expect(thrown(() => model.predict(Table.from({ a: [1, null], b: ['x', 'x'] }))).message).toMatch(/^row 2, column "a" is missing/);
  });
  test('an unseen category is an error, or the average', () => {
    const seen = table({ b: ['x', 'y', 'y', 'x', 'z', 'y'] });
    const unseen = Table.from({ a: [1, 1], b: ['w', 'x'] });
    const strict = fit(seen, y, { l2: 0.1 });
    expect(thrown(() => strict.predict(unseen)).message).toMatch(/^row 1 of "b" is "w", which is none of its categories/);
    const loose = fit(seen, y, { l2: 0.1, handleUnknown: 'ignore' });
    const why = loose.explain({ a: 1, b: 'w' });
    expect(why.parts[2]).toEqual({ kind: 'feature', column: 'b', value: undefined, contribution: 0 });
    expect(why.score).toBe(loose.decisionFunction(unseen)[0]);
    expect(thrown(() => loose.explain({ a: 1 })).code).toBe('unknown-column');
    expect(thrown(() => loose.explain({ a: 'many', b: 'x' })).code).toBe('invalid-data');
  });
  test('dates and booleans are numbers', () => {
    const day = 86400000;
    const dates = Table.from({
      at: [1, 2, 3, 4, 5, 6].map((d) => new Date(1.7e12 + d * day)),
      on: [true, false, true, true, false, false],
    });
    const model = fit(dates, y);
    expect(model.features).toEqual(['at', 'on']);
    const { score } = model.explain({ at: new Date(1.7e12 + 2 * day), on: false });
    expect(score).toBe(model.decisionFunction(dates)[1]);
  });
  test('huge and tiny values', () => {
    for (const unit of [1e150, 1e-150, 1e300]) {
      const model = fit(Matrix.from(Array.from(X.data, (v) => [v * unit])), y);
      expect(model.converged).toBe(true);
      expect(model.coefficients[0] * unit).toBeCloseTo(fit(X, y).coefficients[0], 6);
    }
    const far = new LinearRegression().fit(X, [1e12, 2e12, 3e12, 4e12, 5e12, 6e12]);
    expect(far.predict(X)[5] / 6e12).toBeCloseTo(1, 12);
  });
  test('one row, no columns, more columns than rows', () => {
    expect(new LinearRegression().fit(Matrix.from([[3]]), [7])).toMatchObject({ intercept: 7 });
    expect(new LinearRegression().fit(X, [4, 4, 4, 4, 4, 4]).predict(X)[0]).toBe(4);
    expect(thrown(() => fit(Table.from({ a: [1, 2] }).select([]), [0, 1])).code).toBe('invalid-data');
    const wide = Matrix.from([[1, 0, 2, 5], [0, 1, 3, 1], [2, 2, 1, 1]]); // prettier-ignore
    const model = new LinearRegression().fit(wide, [1, 2, 3]);
    expect(model.warnings).toHaveLength(2);
    model.predict(wide).forEach((v, i) => expect(v).toBeCloseTo(i + 1, 9));
  });
  test('a table in another order, with more columns, gives the same', () => {
    const seen = table({ b: ['x', 'y', 'y', 'x', 'z', 'y'] });
    const model = fit(seen, y, { l2: 0.1 });
    const other = Table.from({ more: [0, 0, 0, 0, 0, 0], b: ['x', 'y', 'y', 'x', 'z', 'y'], a: [1, 2, 3, 4, 5, 6] });
    expect(model.predictProba(other)).toEqual(model.predictProba(seen));
  });
});

test('a learning rate that diverges is said, and one that works', () => {
  for (const solver of ['gradient-descent', 'sgd'] as const) {
    const wild = Matrix.from(Array.from(X.data, (v) => [v * 1000]));
    const error = thrown(() => new LinearRegression({ solver, learningRate: 1 }).fit(wild, [1, 2, 3, 4, 5, 6]));
    expect(error.code).toBe('diverged');
    const rate = Number(/try ([^,]+),/.exec(error.message)![1]);
    const model = new LinearRegression({ solver, learningRate: rate, maxIter: 3 }).fit(wild, [1, 2, 3, 4, 5, 6]);
    expect(model.lossCurve.at(-1)).toBeLessThanOrEqual(model.lossCurve[0]);
  }
});

test('too many coefficients for newton', () => {
  const names = Array.from({ length: 4200 }, (_, i) => `item ${i}`);
  const error = thrown(() => fit(Table.from({ item: names }), names.map((_, i) => i % 2), { l2: 1 })); // prettier-ignore
  expect(error).toMatchObject({ code: 'too-large', message: expect.stringContaining('use "lbfgs"') as string });
});

describe('odd weights and units', () => {
  test.each(SOLVERS)('a row that weighs nothing is none, whatever it holds: %s', (solver) => {
    const options = { solver, l2: 0.1, learningRate: 0.05, maxIter: 50 };
    const table = Table.from({ x: [1, 2, 4, 3, 7, 5], page: ['a', 'b', 'a', 'b', 'a', 'b'] });
    const more = Table.from({ x: [1, 1e300, 2, 4, 3, 7, 5], page: ['a', 'b', 'b', 'a', 'b', 'a', 'b'] });
    const labels = [0, 0, 1, 0, 1, 1];
    const want = fit(table, labels, options);
    const got = fit(more, [0, 1, 0, 1, 0, 1, 1], options, [1, 0, 1, 1, 1, 1, 1]);
    expect(got.coefficients).toEqual(want.coefficients);
    expect(got.lossCurve).toEqual(want.lossCurve);
    const line = (X: Table, y: number[], sampleWeight?: number[]) => new LinearRegression(options).fit(X, y, { sampleWeight });
    expect(line(more, [0, 1e300, 0, 1, 0, 1, 1], [1, 0, 1, 1, 1, 1, 1]).coefficients).toEqual(line(table, labels).coefficients);
  });
  test.each(['newton', 'lbfgs'] as const)('a column so small that its penalty overflows does not spoil the others: %s', (solver) => {
    const x = [1, 2, 4, 3, 7, 5];
    const tiny = Table.from({ tiny: [1, 0, 2, 1, 0, 1].map((v) => v * 1e-200), x });
    for (const penalty of [{ l2: 0.1 }, { l1: 0.01, l2: 0.1 }]) {
      const want = fit(Table.from({ x }), [0, 0, 1, 0, 1, 1], { solver, ...penalty });
      const got = fit(tiny, [0, 0, 1, 0, 1, 1], { solver, ...penalty });
      expect(got.converged).toBe(true);
      expect(got.coefficients[1]).toBeCloseTo(want.coefficients[0], 8);
      expect(Math.abs(got.coefficients[0] * 1e-200)).toBeLessThan(1e-12);
    }
  });
  test('too many coefficients are refused before their curvature takes memory', () => {
    const many = (n: number) => Array.from({ length: 100000 }, (_, i) => `v${i % n}`);
    const wide = Table.from({ a: many(99989), b: many(99991) });
    const error = thrown(() =>
      fit(
        wide,
        Array.from({ length: 100000 }, (_, i) => i % 2),
      ),
    );
    expect(error.code).toBe('too-large');
    expect(error.message).toMatch(/use "lbfgs"$/);
  });
});

describe('what is the same stays so', () => {
  test('the first class of no difference has the log-odds 0 that explain sums to', () => {
    const same = Matrix.from([[1], [1], [1], [1]]);
    const model = fit(same, [0, 1, 0, 1]);
    expect(model.decisionFunction(same, 0)[0]).toBe(model.explain([1], 0).score);
  });
  test('an update with nothing to learn changes nothing', () => {
    const recipe = new LogisticRegression();
    const table = Table.from({ x: [1, 2, 4, 3, 7, 5] });
    const model = recipe.fit(table, [0, 0, 1, 1, 0, 1]);
    const none = recipe.update(model, Table.of([['x', { kind: 'number', values: new Float64Array(0) }]]), []);
    expect(model.standardErrors).not.toBeNull();
    expect(none.toBytes()).toEqual(model.toBytes());
  });
});
