/**
 * The interval of any measure by the percentile bootstrap (Efron 1979): rows are drawn with replacement, and the measure is taken again each time.
 * @module
 */
import { checkOptions, type Constraints } from '../check.js';
import type { Column } from '../data/column.js';
import type { Matrix } from '../data/matrix.js';
import { KindredError, mustBe, show } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { generator } from '../random.js';
import { BOOTSTRAP, intervalOf, type BootstrapOptions } from './intervals.js';
import { comparisonOf, countRows, takeRowsOf } from './row-lists.js';
import { STRATIFY, strataOf, type Stratify } from './row-splits.js';

/** What holds one thing a row: labels, scores, weights, probabilities by class. */
export type RowList = ArrayLike<unknown> | Column | Matrix;

export interface BootstrapMeasureOptions extends BootstrapOptions {
  /** Draw within groups, so that each has as many rows as it has: `true` for those of the first list, or one label a row. Default false. */
  stratify?: Stratify;
}

/** A measure of all rows, and the interval that holds it. */
export interface MeasureInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** @internal */
export const BOOTSTRAP_MEASURE: Constraints<BootstrapMeasureOptions> = { ...BOOTSTRAP, stratify: STRATIFY };

/**
 * A measure with its percentile bootstrap interval. The rows are put in one order before they are drawn, so that the interval does not depend on theirs.
 * @param measure - takes the lists and gives a number, such as `rocAuc`
 * @param lists - what the measure takes, each with one thing a row: rows are drawn of all at once
 * @throws KindredError `invalid-data` for lists of other lengths; what the measure throws, of resamples too (a draw may lack a class: `stratify`); `invalid-option`,
 * `unknown-option`; `cancelled`
 * @example
 * ```ts
 * import { bootstrapMeasure, precision, rocAuc } from 'kindred/evaluation';
 * const bought = Array.from({ length: 200 }, (_, i) => i % 3 === 0);
 * const scores = bought.map((yes, i) => (i % 7) + (yes ? 2 : 0));
 * const { value, low, high } = bootstrapMeasure(rocAuc, [bought, scores], { nResamples: 500, stratify: true });
 * console.log(low < value && value < high); // true
 * const found = bootstrapMeasure((y, predicted) => precision(y, predicted), [bought, scores.map((s) => s > 4)], { nResamples: 100 });
 * console.log(found.value === precision(bought, scores.map((s) => s > 4))); // true
 * ```
 */
export function bootstrapMeasure<L extends RowList[]>(
  measure: (...lists: NoInfer<L>) => number,
  lists: readonly [...L],
  options: BootstrapMeasureOptions = {},
  work?: LongWork,
): MeasureInterval {
  return drain(bootstrapSteps(measure, lists, options), work);
}

/**
 * As `bootstrapMeasure`, giving way to other work.
 * @throws KindredError as `bootstrapMeasure`
 * @example
 * ```ts
 * import { accuracy, bootstrapMeasureAsync } from 'kindred/evaluation';
 * console.log((await bootstrapMeasureAsync(accuracy, [['a', 'b', 'a'], ['a', 'b', 'b']])).value.toFixed(4)); // 0.6667
 * ```
 */
export function bootstrapMeasureAsync<L extends RowList[]>(
  measure: (...lists: NoInfer<L>) => number,
  lists: readonly [...L],
  options: BootstrapMeasureOptions = {},
  work?: LongWork,
): Promise<MeasureInterval> {
  return drainAsync(bootstrapSteps(measure, lists, options), work);
}

/** @internal */
export function* bootstrapSteps<L extends RowList[]>(
  measure: (...lists: L) => number,
  lists: readonly [...L],
  given: BootstrapMeasureOptions,
): Steps<MeasureInterval> {
  const { nResamples, level, seed, stratify } = checkOptions<Required<BootstrapMeasureOptions>>(
    'bootstrapMeasure',
    BOOTSTRAP_MEASURE,
    given,
  );
  if (typeof measure !== 'function') throw new KindredError('invalid-option', mustBe('measure', 'a function that gives a number', measure));
  const n = checkLists(lists);
  const value = numberOf(measure(...lists), 'all rows');
  const order = rowsInOrder(lists, n);
  const ordered = lists.map((list) => takeRowsOf(list, order));
  const groups = groupsOf(lists, stratify, order);
  const random = generator(seed);
  const values = new Float64Array(nResamples);
  const [counts, rows] = [new Int32Array(n), new Int32Array(n)];
  for (let r = 0; r < nResamples; r++) {
    counts.fill(0);
    for (const group of groups) for (let i = 0; i < group.length; i++) counts[group[Math.floor(random() * group.length)]]++;
    let size = 0;
    for (let row = 0; row < n; row++) for (let i = 0; i < counts[row]; i++) rows[size++] = row;
    const where = `resample ${r + 1} of ${nResamples}`;
    try {
      values[r] = numberOf(measure(...(ordered.map((list) => takeRowsOf(list, rows)) as unknown as L)), where);
    } catch (error) {
      if (!(error instanceof KindredError)) throw error;
      const hint = stratify === false ? ': `stratify: true` keeps the rows of each class' : '';
      throw new KindredError(error.code, `${where}: ${error.message}${hint}`, { cause: error });
    }
    yield { done: r + 1, total: nResamples, stage: 'resampling' };
  }
  const { low, high } = intervalOf(value, values, level);
  return { value, low, high };
}

function checkLists(lists: readonly RowList[]): number {
  if (!Array.isArray(lists) || lists.length === 0)
    throw new KindredError('invalid-data', mustBe('lists', 'an array of what the measure takes, such as [y, scores]', lists));
  const sizes = (lists as readonly RowList[]).map((list, l) => countRows(`list ${l + 1}`, list));
  const other = sizes.findIndex((size) => size !== sizes[0]);
  if (other >= 0)
    throw new KindredError(
      'invalid-data',
      `all lists must be of the same rows: list 1 has ${sizes[0]}, list ${other + 1} has ${sizes[other]}`,
    );
  if (sizes[0] === 0) throw new KindredError('invalid-data', 'the lists must have at least one row, got none');
  return sizes[0];
}

/** Rows by the second list, which of measures are scores, then the others: scores that come sorted are quick to measure. */
function rowsInOrder(lists: readonly RowList[], n: number): Int32Array {
  const comparisons = [...lists.slice(1), lists[0]].map(comparisonOf);
  return Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** The places, rising, of the rows of each group. */
function groupsOf(lists: readonly RowList[], stratify: Stratify, order: Int32Array): Int32Array[] {
  const places = new Int32Array(order.length);
  order.forEach((row, place) => (places[row] = place));
  return strataOf(order.length, lists[0], stratify).map(({ rows }) => rows.map((row) => places[row]).sort());
}

function numberOf(value: number, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new KindredError('invalid-data', `"measure" must give a finite number, got ${show(value)} of ${where}`);
}
