/**
 * How many clusters: k-means for each of some numbers, and the one that a measure likes best (the silhouette, Rousseeuw 1987; Calinski-Harabasz 1974;
 * Davies-Bouldin 1979) or where the inertia bends (`elbow.ts`).
 * @module
 */
import { checkOptions } from '../check.js';
import { Matrix } from '../data/matrix.js';
import { KindredError, mustBe } from '../errors.js';
import { calinskiHarabaszOf, daviesBouldinOf } from '../evaluation/dispersion.js';
import { isMeasurable, partitionOf, type Partition } from '../evaluation/partition.js';
import { takeMatrixRows } from '../evaluation/row-lists.js';
import { drawRows, silhouetteSteps } from '../evaluation/silhouette.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { count, plural } from '../words.js';
import { choiceSentence } from './choice-sentence.js';
import { CHOOSE, type ChooseBy, type ChooseOptions, type ClusterMeasure } from './choose-options.js';
import { elbow } from './elbow.js';
import { fitEach } from './fits.js';
import type { KMeansModel } from './kmeans-model.js';

/** What was found for one number of clusters; null where a measure was not asked for or is not defined. */
export interface ClusterScores {
  readonly nClusters: number;
  readonly inertia: number;
  readonly silhouette: number | null;
  /** Infinity where all rows lie on their centers. */
  readonly calinskiHarabasz: number | null;
  readonly daviesBouldin: number | null;
}

/** How many clusters, and why. */
export interface NClustersChoice {
  readonly nClusters: number;
  readonly by: ChooseBy;
  /** One for each number tried, rising. */
  readonly scores: readonly ClusterScores[];
  /** The fit with the chosen number. */
  readonly model: KMeansModel;
  /** The choice in plain words. */
  readonly sentence: string;
  /** What a reader of the result should know, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Choose the number of clusters.
 * @param X - rows by columns; bring columns to one scale first (`StandardScaler`)
 * @returns the number, the scores of all numbers tried, and the fit (of few starts: for a better one fit `KMeans` anew)
 * @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` for no rows or columns; `cancelled`
 * @example
 * ```ts
 * import { chooseNClusters, Matrix } from 'kindred';
 * const X = Matrix.from([[0], [1], [2], [20], [21], [22], [50], [51]]);
 * const { nClusters, scores, sentence } = chooseNClusters(X, { range: [2, 5] });
 * console.log(nClusters, scores.length); // 3 4
 * console.log(sentence); // Of 2 to 5 clusters, 3 have the highest silhouette: 0.941; next come 2 with 0.739.
 * ```
 */
export function chooseNClusters(X: Matrix, options: ChooseOptions = {}, work?: LongWork): NClustersChoice {
  return drain(chooseSteps(X, options), work);
}

/**
 * As `chooseNClusters`, giving way to other work; with `workers` (of `kindred/worker`) each number is tried in a thread.
 * @throws KindredError as `chooseNClusters`
 * @example
 * ```ts
 * import { chooseNClustersAsync, Matrix } from 'kindred';
 * const { nClusters } = await chooseNClustersAsync(Matrix.from([[0], [1], [9], [10]]), { range: [2, 3] });
 * console.log(nClusters); // 2
 * ```
 */
export function chooseNClustersAsync(X: Matrix, options: ChooseOptions = {}, work?: LongWork): Promise<NClustersChoice> {
  return drainAsync(chooseSteps(X, options), work);
}

/** @internal */
export function* chooseSteps(X: Matrix, given: ChooseOptions = {}): Steps<NClustersChoice> {
  const options = checkOptions<Required<ChooseOptions>>('chooseNClusters', CHOOSE, given);
  const { by, sampleSize } = options;
  const { tried, warnings } = numbersToTry(X, options);
  const models = yield* fitEach(X, tried, options);
  const scores = yield* scoresOf(X, models, options);
  const values = scores.map((one) => (by === 'elbow' ? one.inertia : one[by]));
  const place = by === 'elbow' ? (tried.length < 3 ? 0 : elbow(tried, values as number[])) : best(values, by === 'daviesBouldin' ? -1 : 1);
  if (by === 'elbow' && tried.length < 3) warnings.push('an elbow needs three numbers of clusters to try: the first was taken');
  if (values[place] === null && tried[place] > 1)
    warnings.push(`no silhouette is defined, the sample of ${count(sampleSize)} rows is too small: raise "sampleSize"`);
  const sample =
    by === 'silhouette' && sampleSize < X.nRows && values[place] !== null
      ? ` Measured on ${count(sampleSize)} of ${count(X.nRows)} rows.`
      : '';
  const sentence = choiceSentence(by, tried, values, place) + sample;
  return { nClusters: tried[place], by, scores, model: models[place], sentence, warnings };
}

/** The numbers to try: no more than a clustering of these rows can have. */
function numbersToTry(X: Matrix, { range: [min, max], candidates, by }: Required<ChooseOptions>): { tried: number[]; warnings: string[] } {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (X.nRows === 0 || X.nColumns === 0)
    throw new KindredError('invalid-data', `"X" must have rows and columns, got ${X.nRows} x ${X.nColumns}`);
  const top = Math.max(min, Math.min(max, X.nRows + 1)); // one more than can be, so that it is said
  const all = candidates.length > 0 ? candidates : Array.from({ length: top - min + 1 }, (_, i) => min + i);
  if (all[0] === 1 && by !== 'elbow')
    throw new KindredError('invalid-option', `one cluster has no "${by}": try 2 and more, or choose by "elbow"`);
  const distinct = distinctRows(X, all[all.length - 1]);
  const most = Math.max(1, Math.min(distinct, by === 'elbow' ? X.nRows : X.nRows - 1));
  const tried = all.filter((k) => k <= most);
  if (tried.length === all.length) return { tried, warnings: [] };
  const why =
    distinct === 1
      ? 'all rows are equal'
      : distinct <= most
        ? `only ${count(distinct)} rows differ`
        : `there are only ${plural(X.nRows, 'row')}`;
  return { tried: tried.length > 0 ? tried : [most], warnings: [`${why}: numbers of clusters above ${most} were left out`] };
}

/** How many rows differ, counted up to `most`. @internal */
export function distinctRows(X: Matrix, most: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < X.nRows && seen.size < most; i++) seen.add(X.row(i).join());
  return seen.size;
}

