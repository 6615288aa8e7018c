// Splits of rows, and cross-validation and grid search of what learns from rows: nothing is lost, classes keep their shares, and the scores are those of the measures.
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import { BOOTSTRAP_MEASURE } from '../../src/evaluation/bootstrap-measure.js';
import { ROW_CROSS_VALIDATE } from '../../src/evaluation/cross-validate-rows.js';
import { ROW_SPLIT } from '../../src/evaluation/holdout.js';
import {
  accuracy,
  averagePrecision,
  bootstrapMeasure,
  brier,
  crossValidate,
  crossValidateAsync,
  f1,
  gridSearch,
  gridSearchAsync,
  kFold,
  logLoss,
  mae,
  precision,
  r2,
  recall,
  rmse,
  rocAuc,
  temporalSplit,
  trainTestSplit,
  type RowSplit,
} from '../../src/evaluation/index.js';
import { ROW_FOLD } from '../../src/evaluation/k-fold.js';
import { ROW_SCORINGS } from '../../src/evaluation/row-scoring.js';
import { Matrix, Table, type Progress } from '../../src/index.js';
import { Pipeline, StandardScaler } from '../../src/preprocessing/index.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const N = 103;
const random = generator(12);
const labels = Array.from({ length: N }, () => 'aabbbbbbbc'[Math.floor(10 * random())]);
const X = Matrix.from(
  labels.map((label, i) => [i, label.charCodeAt(0) + 3 * random()]),
  { columns: ['row', 'hint'] },
);
const table = Table.from({ row: Array.from({ length: N }, (_, i) => i), text: labels.map((label) => `is ${label}`) });
const count = (list: readonly string[], label: string) => list.filter((one) => one === label).length;
const classes = ['a', 'b', 'c'];

/** Every row is on one side, in order, with its target. */
function expectRows({ train, test }: RowSplit<Matrix, readonly string[]>): void {
  expect([...train.rows, ...test.rows].sort((a, b) => a - b)).toEqual([...Array(N).keys()]);
  for (const part of [train, test]) {
    expect([...part.rows]).toEqual([...part.rows].sort((a, b) => a - b));
    expect(part.X.columns).toEqual(X.columns);
    part.rows.forEach((row, i) => {
      expect(part.X.row(i)).toEqual(X.row(row));
      expect(part.y[i]).toBe(labels[row]);
    });
  }
}

test('the labels have a small class, or nothing would be tested', () => {
  expect(classes.map((label) => count(labels, label))).toEqual([22, 72, 9]);
});

describe('trainTestSplit of rows', () => {
  test.each([0.2, 0.25, 30, 1 - 1 / 3])('holds out %j', (testSize) => {
    for (const stratify of [false, true, labels.map((_, i) => i % 4)]) {
      const split = trainTestSplit(X, labels, { testSize, stratify, seed: 3 });
      expectRows(split);
      expect(split.test.rows).toHaveLength(testSize < 1 ? Math.round(testSize * N) : testSize);
    }
  });

  test('keeps the share of each class, to the nearest row', () => {
    for (let seed = 0; seed < 10; seed++) {
      const { test: held } = trainTestSplit(X, labels, { testSize: 0.3, stratify: true, seed });
      for (const label of classes) expect(Math.abs(count(held.y, label) - (count(labels, label) * 31) / N)).toBeLessThan(1);
    }
    const apart = new Set(Array.from({ length: 10 }, (_, seed) => count(trainTestSplit(X, labels, { testSize: 0.3, seed }).test.y, 'c')));
    expect(apart.size).toBeGreaterThan(2); // without, they vary
  });

  test('draws by the seed', () => {
    const rows = (seed?: number) => [...trainTestSplit(X, labels, seed === undefined ? {} : { seed }).test.rows];
    expect(rows(4)).toEqual(rows(4));
    expect(rows(0)).toEqual(rows());
    expect(rows(4)).not.toEqual(rows(5));
  });

  test('takes tables, columns, typed arrays and booleans, and gives the same kinds', () => {
    const { train, test: held } = trainTestSplit(table, table.column('text'), { testSize: 3 });
    expect([train.X.nRows, held.X.nRows, held.y.kind]).toEqual([N - 3, 3, 'category']);
    held.rows.forEach((row, i) => expect(held.X.row(i)).toEqual(table.row(row)));
    const numbers = Float32Array.from(labels.keys());
    const split = trainTestSplit(Matrix.from(numbers, 1), numbers);
    expectTypeOf(split.test.y).toEqualTypeOf<typeof numbers>();
    expect(split.test.X.data).toEqual(split.test.y);
    expect(split.test.y).toBeInstanceOf(Float32Array);
  });
});

