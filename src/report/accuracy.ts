/**
 * How good the recommendations are: fit on all but the last days, and count what was bought in them.
 * @module
 */
import type { Interactions } from '../data/interactions.js';
import { DAY } from '../data/time.js';
import { bootstrapEach } from '../evaluation/intervals.js';
import { evaluateTopK, type RecommendsAll } from '../evaluation/ranking.js';
import { temporalSplit } from '../evaluation/split.js';
import type { Steps } from '../progress.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import { Popularity } from '../recommendation/popularity.js';
import type { Report } from './report.js';

interface Settings {
  readonly k: number;
  readonly testDays: number;
  readonly seed: number;
  readonly nNeighbors: number;
}

/** How many of the customers' purchases three lists held: ours, the best-sellers of all time, and those of the last days before. */
export function* measure(
  interactions: Interactions<string, string>,
  { k, testDays, seed, nNeighbors }: Settings,
): Steps<Report['accuracy']> {
  const times = interactions.events.times!;
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  if (last - first < 3 * testDays * DAY) return 'too short';
  const { train, test } = temporalSplit(interactions, { testDays });
  const ours = evaluateTopK(yield* new ItemKNN({ nNeighbors }).steps(train), train, test, { k });
  yield { done: 1, total: 2, stage: 'measuring recommendations' };
  const bestsellers = evaluateTopK(new Popularity().fit(train), train, test, { k });
  const current = evaluateTopK(currentBestsellers(train, testDays), train, test, { k });
  yield { done: 2, total: 2, stage: 'measuring recommendations' };
  if (ours.users.length === 0) return 'nobody came back';
  const [a, b, c] = [ours, bestsellers, current].map(({ precision }) => precision.values.map((v) => v * k));
  const lists = [a, b, a.map((v, u) => v - b[u]), c, a.map((v, u) => v - c[u])];
  const [hits, bestsellerHits, gain, currentHits, currentGain] = bootstrapEach(lists, { seed });
  return {
    testDays,
    k,
    nCustomers: ours.users.length,
    nColdCustomers: ours.nColdUsers,
    hits,
    bestsellerHits,
    gain,
    currentHits,
    currentGain,
  };
}

/** What sold best in the last days of the training data, without what a customer has: the list that a shop has up to date. */
function currentBestsellers(train: Interactions<string, string>, days: number): RecommendsAll<string, string> {
  const times = train.events.times!;
  const from = times.reduce((a, b) => Math.max(a, b)) - days * DAY;
  const popular = new Popularity().fit(train.filterEvents((_, event) => times[event] > from));
  return {
    *recommendAll({ k, users }) {
      for (const user of users) {
        const exclude = Array.from(train.itemsOf(user), (i) => train.items.at(i));
        yield { user, items: popular.recommend({ history: [] }, { k, exclude }) };
      }
    },
  };
}
