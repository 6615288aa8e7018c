/**
 * ItemScorer: what a page needs of an ItemKNNModel. It opens the same file and gives the same numbers, and leaves out what only files with people, ratings or shaped lists
 * need, which is more than half of the code.
 * @module
 */
import { checkK, checkOptions } from '../check.js';
import type { Duplicates } from '../data/events.js';
import { Explanation } from '../data/explanation.js';
import { Ids, type Id } from '../data/ids.js';
import { openModel, requireThat, type ModelFile } from '../data/model-file.js';
import type { Recipe } from '../data/recipe.js';
import { MAX_TIME } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { bestOf, filterOf, leaveOut, LIST } from './candidates.js';
import { rowOf, type Row } from './entries.js';
import { itemPart } from './item-scores.js';
import { neighborsIn } from './item-sums.js';
import type { KNNSettings } from './knn-options.js';
import { nearestIn, readTable, tableScorer, type NeighborTable } from './neighbor-table.js';
import type { Recommendation, RecommendOptions, SimilarItem } from './options.js';
import { popularityPart, type ItemPart, type NamedPart } from './score-part.js';
import { Scorers } from './scorers.js';
import { duplicatesOf, popularityTensor } from './tensors.js';
import { binary, checkRange } from './weigh.js';

/** Whom an ItemScorer scores. Times are a Date or milliseconds: they tell which of several values of an item is the last. */
export interface HistoryOf<I extends Id> {
  readonly history: readonly (I | { readonly item: I; readonly value?: number; readonly time?: Date | number })[];
}

/** The options of `recommend` that an ItemScorer has. */
export type ItemScorerOptions<I extends Id> = Pick<RecommendOptions<I>, 'k' | 'exclude' | 'items' | 'where' | 'excludeSeen' | 'fallback'>;

type Checked = Required<Pick<ItemScorerOptions<never>, 'k' | 'excludeSeen' | 'fallback'>>;

/**
 * The small way to recommend in a page or an edge worker: opens the file of an `ItemKNNModel` fitted with `aggregate: 'sum'` and gives the same lists, scores and explanations
 * for a history, bit for bit. Files of ratings (`'average'`, `center`), with `minNeighbors`, decay or a weight other than `'binary'`, and what only the model does (users by id, boosts,
 * diversity, pins), need `ItemKNNModel`.
 * @example
 * ```ts
 * import { Interactions, ItemKNN, ItemScorer } from 'kindred';
 * const orders = [
 *   { customer: 'ann', sku: 'tea' }, { customer: 'ann', sku: 'jam' },
 *   { customer: 'bob', sku: 'tea' }, { customer: 'bob', sku: 'jam' }, { customer: 'eve', sku: 'tea' },
 * ];
 * const bytes = new ItemKNN().fit(Interactions.from(orders, { user: 'customer', item: 'sku' })).toBytes({ users: false });
 * const scorer = ItemScorer.fromBytes<string>(bytes);
 * console.log(scorer.recommend({ history: ['tea'] }, { k: 3 }).map(({ item }) => item)); // [ 'jam' ]
 * ```
 */
export class ItemScorer<I extends Id = Id> {
  /** The file it opens: that of an ItemKNNModel. */
  static readonly type = 'ItemKNNModel';

  readonly #scorers: Scorers;
  #asked: Int32Array | undefined;

