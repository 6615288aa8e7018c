/**
 * GammaGammaModel: what a purchase of each customer is worth, a weighted mean of their own and the shop's.
 * @module
 */
import { exp, log } from '../../assembly/exact.js';
import { checkOptions } from '../check.js';
import { Explanation } from '../data/explanation.js';
import { openModel } from '../data/model-file.js';
import { Table } from '../data/table.js';
import { withCustomer } from './bg-nbd-model.js';
import { level, lifetimeFile, LifetimeModel, type LifetimeFit } from './lifetime-model.js';
import { valuesOf } from './lifetime-summary.js';

/** The parameters' names, in the order of the file. */
export const GAMMA_GAMMA_PARAMETERS = ['p', 'q', 'v'] as const;

/** Purchases of a customer are ~ Gamma(p, rate), the rates of customers ~ Gamma(q, v). */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  /** In the unit of the amounts. */
  readonly v: number;
}

/** A mean, and what it gives to the score: weight * mean (the weights are 1 together). */
export interface ValuePart {
  readonly kind: 'shop' | 'own';
  readonly weight: number;
  readonly mean: number;
  readonly contribution: number;
}

/** A fitted GammaGamma. */
export class GammaGammaModel extends LifetimeModel<keyof GammaGammaParameters> {
  /** The name in a model file. */
  static readonly type = 'GammaGammaModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(values: Float64Array, covariance: Float64Array, found: LifetimeFit) {
    super(GammaGammaModel.type, GAMMA_GAMMA_PARAMETERS, values, covariance, found);
  }

  /** What a purchase is worth in the mean of all customers; Infinity where q is at most 1. */
  get populationMean(): number {
    return expectedValueOf(this.values, 0, NaN);
  }

  /**
   * What a purchase of each customer is expected to be worth; of one without repeat purchases: the mean of all customers.
   * @param summary - as for `fit`
   * @throws KindredError `invalid-data`, `unknown-column`
   */
  expectedValue(summary: Table): Float64Array {
    return valuesBy(this.values, valuesOf(summary));
  }

  /**
   * One row a customer: `customer` where the summary has it, then `expectedValue` with `expectedValueLow` and `expectedValueHigh`: how sure the fitted parameters make it (delta
   * method). The bounds are missing where the search did not reach the top; parameters that the data do not tell are taken as they are.
   * @param summary - as for `fit`
   * @throws KindredError `invalid-option`, `invalid-data`, `unknown-column`
   */
  predict(summary: Table, options: { level?: number } = {}): Table {
    const { level: sure } = checkOptions<{ level: number }>('predict', { level }, options);
    const rows = valuesOf(summary);
    const { low, high } = this.intervals((values) => valuesBy(values, rows).map(log), sure);
    const predictions = { expectedValue: valuesBy(this.values, rows), expectedValueLow: low.map(exp), expectedValueHigh: high.map(exp) };
    return withCustomer(summary, Table.from(predictions));
  }

  /**
   * How much of the expected value is the shop's mean and how much the customer's own: two parts, whose sum is the score.
   * @param customer - the cells of a row of the summary
   * @throws KindredError `invalid-data`
   * @example
   * ```ts
   * import { GammaGamma, Table } from 'kindred';
   * const customers = Table.from({ frequency: [1, 2, 5, 3, 8, 1, 4], monetary: [20, 35, 30, 60, 22, 90, 41] });
   * const why = new GammaGamma().fit(customers).explain({ frequency: 1, monetary: 90 });
   * const [shop, own] = why.parts;
   * console.log(why.score === shop!.contribution + own!.contribution, own!.mean); // true 90
   * ```
   */
  explain({ frequency, monetary }: Readonly<{ frequency: number; monetary: number | null }>): Explanation<ValuePart> {
    valuesOf(Table.from({ frequency: [frequency], monetary: Float64Array.of(monetary ?? NaN) }));
    const { p, q } = this.parameters;
    const [shop, own] = contributions(this.values, frequency, monetary ?? NaN);
    const weight = frequency === 0 ? 0 : (p * frequency) / (p * frequency + q - 1);
    return new Explanation<ValuePart>([
      { kind: 'shop', weight: 1 - weight, mean: this.populationMean, contribution: shop },
      { kind: 'own', weight, mean: frequency === 0 ? NaN : monetary!, contribution: own },
    ]);
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): GammaGammaModel {
    return openModel(bytes, GammaGammaModel.type, (file) => {
      const { values, covariance, found } = lifetimeFile(file, GAMMA_GAMMA_PARAMETERS.length);
      return new GammaGammaModel(values, covariance, found);
    });
  }
}

/** Equation (5): p v / (p x + q - 1) of the shop, p x mean / (p x + q - 1) of the customer. */
function contributions([p, q, v]: Float64Array, x: number, mean: number): [shop: number, own: number] {
  const below = p * x + q - 1;
  if (!(below > 0)) return [Infinity, 0];
  return [(p * v) / below, x === 0 ? 0 : (p * x * mean) / below];
}

function expectedValueOf(values: Float64Array, x: number, mean: number): number {
  const [shop, own] = contributions(values, x, mean);
  return shop + own;
}

/** @internal */
export const valuesBy = (values: Float64Array, { frequency, monetary }: ReturnType<typeof valuesOf>): Float64Array =>
  frequency.map((x, row) => expectedValueOf(values, x, monetary[row]));
