/**
 * Scores by similar users: score(u, i) = c(u, i) + s(u) · sum over v of w(u, v) (r(v, i) − c(v, i)) / s(v), the most similar v first. `sum`: over the nNeighbors
 * users most similar to u, as far as they have i. `average`: over the nNeighbors most similar of those who have i, divided by the sum of |w| (Resnick et al. 1994;
 * Herlocker et al. 1999).
 * @module
 */
import type { CompressedRows } from '../data/compressed-rows.js';
import type { Centers, Person } from './centers.js';
import type { History } from './history.js';
import type { KNNSettings } from './knn-options.js';
import { Similarities } from './similarity.js';

/** One similar user in a score. */
export interface SimilarUser {
  readonly user: number;
  readonly weight: number;
  readonly value: number;
  readonly contribution: number;
}

export class SimilarUsers {
  private readonly similarities: Similarities;
  /** a(v) and s(v) of all users. */
  private readonly people: Person[];
  /** Similarities of the history that was asked about last. */
  private last: { history: History; row: Float64Array } | undefined;

  constructor(
    byUser: CompressedRows,
    private readonly nItems: number,
    private readonly centers: Centers,
    private readonly settings: KNNSettings,
  ) {
    this.similarities = new Similarities(byUser, nItems, 'users', settings);
    this.people = Array.from({ length: this.similarities.size }, (_, v) => {
      const [items, values] = this.similarities.listOf(v);
      return centers.person({ items, values });
    });
  }

  person(history: History): Person {
    return this.people[history.user] ?? this.centers.person(history);
  }

  /** The users most similar to whoever has a history. */
  nearest(history: History, k: number): { user: number; weight: number }[] {
    const row = this.rowOf(history);
    return Array.from(this.similarities.best(row, k), (user) => ({ user, weight: row[user] }));
  }

  /** The users who speak for an item, most similar first, and what each adds. */
  neighbors(history: History, item: number): SimilarUser[] {
    const { centers, settings } = this;
    const row = this.rowOf(history);
    const { starts, ids, values } = this.similarities.other;
    const whose: number[] = []; // places in the list of the item
    const limit = this.limit(row);
    for (let p = starts[item]; p < starts[item + 1]; p++) if (row[ids[p]] !== 0 && limit(ids[p])) whose.push(p);
    whose.sort((a, b) => row[ids[b]] - row[ids[a]] || a - b);
    const near = whose.slice(0, settings.nNeighbors);
    const total = settings.aggregate === 'sum' ? 1 : near.reduce((sum, p) => sum + Math.abs(row[ids[p]]), 0);
    const scale = centers.scale(this.person(history), item);
    return near.map((p) => {
      const user = ids[p];
      const deviation = centers.deviation(this.people[user], item, values[p]);
      return { user, weight: row[user], value: values[p], contribution: ((row[user] * deviation) / total) * scale };
    });
  }

  /** The scores of all items, NaN where too few neighbors have it: the same sums in the same order. */
  fill(history: History, scores: Float64Array): void {
    const { centers, similarities, nItems } = this;
    const { nNeighbors, minNeighbors, aggregate } = this.settings;
    const row = this.rowOf(history);
    const near = similarities.best(row, aggregate === 'sum' ? nNeighbors : row.length);
    const { starts, ids, values } = similarities.own;
    const counts = new Int32Array(nItems);
    const totals = new Float64Array(nItems);
    for (const v of near) {
      for (let p = starts[v]; p < starts[v + 1]; p++) if (counts[ids[p]]++ < nNeighbors) totals[ids[p]] += Math.abs(row[v]);
    }
    if (aggregate === 'sum') totals.fill(1);
    const person = this.person(history);
    for (let i = 0; i < nItems; i++) scores[i] = Math.min(counts[i], nNeighbors) < minNeighbors ? NaN : centers.base(person, i);
    counts.fill(0);
    for (const v of near) {
      for (let p = starts[v]; p < starts[v + 1]; p++) {
        const i = ids[p];
        if (counts[i]++ < nNeighbors)
          scores[i] += ((row[v] * centers.deviation(this.people[v], i, values[p])) / totals[i]) * centers.scale(person, i);
      }
    }
  }

  /** For a sum: is a user among the nNeighbors most similar to the person? */
  private limit(row: Float64Array): (user: number) => boolean {
    const { aggregate, nNeighbors } = this.settings;
    if (aggregate === 'average') return () => true;
    const near = this.similarities.best(row, nNeighbors);
    const last = near[near.length - 1];
    return (user) => row[user] > row[last] || (row[user] === row[last] && user <= last);
  }

  private rowOf(history: History): Float64Array {
    if (history.user >= 0) return this.similarities.of(history.user);
    if (this.last?.history !== history) {
      const row = new Float64Array(this.similarities.size);
      this.similarities.compare(history.items, history.values, -1, row);
      this.last = { history, row };
    }
    return this.last.row;
  }
}
