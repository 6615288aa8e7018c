/**
 * From the weights of standardised columns to a model's: coefficients in the units of the columns, standard errors, and what a reader should know.
 * @module
 */
import type { Columns, Moments } from './columns.js';
import { factorsOf, solve } from './cholesky.js';
import { RIDGE, type Curvature } from './curvature.js';
import { featuresOf, type HandleUnknown } from './inputs.js';
import type { Layout } from './layout.js';
import type { Found } from './solver.js';
import type { RegressionFit, Weights } from './regression-model.js';

/** What a fit knew besides the weights. */
export interface Fitted {
  readonly columns: Columns;
  /** By what the columns were shifted and scaled. */
  readonly moments: Moments;
  /** Of the columns as they are. */
  readonly measured: Moments;
  readonly layout: Layout;
  readonly k: number;
  /** The sum of the rows' weights. */
  readonly evidence: number;
  /** Rows that count. */
  readonly nRows: number;
  /** What the target was divided by, and what was taken from it before. */
  readonly scale: number;
  readonly center: number;
  readonly handleUnknown: HandleUnknown;
  /** Whether the data alone decide: no penalty, no weights of classes. */
  readonly bare: boolean;
  /** Of the residuals, in units of the scale squared; 1 where the loss says it. Given the mean loss and the degrees of freedom. */
  readonly dispersion: (loss: number, degreesOfFreedom: number) => number;
  readonly maxIter: number;
  readonly tol: number;
}

export function finish(result: Found, fitted: Fitted): { weights: Weights; found: RegressionFit } {
  const { columns, moments, measured, layout, k, scale, center, evidence, nRows } = fitted;
  const { means, inverses } = moments;
  const width = means.length;
  const coefficients = new Float64Array(k * width);
  const intercepts = new Float64Array(k);
  for (let a = 0; a < k; a++) {
    let intercept = result.w[a * layout.size + layout.intercept] * scale + center;
    layout.places.forEach((place, f) => {
      const w = result.w[a * layout.size + place] * inverses[f] * scale;
      coefficients[a * width + f] = w;
      if (place < layout.p) intercept -= w * means[f];
    });
    intercepts[a] = intercept;
  }
  if (k > 1) shift(intercepts);
  const { inputs, named } = columns;
  const features = featuresOf(inputs);
  const live = result.curvature && liveFeatures(result.curvature, layout);
  const flat = result.curvature && fitted.bare && !result.separated ? flatFeatures(result.curvature, layout, features) : [];
  const degreesOfFreedom = Math.max(0, nRows - (k > 1 ? k - 1 : 1) * (1 + (live ? live.size : width)));
  const converged = result.converged && flat.length === 0;
  const dispersion = fitted.dispersion(result.lossCurve.at(-1)!, degreesOfFreedom);
  const known = converged && fitted.bare && result.curvature && Number.isFinite(dispersion);
  const errors = known ? errorsOf(result.curvature, fitted, dispersion) : null;
  return {
    weights: {
      inputs,
      named,
      handleUnknown: fitted.handleUnknown,
      coefficients,
      intercepts,
      means: measured.means,
      deviations: deviationsOf(measured, layout),
    },
    found: {
      converged,
      nIter: result.nIter,
      warnings: warningsOf(result, fitted, features, live, flat),
      evidence,
      degreesOfFreedom,
      lossCurve: Float64Array.from(result.lossCurve, (loss) => loss * scale * scale),
      errors,
    },
  };
}

function deviationsOf({ means, inverses }: Moments, { places, p }: Layout): Float64Array {
  return Float64Array.from(inverses, (inverse, f) => {
    if (places[f] >= p) return Math.sqrt(means[f] * (1 - means[f]));
    return inverse > 0 ? 1 / inverse : 0;
  });
}

/** All classes' intercepts moved together change nothing: their sum is 0. */
function shift(intercepts: Float64Array): void {
  const mean = intercepts.reduce((sum, v) => sum + v, 0) / intercepts.length;
  intercepts.forEach((v, a) => (intercepts[a] = v - mean));
}

function liveFeatures({ places }: Curvature, layout: Layout): ReadonlySet<number> {
  const live = new Set(places);
  return new Set(Array.from(layout.places.keys()).filter((f) => live.has(layout.places[f])));
}

