/**
 * How customers buy, as far as the days they bought on tell: BG/NBD and Gamma-Gamma, fitted to the orders up to a moment, and what they say of the days after it.
 * @module
 */
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { purchaseSummary } from '../regression/purchase-summary.js';
import type { Steps } from '../progress.js';
import { BGNBD } from '../regression/bg-nbd.js';
import type { BGNBDModel } from '../regression/bg-nbd-model.js';
import { GammaGamma } from '../regression/gamma-gamma.js';
import type { GammaGammaModel } from '../regression/gamma-gamma-model.js';
import type { Untold } from './outlook-facts.js';

/** As far as it is looked ahead: a year of months of 30 days. */
export const AHEAD = { months: 12, days: 360 };

/** So many customers must have bought on more than one day. */
const LEAST_REPEATERS = 30;
/** Where the orders alone do not tell a parameter: see `penalizer`. */
const PENALIZER = 0.01;
const MAX_ITER = 200;

type LifetimeModel = { readonly nIter: number };

export interface Lifetimes {
  /** One row a customer, in id order. */
  readonly summary: Table;
  /** How often. */
  readonly bgnbd: BGNBDModel;
  /** For how much; null where the amounts fit no such model. */
  readonly gammaGamma: GammaGammaModel | null;
}

/** @param orders - with customer, order, time and amount @param asOf - as `purchaseSummary` takes it */
export function* lifetimesOf(orders: Table, asOf?: number): Steps<Lifetimes | Untold> {
  const summary = purchaseSummary(orders, {
    customer: 'customer',
    order: 'order',
    time: 'time',
    amount: 'amount',
    ...(asOf === undefined ? {} : { asOf }),
  });
  const repeaters = summary.column('frequency', 'number').values.filter((x) => x > 0).length;
  if (repeaters < LEAST_REPEATERS) return 'nobody returns';
  const bgnbd = yield* fitted(
    (options) => new BGNBD({ ...options, maxIter: MAX_ITER }).steps(summary),
    () => true,
  );
  if (bgnbd === null) return 'no fit';
  return {
    summary,
    bgnbd,
    gammaGamma: yield* fitted((options) => new GammaGamma({ ...options, maxIter: MAX_ITER }).steps(summary), hasMean),
  };
}

/** Spread too far, amounts have no mean. */
const hasMean = (model: GammaGammaModel) => Number.isFinite(model.populationMean);

/**
 * Without a penalty where that comes to an end, else with one; null where neither does. A parameter that the orders do not tell is no reason to refuse: what is
 * foretold hardly hangs on it (the model then has no intervals).
 */
function* fitted<M extends LifetimeModel>(fit: (options: { penalizer: number }) => Steps<M>, fits: (model: M) => boolean): Steps<M | null> {
  for (const penalizer of [0, PENALIZER]) {
    try {
      const model = yield* fit({ penalizer });
      if (model.nIter < MAX_ITER && fits(model)) return model;
    } catch (error) {
      if (!(error instanceof KindredError) || error.code === 'cancelled') throw error;
    }
  }
  return null;
}
