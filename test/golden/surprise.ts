// Rating errors on the folds of Surprise: from-surprise.py says how they are made and what stands in for no answer. The tests assert them, bench/ prints them.
import type * as Evaluation from '../../src/evaluation/index.js';
import type * as Kindred from '../../src/index.js';
import type { BiasBaselineModel, Center, Interactions, RecommenderModel, Similarity } from '../../src/index.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
export type Library = Pick<typeof Kindred, 'BiasBaseline' | 'ItemKNN' | 'UserKNN'> & Pick<typeof Evaluation, 'evaluateRatings'>;
export type Ratings = Interactions<number, number>;
type Side = 'user' | 'item';

/** What Surprise found with one algorithm; errors by fold. */
export interface Result {
  readonly algorithm: 'BaselineOnly' | 'KNNBasic' | 'KNNWithMeans' | 'KNNWithZScore' | 'KNNBaseline';
  readonly side?: Side;
  readonly similarity?: Similarity;
  readonly k?: number;
  readonly min_k?: number;
  readonly min_support?: number;
  readonly rmse: readonly number[];
  readonly mae: readonly number[];
  /** Single predictions of the first fold, before clipping. */
  readonly estimates: readonly number[];
}

export const { ratings, foldSizes, positions, results } = readGolden<{
  readonly ratings: number;
  readonly foldSizes: readonly number[];
  /** Which ratings of the first fold, in order of user and item, `estimates` are of. */
  readonly positions: readonly number[];
  readonly results: readonly Result[];
}>('surprise');

export interface Fold {
  readonly train: Ratings;
  readonly test: Ratings;
  readonly baseline: BiasBaselineModel<number, number>;
  /** Of the training ratings: of all, and by id. */
  readonly mean: number;
  readonly means: Readonly<Record<Side, ReadonlyMap<number, number>>>;
}

const CENTERS: Readonly<Record<Exclude<Result['algorithm'], 'BaselineOnly'>, (side: Side) => Center>> = {
  KNNBasic: () => 'none',
  KNNWithMeans: (side) => side,
  KNNWithZScore: () => 'zscore',
  KNNBaseline: () => 'bias',
};

export const titleOf = ({ algorithm, side, similarity, min_k = 1, min_support }: Result) =>
  [algorithm, side, similarity, min_k > 1 && `min_k ${min_k}, min_support ${min_support}, one fold`].filter(Boolean).join(', ');

/** A fold by the rank of a rating in order of user and item, which is the order of events. */
export function foldsOf(data: Ratings, { BiasBaseline }: Library): Fold[] {
  const foldOf = (rank: number) => (Math.imul(rank, 2654435761) >>> 16) % foldSizes.length;
  return foldSizes.map((_, f) => {
    const train = data.filterEvents((_, rank) => foldOf(rank) !== f);
    const [list, test] = [listOf(train), data.filterEvents((_, rank) => foldOf(rank) === f)];
    const [mean] = meansBy(list, () => 0).values();
    const means = { user: meansBy(list, ({ user }) => user), item: meansBy(list, ({ item }) => item) };
    return { train, test, baseline: new BiasBaseline().fit(train), mean, means };
  });
}

/** The errors of kindred on a fold as Surprise counts them, and its single estimates before clipping. */
export function measure(result: Result, fold: Fold, library: Library) {
  const model = fit(result, fold, library);
  const fallback = (user: number, item: number) => instead(result, fold, user, item);
  const { rmse, mae } = library.evaluateRatings(model, fold.train, fold.test, { fallback, clip: [0.5, 5] });
  const estimatesAt = (places: readonly number[]) => {
    const list = listOf(fold.test);
    return places.map((p) => model.predict(list[p].user, list[p].item) ?? fallback(list[p].user, list[p].item));
  };
  return { rmse, mae, estimatesAt };
}

function fit(
  { algorithm, side = 'user', similarity = 'cosine', k = 40, min_k = 1, min_support = 1 }: Result,
  { train, baseline }: Fold,
  { ItemKNN, UserKNN }: Library,
): RecommenderModel<number, number> {
  if (algorithm === 'BaselineOnly') return baseline;
  const settings = { nNeighbors: k, similarity, center: CENTERS[algorithm](side), minNeighbors: min_k, minSupport: min_support };
  return new (side === 'user' ? UserKNN : ItemKNN)({ ...settings, aggregate: 'average', overlap: 'common' }).fit(train);
}

/** What Surprise says where it has no neighbors. */
function instead({ algorithm, side = 'user' }: Result, { baseline, mean, means }: Fold, user: number, item: number): number {
  if (algorithm === 'KNNBaseline' || algorithm === 'BaselineOnly') {
    const place = baseline.items.indexOf(item);
    const ofUser = means.user.has(user) ? baseline.explain(user, baseline.items.at(0)).parts[1].contribution : 0;
    return baseline.mean + ofUser + (place < 0 ? 0 : baseline.itemBiases[place]);
  }
  const isKnown = means.user.has(user) && means.item.has(item);
  return algorithm === 'KNNBasic' || !isKnown ? mean : means[side].get(side === 'user' ? user : item)!;
}

interface Rating {
  readonly user: number;
  readonly item: number;
  readonly value: number;
}

/** In order of user and item. */
function listOf(data: Ratings): Rating[] {
  const { starts, items, values } = data.rows();
  return data.users.values.flatMap((user, u) =>
    Array.from(items.subarray(starts[u], starts[u + 1]), (i, n) => ({ user, item: data.items.at(i), value: values[starts[u] + n] })),
  );
}

function meansBy(list: readonly Rating[], idOf: (rating: Rating) => number): Map<number, number> {
  const sums = new Map<number, { sum: number; n: number }>();
  for (const rating of list) {
    const { sum, n } = sums.get(idOf(rating)) ?? { sum: 0, n: 0 };
    sums.set(idOf(rating), { sum: sum + rating.value, n: n + 1 });
  }
  return new Map([...sums].map(([id, { sum, n }]) => [id, sum / n]));
}
