/**
 * All measures of a ranking by uplift at once, each with its interval by the percentile bootstrap (Efron 1979), stratified by arm, and beside them what random
 * rankings of the same rows give.
 * @module
 */
import { checkOptions, integer, number, oneOf, type Constraint } from '../check.js';
import { KindredError } from '../errors.js';
import { drain, type Steps } from '../progress.js';
import { generator } from '../random.js';
import { BOOTSTRAP, intervalOf, type BootstrapOptions, type Interval } from './intervals.js';
import { draw } from './pairs.js';
import { areaOf, meanDifference, sizeOf, type UpliftNormalization } from './uplift.js';
import { ARMS, pointsOf, type CurvePoints } from './uplift-curve.js';
import { checkBinary, rank, totalsOf, type ArmLabel, type ArmOptions, type Ranked, type Totals } from './uplift-ranking.js';

export interface EvaluateUpliftOptions extends ArmOptions, BootstrapOptions {
  /** Of `qiniAuc` and `upliftAuc`, as there; money needs `'per-head'`. Default `'perfect'`. */
  normalize?: UpliftNormalization;
  /** Of `upliftAtK`: a share above 0 and below 1, or a whole number of rows. Default 0.3. */
  k?: number;
  /** CurvePoints of the curve beside the first. Default 100. */
  nPoints?: number;
}

/** A ranking by uplift, measured. Of intervals the `mean` is the measure of the rows as they are. */
export interface UpliftEvaluation {
  readonly n: number;
  readonly nTreated: number;
  readonly nControl: number;
  /** Mean outcomes of the two arms. */
  readonly meanTreated: number;
  readonly meanControl: number;
  /** Their difference: the average effect of the treatment. */
  readonly averageUplift: Interval;
  readonly qiniAuc: Interval;
  readonly upliftAuc: Interval;
  readonly upliftAtK: Interval;
  /** Uplift at k less the average effect: what choosing by the ranking is worth a head. */
  readonly gainAtK: Interval;
  /** How many rows k is. */
  readonly k: number;
  /** The Qini curve at equal steps, in outcomes among the treated, with its interval point by point. */
  readonly curve: QiniBand;
  /** Rankings by chance: what the Qini curve and the areas of such are between, at the same level. */
  readonly random: { readonly qiniAuc: Interval; readonly upliftAuc: Interval; readonly curve: QiniBand };
}

