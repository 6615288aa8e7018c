/**
 * The scores of all items for one person after the other, in a session of the scoring kernels.
 * @module
 */
import type { Held, Plan } from '../kernels/door.js';
import { score } from '../kernels/score.js';
import type { History } from './history.js';

export interface Scorer {
  /** One score an item; NaN where the item is out. */
  readonly scores: Float64Array;
  /** Compute them for a history. */
  fill(history: History): void;
  /** The smallest score that is ranked. */
  readonly least: number;
  /** The k best of those that reach `least`, best first; the arrays are good until the next call. */
  top(k: number, least: number): { size: number; items: Int32Array; scores: Float64Array };
  close(): void;
}

type Kernels = ReturnType<typeof score.open>['run'];

/**
 * @param own - the arrays of the model that scoring reads
 * @param least - the smallest score that is ranked
 * @param work - about how many operations will follow
 * @param fill - writes `held.scores`; the history lies in `held.history` and `held.values`, as it is given too
 */
export function openScorer<P extends Plan>(
  own: P,
  nItems: number,
  least: number,
  work: number,
  fill: (run: Kernels, held: Held<P> & { scores: Float64Array; history: Int32Array; values: Float64Array }, history: History) => void,
): Scorer {
  const plan = {
    ...own,
    scores: [Float64Array, nItems],
    history: [Int32Array, nItems],
    values: [Float64Array, nItems],
    ranked: [Int32Array, nItems],
    best: [Float64Array, 2 * nItems + 128],
  } as const;
  const { run, held, close } = score.open<Plan>(plan, work);
  const h = held as unknown as Held<P> & {
    scores: Float64Array;
    history: Int32Array;
    values: Float64Array;
    ranked: Int32Array;
    best: Float64Array;
  };
  return {
    scores: h.scores,
    fill(history) {
      h.history.set(history.items);
      h.values.set(history.values);
      fill(run, h, history);
    },
    least,
    top: (k, from) => ({ size: run.topK(h.scores, nItems, k, from, h.ranked, h.best), items: h.ranked, scores: h.best }),
    close,
  };
}
