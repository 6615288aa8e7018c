/**
 * How many segments there are: as many as were asked for, as many as in the previous run, or where one more adds little.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Steps } from '../progress.js';
import { chooseSteps, distinctRows } from '../segmentation/choose.js';
import type { SegmentChoice } from './report.js';
import { short } from './round.js';

/** So many are tried: two say no more than good and bad, and nobody keeps more than eight apart. */
const RANGE = [3, 8] as const;

interface Wanted {
  /** How many were asked for. */
  readonly asked: number | undefined;
  /** How many the previous run had. */
  readonly previous: number | undefined;
  readonly seed: number;
}

/** @param features - one row a customer */
export function* chooseSegments(features: Matrix, { asked, previous, seed }: Wanted): Steps<{ nClusters: number; choice: SegmentChoice }> {
  const fixed = asked ?? (previous === 1 ? undefined : previous); // one segment is nothing to compare with
  if (fixed !== undefined) {
    const nClusters = distinctRows(features, fixed);
    return { nClusters, choice: { by: nClusters < fixed ? 'few customers' : asked === undefined ? 'previous' : 'asked', tried: [] } };
  }
  const { nClusters, scores } = yield* chooseSteps(features, { by: 'elbow', range: RANGE, seed });
  const all = squares(features);
  const tried = scores.map((one) => ({ nSegments: one.nClusters, explained: short(all === 0 ? 0 : 1 - one.inertia / all) }));
  return { nClusters, choice: tried.length < 3 ? { by: 'few customers', tried: [] } : { by: 'elbow', tried } };
}

/** The sum of the squared distances to the mean: the inertia of one cluster. */
function squares({ data, nRows, nColumns }: Matrix): number {
  let sum = 0;
  for (let j = 0; j < nColumns; j++) {
    let mean = 0;
    for (let p = j; p < data.length; p += nColumns) mean += data[p] / nRows;
    for (let p = j; p < data.length; p += nColumns) sum += (data[p] - mean) * (data[p] - mean);
  }
  return sum;
}
