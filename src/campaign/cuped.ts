/**
 * CUPED: what people did before takes out of the outcome what has nothing to do with the campaign (Deng, Xu, Kohavi & Walker 2013). In the form of a regression with the
 * covariates' own slopes in each arm (Lin 2013): y ~ 1 + T + (x − x̄) + T (x − x̄). Its coefficient of T is the effect, its standard error is HC2's (MacKinnon & White
 * 1985). Unlike with one slope for both arms, the adjusted effect is never less certain than the plain one in large samples, also where few are left alone; without a
 * covariate it is Welch's t. Where the regression's plain standard error (one variance in both arms) is wider, it is taken instead, see `lift-means.ts`; rates go through the
 * score test, see `lift-rates.ts`.
 *
 * It is two regressions, one an arm: of arm a with slopes b, the mean at x̄ is ȳ − b'(x̄ₐ − x̄), and HC2's variance of it Σ cᵢ² eᵢ² / (1 − hᵢ), with
 * cᵢ = 1/n − (x̄ₐ − x̄)' S⁻¹ (xᵢ − x̄ₐ) and hᵢ = 1/n + (xᵢ − x̄ₐ)' S⁻¹ (xᵢ − x̄ₐ).
 * @module
 */
import { sumSorted } from '../data/sorted-sum.js';
import { factorsOf, solve } from '../regression/cholesky.js';
import type { Mean } from './lift-means.js';

/** The people of one arm: what they did, and what they had done before (one list a covariate). */
export interface ArmValues {
  readonly y: Float64Array;
  readonly before: readonly Float64Array[];
}

/** A covariate that has less than this share of its spread to itself says nothing of its own. */
const OWN = 1e-9;
/** People who decide alone what their covariate does: the residual tells nothing of them. */
const ALONE = 1e-9;

/** Which covariates vary in each arm, beside those before them. */
export function usable(arms: readonly ArmValues[]): number[] {
  const aliased = arms.map(({ before }) => factorsOf(spreadOf(before), before.length, OWN).aliased);
  return arms[0].before.map((_, j) => j).filter((j) => aliased.every((of) => of[j] === 0));
}

/** The means of both arms at the covariates' means over all people, or null where one person alone decides. */
export function adjustedMeans(arms: readonly [ArmValues, ArmValues]): readonly [Mean, Mean] | null {
  const n = arms[0].y.length + arms[1].y.length;
  const overall = arms[0].before.map((_, j) => (sumSorted(arms[0].before[j]) + sumSorted(arms[1].before[j])) / n);
  const [treatment, control] = arms.map((arm) => meanAt(arm, overall));
  return treatment && control ? [treatment, control] : null;
}

/** The mean of an arm as it is, with the variance s² / n. */
export const plainMean = (y: Float64Array): Mean => meanAt({ y, before: [] }, [])!;

function meanAt({ y, before }: ArmValues, overall: readonly number[]): Mean | null {
  const [n, k] = [y.length, before.length];
  const mean = sumSorted(y) / n;
  const means = before.map((x) => sumSorted(x) / n);
  const off = means.map((m, j) => m - overall[j]);
  const factors = factorsOf(spreadOf(before), k, OWN);
  const slopes = solve(
    factors,
    Float64Array.from(before, (x, j) => sumSorted(x.map((v, i) => (v - means[j]) * (y[i] - mean)))),
  );
  const toward = solve(factors, Float64Array.from(off));
  const columns = before.map((_, j) =>
    solve(
      factors,
      Float64Array.from(before, (__, t) => (t === j ? 1 : 0)),
    ),
  ); // S⁻¹
  const [terms, squares] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    let [e, c, h] = [y[i] - mean, 1 / n, 1 / n];
    for (let j = 0; j < k; j++) {
      const d = before[j][i] - means[j];
      e -= slopes[j] * d;
      c -= toward[j] * d;
      for (let t = 0; t < k; t++) h += d * columns[j][t] * (before[t][i] - means[t]);
    }
    if (!(1 - h > ALONE)) return null;
    terms[i] = (c * c * e * e) / (1 - h);
    squares[i] = e * e;
  }
  const along = (list: ArrayLike<number>) => off.reduce((sum, d, j) => sum + list[j] * d, 0);
  const [variance, degreesOfFreedom] = [sumSorted(terms), n - 1 - k];
  return {
    mean: mean - along(slopes),
    variance,
    ofOne: k === 0 ? variance * n : sumSorted(squares) / degreesOfFreedom,
    perPerson: 1 / n + along(toward), // Σ cᵢ²
    degreesOfFreedom,
  };
}

/** Σ (x − x̄)(x − x̄)', row by row. */
function spreadOf(before: readonly Float64Array[]): Float64Array {
  const centered = before.map((x) => {
    const mean = sumSorted(x) / x.length;
    return x.map((v) => v - mean);
  });
  return Float64Array.from(centered.flatMap((a) => centered.map((b) => sumSorted(a.map((v, i) => v * b[i])))));
}
