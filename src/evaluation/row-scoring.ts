/**
 * The measures by which models of rows are scored, by their names.
 * @module
 */
import { codeLabels, positiveOf, type Label, type Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { accuracy } from './confusion.js';
import { averagePrecision } from './precision-recall-curve.js';
import { f1, precision, recall } from './precision-recall.js';
import { mae, r2, rmse } from './prediction-errors.js';
import { brier, logLoss } from './probability-errors.js';
import { rocAuc } from './roc.js';

type Scores = (y: Labels, predicted: never, options: object) => number;

const OF_LABELS = { accuracy, precision, recall, f1 } as Readonly<Record<'accuracy' | 'precision' | 'recall' | 'f1', Scores>>;
const OF_PROBABILITIES = { rocAuc, averagePrecision, logLoss, brier } as Readonly<
  Record<'rocAuc' | 'averagePrecision' | 'logLoss' | 'brier', Scores>
>;
const OF_NUMBERS = { r2, rmse, mae } as Readonly<Record<'r2' | 'rmse' | 'mae', Scores>>;

/** A measure of predicted labels (`accuracy`, `precision`, `recall`, `f1`), of probabilities (`rocAuc`, `averagePrecision`, `logLoss`, `brier`) or of numbers (`r2`, `rmse`, `mae`). */
export type RowScoring = keyof typeof OF_LABELS | keyof typeof OF_PROBABILITIES | keyof typeof OF_NUMBERS;

export const ROW_SCORINGS = [...Object.keys(OF_LABELS), ...Object.keys(OF_PROBABILITIES), ...Object.keys(OF_NUMBERS)] as RowScoring[];

/** Is less better? */
export const ROW_LESS_IS_BETTER: ReadonlySet<string> = new Set<RowScoring>(['logLoss', 'brier', 'rmse', 'mae']);

/** Is it of classes, not of numbers? */
export const isOfClasses = (name: RowScoring): boolean => !(name in OF_NUMBERS);

/** A model of rows as it is scored: `predict` for labels and numbers, `predictProba` for probabilities of two classes, `probabilities` of several. */
export interface ScoresRows {
  readonly classes?: readonly Label[];
  predict?(X: never): ArrayLike<unknown>;
  predictProba?(X: never, label: never): ArrayLike<number>;
  probabilities?(X: never): Matrix;
}

/**
 * The scores of a model on rows, in the order of `scoring`. Of more than two classes, precision, recall and F1 are means over classes (`'macro'`), as are the areas of
 * each class against the rest.
 * @param positive - of two classes the one that is measured. Default: `true`, 1 beside 0, else the second, sorted
 * @throws KindredError `invalid-data`; `unsupported` for a model that lacks what a measure needs
 */
export function scoreModel(model: unknown, X: Matrix | Table, y: Labels, scoring: readonly RowScoring[], positive?: Label): Float64Array {
  const [asked, rows] = lastStep(model, X);
  const known = (asked as ScoresRows | null | undefined)?.classes;
  const call = <T>(method: 'predict' | 'predictProba' | 'probabilities', name: string, ...args: unknown[]): T => {
    const methods = asked as Record<string, ((...args: unknown[]) => unknown) | undefined>;
    if (typeof methods?.[method] === 'function') return methods[method](rows, ...args) as T;
    throw new KindredError('unsupported', `"${name}" needs a model with a method "${method}"`);
  };
  const once = <T>(make: (name: string) => T) => {
    let made: T | undefined;
    return (name: string): T => (made ??= make(name));
  };
  const predicted = once((name) => call<Labels>('predict', name));
  const classes = once(() => classesOf(known, y));
  const label = once(() => classes('')[positiveOf('positive', positive, classes(''))]);
  const oneClass = once((name) => call<ArrayLike<number>>('predictProba', name, label(name)));
  const allClasses = once((name) => call<Matrix>('probabilities', name));
  return Float64Array.from(scoring, (name) => {
    if (name in OF_NUMBERS) return OF_NUMBERS[name as keyof typeof OF_NUMBERS](numbersOf(y) as never, predicted(name) as never, {});
    const two = positive !== undefined || classes(name).length === 2;
    if (name in OF_LABELS) {
      const options = name === 'accuracy' ? {} : two ? { positive: label(name) } : { average: 'macro' };
      return OF_LABELS[name as keyof typeof OF_LABELS](y, predicted(name) as never, options);
    }
    const measure = OF_PROBABILITIES[name as keyof typeof OF_PROBABILITIES];
    return two
      ? measure(y, oneClass(name) as never, { positive: label(name) })
      : measure(y, allClasses(name) as never, { classes: classes(name) });
  });
}

/** A pipeline is asked by its last step, so that rows go through the others once. */
export function lastStep(model: unknown, X: Matrix | Table): [model: unknown, rows: unknown] {
  const { last, features } = (model ?? {}) as { last?: unknown; features?: (X: unknown) => unknown };
  return typeof features === 'function' && last !== undefined ? [last, features.call(model, X)] : [model, X];
}

/** Those that the model knows, else those that occur. */
const classesOf = (known: unknown, y: Labels): readonly Label[] =>
  Array.isArray(known) && known.length > 1 ? (known as readonly Label[]) : codeLabels('y', y).classes;

/** @throws KindredError `invalid-data` for a column without numbers */
function numbersOf(y: Labels): ArrayLike<unknown> {
  if (!('kind' in y)) return y;
  if (y.kind === 'number' || y.kind === 'date') return y.values;
  throw new KindredError('invalid-data', `"y" must hold numbers, it is a column of kind ${y.kind}`);
}
