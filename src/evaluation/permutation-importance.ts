/**
 * Which columns a model needs: how much worse it scores where one column is shuffled (Breiman 2001; scikit-learn's `permutation_importance`).
 * @module
 */
import { checkOptions, integer, oneOf, optional, seed as seedOption, type Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import type { Matrix } from '../data/matrix.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { generator } from '../random.js';
import { columnsOf, withRowsOf } from './columns-of-rows.js';
import { draw } from './pairs.js';
import { areRows, checkTarget } from './row-splits.js';
import { ROW_LESS_IS_BETTER, ROW_SCORINGS, scoreModel, type RowScoring } from './row-scoring.js';
import { LABEL } from './scored-rows.js';

export interface ImportanceOptions {
  /** By what the model is scored. Default `'rocAuc'`. */
  scoring?: RowScoring;
  /** How often each column is shuffled. Default 5. */
  nRepeats?: number;
  /** Which columns, by name or (of a matrix) place from 0. Default: all. */
  columns?: readonly (string | number)[];
  /** Of two classes the one that is measured. Default: `true`, 1 beside 0, else the second, sorted. */
  positive?: Label;
  /** Default 0. */
  seed?: number;
}

/** How much a column matters. */
export interface Importance {
  readonly column: string | number;
  /** By how much the score gets worse, in its own unit: the mean of `drops`. About 0 where the model does without. */
  readonly mean: number;
  /** The standard deviation of `drops` (the population's). */
  readonly std: number;
  /** One a repeat. Below 0 where the model is better with the column shuffled. */
  readonly drops: Float64Array;
}

/** What `permutationImportance` found. */
export interface PermutationImportance {
  /** The score of the rows as they are. */
  readonly score: number;
  /** One a column, in the order of the columns. */
  readonly columns: readonly Importance[];
}

/** @internal */
export const IMPORTANCE: Constraints<ImportanceOptions> = {
  scoring: oneOf('rocAuc', ...ROW_SCORINGS),
  nRepeats: integer(5, 1),
  columns: optional<readonly (string | number)[]>({
    expected: 'a list of columns',
    accepts: (v) => Array.isArray(v) && v.length > 0 && v.every((one) => typeof one === 'string' || typeof one === 'number'),
    invalid: [null, 'age', [], [null]],
  }),
  positive: LABEL,
  seed: seedOption(),
};

/**
 * How much each column matters to a model: the mean loss of score where its values are dealt to other rows. Take rows that the model was not fitted on. Columns that
 * say the same share their importance: the model does with one of them. What is found of a column does not depend on which others are asked for.
 * @param model - any with `predict` (for labels and numbers), `predictProba` (for two classes) or `probabilities` (for several); pipelines too
 * @param X - rows as the model takes them; tables may hold categories
 * @param y - one label or number a row
 * @throws KindredError `invalid-data` for another number of labels than rows, and what cannot be scored; `unsupported` for a model that lacks what the measure needs;
 * `unknown-column`; `invalid-option`, `unknown-option`; `cancelled`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { permutationImportance } from 'kindred/evaluation';
 * const X = Matrix.from(Array.from({ length: 60 }, (_, i) => [i % 10, i % 7]), { columns: ['pages', 'day'] });
 * const model = { predict: (rows: Matrix) => Array.from({ length: rows.nRows }, (_, i) => rows.row(i)[0] > 4) };
 * const { score, columns } = permutationImportance(model, X, model.predict(X), { scoring: 'accuracy' });
 * console.log(score, columns[0].mean > 0.3, columns[1].mean); // 1 true 0
 * ```
 */
export function permutationImportance(
  model: object,
  X: Matrix | Table,
  y: Labels,
  options: ImportanceOptions = {},
  work?: LongWork,
): PermutationImportance {
  return drain(importanceSteps(model, X, y, options), work);
}

/**
 * As `permutationImportance`, giving way to other work.
 * @throws KindredError as `permutationImportance`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { permutationImportanceAsync } from 'kindred/evaluation';
 * const X = Matrix.from([[1], [2], [3], [4]]);
 * const same = { predict: (rows: Matrix) => rows.data };
 * const { columns } = await permutationImportanceAsync(same, X, X.data, { scoring: 'r2' });
 * console.log(columns[0].drops.length, columns[0].mean > 0); // 5 true
 * ```
 */
export function permutationImportanceAsync(
  model: object,
  X: Matrix | Table,
  y: Labels,
  options: ImportanceOptions = {},
  work?: LongWork,
): Promise<PermutationImportance> {
  return drainAsync(importanceSteps(model, X, y, options), work);
}

function* importanceSteps(model: object, X: Matrix | Table, y: Labels, given: ImportanceOptions): Steps<PermutationImportance> {
  const { scoring, nRepeats, columns, positive, seed } = checkOptions<Required<ImportanceOptions>>(
    'permutationImportance',
    IMPORTANCE,
    given,
  );
  if (!areRows(X)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix or a Table', X));
  checkTarget(X, y);
  const sign = ROW_LESS_IS_BETTER.has(scoring) ? -1 : 1;
  const scoreOf = (rows: Matrix | Table) => scoreModel(model, rows, y, [scoring], positive)[0];
  const score = scoreOf(X);
  const asked = columns ?? columnsOf(X);
  const found: Importance[] = [];
  for (const column of asked) {
    const random = generator(seed);
    const drops = new Float64Array(nRepeats);
    for (let r = 0; r < nRepeats; r++) {
      drops[r] = sign * (score - scoreOf(withRowsOf(X, column, draw(0, X.nRows, X.nRows, random))));
      yield { done: found.length * nRepeats + r + 1, total: asked.length * nRepeats, stage: 'shuffling columns' };
    }
    const mean = drops.reduce((sum, drop) => sum + drop, 0) / nRepeats;
    const variance = drops.reduce((sum, drop) => sum + (drop - mean) * (drop - mean), 0) / nRepeats;
    found.push({ column, mean, std: Math.sqrt(variance), drops });
  }
  return { score, columns: found };
}
