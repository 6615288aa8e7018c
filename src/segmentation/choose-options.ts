/**
 * What `chooseNClusters` can be told.
 * @module
 */
import { integer, oneOf, seed, type Constraint, type Constraints } from '../check.js';

/** A measure of a clustering, in `kindred/evaluation`. */
export type ClusterMeasure = 'silhouette' | 'calinskiHarabasz' | 'daviesBouldin';

/** What decides: the highest silhouette or Calinski-Harabasz index, the lowest Davies-Bouldin index, or the elbow of the inertia. */
export type ChooseBy = ClusterMeasure | 'elbow';

export interface ChooseOptions {
  /** The fewest and the most clusters to try. Default `[2, 10]`. */
  range?: readonly [min: number, max: number];
  /** Try these numbers, rising, instead of a range. */
  candidates?: readonly number[];
  /** Default `'silhouette'`. */
  by?: ChooseBy;
  /** Further measures to take. Default: none. */
  measures?: readonly ClusterMeasure[];
  /** Silhouettes are measured on so many rows, the same for each number of clusters; on all where there are no more. Default 2000. */
  sampleSize?: number;
  /** Starts of k-means for each number of clusters. Default 3. */
  nInit?: number;
  /** Iterations a start at most. Default 300. */
  maxIter?: number;
  /** Of the starts and of the sample. Default 0. */
  seed?: number;
}

const MEASURES: readonly ClusterMeasure[] = ['silhouette', 'calinskiHarabasz', 'daviesBouldin'];

const isCount = (v: unknown) => Number.isSafeInteger(v) && (v as number) >= 1;

const range: Constraint<readonly [number, number]> = {
  default: [2, 10],
  expected: 'two integers from 1, the fewest and the most clusters',
  accepts: (v) => Array.isArray(v) && v.length === 2 && v.every(isCount) && v[0] <= v[1],
  invalid: [[], [2], [3, 2], [0, 4], [2, 4.5], [2, 3, 4], ['2', '3'], 5, null],
};

const candidates: Constraint<readonly number[]> = {
  default: [],
  expected: 'rising integers from 1, one at least',
  accepts: (v) => Array.isArray(v) && v.length > 0 && v.every((k, i) => isCount(k) && (i === 0 || k > v[i - 1])),
  invalid: [[], [3, 2], [2, 2], [0], [1.5], ['2'], 5, null],
};

const measures: Constraint<readonly ClusterMeasure[]> = {
  default: [],
  expected: `a list out of ${MEASURES.map((name) => `"${name}"`).join(', ')}`,
  accepts: (v) => Array.isArray(v) && v.every((name) => MEASURES.includes(name as ClusterMeasure)),
  invalid: ['silhouette', ['elbow'], [1], null],
};

/** @internal */
export const CHOOSE: Constraints<Required<ChooseOptions>> = {
  range,
  candidates,
  by: oneOf('silhouette', ...MEASURES, 'elbow'),
  measures,
  sampleSize: integer(2000, 3),
  nInit: integer(3, 1),
  maxIter: integer(300, 1),
  seed: seed(),
};
