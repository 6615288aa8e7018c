/**
 * Weighted averages over neighbors found at the time of the prediction: r(u, i) = c(u, i) + s(i) · sum of w(i, h) (r(u, h) − c(u, h)) / s(h) / sum of |w(i, h)|,
 * over the nNeighbors items h of the history that are most similar to i (Sarwar et al. 2001; centered as in Koren 2010).
 * @module
 */
import { KindredError } from '../errors.js';
import type { Centers } from './centers.js';
import type { History } from './history.js';
import type { ItemScores, Neighbor } from './item-scores.js';
import type { Similarities } from './similarity.js';

/** Rows at a time, so that a long history needs little memory, and items at a time, so that their neighbors stay in the cache. */
const [ROWS, BLOCK] = [64, 256];

export class AveragedItems implements ItemScores {
  constructor(
    private readonly similarities: Similarities,
    private readonly centers: Centers,
    private readonly nNeighbors: number,
    private readonly minNeighbors: number,
  ) {}

  neighbors(history: History, items: readonly number[]): Neighbor[][] {
    return items.map((item) => this.towards(item)(history));
  }

  towards(item: number): (history: History) => Neighbor[] {
    const row = this.similarities.of(item);
    const { centers } = this;
    return (history) => {
      const near = new Nearest(1, Math.min(this.nNeighbors, history.items.length));
      history.items.forEach((h, place) => row[h] !== 0 && near.offer(0, row[h], place));
      const person = centers.person(history);
      const total = near.total(0);
      return Array.from({ length: near.sizes[0] }, (_, e) => {
        const place = near.places[e];
        const weight = near.weights[e];
        const deviation = centers.deviation(person, history.items[place], history.values[place]);
        return { place, weight, contribution: ((weight * deviation) / total) * centers.scale(person, item) };
      });
    };
  }

  /** Similarities go both ways, so only the rows of the history are computed; of each item's only those that count are kept. */
  fill(history: History, scores: Float64Array): void {
    const { centers, similarities } = this;
    const n = similarities.size;
    const room = Math.min(this.nNeighbors, history.items.length);
    if (n * room > MOST_PLACES)
      throw new KindredError(
        'too-large',
        `${room} neighbors of each of ${n} items take ${Math.ceil((n * room * 12) / 1e6)} MB, the most is ${MOST_PLACES * 12e-6}: use a smaller "nNeighbors"`,
      );
    const near = new Nearest(n, room);
    for (let first = 0; first < history.items.length; first += ROWS) {
      const rows = Array.from(history.items.subarray(first, first + ROWS), (h) => similarities.of(h));
      for (let from = 0; from < n; from += BLOCK) {
        const to = Math.min(n, from + BLOCK);
        rows.forEach((row, r) => {
          for (let i = from; i < to; i++) if (row[i] !== 0) near.offer(i, row[i], first + r);
        });
      }
    }
    const person = centers.person(history);
    const deviations = history.values.map((value, place) => centers.deviation(person, history.items[place], value));
    for (let i = 0; i < n; i++) {
      const from = i * near.room;
      const total = near.total(i);
      let score = centers.base(person, i);
      for (let e = from; e < from + near.sizes[i]; e++)
        score += ((near.weights[e] * deviations[near.places[e]]) / total) * centers.scale(person, i);
      scores[i] = near.sizes[i] < this.minNeighbors ? NaN : score;
    }
  }
}

/** Neighbors of all items at once, of 12 bytes each. */
const MOST_PLACES = 1e8;

/** Of each item the `room` nearest of those offered, in the order in which they came; of equal ones the first. */
class Nearest {
  readonly weights: Float64Array;
  readonly places: Int32Array;
  readonly sizes: Int32Array;
  /** The smallest weight of each that is full. */
  private readonly floors: Float64Array;

  constructor(
    n: number,
    readonly room: number,
  ) {
    this.weights = new Float64Array(n * room);
    this.places = new Int32Array(n * room);
    this.sizes = new Int32Array(n);
    this.floors = new Float64Array(n);
  }

  offer(i: number, weight: number, place: number): void {
    const { weights, places, room, sizes, floors } = this;
    const from = i * room;
    const end = from + room;
    if (sizes[i] === room) {
      if (!(weight > floors[i])) return;
      const least = this.least(from, end);
      weights.copyWithin(least, least + 1, end);
      places.copyWithin(least, least + 1, end);
      sizes[i]--;
    }
    weights[from + sizes[i]] = weight;
    places[from + sizes[i]] = place;
    if (++sizes[i] === room) floors[i] = weights[this.least(from, end)];
  }

  /** Where the smallest weight lies; of equal ones the last. */
  private least(from: number, end: number): number {
    const { weights } = this;
    let least = from;
    for (let e = from + 1; e < end; e++) if (weights[e] <= weights[least]) least = e;
    return least;
  }

  /** What an average divides by. */
  total(i: number): number {
    let total = 0;
    for (let e = i * this.room; e < i * this.room + this.sizes[i]; e++) total += Math.abs(this.weights[e]);
    return total;
  }
}
