// What holds for every measure of labels and scores: the order of the rows changes no bit, labels of any kind are the same, and what cannot be measured is said.
// The numbers themselves: classification-golden.test.ts.
import { describe, expect, test } from 'vitest';
import * as evaluation from '../../src/evaluation/index.js';
import {
  accuracy,
  averagePrecision,
  bootstrap,
  bootstrapMeasure,
  bootstrapMeasureAsync,
  brier,
  calibrationCurve,
  chooseThreshold,
  confusionMatrix,
  expectedCalibrationError,
  f1,
  gains,
  liftByDecile,
  logLoss,
  mae,
  precision,
  precisionRecallCurve,
  profitCurve,
  r2,
  recall,
  rmse,
  rocAuc,
  rocCurve,
} from '../../src/evaluation/index.js';
import { sumOf } from '../../src/data/sorted-sum.js';
import { Matrix, Table } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { generator, shuffled, touchyOrders } from '../support/random.js';

const random = generator(3);
const N = 301;
/** Many equal scores, some at the ends. */
const p = Array.from({ length: N }, () => Math.floor(random() * 13) / 12);
const bought = p.map((v) => random() < 0.2 + 0.6 * v);
const weights = p.map(() => Math.floor(random() * 9) / 3);
const predicted = p.map((v) => v > 0.5);
const three = p.map((_, i) => ['ant', 'bee', 'cat'][(i + Math.floor(random() * 2)) % 3]);
const guessed = shuffled(three, 4);
const rated = Matrix.from(p.map((v) => [v / 2, (1 - v) / 2, 0.5]));
const pays = { valueOfSale: 10, costOfContact: 6 };

/** Sums of these depend on their order, compensated ones too. */
const uneven = p.map(() => random() * [1e-17, 1, 1e17][Math.floor(3 * random())]);
const rows = { p, bought, uneven, predicted, three, guessed, rated };
type Rows = typeof rows;

const MEASURES: Record<string, (rows: Rows) => unknown> = {
  rocCurve: ({ bought, p }) => rocCurve(bought, p),
  'rocCurve, weighted': ({ bought, p, uneven }) => rocCurve(bought, p, { sampleWeight: uneven, dropIntermediate: false }),
  rocAuc: ({ bought, p }) => rocAuc(bought, p),
  'rocAuc, weighted': ({ bought, p, uneven }) => rocAuc(bought, p, { sampleWeight: uneven }),
  'rocAuc of classes': ({ three, rated, uneven }) => rocAuc(three, rated, { sampleWeight: uneven, average: 'weighted' }),
  precisionRecallCurve: ({ bought, p, uneven }) => precisionRecallCurve(bought, p, { sampleWeight: uneven }),
  averagePrecision: ({ bought, p }) => averagePrecision(bought, p),
  logLoss: ({ bought, p, uneven }) => [logLoss(bought, p), logLoss(bought, p, { sampleWeight: uneven })],
  'logLoss of classes': ({ three, rated }) => logLoss(three, rated),
  brier: ({ bought, p, uneven }) => [brier(bought, p), brier(bought, p, { sampleWeight: uneven })],
  'brier of classes': ({ three, rated }) => brier(three, rated),
  calibrationCurve: ({ bought, p }) => calibrationCurve(bought, p),
  'calibrationCurve, quantiles': ({ bought, p }) => calibrationCurve(bought, p, { strategy: 'quantile', nBins: 7 }),
  expectedCalibrationError: ({ bought, p }) => expectedCalibrationError(bought, p),
  liftByDecile: ({ bought, p }) => liftByDecile(bought, p),
  gains: ({ bought, p, uneven }) => gains(bought, p, { sampleWeight: uneven }),
  profitCurve: ({ bought, p }) => profitCurve(bought, p, pays),
  chooseThreshold: ({ bought, p }) => chooseThreshold(bought, p, { ...pays, budget: 300 }),
  confusionMatrix: ({ three, guessed, uneven }) => confusionMatrix(three, guessed, { sampleWeight: uneven }).counts.data,
  accuracy: ({ three, guessed, uneven }) => accuracy(three, guessed, { sampleWeight: uneven }),
  precision: ({ bought, predicted, uneven }) => precision(bought, predicted, { sampleWeight: uneven }),
  recall: ({ three, guessed, uneven }) => recall(three, guessed, { sampleWeight: uneven, average: 'macro' }),
  f1: ({ three, guessed, uneven }) => f1(three, guessed, { sampleWeight: uneven, average: 'weighted' }),
  r2: ({ p, uneven }) => r2(p.map((v) => v * v), p, { sampleWeight: uneven }), // prettier-ignore
  bootstrapMeasure: ({ bought, p }) => bootstrapMeasure(rocAuc, [bought, p], { nResamples: 20 }),
  'bootstrapMeasure, stratified': ({ bought, p, three }) =>
    bootstrapMeasure((y, scores) => averagePrecision(y, scores), [bought, p], { nResamples: 20, stratify: three }),
};

