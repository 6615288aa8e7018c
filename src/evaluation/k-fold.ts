/**
 * Folds for cross-validation: every pair of user and item, or every row of a table, is in the test of exactly one.
 * @module
 */
import { checkOptions, integer, oneOf, seed as seedOption, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import type { Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { generator } from '../random.js';
import { plural } from '../words.js';
import { divide, draw, pairsOf, type Split } from './pairs.js';
import { areRows, checkTarget, dealFolds, divideRows, STRATIFY, strataOf, type RowSplit, type Stratify } from './row-splits.js';

export interface KFoldOptions {
  /** Default 5. */
  nFolds?: number;
  /** `'random'`: all pairs are shuffled and dealt. `'user'`: each user's pairs are, so that they are spread over the folds. Default `'random'`. */
  by?: 'random' | 'user';
  /** Default 0. */
  seed?: number;
}

export interface RowFoldOptions {
  /** Default 5. */
  nFolds?: number;
  /** `true`: each fold has the share of each class of `y`, as near as whole rows allow; or of other labels, one a row. Default false. */
  stratify?: Stratify;
  /** Default 0. */
  seed?: number;
}

/** @internal */
export const ROW_FOLD: Constraints<RowFoldOptions> = { nFolds: integer(5, 2), stratify: STRATIFY, seed: seedOption() };

/** @internal */
export const K_FOLD: Constraints<Required<KFoldOptions>> = {
  nFolds: integer(5, 2),
  by: oneOf('random', 'random', 'user'),
  seed: seedOption(),
};

/**
 * The pairs of user and item in folds whose sizes differ by at most one; each split tests one fold and trains on the others. All events of a pair are in one
 * fold; the draw does not depend on the order of the rows.
 * @returns one split a fold
 * @throws KindredError `invalid-data` for fewer pairs than folds; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions } from 'kindred';
 * import { kFold } from 'kindred/evaluation';
 * const rows = ['tea', 'jam', 'mug'].flatMap((i) => [{ u: 'ann', i }, { u: 'bob', i }]);
 * const folds = kFold(Interactions.from(rows, { user: 'u', item: 'i' }), { nFolds: 3 });
 * console.log(folds.map(({ train, test }) => `${train.nEvents} + ${test.nEvents}`)); // [ '4 + 2', '4 + 2', '4 + 2' ]
 * ```
 */
export function kFold<U extends Id, I extends Id>(interactions: Interactions<U, I>, options?: KFoldOptions): Split<U, I>[];
/**
 * The rows, shuffled, in folds whose sizes differ by at most one; each split tests one fold and trains on the others. Both sides keep the rows' order.
 * @param X - rows by columns
 * @param y - what is to be learned: one label or number a row
 * @returns one split a fold
 * @throws KindredError `invalid-data` for fewer rows, of all or of a class, than folds; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { kFold } from 'kindred/evaluation';
 * const X = Matrix.from([[1], [2], [3], [4], [5], [6]]);
 * const folds = kFold(X, [true, true, false, false, false, false], { nFolds: 2, stratify: true });
 * console.log(folds.map(({ test }) => test.y)); // [ [ true, false, false ], [ true, false, false ] ]
 * ```
 */
export function kFold<X extends Matrix | Table, Y extends Labels>(X: X, y: Y, options?: RowFoldOptions): RowSplit<X, Y>[];
export function kFold(
  data: Interactions | Matrix | Table,
  second: KFoldOptions | Labels = {},
  options: RowFoldOptions = {},
): Split[] | RowSplit[] {
  return areRows(data) ? foldRows(data, second as Labels, options) : foldPairs(data, second);
}

function foldRows(X: Matrix | Table, y: Labels, options: RowFoldOptions): RowSplit[] {
  const { nFolds, stratify, seed } = checkOptions<Required<RowFoldOptions>>('kFold', ROW_FOLD, options);
  checkTarget(X, y);
  const fold = dealFolds(X.nRows, nFolds, strataOf(X.nRows, y, stratify), generator(seed));
  return Array.from({ length: nFolds }, (_, f) => divideRows(X, y, (row) => fold[row] === f));
}

function foldPairs(interactions: Interactions, options: object): Split[] {
  const { nFolds, by, seed } = checkOptions<Required<KFoldOptions>>('kFold', K_FOLD, options);
  const pairs = pairsOf(interactions);
  const { size, starts } = pairs;
  if (size < nFolds)
    throw new KindredError('invalid-data', `${nFolds} folds need at least as many pairs of user and item, got ${plural(size, 'pair')}`);
  const random = generator(seed);
  const fold = new Int32Array(size);
  let dealt = 0;
  const deal = (from: number, to: number) => {
    for (const p of draw(from, to, to - from, random)) fold[p] = dealt++ % nFolds;
  };
  if (by === 'random') deal(0, size);
  else for (let u = 0; u + 1 < starts.length; u++) deal(starts[u], starts[u + 1]);
  return Array.from({ length: nFolds }, (_, f) => divide(interactions, pairs, (p) => fold[p] === f));
}
