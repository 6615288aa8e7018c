/**
 * What measures of scores take: which rows are positive, their scores, how much each row weighs.
 * @module
 */
import { optional, type Constraint, type Constraints } from '../check.js';
import { codeLabels, positiveOf, type Label, type Labels } from '../data/labels.js';
import { checkSampleWeight, type SampleWeight } from '../data/sample-weight.js';
import { KindredError, mustBe, show } from '../errors.js';

/** What measures of one class against the others take. */
export interface BinaryOptions {
  /** The class that scores are of. Default: `true`, 1 beside 0, else the second of two, sorted; of more classes it must be said. */
  positive?: Label;
  /** How much each row counts. Default: all the same. */
  sampleWeight?: SampleWeight;
}

/** @internal */
export const LABEL: Constraint<Label> = optional<Label>({
  expected: 'a label',
  accepts: (v) => typeof v === 'string' || typeof v === 'boolean' || (typeof v === 'number' && Number.isFinite(v)),
  invalid: [null, NaN, [], {}],
});

/** Their length and numbers are checked with the rows. @internal */
export const SAMPLE_WEIGHT: Constraint<SampleWeight> = optional<SampleWeight>({
  expected: 'an array of numbers, one a row',
  accepts: (v) => Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView)),
  invalid: [1, '1', null, {}],
});

/** @internal */
export const BINARY: Constraints<BinaryOptions> = { positive: LABEL, sampleWeight: SAMPLE_WEIGHT };

/** Rows with a score each, checked. */
export interface ScoredRows {
  /** 1 where the row is of the positive class, else 0. */
  readonly isPositive: Uint8Array;
  readonly nPositive: number;
  readonly scores: Float64Array;
  /** Undefined where all rows weigh the same. */
  readonly weights: Float64Array | undefined;
}

/** @throws KindredError `invalid-data` for other lengths, no rows, a missing label or score (naming the row), or a positive class that is not there */
export function scoredRows(
  y: Labels,
  scores: ArrayLike<number>,
  { positive, sampleWeight }: { readonly positive?: Label; readonly sampleWeight?: SampleWeight | undefined },
  name = 'scores',
): ScoredRows {
  const { classes, codes } = codeLabels('y', y);
  checkRows(codes.length);
  const numbers = checkNumbers(name, scores, codes.length);
  const place = positiveOf('positive', positive, classes);
  return rowsThatCount(
    codes.map((code) => (code === place ? 1 : 0)),
    numbers,
    checkedWeights(sampleWeight, codes.length),
  );
}

/** Rows that weigh nothing are none, so that a curve has no point for them (as scikit-learn). @internal */
export function rowsThatCount(positive: ArrayLike<number>, scores: Float64Array, weights: Float64Array | undefined): ScoredRows {
  const counts = (_: number, i: number) => weights![i] > 0;
  const isPositive = Uint8Array.from(positive);
  if (weights?.includes(0))
    return scored(
      isPositive.filter(counts),
      scores.filter(counts),
      weights.filter((weight) => weight > 0),
    );
  return scored(isPositive, scores, weights);
}

const scored = (isPositive: Uint8Array, scores: Float64Array, weights: Float64Array | undefined): ScoredRows => ({
  isPositive,
  nPositive: isPositive.reduce((sum, yes) => sum + yes, 0),
  scores,
  weights,
});

/** As `scoredRows`, for probabilities: from 0 to 1. */
export function ratedRows(...[y, probabilities, options]: Parameters<typeof scoredRows>): ScoredRows {
  const rows = scoredRows(y, probabilities, options, 'probabilities');
  checkProbabilities(rows.scores);
  return rows;
}

/** @throws KindredError `invalid-data` */
export function checkProbabilities(values: Float64Array | Float32Array): void {
  for (let i = 0; i < values.length; i++)
    if (!(values[i] >= 0 && values[i] <= 1))
      throw new KindredError('invalid-data', `"probabilities" must be from 0 to 1, number ${i + 1} is ${show(values[i])}`);
}

/** @throws KindredError `invalid-data` where one class is missing: no order of scores is right or wrong then */
export function needBoth(what: string, { nPositive, isPositive }: ScoredRows): void {
  if (nPositive > 0 && nPositive < isPositive.length) return;
  throw new KindredError(
    'invalid-data',
    `${what} needs positive and other rows, ${nPositive === 0 ? 'none is positive' : 'all are positive'} (of ${isPositive.length})`,
  );
}

/** @throws KindredError `invalid-data` */
export function needPositive(what: string, { nPositive, isPositive }: ScoredRows): void {
  if (nPositive === 0) throw new KindredError('invalid-data', `${what} needs positive rows, none of ${isPositive.length} is`);
}

/** @throws KindredError `invalid-data` for no rows */
export function checkRows(n: number, name = 'y'): void {
  if (n === 0) throw new KindredError('invalid-data', `"${name}" must have at least one row, got none`);
}

/** Finite numbers, one a row. @throws KindredError `invalid-data` naming the row */
export function checkNumbers(name: string, values: ArrayLike<number>, n: number = values?.length): Float64Array {
  if (values === null || typeof values !== 'object' || !Number.isSafeInteger(values.length))
    throw new KindredError('invalid-data', mustBe(name, 'a list of numbers, one a row', values));
  if (values.length !== n) throw new KindredError('invalid-data', `"${name}" must hold one number a row (${n}), got ${values.length}`);
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(values[i]))
      throw new KindredError('invalid-data', `"${name}" must be finite numbers, row ${i + 1} has ${show(values[i])}`);
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

/** @throws KindredError `invalid-data` */
export function checkedWeights(sampleWeight: SampleWeight | undefined, n: number): Float64Array | undefined {
  if (sampleWeight === undefined) return undefined;
  const { largest, uniform } = checkSampleWeight(sampleWeight, n);
  return uniform && largest === 1 ? undefined : Float64Array.from(sampleWeight);
}