describe('the order of the rows changes no bit', () => {
  const order = shuffled([...p.keys()], 9);
  const moved = Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [
      name,
      list instanceof Matrix ? Matrix.from(order.map((i) => Array.from(list.row(i)))) : order.map((i) => list[i]),
    ]),
  ) as unknown as Rows;
  test.each(Object.entries(MEASURES))('%s', (_, measure) => expect(measure(moved)).toEqual(measure(rows)));

  test('nor of sums that no compensation saves', () => {
    const found = touchyOrders().map((heavy) => [
      rocCurve([1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 0, 0], { sampleWeight: [...heavy, 1152921504606846976, 1] }).truePositiveRate[1],
      rocCurve([0, 0, 0, 0, 1, 0], [1, 1, 1, 1, 0, 0], { sampleWeight: [...heavy, 1, 1152921504606846976] }).falsePositiveRate[1],
      confusionMatrix([1, 1, 1, 1], [1, 1, 1, 1], { sampleWeight: heavy }).counts.data[0],
    ]);
    expect(found).toHaveLength(24);
    for (const one of found) expect(one).toEqual(found[0]);
    const sums = touchyOrders().map((numbers) => sumOf(Float64Array.from(numbers), 0, 4));
    expect(new Set(sums).size).toBeGreaterThan(1); // or nothing would be tested
  });
});

describe('labels of any kind', () => {
  const kinds = {
    'texts': bought.map((yes) => (yes ? 'yes' : 'no')),
    '0 and 1': bought.map(Number),
    'a Uint8Array': Uint8Array.from(bought, Number),
    'other numbers': bought.map((yes) => (yes ? 7 : -7)),
    'a category column': Table.from({ y: bought.map((yes) => (yes ? 'yes' : 'no')) }).column('y'),
    'a boolean column': Table.from({ y: bought }).column('y'),
    'a number column': Table.from({ y: bought.map(Number) }).column('y'),
  }; // prettier-ignore
  test.each(Object.entries(kinds))('%s', (_, y) => {
    expect(rocAuc(y, p)).toBe(rocAuc(bought, p));
    expect(logLoss(y, Float64Array.from(p))).toBe(logLoss(bought, p));
    expect(liftByDecile(y, p)).toEqual(liftByDecile(bought, p));
    expect(accuracy(y, y)).toBe(1);
  });

  test('classes are sorted: numbers ascend, texts go by UTF-16 code unit, false is before true', () => {
    expect(confusionMatrix([10, 9, -1], [10, 9, 2]).classes).toEqual([-1, 2, 9, 10]);
    expect(confusionMatrix(['a', 'Z', '\u{1F600}'], ['é', '\uFF5A', 'a']).classes).toEqual(['Z', 'a', 'é', '\u{1F600}', '\uFF5A']);
    expect(confusionMatrix([true], [false])).toMatchObject({ classes: [false, true], counts: { columns: ['false', 'true'] } });
    expect(confusionMatrix([-0, 0], [0, -0]).classes).toEqual([0]);
  });

  test('the positive class may be any, and is the second of two, sorted, unless said', () => {
    expect(rocAuc(['b', 'a', 'b'], [3, 2, 1], { positive: 'b' })).toBe(rocAuc(['b', 'a', 'b'], [3, 2, 1]));
    expect(rocAuc(bought, p, { positive: false })).toBeCloseTo(1 - rocAuc(bought, p), 14);
    expect(precision(['b', 'a', 'c'], ['b', 'b', 'b'], { positive: 'b' })).toBe(1 / 3);
    expect(brier([1, 1], [0.5, 1])).toBe(0.125);
    expect(brier([false], [0.5])).toBe(0.25);
  });
});

