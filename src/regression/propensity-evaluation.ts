/**
 * How good predictions of what customers do next were, on days that the model had not seen.
 * @module
 */
import { Table } from '../data/table.js';
import { bootstrapSteps, type MeasureInterval } from '../evaluation/bootstrap-measure.js';
import { calibrationCurve, type CalibrationBin } from '../evaluation/calibration.js';
import { liftByDecile, type Decile } from '../evaluation/lift.js';
import { brier, logLoss } from '../evaluation/probability-errors.js';
import { rocAuc } from '../evaluation/roc.js';
import type { Steps } from '../progress.js';

/** On the last horizon before `asOf`, by a model that learned from the ones before it only. */
export interface PropensityEvaluation {
  /** The customers as they were known on this day … */
  readonly from: Date;
  /** … and what they did until this one. */
  readonly until: Date;
  readonly nCustomers: number;
  readonly nPositive: number;
  /** nPositive / nCustomers: who guesses by chance is right so often. */
  readonly baseRate: number;
  readonly rocAuc: MeasureInterval;
  readonly logLoss: number;
  /** The log loss of telling everyone the share of the horizons before. */
  readonly logLossOfBaseRate: number;
  readonly brier: number;
  readonly calibration: readonly CalibrationBin[];
  /** Highest probabilities first; fewer than ten parts where there are fewer than ten customers. */
  readonly liftByDecile: readonly Decile[];
  /** The rule without a model, for comparison: whoever bought last buys next (and who did not for longest leaves). */
  readonly naive: { readonly rocAuc: number; readonly liftByDecile: readonly Decile[] };
  /** One row a customer: `customer`, `probability`, `outcome` (what happened), for curves of profit and the like. */
  readonly customers: Table;
}

const BINS = 10;

/** @internal */
export function* evaluated(
  { features, outcome, from, until }: { features: Table; outcome: Uint8Array; from: number; until: number },
  probabilities: Float64Array,
  naive: Float64Array,
  rateBefore: number,
  seed: number,
): Steps<PropensityEvaluation> {
  const n = outcome.length;
  const y = Array.from(outcome, (v) => v === 1);
  const nPositive = outcome.reduce((sum, v) => sum + v, 0);
  const nBins = Math.min(BINS, n);
  return {
    from: new Date(from),
    until: new Date(until),
    nCustomers: n,
    nPositive,
    baseRate: nPositive / n,
    rocAuc: yield* bootstrapSteps(rocAuc, [y, probabilities], { nResamples: 200, stratify: true, seed }),
    logLoss: logLoss(y, probabilities),
    logLossOfBaseRate: logLoss(y, new Float64Array(n).fill(rateBefore)),
    brier: brier(y, probabilities),
    calibration: calibrationCurve(y, probabilities, { nBins: BINS, strategy: 'quantile' }),
    liftByDecile: liftByDecile(y, probabilities, { nBins }),
    naive: { rocAuc: rocAuc(y, naive), liftByDecile: liftByDecile(y, naive, { nBins }) },
    customers: Table.of({
      customer: features.column('customer'),
      probability: { kind: 'number', values: probabilities },
      outcome: { kind: 'boolean', values: outcome },
    }),
  };
}
