// Measures of labels, scores, probabilities and numbers by scikit-learn, and how far kindred's are from them: classification.py.
import type * as Kindred from '../../src/index.js';
import type { SampleWeight } from '../../src/index.js';
import type * as Evaluation from '../../src/evaluation/index.js';
import type { Label } from '../../src/evaluation/index.js';
import { largestError } from './errors.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
export type Library = typeof Evaluation;
type Values = readonly number[];

interface Curve {
  readonly fpr: Values;
  readonly tpr: Values;
  readonly thresholds: readonly (number | null)[];
}
interface OfScores {
  readonly roc: Curve;
  readonly rocFull: Curve;
  readonly rocAuc: number;
  readonly precisionRecall: { readonly precision: Values; readonly recall: Values; readonly thresholds: Values };
  readonly averagePrecision: number;
  readonly logLoss?: number;
  readonly brier?: number;
}
export interface Binary {
  readonly name: string;
  readonly y: readonly Label[];
  readonly scores: Values;
  readonly positive: Label;
  readonly weights: Values;
  readonly plain: OfScores;
  readonly weighted: OfScores;
  readonly calibration?: readonly {
    readonly strategy: 'uniform' | 'quantile';
    readonly nBins: number;
    readonly observed: Values;
    readonly predicted: Values;
  }[];
}
interface OfLabels {
  readonly confusion: Values;
  readonly accuracy: number;
  readonly averages: readonly {
    readonly average: 'binary' | 'macro' | 'micro' | 'weighted';
    readonly zeroDivision: 0 | 1 | null;
    readonly precision: number | null;
    readonly recall: number | null;
    readonly f1: number | null;
  }[];
}
type ByWeights<M> = { readonly name: string; readonly weights: Values } & { readonly [K in 'plain' | 'weighted']: M };
type Predictions = ByWeights<OfLabels> & { readonly actual: readonly Label[]; readonly predicted: readonly Label[] };
type Averages = Readonly<Record<'macro' | 'weighted', number>>;
type Classes = ByWeights<{
  readonly logLoss: number;
  readonly brier: number;
  readonly rocAuc: Averages;
  readonly averagePrecision: Averages;
}> & {
  readonly y: readonly Label[];
  readonly probabilities: readonly Values[];
};
type Numbers = ByWeights<Readonly<Record<'r2' | 'mae' | 'rmse', number>>> & { readonly actual: Values; readonly predicted: Values };

/** Of curves their sums. */
interface OfBank {
  readonly measures: Readonly<Record<string, number>>;
  readonly curves: Values;
}

export const golden = readGolden<{
  readonly bank: { readonly [K in 'plain' | 'weighted']: OfBank } & { readonly [K in 'uniform' | 'quantile']: readonly [Values, Values] };
  readonly binary: readonly Binary[];
  readonly labels: readonly Predictions[];
  readonly classes: readonly Classes[];
  readonly numbers: readonly Numbers[];
}>('classification');

/** The largest error of each measure, by its name. */
type Errors = Record<string, number>;

const WAYS = ['plain', 'weighted'] as const;
const infinite = (values: readonly (number | null)[]) => values.map((v) => v ?? Infinity);
/** Infinity is right where Infinity is asked for. */
const thresholdError = (got: ArrayLike<number>, want: Values) =>
  got[0] === want[0] ? largestError(Array.from(got).slice(1), want.slice(1)) : Infinity;

const bothWays = <M>(one: ByWeights<M>, errors: (want: M, sampleWeight?: SampleWeight) => Errors): Errors =>
  Object.assign({}, ...WAYS.map((way) => {
    const found = errors(one[way], way === 'weighted' ? one.weights : undefined);
    return Object.fromEntries(Object.entries(found).map(([name, error]) => [`${name}, ${way}`, error]));
  })) as Errors; // prettier-ignore

