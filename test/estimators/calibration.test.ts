// Calibration: Platt scaling, isotonic regression and the classifier around both, against scikit-learn (test/golden/calibration.py) and what must hold.
import { describe, expect, test } from 'vitest';
import * as kindred from '../../src/index.js';
import {
  CalibratedClassifier,
  CalibratedClassifierModel,
  IsotonicRegression,
  IsotonicRegressionModel,
  KMeans,
  KMeansModel,
  load,
  Matrix,
  PlattScaling,
  PlattScalingModel,
  Table,
  type Progress,
} from '../../src/index.js';
import { brier, expectedCalibrationError, logLoss, rocAuc, type Label } from '../../src/evaluation/index.js';
import { Pipeline, PipelineModel, StandardScaler, StandardScalerModel } from '../../src/preprocessing/index.js';
import { CALIBRATED_CLASSIFIER } from '../../src/regression/calibrated-classifier.js';
import { ISOTONIC_REGRESSION } from '../../src/regression/isotonic-regression.js';
import { PLATT_SCALING } from '../../src/regression/platt-scaling.js';
import { compareClassifier, compareIsotonic, comparePlatt, golden } from '../golden/calibration.js';
import { expectDamageRefused, expectSameBytes, misaligned, thrown } from '../support/files.js';
import { generator, shuffled, touchyOrders } from '../support/random.js';
import { checkConstraints } from './contract.js';

const random = generator(17);
const N = 300;
/** Too sure of themselves: the truth is half as far from a coin. */
const margins = Array.from({ length: N }, () => Math.round(40 * (random() - 0.5)) / 4);
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const bought = margins.map((m) => random() < sigmoid(m / 2 + 0.3));
const sampleWeight = margins.map(() => Math.floor(4 * random()) / 2);
/** Sums of these depend on their order, compensated ones too. */
const uneven = margins.map(() => random() * [1e-17, 1, 1e17][Math.floor(3 * random())]);
const order = shuffled([...margins.keys()], 3);
const moved = <T>(list: readonly T[]) => order.map((i) => list[i]);

describe('PlattScaling', () => {
  checkConstraints((options: object) => new PlattScaling(options), {}, PLATT_SCALING as never);

  describe.each(golden.platt)('$name', (one) => {
    test.each(['plain', 'weighted'] as const)('%s', (key) => {
      const { exact, scikitLearn } = comparePlatt(one, key, kindred);
      expect(exact).toBeLessThan(1e-11);
      // of scores this small scikit-learn's search ends where it began
      if (one.name !== 'tiny') expect(scikitLearn).toBeLessThan(2e-6);
    });
  });

  test('gives scores of rows like those it was fitted on about the right probabilities', () => {
    const model = new PlattScaling().fit(margins, bought);
    expect(Math.abs(model.slope - 0.5)).toBeLessThan(0.15);
    const before = margins.map(sigmoid);
    expect(logLoss(bought, model.predict(margins))).toBeLessThan(logLoss(bought, before));
    expect(rocAuc(bought, model.predict(margins))).toBe(rocAuc(bought, margins));
  });

  test('takes any class as the positive one', () => {
    const labels = bought.map((yes) => (yes ? 'buys' : 'walks'));
    const [buys, walks] = ['buys', 'walks'].map((positive) => new PlattScaling({ positive }).fit(margins, labels));
    expect(buys.slope).toBe(new PlattScaling().fit(margins, bought).slope);
    expect(walks.slope).toBeCloseTo(-buys.slope, 9);
  });

  test('has slope 0 where all scores are the same, and finite ones where they part the classes', () => {
    const same = new PlattScaling().fit([3, 3, 3, 3], [1, 0, 0, 0]);
    expect([same.slope, same.predict([3])[0].toFixed(6)]).toEqual([0, ((2 / 3 + 3 / 5) / 4).toFixed(6)]);
    const parted = new PlattScaling().fit([-1e300, 1e300], [0, 1]);
    expect(parted.predict([1e300])[0]).toBeCloseTo(2 / 3, 9);
    expect(new PlattScaling().fit([-1e-300, 1e-300], [0, 1]).predict([1e-300])[0]).toBeCloseTo(2 / 3, 9);
    expect(Array.from(parted.predict([-1.7e308, 0, 1.7e308])).every(Number.isFinite)).toBe(true);
  });
});

