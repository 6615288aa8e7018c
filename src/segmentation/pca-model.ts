/**
 * PCAModel: rows seen from the axes along which they vary most.
 * @module
 */
import { Explanation } from '../data/explanation.js';
import { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { KindredError, mustBe } from '../errors.js';
import { savedColumns } from '../preprocessing/transformer.js';

/** What one column adds to a row's place along a component: its loading times how far the row is from the mean. */
export interface PCAPart {
  /** The column's name, or `column 1`. */
  readonly column: string;
  /** The row's value there. */
  readonly value: number;
  readonly contribution: number;
}

/**
 * A fitted PCA.
 * @example
 * ```ts
 * import { Matrix, PCA, PCAModel } from 'kindred';
 * const X = Matrix.from([[0, 0], [3, 4], [6, 8]], { columns: ['visits', 'spend'] });
 * const model = PCAModel.fromBytes(new PCA({ nComponents: 1 }).fit(X).toBytes());
 * const [why] = model.explain([6, 8]);
 * console.log(why.parts.map(({ column, contribution }) => `${column} ${contribution.toFixed(1)}`)); // [ 'visits 1.8', 'spend 3.2' ]
 * console.log(why.score === model.transform(X).row(2)[0]); // true
 * ```
 */
export class PCAModel {
  /** The name in a model file. */
  static readonly type = 'PCAModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** One row a component, of length 1; rows are orthogonal. The largest loading of each, the first of equal ones, is positive. */
    readonly components: Matrix,
    /** Of each column. */
    readonly mean: Float64Array,
    /** The variance along each component (n - 1 in the denominator), largest first. */
    readonly explainedVariance: Float64Array,
    /** Its share of the variance of all columns; 0 where no column varies. */
    readonly explainedVarianceRatio: Float64Array,
  ) {}

  /** How many columns the model was fitted on. */
  get nColumns(): number {
    return this.components.nColumns;
  }

  /** Their names, where they had any. */
  get columns(): readonly string[] | undefined {
    return this.components.columns;
  }

  get nComponents(): number {
    return this.components.nRows;
  }

  /** The names of the columns of the result: `pca1`, `pca2` and so on. */
  get outputColumns(): readonly string[] {
    return Array.from({ length: this.nComponents }, (_, c) => `pca${c + 1}`);
  }

  /**
   * Each row's place along the components.
   * @throws KindredError `invalid-data`
   * @example
   * ```ts
   * import { Matrix, PCA, PCAModel } from 'kindred';
   * const X = Matrix.from([[1, 0], [3, 0], [5, 0]]);
   * const model = PCAModel.fromBytes(new PCA({ nComponents: 1 }).fit(X).toBytes());
   * console.log(model.transform(X).data); // Float64Array(3) [ -2, 0, 2 ]
   * ```
   */
  transform(X: Matrix): Matrix {
    const { components, mean, nComponents: m } = this;
    check(X, 'X', mean.length, 'columns, as the model was fitted on');
    const out = new Float64Array(X.nRows * m);
    for (let i = 0, at = 0; i < X.nRows; i++) {
      for (let c = 0; c < m; c++, at++) {
        for (let j = 0, p = i * mean.length, q = c * mean.length; j < mean.length; j++, p++, q++)
          out[at] += (X.data[p] - mean[j]) * components.data[q];
      }
    }
    return Matrix.from(out, m, { columns: this.outputColumns });
  }

  /** From places along the components to rows: as near as the components reach. @throws KindredError `invalid-data` */
  inverseTransform(places: Matrix): Matrix {
    const { components, mean, nComponents: m } = this;
    check(places, 'places', m, 'columns, one a component');
    const out = new Float64Array(places.nRows * mean.length);
    for (let i = 0; i < places.nRows; i++) {
      const row = out.subarray(i * mean.length, (i + 1) * mean.length);
      row.set(mean);
      for (let c = 0; c < m; c++)
        for (let j = 0; j < row.length; j++) row[j] += places.data[i * m + c] * components.data[c * row.length + j];
    }
    return Matrix.from(out, mean.length, this.columns ? { columns: this.columns } : undefined);
  }

  /**
   * Why a row lies where it does: for each component one part a column. Their sum is the row's place, bit for bit.
   * @throws KindredError `invalid-data`
   */
  explain(row: readonly number[] | Float64Array | Float32Array): Explanation<PCAPart>[] {
    const X = Matrix.from([Array.from(row)]);
    check(X, 'row', this.nColumns, 'columns, as the model was fitted on');
    return Array.from({ length: this.nComponents }, (_, c) => {
      const loadings = this.components.row(c);
      const parts = Array.from(X.data, (value, j) => ({
        column: this.columns?.[j] ?? `column ${j + 1}`,
        value,
        contribution: (value - this.mean[j]) * loadings[j],
      }));
      return new Explanation(parts);
    });
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { mean, explainedVariance, explainedVarianceRatio, nComponents, nColumns, columns = null } = this;
    const components = this.components.data as Float64Array;
    return writeModelFile({
      type: PCAModel.type,
      settings: { columns },
      tensors: { components, mean, explainedVariance, explainedVarianceRatio },
      shapes: { components: [nComponents, nColumns] },
    });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): PCAModel {
    return openModel(bytes, PCAModel.type, ({ settings, tensors, shapes }) => {
      const { components, mean, explainedVariance: variance, explainedVarianceRatio: ratio } = tensors;
      const [m, nColumns, ...more] = shapes?.['components'] ?? [];
      requireThat(components instanceof Float64Array && m >= 1 && nColumns >= 1 && more.length === 0, 'it lacks its components');
      const fits = (list: unknown, length: number): list is Float64Array =>
        list instanceof Float64Array && list.length === length && list.every(Number.isFinite);
      const complete = fits(mean, nColumns) && fits(variance, m) && fits(ratio, m);
      requireThat(complete, 'it lacks its means and variances');
      const columns = savedColumns(settings['columns'], nColumns);
      const matrix = Matrix.from(components as Float64Array, nColumns, columns && { columns });
      return new PCAModel(matrix, mean as Float64Array, variance as Float64Array, ratio as Float64Array);
    });
  }
}

function check(X: Matrix, argument: string, nColumns: number, what: string): void {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe(argument, 'a Matrix', X));
  if (X.nColumns !== nColumns) throw new KindredError('invalid-data', `"${argument}" must have ${nColumns} ${what}, got ${X.nColumns}`);
}
