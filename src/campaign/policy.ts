/**
 * What contacting the chosen is worth, against as many at random: measured on the campaign itself, where by lot some of the chosen got the treatment chosen for them
 * and some were left alone. Intervals by the percentile bootstrap, stratified by arm.
 * @module
 */
import { intervalOf, type Interval } from '../evaluation/intervals.js';
import type { Steps } from '../progress.js';
import { generator } from '../random.js';
import type { Label } from '../data/labels.js';
import { CONTROL, rowsWhere, type Arms } from './arms.js';

/** The treatment chosen for each row, by its place; CONTROL where it is left alone. */
export type Policy = Int32Array;

/** Effects a contact: responses, or money. */
export interface PolicyValue {
  /** Of the treatment chosen, among the chosen. */
  readonly chosen: Interval;
  /** Of the treatment with the best effect on average, among all. */
  readonly random: Interval;
  /** The difference, from the same draws. */
  readonly gain: Interval;
  readonly randomTreatment: Label;
  /** Of the rows that would be chosen: how many had the treatment chosen for them, and how many were left alone. These are compared. */
  readonly nTreated: number;
  readonly nControl: number;
  /** Rows chosen for a treatment of which, or of the control, nobody is among them: nothing can be measured there. */
  readonly nUnmeasured: number;
}

export interface ResampleOptions {
  readonly nResamples: number;
  readonly level: number;
  readonly seed: number;
}

/** Undefined where nobody was chosen of whom something can be measured. */
export function* policySteps(
  policy: Policy,
  y: Float64Array,
  arms: Arms,
  { nResamples, level, seed }: ResampleOptions,
): Steps<PolicyValue | undefined> {
  const { treatments, codes } = arms;
  const rows = [CONTROL, ...treatments.keys()].map((arm) => rowsWhere(codes, (code) => code === arm));
  const cells = cellsOver(policy, y, treatments.length);
  const whole = rows.map((of) => cells(of, (i) => of[i]));
  const sizes = treatments.map((_, t) => policy.reduce((n, chosen) => n + (chosen === t ? 1 : 0), 0));
  const isMeasured = treatments.map((_, t) => whole[0].n[t] > 0 && whole[t + 1].n[t] > 0);
  const measured = sizes.reduce((sum, size, t) => sum + (isMeasured[t] ? size : 0), 0);
  if (measured === 0) return undefined;
  const averages = treatments.map((_, t) => whole[t + 1].mean - whole[0].mean);
  const best = averages.indexOf(averages.reduce((a, b) => Math.max(a, b)));
  const measures = (sums: readonly Sums[]) => {
    let chosen = 0;
    sizes.forEach((size, t) => {
      if (isMeasured[t] && size > 0) chosen += (size / measured) * (sums[t + 1].y[t] / sums[t + 1].n[t] - sums[0].y[t] / sums[0].n[t]);
    });
    const random = sums[best + 1].mean - sums[0].mean;
    return [chosen, random, chosen - random];
  };
  const found = measures(whole);
  const next = generator(seed);
  const drawn: number[][] = [];
  for (let r = 0; r < nResamples; r++) {
    drawn.push(measures(rows.map((of) => cells(of, () => of[Math.floor(next() * of.length)]))));
    if (r % 20 === 19) yield { done: r + 1, total: nResamples, stage: 'measuring the contacts' };
  }
  const intervals = found.map((mean, m) =>
    intervalOf(
      mean,
      Float64Array.from(drawn, (one) => one[m]),
      level,
    ),
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const compared = (arm: (t: number) => Sums) => sizes.reduce((sum, _, t) => sum + (isMeasured[t] ? arm(t).n[t] : 0), 0);
  return {
    chosen: intervals[0],
    random: intervals[1],
    gain: intervals[2],
    randomTreatment: treatments[best],
    nTreated: compared((t) => whole[t + 1]),
    nControl: compared(() => whole[0]),
    nUnmeasured: all - measured,
  };
}

/** Of the rows of one arm: the mean, and by the treatment chosen how many there are and their outcomes. */
interface Sums {
  readonly mean: number;
  readonly n: Float64Array;
  readonly y: Float64Array;
}

const cellsOver =
  (policy: Policy, y: Float64Array, nTreatments: number) =>
  (of: Int32Array, row: (i: number) => number): Sums => {
    const [n, sums] = [new Float64Array(nTreatments), new Float64Array(nTreatments)];
    let all = 0;
    for (let p = 0; p < of.length; p++) {
      const i = row(p);
      all += y[i];
      if (policy[i] < 0) continue;
      n[policy[i]]++;
      sums[policy[i]] += y[i];
    }
    return { mean: all / of.length, n, y: sums };
  };
