/**
 * The nearest center of each row, as f64 decides it: an f32 pass over all rows tells best and second best, and where their lead is smaller than its error
 * the row is decided in f64.
 * @module
 */
import type { Matrix } from '../data/matrix.js';

/** The squared distance of row i of X to center c, columns in order. */
export function squaredDistance(X: Matrix, i: number, centers: Float64Array, c: number): number {
  const d = X.nColumns;
  const { data } = X;
  let sum = 0;
  for (let j = 0, p = i * d, q = c * d; j < d; j++, p++, q++) {
    const difference = data[p] - centers[q];
    sum += difference * difference;
  }
  return sum;
}

/** The nearest of k centers in f64, ties to the lower number. */
export function nearestCenter(X: Matrix, i: number, centers: Float64Array, k: number): number {
  let least = Infinity;
  let label = 0;
  for (let c = 0; c < k; c++) {
    const distance = squaredDistance(X, i, centers, c);
    if (distance < least) [least, label] = [distance, c];
  }
  return label;
}

/** The f64 labels of all rows, by f64 alone. */
export function assignRows(X: Matrix, centers: Float64Array, k: number): Int32Array {
  return Int32Array.from({ length: X.nRows }, (_, i) => nearestCenter(X, i, centers, k));
}

/**
 * How large an error of a lead computed in f32 can be: rows and centers rounded to f32 (u each), d products and sums, twice, of terms up to
 * |c|^2 + 2 |c| |x| <= 2 |c|^2 + |x|^2; u = 2^-24.
 */
export function leadError(d: number, mostRow: number, mostCenter: number): number {
  return 2 * (d + 6) * 5.960464477539063e-8 * (2 * mostCenter + mostRow) + 1e-37;
}

/** Decide again in f64 the rows whose lead is not above the error. Returns how many labels changed. */
export function settle(X: Matrix, centers: Float64Array, k: number, error: number, leads: Float32Array, labels: Int32Array): number {
  let changed = 0;
  for (let i = 0; i < X.nRows; i++) {
    if (leads[i] > error) continue;
    const label = nearestCenter(X, i, centers, k);
    if (label !== labels[i]) changed++;
    labels[i] = label;
  }
  return changed;
}

/** Rows whose sums are made apart and then added: no sum depends on how work is split between threads. */
const BLOCK = 4096;

/** Sum of squared distances to the centers of the labels, blocks of rows folded in order. */
export function inertiaOf(X: Matrix, centers: Float64Array, labels: Int32Array): number {
  let total = 0;
  for (let from = 0; from < X.nRows; from += BLOCK) {
    let sum = 0;
    for (let i = from; i < Math.min(X.nRows, from + BLOCK); i++) sum += squaredDistance(X, i, centers, labels[i]);
    total += sum;
  }
  return total;
}

/** The means of the rows of each label, blocks of rows folded in order; the center of a label without rows stays as it was. */
export function meansOf(X: Matrix, labels: Int32Array, before: Float64Array, k: number): { centers: Float64Array; counts: Float64Array } {
  const { data, nRows, nColumns: d } = X;
  const centers = new Float64Array(k * d);
  const counts = new Float64Array(k);
  const sums = new Float64Array(k * d);
  for (let from = 0; from < nRows; from += BLOCK) {
    sums.fill(0);
    for (let i = from, p = from * d; i < Math.min(nRows, from + BLOCK); i++) {
      const c = labels[i];
      counts[c]++;
      for (let q = c * d, end = q + d; q < end; q++, p++) sums[q] += data[p];
    }
    for (let q = 0; q < k * d; q++) centers[q] += sums[q];
  }
  for (let c = 0; c < k; c++) {
    for (let q = c * d; q < (c + 1) * d; q++) centers[q] = counts[c] > 0 ? centers[q] / counts[c] : before[q];
  }
  return { centers, counts };
}
