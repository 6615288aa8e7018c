/**
 * The Hessian of the weights that the data determine.
 * @module
 */
import { factorsOf } from './cholesky.js';
import type { Evaluated, Objective } from './objective.js';
import type { Penalty } from './penalty.js';

export interface Curvature {
  /** Square, row by row: margin by margin, the intercept first, then the features in the order of the columns. */
  readonly H: Float64Array;
  /** The weight of each row. */
  readonly places: Int32Array;
  /** The mean of the curvatures of the rows. */
  readonly mean: number;
  /** Of each place of one margin: was RIDGE added between all classes? */
  readonly ridged: Uint8Array;
}

/** Where less of a column is its own than rounding leaves, it says the same as those before it. */
const LEAST = 1e-11;

/**
 * The loss of several classes does not change where all their weights move together: this much curvature along such moves, which no step makes, makes the Hessian
 * invertible. Weights that begin with sum 0 keep it.
 */
export const RIDGE = 1;

/** The places that have a weight of their own, in one margin: all with l2, else those without constant columns and columns that others determine. */
export function determined({ hessian }: Evaluated, { layout }: Objective, { l1, l2 }: Penalty): Int32Array {
  const places = Int32Array.of(layout.intercept, ...layout.places);
  const n = places.length;
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) A[i * n + j] = hessian[places[i] * layout.size + places[j]];
  for (let i = 0; i < n; i++) A[i * n + i] += l2[places[i]];
  const { aliased } = factorsOf(A, n, LEAST);
  return places.filter((place, i) => aliased[i] === 0 || (l1[place] > 0 && A[i * n + i] > 0));
}

export function curvatureOf(
  { hessian, curvature: mean }: Evaluated,
  { layout, k }: Objective,
  { l1, l2 }: Penalty,
  of: Int32Array,
): Curvature {
  const { size } = layout;
  const m = of.length;
  const n = k * m;
  const H = new Float64Array(n * n);
  const ridged = new Uint8Array(size);
  if (k > 1) for (const place of of) ridged[place] = l1[place] === 0 && l2[place] === 0 ? 1 : 0;
  for (let a = 0, from = 0; a < k; a++) {
    for (let b = a; b < k; b++, from += size * size) {
      for (let i = 0; i < m; i++)
        for (let j = 0; j < m; j++) {
          const v = hessian[from + of[i] * size + of[j]] + (i === j && ridged[of[i]] ? RIDGE : 0) + (i === j && a === b ? l2[of[i]] : 0);
          H[(a * m + i) * n + b * m + j] = v;
          H[(b * m + j) * n + a * m + i] = v;
        }
    }
  }
  return { H, places: Int32Array.from({ length: n }, (_, i) => Math.floor(i / m) * size + of[i % m]), mean, ridged };
}
