/**
 * How good the recommendations are: fit on all but the last days, and count what was bought in them.
 * @module
 */
import type { Interactions } from '../data/interactions.js';
import { DAY } from '../data/time.js';
import { bootstrapEach } from '../evaluation/intervals.js';
import { evaluateTopK } from '../evaluation/ranking.js';
import { temporalSplit } from '../evaluation/split.js';
import type { Steps } from '../progress.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import { Popularity } from '../recommendation/popularity.js';
import type { Accuracy } from './report.js';

interface Settings {
  readonly k: number;
  readonly testDays: number;
  readonly seed: number;
  readonly nNeighbors: number;
}

/** null where the orders span less than three times `testDays`, or nobody came back in the days held out. */
export function* measure(interactions: Interactions<string, string>, { k, testDays, seed, nNeighbors }: Settings): Steps<Accuracy | null> {
  const times = interactions.events.times!;
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  if (last - first < 3 * testDays * DAY) return null;
  const { train, test } = temporalSplit(interactions, { testDays });
  const ours = evaluateTopK(yield* new ItemKNN({ nNeighbors }).steps(train), train, test, { k });
  yield { done: 1, total: 2, stage: 'measuring recommendations' };
  const bestsellers = evaluateTopK(new Popularity().fit(train), train, test, { k });
  yield { done: 2, total: 2, stage: 'measuring recommendations' };
  if (ours.users.length === 0) return null;
  const [a, b] = [ours.precision.values.map((v) => v * k), bestsellers.precision.values.map((v) => v * k)];
  const [hits, bestsellerHits, gain] = bootstrapEach([a, b, a.map((v, u) => v - b[u])], { seed });
  return { testDays, k, nCustomers: ours.users.length, nColdCustomers: ours.nColdUsers, hits, bestsellerHits, gain };
}
