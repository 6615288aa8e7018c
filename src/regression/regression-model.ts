/**
 * RegressionModel: what linear and logistic models share: a weighted sum of columns, taken apart and saved.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile, type ModelFile } from '../data/model-file.js';
import type { Table } from '../data/table.js';
import type { Known } from '../preprocessing/input-columns.js';
import type { RegressionPart } from './explanation.js';
import {
  cellsOfRow,
  cellsToScore,
  featuresOf,
  savedInputs,
  widthOf,
  type Cells,
  type HandleUnknown,
  type Input,
  type Row,
} from './inputs.js';

/** The weights of the columns. */
export interface Weights {
  readonly inputs: readonly Input[];
  /** Whether the rows of fit had names. */
  readonly named: boolean;
  readonly handleUnknown: HandleUnknown;
  /** One a feature, row by row where there are several classes. */
  readonly coefficients: Float64Array;
  /** One a row of coefficients. */
  readonly intercepts: Float64Array;
  /** Of each feature in the training rows: of a category its share. */
  readonly means: Float64Array;
  /** Of each feature in the training rows. */
  readonly deviations: Float64Array;
}

/** What a fit found besides the weights. */
export interface RegressionFit {
  readonly converged: boolean;
  readonly nIter: number;
  readonly warnings: readonly string[];
  /** The training rows: how many, or the sum of their weights. What decay lets fade. */
  readonly evidence: number;
  /** Rows less coefficients. */
  readonly degreesOfFreedom: number;
  readonly lossCurve: Float64Array;
  /** As `coefficients`, then as `intercepts`. */
  readonly errors: Float64Array | null;
}

/**
 * A fitted regression: what linear and logistic models share.
 * @example
 * ```ts
 * import { LinearRegression, Matrix } from 'kindred';
 * const model = new LinearRegression().fit(Matrix.from([[1], [2], [4]], { columns: ['visits'] }), [5, 7, 11]);
 * console.log(model.features, model.converged, model.warnings); // [ 'visits' ] true []
 * ```
 */
export abstract class RegressionModel {
  /** One coefficient is called so: `age`, `job=admin.`, `missing(job)`; `column 1` where the rows of fit had no names. */
  readonly features: readonly string[];
  /** For each row of coefficients, what an average row gets. */
  private readonly bases: Float64Array;
  /** For each row of coefficients and each column: the coefficient, or what each category adds to the average. */
  private readonly effects: readonly (readonly Float64Array[])[];

  /** @internal */
  constructor(
    /** @internal */
    readonly weights: Weights,
    /** @internal */
    readonly found: RegressionFit,
  ) {
    this.features = featuresOf(weights.inputs);
    this.bases = weights.intercepts.map((intercept, r) => baseOf(weights, r, intercept));
    this.effects = Array.from(weights.intercepts, (_, r) => effectsOf(weights, r));
  }

  /** The names of the columns it was fitted on; undefined where they had none. */
  get columns(): readonly string[] | undefined {
    return this.weights.named ? this.weights.inputs.map(({ name }) => name) : undefined;
  }

  /** One number a feature, in the units of the columns; several classes: one row a class, row by row. */
  get coefficients(): Float64Array {
    return this.weights.coefficients;
  }

  /**
   * The standard error of each coefficient; null with a penalty or weights of classes, by another solver than `'newton'`, where the fit did not converge, and after an update; NaN of a coefficient that
   * others leave no choice. Weights of rows count as repeated rows (of a linear regression: as precisions).
   */
  get standardErrors(): Float64Array | null {
    return this.found.errors?.subarray(0, this.coefficients.length) ?? null;
  }

  /** The standard error of each intercept; null as `standardErrors`. */
  get interceptStandardErrors(): Float64Array | null {
    return this.found.errors?.subarray(this.coefficients.length) ?? null;
  }

  /** The loss before each step and after the last; empty in a model from a file. */
  get lossCurve(): Float64Array {
    return this.found.lossCurve;
  }

  /** What the file leaves out. @internal */
  get unsaved(): Float64Array {
    return this.found.lossCurve;
  }

  set unsaved(lossCurve: Float64Array) {
    (this.found as { lossCurve: Float64Array }).lossCurve = lossCurve;
  }

  /** Did the fit meet `tol`? Where not, a warning says why. */
  get converged(): boolean {
    return this.found.converged;
  }

  /** Steps of the solver; of `'sgd'`: epochs. */
  get nIter(): number {
    return this.found.nIter;
  }

  /** What a reader of the result should know, in sentences. */
  get warnings(): readonly string[] {
    return this.found.warnings;
  }

  /** @internal */
  inputsBefore(): readonly Known[] {
    const { inputs, means } = this.weights;
    let f = 0;
    return inputs.map((input) => {
      const { name, kind, categories } = input;
      const at = f;
      f += widthOf(input);
      return categories ? { name, categories } : kind === 'number' ? { name, typical: means[at] } : { name };
    });
  }

  /** @internal The weighted sum of each row: exactly the left-to-right sum of its parts. */
  protected margins(X: Matrix | Table, r: number): Float64Array {
    return this.marginsOf(this.cellsOf(X), X.nRows, r);
  }

