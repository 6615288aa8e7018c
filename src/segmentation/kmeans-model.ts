/**
 * KMeansModel: the nearest of the centers, and why.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { KindredError, mustBe, show } from '../errors.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { assignRows, squaredDistance } from './assign.js';
import { inChunks } from './chunks.js';
import { relabel, reorder } from './order.js';
import { checkNames, relabeled, type PreviousSegments, type Relabeled } from './relabel.js';
import { explainRow, type SegmentExplanation } from './segment-explanation.js';

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
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** k by columns, row by row. */
    readonly clusterCenters: Matrix,
    /** The segment of each training row; empty in a model from a file or of mini-batches. */
    readonly labels: Int32Array,
    private readonly found: KMeansFit,
    /** The weight of the training rows of each cluster: how many there were, unless they were weighted. */
    readonly clusterWeights: Float64Array,
    /** What each segment is called; undefined where they have no names: see `withNames`. */
    readonly names?: readonly string[] | undefined,
  ) {}

  get nClusters(): number {
    return this.clusterCenters.nRows;
  }

  /** Sum of the squared distances of the training rows to their centers; of mini-batches: to the centers that each batch found. */
  get inertia(): number {
    return this.found.inertia;
  }

  /** Iterations of the best start, or the number of mini-batches. */
  get nIter(): number {
    return this.found.nIter;
  }

  /** Did the labels settle before `maxIter`? Those of mini-batches, which are seen once, never do. */
  get converged(): boolean {
    return this.found.converged;
  }

  /** What a reader of the result should know, in sentences. */
  get warnings(): readonly string[] {
    return this.found.warnings;
  }

  /**
   * The same model with names for its segments: they are saved with it, and told by `nameOf` and `explain`.
   * @param names - one a segment, all different
   * @throws KindredError `invalid-data`
   * @example
   * ```ts
   * import { KMeans, KMeansModel, Matrix } from 'kindred';
   * const model = new KMeans({ nClusters: 2, init: [[0], [9]] }).fit(Matrix.from([[0], [1], [9], [10]])).withNames(['Small', 'Large']);
   * console.log(KMeansModel.fromBytes(model.toBytes()).nameOf(1)); // Large
   * console.log(model.explain([2]).name); // Small
   * ```
   */
  withNames(names: readonly string[]): KMeansModel {
    return new KMeansModel(this.clusterCenters, this.labels, this.found, this.clusterWeights, checkNames(names, this.nClusters));
  }

  /** What a segment is called; undefined where the model has no names. @throws KindredError `unknown-id` for a number that is no segment's */
  nameOf(label: number): string | undefined {
    const last = this.nClusters - 1;
    if (!Number.isInteger(label) || label < 0 || label > last)
      throw new KindredError('unknown-id', `the model has the segments 0 to ${last}, got ${show(label)}`);
    return this.names?.[label];
  }

  /**
   * The segment of each row: the nearest center in f64, ties to the lower number.
   * @param X - rows of as many columns as the model was fitted on
   * @param work - told, and asked to stop, some times a second
   * @throws KindredError `invalid-data`; `cancelled`
   * @example
   * ```ts
   * import { KMeans, Matrix } from 'kindred';
   * const model = new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [1], [9], [10]]));
   * const [a, b] = model.predict(Matrix.from([[2], [8]]));
   * console.log(a !== b); // true
   * ```
   */
  predict(X: Matrix, work?: LongWork): Int32Array {
    return drain(this.predictSteps(X), work);
  }

  /** As `predict`, giving way to other work. */
  predictAsync(X: Matrix, work?: LongWork): Promise<Int32Array> {
    return drainAsync(this.predictSteps(X), work);
  }

  /** The distance of each row to each center, rows by k. @throws KindredError `invalid-data`; `cancelled` */
  transform(X: Matrix, work?: LongWork): Matrix {
    return drain(this.transformSteps(X), work);
  }

  /** As `transform`, giving way to other work. */
  transformAsync(X: Matrix, work?: LongWork): Promise<Matrix> {
    return drainAsync(this.transformSteps(X), work);
  }

  /**
   * Why a row is in its segment: one part a column, (x - runner-up)^2 - (x - center)^2. Their sum is how much nearer the segment is than the runner-up.
   * @throws KindredError `invalid-data`
   */
  explain(row: readonly number[] | Float64Array | Float32Array): SegmentExplanation {
    return explainRow(this.fits(Matrix.from([Array.from(row)])), this.clusterCenters, this.names);
  }

  /**
   * The same segments under the numbers and names of earlier ones, and who moved. Which continues which is an optimal matching: after an earlier model, the centers
   * whose squared distances sum to the least; after earlier labels, the segments that keep the most rows (and at least one). A segment takes the number of the one it
   * continues; the others take free numbers, new ones last. Where there are fewer segments than before, the numbers still end at k - 1: who continues one beyond that
   * takes a free number too, and keeps the name. A new segment keeps its own name or is called "New segment".
   * @param previous - a model of the same columns, or the earlier segments of the training rows (then the model must still have its `labels`)
   * @throws KindredError `invalid-data`; `no-training-data` for earlier labels where the model comes from a file or mini-batches; `too-large` above 4,096 segments
   * @example
   * ```ts
   * import { KMeans, Matrix } from 'kindred';
   * const january = new KMeans({ nClusters: 2 }).fit(Matrix.from([[0], [1], [9], [10]])).withNames(['A', 'B']);
   * const march = new KMeans({ nClusters: 2, seed: 5 }).fit(Matrix.from([[0], [8], [9], [11]]));
   * const { model, moves } = march.relabel({ labels: january.labels, names: january.names! });
   * console.log(model.nameOf(model.labels[3]!) === january.nameOf(january.labels[3]!)); // true
   * console.log(moves!.moved, Array.from(moves!.rows)); // 1 [ 1 ]
   * console.log(march.relabel(january).model.names); // [ 'A', 'B' ]
   * ```
   */
  relabel(previous: KMeansModel | PreviousSegments): Relabeled {
    return relabeled(this, previous, (order, names) => this.reordered(order, names));
  }

  /** What the file leaves out. @internal */
  get unsaved(): Int32Array {
    return this.labels;
  }

  set unsaved(labels: Int32Array) {
    (this as { labels: Int32Array }).labels = labels;
  }

  /** The model as a safetensors file: centers and their weights, without the training rows' labels. */
  toBytes(): Uint8Array {
    const { data, nRows, nColumns, columns = null } = this.clusterCenters;
    return writeModelFile({
      type: KMeansModel.type,
      settings: { ...this.found, columns, names: this.names }, // no names: nothing is written
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
      const { columns, names, ...found } = settings as unknown as KMeansFit & { columns: string[] | null; names?: string[] };
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
      const called = names === undefined ? undefined : checkNames(names, k);
      return new KMeansModel(clusterCenters, new Int32Array(0), found, weights as Float64Array, called);
    });
  }

  private *predictSteps(X: Matrix): Steps<Int32Array> {
    const { centers, nClusters: k } = this;
    const labels = new Int32Array(this.fits(X).nRows);
    yield* inChunks(X.nRows, k * centers.length, 'assigning rows', (from, to) => assignRows(X, centers, k, from, to, labels));
    return labels;
  }

  private *transformSteps(X: Matrix): Steps<Matrix> {
    const { centers, nClusters: k } = this;
    const out = new Float64Array(this.fits(X).nRows * k);
    yield* inChunks(X.nRows, k * centers.length, 'measuring distances', (from, to) => {
      for (let i = from; i < to; i++) for (let c = 0; c < k; c++) out[i * k + c] = Math.sqrt(squaredDistance(X, i, centers, c));
    });
    return Matrix.from(out, k);
  }

  /** The model with cluster order[c] in the place of c. */
  private reordered(order: Int32Array, names: readonly string[] | undefined): KMeansModel {
    const [centers, weights, labels] = [this.centers.slice(), this.clusterWeights.slice(), this.labels.slice()];
    reorder(order, centers, weights);
    relabel(order, labels);
    const { nColumns, columns } = this.clusterCenters;
    return new KMeansModel(Matrix.from(centers, nColumns, columns && { columns }), labels, this.found, weights, names);
  }

  private get centers(): Float64Array {
    return this.clusterCenters.data as Float64Array;
  }

  /** @internal X, of the model's columns. */
  fits(X: Matrix): Matrix {
    if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
    if (X.nColumns !== this.clusterCenters.nColumns && X.nRows > 0) {
      throw new KindredError(
        'invalid-data',
        `"X" must have ${this.clusterCenters.nColumns} columns, as the model was fitted on, got ${X.nColumns}`,
      );
    }
    const { columns } = this.clusterCenters;
    if (columns && X.columns?.some((name, j) => name !== columns[j]))
      throw new KindredError('invalid-data', `"X" must have the columns ${columns.join(', ')}, in that order, got ${X.columns.join(', ')}`);
    return X;
  }
}
