// The rating errors of Surprise on ml-latest-small, same folds, to 4 decimals: golden/from-surprise.py says how they are made and what stands in for no answer.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect } from 'vitest';
import { BiasBaseline, Interactions, ItemKNN, UserKNN, type Center, type RecommenderModel, type Similarity } from '../../src/index.js';
import { DATA, testOnData } from '../support/needs.js';

interface Result {
  readonly algorithm: string;
  readonly side?: 'user' | 'item';
  readonly similarity?: Similarity;
  readonly k?: number;
  readonly min_k?: number;
  readonly min_support?: number;
  readonly rmse: readonly number[];
  readonly mae: readonly number[];
  readonly estimates: readonly number[];
  readonly neighbors: readonly number[];
}

interface Golden {
  readonly ratings: number;
  readonly foldSizes: readonly number[];
  readonly positions: readonly number[];
  readonly results: readonly Result[];
}

interface Rating {
  readonly user: number;
  readonly item: number;
  readonly value: number;
}
type Model = RecommenderModel<number, number>;

const { ratings: nRatings, foldSizes, positions, results } = JSON.parse(readFileSync('test/golden/surprise.json', 'utf8')) as Golden;

const FILE = 'ml-latest-small/ratings.csv';
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

function load(): { train: Rating[]; test: Rating[] }[] {
  const lines = readFileSync(resolve(DATA, FILE), 'utf8').trim().split('\n').slice(1);
  const all = lines.map((line) => line.split(',').map(Number)).map(([user, item, value]) => ({ user, item, value }));
  all.sort((a, b) => a.user - b.user || a.item - b.item);
  const fold = all.map((_, rank) => (Math.imul(rank, 2654435761) >>> 16) % 5);
  return foldSizes.map((_, f) => ({ train: all.filter((_, r) => fold[r] !== f), test: all.filter((_, r) => fold[r] === f) }));
}

/** By id, the mean of its ratings. */
function meansBy(ratings: readonly Rating[], by: 'user' | 'item'): Map<number, number> {
  const lists = new Map<number, number[]>();
  for (const rating of ratings) lists.set(rating[by], [...(lists.get(rating[by]) ?? []), rating.value]);
  return new Map([...lists].map(([id, list]) => [id, mean(list)]));
}

const CENTERS: Record<string, (side: 'user' | 'item') => Center> = {
  KNNBasic: () => 'none',
  KNNWithMeans: (side) => side,
  KNNWithZScore: () => 'zscore',
  KNNBaseline: () => 'bias',
};

function fit(
  { algorithm, side = 'user', similarity = 'cosine', k = 40, min_k = 1, min_support = 1 }: Result,
  data: Interactions<number, number>,
): Model {
  if (algorithm === 'BaselineOnly') return new BiasBaseline().fit(data);
  const center = CENTERS[algorithm](side);
  const options = {
    nNeighbors: k,
    aggregate: 'average',
    similarity,
    overlap: 'common',
    center,
    minNeighbors: min_k,
    minSupport: min_support,
  } as const;
  return side === 'user' ? new UserKNN(options).fit(data) : new ItemKNN(options).fit(data);
}

describe('as Surprise', () => {
  let folds: ReturnType<typeof load> | undefined;
  const parts = () =>
    (folds ??= load()).map(({ train, test }) => {
      const data = Interactions.from(train, { user: 'user', item: 'item', value: 'value' });
      const means = { user: meansBy(train, 'user'), item: meansBy(train, 'item'), all: mean(train.map(({ value }) => value)) };
      return { data, test, means, baseline: new BiasBaseline().fit(data) };
    });
  let prepared: ReturnType<typeof parts> | undefined;

  /** What Surprise says where there is no neighbor. */
  function fallback(
    { algorithm, side = 'user' }: Result,
    { user, item }: Rating,
    { means, baseline }: ReturnType<typeof parts>[number],
  ): number {
    if (algorithm === 'KNNBaseline' || algorithm === 'BaselineOnly') {
      const known = baseline.items.indexOf(item) < 0 ? 0 : baseline.itemBiases[baseline.items.indexOf(item)];
      const bias = means.user.has(user) ? baseline.explain(user, baseline.items.at(0)).parts[1].contribution : 0;
      return baseline.mean + bias + known;
    }
    return algorithm === 'KNNBasic' || !means.user.has(user) || !means.item.has(item)
      ? means.all
      : means[side].get(side === 'user' ? user : item)!;
  }

  testOnData(FILE)('with the same folds', () => {
    expect((prepared ??= parts()).map(({ test }) => test.length)).toEqual(foldSizes);
    expect(prepared[0].data.nEvents + prepared[0].test.length).toBe(nRatings);
  });

  for (const result of results) {
    const { algorithm, side, similarity, min_k = 1 } = result;
    testOnData(FILE)([algorithm, side, similarity, min_k > 1 && `at least ${min_k}`].filter(Boolean).join(' '), () => {
      result.rmse.forEach((rmse, f) => {
        const fold = (prepared ??= parts())[f];
        const model = fit(result, fold.data);
        const order = fold.test.map((_, t) => t).sort((a, b) => fold.test[a].item - fold.test[b].item || a - b); // one item after the other: rows are kept
        const found: (number | null)[] = [];
        for (const t of order) found[t] = model.predict(fold.test[t].user, fold.test[t].item);
        const estimates = found.map((estimate, t) => estimate ?? fallback(result, fold.test[t], fold));
        const errors = estimates.map((estimate, t) => Math.min(5, Math.max(0.5, estimate)) - fold.test[t].value);
        expect(Math.abs(Math.sqrt(mean(errors.map((e) => e * e))) - rmse), `RMSE, fold ${f}`).toBeLessThan(5e-5);
        expect(Math.abs(mean(errors.map(Math.abs)) - result.mae[f]), `MAE, fold ${f}`).toBeLessThan(5e-5);
        if (f === 0) positions.forEach((t, p) => expect(estimates[t], `prediction ${t}`).toBeCloseTo(result.estimates[p], 9));
      });
    });
  }
});