  /** @internal */
  protected cellsOf(X: Matrix | Table): Cells[] {
    const { inputs, named, handleUnknown } = this.weights;
    return cellsToScore(X, inputs, named, handleUnknown);
  }

  /** @internal */
  protected marginsOf(cells: readonly Cells[], nRows: number, r: number): Float64Array {
    const out = new Float64Array(nRows).fill(0 + this.bases[r]);
    const { inputs, means } = this.weights;
    let f = 0;
    inputs.forEach((input, j) => {
      const [values, effects] = [cells[j], this.effects[r][j]];
      if (input.categories) {
        for (let i = 0; i < nRows; i++) if (values[i] >= 0) out[i] += effects[values[i]];
      } else {
        const [w, mean] = [effects[0], means[f]];
        for (let i = 0; i < nRows; i++) out[i] += w * (values[i] - mean);
      }
      f += widthOf(input);
    });
    return out;
  }

  /** @internal @param sign - −1: of the other class */
  protected partsOf(row: Row, r: number, sign: 1 | -1 = 1): RegressionPart[] {
    const { inputs, named, handleUnknown, means } = this.weights;
    const cells = cellsOfRow(row, inputs, named, handleUnknown);
    let f = 0;
    const parts = inputs.map((input, j): RegressionPart => {
      const { name, categories } = input;
      const [value] = cells[j];
      const effects = this.effects[r][j];
      const contribution = categories ? (value < 0 ? 0 : effects[value]) : effects[0] * (value - means[f]);
      f += widthOf(input);
      return { kind: 'feature', column: name, value: categories ? categories[value] : value, contribution: sign * contribution };
    });
    return [{ kind: 'base', contribution: sign * this.bases[r] }, ...parts];
  }

  /** @internal */
  protected write(type: string, settings: Readonly<Record<string, unknown>> = {}): Uint8Array {
    const { inputs, named, handleUnknown, ...numbers } = this.weights;
    const { converged, nIter, warnings, evidence, degreesOfFreedom, errors } = this.found;
    const found = { converged, nIter, warnings, evidence, degreesOfFreedom };
    return writeModelFile({
      type,
      settings: { inputs, named, handleUnknown, ...found, ...settings },
      tensors: { ...numbers, ...(errors && { standardErrors: errors }) },
      shapes: { coefficients: [numbers.intercepts.length, numbers.means.length] },
    });
  }
}

/** A model out of a file. @throws KindredError `file-corrupt`, `file-version` @internal */
export function readRegression<M>(
  bytes: Uint8Array,
  type: string,
  make: (weights: Weights, found: RegressionFit, file: ModelFile) => M,
): M {
  return openModel(bytes, type, (file) => {
    const { named, handleUnknown, converged, nIter, warnings, evidence, degreesOfFreedom } = file.settings as unknown as Weights &
      RegressionFit;
    const inputs = savedInputs(file.settings['inputs']);
    requireThat(typeof named === 'boolean' && ['error', 'ignore'].includes(handleUnknown), 'it lacks its rules');
    const figures = [nIter, evidence, degreesOfFreedom].every(Number.isFinite) && typeof converged === 'boolean' && Array.isArray(warnings);
    requireThat(figures, 'it lacks its figures');
    const { coefficients, intercepts, means, deviations, standardErrors: errors = null } = file.tensors;
    const width = inputs.reduce((sum, input) => sum + widthOf(input), 0);
    const numbers = (list: unknown, length: number) => list instanceof Float64Array && list.length === length;
    const k = intercepts?.length ?? 0;
    const complete =
      k > 0 && numbers(intercepts, k) && numbers(means, width) && numbers(deviations, width) && numbers(coefficients, k * width);
    requireThat(
      complete && [coefficients, intercepts, means, deviations].every((list) => (list as Float64Array).every(Number.isFinite)),
      'it lacks its coefficients',
    );
    requireThat(errors === null || numbers(errors, k * (width + 1)), 'it lacks its standard errors');
    const weights = { inputs, named, handleUnknown, coefficients, intercepts, means, deviations } as Weights;
    const found = { converged, nIter, warnings, evidence, degreesOfFreedom, lossCurve: new Float64Array(0), errors } as RegressionFit;
    return make(weights, found, file);
  });
}

function baseOf({ coefficients, means }: Weights, r: number, intercept: number): number {
  let sum = intercept;
  for (let f = 0, p = r * means.length; f < means.length; f++, p++) sum += coefficients[p] * means[f];
  return sum;
}

function effectsOf({ inputs, coefficients, means }: Weights, r: number): Float64Array[] {
  let f = 0;
  return inputs.map((input) => {
    const from = f;
    const at = r * means.length + from;
    f += widthOf(input);
    const own = coefficients.subarray(at, at + f - from);
    if (!input.categories) return own;
    let mean = 0;
    own.forEach((w, c) => (mean += w * means[from + c]));
    let next = 0;
    return Float64Array.from(input.categories, (_, place) => (place === input.dropped ? 0 : own[next++]) - mean);
  });
}
