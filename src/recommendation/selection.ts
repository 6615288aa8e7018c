/**
 * The best of some candidates, by the kernels of assembly/topk.ts: larger weights first, equal ones by number.
 * @module
 */
import { score } from '../kernels/score.js';

export interface Candidate {
  readonly number: number;
  readonly weight: number;
}

/** JavaScript offers them, so they are selected where they lie: no work is announced. */
const open = (most: number) => score.open({ numbers: [Int32Array, most], weights: [Float64Array, 2 * most] } as const, 0);

export class Selection {
  private readonly session: ReturnType<typeof open>;
  private size = 0;

  /** @param most - how many are offered at most */
  constructor(most: number) {
    this.session = open(most);
  }

  /** One more. For `best`, numbers rise. */
  offer(number: number, weight: number): void {
    const { numbers, weights } = this.session.held;
    numbers[this.size] = number;
    weights[this.size++] = weight;
  }

  /** The numbers of the k best of those offered since the last call, best first. */
  best(k: number): Int32Array {
    const { run, held } = this.session;
    const { size } = this;
    this.size = 0;
    return held.numbers.slice(0, run.best(held.numbers, held.weights, size, Math.min(k, size)));
  }

  /** The last of the k best of those offered since the last call, in whatever order; undefined where they are fewer. */
  last(k: number): Candidate | undefined {
    const { run, held } = this.session;
    const { numbers, weights } = held;
    const { size } = this;
    this.size = 0;
    if (size < k) return undefined;
    weights.copyWithin(size, 0, size);
    const weight = run.largest(weights, size, size, k);
    let [better, equal] = [0, 0];
    for (let e = 0; e < size; e++) {
      if (weights[e] > weight) better++;
      else if (weights[e] === weight) numbers[equal++] = numbers[e];
    }
    return { number: numbers.subarray(0, equal).sort()[k - better - 1], weight };
  }
}
