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
import { Selection, type Candidate } from './selection.js';
import { Similarities } from './similarity.js';

/** One similar user in a score. */
export interface UserNeighbor {
  readonly user: number;
  readonly weight: number;
  readonly value: number;
  readonly contribution: number;
}

/** Everyone comes before it. */
const NOBODY: Candidate = { number: -1, weight: -Infinity };

export class SimilarUsers {
  private readonly similarities: Similarities;
  /** a(v) and s(v) of all users. */
  private readonly people: Person[];
  /** Of each user, as far as it was asked for: the last of the nNeighbors most similar ones. */
  private readonly limits = new Map<number, Candidate>();
  /** Of the history that was asked about last. */
  private last: { readonly history: History; readonly row: Float64Array; limit?: Candidate } | undefined;
  private readonly selection: Selection;

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
    this.selection = new Selection(this.similarities.size);
  }

  person(history: History): Person {
    return this.trained(history.user) ? this.people[history.user] : this.centers.person(history);
  }

  /** The users most similar to whoever has a history. */
  nearest(history: History, k: number): { user: number; weight: number }[] {
    const row = this.rowOf(history);
    return Array.from(this.similarities.best(row, k), (user) => ({ user, weight: row[user] }));
  }

  /** The users who speak for an item, most similar first, and what each adds. */
  neighbors(history: History, item: number): UserNeighbor[] {
    return this.among(history, item, this.rowOf(history));
  }

  /** The same for one item that is asked of many: only those who have it are compared. */
  towards(item: number): (history: History) => UserNeighbor[] {
    const { similarities } = this;
    const { starts, ids } = similarities.other;
    const theirs = similarities.only(ids.subarray(starts[item], starts[item + 1]));
    const row = new Float64Array(similarities.size);
    return (history) => {
      const size = similarities.compare(...this.listOf(history), history.user, row, theirs);
      if (size === 0) return [];
      const touched = similarities.touched.slice(0, size); // a limit may compare others
      const found = this.among(history, item, row);
      for (const v of touched) row[v] = 0;
      return found;
    };
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

  /** @param row - the person's similarities with those who have the item at least */
  private among(history: History, item: number, row: Float64Array): UserNeighbor[] {
    const { centers, settings, selection } = this;
    const { starts, ids, values } = this.similarities.other;
    const limit = this.limitOf(history);
    for (let p = starts[item]; p < starts[item + 1]; p++) {
      const weight = row[ids[p]];
      if (weight !== 0 && (weight > limit.weight || (weight === limit.weight && ids[p] <= limit.number))) selection.offer(p, weight);
    }
    const near = selection.best(settings.nNeighbors);
    const total = settings.aggregate === 'sum' ? 1 : near.reduce((sum, p) => sum + Math.abs(row[ids[p]]), 0);
    const scale = centers.scale(this.person(history), item);
    return Array.from(near, (p) => {
      const user = ids[p];
      const deviation = centers.deviation(this.people[user], item, values[p]);
      return { user, weight: row[user], value: values[p], contribution: ((row[user] * deviation) / total) * scale };
    });
  }

  /** Whoever comes after it has no say. */
  private limitOf(history: History): Candidate {
    const { user } = history;
    if (this.settings.aggregate === 'average') return NOBODY;
    if (user < 0) return (this.byHand(history).limit ??= this.findLimit(history));
    const limit = this.limits.get(user) ?? this.findLimit(history);
    this.limits.set(user, limit);
    return limit;
  }

  private findLimit(history: History): Candidate {
    return this.similarities.last(...this.listOf(history), history.user, this.settings.nNeighbors) ?? NOBODY;
  }

  /** What a person is compared by: of a user what it was trained on. */
  private listOf({ items, values, user }: History): [items: Int32Array, values: Float64Array] {
    return this.trained(user) ? this.similarities.listOf(user) : [items, values];
  }

  private rowOf(history: History): Float64Array {
    return this.trained(history.user) ? this.similarities.of(history.user) : this.byHand(history).row;
  }

  /** Is it one of the users that are compared? Whom the recipe's filter left out is scored as a history given by hand. */
  private trained(user: number): boolean {
    const { starts } = this.similarities.own;
    return user >= 0 && starts[user + 1] > starts[user];
  }

  private byHand(history: History): NonNullable<typeof this.last> {
    if (this.last?.history === history) return this.last;
    const row = new Float64Array(this.similarities.size);
    this.similarities.compare(history.items, history.values, -1, row);
    return (this.last = { history, row });
  }
}
