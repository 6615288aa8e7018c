/**
 * ItemKNNModel: scores by the items of a history. `sum` reads a table of the nearest items of each item, see item-sums.ts; `average` finds neighbors when it is
 * asked, see average.ts.
 * @module
 */
import { checkK, checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import { openModel, requireThat } from '../data/model-file.js';
import { KindredError } from '../errors.js';
import { AveragedItems } from './average.js';
import { Centers } from './centers.js';
import type { History } from './history.js';
import { itemPart, scorerBy, type ItemScores, type Neighbor } from './item-scores.js';
import { SummedItems } from './item-sums.js';
import { KNN, savedOptions, type KNNSettings } from './knn-options.js';
import { nearestIn, readTable, tableScorer, weightBetween, type NeighborTable } from './neighbor-table.js';
import type { SimilarItem } from './options.js';
import { RecommenderModel, type ModelBase } from './recommender.js';
import { keepsUsers, readBase, saveRecommender, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import type { Scorer } from './scorer.js';
import { Similarities } from './similarity.js';

/** A fitted ItemKNN. */
export class ItemKNNModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'ItemKNNModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** The nearest items of each item; undefined for `average`, which finds them when it predicts. @internal */
  readonly table: NeighborTable | undefined;
  readonly options: KNNSettings;
  private readonly centers: Centers;
  #similarities: Similarities | undefined;
  #scores: ItemScores | undefined;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: KNNSettings, centers: Centers, table: NeighborTable | undefined) {
    super(base);
    this.options = options;
    this.centers = centers;
    this.table = table;
  }

  /** @internal */
  protected readonly needsHistory = true;

  /** @internal */
  protected get nothing(): number | null {
    return this.table && this.options.center === 'none' ? 0 : null;
  }

  /** @internal */
  protected get cost(): number {
    if (!this.table || !this.interactions) return this.items.size;
    const itemsPerUser = this.interactions.events.items.length / Math.max(1, this.interactions.users.size);
    return this.items.size + (itemsPerUser * this.table.ids.length) / this.items.size;
  }

  /** @internal */
  protected override get copied(): number {
    const { table, options } = this;
    return table && options.center === 'none' && options.minNeighbors === 1 ? table.ids.byteLength + table.weights.byteLength : 0;
  }

  /** @internal */
  protected openScorer(work: number): Scorer {
    const n = this.items.size;
    const { table } = this;
    if (!table || this.options.center !== 'none' || this.options.minNeighbors > 1)
      return scorerBy(() => this.scores(), n, this.nothing === null ? -Infinity : Number.MIN_VALUE);
    return tableScorer(table, n, work);
  }

  /** @internal */
  protected parts(history: History, item: number): ScorePart<U, I>[] {
    return this.partsEach(history, [item])[0];
  }

  /** @internal */
  protected override partsEach(history: History, items: readonly number[]): ScorePart<U, I>[][] {
    return this.scores()
      .neighbors(history, items)
      .map((neighbors, e) => this.partsOf(history, items[e], neighbors));
  }

  /** The larger of the two weights between them, where one is near the other. @internal */
  protected override likeness(i: number, j: number): number {
    const { table, options } = this;
    if (!table) return super.likeness(i, j);
    const weight = Math.max(weightBetween(table, i, j), weightBetween(table, j, i));
    if (options.similarity !== 'dot' || weight === 0) return weight;
    return weight / Math.max(table.weights[table.starts[i]], table.weights[table.starts[j]]); // the first of a row is its largest
  }

  /** @internal */
  protected override scoreOf(item: number): (history: History) => number | null {
    const towards = this.scores().towards(item);
    return (history) => {
      const neighbors = towards(history);
      if (neighbors.length < this.options.minNeighbors) return this.nothing;
      const base = this.centers.base(this.centers.person(history), item);
      return neighbors.reduce((sum, { contribution }) => sum + contribution, base);
    };
  }

  /**
   * The items nearest to one, best first, with their similarities: above 0, unless `negative: 'keep'`.
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
    if (this.table) return nearestIn(this.table, this.items, i, k);
    const row = this.similarities().of(i);
    return Array.from(this.similarities().best(row, k), (j) => ({ item: this.items.at(j), score: row[j] }));
  }

  /**
   * The model as a safetensors file.
   * @throws KindredError `unsupported`: an `average` model finds its neighbors among the interactions, so it cannot be saved without users
   */
  toBytes(options: SaveOptions = {}): Uint8Array {
    if (!this.table && !keepsUsers(options)) {
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
      settings: { options: savedOptions(this.options) },
      tensors: { ...this.centers.toTensors(), ...table },
    });
  }

  /**
   * Open a file written by `toBytes`: arrays stay where they lie in the bytes.
   * @throws KindredError `file-corrupt`, `file-version`
   */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): ItemKNNModel<U, I> {
    return openModel(bytes, ItemKNNModel.type, (file) => {
      const base = readBase<U, I>(file);
      const options = checkOptions<KNNSettings>(ItemKNNModel.type, KNN, file.settings['options']);
      requireThat(options.aggregate === 'sum' || base.interactions !== undefined, 'an average lacks its interactions');
      const centers = Centers.fromFile(file, options.center, 'items', base.items.size);
      return new ItemKNNModel(base, options, centers, options.aggregate === 'sum' ? readTable(file, base.items.size) : undefined);
    });
  }

  /** The base, then the neighbors; nothing where there are too few. */
  private partsOf(history: History, item: number, neighbors: readonly Neighbor[]): ScorePart<U, I>[] {
    if (neighbors.length < this.options.minNeighbors) return [];
    return [
      ...this.centers.parts(this.centers.person(history), item),
      ...neighbors.map((neighbor) => itemPart(this.items, history, neighbor)),
    ];
  }

  private similarities(): Similarities {
    return (this.#similarities ??= new Similarities(this.trainingRows(), this.items.size, 'items', this.options));
  }

  private scores(): ItemScores {
    const { table, centers, options } = this;
    return (this.#scores ??= table
      ? new SummedItems(table, centers, this.items.size, options.minNeighbors)
      : new AveragedItems(this.similarities(), centers, options.nNeighbors, options.minNeighbors));
  }
}
