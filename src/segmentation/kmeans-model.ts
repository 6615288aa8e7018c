/**
 * KMeansModel: the nearest of the centers, and why.
 * @module
 */
import { Explanation } from '../data/explanation.js';
import { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { KindredError, mustBe } from '../errors.js';
import { assignRows, nearestCenter, squaredDistance } from './assign.js';

/** What one column adds to the lead of the nearest center over the second nearest. */
export interface SegmentPart {
  /** The column's name, or `column 1`. */
  readonly column: string;
  /** The row's value there. */
  readonly value: number;
  readonly contribution: number;
}

/** A row's segment taken apart: `score` is the squared distance to the runner-up less that to the segment. */
export class SegmentExplanation extends Explanation<SegmentPart> {
  constructor(
    parts: readonly SegmentPart[],
    /** The number of the nearest center. */
    readonly label: number,
    /** The number of the second nearest; −1 where there is one center. */
    readonly runnerUp: number,
  ) {
    super(parts);
  }
}

/** What a fit found besides the centers. */
export interface KMeansFit {
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
  readonly warnings: readonly string[];
}

/** A fitted KMeans. */
export class KMeansModel {
  /** The name in a model file. */
  static readonly type = 'KMeansModel';

  /** @internal */
  constructor(
    /** k by columns, row by row. */
    readonly clusterCenters: Matrix,
    /** The segment of each training row; empty in a model from a file. */
    readonly labels: Int32Array,
    private readonly found: KMeansFit,
    /** The weight of the training rows of each cluster: how many there were, unless they were weighted. */
    readonly clusterWeights: Float64Array,
  ) {}

  get nClusters(): number {
    return this.clusterCenters.nRows;
  }

  /** Sum of the squared distances of the training rows to their centers. */
  get inertia(): number {
    return this.found.inertia;
  }

  /** Iterations of the best start. */
  get nIter(): number {
    return this.found.nIter;
  }

  /** Did the labels settle before `maxIter`? */
  get converged(): boolean {
    return this.found.converged;
  }

  /** What a reader of the result should know, in sentences. */
  get warnings(): readonly string[] {
    return this.found.warnings;
  }

  /**
   * The segment of each row: the nearest center in f64, ties to the lower number.
   * @param X - rows of as many columns as the model was fitted on
   * @throws KindredError `invalid-data`
   * @example
   * ```ts
   * import { KMeans, Matrix } from 'kindred';
   * const model = new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [1], [9], [10]]));
   * const [a, b] = model.predict(Matrix.from([[2], [8]]));
   * console.log(a !== b); // true
   * ```
   */
  predict(X: Matrix): Int32Array {
    return assignRows(this.fits(X), this.centers, this.nClusters);
  }

  /** The distance of each row to each center, rows by k. @throws KindredError `invalid-data` */
  transform(X: Matrix): Matrix {
    const k = this.nClusters;
    this.fits(X);
    const out = new Float64Array(X.nRows * k);
    for (let i = 0; i < X.nRows; i++) for (let c = 0; c < k; c++) out[i * k + c] = Math.sqrt(squaredDistance(X, i, this.centers, c));
    return Matrix.from(out, k);
  }

  /**
   * Why a row is in its segment: one part a column, (x - runner-up)^2 - (x - center)^2. Their sum is how much nearer the segment is than the runner-up.
   * @throws KindredError `invalid-data`
   */
  explain(row: readonly number[] | Float64Array | Float32Array): SegmentExplanation {
    const X = this.fits(Matrix.from([Array.from(row)]));
    const { centers, nClusters: k } = this;
    const d = X.nColumns;
    const label = nearestCenter(X, 0, centers, k);
    let runnerUp = -1;
    for (let c = 0; c < k; c++) {
      if (c !== label && (runnerUp < 0 || squaredDistance(X, 0, centers, c) < squaredDistance(X, 0, centers, runnerUp))) runnerUp = c;
    }
    const names = this.clusterCenters.columns;
    const parts = Array.from(X.data, (value, j) => {
      const near = value - centers[label * d + j];
      const far = runnerUp < 0 ? 0 : value - centers[runnerUp * d + j];
      return { column: names?.[j] ?? `column ${j + 1}`, value, contribution: runnerUp < 0 ? 0 : far * far - near * near };
    });
    return new SegmentExplanation(parts, label, runnerUp);
  }

  /** The model as a safetensors file: centers and their weights, without the training rows' labels. */
  toBytes(): Uint8Array {
    const { data, nRows, nColumns, columns = null } = this.clusterCenters;
    return writeModelFile({
      type: KMeansModel.type,
      settings: { ...this.found, columns },
      tensors: { clusterCenters: data as Float64Array, clusterWeights: this.clusterWeights },
      shapes: { clusterCenters: [nRows, nColumns] },
    });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): KMeansModel {
    return openModel(bytes, KMeansModel.type, ({ settings, tensors, shapes }) => {
      const centers = tensors['clusterCenters'];
      const [k, nColumns, ...more] = shapes?.['clusterCenters'] ?? [];
      requireThat(centers instanceof Float64Array && k >= 1 && nColumns >= 1 && more.length === 0, 'it lacks its centers');
      const { columns, ...found } = settings as unknown as KMeansFit & { columns: string[] | null };
      const { inertia, nIter, converged, warnings } = found;
      requireThat(
        Number.isFinite(inertia) && Number.isSafeInteger(nIter) && typeof converged === 'boolean' && Array.isArray(warnings),
        'it lacks its figures',
      );
      requireThat(
        columns === null || (Array.isArray(columns) && columns.every((name) => typeof name === 'string')),
        'its columns have no names',
      );
      const weights = tensors['clusterWeights'];
      requireThat(
        weights instanceof Float64Array && weights.length === k && weights.every((v) => v >= 0 && v < Infinity),
        'it lacks its weights',
      );
      const clusterCenters = Matrix.from(centers as Float64Array, nColumns, columns ? { columns } : undefined);
      return new KMeansModel(clusterCenters, new Int32Array(0), found, weights as Float64Array);
    });
  }

  private get centers(): Float64Array {
    return this.clusterCenters.data as Float64Array;
  }

  private fits(X: Matrix): Matrix {
    if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
    if (X.nColumns !== this.clusterCenters.nColumns && X.nRows > 0) {
      throw new KindredError(
        'invalid-data',
        `"X" must have ${this.clusterCenters.nColumns} columns, as the model was fitted on, got ${X.nColumns}`,
      );
    }
    return X;
  }
}
