/**
 * The nearest center of a row in f64, and the error that an f32 pass over all rows can make.
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

/** Put the f64 labels of the rows from..to, by f64 alone. */
export function assignRows(X: Matrix, centers: Float64Array, k: number, from: number, to: number, labels: Int32Array): void {
  for (let i = from; i < to; i++) labels[i] = nearestCenter(X, i, centers, k);
}

/**
 * How large an error of a lead computed in f32 can be: rows and centers rounded to f32 (u each), d products and sums, twice, of terms up to
 * |c|^2 + 2 |c| |x| <= 2 |c|^2 + |x|^2; u = 2^-24. Four u more than that are there for means that change by the rounding of the rows when they become exact.
 * @param most - the largest absolute value of a packed row
 * @param packed - the packed centers, k by d
 */
export function leadError(d: number, most: number, packed: Float64Array): number {
  const square = largestSquare(d, packed);
  return 2 * (d + 8) * U * (2 * square + d * most * most) + 1e-37;
}

/** How large an error of |x|^2 plus a score of nearest can be, those of the sums and of exact means with it. As leadError, with |x|^2 twice. */
export function gapError(d: number, most: number, packed: Float64Array): number {
  return (d + 16) * U * 2 * (largestSquare(d, packed) + d * most * most) + 1e-37;
}

const U = 5.960464477539063e-8;

/** The largest |c|^2; Infinity where it leaves f32, as the tile then takes a center as infinitely far. */
function largestSquare(d: number, packed: Float64Array): number {
  let largest = 0;
  for (let c = 0; c < packed.length; c += d) {
    let square = 0;
    for (let q = c; q < c + d; q++) square += packed[q] * packed[q];
    largest = Math.max(largest, square);
  }
  return largest < 3.4e38 ? largest : Infinity;
}