describe('IsotonicRegression', () => {
  checkConstraints((options: object) => new IsotonicRegression(options), {}, ISOTONIC_REGRESSION as never);

  describe.each(golden.isotonic)('$name', (one) => {
    test.each(one.fits)('increasing: $increasing, weighted: $weighted', (fit) =>
      expect(compareIsotonic(one, fit, kindred)).toBeLessThan(1e-12),
    );
  });

  test('never falls, keeps the mean, and stays between the numbers it saw', () => {
    const y = margins.map((m) => m + 8 * random());
    const model = new IsotonicRegression().fit(margins, y);
    const at = Array.from({ length: 2000 }, (_, i) => (i - 1000) / 80);
    const said = model.predict(at);
    said.forEach((v, i) => expect(v).toBeGreaterThanOrEqual(i === 0 ? Math.min(...y) : said[i - 1]));
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
    expect(mean(model.predict(margins))).toBeCloseTo(mean(y), 10);
    const falling = new IsotonicRegression({ increasing: false }).fit(margins.map((m) => -m), y); // prettier-ignore
    falling.predict(at.map((v) => -v)).forEach((v, i) => expect(v).toBeCloseTo(said[i], 12));
  });

  test('does not depend on the order of rows of one place', () => {
    const found = touchyOrders().map((y) => new IsotonicRegression().fit([0, 0, 0, 0], y).y[0]);
    expect(new Set(found).size).toBe(1);
    const weighed = touchyOrders().map(
      (sampleWeight) => new IsotonicRegression().fit([0, 0, 0, 0, 0], [0, 0, 0, 0, 1], { sampleWeight: [...sampleWeight, 1] }).y[0],
    );
    expect(new Set(weighed).size).toBe(1);
  });

  test('is between points a line, also over all of f64, and flat beyond', () => {
    const model = new IsotonicRegression().fit([-1.7e308, 1.7e308], [0, 1]);
    expect(model.predict([0, -1.75e308, 1.75e308])).toEqual(Float64Array.of(0.5, 0, 1));
    expect(new IsotonicRegression().fit([7], [3]).predict([-1, 7, 99])).toEqual(Float64Array.of(3, 3, 3));
    expect(new IsotonicRegression().fit([-0, 0], [1, 2]).x).toEqual(Float64Array.of(0));
  });
});

/** A model of kindred would be one more thing to be wrong: this one is a formula. */
class Slope {
  static readonly type = 'Slope';
  constructor(readonly classes: readonly Label[] = ['no', 'yes']) {}
  decisionFunction = (X: Matrix, label: Label = this.classes[1]) => X.data.map((v) => (label === this.classes[1] ? v : -v));
  explain = (row: ArrayLike<number>) => ({ score: row[0] });
  toBytes = () => new TextEncoder().encode(`slope ${JSON.stringify(this.classes)}`);
  static fromBytes = (bytes: Uint8Array) => new Slope(JSON.parse(new TextDecoder().decode(bytes).slice(6)) as Label[]);
}
const X = Matrix.from(margins.map((m) => [m]));
const yes = bought.map((is) => (is ? 'yes' : 'no'));

describe('CalibratedClassifier', () => {
  checkConstraints((options: object) => new CalibratedClassifier(options), {}, CALIBRATED_CLASSIFIER as never);

  test.each(golden.classifiers.fits)('$kind by $method, weighted: $weighted', (fit) => {
    const { probabilities, others } = compareClassifier(fit, kindred);
    expect(probabilities).toBeLessThan(fit.method === 'platt' ? 2e-6 : 1e-12);
    expect(others).toBe(0);
  });

  test.each(['platt', 'isotonic'] as const)('%s makes probabilities what they say', (method) => {
    const model = new CalibratedClassifier({ method }).fit(new Slope(), X, yes);
    const before = margins.map(sigmoid);
    for (const measure of [logLoss, brier, expectedCalibrationError])
      expect(measure(yes, model.predictProba(X))).toBeLessThan(measure(yes, before));
    expect(model.predictProba(X, 'no')).toEqual(model.predictProba(X).map((p) => 1 - p));
    const { data, columns } = model.probabilities(X);
    expect([columns, data.filter((_, i) => i % 2 === 1)]).toEqual([['no', 'yes'], model.predictProba(X)]); // prettier-ignore
    expect(model.predict(X)).toEqual(Array.from(model.predictProba(X), (p) => (p > 0.5 ? 'yes' : 'no')));
    expect(model.explain([1.5])).toEqual({ score: 1.5 });
  });

  test('takes the class that the model says is its second, and pipelines', () => {
    const turned = new CalibratedClassifier().fit(new Slope(['yes', 'no']), X, bought.map((is) => (is ? 'no' : 'yes'))); // prettier-ignore
    expect(turned.predictProba(X)).toEqual(new CalibratedClassifier().fit(new Slope(), X, yes).predictProba(X));
    const loaded = CalibratedClassifierModel.fromBytes(turned.toBytes(), [Slope]);
    expect([loaded.classes, loaded.predict(X)]).toEqual([['yes', 'no'], turned.predict(X)]);
    const pipeline = new Pipeline([new StandardScaler(), { fit: (_: Matrix) => new Slope() }]).fit(X);
    const through = new CalibratedClassifier().fit(pipeline, X, yes);
    through
      .predictProba(X)
      .forEach((p, i) => expect(p).toBeCloseTo(new CalibratedClassifier().fit(new Slope(), X, yes).predictProba(X)[i], 9));
    const bytes = through.toBytes();
    const again = CalibratedClassifierModel.fromBytes(bytes, [PipelineModel, StandardScalerModel, Slope]);
    expect(again.predictProba(X)).toEqual(through.predictProba(X));
  });
});