export function compareBinary(one: Binary, library: Library): Errors {
  const { y, scores, positive } = one;
  const { rocCurve, rocAuc, precisionRecallCurve, averagePrecision, logLoss, brier, calibrationCurve } = library;
  const errors = bothWays<OfScores>(one, (want, sampleWeight) => {
    const options = { positive, ...(sampleWeight && { sampleWeight }) };
    const roc = (curve: Curve, dropIntermediate: boolean) => {
      const got = rocCurve(y, scores, { ...options, dropIntermediate });
      const rates = [largestError(got.falsePositiveRate, curve.fpr), largestError(got.truePositiveRate, curve.tpr)];
      return Math.max(...rates, thresholdError(got.thresholds, infinite(curve.thresholds)));
    };
    const got = precisionRecallCurve(y, scores, options);
    const { precision, recall, thresholds } = want.precisionRecall;
    return {
      'ROC curve': roc(want.roc, true),
      'whole ROC curve': roc(want.rocFull, false),
      'ROC AUC': largestError([rocAuc(y, scores, options)], [want.rocAuc]),
      'precision-recall curve': Math.max(
        largestError(got.precision, precision),
        largestError(got.recall, recall),
        largestError(got.thresholds, thresholds),
      ),
      'average precision': largestError([averagePrecision(y, scores, options)], [want.averagePrecision]),
      ...(want.logLoss !== undefined && { 'log loss': largestError([logLoss(y, scores, options)], [want.logLoss]) }),
      ...(want.brier !== undefined && { Brier: largestError([brier(y, scores, options)], [want.brier]) }),
    };
  });
  for (const { strategy, nBins, observed, predicted } of one.calibration ?? []) {
    const bins = calibrationCurve(y, scores, { strategy, nBins, positive });
    errors[`calibration, ${nBins} ${strategy} bins`] = Math.max(
      largestError(bins.map((bin) => bin.observed), observed),
      largestError(bins.map((bin) => bin.predicted), predicted),
    ); // prettier-ignore
  }
  return errors;
}

export function compareLabels(one: Predictions, { confusionMatrix, accuracy, precision, recall, f1 }: Library): Errors {
  const { actual, predicted } = one;
  return bothWays<OfLabels>(one, (want, sampleWeight) => {
    const options = sampleWeight ? { sampleWeight } : {};
    const found = want.averages.map(({ average, zeroDivision, ...values }) => {
      const more = { ...options, average, zeroDivision: zeroDivision ?? NaN };
      return Object.entries({ precision, recall, f1 }).map(([name, measure]) => {
        const [got, expected] = [measure(actual, predicted, more), values[name as keyof typeof values] ?? NaN];
        return Number.isNaN(expected) ? (Number.isNaN(got) ? 0 : Infinity) : largestError([got], [expected]);
      });
    });
    return {
      'confusion matrix': largestError(confusionMatrix(actual, predicted, options).counts.data, want.confusion),
      accuracy: largestError([accuracy(actual, predicted, options)], [want.accuracy]),
      'precision, recall, F1': Math.max(...found.flat()),
    };
  });
}

export function compareClasses(
  one: Classes,
  { logLoss, brier, rocAuc, averagePrecision }: Library,
  { Matrix }: Pick<typeof Kindred, 'Matrix'>,
): Errors {
  const { y } = one;
  const rated = Matrix.from(one.probabilities);
  return bothWays(one, (want, sampleWeight) => {
    const options = sampleWeight ? { sampleWeight } : {};
    const averages = ['macro', 'weighted'] as const;
    return {
      'log loss': largestError([logLoss(y, rated, options)], [want.logLoss]),
      Brier: largestError([brier(y, rated, options)], [want.brier]),
      'ROC AUC': largestError(averages.map((average) => rocAuc(y, rated, { ...options, average })), averages.map((average) => want.rocAuc[average])), // prettier-ignore
      'average precision': largestError(averages.map((average) => averagePrecision(y, rated, { ...options, average })), averages.map((average) => want.averagePrecision[average])), // prettier-ignore
    };
  });
}

export function compareNumbers(one: Numbers, library: Library): Errors {
  return bothWays(one, (want, sampleWeight) => {
    const options = sampleWeight ? { sampleWeight } : {};
    const names = ['r2', 'mae', 'rmse'] as const;
    return Object.fromEntries(names.map((name) => [name, largestError([library[name](one.actual, one.predicted, options)], [want[name]])]));
  });
}
