/**
 * Measures of labels, scores and probabilities, intervals, thresholds, splits of rows, and calibration.
 * @module
 */
import { generator, nameOf, tiny } from './data.js';
import { sameBytes } from './same.js';

export function* classificationCases(kindred, evaluation) {
  const { CalibratedClassifierModel, CalibratedClassifier, IsotonicRegression, IsotonicRegressionModel, load, Matrix } = kindred;
  const { PlattScaling, PlattScalingModel } = kindred;
  const { accuracy, averagePrecision, bootstrapMeasure, brier, calibrationCurve, chooseThreshold, confusionMatrix } = evaluation;
  const { expectedCalibrationError, f1, gains, kFold, liftByDecile, logLoss, mae, partialDependence, permutationImportance } = evaluation;
  const { precision, precisionRecallCurve, profitCurve, r2, recall, rmse, rocAuc, rocCurve, trainTestSplit } = evaluation;

  /** Rows with a probability each, many of them equal, some 0 or 1 or next to them, a label that goes with it, and a weight. */
  const rowsOf = (seed, n) => {
    const below = generator(seed);
    const odd = [0, 1, 5e-324, 1 - 1.1102230246251565e-16, 1e-17];
    const p = Float64Array.from({ length: n }, () =>
      below(20) === 0 ? odd[below(5)] : below(7) === 0 ? below(1e6) / 999999 : below(33) / 32,
    );
    const y = Array.from(p, (v) => below(1000) < 100 + 800 * v);
    const weights = Float64Array.from(p, () => below(9) / 7);
    return { p, y, weights };
  };
  const plain = ({ classes, counts }) => [classes, counts.data];

  yield [
    'measures of scores',
    () => {
      const { p, y, weights } = rowsOf(31, 1203);
      const pays = { valueOfSale: 7.3, costOfContact: 2.9 };
      return [{}, { sampleWeight: weights }].map((options) => [
        rocCurve(y, p, options),
        rocAuc(y, p, options),
        precisionRecallCurve(y, p, options),
        averagePrecision(y, p, options),
        logLoss(y, p, options),
        brier(y, p, options),
        gains(y, p, options),
        calibrationCurve(y, p),
        expectedCalibrationError(y, p, { strategy: 'quantile' }),
        liftByDecile(y, p),
        profitCurve(y, p, pays),
        chooseThreshold(y, p, { ...pays, budget: 900, by: 'expected' }),
      ]);
    },
  ];
  yield [
    'measures of labels, and intervals',
    () => {
      const below = generator(33);
      const actual = Array.from({ length: 501 }, () => nameOf(below(4)));
      const predicted = actual.map((label) => (below(3) === 0 ? nameOf(below(5)) : label));
      const weights = Float64Array.from(actual, () => below(7) / 3);
      const averages = ['macro', 'micro', 'weighted'].flatMap((average) =>
        [precision, recall, f1].map((measure) => measure(actual, predicted, { average, sampleWeight: weights })),
      );
      const { p, y } = rowsOf(34, 203);
      const intervals = [
        bootstrapMeasure(rocAuc, [y, p], { nResamples: 60, seed: 3, stratify: true }),
        bootstrapMeasure((a, b) => accuracy(a, b), [actual, predicted], { nResamples: 40 }),
      ];
      const numbers = [r2, rmse, mae].map((measure) => measure(p.map((v) => v * 3), p, { sampleWeight: rowsOf(35, 203).weights })); // prettier-ignore
      return [plain(confusionMatrix(actual, predicted, { sampleWeight: weights })), averages, intervals, numbers];
    },
  ];
  yield [
    'measures of several classes',
    () => {
      const below = generator(36);
      const rows = Array.from({ length: 400 }, () => [1 + below(9), below(9), below(9)]);
      const rated = Matrix.from(rows.map((row) => row.map((v) => v / (row[0] + row[1] + row[2]))));
      const y = rows.map((row) => [7, -1, 3][row.indexOf(Math.max(...row))]);
      const options = { classes: [7, -1, 3] };
      return [logLoss, brier, rocAuc, averagePrecision].map((measure) => measure(y, rated, options));
    },
  ];
  yield [
    'splits of rows, importance and partial dependence',
    () => {
      const { p, y } = rowsOf(37, 211);
      const X = Matrix.from(
        Float64Array.from({ length: 422 }, (_, i) => (i % 2 ? (i * 7) % 13 : p[i >> 1])),
        2,
      );
      const model = {
        predictProba: (rows) => Float64Array.from({ length: rows.nRows }, (_, i) => rows.row(i)[0] * 0.9 + rows.row(i)[1] / 200),
      };
      const { train, test } = trainTestSplit(X, y, { stratify: true, seed: 4 });
      return [
        train.rows,
        test.rows,
        kFold(X, y, { nFolds: 3, seed: 5 }).map((fold) => fold.test.rows),
        permutationImportance(model, X, y, { nRepeats: 3 }),
        partialDependence(model, X, 0),
      ];
    },
  ];

  const saved = (model, Model, more = []) => {
    const bytes = model.toBytes();
    sameBytes(load(bytes, [Model, ...more]).toBytes(), bytes, `a loaded ${Model.type} saves as`);
    return bytes;
  };
  yield [
    'PlattScaling, probabilities',
    () => {
      const { p, y, weights } = rowsOf(41, 900);
      const model = new PlattScaling().fit(p, y, { sampleWeight: weights });
      return { bytes: saved(model, PlattScalingModel), said: model.predict(p) };
    },
  ];
  yield [
    'PlattScaling, denormals and huge',
    () => {
      const { y } = rowsOf(42, 300);
      return [tiny(43, 300, 1), tiny(44, 300, 1).map((v) => v * 1e290)].map((scores) => {
        const model = new PlattScaling().fit(scores, y);
        return { bytes: saved(model, PlattScalingModel), said: model.predict(scores) };
      });
    },
  ];
  yield [
    'IsotonicRegression, ties and weights',
    () => {
      const { p, weights } = rowsOf(45, 900);
      const below = generator(46);
      const y = p.map((v) => v * v + below(1000) / 700);
      return [true, false].map((increasing) => {
        const model = new IsotonicRegression({ increasing }).fit(p, y, { sampleWeight: weights });
        return { bytes: saved(model, IsotonicRegressionModel), said: model.predict(p.map((v) => v * 1.1 - 0.05)) };
      });
    },
  ];
  yield [
    'CalibratedClassifier around PlattScaling',
    () => {
      const { p, y } = rowsOf(47, 400);
      const inner = new PlattScaling().fit(p, y);
      // a model of rows that can be saved: a calibration of its only column
      inner.predictProba = (X) => inner.predict(X.data);
      const X = Matrix.from(rowsOf(48, 400).p, 1);
      return ['platt', 'isotonic'].map((method) => {
        const model = new CalibratedClassifier({ method }).fit(inner, X, rowsOf(48, 400).y);
        return { bytes: saved(model, CalibratedClassifierModel, [PlattScalingModel]), said: model.predictProba(X) };
      });
    },
  ];
}
