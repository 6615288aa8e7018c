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

  /** The scores of all items, NaN where nothing is similar. */
  fill(history: History, scores: Float64Array): void {
    const size = history.items.length;
    const similar = Array.from(history.items, (h) => {
      const row = new Float64Array(this.nItems);
      this.cosines(h, row);
      return row;
    });
    const weights = new Float64Array(size);
    for (let i = 0; i < this.nItems; i++) {
      for (let h = 0; h < size; h++) weights[h] = similar[h][i];
      const parts = this.average(weights, history.values);
      let sum = 0;
      for (const part of parts) sum += part.contribution;
      scores[i] = parts.length === 0 ? NaN : sum;
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