describe('kFold of rows', () => {
  test.each([2, 5, 8])('deals all rows to %i folds', (nFolds) => {
    for (const stratify of [false, true]) {
      const folds = kFold(X, labels, { nFolds, stratify, seed: 1 });
      folds.forEach(expectRows);
      expect(folds.flatMap(({ test: held }) => [...held.rows]).sort((a, b) => a - b)).toEqual([...Array(N).keys()]);
      const sizes = folds.map(({ test: held }) => held.rows.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      if (!stratify) continue;
      for (const label of classes) {
        const counts = folds.map(({ test: held }) => count(held.y, label));
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('temporalSplit of rows', () => {
  const day = (d: number) => new Date(Date.UTC(2026, 0, d));
  const sent = Table.from({ at: [day(9), day(1), day(5), day(9), day(2)], n: [1, 2, 3, 4, 5] });
  const y = [1, 2, 3, 4, 5];

  test('divides at one moment', () => {
    for (const when of [
      { time: 'at', from: '2026-01-05' },
      { time: 'at', testDays: 5 },
    ]) {
      const { train, test: held } = temporalSplit(sent, y, when);
      expect([train.y, held.y, [...held.rows]]).toEqual([[2, 5], [1, 3, 4], [0, 2, 3]]); // prettier-ignore
      expect(held.X.row(1)).toEqual(sent.row(2));
    }
    expect(temporalSplit(sent, y, { time: 'at', testDays: 4 }).test.y).toEqual([1, 4]);
  });

  test('says what is wrong', () => {
    const gap = Table.from({ at: [day(1), null], n: [1, 2] });
    const cases: [() => unknown, RegExp][] = [
      [() => temporalSplit(gap, [1, 2], { time: 'at', testDays: 1 }), /column "at" must say when each row was, row 2 is null/],
      [() => temporalSplit(sent, y, { time: 'att', testDays: 1 }), /no column "att" \(did you mean "at"\?\)/],
      [() => temporalSplit(sent, y, { testDays: 1 } as never), /"when" must be \{ time, testDays \} or \{ time, from \}/],
      [() => temporalSplit(sent, y, { time: 'at', from: '2027-01-01' }), /no row is from 2027-01-01T00:00:00.000Z on/],
      [() => temporalSplit(sent, y, { time: 'at', from: '2025-01-01' }), /no row is before 2025-01-01T00:00:00.000Z/],
      [() => temporalSplit(sent, [1], { time: 'at', testDays: 1 }), /"y" must hold one value a row \(5\), got 1/],
    ];
    for (const [call, message] of cases) expect(thrown(call).message).toMatch(message);
  });
});

describe('what cannot be split', () => {
  const small = Matrix.from([[1], [2], [3], [4]]);
  const cases: Record<string, [() => unknown, RegExp]> = {
    'another number of labels': [() => trainTestSplit(X, ['a']), /"y" must hold one value a row \(103\), got 1/],
    'no labels': [() => kFold(X, undefined as never), /"y" must be a list, a column, a Matrix or a Table/],
    'no test': [() => trainTestSplit(small, [1, 2, 3, 4], { testSize: 0.1 }), /"testSize" for 0 of 4 rows leaves one side empty/],
    'no training': [() => trainTestSplit(small, [1, 2, 3, 4], { testSize: 4 }), /"testSize" for 4 of 4 rows leaves one side empty/],
    'a class of one row': [() => trainTestSplit(small, [1, 1, 1, 2], { stratify: true }), /the class 2 has one row only/],
    'fewer rows than classes': [() => trainTestSplit(small, [1, 1, 2, 2], { stratify: true, testSize: 1 }), /fewer rows than there are classes \(2\)/],
    'fewer rows than folds': [() => kFold(small, [1, 1, 1, 1]), /5 folds need at least as many rows, got 4 rows/],
    'fewer rows of a class than folds': [() => kFold(small, ['a', 'a', 'a', 'b'], { nFolds: 2, stratify: true }), /2 folds need at least as many rows of each class, of "b", got 1 row/],
    'a missing label': [() => kFold(small, ['a', null, 'a', 'b'] as never, { nFolds: 2, stratify: true }), /row 2 has null/],
    'other strata': [() => kFold(small, [1, 1, 1, 1], { nFolds: 2, stratify: [1, 2] }), /"stratify" must hold one label a row \(4\), got 2/],
  }; // prettier-ignore
  test.each(Object.entries(cases))('%s', (_, [call, message]) => expect(thrown(call).message).toMatch(message));
});

test.each([
  ['trainTestSplit', ROW_SPLIT, (options: object) => trainTestSplit(X, labels, options)],
  ['kFold', ROW_FOLD, (options: object) => kFold(X, labels, options)],
  ['crossValidate', ROW_CROSS_VALIDATE, (options: object) => crossValidate(nearest, X, labels, options)],
  ['gridSearch', ROW_CROSS_VALIDATE, (options: object) => gridSearch(() => nearest, {}, X, labels, options)],
  ['bootstrapMeasure', BOOTSTRAP_MEASURE, (options: object) => bootstrapMeasure(() => 1, [labels], options)],
] as const)('%s refuses invalid options of rows by name', (_, constraints, call) => {
  for (const [name, { invalid, expected }] of Object.entries<Constraint<never>>(constraints as never))
    for (const value of invalid) expect(thrown(() => call({ [name]: value })).message).toContain(`"${name}" must be ${expected}`);
});

/** The nearest mean of a column, over all classes: what a class is worth falls with the distance. */
const nearest = {
  fit(X: Matrix, y: readonly (string | boolean)[]) {
    const classes = [...new Set(y)].sort();
    const column = (rows: Matrix) => Array.from({ length: rows.nRows }, (_, i) => rows.row(i)[1]);
    const means = classes.map((label) => {
      const own = column(X).filter((_, i) => y[i] === label);
      return own.reduce((sum, v) => sum + v, 0) / own.length;
    });
    const worth = (rows: Matrix) =>
      column(rows).map((v) => {
        const parts = means.map((m) => 1 / (0.1 + Math.abs(v - m)));
        const all = parts.reduce((sum, part) => sum + part, 0);
        return parts.map((part) => part / all);
      });
    return {
      classes,
      predict: (rows: Matrix) => worth(rows).map((parts) => classes[parts.indexOf(Math.max(...parts))]),
      predictProba: (rows: Matrix, label: string | boolean) => worth(rows).map((parts) => parts[classes.indexOf(label)]),
      probabilities: (rows: Matrix) => Matrix.from(worth(rows), { columns: classes.map(String) }),
    };
  },
};
const yes = labels.map((label) => label !== 'b');
/** y is about twice the second column. */
const line = { fit: () => ({ predict: (rows: Matrix) => Float64Array.from({ length: rows.nRows }, (_, i) => 2 * rows.row(i)[1]) }) };
const target = Float64Array.from(labels, (_, i) => 2 * X.row(i)[1] + random());

describe('crossValidate of rows', () => {
  const split = (rows: Matrix, y: readonly (string | boolean)[]) => kFold(rows, y, { nFolds: 3, stratify: true, seed: 8 });

  test('gives for each fold what the measures give', () => {
    const ofClasses = ['accuracy', 'precision', 'recall', 'f1', 'rocAuc', 'averagePrecision', 'logLoss', 'brier'] as const;
    const ofNumbers = ['r2', 'rmse', 'mae'] as const;
    expect([...ofClasses, ...ofNumbers]).toEqual(ROW_SCORINGS);
    const two = crossValidate(nearest, X, yes, { split: split as never, scoring: ofClasses });
    const three = crossValidate(nearest, X, labels, { split: split as never, scoring: ofClasses });
    const numbers = crossValidate(line, X, target, { scoring: ofNumbers });
    split(X, yes).forEach(({ train, test: held }, s) => {
      const model = nearest.fit(train.X, train.y);
      const [y, said, p] = [held.y, model.predict(held.X), model.predictProba(held.X, true)];
      const want = [accuracy(y, said), precision(y, said), recall(y, said), f1(y, said), rocAuc(y, p), averagePrecision(y, p), logLoss(y, p), brier(y, p)]; // prettier-ignore
      expect(ofClasses.map((name) => two.scores[name].folds[s])).toEqual(want);
    });
    split(X, labels).forEach(({ train, test: held }, s) => {
      const model = nearest.fit(train.X, train.y);
      const [y, said, p] = [held.y, model.predict(held.X), model.probabilities(held.X)];
      const macro = { average: 'macro' } as const;
      const want = [accuracy(y, said), precision(y, said, macro), recall(y, said, macro), f1(y, said, macro), rocAuc(y, p), averagePrecision(y, p), logLoss(y, p), brier(y, p)]; // prettier-ignore
      expect(ofClasses.map((name) => three.scores[name].folds[s])).toEqual(want);
    });
    kFold(X, target).forEach(({ test: held }, s) => {
      const said = line.fit().predict(held.X);
      expect(ofNumbers.map((name) => numbers.scores[name].folds[s])).toEqual([r2(held.y, said), rmse(held.y, said), mae(held.y, said)]);
    });
    expect([two.nFolds, numbers.nFolds]).toEqual([3, 5]);
    expectTypeOf(numbers.scores).toHaveProperty('rmse');
  });

  test('takes five stratified folds and the ROC area by default, and the class that is asked for', () => {
    const found = crossValidate(nearest, X, yes);
    const byHand = kFold(X, yes, { stratify: true }).map(({ train, test: held }) =>
      rocAuc(held.y, nearest.fit(train.X, train.y).predictProba(held.X, true)),
    );
    expect([...found.scores.rocAuc.folds]).toEqual(byHand);
    const other = crossValidate(nearest, X, labels, { positive: 'c', scoring: 'brier' });
    const first = kFold(X, labels, { stratify: true })[0];
    const model = nearest.fit(first.train.X, first.train.y);
    expect(other.scores.brier.folds[0]).toBe(brier(first.test.y, model.predictProba(first.test.X, 'c'), { positive: 'c' }));
  });

  test('hands tables to whom takes them, else numbers, and goes through pipelines once', () => {
    const numbers = Table.of({ row: { kind: 'number', values: Float64Array.from(labels.keys()) }, hint: { kind: 'number', values: Float64Array.from(labels, (_, i) => X.row(i)[1]) } }); // prettier-ignore
    const options = { scoring: ['accuracy', 'logLoss'] } as const;
    expect(crossValidate(nearest, numbers, labels, options)).toEqual(crossValidate(nearest, X, labels, options));
    const seen = { takesTables: true, fit: (rows: unknown) => ({ predict: (more: Table) => more.column('text') as never, rows }) };
    const pure = crossValidate(seen, table, table.column('text'), { scoring: 'accuracy' });
    expect(pure.scores.accuracy.mean).toBe(1);
    const pipeline = new Pipeline([new StandardScaler(), nearest as never]);
    expect(crossValidate(pipeline, X, labels, options).scores.accuracy.mean).toBeGreaterThan(0.4);
  });

  test('names the fold of an error, and what a model lacks', () => {
    const fails = { fit: () => ({}) };
    const error = thrown(() => crossValidate(fails, X, yes));
    expect([error.code, error.message]).toEqual(['unsupported', 'fold 1 of 5: "rocAuc" needs a model with a method "predictProba"']);
    expect(thrown(() => crossValidate(fails, X, target, { scoring: 'r2' })).message).toContain('needs a model with a method "predict"');
    expect(thrown(() => crossValidate({} as never, X, yes)).message).toContain('"estimator" must be an estimator, with `fit`');
    expect(thrown(() => crossValidate(nearest, X, yes, { split: () => [] })).message).toContain('at least one { train, test }');
    expect(thrown(() => crossValidate(nearest, X, yes, { split: () => [{}] as never })).message).toContain(
      '"train of split 1" must be { X, y }',
    );
    const hint = thrown(() => crossValidate(nearest, X, yes, { scorin: 'f1' } as never));
    expect(hint.message).toContain('did you mean "scoring"');
  });

  test('tells how far it is, gives way, and stops when told to', async () => {
    const told: Progress[] = [];
    const found = crossValidate(nearest, X, yes, {}, { onProgress: (progress) => told.push(progress) });
    expect(told.every(({ stage, done, total }) => stage === 'cross-validating' && done <= total)).toBe(true);
    expect(await crossValidateAsync(nearest, X, yes)).toEqual(found);
    const stopped = crossValidateAsync(new Pipeline([new StandardScaler(), nearest as never]), X, yes, {}, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('gridSearch of rows', () => {
  const make = ({ column, factor }: { column: number; factor: number }) => ({
    fit: () => ({ predict: (rows: Matrix) => Float64Array.from({ length: rows.nRows }, (_, i) => factor * rows.row(i)[column]) }),
  });
  const grid = { column: [0, 1], factor: [1, 2] };

  test('finds the best, by the most or the least', async () => {
    for (const scoring of ['r2', 'rmse'] as const) {
      const { points, best } = gridSearch(make, grid, X, target, { scoring });
      expect(best.params).toEqual({ column: 1, factor: 2 });
      expect(points.map(({ params }) => params)).toEqual([0, 0, 1, 1].map((column, i) => ({ column, factor: 1 + (i % 2) })));
      expect(best.scores).toEqual(crossValidate(make(best.params), X, target, { scoring }).scores);
      expect((await gridSearchAsync(make, grid, X, target, { scoring })).best.scores).toEqual(best.scores);
    }
  });

  test('names the combination of an error', () => {
    const error = thrown(() => gridSearch(() => ({ fit: () => ({}) }), { column: [1] }, X, target, { scoring: 'r2' }));
    expect(error.message).toContain('{ column: 1 }, fold 1 of 5: "r2" needs a model');
  });
});