describe('what must hold', () => {
  test('scores turned round rank the other way', () => {
    expect(rocAuc(bought, p.map((v) => -v))).toBeCloseTo(1 - rocAuc(bought, p), 14); // prettier-ignore
    expect(rocAuc(bought, p.map(() => 1))).toBe(0.5); // prettier-ignore
    expect(rocAuc(bought, bought.map(Number))).toBe(1);
  });

  test('a rising function of scores changes no rank', () => {
    const cubes = p.map((v) => v * v * v);
    expect(rocAuc(bought, cubes)).toBe(rocAuc(bought, p));
    expect(averagePrecision(bought, cubes)).toBe(averagePrecision(bought, p));
  });

  test('weight 2 is the row twice, weight 0 no row', () => {
    const twice = <T>(list: readonly T[]) => list.flatMap((v, i) => Array.from({ length: 3 * weights[i] }, () => v));
    const sampleWeight = weights.map((w) => 3 * w);
    expect(rocCurve(bought, p, { sampleWeight })).toEqual(rocCurve(twice(bought), twice(p)));
    expect(confusionMatrix(three, guessed, { sampleWeight }).counts.data).toEqual(
      confusionMatrix(twice(three), twice(guessed)).counts.data,
    );
    expect(logLoss(bought, p, { sampleWeight })).toBeCloseTo(logLoss(twice(bought), twice(p)), 12);
    expect(rmse(p, weights, { sampleWeight })).toBeCloseTo(rmse(twice(p), twice(weights)), 12);
    expect(mae(p, weights, { sampleWeight })).toBeCloseTo(mae(twice(p), twice(weights)), 12);
  });

  test('two columns of probabilities are one', () => {
    const both = Matrix.from(p.map((v) => [1 - v, v]), { columns: ['false', 'true'] }); // prettier-ignore
    expect(logLoss(bought, both)).toBeCloseTo(logLoss(bought, p), 14);
    expect(brier(bought, both)).toBeCloseTo(2 * brier(bought, p), 14);
  });

  test('micro averages of all classes are accuracy', () => {
    for (const measure of [precision, recall, f1]) expect(measure(three, guessed, { average: 'micro' })).toBe(accuracy(three, guessed));
  });

  test('deciles hold all rows and all positives, and the first ones add up to gains', () => {
    for (const nBins of [1, 3, 10, N]) {
      const deciles = liftByDecile(bought, p, { nBins });
      expect(deciles.reduce((sum, { n }) => sum + n, 0)).toBe(N);
      expect(deciles.reduce((sum, { nPositive }) => sum + nPositive, 0)).toBeCloseTo(bought.filter(Boolean).length, 10);
      expect(deciles.at(-1)).toMatchObject({ gain: 1, cumulativeLift: 1 });
      deciles.slice(1).forEach(({ highest }, d) => expect(highest).toBeLessThanOrEqual(deciles[d].lowest));
    }
    // all scores equal: every tenth is as good
    liftByDecile(bought, p.map(() => 0)).forEach(({ lift }) => expect(lift).toBeCloseTo(1, 12)); // prettier-ignore
    // whole numbers where no scores are equal
    const [top] = liftByDecile([1, 0, 1, 0], [4, 3, 2, 1], { nBins: 2 });
    expect(top).toEqual({ decile: 1, n: 2, nPositive: 1, rate: 0.5, lift: 1, cumulativeLift: 1, gain: 0.5, lowest: 3, highest: 4 });
  });

  test('bins of calibration hold all rows, and what is calibrated has no error', () => {
    for (const strategy of ['uniform', 'quantile'] as const)
      expect(calibrationCurve(bought, p, { strategy }).reduce((sum, { n }) => sum + n, 0)).toBe(N);
    expect(expectedCalibrationError([0, 1, 1, 1], [0, 1, 1, 1])).toBe(0);
    expect(expectedCalibrationError([1, 0], [0, 1])).toBe(1);
  });
});