/** Where a category has rows of one class only, its coefficient has no best value: along such a direction the curvature is less than this share of the rows' mean. */
const FLAT = 1e-7;
/** Of the largest part of a direction: smaller parts are not spoken of. */
const PART = 0.1;

/** The features along which the loss does not turn up again. */
function flatFeatures({ H, places, mean }: Curvature, layout: Layout, features: readonly string[]): string[] {
  const n = places.length;
  const factors = factorsOf(H, n, 0);
  const f = new Map(Array.from(layout.places, (place, i) => [place, i]));
  const names = new Set<number>();
  for (let i = 0; i < n; i++) {
    if (H[i * n + i] * factors.shares[i] >= FLAT * mean) continue;
    const direction = solve(
      factors,
      Float64Array.from({ length: n }, (_, j) => (j === i ? 1 : 0)),
    );
    const most = direction.reduce((size, v) => Math.max(size, Math.abs(v)), 0);
    direction.forEach((v, j) => Math.abs(v) > PART * most && names.add(f.get(places[j] % layout.size) ?? -1));
  }
  return features.filter((_, i) => names.has(i));
}

/** √ of the diagonal of the inverse of the Hessian, in the units of the columns: coefficients, then intercepts. */
function errorsOf({ H, places, ridged }: Curvature, fitted: Fitted, dispersion: number): Float64Array {
  const { layout, k, moments, evidence, scale } = fitted;
  const { means, inverses } = moments;
  const n = places.length;
  const width = means.length;
  const factors = factorsOf(H, n, 0);
  const row = new Map(Array.from(places, (place, i) => [place, i]));
  /** The variance of a sum of weights of one class. */
  const variance = (terms: readonly (readonly [number, number])[]) => {
    const b = new Float64Array(n);
    for (const [place, factor] of terms) b[row.get(place)!] = factor;
    const x = solve(factors, b);
    let sum = 0;
    for (const [place, factor] of terms) {
      const shared = ridged[place % layout.size] ? 1 / (RIDGE * k * k) : 0; // what the ridge left along the moves of all classes
      sum += factor * (x[row.get(place)!] - factor * shared);
    }
    return (sum * dispersion) / evidence;
  };
  const out = new Float64Array(k * (width + 1));
  for (let a = 0; a < k; a++) {
    const from = a * layout.size;
    const intercept: [number, number][] = [[from + layout.intercept, 1]];
    layout.places.forEach((place, f) => {
      if (!row.has(from + place)) return void (out[a * width + f] = NaN);
      out[a * width + f] = Math.sqrt(variance([[from + place, 1]])) * inverses[f] * scale;
      if (place < layout.p) intercept.push([from + place, -means[f] * inverses[f]]);
    });
    out[k * width + a] = Math.sqrt(variance(intercept)) * scale;
  }
  return out;
}

/** Why a feature has no coefficient of its own. */
function whyNone({ moments, measured }: Fitted, f: number): string {
  if (moments.inverses[f] !== 0) return 'follows from the columns before it';
  return measured.inverses[f] === 0 ? 'is constant' : 'is so small in its unit that the penalty holds it';
}

function warningsOf(
  found: Found,
  fitted: Fitted,
  features: readonly string[],
  live: ReadonlySet<number> | undefined,
  flat: readonly string[],
): string[] {
  const warnings: string[] = [];
  if (live) {
    features.forEach((name, f) => {
      if (live.has(f)) return;
      const why = whyNone(fitted, f);
      warnings.push(`"${name}" ${why}: its coefficient is 0`);
    });
  }
  if (found.separated)
    warnings.push(
      'the classes can be told apart without error, so that no coefficients are best: these stop where no row is wrong; a penalty ("l2") decides',
    );
  else if (flat.length > 0)
    warnings.push(
      `nothing holds ever larger coefficients of ${flat.map((name) => `"${name}"`).join(', ')} back (all rows of a category are of one class); a penalty ("l2") decides`,
    );
  else if (!found.converged)
    warnings.push(
      `not converged after ${found.nIter} of at most ${fitted.maxIter} steps: ${found.left}, more than "tol" (${fitted.tol}); more "maxIter" may help`,
    );
  return warnings;
}
