/**
 * BG/NBD: who still buys, and how often. A live customer buys at a rate of their own, ~ Gamma(r, alpha); after each purchase they leave with a probability of their
 * own, ~ Beta(a, b). The parameters are those of the greatest likelihood (Fader, Hardie & Lee, "Counting your customers" the easy way, 2005).
 * @module
 */
import { log } from '../../assembly/exact.js';
import { checkOptions } from '../check.js';
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { bgnbdCurve } from './bg-nbd-likelihood.js';
import { BGNBDModel, BG_NBD_PARAMETERS } from './bg-nbd-model.js';
import { LIFETIME, mostLikely, type LifetimeOptions } from './lifetime-fit.js';
import { historiesOf } from './lifetime-summary.js';

/** The recipe; `fit` makes the model. */
export class BGNBD {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'BGNBD';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<LifetimeOptions>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { BGNBD, Table } from 'kindred';
   * const customers = Table.from({
   *   frequency: [0, 0, 0, 1, 2, 3, 6, 1, 4, 9],
   *   recency: [0, 0, 0, 40, 90, 100, 310, 5, 60, 330],
   *   age: [300, 200, 350, 200, 340, 120, 330, 250, 340, 340],
   * });
   * const model = new BGNBD({ penalizer: 0.01 }).fit(customers);
   * console.log(model.converged, model.parameters.alpha > 0); // true true
   * const alive = model.probabilityAlive(customers);
   * console.log(alive[9]! > 0.9, alive[8]! < 0.5); // true true
   * ```
   */
  constructor(options: LifetimeOptions = {}) {
    this.options = checkOptions<Required<LifetimeOptions>>('BGNBD', LIFETIME, options);
  }

  /**
   * @param summary - one row a customer, as `purchaseSummary` makes it: `frequency` (repeat purchases), `recency` (days from the first purchase to the last) and `age` (days from the
   * first purchase to today). Customers of one purchase belong in. The order of the rows does not matter
   * @throws KindredError `invalid-data` for no customers, none who came back, or a row that cannot be; `unknown-column`; `cancelled`
   */
  fit(summary: Table, work?: LongWork): BGNBDModel {
    return drain(this.steps(summary), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(summary: Table, work?: LongWork): Promise<BGNBDModel> {
    return drainAsync(this.steps(summary), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [BGNBDModel];
  }

  /** @internal */
  steps(summary: Table): Steps<BGNBDModel> {
    return fitted(this, [summary], this.train(summary));
  }

  private *train(summary: Table): Steps<BGNBDModel> {
    const histories = historiesOf(summary);
    const n = histories.age.length;
    if (n === 0) throw new KindredError('invalid-data', '"summary" must have customers, got none');
    const oldest = histories.age.reduce((most, v) => Math.max(most, v), 0);
    const buyers = histories.frequency.reduce((count, x) => count + (x > 0 ? 1 : 0), 0);
    if (buyers === 0 || oldest === 0)
      throw new KindredError(
        'invalid-data',
        `some customers must have bought again, on a later day than the first: none of ${n} has, so nothing tells how often customers buy`,
      );
    const curve = bgnbdCurve(histories, this.options.penalizer, oldest);
    const unpenalized = this.options.penalizer === 0 ? curve : bgnbdCurve(histories, 0, oldest);
    const start = [0.1, 0.1 + log(oldest), 0.1, 0.1]; // as lifetimes starts
    const plain = (logs: Float64Array) => -n * unpenalized(logs).value;
    const { values, covariance, found } = yield* mostLikely(BG_NBD_PARAMETERS, curve, start, this.options, n, plain, 'fitting BG/NBD');
    const [, , a, b] = values;
    const warnings = a < NOBODY * b ? [...found.warnings, STAY] : found.warnings;
    return new BGNBDModel(values, covariance, { ...found, warnings });
  }
}

/** Fewer than 1 in 1000 purchases is a last one. */
const NOBODY = 0.001;
const STAY =
  'By these orders nobody leaves: they tell how often customers buy, not who is lost, and the probability of being alive is near 1 for all. The time they span may be too short to see it.';
