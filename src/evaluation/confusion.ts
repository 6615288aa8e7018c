/**
 * Predicted labels against the true ones: how often each was taken for which.
 * @module
 */
import { checkOptions, type Constraints } from '../check.js';
import { codeTogether, type Label, type Labels } from '../data/labels.js';
import { Matrix } from '../data/matrix.js';
import { sortRising, sumOf } from '../data/sorted-sum.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { KindredError } from '../errors.js';
import { checkedWeights, checkRows, SAMPLE_WEIGHT } from './scored-rows.js';

export interface WeightOptions {
  /** How much each row counts. Default: 1. */
  sampleWeight?: SampleWeight;
}

/** How often each class was taken for which. */
export interface ConfusionMatrix<L extends Label = Label> {
  /** The labels that occur in either list, sorted. */
  readonly classes: readonly L[];
  /** A row for each true class, a column for each predicted one, in the order of `classes`: how many rows, or what they weigh. */
  readonly counts: Matrix;
}

/** @internal */
export const WEIGHT: Constraints<WeightOptions> = { sampleWeight: SAMPLE_WEIGHT };

/**
 * The confusion matrix: rows by true class, columns by predicted class.
 * @param actual - the true label of each row
 * @param predicted - in the same order
 * @throws KindredError `invalid-data` for other lengths, no rows, a missing label or one of another kind (naming the row); `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { confusionMatrix } from 'kindred/evaluation';
 * const { classes, counts } = confusionMatrix(['no', 'no', 'yes', 'yes'], ['no', 'yes', 'yes', 'yes']);
 * console.log(classes, counts.row(0), counts.row(1)); // [ 'no', 'yes' ] Float64Array(2) [ 1, 1 ] Float64Array(2) [ 0, 2 ]
 * ```
 */
export function confusionMatrix<L extends Label>(actual: Labels<L>, predicted: Labels<L>, options: WeightOptions = {}): ConfusionMatrix<L> {
  const { classes, counts } = confusionOf('confusionMatrix', actual, predicted, options);
  return { classes, counts: Matrix.from(counts, classes.length, { columns: classes.map(String) }) };
}

/**
 * The share of rows whose predicted label is the true one.
 * @param actual - the true label of each row
 * @param predicted - in the same order
 * @throws KindredError as `confusionMatrix`
 * @example
 * ```ts
 * import { accuracy } from 'kindred/evaluation';
 * console.log(accuracy(['a', 'b', 'c', 'a'], ['a', 'b', 'a', 'a'])); // 0.75
 * ```
 */
export function accuracy(actual: Labels, predicted: Labels, options: WeightOptions = {}): number {
  const { classes, counts } = confusionOf('accuracy', actual, predicted, options);
  const k = classes.length;
  let [right, all] = [0, 0];
  counts.forEach((count, cell) => {
    all += count;
    if (Math.floor(cell / k) === cell % k) right += count;
  });
  return right / all;
}

/** The counts row by row of true classes. @internal */
export function confusionOf<L extends Label>(
  owner: string,
  actual: Labels<L>,
  predicted: Labels<L>,
  options: WeightOptions,
): { classes: readonly L[]; counts: Float64Array } {
  const { sampleWeight } = checkOptions<WeightOptions>(owner, WEIGHT, options);
  const { classes, codes } = codeTogether<L>([['actual', actual], ['predicted', predicted]]); // prettier-ignore
  const [rows, columns] = codes;
  checkRows(rows.length, 'actual');
  if (columns.length !== rows.length)
    throw new KindredError('invalid-data', `"predicted" must hold one label a row (${rows.length}), got ${columns.length}`);
  const k = classes.length;
  if (k > MOST_CLASSES) throw new KindredError('too-large', `there must be at most ${MOST_CLASSES} different labels, got ${k}`);
  const weights = checkedWeights(sampleWeight, rows.length);
  const cells = rows.map((row, i) => row * k + columns[i]);
  return { classes, counts: weights ? weighed(cells, weights, k * k) : counted(cells, k * k) };
}

/** Beyond, labels are numbers or names rather than classes, and the matrix would not fit. */
const MOST_CLASSES = 2000;

function counted(cells: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const cell of cells) counts[cell]++;
  return counts;
}

/** Cell by cell from the smallest weight to the largest, so that the order of the rows does not matter. */
function weighed(cells: Int32Array, weights: Float64Array, size: number): Float64Array {
  const ends = new Int32Array(size + 1);
  for (const cell of cells) ends[cell + 1]++;
  for (let cell = 0; cell < size; cell++) ends[cell + 1] += ends[cell];
  const next = ends.slice();
  const grouped = new Float64Array(cells.length);
  cells.forEach((cell, i) => (grouped[next[cell]++] = weights[i]));
  return Float64Array.from({ length: size }, (_, cell) => {
    sortRising(grouped, ends[cell], ends[cell + 1]);
    return sumOf(grouped, ends[cell], ends[cell + 1]);
  });
}