describe('the threshold that pays most', () => {
  const y = [1, 0, 1, 0, 0, 1];
  const scores = [0.9, 0.8, 0.8, 0.5, 0.4, 0.3];

  test('is the best of all subsets that a threshold makes', () => {
    for (const by of ['realized', 'expected'] as const) {
      const { profit, expectedProfit } = profitCurve(bought, p, pays);
      const found = chooseThreshold(bought, p, { ...pays, by });
      expect(by === 'realized' ? found.profit : found.expectedProfit).toBe(Math.max(...(by === 'realized' ? profit : expectedProfit)));
      expect(found.contacts).toBe(p.filter((v) => v >= found.threshold).length);
      expect(found.sales).toBe(p.filter((v, i) => v >= found.threshold && bought[i]).length);
    }
  });

  test('keeps to the budget, and says where it binds', () => {
    const given = { valueOfSale: 10, costOfContact: 1 };
    expect(chooseThreshold(y, scores, given)).toEqual({
      threshold: 0.3,
      contacts: 6,
      share: 1,
      sales: 3,
      expectedSales: 0.9 + 2 * 0.8 + 0.5 + 0.4 + 0.3,
      cost: 6,
      profit: 24,
      expectedProfit: (0.9 + 2 * 0.8 + 0.5 + 0.4 + 0.3) * 10 - 6,
      profitOfAll: 24,
      isLimited: false,
    });
    // the two of 0.8 go together: not with money for two
    expect(chooseThreshold(y, scores, { ...given, budget: 2 })).toMatchObject({ contacts: 1, threshold: 0.9, isLimited: true });
    // 3 x 0.1 is 0.30000000000000004
    const cents = { valueOfSale: 1, costOfContact: 0.1, budget: 0.3 };
    expect(chooseThreshold([1, 1, 1, 0], [0.9, 0.8, 0.7, 0.1], cents).contacts).toBe(3);
    expect(chooseThreshold(y, scores, { ...given, budget: 3 })).toMatchObject({ contacts: 3, cost: 3, profit: 17, profitOfAll: 24 });
    expect(chooseThreshold(y, scores, { ...given, budget: 0 })).toMatchObject({ contacts: 0, threshold: Infinity, isLimited: true });
    expect(chooseThreshold(y, scores, { valueOfSale: 10, costOfContact: 0, budget: 0 }).contacts).toBe(6);
  });

  test('contacts nobody where nobody pays', () => {
    const none = { threshold: Infinity, contacts: 0, share: 0, sales: 0, profit: 0, expectedProfit: 0, cost: 0, isLimited: false };
    expect(chooseThreshold(y, scores, { valueOfSale: 1, costOfContact: 2 })).toMatchObject(none);
    expect(chooseThreshold([false, false], [0.9, 0.1], { valueOfSale: 9, costOfContact: 1 })).toMatchObject(none);
  });

  test('of equal profits takes the fewest contacts', () => {
    // 1 sale of 2, then 1 of 4
    expect(chooseThreshold([1, 0, 1], [0.9, 0.5, 0.4], { valueOfSale: 4, costOfContact: 2 }).contacts).toBe(1);
  });
});