/** The contract, as far as it is one of calibrations: a fit, its model, and what it says. */
const SUBJECTS = {
  PlattScaling: {
    fit: (work?: object, of = <T>(list: readonly T[]) => list) => new PlattScaling().fit(of(margins), of(bought), work),
    fitAsync: (work?: object) => new PlattScaling().fitAsync(margins, bought, work),
    classes: [PlattScalingModel],
    predict: (model: unknown) => (model as PlattScalingModel).predict(margins),
  },
  IsotonicRegression: {
    fit: (work?: object, of = <T>(list: readonly T[]) => list) => new IsotonicRegression().fit(of(margins), of(bought.map(Number)), work),
    fitAsync: (work?: object) => new IsotonicRegression().fitAsync(margins, bought.map(Number), work), // prettier-ignore
    classes: [IsotonicRegressionModel],
    predict: (model: unknown) => (model as IsotonicRegressionModel).predict(margins),
  },
  ...Object.fromEntries(
    (['platt', 'isotonic'] as const).map((method) => [
      `CalibratedClassifier by ${method}`,
      {
        fit: (work?: object, of = <T>(list: readonly T[]) => list) =>
          new CalibratedClassifier({ method }).fit(new Slope(), Matrix.from(of(margins).map((m) => [m])), of(yes), work),
        fitAsync: (work?: object) => new CalibratedClassifier({ method }).fitAsync(new Slope(), X, yes, work),
        classes: [CalibratedClassifierModel, Slope],
        predict: (model: unknown) => (model as CalibratedClassifierModel).predictProba(X),
      },
    ]),
  ),
};

describe.each(Object.entries(SUBJECTS))('%s', (_, { fit, fitAsync, classes, predict }) => {
  const expected = fit().toBytes();

  test('gives the same bytes twice, in time, and for rows in any order', async () => {
    expectSameBytes(fit().toBytes(), expected);
    expectSameBytes((await fitAsync()).toBytes(), expected);
    expectSameBytes(fit({}, moved).toBytes(), expected);
    expectSameBytes(fit({ sampleWeight: moved(uneven) }, moved).toBytes(), fit({ sampleWeight: uneven }).toBytes());
    expect(Buffer.compare(fit({ sampleWeight }).toBytes(), expected)).not.toBe(0);
  });

  test('saves and loads to the same bytes and answers, and refuses a damaged file', () => {
    for (const copy of [expected, misaligned(expected)]) {
      const loaded = load<{ toBytes(): Uint8Array }>(copy, classes as never);
      expectSameBytes(loaded.toBytes(), expected);
      expect(predict(loaded)).toEqual(predict(fit()));
    }
    expect(thrown(() => load(expected, [])).code).toBe('unsupported');
    const small = fit({}, (list) => list.slice(0, 12)).toBytes();
    expectDamageRefused(small, (bytes) => load(bytes, classes as never));
  });

  test('weight 2 is the row twice, weight 0 no row', () => {
    const twice = <T>(list: readonly T[]) => list.flatMap((v, i) => Array.from({ length: 2 * sampleWeight[i] }, () => v));
    const weighed = predict(fit({ sampleWeight: sampleWeight.map((w) => 2 * w) }));
    predict(fit({}, twice)).forEach((p, i) => expect(p).toBeCloseTo(weighed[i], 9));
  });

  test('tells how far it is, and stops when told to', () => {
    const told: Progress[] = [];
    fit({ onProgress: (progress: Progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ done, total, stage }) => done <= total && stage === 'calibrating')).toBe(true);
    expect(thrown(() => fit({ signal: AbortSignal.abort() })).code).toBe('cancelled');
  });
});

