/**
 * Why somebody's uplift is what it is. An uplift is the difference of two answers of regressions, and where these are probabilities they bend the log-odds. The
 * parts share out each answer along the straight way from the average row to this one (Aumann & Shapley 1974, integrated gradients: Sundararajan, Taly & Yan
 * 2017), which for a regression gives each column its part of the log-odds times (p − p̄) / (z − z̄): with that alone, nothing is added or lost.
 * @module
 */
import { Explanation } from '../data/explanation.js';
import type { RegressionPart } from '../regression/explanation.js';
import { sigmoid } from '../regression/sigmoid.js';
import type { Label } from '../data/labels.js';

/** What the average row gets of the treatment, what a column of this row changes, and what rounding left (some 1e-17, so that the sum is exact). */
export type UpliftPart = RegressionPart | { readonly kind: 'rounding'; readonly contribution: number };

/**
 * An uplift, taken apart: the score is the uplift, and exactly the sum of the parts.
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { TwoModelUplift } from 'kindred/campaign';
 * const rows = Array.from({ length: 40 }, (_, i) => ({ pages: i % 5, mail: i % 10 < 5, luck: Math.floor(i / 10) }));
 * const bought = rows.map(({ pages, mail, luck }) => luck < (mail ? pages : 1));
 * const model = new TwoModelUplift().fit(Matrix.from(rows.map(({ pages }) => [pages])), bought, rows.map(({ mail }) => mail));
 * const why = model.explain([4]);
 * console.log(why.treatment, why.score === why.treated! - why.control!, why.parts[0].kind); // true true base
 * ```
 */
export class UpliftExplanation<T extends Label = Label> extends Explanation<UpliftPart> {
  constructor(
    parts: readonly UpliftPart[],
    readonly treatment: T,
    /** What is expected with the treatment and without: probabilities, or money. Null where the learner knows their difference only. */
    readonly treated: number | null,
    readonly control: number | null,
  ) {
    super(parts);
  }
}

/** An answer of a regression and the parts of what it is made of: the log-odds of a probability, or the sum itself. */
export interface Side {
  readonly parts: readonly RegressionPart[];
  readonly link: 'logistic' | 'identity';
  /** What the answer is multiplied with. */
  readonly factor: number;
}

/** @param uplift - what the parts must add up to; `shift` of it is no answer of a side */
export function upliftParts(uplift: number, sides: readonly Side[], shift = 0): UpliftPart[] {
  const shares = sides.map(shared);
  const parts: UpliftPart[] = shares[0].map((part, p) => {
    const contribution = shares.reduce((sum, share) => sum + share[p].contribution, part.kind === 'base' ? shift : 0);
    return { ...part, contribution };
  });
  // what is left after one more part is far below the last digit of the first
  for (let left = uplift - sumOf(parts); left !== 0 && !Number.isNaN(left); left = uplift - sumOf(parts))
    parts.push({ kind: 'rounding', contribution: left });
  return parts;
}

function shared({ parts, link, factor }: Side): RegressionPart[] {
  if (link === 'identity') return parts.map((part) => ({ ...part, contribution: factor * part.contribution }));
  const base = parts[0].contribution;
  const slope = slopeBetween(base, sumOf(parts));
  return parts.map((part) => ({ ...part, contribution: factor * (part.kind === 'base' ? sigmoid(base) : slope * part.contribution) }));
}

/** How steep the logistic curve is on the way from one place to another. */
function slopeBetween(from: number, to: number): number {
  const p = sigmoid((from + to) / 2);
  return Math.abs(to - from) < 1e-4 ? p * (1 - p) : (sigmoid(to) - sigmoid(from)) / (to - from);
}

const sumOf = (parts: readonly { readonly contribution: number }[]) => parts.reduce((sum, { contribution }) => sum + contribution, 0);
