/**
 * Sums over a table of nearest items: score(u, j) = c(u, j) + s(j) · sum over h of w(h, j) (r(u, h) − c(u, h)) / s(h), over the items h of the history that have j
 * among their nearest (Deshpande & Karypis 2004; with a center, the non-normalized neighborhood of Cremonesi, Koren & Turrin 2010).
 * @module
 */
import type { Centers } from './centers.js';
import type { History } from './history.js';
import type { ItemScores, Neighbor } from './item-scores.js';
import type { NeighborTable } from './neighbor-table.js';

/**
 * What a history adds to each of some items, in the order of the history: one pass over the neighbors of the history for all of them.
 * @param deviations - the values of the history, centered
 * @param asked - by item: its place among those asked for, from 1; all 0 between two calls
 */
export function neighborsIn(
  { starts, ids, weights }: NeighborTable,
  history: Int32Array,
  deviations: Float64Array,
  items: readonly number[],
  asked: Int32Array,
  scaleOf: (item: number) => number = () => 1,
): Neighbor[][] {
  const found: Neighbor[][] = items.map(() => []);
  items.forEach((item, place) => (asked[item] = place + 1));
  for (let place = 0; place < history.length; place++) {
    for (let e = starts[history[place]]; e < starts[history[place] + 1]; e++) {
      const list = asked[ids[e]];
      if (list > 0) found[list - 1].push({ place, weight: weights[e], contribution: weights[e] * deviations[place] * scaleOf(ids[e]) });
    }
  }
  const each = items.map((item) => found[asked[item] - 1]);
  for (const item of items) asked[item] = 0;
  return each;
}

export class SummedItems implements ItemScores {
  private asked: Int32Array | undefined;

  constructor(
    private readonly table: NeighborTable,
    private readonly centers: Centers,
    private readonly nItems: number,
    private readonly minNeighbors: number,
  ) {}

  neighbors(history: History, items: readonly number[]): Neighbor[][] {
    const { centers } = this;
    const person = centers.person(history);
    const deviations = history.values.map((value, place) => centers.deviation(person, history.items[place], value));
    const asked = (this.asked ??= new Int32Array(this.nItems));
    return neighborsIn(this.table, history.items, deviations, items, asked, (item) => centers.scale(person, item));
  }

  fill(history: History, scores: Float64Array): void {
    const { centers, nItems } = this;
    const { starts, ids, weights } = this.table;
    const person = centers.person(history);
    const counts = new Int32Array(nItems);
    for (let i = 0; i < nItems; i++) scores[i] = centers.base(person, i);
    for (let place = 0; place < history.items.length; place++) {
      const h = history.items[place];
      const deviation = centers.deviation(person, h, history.values[place]);
      for (let e = starts[h]; e < starts[h + 1]; e++) {
        counts[ids[e]]++;
        scores[ids[e]] += weights[e] * deviation * centers.scale(person, ids[e]);
      }
    }
    for (let i = 0; i < nItems; i++) if (counts[i] < this.minNeighbors) scores[i] = NaN;
  }

  /** The weights of the item in every row at once: a history is then one pass. */
  towards(item: number): (history: History) => Neighbor[] {
    const { centers } = this;
    const { starts, ids, weights } = this.table;
    const row = new Float64Array(this.nItems);
    for (let h = 0; h < row.length; h++) for (let e = starts[h]; e < starts[h + 1]; e++) if (ids[e] === item) row[h] = weights[e];
    return (history) => {
      const person = centers.person(history);
      const found: Neighbor[] = [];
      for (let place = 0; place < history.items.length; place++) {
        const weight = row[history.items[place]];
        if (weight === 0) continue;
        const deviation = centers.deviation(person, history.items[place], history.values[place]);
        found.push({ place, weight, contribution: weight * deviation * centers.scale(person, item) });
      }
      return found;
    };
  }
}