  private constructor(
    /** The items it knows. */
    readonly items: Ids<I>,
    /** How many users each item has, by item number. */
    readonly popularity: Int32Array,
    private readonly table: NeighborTable,
    private readonly duplicates: Duplicates | null,
    private readonly isBinary: boolean,
  ) {
    this.#scorers = new Scorers(
      (work) => tableScorer(table, items.size, work),
      () => table.ids.byteLength + table.weights.byteLength,
    );
  }

  /**
   * The best items for a history, best first, equal scores in id order; fewer than k where fewer have a score above 0.
   * @param who - `{ history }`: items, or `{ item, value, time }`, of which it leaves out those it does not know; without any, the fallback
   * @throws KindredError `invalid-option`, `unknown-option`, `invalid-data`
   */
  recommend(who: HistoryOf<I>, options: ItemScorerOptions<I> = {}): Recommendation<I>[] {
    const { k, excludeSeen, fallback } = checkOptions('recommend', LIST, options) as Checked;
    const filter = filterOf(options, this.items);
    const row = this.historyRow(who);
    const falls = row.items.length === 0;
    if (falls && fallback === 'none') return [];
    return this.#scorers.with((scorer) => {
      if (falls) scorer.scores.set(this.popularity);
      else scorer.fill({ ...row, user: -1 });
      leaveOut(scorer.scores, this.items, excludeSeen ? row.items : row.items.subarray(0, 0), filter);
      return bestOf(scorer, this.items, k, scorer.least, falls ? 'popular' : 'model');
    });
  }

  /**
   * Why an item has its score for a history: the parts, one an item of the history, whose left-to-right sum is the score, bit for bit. Where `recommend` falls back, the one
   * part is the number of users of the item.
   * @throws KindredError `unknown-id`, `unknown-option`, `invalid-data`
   */
  explain(who: HistoryOf<I>, item: I): Explanation<ItemPart<I> | NamedPart> {
    const i = this.items.must(item, 'item');
    const history = { ...this.historyRow(who), user: -1 };
    if (history.items.length === 0) return new Explanation([popularityPart(this.popularity[i])]);
    const asked = (this.#asked ??= new Int32Array(this.items.size));
    const [neighbors] = neighborsIn(this.table, history.items, history.values, [i], asked);
    return new Explanation(
      neighbors.map((neighbor) => itemPart(this.items, history, neighbor)),
      0,
    );
  }

  /**
   * The items nearest to one, best first, with their similarities.
   * @param k - how many at most, of the `nNeighbors` that the file has. Default 10
   * @throws KindredError `unknown-id`, `invalid-option`
   */
  similarItems(item: I, k = 10): SimilarItem<I>[] {
    return nearestIn(this.table, this.items, this.items.must(item, 'item'), checkK(k));
  }

  /**
   * Open a file written by `ItemKNNModel.toBytes`: arrays stay where they lie in the bytes.
   * @throws KindredError `file-corrupt`, `file-version`; `unsupported` for one that needs an ItemKNNModel
   */
  static fromBytes<I extends Id = Id>(bytes: Uint8Array): ItemScorer<I> {
    return openModel(bytes, ItemScorer.type, (file) => {
      const items = Ids.fromTensors<I>(file.tensors, 'items');
      const onlyWhether = plainWeight(file) === 'binary';
      return new ItemScorer(items, popularityTensor(file, items.size), readTable(file, items.size), duplicatesOf(file), onlyWhether);
    });
  }

  private historyRow(who: HistoryOf<I>): Row {
    if (typeof who !== 'object' || who === null) throw new KindredError('invalid-data', mustBe('who', '{ history: [...] }', who));
    const other = Object.keys(who).find((name) => name !== 'history');
    if (other !== undefined) throw new KindredError('unknown-option', `an ItemScorer is told a person by { history }, got ${show(other)}`);
    const { items, values } = rowOf(who.history, this.items, this.duplicates, { moment });
    const weighed = this.isBinary ? binary(values) : values;
    checkRange(weighed, 'the values of "history"');
    return { items, values: weighed };
  }
}

/** The weight of the recipe. @throws KindredError `file-corrupt`; `unsupported` for what takes more than plain sums */
function plainWeight({ settings }: ModelFile): Recipe['weight'] {
  const { options, recipe } = settings as { options: Partial<KNNSettings> | null; recipe: Recipe | null };
  requireThat(typeof options === 'object' && options !== null && typeof recipe === 'object' && recipe !== null, 'its settings are missing');
  const { aggregate, center = 'none', minNeighbors = 1 } = options;
  const { decay, weight = 'binary' } = recipe;
  const plain = { aggregate: 'sum', center: 'none', minNeighbors: 1, weight: 'binary', decay: undefined };
  const given = { aggregate, center, minNeighbors, weight, decay };
  for (const [name, value] of Object.entries(given))
    if (value !== plain[name as keyof typeof plain])
      throw new KindredError('unsupported', `the file was fitted with ${show(name)}: ${show(value)}, which takes ItemKNNModel to open`);
  return recipe.weight;
}

function moment(time: unknown, where: string): number {
  const ms = time instanceof Date ? time.getTime() : time;
  if (typeof ms !== 'number' || !(Math.abs(ms) <= MAX_TIME))
    throw new KindredError('invalid-data', `${where} must be a Date or a number of milliseconds, got ${show(time)}`);
  return ms;
}
