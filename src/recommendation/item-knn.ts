/**
 * ItemKNN: recommendations by the items that the same users took (Sarwar et al. 2001; Deshpande & Karypis 2004). knn-options.ts has the options, item-sums.ts and
 * average.ts the two ways to score.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { fitCenters } from './centers-fit.js';
import { ItemKNNModel } from './item-knn-model.js';
import { KNN, type KNNOptions, type KNNSettings } from './knn-options.js';
import { affected, patch, touchedItems } from './neighbor-update.js';
import { nearestItems } from './neighbors.js';
import type { Changed } from './receipt.js';
import { isLocal } from './recipe.js';
import { forgotten, prepare, trainedOn, updated, withoutUser } from './training.js';

/** The recipe; `fit` makes the model. */
export class ItemKNN {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'ItemKNN';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: KNNSettings;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const interactions = Interactions.from(
   *   [{ who: 'ann', what: 'tea' }, { who: 'ann', what: 'jam' }, { who: 'bob', what: 'tea' }],
   *   { user: 'who', item: 'what' },
   * );
   * const model = new ItemKNN({ nNeighbors: 50 }).fit(interactions);
   * console.log(model.recommend('bob').map(({ item }) => item)); // [ 'jam' ]
   * ```
   */
  constructor(options: KNNOptions = {}) {
    this.options = checkOptions<KNNSettings>('ItemKNN', KNN, options);
  }

  /**
   * @throws KindredError `invalid-data` for no interactions, or values outside 1e-9 to 1e9; `cancelled`
   */
  fit<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): ItemKNNModel<U, I> {
    return drain(this.steps(interactions), work);
  }

  /** As `fit`, giving way to other work between the steps. */
  fitAsync<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): Promise<ItemKNNModel<U, I>> {
    return drainAsync(this.steps(interactions), work);
  }

  /**
   * The model fitted on its own interactions and more, byte for byte, computing only the rows that changed. Recipe and options stay the model's.
   * @throws KindredError `no-training-data`, `invalid-data`
   */
  update<U extends Id, I extends Id>(model: ItemKNNModel<U, I>, more: Interactions<U, I>): Changed<ItemKNNModel<U, I>> {
    if (model instanceof ItemKNNModel && !isLocal(model.recipe))
      return updated<U, I, ItemKNNModel<U, I>>(model, ItemKNNModel<U, I>, more, (own) => new ItemKNN(model.options).fit(own));
    const before = trainedOn(model, ItemKNNModel<U, I>);
    const after = before.concat(more).compact();
    const moved = Int32Array.from(before.items.values, (id) => after.items.indexOf(id));
    const touched = touchedItems(more, after, model.options.similarity === 'adjusted-cosine');
    return this.change(model, 'update', after, moved, affected(touched, after.rows(), after.nItems));
  }

  /**
   * The model fitted without one user, byte for byte, computing only the rows that the user touched.
   * @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left
   */
  forget<U extends Id, I extends Id>(model: ItemKNNModel<U, I>, user: U): Changed<ItemKNNModel<U, I>> {
    if (model instanceof ItemKNNModel && !isLocal(model.recipe))
      return forgotten<U, I, ItemKNNModel<U, I>>(model, ItemKNNModel<U, I>, user, (own) => new ItemKNN(model.options).fit(own));
    const before = trainedOn(model, ItemKNNModel<U, I>);
    const after = withoutUser(before, user).compact();
    const moved = Int32Array.from(before.items.values, (id) => after.items.indexOf(id));
    const hit = affected(before.itemsOf(user), before.rows(), before.nItems);
    const rows = new Uint8Array(after.nItems);
    moved.forEach((to, i) => to >= 0 && (rows[to] = hit[i]));
    return this.change(model, 'forget', after, moved, rows);
  }

  private change<U extends Id, I extends Id>(
    model: ItemKNNModel<U, I>,
    action: 'update' | 'forget',
    after: Interactions<U, I>,
    moved: Int32Array,
    hit: Uint8Array,
  ): Changed<ItemKNNModel<U, I>> {
    const rows = Int32Array.from(hit.keys()).filter((i) => hit[i]);
    const { options } = model;
    const { base, rows: byUser } = prepare(after);
    const fresh = model.table && drain(nearestItems(byUser, after.nItems, options, rows));
    const table = model.table && patch(model.table, moved, fresh!, rows, after.nItems);
    const centers = drain(fitCenters(options.center, 'items', byUser, after.nItems));
    return {
      model: new ItemKNNModel(base, options, centers, table),
      receipt: {
        action,
        method: 'recomputed',
        rowsRecomputed: table ? rows.length : 0,
        rows: after.nItems,
        eventsBefore: model.interactions!.events.items.length,
        eventsAfter: after.nEvents,
      },
    };
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [ItemKNNModel];
  }

  /** @internal */
  steps<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<ItemKNNModel<U, I>> {
    return fitted(this, [interactions], this.train(interactions));
  }

  private *train<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<ItemKNNModel<U, I>> {
    const { base, rows } = prepare(interactions);
    const n = base.items.size;
    const centers = yield* fitCenters(this.options.center, 'items', rows, n);
    yield { done: 0, total: n, stage: 'comparing items' };
    const table = this.options.aggregate === 'sum' ? yield* nearestItems(rows, n, this.options) : undefined;
    return new ItemKNNModel(base, this.options, centers, table);
  }
}