describe('the bootstrap of a measure', () => {
  test('of a mean is that of values', () => {
    const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const [got, want] = [bootstrapMeasure(mean, [p], { nResamples: 4000 }), bootstrap(p, { nResamples: 4000 })];
    expect(got.value).toBeCloseTo(want.mean, 12);
    expect(Math.abs(got.low - want.low)).toBeLessThan(0.05 * (want.high - want.low));
    expect(Math.abs(got.high - want.high)).toBeLessThan(0.05 * (want.high - want.low));
  });

  test('draws rows of all lists at once, whatever they are', () => {
    const ids = Int32Array.from(p.keys());
    const column = Table.from({ y: bought.map(String) }).column('y');
    let calls = 0;
    bootstrapMeasure(
      (rows, y, scores, matrix) => {
        calls++;
        expect(rows).toHaveLength(N);
        rows.forEach((row, i) => {
          expect(scores[i]).toBe(p[row]);
          expect(matrix.row(i)).toEqual(rated.row(row));
          expect(y.kind === 'category' && y.categories[y.codes[i]]).toBe(String(bought[row]));
        });
        return 0;
      },
      [ids, column, p, rated],
      { nResamples: 3 },
    );
    expect(calls).toBe(4);
  });

  test('keeps the rows of each stratum', () => {
    const nYes = bought.filter(Boolean).length;
    const share = (y: readonly boolean[]) => y.filter(Boolean).length;
    expect(bootstrapMeasure(share, [bought], { nResamples: 50, stratify: true })).toEqual({ value: nYes, low: nYes, high: nYes });
    expect(bootstrapMeasure(share, [bought], { nResamples: 50 }).low).toBeLessThan(nYes);
  });

  test('says which draw cannot be measured, and how to help', () => {
    const y = [true, ...Array.from({ length: 19 }, () => false)];
    const error = thrown(() => bootstrapMeasure(rocAuc, [y, p.slice(0, 20)]));
    expect(error.message).toMatch(/^resample \d+ of 2000: .* none is positive \(of 20\): `stratify: true` keeps the rows of each class$/);
    expect(bootstrapMeasure(rocAuc, [y, p.slice(0, 20)], { stratify: true, nResamples: 50 }).low).toBeGreaterThan(0);
  });

  test('gives way, stops when told to, and gives the same', async () => {
    const lists = [bought, p] as const;
    const options = { nResamples: 30 };
    expect(await bootstrapMeasureAsync(rocAuc, lists, options)).toEqual(bootstrapMeasure(rocAuc, lists, options));
    await expect(bootstrapMeasureAsync(rocAuc, lists, options, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('what cannot be measured', () => {
  const cases: Record<string, [() => unknown, RegExp]> = {
    'no rows': [() => rocAuc([], []), /"y" must have at least one row/],
    'no predicted rows': [() => accuracy([], []), /"actual" must have at least one row/],
    'other lengths': [() => logLoss([1, 0], [0.5]), /"probabilities" must hold one number a row \(2\), got 1/],
    'other lengths of labels': [() => accuracy([1, 0], [1]), /"predicted" must hold one label a row \(2\), got 1/],
    'a score that is no number': [() => rocAuc([1, 0], [0.5, NaN]), /"scores" must be finite numbers, row 2 has NaN/],
    'a missing label': [() => rocAuc(['a', null as never], [1, 2]), /"y" must hold a text, a finite number, true or false in every row, row 2 has null/],
    'a missing cell': [() => rocAuc(Table.from({ y: ['a', null] }).column('y'), [1, 2]), /row 2 has null/],
    'labels of two kinds': [() => rocAuc([1, '1'], [1, 2]), /"y" must hold labels of one kind: row 2 has "1", others are of kind number/],
    'predictions of another kind': [() => accuracy([1, 2], ['1', '2']), /"predicted" must hold labels of one kind: row 1/],
    'one class': [() => rocAuc(['a', 'a'], [1, 2]), /the labels hold one class only: say by "positive"/],
    'one class, known': [() => rocAuc([1, 1], [1, 2]), /needs positive and other rows, all are positive \(of 2\)/],
    'no positive row': [() => averagePrecision([0, 0], [1, 2]), /average precision needs positive rows, none of 2 is/],
    'no positive row that weighs': [() => rocAuc([0, 1, 0], [1, 2, 3], { sampleWeight: [1, 0, 1] }), /none is positive \(of 2\)/],
    'three classes': [() => rocAuc(['a', 'b', 'c'], [1, 2, 3]), /the labels hold 3 classes: say by "positive"/],
    'three classes of predictions': [() => f1(['a', 'b', 'c'], ['a', 'b', 'c']), /choose an "average"/],
    'an unknown positive class': [() => rocAuc(['yes', 'no'], [1, 2], { positive: 'Yess' }), /"positive" must be one of the classes "no", "yes", got "Yess" \(did you mean "yes"\?\)/],
    'a positive class for all': [() => f1([1, 0], [1, 0], { positive: 1, average: 'macro' }), /"positive" is for the average "binary"/],
    'no probability': [() => brier([1, 0], [0.5, 1.5]), /"probabilities" must be from 0 to 1, number 2 is 1.5/],
    'rows that do not sum to 1': [() => logLoss([0, 1], Matrix.from([[0.5, 0.5], [0.5, 0.6]])), /row 2 of "probabilities" must sum to 1, got 1.1/],
    'a class without a column': [() => logLoss(['a', 'b', 'c'], Matrix.from([[1, 0], [0, 1], [0, 1]])), /must have 3 columns, one a class, got 2/],
    'columns in another order': [() => logLoss(['a', 'b'], Matrix.from([[1, 0], [0, 1]], { columns: ['b', 'a'] })), /column 1 of "probabilities" must be of the class "a", it is named "b"/],
    'fewer rows than parts': [() => liftByDecile([1, 0], [1, 2]), /10 parts need at least as many rows, got 2 rows/],
    'weights of other rows': [() => rocAuc([1, 0], [1, 2], { sampleWeight: [1] }), /"sampleWeight" must have 2 numbers/],
    'weights of nothing': [() => rocAuc([1, 0], [1, 2], { sampleWeight: [0, 0] }), /above 0 in some row/],
    'one row of R²': [() => r2([1], [1]), /at least two rows/],
    'no cost': [() => profitCurve([1, 0], [0.1, 0.2], { valueOfSale: 1 } as never), /"costOfContact" must be a number from 0, got undefined/],
    'an option that is none': [() => rocAuc([1, 0], [0.1, 0.2], { positiv: 1 } as never), /did you mean "positive"/],
    'no lists': [() => bootstrapMeasure(() => 1, []), /"lists" must be an array of what the measure takes/],
    'lists of other rows': [() => bootstrapMeasure(() => 1, [[1], [1, 2]]), /list 1 has 1, list 2 has 2/],
    'a measure without a number': [() => bootstrapMeasure(() => NaN, [[1]]), /"measure" must give a finite number, got NaN of all rows/],
  }; // prettier-ignore
  test.each(Object.entries(cases))('%s', (_, [call, message]) => expect(thrown(call).message).toMatch(message));

  test('a class that the rows lack is said by name', () => {
    const classes = ['a', 'b', 'c'];
    const rated = Matrix.from([[0.5, 0.25, 0.25], [0.1, 0.9, 0]]); // prettier-ignore
    expect(logLoss(['a', 'b'], rated, { classes })).toBeGreaterThan(0);
    expect(thrown(() => rocAuc(['a', 'b'], rated, { classes })).message).toContain('the area of c against the rest needs positive');
  });
});

test('every measure of scikit-learn by its own name is there', () => {
  for (const name of ['confusionMatrix', 'accuracy', 'precision', 'recall', 'f1', 'rocCurve', 'rocAuc', 'logLoss', 'brier', 'r2'])
    expect(evaluation).toHaveProperty(name);
});
