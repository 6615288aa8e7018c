/**
 * Weighted averages over neighbors found at the time of the prediction: r(u, i) = sum of w(i, h) r(u, h) / sum of |w(i, h)|, over the nNeighbors items h of
 * the history that are most similar to i, similarities above 0 only (Sarwar et al. 2001).
 * @module
 */
import { squaresOf, transpose, type CompressedColumns, type CompressedRows } from '../data/compressed-rows.js';
import type { History } from './history.js';

/** One item of the history in an average: its place there, its similarity, and w r / sum |w|. */
export interface AveragePart {
  readonly place: number;
  readonly weight: number;
  readonly contribution: number;
}

export class AverageNeighbors {
  private readonly byItem: CompressedColumns;
  private readonly squares: Float64Array;

  /** @param byUser - users by items, values after the recipe */
  constructor(
    private readonly byUser: CompressedRows,
    private readonly nItems: number,
    private readonly nNeighbors: number,
  ) {
    this.byItem = transpose(byUser, nItems);
    this.squares = squaresOf(this.byItem);
  }

  /** The cosine of item i with every item, into `out`. */
  cosines(i: number, out: Float64Array): void {
    const { starts, users, values } = this.byItem;
    const { byUser } = this;
    out.fill(0);
    for (let p = starts[i]; p < starts[i + 1]; p++) {
      const value = values[p];
      for (let q = byUser.starts[users[p]]; q < byUser.starts[users[p] + 1]; q++) out[byUser.items[q]] += value * byUser.values[q];
    }
    out[i] = 0;
    for (let j = 0; j < this.nItems; j++) if (out[j] !== 0) out[j] /= Math.sqrt(this.squares[i] * this.squares[j]);
  }

  /** The parts of the score of item i, in the order of the history; none where nothing similar is in it. */
  parts(history: History, i: number): AveragePart[] {
    const similar = new Float64Array(this.nItems);
    this.cosines(i, similar);
    return this.average(
      Float64Array.from(history.items, (h) => similar[h]),
      history.values,
    );
  }

  /** The scores of all items, NaN where nothing is similar. Keeps of each item's similarities only those that count. */
  fill(history: History, scores: Float64Array): void {
    const { nItems } = this;
    const room = Math.min(this.nNeighbors, history.items.length);
    const weights = new Float64Array(nItems * room);
    const places = new Int32Array(nItems * room);
    const sizes = new Int32Array(nItems);
    const row = new Float64Array(nItems);
    history.items.forEach((h, place) => {
      this.cosines(h, row);
      for (let i = 0; i < nItems; i++) {
        if (!(row[i] > 0)) continue;
        let at = i * room + sizes[i];
        if (sizes[i] < room) sizes[i]++;
        else {
          at = leastOf(weights, places, i * room, room);
          if (!(row[i] > weights[at])) continue;
        }
        weights[at] = row[i];
        places[at] = place;
      }
    });
    const similar = new Float64Array(history.items.length);
    for (let i = 0; i < nItems; i++) {
      similar.fill(0);
      for (let e = i * room; e < i * room + sizes[i]; e++) similar[places[e]] = weights[e];
      scores[i] = sizes[i] === 0 ? NaN : this.average(similar, history.values).reduce((sum, part) => sum + part.contribution, 0);
    }
  }

  private average(weights: Float64Array, values: Float64Array): AveragePart[] {
    let places: number[] = [];
    weights.forEach((w, place) => w > 0 && places.push(place));
    if (places.length > this.nNeighbors) {
      places = places.sort((a, b) => weights[b] - weights[a] || a - b).slice(0, this.nNeighbors);
      places.sort((a, b) => a - b);
    }
    let total = 0;
    for (const place of places) total += weights[place];
    return places.map((place) => ({ place, weight: weights[place], contribution: (weights[place] * values[place]) / total }));
  }
}

/** Where the least of some weights lies; of equal ones that of the latest place of the history. */
function leastOf(weights: Float64Array, places: Int32Array, from: number, size: number): number {
  let at = from;
  for (let e = from + 1; e < from + size; e++)
    if (weights[e] < weights[at] || (weights[e] === weights[at] && places[e] > places[at])) at = e;
  return at;
}
