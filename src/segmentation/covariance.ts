/**
 * The covariance of columns, in blocks of rows and tiles of columns.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Steps } from '../progress.js';

/** Rows of a block: their columns stay in the cache. */
const ROWS = 32;
/** Operations between two reports: some milliseconds. */
const STEP = 4e6;

/** Covariances, n - 1 in the denominator, in units of 1 / scale: then squares neither overflow nor vanish. */
export function* covarianceOf({ data, nRows, nColumns: d }: Matrix, mean: Float64Array, scale: number): Steps<Float64Array> {
  const width = 4 * Math.ceil(d / 4); // columns of zeros make whole tiles
  const sums = new Float64Array(width * width);
  const block = new Float64Array(width * ROWS);
  const often = ROWS * Math.ceil(STEP / (ROWS * width * width));
  for (let i = 0; i < nRows; i += ROWS) {
    const many = Math.min(ROWS, nRows - i);
    for (let r = 0, p = i * d; r < many; r++) for (let j = 0; j < d; j++, p++) block[j * ROWS + r] = (data[p] - mean[j]) * scale;
    addProducts(block, many, width, sums);
    if (i % often === 0 || i + many === nRows) yield { done: i + many, total: nRows, stage: 'summing products' };
  }
  const covariance = new Float64Array(d * d);
  for (let a = 0; a < d; a++) for (let b = a; b < d; b++) covariance[a * d + b] = covariance[b * d + a] = sums[a * width + b] / (nRows - 1);
  return covariance;
}

/** sums[a][b] += the products of columns a and b, row after row, b from a on: in tiles of 2 by 4, whose eight sums do not wait for each other. */
function addProducts(block: Float64Array, many: number, width: number, sums: Float64Array): void {
  for (let a = 0; a < width; a += 2) {
    for (let b = 4 * Math.floor(a / 4); b < width; b += 4)
      addTile(block, many, a * ROWS, b * ROWS, sums, a * width + b, (a + 1) * width + b);
  }
}

/** @param x - where the first of two columns begins; y: of four @param p - where the sums of the first column begin; q: of the second */
function addTile(block: Float64Array, many: number, x: number, y: number, sums: Float64Array, p: number, q: number): void {
  let s0 = sums[p];
  let s1 = sums[p + 1];
  let s2 = sums[p + 2];
  let s3 = sums[p + 3];
  let t0 = sums[q];
  let t1 = sums[q + 1];
  let t2 = sums[q + 2];
  let t3 = sums[q + 3];
  for (let r = 0; r < many; r++) {
    const u = block[x + r];
    const v = block[x + ROWS + r];
    const y0 = block[y + r];
    const y1 = block[y + ROWS + r];
    const y2 = block[y + 2 * ROWS + r];
    const y3 = block[y + 3 * ROWS + r];
    s0 += u * y0;
    s1 += u * y1;
    s2 += u * y2;
    s3 += u * y3;
    t0 += v * y0;
    t1 += v * y1;
    t2 += v * y2;
    t3 += v * y3;
  }
  sums[p] = s0;
  sums[p + 1] = s1;
  sums[p + 2] = s2;
  sums[p + 3] = s3;
  sums[q] = t0;
  sums[q + 1] = t1;
  sums[q + 2] = t2;
  sums[q + 3] = t3;
}
