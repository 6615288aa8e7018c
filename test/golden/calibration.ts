// Calibrations by scikit-learn, and how far kindred's are from them: calibration.py.
import type * as Kindred from '../../src/index.js';
import { Matrix } from '../../src/index.js';
import { largestError } from './errors.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
type Library = Pick<typeof Kindred, 'PlattScaling' | 'IsotonicRegression' | 'CalibratedClassifier'>;
type Values = readonly number[];

interface Found {
  readonly scikitLearn: Values;
  readonly exact: Values;
}
interface Platt {
  readonly name: string;
  readonly scores: Values;
  readonly y: Values;
  readonly weights: Values;
  readonly plain: Found;
  readonly weighted: Found;
}
interface Isotonic {
  readonly name: string;
  readonly x: Values;
  readonly y: Values;
  readonly weights: Values;
  readonly at: Values;
  readonly fits: readonly {
    readonly increasing: boolean;
    readonly weighted: boolean;
    readonly x: Values;
    readonly y: Values;
    readonly predicted: Values;
  }[];
}
interface Fit {
  readonly kind: 'decisionFunction' | 'predictProba';
  readonly method: 'platt' | 'isotonic';
  readonly weighted: boolean;
  readonly probabilities: Values;
  readonly predicted: readonly string[];
}

export const golden = readGolden<{
  readonly platt: readonly Platt[];
  readonly isotonic: readonly Isotonic[];
  readonly classifiers: {
    readonly X: readonly Values[];
    readonly y: readonly string[];
    readonly weights: Values;
    readonly fits: readonly Fit[];
  };
}>('calibration');

const work = (weighted: boolean, sampleWeight: Values) => (weighted ? { sampleWeight: [...sampleWeight] } : {});

/** Relative errors of slope and intercept. */
export function comparePlatt({ scores, y, weights, ...want }: Platt, key: 'plain' | 'weighted', { PlattScaling }: Library) {
  const { slope, intercept } = new PlattScaling().fit(scores, y, work(key === 'weighted', weights));
  const [a, b] = want[key].exact;
  const errors = ([theirA, theirB]: Values) =>
    Math.max(Math.abs(slope / theirA - 1), Math.abs(intercept - theirB) / Math.max(1, Math.abs(b)));
  return { exact: errors([a, b]), scikitLearn: errors(want[key].scikitLearn) };
}

export function compareIsotonic({ x, y, weights, at }: Isotonic, fit: Isotonic['fits'][number], { IsotonicRegression }: Library): number {
  const model = new IsotonicRegression({ increasing: fit.increasing }).fit(x, y, work(fit.weighted, weights));
  return largestError(model.predict(at), fit.predicted);
}

/** The model of the script. */
const score = (row: ArrayLike<number>) => 2 * row[0] - row[1] * row[1];
const MODELS = {
  decisionFunction: {
    classes: ['no', 'yes'],
    decisionFunction: (X: Matrix) => Float64Array.from({ length: X.nRows }, (_, i) => score(X.row(i))),
  },
  predictProba: {
    classes: ['no', 'yes'],
    predictProba: (X: Matrix) => Float64Array.from({ length: X.nRows }, (_, i) => Math.min(1, Math.max(0, score(X.row(i)) / 20 + 0.5))),
  },
};

export function compareClassifier({ kind, method, weighted, ...want }: Fit, { CalibratedClassifier }: Library) {
  const { y, weights } = golden.classifiers;
  const X = Matrix.from(golden.classifiers.X);
  const model = new CalibratedClassifier({ method }).fit(MODELS[kind], X, y, work(weighted, weights));
  const said = model.predict(X);
  return {
    probabilities: largestError(model.predictProba(X), want.probabilities),
    others: said.filter((label, i) => label !== want.predicted[i]).length,
  };
}
