/**
 * What k-means needs of its rows.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { KindredError, mustBe } from '../errors.js';
import type { KMeansOptions } from './kmeans.js';
import { weightsOf, type Weights } from './sample-weight.js';
import { givenStarts } from './starts.js';

/**
 * @param what - what the rows are called in the message
 * @returns the weights of the rows
 */
export function checkRows(
  X: Matrix,
  { nClusters: k, init }: Readonly<Required<KMeansOptions>>,
  sampleWeight?: SampleWeight,
  what = 'rows',
): Weights {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (X.nRows === 0 || X.nColumns === 0)
    throw new KindredError('invalid-data', `"X" must have rows and columns, got ${X.nRows} x ${X.nColumns}`);
  const weights = weightsOf(sampleWeight, X.nRows);
  if (k > weights.nPositive) {
    const rows = weights.nPositive < X.nRows ? 'rows of positive weight' : what;
    throw new KindredError('invalid-data', mustBe('nClusters', `an integer from 1 to ${weights.nPositive} (${rows})`, k));
  }
  for (const centers of givenStarts(init)) {
    if (centers.length === k && centers.every((center) => center.length === X.nColumns && center.every(Number.isFinite))) continue;
    const [got, width] = [centers.length, centers[0]?.length];
    throw new KindredError(
      'invalid-data',
      `"init" must be ${k} centers of ${X.nColumns} finite numbers (nClusters by columns), got ${got} of ${width}`,
    );
  }
  return weights;
}
