import { describe, expect, test } from 'vitest';
import { Matrix, Table } from '../../src/index.js';
import {
  Log1pTransformer,
  Log1pTransformerModel,
  MinMaxScaler,
  MinMaxScalerModel,
  QuantileTransformer,
  QuantileTransformerModel,
  RobustScaler,
  RobustScalerModel,
  StandardScaler,
  StandardScalerModel,
} from '../../src/preprocessing/index.js';
import { MIN_MAX_SCALER } from '../../src/preprocessing/min-max-scaler.js';
import { QUANTILE_TRANSFORMER } from '../../src/preprocessing/quantile-transformer.js';
import { ROBUST_SCALER } from '../../src/preprocessing/robust-scaler.js';
import { STANDARD_SCALER } from '../../src/preprocessing/standard-scaler.js';
import { largestError } from '../golden/errors.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';
import { checkEstimator } from './contract.js';
import { checkScaler, checkTransformer } from './transformer-contract.js';

const apply = (model: { transform(X: Matrix): Matrix }, X: Matrix) => model.transform(X).data;
const standard = { make: (o: object) => new StandardScaler(o), options: {}, constraints: STANDARD_SCALER as never, Model: StandardScalerModel, apply }; // prettier-ignore
const minMax = { make: (o: object) => new MinMaxScaler(o), options: {}, constraints: MIN_MAX_SCALER as never, Model: MinMaxScalerModel, apply }; // prettier-ignore
const robust = { make: (o: object) => new RobustScaler(o), options: {}, constraints: ROBUST_SCALER as never, Model: RobustScalerModel, apply }; // prettier-ignore
const quantile = { make: (o: object) => new QuantileTransformer(o), options: { nQuantiles: 20 }, constraints: QUANTILE_TRANSFORMER as never, Model: QuantileTransformerModel, apply }; // prettier-ignore
const log1p = { make: (o: object) => new Log1pTransformer(o), options: {}, constraints: {}, Model: Log1pTransformerModel, apply };

checkEstimator('StandardScaler', standard);
checkEstimator('MinMaxScaler', minMax);
checkEstimator('RobustScaler', robust);
checkEstimator('QuantileTransformer', quantile);
checkEstimator('Log1pTransformer', log1p);

checkTransformer('StandardScaler', standard);
checkTransformer('StandardScaler without mean', { ...standard, options: { withMean: false } });
checkTransformer('MinMaxScaler', minMax);
checkTransformer('MinMaxScaler to -1, 1, cut', { ...minMax, options: { featureRange: [-1, 1], clip: true } });
checkTransformer('RobustScaler', robust);
checkTransformer('RobustScaler of unit variance', { ...robust, options: { unitVariance: true, quantileRange: [10, 90] } });
checkTransformer('QuantileTransformer', quantile);
checkTransformer('QuantileTransformer to normal', { ...quantile, options: { nQuantiles: 36, outputDistribution: 'normal' } });
checkTransformer('Log1pTransformer', log1p);

checkScaler('StandardScaler', standard);
checkScaler('MinMaxScaler', minMax);
checkScaler('RobustScaler', robust);
checkScaler('QuantileTransformer', quantile);
checkScaler('QuantileTransformer to normal', { ...quantile, options: { outputDistribution: 'normal' } });
checkScaler('Log1pTransformer', log1p);

/** One column, and what becomes of it. */
const column = (values: readonly number[]) => Matrix.from(values.map((v) => [v]));
const answers = (model: { transform(X: Matrix): Matrix }, values: readonly number[]) => Array.from(model.transform(column(values)).data);
const nothing = Table.of({ spend: { kind: 'number', values: new Float64Array(3).fill(NaN) } });

