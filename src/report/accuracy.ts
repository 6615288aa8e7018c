/**
 * How good the recommendations are: fit on all but the last days, and count what was bought in them.
 * @module
 */
import type { Interactions } from '../data/interactions.js';
import { DAY } from '../data/time.js';
import { bootstrapEach } from '../evaluation/intervals.js';
import { evaluateEach, type RecommendsAll } from '../evaluation/ranking.js';
import { temporalSplit } from '../evaluation/split.js';
import type { Steps } from '../progress.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import { Popularity } from '../recommendation/popularity.js';
import type { Report } from './report.js';
import { isFew } from './withheld.js';

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
  const lists = [yield* new ItemKNN({ nNeighbors }).steps(train), bestsellers(train), bestsellers(train, lastDays(train, testDays))];
  yield { done: 1, total: 2, stage: 'measuring recommendations' };
  const [ours, allTime, current] = evaluateEach(lists, train, test, { k });
  yield { done: 2, total: 2, stage: 'measuring recommendations' };
  if (ours.users.length === 0) return 'nobody came back';
  if (isFew(ours.users.length)) return 'withheld';
  const [a, b, c] = [ours, allTime, current].map(({ precision }) => precision.values.map((v) => v * k));
  const counts = [a, b, a.map((v, u) => v - b[u]), c, a.map((v, u) => v - c[u])];
  const [hits, bestsellerHits, gain, currentHits, currentGain] = bootstrapEach(counts, { seed });
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

/** What sold best, without what a customer has had: one list for all, so it is ranked once. */
function bestsellers(train: Interactions<string, string>, sales = train): RecommendsAll<string, string> {
  const popular = new Popularity().fit(sales).recommend({ history: [] }, { k: sales.nItems });
  return {
    *recommendAll({ k, users }) {
      for (const user of users) {
        const had = new Set(Array.from(train.itemsOf(user), (i) => train.items.at(i)));
        const items: { item: string }[] = [];
        for (let p = 0; p < popular.length && items.length < k; p++) if (!had.has(popular[p].item)) items.push(popular[p]);
        yield { user, items };
      }
    },
  };
}

/** The sales of the last days of the training data: what a shop's own list would be made of. */
function lastDays(train: Interactions<string, string>, days: number): Interactions<string, string> {
  const times = train.events.times!;
  const from = times.reduce((a, b) => Math.max(a, b)) - days * DAY;
  return train.filterEvents((_, event) => times[event] > from);
}
