/**
 * LogisticRegressionModel: the probability of a class from a weighted sum of columns, and why.
 * @module
 */
import { exp } from '../../assembly/exact.js';
import { Matrix } from '../data/matrix.js';
import { requireThat } from '../data/model-file.js';
import type { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { ClassExplanation } from './explanation.js';
import type { Row } from './inputs.js';
import { readRegression, RegressionModel, type RegressionFit, type Weights } from './regression-model.js';
import { sigmoid } from './sigmoid.js';
import type { Label } from '../data/labels.js';

/** A fitted LogisticRegression. */
export class LogisticRegressionModel<L extends Label = Label> extends RegressionModel {
  /** The name in a model file. */
  static readonly type = 'LogisticRegressionModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    weights: Weights,
    found: RegressionFit,
    /** In their order: numbers ascending, texts by UTF-16 code unit, false before true. */
    readonly classes: readonly L[],
    /** @internal */
    readonly classWeights?: Float64Array | undefined,
  ) {
    super(weights, found);
  }

  /** Of two classes one number, of more one a class (after a fit their sum is 0). */
  get intercept(): Float64Array {
    return this.weights.intercepts;
  }

  /** e to each coefficient: by what the odds are multiplied where the feature is one more. */
  get oddsRatios(): Float64Array {
    return this.coefficients.map(exp);
  }

  /**
   * The most probable class of each row; the first of equal ones.
   * @param X - the columns that the model was fitted on; others may be there too
   * @throws KindredError `invalid-data` naming row and column of a missing number or an unknown category; `unknown-column`
   */
  predict(X: Matrix | Table): L[] {
    const margins = this.allMargins(X);
    if (margins.length === 1) return Array.from(margins[0], (z) => this.classes[z > 0 ? 1 : 0]);
    return Array.from(margins[0], (_, i) => {
      let best = 0;
      for (let c = 1; c < margins.length; c++) if (margins[c][i] > margins[best][i]) best = c;
      return this.classes[best];
    });
  }

  /**
   * The probability of one class, one number a row.
   * @param label - the class. Default: the second of two; of more it must be named
   * @throws KindredError as `predict`; `invalid-option` for a label that is no class
   * @example
   * ```ts
   * import { LogisticRegression, Table } from 'kindred';
   * const visits = Table.from({ pages: [1, 2, 3, 9, 8, 4], device: ['phone', 'phone', 'desk', 'desk', 'phone', 'desk'] });
   * const model = new LogisticRegression({ l2: 0.1 }).fit(visits, [false, false, true, true, true, false]);
   * const [first, , , fourth] = model.predictProba(visits);
   * console.log(first < 0.5, fourth > 0.5); // true true
   * ```
   */
  predictProba(X: Matrix | Table, label?: L): Float64Array {
    const { r, sign } = this.rowOf(label);
    const margins = this.allMargins(X);
    if (margins.length === 1) return margins[0].map((z) => sigmoid(sign * z));
    return Float64Array.from(margins[0], (_, i) => shareOf(margins, i, r));
  }

  /** The probabilities of all classes: rows by classes, the columns named by them. @throws KindredError as `predict` */
  probabilities(X: Matrix | Table): Matrix {
    const { classes } = this;
    const margins = this.allMargins(X);
    const out = new Float64Array(X.nRows * classes.length);
    for (let i = 0, p = 0; i < X.nRows; i++)
      for (let c = 0; c < classes.length; c++, p++)
        out[p] = margins.length === 1 ? sigmoid(c === 1 ? margins[0][i] : -margins[0][i]) : shareOf(margins, i, c);
    return Matrix.from(out, classes.length, { columns: classes.map(String) });
  }

  /**
   * What `explain` explains, one number a row: the log-odds of one class; of more than two classes the logarithm of its probability, up to a number that all
   * classes of the row share.
   * @param label - as of `predictProba`
   * @throws KindredError as `predictProba`
   */
  decisionFunction(X: Matrix | Table, label?: L): Float64Array {
    const { r, sign } = this.rowOf(label);
    const margins = this.margins(X, r);
    return sign < 0 ? margins.map((z) => 0 - z) : margins; // never −0, which no sum of parts is
  }

  /**
   * Why a row gets its log-odds: the base, which is what the average of the training rows gets, and one part a column. Their left-to-right sum is exactly the number
   * of `decisionFunction`. A category that fit did not see adds nothing.
   * @param label - as of `predictProba`; of more than two classes the default is the most probable one
   * @throws KindredError as `predictProba`
   * @example
   * ```ts
   * import { LogisticRegression, Table } from 'kindred';
   * const visits = Table.from({ pages: [1, 2, 3, 9, 8, 4], device: ['phone', 'phone', 'desk', 'desk', 'phone', 'desk'] });
   * const model = new LogisticRegression({ l2: 0.1 }).fit(visits, [false, false, true, true, true, false]);
   * const why = model.explain({ pages: 9, device: 'desk' });
   * console.log(why.label, why.probability > 0.5, why.score === model.decisionFunction(visits)[3]); // true true true
   * console.log(why.largest(1).map((part) => part.kind === 'feature' && part.column)); // [ 'pages' ]
   * ```
   */
  explain(row: Row, label?: L): ClassExplanation<L> {
    const of = label ?? (this.classes.length > 2 ? this.mostProbable(row) : undefined);
    const { r, sign, at } = this.rowOf(of);
    const parts = this.partsOf(row, r, sign);
    const scores = this.weights.intercepts.length === 1 ? [] : this.classes.map((_, c) => Float64Array.of(scoreOf(this.partsOf(row, c))));
    const probability = scores.length === 0 ? sigmoid(scoreOf(parts)) : shareOf(scores, 0, r);
    return new ClassExplanation(parts, this.classes[at], probability);
  }

  /** The model as a safetensors file, without the loss curve. */
  toBytes(): Uint8Array {
    const { classes, classWeights } = this;
    return this.write(LogisticRegressionModel.type, { classes, classWeights: classWeights && [...classWeights] });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<L extends Label = Label>(bytes: Uint8Array): LogisticRegressionModel<L> {
    return readRegression(bytes, LogisticRegressionModel.type, (weights, found, { settings }) => {
      const { classes, classWeights } = settings as { classes: L[]; classWeights?: number[] };
      const k = weights.intercepts.length;
      requireThat(
        Array.isArray(classes) &&
          classes.length === (k === 1 ? 2 : k) &&
          new Set(classes).size === classes.length &&
          classes.every(isLabel) &&
          (classWeights === undefined || (classWeights.length === classes.length && classWeights.every(Number.isFinite))),
        'it lacks its classes',
      );
      return new LogisticRegressionModel<L>(weights, found, classes, classWeights && Float64Array.from(classWeights));
    });
  }

  private mostProbable(row: Row): L {
    const scores = this.classes.map((_, c) => scoreOf(this.partsOf(row, c)));
    return this.classes[scores.indexOf(scores.reduce((a, b) => (b > a ? b : a)))];
  }

  private allMargins(X: Matrix | Table): Float64Array[] {
    const cells = this.cellsOf(X);
    return Array.from(this.weights.intercepts, (_, r) => this.marginsOf(cells, X.nRows, r));
  }

  /** Which row of coefficients speaks of a class, and with which sign. */
  private rowOf(label: L | undefined): { r: number; sign: 1 | -1; at: number } {
    const { classes } = this;
    const binary = this.weights.intercepts.length === 1;
    if (label === undefined && !binary)
      throw new KindredError(
        'invalid-option',
        `"label" must name one of the classes ${classes.map(show).join(', ')}: there are more than two`,
      );
    const at = label === undefined ? 1 : classes.indexOf(label);
    if (at < 0)
      throw new KindredError(
        'invalid-option',
        `"label" must be one of the classes ${classes.map(show).join(', ')}, got ${show(label)}${nearMiss(label, classes.map(String))}`,
      );
    return { r: binary ? 0 : at, sign: binary && at === 0 ? -1 : 1, at };
  }
}

const isLabel = (v: unknown, _: number, [first]: readonly unknown[]) =>
  typeof v === typeof first && ['string', 'number', 'boolean'].includes(typeof v);

const scoreOf = (parts: readonly { contribution: number }[]) => parts.reduce((sum, { contribution }) => sum + contribution, 0);

/** The softmax of row i, at class c. */
function shareOf(margins: readonly Float64Array[], i: number, c: number): number {
  let largest = -Infinity;
  for (const of of margins) largest = Math.max(largest, of[i]);
  let sum = 0;
  for (const of of margins) sum += exp(of[i] - largest);
  return exp(margins[c][i] - largest) / sum;
}
