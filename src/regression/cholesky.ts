/**
 * Cholesky's factors A = L Lᵀ of a symmetric matrix, leaving out rows that those before them already determine.
 * @module
 */

/** L, row by row, and which rows are in it. */
export interface Factors {
  readonly L: Float64Array;
  readonly n: number;
  /** 1 where a row was left out. */
  readonly aliased: Uint8Array;
  /** What is left of each diagonal entry after the rows before it, as a share of it. */
  readonly shares: Float64Array;
}

/**
 * @param A - n by n, row by row; its lower half is read
 * @param least - a row is left out where less than this share of its diagonal is its own
 */
export function factorsOf(A: Float64Array, n: number, least: number): Factors {
  const L = new Float64Array(n * n);
  const aliased = new Uint8Array(n);
  const shares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (aliased[j]) continue;
      let sum = A[i * n + j];
      for (let t = 0; t < j; t++) sum -= L[i * n + t] * L[j * n + t];
      L[i * n + j] = sum / L[j * n + j];
    }
    let own = A[i * n + i];
    for (let t = 0; t < i; t++) own -= L[i * n + t] * L[i * n + t];
    shares[i] = A[i * n + i] > 0 ? own / A[i * n + i] : 0;
    if (!(shares[i] > least)) {
      aliased[i] = 1;
      L.fill(0, i * n, i * n + i);
    } else L[i * n + i] = Math.sqrt(own);
  }
  return { L, n, aliased, shares };
}

/** x of A x = b; 0 where a row was left out. */
export function solve({ L, n, aliased }: Factors, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    if (aliased[i]) x[i] = 0;
    else {
      for (let t = 0; t < i; t++) x[i] -= L[i * n + t] * x[t];
      x[i] /= L[i * n + i];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    if (aliased[i]) continue;
    for (let t = i + 1; t < n; t++) x[i] -= L[t * n + i] * x[t];
    x[i] /= L[i * n + i];
  }
  return x;
}
