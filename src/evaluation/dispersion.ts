/**
 * Measures of a clustering by its centers: Calinski-Harabasz and Davies-Bouldin, in one pass over the rows.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { KindredError } from '../errors.js';
import { measurablePartition, type Partition } from './partition.js';

/**
 * The Calinski-Harabasz index: squared distances of the centers from the mean of all rows over those of the rows from their centers, each by its degrees of
 * freedom (Caliński & Harabasz 1974). From 0 up, higher is better; 1 where all rows lie on their centers, as scikit-learn has it.
 * @param X - rows by columns
 * @param labels - one a row: numbers or texts
 * @throws KindredError `invalid-data` for another number of labels than rows, a missing label, fewer than 2 different labels or as many as rows
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { calinskiHarabasz } from 'kindred/evaluation';
 * console.log(calinskiHarabasz(Matrix.from([[0], [2], [10], [12]]), [0, 0, 1, 1])); // 50
 * ```
 */
export function calinskiHarabasz(X: Matrix, labels: ArrayLike<unknown>): number {
  const index = calinskiHarabaszOf(X, measurablePartition(X, labels));
  return index === Infinity ? 1 : index;
}

/** Of a measurable partition; Infinity where all rows lie on their centers. @internal */
export function calinskiHarabaszOf(X: Matrix, { codes, sizes }: Partition): number {
  const n = X.nRows;
  const d = X.nColumns;
  const k = sizes.length;
  const data = centered(X);
  const centers = centersOf(data, d, codes, sizes);
  const mean = centersOf(data, d, new Int32Array(n), Int32Array.of(n));
  let between = 0;
  for (let c = 0; c < k; c++) between += sizes[c] * squared(centers, c * d, mean, 0, d);
  let within = 0;
  for (let i = 0; i < n; i++) within += squared(data, i * d, centers, codes[i] * d, d);
  return within === 0 ? Infinity : finite((between * (n - k)) / (within * (k - 1)));
}

/**
 * The Davies-Bouldin index: for each cluster the worst ratio of its and another's mean distance to the center over the distance of both centers, on average
 * (Davies & Bouldin 1979). From 0 up, lower is better; 0 where all rows lie on their centers or all centers on one point, as scikit-learn has it.
 * @param X - rows by columns
 * @param labels - one a row: numbers or texts
 * @throws KindredError `invalid-data` for another number of labels than rows, a missing label, fewer than 2 different labels or as many as rows
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { daviesBouldin } from 'kindred/evaluation';
 * console.log(daviesBouldin(Matrix.from([[0], [2], [10], [12]]), [0, 0, 1, 1])); // 0.2
 * ```
 */
export function daviesBouldin(X: Matrix, labels: ArrayLike<unknown>): number {
  return daviesBouldinOf(X, measurablePartition(X, labels));
}

/** Of a measurable partition. @internal */
export function daviesBouldinOf(X: Matrix, { codes, sizes }: Partition): number {
  const d = X.nColumns;
  const k = sizes.length;
  const data = centered(X);
  const centers = centersOf(data, d, codes, sizes);
  const spread = new Float64Array(k);
  for (let i = 0; i < X.nRows; i++) spread[codes[i]] += Math.sqrt(squared(data, i * d, centers, codes[i] * d, d));
  for (let c = 0; c < k; c++) spread[c] /= sizes[c];
  let sum = 0;
  for (let a = 0; a < k; a++) {
    let worst = 0;
    for (let b = 0; b < k; b++) {
      const between = finite(Math.sqrt(squared(centers, a * d, centers, b * d, d)));
      if (between > 0) worst = Math.max(worst, (spread[a] + spread[b]) / between);
    }
    sum += worst;
  }
  return finite(sum / k);
}

/** The rows less their mean, so that a large offset costs no precision. */
function centered({ data, nRows, nColumns: d }: Matrix): Float64Array {
  const mean = centersOf(data, d, new Int32Array(nRows), Int32Array.of(nRows));
  const out = new Float64Array(data.length);
  for (let p = 0; p < out.length;) for (let j = 0; j < d; j++, p++) out[p] = data[p] - mean[j];
  return out;
}

/** The mean of each cluster, clusters by d. */
function centersOf(data: Matrix['data'], d: number, codes: Int32Array, sizes: Int32Array): Float64Array {
  const centers = new Float64Array(sizes.length * d);
  for (let i = 0, p = 0; i < codes.length; i++) for (let j = 0, q = codes[i] * d; j < d; j++, p++, q++) centers[q] += data[p];
  for (let q = 0; q < centers.length; q++) centers[q] /= sizes[Math.floor(q / d)];
  return centers;
}

/** The squared distance of the rows that begin at p and q. */
function squared(a: Matrix['data'], p: number, b: Matrix['data'], q: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += (a[p + j] - b[q + j]) * (a[p + j] - b[q + j]);
  return sum;
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new KindredError('invalid-data', 'the distances between the rows of "X" leave the range of numbers: use another unit');
}
