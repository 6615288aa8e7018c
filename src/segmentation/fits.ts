/**
 * k-means of the same rows for several numbers of clusters.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { inParts, type Task } from '../parts.js';
import type { Steps } from '../progress.js';
import type { ChooseOptions } from './choose-options.js';
import { fittedModel } from './fitted.js';
import type { KMeansModel } from './kmeans-model.js';
import { KMeans } from './kmeans.js';
import type { LloydResult } from './lloyd.js';
import { weightsOf } from './sample-weight.js';
import { runStarts } from './starts.js';

type FitOptions = Pick<Required<ChooseOptions>, 'nInit' | 'maxIter' | 'seed'>;

/** The models, in the order of the numbers. */
export function* fitEach(X: Matrix, numbers: readonly number[], { nInit, maxIter, seed }: FitOptions): Steps<KMeansModel[]> {
  const shared = { data: X.data, nColumns: X.nColumns, options: { nInit, maxIter, seed } };
  // the most clusters first: a long part that comes last keeps all but one thread waiting
  const found = yield* inParts(FITS, shared, [...numbers].reverse());
  return found.reverse().map((best) => fittedModel(X, maxIter, best));
}

interface Shared {
  readonly data: Matrix['data'];
  readonly nColumns: number;
  readonly options: FitOptions;
}

/** A part is a number of clusters. */
export const FITS: Task<Shared, number, LloydResult, { X: Matrix; options: FitOptions }> = {
  name: 'KMeans fits',
  stage: 'trying numbers of clusters',
  open: ({ data, nColumns, options }) => ({ X: Matrix.from(data, nColumns), options }),
  steps: ({ X, options }, nClusters) => runStarts(X, new KMeans({ nClusters, ...options }).options, weightsOf(undefined, X.nRows)),
};
