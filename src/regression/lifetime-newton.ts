/**
 * Newton's method for a function of few variables: steps by a Cholesky factor of the second derivatives, with as much added to their diagonal as makes them
 * positive definite (Levenberg 1944), no step longer than 2, halved until the function falls (Armijo 1966).
 * @module
 */
import type { Steps } from '../progress.js';
import { factorsOf, solve, type Factors } from './cholesky.js';

/** A function at a point: `hessian` is n by n, row by row. */
export interface Curve {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Where the search ended. */
export interface Lowest {
  readonly at: Float64Array;
  readonly curve: Curve;
  readonly nIter: number;
  /** Is the largest slope at most `tol`, or what rounding leaves of it where no step helps? */
  readonly converged: boolean;
}

const LONGEST = 2;
/** The least share of a step that is tried. */
const LEAST = 1e-10;
/** A slope that rounding can leave. */
const ROUNDING = 1e-6;

/** The lowest point near a start. */
export function* lowest(
  of: (x: Float64Array) => Curve,
  start: readonly number[],
  { maxIter, tol }: { maxIter: number; tol: number },
  stage: string,
): Steps<Lowest> {
  let at = Float64Array.from(start);
  let curve = of(at);
  const flat = (most = tol) => curve.gradient.every((g) => Math.abs(g) <= most);
  let nIter = 0;
  while (nIter < maxIter && !flat()) {
    const step = downhill(curve);
    const slope = step.reduce((sum, s, i) => sum + s * curve.gradient[i], 0);
    let next: Float64Array<ArrayBuffer>;
    let there: Curve;
    let share = 1;
    for (; ; share /= 2) {
      const here = at;
      next = here.map((v, i) => v + share * step[i]);
      there = of(next);
      if (isLower(there, curve, share * slope) || share < LEAST) break;
    }
    if (share < LEAST || next.every((v, i) => v === at[i])) break; // no digit is left to gain
    [at, curve] = [next, there];
    nIter++;
    yield { done: nIter, total: maxIter, stage };
  }
  return { at, curve, nIter, converged: flat() || (nIter < maxIter && flat(ROUNDING)) };
}

/** Is there enough won? Where the values differ by rounding only, the slopes decide. */
function isLower(there: Curve, here: Curve, expected: number): boolean {
  if (!there.hessian.every(Number.isFinite)) return false;
  if (there.value <= here.value + 1e-4 * expected) return true;
  const size = (curve: Curve) => curve.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  return there.value <= here.value + 1e-14 * Math.abs(here.value) && size(there) < size(here);
}

/** A step down. */
function downhill({ gradient, hessian }: Curve): Float64Array {
  const n = gradient.length;
  let most = 1e-300;
  for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(hessian[i * n + i]));
  for (let added = 0; ; added = added === 0 ? 1e-10 * most : added * 10) {
    const factors = definite(added === 0 ? hessian : hessian.map((v, p) => (p % (n + 1) === 0 ? v + added : v)), n);
    if (!factors && added < Infinity) continue;
    if (!factors) return new Float64Array(n); // no numbers: stay
    const step = solve(
      factors,
      gradient.map((g) => -g),
    );
    const length = Math.sqrt(step.reduce((sum, s) => sum + s * s, 0));
    return length > LONGEST ? step.map((s) => (s * LONGEST) / length) : step;
  }
}

/** Cholesky's factors; undefined where the matrix is not positive definite. */
function definite(A: Float64Array, n: number): Factors | undefined {
  const factors = factorsOf(A, n, 1e-14);
  return factors.aliased.some((row) => row === 1) ? undefined : factors;
}

/** The inverse of a positive definite matrix, symmetric to the last bit; undefined where it is none. */
export function inverse(A: Float64Array, n: number): Float64Array | undefined {
  const factors = definite(A, n);
  if (!factors) return undefined;
  const out = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const column = solve(
      factors,
      Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
    );
    for (let i = j; i < n; i++) out[i * n + j] = out[j * n + i] = column[i];
  }
  return out;
}