describe('what cannot be calibrated', () => {
  const platt = new PlattScaling();
  const isotonic = new IsotonicRegression();
  const classifier = new CalibratedClassifier();
  const two = Matrix.from([[1], [2]]);
  const cases: Record<string, [() => unknown, RegExp]> = {
    'one class': [() => platt.fit([1, 2], [1, 1]), /PlattScaling needs positive and other rows, all are positive \(of 2\)/],
    'no rows': [() => platt.fit([], []), /"y" must have at least one row/],
    'other lengths': [() => platt.fit([1], [0, 1]), /"scores" must hold one number a row \(2\), got 1/],
    'a score that is no number': [() => platt.fit([1, NaN], [0, 1]), /"scores" must be finite numbers, row 2 has NaN/],
    'weights of nothing': [() => platt.fit([1, 2], [0, 1], { sampleWeight: [0, 0] }), /above 0 in some row/],
    'a score that is none, later': [() => platt.fit([1, 2], [0, 1]).predict([Infinity]), /"scores" must be finite numbers, row 1 has Infinity/],
    'scores too near together': [() => platt.fit([0, 5e-324], [0, 1]), /the scores lie nearer together than f64 can tell/],
    'no rows of x': [() => isotonic.fit([], []), /"x" must have at least one row/],
    'other lengths of y': [() => isotonic.fit([1, 2], [1]), /"y" must hold one number a row \(2\), got 1/],
    'a y that is no number': [() => isotonic.fit([1, 2], [1, null as never]), /"y" must be finite numbers, row 2 has null/],
    'what is no list': [() => isotonic.fit(5 as never, [1]), /"x" must be a list of numbers, one a row, got 5/],
    'a sum beyond f64': [() => isotonic.fit([1, 1], [1.7e308, 1.7e308]), /leaves the range of numbers/],
    'a model without scores': [() => classifier.fit({}, two, [0, 1]), /must have a method "decisionFunction" or "predictProba"/],
    'a model of three classes': [() => classifier.fit(new Slope([1, 2, 3]), two, [1, 2]), /this one has 1, 2, 3/],
    'a label that the model does not know': [() => classifier.fit(new Slope(), two, ['no', 'yess']), /"y" must be one of the classes "no", "yes", got "yess" in row 2 \(did you mean "yes"\?\)/],
    'one class of rows': [() => classifier.fit(new Slope(), two, ['no', 'no']), /"y" must hold both classes, got "no" only/],
    'other rows': [() => classifier.fit(new Slope(), two, ['no', 'yes', 'no']), /"scores" must hold one number a row|one number a row \(3\), got 2/],
    'an unknown class': [() => classifier.fit(new Slope(), X, yes).predictProba(X, 'maybe' as never), /"label" must be "no" or "yes", got "maybe"/],
    'a model that does not explain': [() => classifier.fit({ predictProba: () => [0.1, 0.9] }, two, [0, 1]).explain([1]), /has no method "explain"/],
    'a model that cannot be saved': [() => classifier.fit({ predictProba: () => [0.1, 0.9] }, two, [0, 1]).toBytes(), /model 1 \(Object\) cannot be saved/],
    'another model in the file': [() => CalibratedClassifierModel.fromBytes(new KMeans({ nClusters: 2 }).fit(X).toBytes(), [KMeansModel]), /the file holds a KMeansModel/],
    'a class that is needed': [() => CalibratedClassifierModel.fromBytes(classifier.fit(new Slope(), X, yes).toBytes(), []), /"Slope", which is none of the classes given/],
  }; // prettier-ignore
  test.each(Object.entries(cases))('%s', (_, [call, message]) => expect(thrown(call).message).toMatch(message));

  test('labels may be columns', () => {
    const column = Table.from({ yes }).column('yes');
    expectSameBytes(
      new CalibratedClassifier().fit(new Slope(), X, column).toBytes(),
      new CalibratedClassifier().fit(new Slope(), X, yes).toBytes(),
    );
  });
});