function* scoresOf(X: Matrix, models: readonly KMeansModel[], options: Required<ChooseOptions>): Steps<ClusterScores[]> {
  const asked = (name: ClusterMeasure) => options.by === name || options.measures.includes(name);
  const rows = drawRows(X.nRows, options);
  const sampled = models.map(({ labels }) => partitionOf(labels, rows));
  const silhouettes = asked('silhouette') ? yield* silhouettesOf(rows ? takeMatrixRows(X, rows) : X, sampled) : [];
  return models.map(({ nClusters, inertia, labels }, m) => {
    const partition = asked('calinskiHarabasz') || asked('daviesBouldin') ? partitionOf(labels) : undefined;
    const measure = (name: ClusterMeasure, of: (X: Matrix, partition: Partition) => number) =>
      partition && asked(name) && isMeasurable(partition) ? of(X, partition) : null;
    const calinskiHarabasz = measure('calinskiHarabasz', calinskiHarabaszOf);
    const daviesBouldin = measure('daviesBouldin', daviesBouldinOf);
    return { nClusters, inertia, silhouette: silhouettes[m] ?? null, calinskiHarabasz, daviesBouldin };
  });
}

/** All silhouettes from distances computed once; null where a partition has none. */
function* silhouettesOf(X: Matrix, partitions: readonly Partition[]): Steps<(number | null)[]> {
  const measurable = partitions.filter(isMeasurable);
  const found = measurable.length > 0 ? yield* silhouetteSteps(X, measurable) : [];
  let next = 0;
  return partitions.map((partition) => (isMeasurable(partition) ? found[next++] : null));
}

/** The place of the largest value (of the smallest for sign -1), the first of equal ones. */
function best(values: readonly (number | null)[], sign: 1 | -1): number {
  let place = 0;
  values.forEach((v, i) => {
    const least = values[place];
    if (v !== null && (least === null || sign * v > sign * least)) place = i;
  });
  return place;
}
