/**
 * How often each row counts: checked, and scaled so that their sums stay inside f64.
 * @module
 */
import { powerBelow } from '../data/power.js';
import { KindredError, mustBe, show } from '../errors.js';

/** One number a row. */
export type SampleWeight = readonly number[] | Float64Array | Float32Array | Int32Array;

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
  if (!Array.isArray(given) && !ArrayBuffer.isView(given)) {
    throw new KindredError('invalid-data', mustBe('sampleWeight', 'an array of numbers, one a row', given));
  }
  if (given.length !== n) throw new KindredError('invalid-data', `"sampleWeight" must have ${n} numbers, one a row, got ${given.length}`);
  let [largest, total, uniform] = [0, 0, true];
  for (let i = 0; i < n; i++) {
    const weight = given[i];
    if (!(Number.isFinite(weight) && weight >= 0)) {
      throw new KindredError('invalid-data', `"sampleWeight" must be finite numbers from 0, row ${i + 1} has ${show(weight)}`);
    }
    largest = Math.max(largest, weight);
    total += weight;
    uniform &&= weight === given[0];
  }
  if (largest === 0) throw new KindredError('invalid-data', '"sampleWeight" must be above 0 in some row, it is 0 in all');
  if (!Number.isFinite(total)) throw new KindredError('invalid-data', 'the sum of "sampleWeight" must be finite: use another unit');
  if (uniform) return equalWeights(largest, n);
  const scale = powerBelow(largest);
  const values = Float64Array.from(given, (weight) => weight * scale);
  return { values, step: 1, unit: 1 / scale, nPositive: values.reduce((count, weight) => (weight > 0 ? count + 1 : count), 0) };
}

const equalWeights = (unit: number, n: number): Weights => ({ values: Float64Array.of(1), step: 0, unit, nPositive: n });