describe('a column without any value passes values through', () => {
  const values = [-2, 0.1, 7];
  const through = (model: { transform(X: Table): Table }) =>
    Array.from(model.transform(Table.from({ spend: values })).column('spend', 'number').values);

  test.each([new StandardScaler(), new MinMaxScaler(), new RobustScaler({ unitVariance: true })])('%o', (recipe) => {
    expect(through(recipe.fit(nothing))).toEqual(values);
  });

  test('or as if it filled the range, or were spread evenly from 0 to 1', () => {
    expect(largestError(through(new MinMaxScaler({ featureRange: [-3, 1] }).fit(nothing)), values)).toBeLessThan(1e-15);
    expect(through(new MinMaxScaler({ featureRange: [0, 1], clip: true }).fit(nothing))).toEqual([0, 0.1, 1]);
    expect(through(new QuantileTransformer().fit(nothing))).toEqual([0, 0.1, 1]);
  });
});

describe('the unit does not matter', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const recipes = [
    ['StandardScaler', new StandardScaler()],
    ['MinMaxScaler', new MinMaxScaler()],
    ['RobustScaler', new RobustScaler()],
    ['QuantileTransformer', new QuantileTransformer()],
    ['QuantileTransformer to normal', new QuantileTransformer({ outputDistribution: 'normal' })],
  ] as const;

  test.each(recipes)('%s', (_, recipe) => {
    const want = answers(recipe.fit(column(values)), values);
    for (const unit of [1e-300, 1e-200, 1e-160, 1e-20, 1e20, 1e155, 1e200, 1e300, 1.9e307]) {
      const scaled = values.map((v) => v * unit);
      const model = recipe.fit(column(scaled));
      expect(largestError(answers(model, scaled), want), `in units of ${unit}`).toBeLessThan(1e-12);
      const back = model.inverseTransform(model.transform(column(scaled))).data;
      expect(largestError(back.map((v) => v / unit), values), `in units of ${unit}`).toBeLessThan(1e-12); // prettier-ignore
    }
  });

  test.each(recipes)('%s of the smallest numbers there are', (_, recipe) => {
    for (const least of [
      [0, 5e-324],
      [0, 5e-324, 0, 1e-323],
    ]) {
      const out = answers(recipe.fit(column(least)), least);
      expect([out.every(Number.isFinite), out[0] < out[1]]).toEqual([true, true]);
    }
  });
});

describe('StandardScaler', () => {
  test('gives mean 0 and variance 1, or only one of them', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(answers(new StandardScaler().fit(column(values)), [2, 5, 9])).toEqual([-1.5, 0, 2]);
    expect(answers(new StandardScaler({ withMean: false }).fit(column(values)), [2, 5, 9])).toEqual([1, 2.5, 4.5]);
    expect(answers(new StandardScaler({ withStd: false }).fit(column(values)), [2, 5, 9])).toEqual([-3, 0, 4]);
  });

  test('makes 0 of a constant column, also where its sum rounds', () => {
    for (const constant of [0.1, 1e-200 / 3, 1e300 / 3]) {
      const values = Array<number>(1000).fill(constant);
      const model = new StandardScaler().fit(column(values));
      expect([model.scale[0], answers(model, values).every((v) => Math.abs(v) <= 1e-12 * Math.max(1, constant))]).toEqual([1, true]);
    }
  });
});

