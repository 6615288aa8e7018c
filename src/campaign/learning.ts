/**
 * What the learners of uplift share: which regression learns, and what they learn from.
 * @module
 */
import type { Constraint } from '../check.js';
import { KindredError, show } from '../errors.js';
import { checkData, type Data } from '../preprocessing/transformer.js';
import { retold } from '../parts.js';
import type { LongWork, Steps } from '../progress.js';
import { LinearRegression } from '../regression/linear-regression.js';
import { LogisticRegression } from '../regression/logistic-regression.js';
import { rowWeights } from '../regression/row-weights.js';
import type { Label, Labels } from '../data/labels.js';
import { classesOf, numbersOf } from '../regression/target.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { armsOf, type Arms } from './arms.js';

/** What may learn an outcome: one that happens or not, or money. */
export type OutcomeEstimator = LogisticRegression | LinearRegression;

/** What a fit takes besides rows, outcome and treatment. */
export interface UpliftWork<T extends Label = Label> extends LongWork {
  /** The label of those who were left alone. Default: 0 or false; texts leave it open. */
  control?: T | undefined;
  /** How often each row counts: finite numbers from 0, one a row. Default: each 1. */
  sampleWeight?: SampleWeight | undefined;
}

/** A campaign to learn from. */
export interface Campaign<T extends Label> {
  readonly arms: Arms<T>;
  /** 0 and 1, or money. */
  readonly y: Float64Array;
  /** The two outcomes, the second of which is the response; null for money. */
  readonly classes: readonly Label[] | null;
  readonly s: Float64Array;
}

/** Rare categories and outcomes that never happen in a small arm give no infinite coefficient; with thousands of rows the penalty is hardly felt. */
export const defaultEstimator = (): LogisticRegression => new LogisticRegression({ l2: 1e-4, handleUnknown: 'ignore' });

/** @internal */
export const estimatorOption = (...classes: (typeof LogisticRegression | typeof LinearRegression)[]): Constraint<OutcomeEstimator> => ({
  default: undefined,
  expected: classes.map(({ name }) => `a ${name}`).join(' or '),
  accepts: (v) => v === undefined || classes.some((of) => v instanceof of),
  invalid: [null, 'LogisticRegression', {}, LogisticRegression],
});

/** @throws KindredError `invalid-data`, `invalid-option` */
export function campaignOf<T extends Label>(
  X: Data,
  y: Labels,
  treatment: Labels<T>,
  { control, sampleWeight }: UpliftWork<T>,
  estimator: OutcomeEstimator,
): Campaign<T> {
  checkData(X, 1);
  const arms = armsOf(treatment, X.nRows, control);
  const s = rowWeights(sampleWeight, X.nRows);
  if (estimator instanceof LinearRegression) return { arms, s, y: numbersOf(y as readonly number[], X.nRows), classes: null };
  const { classes, codes } = classesOf(y, X.nRows);
  if (classes.length > 2)
    throw new KindredError(
      'invalid-data',
      `"y" must hold two outcomes, such as 0 and 1, got ${classes.length} (${classes.slice(0, 3).map(show).join(', ')}, ...): money needs { estimator: new LinearRegression() }`,
    );
  return { arms, s, y: Float64Array.from(codes), classes };
}

/** @throws KindredError `invalid-data` where an outcome that happens or not did always, or never, happen in an arm */
export function checkOutcomes({ arms: { control, treatments, codes }, y, classes, s }: Campaign<Label>): void {
  if (!classes) return;
  for (const [label, code] of [control, ...treatments].map((label, place) => [label, place - 1] as const)) {
    const seen = new Set<number>();
    let n = 0;
    for (let i = 0; i < y.length; i++) {
      if (codes[i] !== code) continue;
      n++;
      if (s[i] > 0) seen.add(y[i]);
    }
    if (seen.size === 2) continue;
    const what = seen.size === 0 ? 'no row weighs anything' : `every outcome is ${show(classes[[...seen][0]])}`;
    throw new KindredError('invalid-data', `of the ${n} rows of the arm ${show(label)} ${what}: both outcomes must be there to learn from`);
  }
}

/** What drains the steps, without the options that only a learner has. */
export function longOf<T extends Label>(work: UpliftWork<T>): LongWork {
  const long = { ...work };
  delete long.control;
  return long;
}

/** The steps of one of several fits. */
export const named = <R>(steps: Steps<R>, name: string): Steps<R> =>
  retold(steps, ({ done, total, stage }) => ({ done, total, stage: `${name}: ${stage}` }));

/** What a model inside says, by the arm it speaks of. */
export const warningsOf = (name: string, warnings: readonly string[]): string[] => warnings.map((warning) => `${name}: ${warning}`);
