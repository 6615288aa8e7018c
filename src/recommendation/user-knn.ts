/**
 * UserKNN: recommendations by the users who took the same (Resnick et al. 1994; Herlocker et al. 1999). knn-options.ts has the options, user-scores.ts the two ways
 * to score.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { fitCenters } from './centers-fit.js';
import { KNN, type KNNOptions, type KNNSettings } from './knn-options.js';
import type { Changed } from './receipt.js';
import { forgotten, prepare, updated } from './training.js';
import { UserKNNModel } from './user-knn-model.js';

/**
 * The recipe; `fit` makes the model, which compares users when it is asked. A user of the data is no neighbor of itself; a history given by hand is nobody's, so
 * the history of somebody in the data finds that person, as a rule first: name the user instead.
 */
export class UserKNN {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'UserKNN';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: KNNSettings;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Interactions, UserKNN } from 'kindred';
   * const ratings = [
   *   { who: 'ann', what: 'tea', stars: 5 }, { who: 'ann', what: 'jam', stars: 2 },
   *   { who: 'bob', what: 'tea', stars: 4 }, { who: 'bob', what: 'jam', stars: 1 }, { who: 'bob', what: 'mug', stars: 4 },
   * ];
   * const interactions = Interactions.from(ratings, { user: 'who', item: 'what', value: 'stars' });
   * const model = new UserKNN({ aggregate: 'average', center: 'user', similarity: 'pearson' }).fit(interactions);
   * console.log(model.predict('ann', 'mug')); // 4.5
   * ```
   */
  constructor(options: KNNOptions = {}) {
    this.options = checkOptions<KNNSettings>('UserKNN', KNN, options);
  }

  /** @throws KindredError `invalid-data` for no interactions, or values outside 1e-9 to 1e9; `cancelled` */
  fit<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): UserKNNModel<U, I> {
    return drain(this.steps(interactions), work);
  }

  /** As `fit`, giving way to other work between the steps. */
  fitAsync<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): Promise<UserKNNModel<U, I>> {
    return drainAsync(this.steps(interactions), work);
  }

  /** The model fitted on its own interactions and more, with the model's options. @throws KindredError `no-training-data`, `invalid-data` */
  update<U extends Id, I extends Id>(model: UserKNNModel<U, I>, more: Interactions<U, I>): Changed<UserKNNModel<U, I>> {
    return updated<U, I, UserKNNModel<U, I>>(model, UserKNNModel<U, I>, more, (own) => new UserKNN(model.options).fit(own));
  }

  /** The model fitted without one user. @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left */
  forget<U extends Id, I extends Id>(model: UserKNNModel<U, I>, user: U): Changed<UserKNNModel<U, I>> {
    return forgotten<U, I, UserKNNModel<U, I>>(model, UserKNNModel<U, I>, user, (own) => new UserKNN(model.options).fit(own));
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [UserKNNModel];
  }

  /** @internal */
  steps<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<UserKNNModel<U, I>> {
    return fitted(this, [interactions], this.train(interactions));
  }

  private *train<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<UserKNNModel<U, I>> {
    const { base, rows } = prepare(interactions);
    const centers = yield* fitCenters(this.options.center, 'users', rows, base.items.size);
    yield { done: 1, total: 1, stage: 'fitting' };
    return new UserKNNModel(base, this.options, centers);
  }
}
