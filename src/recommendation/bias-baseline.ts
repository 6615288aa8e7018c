/**
 * BiasBaseline: mean + b(u) + b(i), by alternating least squares: b(i) = sum over its users of (r − mean − b(u)) / (regItems + n), then the same for users, with
 * `regUsers`, `nEpochs` times (Koren 2010, section 2.1; as in Surprise's BaselineOnly).
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { BIAS_BASELINE, BiasBaselineModel, type BiasBaselineSettings } from './bias-baseline-model.js';
import { fitBiases } from './centers-fit.js';
import type { Changed } from './receipt.js';
import { forgotten, prepare, updated } from './training.js';

export interface BiasBaselineOptions {
  /** How often both sides are fitted. Default 10. */
  nEpochs?: number;
  /** How strongly the biases of users are drawn to 0, in ratings. Default 15. */
  regUsers?: number;
  /** The same for items. Default 10. */
  regItems?: number;
}

/** The recipe; `fit` makes the model. */
export class BiasBaseline {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'BiasBaseline';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: BiasBaselineSettings;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { BiasBaseline, Interactions } from 'kindred';
   * const ratings = [{ who: 'ann', what: 'tea', stars: 5 }, { who: 'ann', what: 'jam', stars: 3 }, { who: 'bob', what: 'tea', stars: 4 }];
   * const interactions = Interactions.from(ratings, { user: 'who', item: 'what', value: 'stars' });
   * const model = new BiasBaseline({ regUsers: 0, regItems: 0 }).fit(interactions);
   * console.log(model.explain('bob', 'jam').parts.map(({ name }) => name)); // [ 'mean', 'user bias', 'item bias' ]
   * ```
   */
  constructor(options: BiasBaselineOptions = {}) {
    this.options = checkOptions<BiasBaselineSettings>('BiasBaseline', BIAS_BASELINE, options);
  }

  /** @throws KindredError `invalid-data`, `cancelled` */
  fit<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): BiasBaselineModel<U, I> {
    return drain(this.steps(interactions), work);
  }

  /** As `fit`, giving way to other work between the epochs. */
  fitAsync<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): Promise<BiasBaselineModel<U, I>> {
    return drainAsync(this.steps(interactions), work);
  }

  /** The model fitted on its own interactions and more, with the model's options. @throws KindredError `no-training-data`, `invalid-data` */
  update<U extends Id, I extends Id>(model: BiasBaselineModel<U, I>, more: Interactions<U, I>): Changed<BiasBaselineModel<U, I>> {
    return updated<U, I, BiasBaselineModel<U, I>>(model, BiasBaselineModel<U, I>, more, (own) => new BiasBaseline(model.options).fit(own));
  }

  /** The model fitted without one user. @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left */
  forget<U extends Id, I extends Id>(model: BiasBaselineModel<U, I>, user: U): Changed<BiasBaselineModel<U, I>> {
    return forgotten<U, I, BiasBaselineModel<U, I>>(model, BiasBaselineModel<U, I>, user, (own) =>
      new BiasBaseline(model.options).fit(own),
    );
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [BiasBaselineModel];
  }

  /** @internal */
  steps<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<BiasBaselineModel<U, I>> {
    return fitted(this, [interactions], this.train(interactions));
  }

  private *train<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<BiasBaselineModel<U, I>> {
    const { base, rows } = prepare(interactions);
    return new BiasBaselineModel(base, this.options, yield* fitBiases(rows, base.items.size, this.options));
  }
}
