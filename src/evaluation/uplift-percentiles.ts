/**
 * Response rates and uplift by percentile of a ranking: does who was ranked high respond more because of the treatment?
 * @module
 */
import { checkOptions, integer } from '../check.js';
import { KindredError } from '../errors.js';
import { AT_K, type UpliftAtKOptions } from './uplift.js';
import { checkBinary, cutAt, ofArm, rank, totalsOf, type ArmLabel, type Cut, type Ranked } from './uplift-ranking.js';

/** One bin of a ranking. With ties that a border goes through, numbers of rows need not be whole. */
export interface UpliftBin {
  /** From and to which percentile, from the top. */
  readonly from: number;
  readonly to: number;
  readonly nTreated: number;
  readonly nControl: number;
  readonly responseRateTreated: number;
  readonly responseRateControl: number;
  readonly uplift: number;
  /** Of the response rate; of the difference in `stdUplift`. */
  readonly stdTreated: number;
  readonly stdControl: number;
  readonly stdUplift: number;
}

export interface UpliftByPercentileOptions extends UpliftAtKOptions {
  /** Default 10: deciles. */
  bins?: number;
}

const BY_PERCENTILE = { bins: integer(10, 1), ...AT_K };

/**
 * Both response rates and their difference in each bin of the ranking, the best scores first. scikit-uplift's `uplift_by_percentile(std=True)` and
 * `response_rate_by_percentile`.
 * @param y - outcome of each row: 0 and 1, or false and true
 * @param scores - predicted uplift
 * @param treatment - 0 or 1, false or true, or labels with `control`
 * @param options - `strategy`: bins of all rows, or of each arm; `ties` as of `upliftAtK`
 * @throws KindredError `invalid-data` as `upliftAtK`, for outcomes that are not 0 or 1, and where a bin holds nobody of an arm; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { upliftByPercentile } from 'kindred/evaluation';
 * const bins = upliftByPercentile([1, 1, 0, 0, 1, 0], [0.9, 0.8, 0.7, 0.3, 0.1, 0.2], [1, 1, 0, 0, 0, 1], { bins: 2 });
 * console.log(bins.map(({ to, uplift }) => `${to} %: ${uplift}`)); // [ '50 %: 1', '100 %: -0.5' ]
 * ```
 */
export function upliftByPercentile(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: UpliftByPercentileOptions = {},
): UpliftBin[] {
  const { bins, strategy, ties, ...arms } = checkOptions<Required<UpliftByPercentileOptions>>('upliftByPercentile', BY_PERCENTILE, options);
  const ranked = rank(y, scores, treatment, arms, ties);
  checkBinary(ranked);
  const slices =
    strategy === 'overall' ? slicesOf(ranked, bins) : merged(slicesOf(ofArm(ranked, 1), bins), slicesOf(ofArm(ranked, 0), bins));
  return slices.map(({ nTreated, nControl, yTreated, yControl }, b) => {
    if (nTreated === 0 || nControl === 0)
      throw new KindredError(
        'invalid-data',
        `bin ${b + 1} of ${bins} holds nobody ${nTreated === 0 ? 'treated' : 'of the control'}: take fewer bins`,
      );
    const [treated, control] = [yTreated / nTreated, yControl / nControl];
    const [varianceTreated, varianceControl] = [(treated * (1 - treated)) / nTreated, (control * (1 - control)) / nControl];
    return {
      from: (100 * b) / bins,
      to: (100 * (b + 1)) / bins,
      nTreated,
      nControl,
      responseRateTreated: treated,
      responseRateControl: control,
      uplift: treated - control,
      stdTreated: Math.sqrt(varianceTreated),
      stdControl: Math.sqrt(varianceControl),
      stdUplift: Math.sqrt(varianceTreated + varianceControl),
    };
  });
}

/**
 * The mean of the uplift in each bin, weighted by the treated in it. scikit-uplift's `weighted_average_uplift`.
 * @throws KindredError as `upliftByPercentile`
 * @example
 * ```ts
 * import { weightedAverageUplift } from 'kindred/evaluation';
 * console.log(weightedAverageUplift([1, 1, 0, 0, 1, 0], [0.9, 0.8, 0.7, 0.3, 0.1, 0.2], [1, 1, 0, 0, 0, 1], { bins: 2 })); // 0.5
 * ```
 */
export function weightedAverageUplift(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: UpliftByPercentileOptions = {},
): number {
  let [sum, all] = [0, 0];
  for (const { nTreated, uplift } of upliftByPercentile(y, scores, treatment, options)) {
    sum += nTreated * uplift;
    all += nTreated;
  }
  return sum / all;
}

type Slice = Omit<Cut, 'rows'>;

/** As equal as can be, the first ones larger by one (NumPy's array_split). */
function slicesOf(ranked: Ranked, bins: number): Slice[] {
  const totals = totalsOf(ranked);
  const [size, larger] = [Math.floor(ranked.n / bins), ranked.n % bins];
  const cuts = Array.from({ length: bins + 1 }, (_, b) => cutAt(totals, b * size + Math.min(b, larger)));
  return cuts.slice(1).map((to, b) => ({
    nTreated: to.nTreated - cuts[b].nTreated,
    nControl: to.nControl - cuts[b].nControl,
    yTreated: to.yTreated - cuts[b].yTreated,
    yControl: to.yControl - cuts[b].yControl,
  }));
}

const merged = (treated: readonly Slice[], control: readonly Slice[]): Slice[] =>
  treated.map(({ nTreated, yTreated }, b) => ({ nTreated, yTreated, nControl: control[b].nControl, yControl: control[b].yControl }));
