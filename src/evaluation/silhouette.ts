/**
 * The silhouette: how much nearer rows are to their own cluster than to the next one (Rousseeuw 1987), of all rows or of a sample, without an n x n matrix.
 * @module
 */
import { checkOptions, integer, seed as seedOption, type Constraints } from '../check.js';
import type { Matrix } from '../data/matrix.js';
import { KindredError } from '../errors.js';
import { inParts } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { generator, sample } from '../random.js';
import { checkLabels, checkMeasurable, measurablePartition, partitionOf, type Partition } from './partition.js';
import { takeMatrixRows } from './row-lists.js';
import { cellsOf, partsOfRows, SILHOUETTES } from './silhouette-rows.js';

export interface SilhouetteOptions {
  /** Measure so many rows among themselves, drawn at random. Default: all rows, which takes rows x rows distances. */
  sampleSize?: number;
  /** Of the draw. Default 0. */
  seed?: number;
}

/** @internal */
export const SILHOUETTE: Constraints<Required<SilhouetteOptions>> = { sampleSize: integer(Infinity, 3), seed: seedOption() };

/**
 * The mean silhouette of the rows: 1 where clusters lie far apart, about 0 where they overlap, below 0 where rows are nearer to another cluster.
 * @param X - rows by columns; distances are Euclidean
 * @param labels - one a row: numbers or texts
 * @throws KindredError `invalid-data` for another number of labels than rows, a missing label, fewer than 2 different labels or as many as rows (of the sample too);
 * `invalid-option`, `unknown-option`; `cancelled`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { silhouette } from 'kindred/evaluation';
 * const X = Matrix.from([[0], [2], [10], [12]]);
 * console.log(silhouette(X, ['near', 'near', 'far', 'far']).toFixed(4)); // 0.7980
 * ```
 */
export function silhouette(X: Matrix, labels: ArrayLike<unknown>, options: SilhouetteOptions = {}, work?: LongWork): number {
  return drain(meanSteps(X, labels, options), work);
}

/**
 * As `silhouette`, giving way to other work; with `workers` (of `kindred/worker`) threads measure ranges of the rows.
 * @throws KindredError as `silhouette`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { silhouetteAsync } from 'kindred/evaluation';
 * const X = Matrix.from([[0], [2], [10], [12]]);
 * console.log((await silhouetteAsync(X, [0, 0, 1, 1])).toFixed(4)); // 0.7980
 * ```
 */
export function silhouetteAsync(X: Matrix, labels: ArrayLike<unknown>, options: SilhouetteOptions = {}, work?: LongWork): Promise<number> {
  return drainAsync(meanSteps(X, labels, options), work);
}

/**
 * The silhouette of each row: 0 for the only row of a cluster, and where all distances are 0.
 * @param X - rows by columns
 * @param labels - one a row: numbers or texts
 * @throws KindredError as `silhouette`
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { silhouetteSamples } from 'kindred/evaluation';
 * const X = Matrix.from([[0], [2], [10], [12]]);
 * console.log(silhouetteSamples(X, [0, 0, 1, 2])); // Float64Array(4) [ 0.8, 0.75, 0, 0 ]
 * ```
 */
export function silhouetteSamples(X: Matrix, labels: ArrayLike<unknown>, work?: LongWork): Float64Array {
  const [samples] = drain(sampleSteps(X, [measurablePartition(X, labels)]), work);
  finiteMean(samples);
  return samples;
}

function* meanSteps(X: Matrix, labels: ArrayLike<unknown>, given: SilhouetteOptions): Steps<number> {
  const options = checkOptions<Required<SilhouetteOptions>>('silhouette', SILHOUETTE, given);
  checkLabels(X, labels);
  const rows = drawRows(X.nRows, options);
  const partition = partitionOf(labels, rows);
  checkMeasurable(partition, rows && ` in a sample of ${rows.length} rows: raise "sampleSize"`);
  return (yield* silhouetteSteps(rows ? takeMatrixRows(X, rows) : X, [partition]))[0];
}

/** The rows to measure, rising; undefined for all. @internal */
export function drawRows(nRows: number, { sampleSize, seed }: Required<SilhouetteOptions>): Int32Array | undefined {
  return sampleSize < nRows ? Int32Array.from(sample(nRows, sampleSize, generator(seed))).sort() : undefined;
}

/** The mean silhouette for each of some measurable partitions, from distances computed once. @internal */
export function* silhouetteSteps(X: Matrix, partitions: readonly Partition[]): Steps<number[]> {
  const samples = yield* sampleSteps(X, partitions);
  return samples.map(finiteMean);
}

/** @throws KindredError `invalid-data` where a silhouette is NaN, the distances being infinite */
function finiteMean(samples: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  if (!Number.isNaN(sum)) return sum / samples.length;
  throw new KindredError('invalid-data', 'the distances between the rows of "X" leave the range of numbers: use another unit');
}

function* sampleSteps(X: Matrix, partitions: readonly Partition[]): Steps<Float64Array[]> {
  const { cells, order } = cellsOf(X, partitions);
  const samples = partitions.map(() => new Float64Array(X.nRows));
  const parts = partsOfRows(X.nRows);
  const found = yield* inParts(SILHOUETTES, cells, parts);
  parts.forEach(({ from, to }, part) => {
    for (let l = 0; l < samples.length; l++) for (let p = from; p < to; p++) samples[l][order[p]] = found[part][l][p - from];
  });
  return samples;
}
