/**
 * From the best run to a model.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { KMeansModel } from './kmeans-model.js';
import type { LloydResult } from './lloyd.js';

/** The model of a run on X. */
export function fittedModel(X: Matrix, maxIter: number, found: LloydResult): KMeansModel {
  const { labels, centers, clusterWeights, inertia, nIter, converged } = found;
  const k = clusterWeights.length;
  const nEmpty = clusterWeights.filter((weight) => weight === 0).length;
  const warnings = [
    ...(converged ? [] : [`the labels had not settled after ${maxIter} iterations: raise "maxIter"`]),
    ...(nEmpty > 0 ? [`only ${k - nEmpty} of ${k} clusters have rows: there are fewer different rows than clusters`] : []),
  ];
  const columns = X.columns ? { columns: X.columns } : undefined;
  return new KMeansModel(Matrix.from(centers, X.nColumns, columns), labels, { inertia, nIter, converged, warnings }, clusterWeights);
}
