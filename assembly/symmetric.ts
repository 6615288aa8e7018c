import { subtractProducts, subtractProducts32 } from './tiles';

// The inverse of a symmetric positive-definite matrix by blocked symmetric sweeps (Goodnight 1979), driven by src/recommendation/inverse.ts. A sweep of the
// columns K turns A_KK into N = -inverse(A_KK), A_iK into Q_i = A_iK inverse(A_KK), and every other A_ij into A_ij - A_iK Q_j'. All columns swept, minus the
// inverse is left.
//
// The lower half lies in panels of r rows (4 in f64, 8 in f32). Panel i holds the columns 0 to (i + 1) r, each r rows long, in tiles of r columns, so it begins
// at tile i (i + 1) / 2. P (A_iK for all i) and Q lie as whole panels of the columns of K, one behind the other.

/** p = the columns of panels [first, last) of the whole matrix, for its panels [from, to) of r rows. a is read, p is written. */
function take<T extends Values>(a: T, r: i32, from: i32, to: i32, first: i32, last: i32, p: T): void {
  const tile: i32 = r * r;
  for (let i: i32 = from; i < to; i++) {
    let out: i32 = i * (last - first) * tile;
    for (let k: i32 = first; k < last; k++) {
      if (i >= k) {
        const at: i32 = ((i * (i + 1) >> 1) + k) * tile;
        for (let e: i32 = 0; e < tile; e++) p[out + e] = a[at + e];
      } else {
        const at: i32 = ((k * (k + 1) >> 1) + i) * tile;
        for (let c: i32 = 0; c < r; c++) for (let e: i32 = 0; e < r; e++) p[out + c * r + e] = a[at + e * r + c];
      }
      out += tile;
    }
  }
}

/** The columns of panels [first, last) of the whole matrix = q, for its panels [from, to) of r rows. q is read, a is written. */
function put<T extends Values>(q: T, r: i32, from: i32, to: i32, first: i32, last: i32, a: T): void {
  const tile: i32 = r * r;
  for (let i: i32 = from; i < to; i++) {
    let at: i32 = i * (last - first) * tile;
    for (let k: i32 = first; k < last; k++) {
      if (i >= k) {
        const out: i32 = ((i * (i + 1) >> 1) + k) * tile;
        for (let e: i32 = 0; e < tile; e++) a[out + e] = q[at + e];
      } else {
        const out: i32 = ((k * (k + 1) >> 1) + i) * tile;
        for (let c: i32 = 0; c < r; c++) for (let e: i32 = 0; e < r; e++) a[out + e * r + c] = q[at + c * r + e];
      }
      at += tile;
    }
  }
}

export function takePanels(a: Float64Array, from: i32, to: i32, first: i32, last: i32, p: Float64Array): void { take<Float64Array>(a, 4, from, to, first, last, p); }
export function takePanels32(a: Float32Array, from: i32, to: i32, first: i32, last: i32, p: Float32Array): void { take<Float32Array>(a, 8, from, to, first, last, p); }
export function putPanels(q: Float64Array, from: i32, to: i32, first: i32, last: i32, a: Float64Array): void { put<Float64Array>(q, 4, from, to, first, last, a); }
export function putPanels32(q: Float32Array, from: i32, to: i32, first: i32, last: i32, a: Float32Array): void { put<Float32Array>(q, 8, from, to, first, last, a); }

/**
 * m (n x n, of which the lower half is read) becomes minus its inverse, both halves. Returns n, or the first column whose pivot is not above its limit or no
 * number; m is then half done. limits (n) is read, ratios (n) is work space.
 */
export function sweepPivots(m: Float64Array, n: i32, limits: Float64Array, ratios: Float64Array): i32 {
  for (let k: i32 = 0; k < n; k++) {
    const pivot = m[k * n + k];
    if (!(pivot > limits[k] && pivot < Infinity)) return k;
    for (let i: i32 = 0; i < n; i++) ratios[i] = (i < k ? m[k * n + i] : m[i * n + k]) / pivot;
    for (let i: i32 = 0; i < n; i++) {
      if (i == k) continue;
      const v = i < k ? m[k * n + i] : m[i * n + k];
      for (let j: i32 = 0; j <= i; j++) m[i * n + j] = m[i * n + j] - v * ratios[j];
    }
    for (let i: i32 = 0; i < k; i++) m[k * n + i] = ratios[i];
    for (let i: i32 = k + 1; i < n; i++) m[i * n + k] = ratios[i];
    m[k * n + k] = -1.0 / pivot;
  }
  for (let i: i32 = 0; i < n; i++) for (let j: i32 = 0; j < i; j++) m[j * n + i] = m[i * n + j];
  return n;
}

/**
 * Panels [from, to) of 4 rows of a, their tiles of the panels [first, last) that lie in the lower half: a -= p q', over `depth` columns. p and q are read,
 * a is written.
 */
export function subtractPanels(a: Float64Array, from: i32, to: i32, first: i32, last: i32, p: Float64Array, q: Float64Array, depth: i32): void {
  for (let i: i32 = from; i < to; i++) {
    subtractProducts(a, ((i * (i + 1) >> 1) + first) * 16, p, i * depth * 4, q, first, last < i + 1 ? last : i + 1, depth);
  }
}

/** The same in f32, panels of 8 rows. */
export function subtractPanels32(a: Float32Array, from: i32, to: i32, first: i32, last: i32, p: Float32Array, q: Float32Array, depth: i32): void {
  for (let i: i32 = from; i < to; i++) {
    subtractProducts32(a, ((i * (i + 1) >> 1) + first) * 64, p, i * depth * 8, q, first, last < i + 1 ? last : i + 1, depth);
  }
}

/** q = -p n for the panels [from, to) of 4 rows, where n is the block of K in `many` panels. p and n are read, q is written. */
export function dividePanels(p: Float64Array, n: Float64Array, from: i32, to: i32, many: i32, q: Float64Array): void {
  const size: i32 = many * 16;
  for (let e: i32 = from * size; e < to * size; e++) q[e] = 0;
  for (let i: i32 = from; i < to; i++) subtractProducts(q, i * size, p, i * size, n, 0, many, many * 4);
}

/** The same in f32, panels of 8 rows. */
export function dividePanels32(p: Float32Array, n: Float32Array, from: i32, to: i32, many: i32, q: Float32Array): void {
  const size: i32 = many * 64;
  for (let e: i32 = from * size; e < to * size; e++) q[e] = 0;
  for (let i: i32 = from; i < to; i++) subtractProducts32(q, i * size, p, i * size, n, 0, many, many * 8);
}
