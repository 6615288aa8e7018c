/**
 * Precision tp / (tp + fp), recall tp / (tp + fn) and F1, their harmonic mean 2 tp / (2 tp + fp + fn): of one class, or averaged over classes as scikit-learn
 * does. Of lists that are recommended: `precisionAtK`, `recallAtK`.
 * @module
 */
import { checkOptions, oneOf, type Constraint, type Constraints } from '../check.js';
import { positiveOf, type Label, type Labels } from '../data/labels.js';
import { KindredError } from '../errors.js';
import { confusionOf, WEIGHT, type WeightOptions } from './confusion.js';
import { LABEL } from './scored-rows.js';

export interface AverageOptions extends WeightOptions {
  /**
   * `'binary'`: of the positive class alone. `'macro'`: the mean over classes. `'weighted'`: the mean weighed by the rows that are of each class. `'micro'`: from the
   * counts of all classes together (which is accuracy). Default `'binary'`.
   */
  average?: 'binary' | 'macro' | 'micro' | 'weighted';
  /** For `'binary'`. Default: `true`, 1 beside 0, else the second of two, sorted; of more classes it must be said. */
  positive?: Label;
  /** The value where nothing is divided by nothing: no row was predicted so (precision), or is so (recall), or neither (F1). NaN leaves a class out of a mean. Default 0. */
  zeroDivision?: number;
}

const zeroDivision: Constraint<number> = {
  default: 0,
  expected: '0, 1 or NaN',
  accepts: (v) => v === 0 || v === 1 || Number.isNaN(v),
  invalid: [0.5, -1, '0', null],
};

/** @internal */
export const AVERAGE: Constraints<AverageOptions> = {
  ...WEIGHT,
  average: oneOf('binary', 'binary', 'macro', 'micro', 'weighted'),
  positive: LABEL,
  zeroDivision,
};

/**
 * Of the rows that were predicted to be of a class, the share that is.
 * @param actual - the true label of each row
 * @param predicted - in the same order
 * @throws KindredError `invalid-data` for other lengths, no rows, a missing label or one of another kind (naming the row), a positive class that must be said or is
 * not there; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { precision } from 'kindred/evaluation';
 * console.log(precision(['no', 'yes', 'yes', 'no'], ['no', 'yes', 'no', 'yes'])); // 0.5
 * console.log(precision(['a', 'b', 'c'], ['a', 'b', 'b'], { average: 'macro' })); // 0.5
 * ```
 */
export function precision(actual: Labels, predicted: Labels, options: AverageOptions = {}): number {
  return averaged('precision', actual, predicted, options, ({ right, predicted }) => [right, predicted]);
}

/**
 * Of the rows that are of a class, the share that was predicted to be.
 * @param actual - the true label of each row
 * @param predicted - in the same order
 * @throws KindredError as `precision`
 * @example
 * ```ts
 * import { recall } from 'kindred/evaluation';
 * console.log(recall([1, 1, 1, 0], [1, 0, 1, 0]).toFixed(4)); // 0.6667
 * ```
 */
export function recall(actual: Labels, predicted: Labels, options: AverageOptions = {}): number {
  return averaged('recall', actual, predicted, options, ({ right, actual }) => [right, actual]);
}

/**
 * F1: the harmonic mean of precision and recall.
 * @param actual - the true label of each row
 * @param predicted - in the same order
 * @throws KindredError as `precision`
 * @example
 * ```ts
 * import { f1 } from 'kindred/evaluation';
 * console.log(f1([true, true, false], [true, false, false]).toFixed(4)); // 0.6667
 * ```
 */
export function f1(actual: Labels, predicted: Labels, options: AverageOptions = {}): number {
  return averaged('f1', actual, predicted, options, ({ right, actual, predicted }) => [2 * right, actual + predicted]);
}

/** Of a class: the rows that are of it, that were predicted so, and both. */
interface ClassCounts {
  readonly right: number;
  readonly actual: number;
  readonly predicted: number;
}

function averaged(
  owner: string,
  actual: Labels,
  predicted: Labels,
  given: AverageOptions,
  fraction: (counts: ClassCounts) => readonly [number, number],
): number {
  const options = checkOptions<AverageOptions>(owner, AVERAGE, given) as Required<AverageOptions>;
  const { average, positive, zeroDivision, sampleWeight } = options;
  if (positive !== undefined && average !== 'binary')
    throw new KindredError('invalid-option', `"positive" is for the average "binary", not for "${average}"`);
  const { classes, counts } = confusionOf(owner, actual, predicted, { sampleWeight });
  const k = classes.length;
  const of = classes.map((_, c): ClassCounts => {
    const count = { right: counts[c * k + c], actual: 0, predicted: 0 };
    for (let other = 0; other < k; other++) {
      count.actual += counts[c * k + other];
      count.predicted += counts[other * k + c];
    }
    return count;
  });
  const valueOf = (one: ClassCounts) => {
    const [above, below] = fraction(one);
    return below === 0 ? zeroDivision : above / below;
  };
  if (average === 'binary') {
    if (k > 2 && positive === undefined)
      throw new KindredError(
        'invalid-data',
        `the labels hold ${k} classes: choose an "average", or say by "positive" which one counts as yes`,
      );
    const place = positiveOf('positive', positive, classes);
    return valueOf(of[place] ?? { right: 0, actual: 0, predicted: 0 });
  }
  if (average === 'micro') {
    const sum = (part: keyof ClassCounts) => of.reduce((all, one) => all + one[part], 0);
    return valueOf({ right: sum('right'), actual: sum('actual'), predicted: sum('predicted') });
  }
  let [sum, total] = [0, 0];
  for (const one of of) {
    const value = valueOf(one);
    if (Number.isNaN(value)) continue;
    const weight = average === 'macro' ? 1 : one.actual;
    sum += value * weight;
    total += weight;
  }
  return total === 0 ? NaN : sum / total;
}
