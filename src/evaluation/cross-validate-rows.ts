/**
 * Cross-validation of estimators that learn a target from rows.
 * @module
 */
import type { Constraint, Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { inParts, type Task } from '../parts.js';
import type { Steps } from '../progress.js';
import { kFold } from './k-fold.js';
import { checkTarget, type RowSplit } from './row-splits.js';
import { isOfClasses, ROW_SCORINGS, scoreModel, type RowScoring } from './row-scoring.js';
import { LABEL } from './scored-rows.js';

/** An estimator as it is evaluated: its `fit` learns y from rows. Those of kindred, pipelines that end in one, and your own. */
export interface FitsRows {
  fit(X: never, y: never): unknown;
  /** Does it take tables? One that does not say so is given the number columns as a Matrix. */
  readonly takesTables?: boolean;
}

export interface RowCrossValidateOptions<S extends RowScoring = RowScoring> {
  /** How to split, once or several times. Default: five folds by `kFold`, stratified for measures of classes. */
  split?: (X: Matrix | Table, y: Labels) => RowSplit | readonly RowSplit[];
  /** One measure or several. Default `'rocAuc'`. */
  scoring?: S | readonly S[];
  /** Of two classes the one that is measured. Default: `true`, 1 beside 0, else the second, sorted. */
  positive?: Label;
}

const rowScoring: Constraint<RowScoring | readonly RowScoring[]> = {
  default: 'rocAuc',
  expected: `one or several of ${ROW_SCORINGS.map((name) => `"${name}"`).join(', ')}`,
  accepts: (value) => {
    const names = Array.isArray(value) ? value : [value];
    return names.length > 0 && names.every((name) => ROW_SCORINGS.includes(name));
  },
  invalid: ['', 'ndcg', [], ['f1', 'nope'], null, 1],
};

/** @internal */
export const ROW_CROSS_VALIDATE: Constraints<RowCrossValidateOptions> = {
  split: {
    default: undefined,
    expected: 'a function of X and y that gives one or several { train, test }',
    accepts: (value) => value === undefined || typeof value === 'function',
    invalid: [null, 5, 'kFold', []],
  },
  scoring: rowScoring,
  positive: LABEL,
};

/** How rows are split and scored. */
export interface RowPlan {
  readonly splits: readonly RowSplit[];
  readonly scoring: readonly RowScoring[];
  readonly positive: Label | undefined;
}

/** @throws KindredError `invalid-data` for a split that is none */
export function rowPlanOf(X: Matrix | Table, y: Labels, { split, scoring, positive }: Readonly<RowCrossValidateOptions>): RowPlan {
  checkTarget(X, y);
  const names = [scoring].flat() as RowScoring[];
  const found = split ? split(X, y) : kFold(X, y, { stratify: names.every(isOfClasses) });
  const splits = (Array.isArray(found) ? found : [found]) as readonly RowSplit[];
  if (splits.length === 0) throw new KindredError('invalid-data', '"split" must give at least one { train, test }, got none');
  splits.forEach((one, s) => {
    for (const side of ['train', 'test'] as const)
      if (one?.[side]?.X === undefined)
        throw new KindredError('invalid-data', mustBe(`${side} of split ${s + 1}`, '{ X, y }', one?.[side]));
  });
  return { splits, scoring: names, positive };
}

/** An estimator to try, and how messages name it. */
export interface RowCandidate {
  readonly estimator: FitsRows;
  readonly name: string;
}

/** A candidate on a split, by their places. */
interface RowFold {
  readonly candidate: number;
  readonly split: number;
}

interface RowFolds {
  readonly candidates: readonly RowCandidate[];
  readonly plan: RowPlan;
}

/** The scores of every candidate: for each split one a scoring. */
export function* scoreRowsEach(candidates: readonly RowCandidate[], plan: RowPlan): Steps<Float64Array[][]> {
  const { splits } = plan;
  const folds = candidates.flatMap((_, candidate) => splits.map((_, split): RowFold => ({ candidate, split })));
  const scores = yield* inParts(ROW_FOLDS, { candidates, plan }, folds, () => []);
  return candidates.map((_, c) => scores.slice(c * splits.length, (c + 1) * splits.length));
}

/** Estimators of rows may be anything: where threads do not know one, all are tried where it was asked for. @internal */
export const ROW_FOLDS: Task<RowFolds, RowFold, Float64Array, RowFolds> = {
  name: 'row folds',
  stage: 'cross-validating',
  open: (shared) => shared,
  *steps({ candidates, plan: { splits, scoring, positive } }, { candidate, split }) {
    const { estimator, name } = candidates[candidate];
    try {
      const { train, test } = splits[split];
      const model = yield* fitRows(estimator, train.X, train.y);
      return scoreModel(model, taken(estimator, test.X), test.y, scoring, positive);
    } catch (error) {
      if (!(error instanceof KindredError)) throw error;
      throw new KindredError(error.code, `${name}fold ${split + 1} of ${splits.length}: ${error.message}`, { cause: error });
    }
  },
};

const taken = ({ takesTables }: FitsRows, X: Matrix | Table) => (takesTables === true || !('toMatrix' in X) ? X : X.toMatrix());

/** All steps of a fit, where the estimator has some. */
function* fitRows(estimator: FitsRows, X: Matrix | Table, y: Labels): Steps<unknown> {
  const { steps } = estimator as { steps?: (X: unknown, y: unknown) => Steps<unknown> };
  const rows = taken(estimator, X);
  return typeof steps === 'function' ? yield* steps.call(estimator, rows, y) : estimator.fit(rows as never, y as never);
}
