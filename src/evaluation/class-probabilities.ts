/**
 * Probabilities of several classes: rows by classes, and which column each row's class is.
 * @module
 */
import { oneOf, optional, type Constraint, type Constraints } from '../check.js';
import { codeLabels, type Label, type Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { KindredError, show } from '../errors.js';
import { sumSorted } from '../data/sorted-sum.js';
import { checkProbabilities, checkRows, checkedWeights, rowsThatCount, SAMPLE_WEIGHT, type ScoredRows } from './scored-rows.js';

/** What measures of several classes take. */
export interface ClassesOptions {
  /** What the columns of the probabilities stand for, in their order. Default: the labels that occur, sorted. */
  classes?: readonly Label[];
  /** How much each row counts. Default: all the same. */
  sampleWeight?: SampleWeight;
}

const isLabel = (v: unknown) => typeof v === 'string' || typeof v === 'boolean' || Number.isFinite(v);

const classList: Constraint<readonly Label[]> = optional<readonly Label[]>({
  expected: 'a list of different labels',
  accepts: (v) => Array.isArray(v) && v.length > 1 && v.every(isLabel) && new Set(v).size === v.length,
  invalid: [null, 'a', [], ['a'], ['a', 'a'], ['a', null]],
});

/** @internal */
export const CLASSES: Constraints<ClassesOptions> = {
  classes: classList,
  sampleWeight: SAMPLE_WEIGHT,
};

/** What measures take that are of one class against the rest, once for each class. */
export interface AveragedOptions extends ClassesOptions {
  /** How the values of the classes become one: their mean, or weighed by how many rows are of each. Default `'macro'`. */
  average?: 'macro' | 'weighted';
}

/** @internal */
export const AVERAGED: Constraints<AveragedOptions> = { ...CLASSES, average: oneOf('macro', 'macro', 'weighted') };

/** Rows with a probability for each class, checked. */
export interface RatedClasses {
  readonly classes: readonly Label[];
  /** The column of each row's class. */
  readonly codes: Int32Array;
  readonly probabilities: Matrix;
  readonly weights: Float64Array | undefined;
}

/** As scikit-learn warns, from the square root of the rounding unit on. */
const TOLERANCE = 1.4901161193847656e-8;

/**
 * @throws KindredError `invalid-data` for other rows or columns, column names that are not the classes, a label without a column, what is no probability or a row
 * of them that does not sum to 1
 */
export function ratedClasses(y: Labels, probabilities: Matrix, { classes, sampleWeight }: ClassesOptions): RatedClasses {
  const { nRows, nColumns, data, columns } = probabilities;
  const found = codeLabels('y', y);
  checkRows(found.codes.length);
  if (nRows !== found.codes.length)
    throw new KindredError('invalid-data', `"probabilities" must have one row a label (${found.codes.length}), got ${nRows}`);
  const all = classes ?? found.classes;
  if (nColumns !== all.length)
    throw new KindredError(
      'invalid-data',
      `"probabilities" must have ${all.length} columns, one a class, got ${nColumns}${classes ? '' : ': say by "classes" what they stand for'}`,
    );
  const other = columns?.findIndex((name, j) => name !== String(all[j])) ?? -1;
  if (other >= 0)
    throw new KindredError(
      'invalid-data',
      `column ${other + 1} of "probabilities" must be of the class ${show(all[other])}, it is named ${show(columns![other])}`,
    );
  const places = found.classes.map((label) => all.indexOf(label));
  const lost = places.indexOf(-1);
  if (lost >= 0) throw new KindredError('invalid-data', `"y" holds ${show(found.classes[lost])}, which is none of "classes"`);
  checkProbabilities(data);
  for (let i = 0; i < nRows; i++) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) sum += data[i * nColumns + j];
    if (!(Math.abs(sum - 1) <= (data instanceof Float32Array ? 1e-4 : TOLERANCE)))
      throw new KindredError('invalid-data', `row ${i + 1} of "probabilities" must sum to 1, got ${sum}`);
  }
  return {
    classes: all,
    codes: found.codes.map((code) => places[code]),
    probabilities,
    weights: checkedWeights(sampleWeight, nRows),
  };
}

/** A measure of each class against the rest, averaged. */
export function oneAgainstRest(
  { classes, codes, probabilities, weights }: RatedClasses,
  average: 'macro' | 'weighted',
  measure: (rows: ScoredRows, label: Label) => number,
): number {
  const { data, nColumns } = probabilities;
  let [sum, total] = [0, 0];
  classes.forEach((label, c) => {
    const isPositive = codes.map((code) => (code === c ? 1 : 0));
    const rows = rowsThatCount(isPositive, Float64Array.from(codes, (_, i) => data[i * nColumns + c]), weights); // prettier-ignore
    const value = measure(rows, label);
    const share = average === 'macro' ? 1 : rows.weights ? sumSorted(rows.weights.filter((_, i) => rows.isPositive[i])) : rows.nPositive;
    sum += value * share;
    total += share;
  });
  return sum / total;
}
