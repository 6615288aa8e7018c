/**
 * ItemKNNModel: scores by the items of a history. `sum`: score(j) = sum over h of w(h, j) r(h), w from a table of the nearest items of each h
 * (Deshpande & Karypis 2004). `average`: see average.ts.
 * @module
 */
import { checkOptions, integer, oneOf, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { openModel, requireThat, type ModelFile } from '../data/model-file.js';
import { KindredError } from '../errors.js';
import { AverageNeighbors } from './average.js';
import type { History } from './history.js';
import type { NeighborTable } from './neighbors.js';
import type { SimilarItem } from './options.js';
import { checkK, RecommenderModel, type ModelBase } from './recommender.js';
import { itemsTensor, readBase, saveRecommender, startsTensor, tensor, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';

/** How the values of a history become a score. */
export type Aggregate = 'sum' | 'average';

/** The options a model was fitted with. */
export interface ItemKNNSettings {
  readonly nNeighbors: number;
  readonly aggregate: Aggregate;
}

/** @internal */
export const ITEM_KNN: Constraints<ItemKNNSettings> = { nNeighbors: integer(50, 1), aggregate: oneOf('sum', 'sum', 'average') };

/** A fitted ItemKNN. */
export class ItemKNNModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'ItemKNNModel';

  /** The nearest items of each item; undefined for `average`, which finds them when it predicts. @internal */
  readonly table: NeighborTable | undefined;
  readonly options: ItemKNNSettings;
  #average: AverageNeighbors | undefined;
  /** By item: its place among those asked for, from 1; all 0 between two calls. */
  #asked: Int32Array | undefined;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: ItemKNNSettings, table: NeighborTable | undefined) {
    super(base);
    this.options = options;
    this.table = table;
  }

  /** @internal */
  protected readonly needsHistory = true;

  /** @internal */
  protected get nothing(): number | null {
    return this.table ? 0 : null;
  }

  /** @internal */
  protected get cost(): number {
    if (!this.table || !this.interactions) return this.items.size;
    const itemsPerUser = this.interactions.events.items.length / Math.max(1, this.interactions.users.size);
    return this.items.size + (itemsPerUser * this.table.ids.length) / this.items.size;
  }

  /** @internal */
  protected openScorer(work: number): Scorer {
    const n = this.items.size;
    const { table } = this;
    if (!table) {
      return openScorer({}, n, -Infinity, 0, (_, h, history) => this.average().fill(history, h.scores));
    }
    const { starts, weights, ids } = table;
    if (ids instanceof Uint16Array) {
      return openScorer({ starts, weights, ids }, n, Number.MIN_VALUE, work, (run, h, { items }) => {
        h.scores.fill(0);
        run.addNeighbors(h.history, h.values, items.length, h.starts, h.ids, h.weights, h.scores);
      });
    }
    return openScorer({ starts, weights, ids }, n, Number.MIN_VALUE, work, (run, h, { items }) => {
      h.scores.fill(0);
      run.addNeighborsWide(h.history, h.values, items.length, h.starts, h.ids, h.weights, h.scores);
    });
  }

  /** @internal */
  protected parts(history: History, item: number): ScorePart<U, I>[] {
    if (this.table) return this.partsEach(history, [item])[0];
    const { items } = this;
    return this.average()
      .parts(history, item)
      .map(({ place, weight, contribution }) => ({
        kind: 'item',
        item: items.at(history.items[place]),
        weight,
        value: history.values[place],
        contribution,
      }));
  }

  /** One pass over the neighbors of the history for all the items asked for. @internal */
  protected override partsEach(history: History, items: readonly number[]): ScorePart<U, I>[][] {
    if (!this.table) return super.partsEach(history, items);
    const { starts, ids, weights } = this.table;
    const asked = (this.#asked ??= new Int32Array(this.items.size));
    const parts: ScorePart<U, I>[][] = items.map(() => []);
    items.forEach((item, place) => (asked[item] = place + 1));
    for (let place = 0; place < history.items.length; place++) {
      const h = history.items[place];
      const value = history.values[place];
      for (let e = starts[h]; e < starts[h + 1]; e++) {
        const list = asked[ids[e]];
        if (list > 0)
          parts[list - 1].push({ kind: 'item', item: this.items.at(h), weight: weights[e], value, contribution: weights[e] * value });
      }
    }
    const found = items.map((item) => parts[asked[item] - 1]);
    for (const item of items) asked[item] = 0;
    return found;
  }

  /** The larger of the two weights between them, where one is near the other. @internal */
  protected override likeness(i: number, j: number): number {
    return this.table ? Math.max(weightBetween(this.table, i, j), weightBetween(this.table, j, i)) : super.likeness(i, j);
  }

  /** The weights of the item in every row at once: a history is then one pass. @internal */
  protected override scoreOf(item: number): (history: History) => number | null {
    if (!this.table) return super.scoreOf(item);
    const { starts, ids, weights } = this.table;
    const towards = new Float64Array(this.items.size);
    for (let h = 0; h < towards.length; h++) for (let e = starts[h]; e < starts[h + 1]; e++) if (ids[e] === item) towards[h] = weights[e];
    return ({ items, values }) => {
      let sum = 0;
      for (let place = 0; place < items.length; place++) {
        const weight = towards[items[place]];
        if (weight !== 0) sum += weight * values[place];
      }
      return sum;
    };
  }

  /**
   * The items nearest to one, best first, with their cosines.
   * @param k - how many at most (a `sum` model keeps `nNeighbors`). Default 10
   * @throws KindredError `unknown-id`, `invalid-option`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const interactions = Interactions.from([{ u: 1, i: 'a' }, { u: 1, i: 'b' }, { u: 2, i: 'c' }], { user: 'u', item: 'i' });
   * console.log(new ItemKNN().fit(interactions).similarItems('a')); // [ { item: 'b', score: 1 } ]
   * ```
   */
  override similarItems(item: I, k = 10): SimilarItem<I>[] {
    const i = this.items.must(item, 'item');
    checkK(k);
    if (this.table) {
      const { starts, ids, weights } = this.table;
      return Array.from(ids.subarray(starts[i], Math.min(starts[i + 1], starts[i] + k)), (j, e) => ({
        item: this.items.at(j),
        score: weights[starts[i] + e],
      }));
    }
    const cosines = new Float64Array(this.items.size);
    this.average().cosines(i, cosines);
    const best = Array.from(cosines.keys()).filter((j) => cosines[j] > 0);
    best.sort((a, b) => cosines[b] - cosines[a] || a - b);
    return best.slice(0, k).map((j) => ({ item: this.items.at(j), score: cosines[j] }));
  }

  /**
   * The model as a safetensors file.
   * @throws KindredError `unsupported`: an `average` model finds its neighbors among the interactions, so it cannot be saved without users
   */
  toBytes(options: SaveOptions = {}): Uint8Array {
    if (!this.table && options.users === false) {
      throw new KindredError(
        'unsupported',
        'an ItemKNN with "aggregate": "average" scores by the interactions themselves: it cannot be saved without users',
      );
    }
    const table = this.table && {
      'neighbors.starts': this.table.starts,
      'neighbors.ids': this.table.ids,
      'neighbors.weights': this.table.weights,
    };
    return saveRecommender(this as unknown as RecommenderModel, ItemKNNModel.type, options, {
      settings: { options: this.options },
      tensors: { ...table },
    });
  }

  /**
   * Open a file written by `toBytes`: arrays stay where they lie in the bytes.
   * @throws KindredError `file-corrupt`, `file-version`
   */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): ItemKNNModel<U, I> {
    return openModel(bytes, ItemKNNModel.type, (file) => {
      const base = readBase<U, I>(file);
      const options = checkOptions<ItemKNNSettings>(ItemKNNModel.type, ITEM_KNN, file.settings['options']);
      requireThat(options.aggregate === 'sum' || base.interactions !== undefined, 'an average lacks its interactions');
      return new ItemKNNModel(base, options, options.aggregate === 'sum' ? readTable(file, base.items.size) : undefined);
    });
  }

  private average(): AverageNeighbors {
    return (this.#average ??= new AverageNeighbors(this.trainingRows(), this.items.size, this.options.nNeighbors));
  }
}

function readTable(file: ModelFile, nItems: number): NeighborTable {
  const ids = itemsTensor(file, 'neighbors.ids', nItems);
  const weights = tensor(file, 'neighbors.weights', Float32Array, ids.length);
  requireThat(weights.every(Number.isFinite), 'a neighbor has no cosine');
  return { starts: startsTensor(file, 'neighbors.starts', nItems, ids.length), ids, weights };
}

function weightBetween({ starts, ids, weights }: NeighborTable, i: number, j: number): number {
  for (let e = starts[i]; e < starts[i + 1]; e++) if (ids[e] === j) return weights[e];
  return 0;
}
