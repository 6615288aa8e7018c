// Measures of uplift by scikit-uplift, and how far kindred's are from them: uplift.py. The tests assert them, bench/ prints them.
import type * as Evaluation from '../../src/evaluation/index.js';
import { largestError } from './errors.js';
import { readGolden } from './read.js';

/** What is measured: the sources or the package. */
export type Library = typeof Evaluation;
type Values = readonly number[];
type Strategy = 'overall' | 'by_group';

interface Points {
  readonly length: number;
  readonly at: Values;
  readonly x: Values;
  readonly y: Values;
}

export interface Measures {
  readonly qiniCurve: Points;
  readonly upliftCurve: Points;
  readonly perfectQini: Points;
  readonly perfectUplift: Points;
  readonly qiniAuc: number;
  readonly qiniAucWithoutNegative: number | null;
  readonly upliftAuc: number;
  readonly qiniPerHead: number;
  readonly upliftPerHead: number;
  readonly atK: readonly { readonly k: number; readonly strategy: Strategy; readonly value: number }[];
  readonly bins: readonly ({ readonly n: number; readonly strategy: Strategy } & Readonly<Record<string, Values>>)[];
  readonly weightedAverage: readonly { readonly n: number; readonly strategy: Strategy; readonly value: number }[];
}

export type Scores = 'tied' | 'untied';
export const golden = readGolden<{
  readonly y: Values;
  readonly treatment: Values;
  readonly scores: Readonly<Record<Scores, Values>>;
  readonly small: Readonly<Record<Scores, Measures>>;
  readonly hillstrom: readonly (Measures & { readonly arm: string; readonly outcome: 'visit' | 'conversion'; readonly scores: Scores })[];
}>('uplift');

const COLUMNS = {
  n_treatment: 'nTreated',
  n_control: 'nControl',
  response_rate_treatment: 'responseRateTreated',
  response_rate_control: 'responseRateControl',
  uplift: 'uplift',
  std_treatment: 'stdTreated',
  std_control: 'stdControl',
  std_uplift: 'stdUplift',
} as const;
const strategyOf = (strategy: Strategy) => (strategy === 'by_group' ? 'by-group' : strategy);

/**
 * The largest difference of each measure.
 * @param ties - where scikit-uplift's depend on the order of the rows, its rule; 'share' is the same where there are no ties
 */
export function errorsOf(
  {
    perfectQiniCurve,
    perfectUpliftCurve,
    qiniAuc,
    qiniCurve,
    upliftAtK,
    upliftAuc,
    upliftByPercentile,
    upliftCurve,
    weightedAverageUplift,
  }: Library,
  expected: Measures,
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
  treatment: ArrayLike<string | number>,
  ties: 'share' | 'row-order',
  arms: { control?: string; treated?: string } = {},
): Record<string, number> {
  const curve = ({ size, gain }: { size: Float64Array; gain: Float64Array }, { length, at, x, y: height }: Points) =>
    size.length === length
      ? Math.max(largestError(at.map((p) => size[p]), x), largestError(at.map((p) => gain[p]), height)) // prettier-ignore
      : Infinity;
  const single = (found: number, wanted: number) => Math.abs(found - wanted);
  const worst = (errors: number[]) => errors.reduce((a, b) => Math.max(a, b), 0);
  return {
    qiniCurve: curve(qiniCurve(y, scores, treatment, arms), expected.qiniCurve),
    upliftCurve: curve(upliftCurve(y, scores, treatment, arms), expected.upliftCurve),
    perfectQini: curve(perfectQiniCurve(y, treatment, arms), expected.perfectQini),
    perfectUplift: curve(perfectUpliftCurve(y, treatment, arms), expected.perfectUplift),
    qiniAuc: single(qiniAuc(y, scores, treatment, arms), expected.qiniAuc),
    upliftAuc: single(upliftAuc(y, scores, treatment, arms), expected.upliftAuc),
    qiniWithoutNegative:
      expected.qiniAucWithoutNegative === null
        ? 0
        : single(qiniAuc(y, scores, treatment, { ...arms, negativeEffects: false }), expected.qiniAucWithoutNegative),
    qiniPerHead: single(qiniAuc(y, scores, treatment, { ...arms, normalize: 'per-head' }), expected.qiniPerHead),
    upliftPerHead: single(upliftAuc(y, scores, treatment, { ...arms, normalize: 'per-head' }), expected.upliftPerHead),
    upliftAtK: worst(
      expected.atK.map(({ k, strategy, value }) =>
        single(upliftAtK(y, scores, treatment, k, { ...arms, strategy: strategyOf(strategy), ties }), value),
      ),
    ),
    upliftByPercentile: worst(
      expected.bins.flatMap(({ n, strategy, ...columns }) => {
        const bins = upliftByPercentile(y, scores, treatment, { ...arms, bins: n, strategy: strategyOf(strategy), ties });
        return Object.entries(COLUMNS).map(([theirs, ours]) => largestError(bins.map((bin) => bin[ours]), columns[theirs])); // prettier-ignore
      }),
    ),
    weightedAverageUplift: worst(
      expected.weightedAverage.map(({ n, strategy, value }) =>
        single(weightedAverageUplift(y, scores, treatment, { ...arms, bins: n, strategy: strategyOf(strategy), ties }), value),
      ),
    ),
  };
}