/** Columns of one length. */
export interface QiniBand {
  /** The share of rows targeted, from 0 to 1. */
  readonly share: Float64Array;
  readonly gain: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** @internal */
export const EVALUATE_UPLIFT: typeof BOOTSTRAP &
  typeof ARMS & { normalize: Constraint<UpliftNormalization>; k: Constraint<number>; nPoints: Constraint<number> } = {
  ...BOOTSTRAP,
  nResamples: integer(1000, 1),
  normalize: oneOf('perfect', 'perfect', 'per-head'),
  k: number(0.3, 0),
  nPoints: integer(100, 1, 10000),
  ...ARMS,
};

/**
 * Measures a ranking by uplift. The scores must be of rows that the model was not fitted on. The order of rows does not matter.
 * @param y - outcome of each row: 0 and 1 (or false and true), or money with `normalize: 'per-head'`
 * @param scores - predicted uplift
 * @param treatment - 0 or 1, false or true, or labels with `control`
 * @param options - `nResamples` by default 1000: of the bootstrap, and as many random rankings
 * @throws KindredError as `qiniAuc` and `upliftAtK`
 * @example
 * ```ts
 * import { evaluateUplift } from 'kindred/evaluation';
 * const rows = Array.from({ length: 400 }, (_, i) => ({ treated: i % 2, likes: i % 3 === 0 }));
 * const y = rows.map(({ treated, likes }) => (treated && likes ? 1 : 0));
 * const treatment = rows.map(({ treated }) => treated);
 * const { qiniAuc, random, upliftAtK } = evaluateUplift(y, rows.map(({ likes }) => Number(likes)), treatment, { nResamples: 200 });
 * console.log(qiniAuc.low > random.qiniAuc.high, upliftAtK.low > 0); // true true
 * ```
 */
export function evaluateUplift(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: EvaluateUpliftOptions = {},
): UpliftEvaluation {
  return drain(upliftSteps(y, scores, treatment, options));
}

/** @internal As `evaluateUplift`, step by step. */
export function* upliftSteps(
  y: ArrayLike<number | boolean>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<ArmLabel>,
  options: EvaluateUpliftOptions = {},
): Steps<UpliftEvaluation> {
  const { nResamples, level, seed, normalize, k, nPoints, control, treated } = checkOptions<Required<EvaluateUpliftOptions>>(
    'evaluateUplift',
    EVALUATE_UPLIFT,
    options,
  );
  const ranked = rank(y, scores, treatment, { control, treated });
  if (normalize === 'perfect') checkBinary(ranked, " for normalize: 'perfect'; other outcomes are measured with normalize: 'per-head'");
  const size = sizeOf(k, ranked.n);
  const measure = (totals: Totals) => measuresOf(totals, size, normalize, nPoints);
  const totals = totalsOf(ranked);
  const found = measure(totals);
  meanDifference(totals, size); // says what is wrong where nobody is there to compare
  if (Number.isNaN(found[0]))
    throw new KindredError('invalid-data', 'no ranking of these rows is better than another: nobody, or everybody, responded');
  const resample = resamples(ranked, generator(seed));
  const random = generator(seed, 0x10000000);
  const [drawn, shuffled]: [number[][], number[][]] = [[], []];
  for (let r = 0; r < nResamples; r++) {
    drawn.push(measure(totalsOf(ranked, resample())));
    shuffled.push(measure(totalsOf(ranked, undefined, draw(0, ranked.n, ranked.n, random))));
    if (r % 20 === 19) yield { done: r + 1, total: nResamples, stage: 'measuring' };
  }
  // the line of a random ranking goes straight to the same end
  const line = found.map((_, m) => (m < FIXED ? 0 : (found.at(-1)! * (m - FIXED)) / nPoints));
  const bootstrapped = intervalsOf(found, drawn, level);
  const byChance = intervalsOf(line, shuffled, level);
  const [n, nTreated, nControl, yTreated, yControl] = [totals.rows, totals.nTreated, totals.nControl, totals.yTreated, totals.yControl].map(
    (sums) => sums.at(-1)!,
  );
  return {
    n,
    nTreated,
    nControl,
    meanTreated: yTreated / nTreated,
    meanControl: yControl / nControl,
    qiniAuc: bootstrapped[0],
    upliftAuc: bootstrapped[1],
    averageUplift: bootstrapped[2],
    upliftAtK: bootstrapped[3],
    gainAtK: bootstrapped[4],
    k: size,
    curve: bandOf(bootstrapped),
    random: { qiniAuc: byChance[0], upliftAuc: byChance[1], curve: bandOf(byChance) },
  };
}

/** Measures before the points of the curve. */
const FIXED = 5;

/** qiniAuc, upliftAuc, averageUplift, upliftAtK, gainAtK, and the Qini curve at equal steps from 0. */
function measuresOf(totals: Totals, size: number, normalize: UpliftNormalization, nPoints: number): number[] {
  const average = differenceOrNone(totals, totals.rows.at(-1)!);
  const atK = differenceOrNone(totals, size);
  const qini = pointsOf(totals, 'qini');
  const areas = [areaOf(totals, 'qini', normalize, true, qini), areaOf(totals, 'uplift', normalize)];
  return [...areas, average, atK, atK - average, ...gainsAt(qini, nPoints)];
}

/** NaN where an arm has nobody there: a resample that tells nothing. */
function differenceOrNone(totals: Totals, size: number): number {
  try {
    return meanDifference(totals, size);
  } catch {
    return NaN;
  }
}

/** The height of a curve at equal steps. */
function gainsAt({ size, gain }: CurvePoints, nPoints: number): number[] {
  const n = size.at(-1)!;
  let p = 1;
  return Array.from({ length: nPoints + 1 }, (_, step) => {
    const at = (n * step) / nPoints;
    while (p < size.length - 1 && size[p] < at) p++;
    const width = size[p] - size[p - 1];
    return width === 0 ? gain[p] : gain[p - 1] + ((at - size[p - 1]) / width) * (gain[p] - gain[p - 1]);
  });
}

/** How often each row is drawn; as many of each arm as there are. */
function resamples({ n, treated }: Ranked, random: () => number): () => Uint32Array {
  const arms = [0, 1].map((arm) => Int32Array.from([...treated.keys()].filter((p) => treated[p] === arm)));
  const counts = new Uint32Array(n);
  return () => {
    counts.fill(0);
    for (const places of arms) for (let i = 0; i < places.length; i++) counts[places[Math.floor(random() * places.length)]]++;
    return counts;
  };
}

const intervalsOf = (means: readonly number[], drawn: readonly (readonly number[])[], level: number): Interval[] =>
  means.map((mean, m) =>
    intervalOf(
      mean,
      Float64Array.from(drawn, (measures) => measures[m]),
      level,
    ),
  );

function bandOf(intervals: readonly Interval[]): QiniBand {
  const points = intervals.slice(FIXED);
  const column = (of: (point: Interval, p: number) => number) => Float64Array.from(points, of);
  return {
    share: column((_, p) => p / (points.length - 1)),
    gain: column(({ mean }) => mean),
    low: column(({ low }) => low),
    high: column(({ high }) => high),
  };
}
