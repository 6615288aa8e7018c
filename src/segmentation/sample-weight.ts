/**
 * How often each row counts: checked, and scaled so that their sums stay inside f64.
 * @module
 */
import { powerBelow } from '../data/power.js';
import { checkSampleWeight, type SampleWeight } from '../data/sample-weight.js';

/** Row i weighs `values[i * step] * unit`. */
export interface Weights {
  readonly values: Float64Array;
  /** 0 where all rows weigh the same. */
  readonly step: 0 | 1;
  readonly unit: number;
  /** Rows that weigh anything. */
  readonly nPositive: number;
}

/**
 * @param given - undefined: every row weighs 1
 * @param n - rows
 * @throws KindredError `invalid-data`
 */
export function weightsOf(given: SampleWeight | undefined, n: number): Weights {
  if (given === undefined) return equalWeights(1, n);
  const { largest, uniform } = checkSampleWeight(given, n);
  if (uniform) return equalWeights(largest, n);
  const scale = powerBelow(largest);
  const values = Float64Array.from(given, (weight) => weight * scale);
  return { values, step: 1, unit: 1 / scale, nPositive: values.reduce((count, weight) => (weight > 0 ? count + 1 : count), 0) };
}

const equalWeights = (unit: number, n: number): Weights => ({ values: Float64Array.of(1), step: 0, unit, nPositive: n });
