/**
 * Who is likely to buy in the days to come, and how well the same was foretold of days that were hidden.
 * @module
 */
import { calibrationCurve } from '../evaluation/calibration.js';
import { brier, logLoss } from '../evaluation/probability-errors.js';
import { areas } from './areas.js';
import { compared, ranked, tenthsOf } from './best.js';
import { reasonsOf, type ChancesTested } from './chances.js';
import { wilsonInterval } from './normal-interval.js';
import type { CalibrationPoint, Likely, LikelyMeasured, Reason, Untold } from './outlook-facts.js';
import type { Outcomes } from '../regression/propensity.js';
import type { People } from './people.js';
import { profitOf, type Stakes } from './profit.js';
import { short } from './round.js';
import { apart, hasSmallTenths } from './withheld.js';

const SHOWN = 10;
const HALF = 0.5;
const DRIVERS = 3;

interface Given {
  readonly averageOrderValue: number;
  readonly stakes: Stakes;
}

export function likelyOf(people: People, outcomes: Outcomes, tested: ChancesTested | Untold, { averageOrderValue, stakes }: Given): Likely {
  const { horizonDays, scores } = outcomes;
  const probabilities = scores.column('probability', 'number').values;
  const because = reasonsOf(outcomes);
  const sum = (values: Float64Array) => short(values.reduce((a, b) => a + b, 0));
  const likely = probabilities.filter((chance) => chance >= HALF);
  return {
    horizonDays,
    nCustomers: people.n,
    expected: sum(probabilities),
    nLikely: likely.length,
    expectedOfLikely: sum(likely),
    first: ranked(probabilities)
      .slice(0, SHOWN)
      .map((row) => ({ ...people.listed(row), probability: short(probabilities[row]), because: roundedReason(because(row)) })),
    drivers: outcomes.importance.slice(0, DRIVERS).map(({ feature }) => feature),
    measured: typeof tested === 'string' ? tested : likelyMeasured(tested),
    profit: typeof tested === 'string' ? null : profitOf(averageOrderValue, stakes, probabilities, tested),
  };
}

function likelyMeasured({ from, to, probabilities, bought, recency }: ChancesTested): LikelyMeasured | Untold {
  const n = bought.length;
  const nBuyers = bought.reduce((sum, one) => sum + one, 0);
  if (nBuyers === 0 || nBuyers === n) return 'too few';
  if (hasSmallTenths(n)) return 'withheld';
  const sum = (rows: readonly number[], of: ArrayLike<number>) => rows.reduce((total, row) => total + of[row], 0);
  const tenths = tenthsOf(ranked(probabilities));
  const rule = recency.map((days) => -days);
  const same = new Float64Array(n).fill(nBuyers / n);
  const both = (measure: typeof brier) => ({ model: short(measure(bought, probabilities)), same: short(measure(bought, same)) });
  return {
    from,
    to,
    nCustomers: n,
    nBuyers,
    expected: short(probabilities.reduce((a, b) => a + b, 0)),
    tenths: tenths.map((rows) => ({ customers: rows.length, buyers: sum(rows, bought), expected: short(sum(rows, probabilities)) })),
    best: compared(bought, tenths[0], ranked(rule).slice(0, tenths[0].length), tenths[0].length),
    calibration: apart(calibrationCurve(bought, probabilities, { strategy: 'quantile', positive: 1 }), (bin) => bin.n).told.map(pointOf),
    rocAuc: areas(bought, probabilities, rule),
    logLoss: both(logLoss),
    brier: both(brier),
  };
}

function pointOf({ n, predicted, observed }: { n: number; predicted: number; observed: number }): CalibrationPoint {
  const { low, high } = wilsonInterval(observed, n);
  return { customers: n, predicted: short(predicted), observed: short(observed), low: short(low), high: short(high) };
}

/** A figure as short as a report shows it. */
const roundedReason = (reason: Reason | null): Reason | null =>
  reason && { ...reason, value: typeof reason.value === 'number' ? short(reason.value) : reason.value };