describe('MinMaxScaler', () => {
  test('reaches both ends exactly, and goes beyond them unless cut', () => {
    const random = generator(3);
    for (let t = 0; t < 200; t++) {
      const values = Array.from({ length: 5 }, () => 1e6 + random());
      const out = answers(new MinMaxScaler().fit(column(values)), values);
      expect([Math.min(...out), Math.max(...out)]).toEqual([0, 1]);
    }
    const [fitted, seen] = [column([10, 20]), [5, 10, 15, 20, 30]];
    expect(answers(new MinMaxScaler({ featureRange: [-1, 3] }).fit(fitted), seen)).toEqual([-3, -1, 1, 3, 7]);
    expect(answers(new MinMaxScaler({ featureRange: [-1, 3], clip: true }).fit(fitted), seen)).toEqual([-1, -1, 1, 3, 3]);
  });

  test('makes the lower end of a constant column, also of one that differs by rounding', () => {
    expect(answers(new MinMaxScaler({ featureRange: [2, 3] }).fit(column([7, 7])), [7, 8, 6])).toEqual([2, 3, 1]);
    const sums = [0.1 + 0.2, 0.3];
    expect(Math.max(...answers(new MinMaxScaler().fit(column(sums)), sums))).toBeLessThan(1e-15);
  });

  test('does not keep the array it was given', () => {
    const featureRange: [number, number] = [0, 10];
    const model = new MinMaxScaler({ featureRange }).fit(column([1, 2]));
    featureRange[1] = 99;
    expect(answers(model, [2])).toEqual([10]);
    for (const { options } of [new MinMaxScaler(), model]) expect(Object.isFrozen(options.featureRange)).toBe(true);
  });
});

describe('RobustScaler', () => {
  const values = shuffled([1, 2, 3, 4, 5, 6, 7, 8, 9, 1e6]);

  test('measures by median and quartiles, whatever lies outside', () => {
    const { center, scale } = new RobustScaler().fit(column(values));
    expect([center[0], scale[0]]).toEqual([5.5, 4.5]);
    expect(new RobustScaler().fit(column(values.map((v) => (v === 1e6 ? 1e9 : v))))).toMatchObject({ center, scale });
    const off = new RobustScaler({ withCentering: false, withScaling: false }).fit(column(values));
    expect([off.center[0], off.scale[0]]).toEqual([0, 1]);
    expect(new RobustScaler({ quantileRange: [0, 100] }).fit(column(values)).scale[0]).toBe(999999);
  });

  test('leaves a column as it is spread where its quartiles are equal', () => {
    expect(answers(new RobustScaler().fit(column([3, 3, 3, 3, 3, 8])), [3, 8])).toEqual([0, 5]);
  });

  test('refuses percentiles at which a normal distribution has no end', () => {
    const error = thrown(() => new RobustScaler({ unitVariance: true, quantileRange: [0, 75] }));
    expect([error.code, error.message]).toEqual([
      'invalid-option',
      '"quantileRange" must be two numbers above 0 and below 100 with "unitVariance", got 0, 75',
    ]);
    // the smallest spread by the widest range of a normal distribution
    const { scale } = new RobustScaler({ unitVariance: true, quantileRange: [1, 99] }).fit(column([0, 5e-324]));
    expect(scale[0]).toBe(5e-324);
  });
});

