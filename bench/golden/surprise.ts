/**
 * Rating errors against Surprise's, the same folds of ml-latest-small: test/golden/from-surprise.py says how they are made and what stands in for no answer.
 * @module
 */
import {
  BiasBaseline,
  Interactions,
  ItemKNN,
  UserKNN,
  type BiasBaselineModel,
  type Center,
  type RecommenderModel,
  type Similarity,
} from 'kindred';
import { mae, rmse } from 'kindred/evaluation';
import { ratings } from '../data.ts';
import { readGolden, signed, type Section } from './section.ts';

interface Result {
  readonly algorithm: string;
  readonly side?: 'user' | 'item';
  readonly similarity?: Similarity;
  readonly k?: number;
  readonly min_k?: number;
  readonly min_support?: number;
  readonly rmse: readonly number[];
  readonly mae: readonly number[];
}

type Model = RecommenderModel<number, number>;

/** Ratings, in order of user and item. */
interface Ratings {
  readonly user: number[];
  readonly item: number[];
  readonly value: number[];
}

interface Fold {
  readonly train: Interactions<number, number>;
  readonly test: Ratings;
  readonly baseline: BiasBaselineModel<number, number>;
  /** Of the training ratings: of all, and by id. */
  readonly mean: number;
  readonly means: Record<'user' | 'item', Map<number, number>>;
}

const N_FOLDS = 5;
const CENTERS: Record<string, (side: 'user' | 'item') => Center> = {
  KNNBasic: () => 'none',
  KNNWithMeans: (side) => side,
  KNNWithZScore: () => 'zscore',
  KNNBaseline: () => 'bias',
};

export function againstSurprise(data: string): Section {
  const { results } = readGolden<{ results: Result[] }>('surprise');
  const folds = foldsOf(data);
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const lines = results.map((result) => {
    const found = result.rmse.map((_, f) => errorsOf(result, folds[f]));
    const pairs = [
      [mean(found.map((one) => one.rmse)), mean(result.rmse)],
      [mean(found.map((one) => one.mae)), mean(result.mae)],
    ];
    return [titleOf(result), ...pairs.flatMap(([ours, theirs]) => [ours.toFixed(4), theirs.toFixed(4), signed(ours - theirs)])];
  });
  return {
    title: 'Rating errors on ml-latest-small, five folds, null as its fallback, clipped: Surprise',
    head: ['', 'RMSE', 'Surprise', 'difference', 'MAE', 'Surprise', 'difference'],
    lines,
  };
}

const titleOf = ({ algorithm, side, similarity, min_k, min_support }: Result) =>
  [algorithm, side, similarity, (min_k ?? 1) > 1 && `min_k ${min_k}, min_support ${min_support}, one fold`].filter(Boolean).join(', ');

function foldsOf(data: string): Fold[] {
  const { user, item, value } = ratings(data);
  const order = Int32Array.from(user.keys()).sort((a, b) => user[a] - user[b] || item[a] - item[b]);
  const fold = order.map((_, rank) => (Math.imul(rank, 2654435761) >>> 16) % N_FOLDS);
  const pick = (is: (f: number) => boolean): Ratings => {
    const rows = order.filter((_, rank) => is(fold[rank]));
    const of = (column: ArrayLike<number>, scale = 1) => Array.from(rows, (row) => column[row] * scale);
    return { user: of(user), item: of(item), value: of(value!, 0.5) }; // they come doubled
  };
  return Array.from({ length: N_FOLDS }, (_, f) => {
    const rows = pick((other) => other !== f);
    const train = Interactions.from({ ...rows }, { user: 'user', item: 'item', value: 'value' });
    const means = { user: meansBy(rows.user, rows.value), item: meansBy(rows.item, rows.value) };
    const mean = rows.value.reduce((a, b) => a + b, 0) / rows.value.length;
    return { train, test: pick((other) => other === f), baseline: new BiasBaseline().fit(train), mean, means };
  });
}

function meansBy(ids: readonly number[], values: readonly number[]): Map<number, number> {
  const sums = new Map<number, { sum: number; n: number }>();
  ids.forEach((id, row) => {
    const { sum, n } = sums.get(id) ?? { sum: 0, n: 0 };
    sums.set(id, { sum: sum + values[row], n: n + 1 });
  });
  return new Map([...sums].map(([id, { sum, n }]) => [id, sum / n]));
}

function errorsOf(result: Result, fold: Fold): { rmse: number; mae: number } {
  const { user, item, value } = fold.test;
  const model = fit(result, fold);
  const found = new Float64Array(value.length);
  const byItem = Int32Array.from(found.keys()).sort((a, b) => item[a] - item[b] || a - b); // rows of one item are asked for together
  for (const t of byItem) {
    const estimate = model.predict(user[t], item[t]) ?? fallback(result, fold, user[t], item[t]);
    found[t] = Math.min(5, Math.max(0.5, estimate));
  }
  return { rmse: rmse(value, found), mae: mae(value, found) };
}

function fit({ algorithm, side = 'user', similarity = 'cosine', k = 40, min_k = 1, min_support = 1 }: Result, fold: Fold): Model {
  if (algorithm === 'BaselineOnly') return fold.baseline;
  const center = CENTERS[algorithm](side);
  const recipe = {
    nNeighbors: k,
    aggregate: 'average',
    similarity,
    overlap: 'common',
    center,
    minNeighbors: min_k,
    minSupport: min_support,
  } as const;
  return (side === 'user' ? new UserKNN(recipe) : new ItemKNN(recipe)).fit(fold.train);
}

/** What Surprise says where it has no neighbors. */
function fallback({ algorithm, side = 'user' }: Result, { baseline, mean, means }: Fold, user: number, item: number): number {
  if (algorithm === 'KNNBaseline' || algorithm === 'BaselineOnly') {
    const place = baseline.items.indexOf(item);
    const ofItem = place < 0 ? 0 : baseline.itemBiases[place];
    const first = baseline.predict(user, baseline.items.at(0));
    return baseline.mean + (first === null ? 0 : first - baseline.mean - baseline.itemBiases[0]) + ofItem;
  }
  const isKnown = means.user.has(user) && means.item.has(item);
  return algorithm === 'KNNBasic' || !isKnown ? mean : means[side].get(side === 'user' ? user : item)!;
}
