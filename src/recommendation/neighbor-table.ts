/**
 * The table of nearest items as a model holds it and its file.
 * @module
 */
import type { Id, Ids } from '../data/ids.js';
import { requireThat, type ModelFile } from '../data/model-file.js';
import type { SimilarItem } from './options.js';
import { openScorer, type Scorer } from './scorer.js';
import { itemsTensor, startsTensor, tensor } from './tensors.js';

/** Row i: ids[starts[i]..starts[i + 1]) with their similarities, best first. */
export interface NeighborTable {
  readonly starts: Int32Array;
  readonly ids: Uint16Array | Int32Array;
  readonly weights: Float32Array;
}

/** @throws KindredError `file-corrupt` */
export function readTable(file: ModelFile, nItems: number): NeighborTable {
  const ids = itemsTensor(file, 'neighbors.ids', nItems);
  const weights = tensor(file, 'neighbors.weights', Float32Array, ids.length);
  requireThat(weights.every(Number.isFinite), 'a neighbor has no weight');
  return { starts: startsTensor(file, 'neighbors.starts', nItems, ids.length), ids, weights };
}

/** The first k of an item's row. */
export function nearestIn<I extends Id>({ starts, ids, weights }: NeighborTable, items: Ids<I>, i: number, k: number): SimilarItem<I>[] {
  return Array.from(ids.subarray(starts[i], Math.min(starts[i + 1], starts[i] + k)), (j, e) => ({
    item: items.at(j),
    score: weights[starts[i] + e],
  }));
}

/** The weight of j in the row of i, 0 where it is not there. */
export function weightBetween({ starts, ids, weights }: NeighborTable, i: number, j: number): number {
  for (let e = starts[i]; e < starts[i + 1]; e++) if (ids[e] === j) return weights[e];
  return 0;
}

/** Plain sums over the table: an item that no neighbor speaks for has 0 and is not ranked. */
export function tableScorer({ starts, ids, weights }: NeighborTable, nItems: number, work: number): Scorer {
  const add = ids instanceof Uint16Array ? 'addNeighbors' : 'addNeighborsWide';
  return openScorer({ starts, weights, ids }, nItems, Number.MIN_VALUE, work, (run, h, { items }) => {
    h.scores.fill(0);
    run[add](h.history, h.values, items.length, h.starts, h.ids as Uint16Array & Int32Array, h.weights, h.scores);
  });
}