describe('QuantileTransformer', () => {
  test('says the share of the rows below a value, ties in their middle, and the ends beyond them', () => {
    const model = new QuantileTransformer({ nQuantiles: 9 }).fit(column([1, 2, 2, 2, 2, 3, 5, 9, 9]));
    expect(answers(model, [0, 1, 2, 2.5, 3, 4, 9, 10])).toEqual([0, 0, 0.3125, 0.5625, 0.625, 0.6875, 1, 1]);
    expect(Array.from(model.inverseTransform(column([-1, 0, 0.3125, 0.6875, 1, 2])).data)).toEqual([1, 1, 2, 4, 9, 9]);
  });

  test('keeps no more quantiles than there are rows', () => {
    const model = new QuantileTransformer().fit(column([1, 3, 2]));
    expect([model.nQuantiles, Array.from(model.quantiles[0])]).toEqual([3, [1, 2, 3]]);
    expect(new QuantileTransformer({ nQuantiles: 2 }).fit(column([1, 3, 2])).nQuantiles).toBe(2);
  });

  test('makes 0 of a constant column or one row, and 1 of what lies above', () => {
    for (const values of [[7], [7, 7, 7]]) {
      expect(answers(new QuantileTransformer().fit(column(values)), [6, 7, 8])).toEqual([0, 0, 1]);
      expect(Array.from(new QuantileTransformer().fit(column(values)).inverseTransform(column([0, 0.5, 1])).data)).toEqual([7, 7, 7]);
    }
  });

  test('makes a normal distribution, cut at 5.2, whose ends come back', () => {
    const random = generator(4);
    const values = Array.from({ length: 999 }, () => 1 / (0.001 + random()));
    const model = new QuantileTransformer({ outputDistribution: 'normal' }).fit(column(values));
    const out = answers(model, values).sort((a, b) => a - b);
    expect(out.at(-1)).toBeCloseTo(5.199337582605575, 8);
    expect(out[0]).toBeCloseTo(-5.199337582605575, 8);
    expect(out[499]).toBeCloseTo(0, 12);
    expect(out.filter((v) => Math.abs(v) < 1.96).length / 999).toBeCloseTo(0.95, 2);
    const ends = [Math.min(...values), Math.max(...values)];
    expect(Array.from(model.inverseTransform(model.transform(column(ends))).data)).toEqual(ends);
  });

  test('never lets quantiles descend, however many lie between two values', () => {
    const random = generator(5);
    for (let t = 0; t < 50; t++) {
      const two = [random(), random() * 3];
      const spend = Float64Array.from({ length: 300 }, (_, i) => two[i] ?? NaN);
      const [quantiles] = new QuantileTransformer().fit(Table.of({ spend: { kind: 'number', values: spend } })).quantiles;
      expect(quantiles.slice().sort()).toEqual(quantiles);
    }
  });
});

describe('what f64 cannot say is refused by name', () => {
  const X = Matrix.from([[1, -1.7e308], [2, 1.7e308]], { columns: ['visits', 'spend'] }); // prettier-ignore

  test.each([new MinMaxScaler(), new RobustScaler(), new QuantileTransformer()])('a column too wide for %o', (recipe) => {
    expect(thrown(() => recipe.fit(X)).message).toBe(
      'column "spend" must not span more than f64 can say, it goes from -1.7e+308 to 1.7e+308: use another unit',
    );
  });

  test('a cell that would become infinite, of a matrix or a table', () => {
    const model = new StandardScaler().fit(Table.from({ spend: [1e-300, 2e-300] }));
    for (const data of [Table.from({ spend: [1e-300, null, 1e300] }), Matrix.from([[1e-300], [0], [1e300]], { columns: ['spend'] })]) {
      expect(thrown(() => model.transform<Matrix | Table>(data)).message).toBe(
        'row 3, column "spend": 1e+300 is too large here, it would become Infinity',
      );
    }
  });

  test('log1p names the cell it cannot take', () => {
    const cells = Matrix.from([[1, 2], [3, -1]], { columns: ['visits', 'spend'] }); // prettier-ignore
    expect(thrown(() => new Log1pTransformer().fit(cells)).message).toBe('row 2, column "spend" must be above -1 for log1p, got -1');
    const model = new Log1pTransformer().fit(Matrix.from([[1]]));
    expect(thrown(() => model.inverseTransform(Matrix.from([[710]]))).message).toBe(
      'row 1, column 1: 710 is too large here, it would become Infinity',
    );
  });
});

test('a matrix with names gives its columns by them, in any order', () => {
  const fitted = Matrix.from([[1, 100], [3, 300]], { columns: ['a', 'b'] }); // prettier-ignore
  const model = new StandardScaler().fit(fitted);
  const turned = model.transform(Matrix.from([[7, 300, 3]], { columns: ['c', 'b', 'a'] }));
  expect([turned.columns, Array.from(turned.data)]).toEqual([['a', 'b'], [1, 1]]); // prettier-ignore
  const error = thrown(() => model.transform(Matrix.from([[1, 2]], { columns: ['a', 'd'] })));
  expect([error.code, error.message]).toEqual(['unknown-column', expect.stringContaining('the matrix has no column "b"')]);
});
