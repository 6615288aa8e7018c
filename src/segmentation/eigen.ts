/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reflections to tridiagonal form, then implicitly shifted QL (Bowdler, Martin, Reinsch &
 * Wilkinson 1968; Golub & Van Loan, Matrix Computations, 8.3), in + - * / and sqrt alone.
 * @module
 */
import { KindredError } from '../errors.js';
import type { Steps } from '../progress.js';

/** Vectors lie in rows: row i belongs to value i. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Rotations take 1 to 3 rounds a value; more than this means that the matrix held no numbers. */
const MOST_ROUNDS = 60;

const STAGE = 'turning the axes';

/**
 * @param matrix - n x n, symmetric, entries up to 1e150 in size; it is overwritten
 * @returns values and orthonormal vectors, in no order; error about 1e-15 of the largest value
 */
export function* symmetricEigen(matrix: Float64Array, n: number): Steps<Eigen> {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  const { values, beside } = yield* tridiagonalize(matrix, n, vectors);
  yield* diagonalize(values, beside, vectors, n);
  return { values, vectors };
}

/** matrix = transpose(vectors) T vectors, T tridiagonal: `values` on the diagonal, `beside` next to it. */
function* tridiagonalize(matrix: Float64Array, n: number, vectors: Float64Array): Steps<{ values: Float64Array; beside: Float64Array }> {
  const beside = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k + 1 < n; k++) {
    let rest = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = matrix[k * n + i];
      if (i > k + 1) rest += v[i] * v[i];
    }
    if (rest === 0) {
      beside[k] = v[k + 1];
      continue;
    }
    // the reflection I - beta v transpose(v) maps row k behind the diagonal onto its first place
    const norm = Math.sqrt(v[k + 1] * v[k + 1] + rest);
    beside[k] = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= beside[k];
    const beta = 2 / (v[k + 1] * v[k + 1] + rest);
    reflectBoth(matrix, n, k + 1, v, w, beta);
    reflectRows(vectors, n, k + 1, v, w, beta);
    yield { done: k + 1, total: 2 * n, stage: STAGE };
  }
  return { values: Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]), beside };
}

/** The part of the matrix from row and column `from` on, reflected from both sides. */
function reflectBoth(matrix: Float64Array, n: number, from: number, v: Float64Array, w: Float64Array, beta: number): void {
  let dot = 0;
  for (let i = from; i < n; i++) {
    let sum = 0;
    for (let j = from, p = i * n + from; j < n; j++, p++) sum += matrix[p] * v[j];
    w[i] = beta * sum;
    dot += w[i] * v[i];
  }
  for (let i = from; i < n; i++) w[i] -= (beta * dot * v[i]) / 2;
  for (let i = from; i < n; i++) for (let j = from, p = i * n + from; j < n; j++, p++) matrix[p] -= v[i] * w[j] + w[i] * v[j];
}

/** The rows from `from` on, reflected. */
function reflectRows(rows: Float64Array, n: number, from: number, v: Float64Array, w: Float64Array, beta: number): void {
  w.fill(0);
  for (let i = from; i < n; i++) for (let j = 0, p = i * n; j < n; j++, p++) w[j] += v[i] * rows[p];
  for (let i = from; i < n; i++) {
    const f = beta * v[i];
    for (let j = 0, p = i * n; j < n; j++, p++) rows[p] -= f * w[j];
  }
}

/** Rotate T until nothing stands beside its diagonal, and the vectors with it. */
function* diagonalize(values: Float64Array, beside: Float64Array, vectors: Float64Array, n: number): Steps<void> {
  for (let first = 0; first < n; first++) {
    for (let round = 0, last = blockEnd(values, beside, first, n); last > first; round++, last = blockEnd(values, beside, first, n)) {
      if (round === MOST_ROUNDS) throw new KindredError('not-converged', `eigenvalue ${first + 1} of ${n} did not settle`);
      sweep(values, beside, vectors, n, first, last);
    }
    yield { done: n + first + 1, total: 2 * n, stage: STAGE };
  }
}

/** The end of the block from `first` on that nothing negligible divides. */
function blockEnd(values: Float64Array, beside: Float64Array, first: number, n: number): number {
  let last = first;
  for (; last + 1 < n; last++) {
    const size = Math.abs(values[last]) + Math.abs(values[last + 1]);
    if (size + Math.abs(beside[last]) === size) break;
  }
  return last;
}

/** One implicit QL step with Wilkinson's shift over the block first..last. */
function sweep(values: Float64Array, beside: Float64Array, vectors: Float64Array, n: number, first: number, last: number): void {
  const slope = (values[first + 1] - values[first]) / (2 * beside[first]);
  const root = Math.sqrt(slope * slope + 1);
  let g = values[last] - values[first] + beside[first] / (slope + (slope < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = last - 1; i >= first; i--) {
    const f = sine * beside[i];
    const b = cosine * beside[i];
    const radius = Math.sqrt(f * f + g * g);
    beside[i + 1] = radius;
    if (radius === 0) {
      values[i + 1] -= shift;
      beside[last] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    g = values[i + 1] - shift;
    const r = (values[i] - g) * sine + 2 * cosine * b;
    shift = sine * r;
    values[i + 1] = g + shift;
    g = cosine * r - b;
    rotateRows(vectors, n, i, sine, cosine);
  }
  values[first] -= shift;
  beside[first] = g;
  beside[last] = 0;
}

/** Rows i and i + 1 rotated. */
function rotateRows(rows: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  for (let p = i * n, q = p + n, j = 0; j < n; j++, p++, q++) {
    const a = rows[p];
    const b = rows[q];
    rows[q] = sine * a + cosine * b;
    rows[p] = cosine * a - sine * b;
  }
}
