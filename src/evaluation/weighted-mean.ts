/**
 * Means that do not depend on the order of the rows.
 * @module
 */
import { sumSorted } from '../data/sorted-sum.js';

/** Σ wᵢ vᵢ / Σ wᵢ. @param weights - undefined: all rows weigh the same */
export function weightedMean(values: Float64Array, weights?: Float64Array): number {
  if (!weights) return sumSorted(values) / values.length;
  return sumSorted(values.map((value, i) => value * weights[i])) / sumSorted(weights);
}
