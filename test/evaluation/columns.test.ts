// What is said of a model's columns: importances and partial dependence of models that are known by looking.
import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import {
  partialDependence,
  partialDependenceAsync,
  permutationImportance,
  permutationImportanceAsync,
  rocAuc,
} from '../../src/evaluation/index.js';
import { PARTIAL_DEPENDENCE } from '../../src/evaluation/partial-dependence.js';
import { IMPORTANCE } from '../../src/evaluation/permutation-importance.js';
import { Matrix, Table, type Progress } from '../../src/index.js';
import { Pipeline, StandardScaler } from '../../src/preprocessing/index.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const N = 400;
const random = generator(6);
const table = Table.from({
  x: Array.from({ length: N }, () => random() * 10),
  few: Array.from({ length: N }, () => Math.floor(random() * 4)),
  noise: Array.from({ length: N }, random),
  city: Array.from({ length: N }, () => ['Bonn', 'Kiel', 'Ulm'][Math.floor(random() * 3)]),
  vip: Array.from({ length: N }, () => random() < 0.3),
});
const X = table.toMatrix(['x', 'few', 'noise']);
const WORTH: Record<string, number> = { Bonn: 1, Kiel: 4, Ulm: 0 };
type Cells = { x: number; few: number; city: string; vip: boolean };
const worth = ({ x, few, city, vip }: Cells) => 2 * x - few + WORTH[city] + (vip ? 3 : 0);
/** Of tables and of matrices: y is 2 x - few, and of a table what its city and vip are worth. */
const model = {
  predict: (rows: Matrix | Table): Float64Array =>
    rows instanceof Table
      ? rows.derive('y', (row: Cells) => worth(row)).column('y', 'number').values
      : Float64Array.from({ length: rows.nRows }, (_, i) => 2 * rows.row(i)[0] - rows.row(i)[1]), // prettier-ignore
};
const y = model.predict(X);
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
const variance = (values: ArrayLike<number>) => mean(Array.from(values, (v) => v * v)) - mean(values) * mean(values);

