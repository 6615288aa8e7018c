/**
 * Gamma-Gamma: what a purchase of each customer is worth. The purchases of a customer scatter around a mean of their own, and these means around that of the shop, both
 * by gamma distributions. The parameters are those of the greatest likelihood (Fader & Hardie, The Gamma-Gamma model of monetary value, 2013).
 * @module
 */
import { log } from '../../assembly/exact.js';
import { checkOptions } from '../check.js';
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { gammaGammaCurve } from './gamma-gamma-likelihood.js';
import { GAMMA_GAMMA_PARAMETERS, GammaGammaModel } from './gamma-gamma-model.js';
import { LIFETIME, mostLikely, type LifetimeOptions } from './lifetime-fit.js';
import { counted, valuesOf } from './lifetime-summary.js';

/** The recipe; `fit` makes the model. */
export class GammaGamma {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'GammaGamma';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<LifetimeOptions>>;

  /**
   * @param options - the penalty counts v in the unit of the amounts, as in lifetimes
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { GammaGamma, Table } from 'kindred';
   * const customers = Table.from({ frequency: [1, 2, 5, 3, 8, 1, 4, 0], monetary: [20, 35, 30, 60, 22, 90, 41, null] });
   * const model = new GammaGamma().fit(customers);
   * console.log(model.nCustomers, model.converged); // 7 true
   * const value = model.expectedValue(customers);
   * console.log(value[5]! < 90, value[7] === model.populationMean); // true true
   * ```
   */
  constructor(options: LifetimeOptions = {}) {
    this.options = checkOptions<Required<LifetimeOptions>>('GammaGamma', LIFETIME, options);
  }

  /**
   * @param summary - one row a customer, as `purchaseSummary` makes it: `frequency` (repeat purchases) and `monetary` (their mean). Customers without repeat purchases are left out. The order
   * of the rows does not matter. The model takes for granted that how much customers spend has nothing to do with how often they buy: look at `correlation` first
   * @throws KindredError `invalid-data` for no customer who came back, or a row that cannot be; `unknown-column`; `cancelled`
   */
  fit(summary: Table, work?: LongWork): GammaGammaModel {
    return drain(this.steps(summary), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(summary: Table, work?: LongWork): Promise<GammaGammaModel> {
    return drainAsync(this.steps(summary), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [GammaGammaModel];
  }

  /** @internal */
  steps(summary: Table): Steps<GammaGammaModel> {
    return fitted(this, [summary], this.train(summary));
  }

  private *train(summary: Table): Steps<GammaGammaModel> {
    const { frequency, monetary } = valuesOf(summary);
    const { rows, counts } = counted([frequency, monetary], (row) => frequency[row] > 0);
    if (rows.length === 0)
      throw new KindredError(
        'invalid-data',
        `some customers must have bought again: none of ${frequency.length} has, so there are no repeat purchases to value`,
      );
    const spenders = rows.map((row, at) => ({ x: frequency[row], mean: monetary[row], count: counts[at] }));
    const n = counts.reduce((sum, count) => sum + count, 0);
    const mean = spenders.reduce((sum, { mean: m, count }) => sum + m * count, 0) / n;
    const curve = gammaGammaCurve(spenders, this.options.penalizer);
    const unpenalized = this.options.penalizer === 0 ? curve : gammaGammaCurve(spenders, 0);
    const start = [log(2), log(3), log(mean)]; // the mean is p v / (q - 1)
    const plain = (logs: Float64Array) => -n * unpenalized(logs).value;
    const { values, covariance, found } = yield* mostLikely(
      GAMMA_GAMMA_PARAMETERS,
      curve,
      start,
      this.options,
      n,
      plain,
      'fitting Gamma-Gamma',
    );
    const warnings = values[1] > 1 ? found.warnings : [...found.warnings, NO_MEAN];
    return new GammaGammaModel(values, covariance, { ...found, warnings });
  }
}

const NO_MEAN =
  'The values spread so far that the mean of the shop has no bound (q is at most 1): what customers without repeat purchases are worth is not told. Leave single huge orders out, or try a "penalizer".';
