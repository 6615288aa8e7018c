/**
 * One training and one test set by lot or by time: some pairs of user and item, or one of each user; or some rows of a table.
 * @module
 */
import { checkOptions, oneOf, seed as seedOption, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import type { Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { generator } from '../random.js';
import { plural } from '../words.js';
import { divide, draw, pairsOf, type Pairs, type Split } from './pairs.js';
import { areRows, checkTarget, divideRows, markTest, STRATIFY, strataOf, type RowSplit, type Stratify } from './row-splits.js';

export interface TrainTestSplitOptions {
  /** Of the pairs of user and item: a share between 0 and 1 (to the nearest whole number), or how many. Default 0.2. */
  testSize?: number;
  /** `'random'`: of all pairs. `'user'`: of each user's pairs, of which at least one stays in training. Default `'random'`. */
  by?: 'random' | 'user';
  /** Default 0. */
  seed?: number;
}

export interface RowSplitOptions {
  /** Of the rows: a share between 0 and 1 (to the nearest whole number), or how many. Default 0.2. */
  testSize?: number;
  /** `true`: keep the share of each class of `y` on both sides, as near as whole rows allow; or of other labels, one a row. Default false. */
  stratify?: Stratify;
  /** Default 0. */
  seed?: number;
}

export interface LeaveOneOutOptions {
  /** `'last'`: the pair whose last event is the latest, of equal times the one with the highest id. Default `'last'`. */
  which?: 'last' | 'random';
  /** For `'random'`. Default 0. */
  seed?: number;
}

const testSize = (fallback: number, what: string): Constraint<number> => ({
  default: fallback,
  expected: `a share between 0 and 1, or a whole number of ${what} from 1`,
  accepts: (v) => typeof v === 'number' && ((v > 0 && v < 1) || (Number.isSafeInteger(v) && v >= 1)),
  invalid: [0, -0.2, 1.5, NaN, Infinity, '0.2', null],
});

/** @internal */
export const TRAIN_TEST: Constraints<Required<TrainTestSplitOptions>> = {
  testSize: testSize(0.2, 'pairs'),
  by: oneOf('random', 'random', 'user'),
  seed: seedOption(),
};

/** @internal */
export const ROW_SPLIT: Constraints<RowSplitOptions> = { testSize: testSize(0.2, 'rows'), stratify: STRATIFY, seed: seedOption() };

/** @internal */
export const LEAVE_ONE_OUT: Constraints<Required<LeaveOneOutOptions>> = { which: oneOf('last', 'last', 'random'), seed: seedOption() };

/**
 * Hold out some pairs of user and item, drawn at random. All events of a pair go to one side; the draw does not depend on the order of the rows.
 * @throws KindredError `invalid-data` where one side would be empty; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions } from 'kindred';
 * import { trainTestSplit } from 'kindred/evaluation';
 * const rows = ['tea', 'jam', 'mug', 'pot', 'cup'].flatMap((i) => [{ u: 'ann', i }, { u: 'bob', i }]);
 * const { train, test } = trainTestSplit(Interactions.from(rows, { user: 'u', item: 'i' }), { testSize: 0.2, by: 'user' });
 * console.log(train.nEvents, test.nEvents, test.nUsers); // 8 2 2
 * ```
 */
export function trainTestSplit<U extends Id, I extends Id>(interactions: Interactions<U, I>, options?: TrainTestSplitOptions): Split<U, I>;
/**
 * Hold out some rows, drawn at random; both sides keep the rows' order.
 * @param X - rows by columns
 * @param y - what is to be learned: one label or number a row
 * @throws KindredError `invalid-data` where one side would be empty, or a class cannot be on both; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { trainTestSplit } from 'kindred/evaluation';
 * const table = Table.from({ age: [20, 30, 40, 50, 60, 70], buys: ['no', 'no', 'no', 'no', 'yes', 'yes'] });
 * const { train, test } = trainTestSplit(table.drop(['buys']), table.column('buys'), { testSize: 1 / 2, stratify: true });
 * console.log(train.X.nRows, test.X.nRows, test.y.kind); // 3 3 category
 * ```
 */
export function trainTestSplit<X extends Matrix | Table, Y extends Labels>(X: X, y: Y, options?: RowSplitOptions): RowSplit<X, Y>;
export function trainTestSplit(
  data: Interactions | Matrix | Table,
  second: TrainTestSplitOptions | Labels = {},
  options: RowSplitOptions = {},
): Split | RowSplit {
  return areRows(data) ? splitRows(data, second as Labels, options) : splitPairs(data, second);
}

function splitRows(X: Matrix | Table, y: Labels, options: RowSplitOptions): RowSplit {
  const { testSize, stratify, seed } = checkOptions<Required<RowSplitOptions>>('trainTestSplit', ROW_SPLIT, options);
  checkTarget(X, y);
  const inTest = markTest(X.nRows, countOf(testSize, X.nRows), strataOf(X.nRows, y, stratify), generator(seed));
  return divideRows(X, y, (row) => inTest[row] === 1);
}

/** A share to the nearest whole number, or the number itself. */
const countOf = (testSize: number, n: number) => (testSize < 1 ? Math.floor(testSize * n + 0.5) : testSize);

function splitPairs(interactions: Interactions, options: object): Split {
  const { testSize, by, seed } = checkOptions<Required<TrainTestSplitOptions>>('trainTestSplit', TRAIN_TEST, options);
  const pairs = pairsOf(interactions);
  const inTest = new Uint8Array(pairs.size);
  const random = generator(seed);
  if (by === 'user') {
    for (const { from, to } of users(pairs))
      for (const p of draw(from, to, Math.min(countOf(testSize, to - from), to - from - 1), random)) inTest[p] = 1;
    if (!inTest.includes(1)) throw new KindredError('invalid-data', mustBe('testSize', 'enough to hold out a pair of some user', testSize));
  } else {
    const count = countOf(testSize, pairs.size);
    if (count < 1 || count >= pairs.size)
      throw new KindredError(
        'invalid-data',
        `"testSize" ${testSize} of ${plural(pairs.size, 'pair')} of user and item leaves one side empty`,
      );
    for (const p of draw(0, pairs.size, count, random)) inTest[p] = 1;
  }
  return divide(interactions, pairs, (p) => inTest[p] === 1);
}

/**
 * Hold out one pair of each user who has two or more; the others stay in training whole. Earlier events of the same pair are held out with it.
 * @throws KindredError `invalid-data` for `'last'` without times, or where nobody has two items; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions } from 'kindred';
 * import { leaveOneOut } from 'kindred/evaluation';
 * const events = [{ u: 1, i: 'tea', t: 1 }, { u: 1, i: 'jam', t: 3 }, { u: 1, i: 'mug', t: 2 }, { u: 2, i: 'tea', t: 9 }];
 * const { train, test } = leaveOneOut(Interactions.from(events, { user: 'u', item: 'i', time: 't' }));
 * console.log(train.nEvents, test.items.values); // 3 [ 'jam' ]
 * ```
 */
export function leaveOneOut<U extends Id, I extends Id>(interactions: Interactions<U, I>, options: LeaveOneOutOptions = {}): Split<U, I> {
  const { which, seed } = checkOptions<Required<LeaveOneOutOptions>>('leaveOneOut', LEAVE_ONE_OUT, options);
  const pairs = pairsOf(interactions);
  const { times } = interactions.events;
  if (which === 'last' && !times)
    throw new KindredError('invalid-data', 'the last of each user needs interactions with "time": give it, or use { which: "random" }');
  const last = which === 'last' ? lastTimes(pairs, times!) : undefined;
  const random = generator(seed);
  const inTest = new Uint8Array(pairs.size);
  for (const { from, to } of users(pairs)) {
    if (to - from < 2) continue;
    let chosen = last ? from : from + Math.floor(random() * (to - from));
    if (last) for (let p = from + 1; p < to; p++) if (last[p] >= last[chosen]) chosen = p;
    inTest[chosen] = 1;
  }
  if (!inTest.includes(1)) throw new KindredError('invalid-data', 'to leave one out, some user must have two items: nobody has');
  return divide(interactions, pairs, (p) => inTest[p] === 1);
}

const users = ({ starts }: Pairs) => Array.from({ length: starts.length - 1 }, (_, u) => ({ from: starts[u], to: starts[u + 1] }));

/** Of each pair, when it last happened. */
function lastTimes({ size, ofEvent }: Pairs, times: Float64Array): Float64Array {
  const last = new Float64Array(size).fill(-Infinity);
  for (let e = 0; e < times.length; e++) last[ofEvent[e]] = Math.max(last[ofEvent[e]], times[e]);
  return last;
}
