/**
 * Lift and gains: how many more positives are among the rows with the highest scores than among as many rows by chance.
 * @module
 */
import { checkOptions, integer, type Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import { KindredError } from '../errors.js';
import { plural } from '../words.js';
import { byThreshold } from './by-threshold.js';
import { BINARY, LABEL, needPositive, scoredRows, type BinaryOptions } from './scored-rows.js';

export interface LiftOptions {
  /** Into how many parts the rows are cut: 10 are deciles. Default 10. */
  nBins?: number;
  /** The class that scores are of. Default: `true`, 1 beside 0, else the second of two, sorted. */
  positive?: Label;
}

/** A tenth of the rows. Where equal scores lie across its border, the positives in it are the mean over all orders of the equal ones, which need be no whole number. */
export interface Decile {
  /** 1 for the highest scores. */
  readonly decile: number;
  /** How many rows; they differ by at most one. */
  readonly n: number;
  /** How many of them are positive. */
  readonly nPositive: number;
  /** The share that is positive. */
  readonly rate: number;
  /** The rate in units of the rate of all rows: 3 for three times as many as by chance. */
  readonly lift: number;
  /** The lift of this and all higher deciles together. */
  readonly cumulativeLift: number;
  /** Of all positives, the share in this and all higher deciles: the gain. */
  readonly gain: number;
  /** The scores in it reach from `lowest` to `highest`. */
  readonly lowest: number;
  readonly highest: number;
}

/** The cumulative gains chart, from (0, 0) to (1, 1); between two points the line is the mean over all orders of equal scores. */
export interface Gains {
  /** The share of rows with a score from the threshold on. */
  readonly share: Float64Array;
  /** The share of all positives among them. */
  readonly gain: Float64Array;
  /** Falling; the first is Infinity, which no score reaches. */
  readonly thresholds: Float64Array;
}

/** @internal */
export const LIFT: Constraints<LiftOptions> = { nBins: integer(10, 1), positive: LABEL };

/**
 * The rows by falling score, cut into ten parts, and how many positives each holds. Rows of equal scores share the places they take, so that nothing depends on the
 * order of the rows.
 * @param y - one label a row
 * @param scores - one a row: the higher, the more likely positive; any unit
 * @returns one a part, highest scores first
 * @throws KindredError `invalid-data` for fewer rows than parts, no positive row, other lengths, a missing label or score (naming the row); `invalid-option`,
 * `unknown-option`
 * @example
 * ```ts
 * import { liftByDecile } from 'kindred/evaluation';
 * const y = Array.from({ length: 100 }, (_, i) => i % 10 === 0 || i > 90);
 * const [top] = liftByDecile(y, y.map((_, i) => i));
 * console.log(top.n, top.nPositive, top.lift.toFixed(2), top.gain.toFixed(2)); // 10 10 5.26 0.53
 * ```
 */
export function liftByDecile(y: Labels, scores: ArrayLike<number>, options: LiftOptions = {}): Decile[] {
  const { nBins, positive } = checkOptions<Required<LiftOptions>>('liftByDecile', LIFT, options);
  const rows = scoredRows(y, scores, { positive });
  const n = rows.scores.length;
  if (n < nBins) throw new KindredError('invalid-data', `${nBins} parts need at least as many rows, got ${plural(n, 'row')}`);
  needPositive('lift', rows);
  const { thresholds, positives, negatives } = byThreshold(rows);
  const all = rows.nPositive;
  let group = 0;
  const rowsDownTo = (t: number) => (t < 0 ? 0 : positives[t] + negatives[t]);
  /** The expected positives among the first rows, whichever of the equal scores come first. */
  const positivesAmong = (count: number): number => {
    while (rowsDownTo(group) < count) group++;
    const [before, yes] = [rowsDownTo(group - 1), group === 0 ? 0 : positives[group - 1]];
    return yes + ((positives[group] - yes) * (count - before)) / (rowsDownTo(group) - before);
  };
  const deciles: Decile[] = [];
  let [from, found, highest] = [0, 0, 0];
  for (let d = 1; d <= nBins; d++) {
    const to = Math.floor((d * n) / nBins + 0.5);
    while (rowsDownTo(highest) <= from) highest++;
    const until = positivesAmong(to);
    const rate = (until - found) / (to - from);
    deciles.push({
      decile: d,
      n: to - from,
      nPositive: until - found,
      rate,
      lift: rate / (all / n),
      cumulativeLift: until / to / (all / n),
      gain: until / all,
      lowest: thresholds[group],
      highest: thresholds[highest],
    });
    [from, found] = [to, until];
  }
  return deciles;
}

/**
 * The cumulative gains chart: by the share of rows contacted, best scores first, the share of all positives reached.
 * @param y - one label a row
 * @param scores - one a row: the higher, the more likely positive; any unit
 * @throws KindredError as `liftByDecile`
 * @example
 * ```ts
 * import { gains } from 'kindred/evaluation';
 * const { share, gain } = gains(['no', 'yes', 'no', 'yes'], [0.1, 0.9, 0.4, 0.4]);
 * console.log(share, gain); // Float64Array(4) [ 0, 0.25, 0.75, 1 ] Float64Array(4) [ 0, 0.5, 1, 1 ]
 * ```
 */
export function gains(y: Labels, scores: ArrayLike<number>, options: BinaryOptions = {}): Gains {
  const rows = scoredRows(y, scores, checkOptions<BinaryOptions>('gains', BINARY, options));
  needPositive('a chart of gains', rows);
  const { thresholds, positives, negatives } = byThreshold(rows);
  const [yes, all] = [positives.at(-1)!, positives.at(-1)! + negatives.at(-1)!];
  const points = [-1, ...thresholds.keys()];
  return {
    share: Float64Array.from(points, (t) => (t < 0 ? 0 : (positives[t] + negatives[t]) / all)),
    gain: Float64Array.from(points, (t) => (t < 0 ? 0 : positives[t] / yes)),
    thresholds: Float64Array.from(points, (t) => (t < 0 ? Infinity : thresholds[t])),
  };
}