describe('permutationImportance', () => {
  test('is what theory says of a sum: twice the share of the variance; 0 for a column without part', () => {
    const { score, columns } = permutationImportance(model, X, y, { scoring: 'r2', nRepeats: 40 });
    const shares = [4 * variance(table.column('x', 'number').values), variance(table.column('few', 'number').values), 0];
    expect(score).toBe(1);
    expect(columns.map(({ column }) => column)).toEqual(['x', 'few', 'noise']);
    columns.forEach((one, c) => {
      expect(one.mean).toBeCloseTo((2 * shares[c]) / variance(y), 1);
      expect(one.drops).toHaveLength(40);
      expect(one.mean).toBeCloseTo(mean(one.drops), 14);
      expect(one.std).toBeCloseTo(Math.sqrt(variance(one.drops)), 10);
    });
    expect(columns[2].drops.every((drop) => drop === 0)).toBe(true);
  });

  test('is the loss of score of rows whose column was dealt anew', () => {
    let seen: Float64Array[] = [];
    const spy = { predict: (rows: Matrix) => (seen.push(Float64Array.from({ length: N }, (_, i) => rows.row(i)[0])), model.predict(rows)) };
    const { columns } = permutationImportance(spy, X, y, { scoring: 'rmse', nRepeats: 3, columns: ['x'] });
    const before = seen[0];
    seen = seen.slice(1);
    expect(seen).toHaveLength(3);
    seen.forEach((dealt, r) => {
      expect(dealt.slice().sort()).toEqual(before.slice().sort());
      expect(dealt).not.toEqual(before);
      // an error that rises counts as a drop
      const error = Math.sqrt(mean(Float64Array.from(dealt, (v, i) => 4 * (v - before[i]) * (v - before[i]))));
      expect(columns[0].drops[r]).toBeCloseTo(error, 10);
    });
    expect(seen[0]).not.toEqual(seen[1]);
  });

  test('takes tables with categories, places of a matrix without names, and pipelines; a column alone is as among others', () => {
    const of = permutationImportance(model, table, model.predict(table), { scoring: 'r2' });
    expect(of.columns.map(({ column }) => column)).toEqual(['x', 'few', 'noise', 'city', 'vip']);
    expect(of.columns.map((one) => one.mean > 0)).toEqual([true, true, false, true, true]);
    const [alone] = permutationImportance(model, table, model.predict(table), { scoring: 'r2', columns: ['city'] }).columns;
    expect(alone).toEqual(of.columns[3]);
    const plain = permutationImportance(model, Matrix.from(X.data, 3), y, { scoring: 'r2', columns: [2, 0] });
    expect(plain.columns.map(({ column, mean }) => [column, mean > 0])).toEqual([[2, false], [0, true]]); // prettier-ignore
    const pipeline = new Pipeline([new StandardScaler(), { fit: (_: Matrix) => model }]).fit(X);
    expect(permutationImportance(pipeline, X, y, { scoring: 'r2' }).columns[0].mean).toBeGreaterThan(0.01);
  });

  test('scores probabilities of the class asked for', () => {
    const said = { classes: ['no', 'yes'], predictProba: (rows: Matrix, label: string) => Float64Array.from({ length: N }, (_, i) => (label === 'yes' ? rows.row(i)[0] : 10 - rows.row(i)[0]) / 10) }; // prettier-ignore
    const labels = Array.from(X.data.filter((_, p) => p % 3 === 0), (v) => (v > 5 ? 'yes' : 'no')); // prettier-ignore
    const { score, columns } = permutationImportance(said, X, labels);
    expect(score).toBe(rocAuc(labels, said.predictProba(X, 'yes')));
    expect(columns[0].mean).toBeCloseTo(0.5, 1);
    expect(permutationImportance(said, X, labels, { positive: 'no' }).score).toBe(1);
  });

  test('gives way, tells how far it is and stops when told to', async () => {
    const told: Progress[] = [];
    const options = { scoring: 'r2', nRepeats: 2 } as const;
    const found = permutationImportance(model, X, y, options, { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done, total }) => [done, total])).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
    expect(await permutationImportanceAsync(model, X, y, options)).toEqual(found);
    await expect(permutationImportanceAsync(model, X, y, options, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('partialDependence', () => {
  test('of a sum is the part of the column and the mean of all others', () => {
    const others = mean(Array.from({ length: N }, (_, i) => -X.row(i)[1]));
    const { grid, mean: found } = partialDependence(model, X, 'x');
    const sorted = table.column('x', 'number').values.slice().sort();
    const at = (share: number) => sorted[Math.floor(share * (N - 1))];
    expect(grid).toHaveLength(20);
    expect(grid[0]).toBeGreaterThan(at(0.05) - 1e-9);
    expect(grid[19]).toBeLessThan(sorted[Math.ceil(0.95 * (N - 1))] + 1e-9);
    grid.forEach((v, g) => expect(found[g]).toBeCloseTo(2 * Number(v) + others, 10));
    const steps = grid.slice(1).map((v, g) => Number(v) - Number(grid[g]));
    steps.forEach((step) => expect(step).toBeCloseTo(steps[0], 10));
  });

  test('asks for all values where they are few, for categories and for booleans', () => {
    expect(partialDependence(model, X, 1).grid).toEqual([0, 1, 2, 3]);
    const city = partialDependence(model, table, 'city');
    expect(city.grid).toEqual(['Bonn', 'Kiel', 'Ulm']);
    expect([city.mean[1] - city.mean[0], city.mean[0] - city.mean[2]].map((v) => v.toFixed(9))).toEqual(['3.000000000', '1.000000000']);
    const vip = partialDependence(model, table, 'vip');
    expect([vip.grid, (vip.mean[1] - vip.mean[0]).toFixed(9)]).toEqual([[false, true], '3.000000000']);
    expect(partialDependence(model, table, 'city', { grid: ['Ulm'] }).mean[0]).toBe(city.mean[2]);
    const texts = Table.of({ note: { kind: 'text', values: ['b', null, 'a'] } });
    const length = { predict: (rows: Table) => Float64Array.from({ length: rows.nRows }, (_, i) => String(rows.row(i)['note']).length) };
    expect(partialDependence(length, texts, 'note')).toEqual({ column: 'note', grid: ['a', 'b'], mean: Float64Array.of(1, 1) });
  });

  test('does not depend on the order of the rows, and leaves them alone', () => {
    const before = X.data.slice();
    const turned = Matrix.from(Array.from({ length: N }, (_, i) => Array.from(X.row(N - 1 - i))));
    expect(partialDependence(model, turned, 0).mean).toEqual(partialDependence(model, X, 'x').mean);
    expect(X.data).toEqual(before);
  });

  test('asks for the probability of a class, through pipelines too', async () => {
    const said = {
      classes: [0, 1],
      predictProba: (rows: Matrix, label: number) => Float64Array.from({ length: rows.nRows }, () => (label ? 0.75 : 0.25)),
    };
    expect(partialDependence(said, X, 'few').mean[0]).toBe(0.75);
    expect(partialDependence(said, X, 'few', { positive: 0 }).mean[0]).toBe(0.25);
    const scaled = new Pipeline([new StandardScaler(), { fit: (_: Matrix) => model }]).fit(X);
    const { mean: found } = partialDependence(scaled, X, 'few', { grid: [1, 3] });
    expect(found[0] - found[1]).toBeCloseTo(2 / Math.sqrt(variance(table.column('few', 'number').values)), 9);
    expect(await partialDependenceAsync(model, X, 'x')).toEqual(partialDependence(model, X, 'x'));
    await expect(partialDependenceAsync(model, X, 'x', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what cannot be said', () => {
  const cases: Record<string, [() => unknown, RegExp]> = {
    'another number of labels': [() => permutationImportance(model, X, [1]), /"y" must hold one value a row \(400\), got 1/],
    'rows that are none': [() => permutationImportance(model, [[1]] as never, [1]), /"X" must be a Matrix or a Table/],
    'a model without probabilities': [() => permutationImportance(model, table, table.column('vip')), /"rocAuc" needs a model with a method "predictProba"/],
    'an unknown column': [() => permutationImportance(model, X, y, { scoring: 'r2', columns: ['y'] }), /the matrix has no column "y"/],
    'a place that is none': [() => partialDependence(model, X, 3), /"column" must be a name, or an integer from 0 and below 3 \(columns\), got 3/],
    'an unknown column of a table': [() => partialDependence(model, table, 'cty'), /no column "cty" \(did you mean "city"\?\)/],
    'no rows': [() => partialDependence(model, Matrix.from([], { columns: ['x'] }), 'x'), /"X" must have at least one row/],
    'a column of nothing': [() => partialDependence(model, Table.of({ x: { kind: 'number', values: Float64Array.of(NaN) } }), 'x'), /column "x" has no value/],
    'a category that is none': [() => partialDependence(model, table, 'city', { grid: ['Rome'] }), /"grid" must hold values of a column of kind category, got "Rome"/],
    'a text among numbers': [() => partialDependence(model, X, 'x', { grid: ['1'] }), /"grid" must hold values of a column of kind number/],
    'labels that are no numbers': [() => partialDependence({ predict: () => ['a'] }, Matrix.from([[1]]), 0), /"predictions" must be finite numbers, row 1 has "a"/],
    'no model': [() => partialDependence({}, X, 'x'), /must have a method "predictProba" or "predict"/],
  }; // prettier-ignore
  test.each(Object.entries(cases))('%s', (_, [call, message]) => expect(thrown(call).message).toMatch(message));

  test.each([
    ['permutationImportance', IMPORTANCE, (options: object) => permutationImportance(model, X, y, options)],
    ['partialDependence', PARTIAL_DEPENDENCE, (options: object) => partialDependence(model, X, 'x', options)],
  ] as const)('%s refuses invalid options by name', (_, constraints, call) => {
    for (const [name, { invalid, expected }] of Object.entries<Constraint<never>>(constraints as never))
      for (const value of invalid) expect(thrown(() => call({ [name]: value })).message).toContain(`"${name}" must be ${expected}`);
  });
});
