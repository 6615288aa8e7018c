/**
 * How often each row counts, as callers give it.
 * @module
 */
import { KindredError, mustBe, show } from '../errors.js';

/** One number a row. */
export type SampleWeight = readonly number[] | Float64Array | Float32Array | Int32Array;

/**
 * @param n - rows
 * @returns the largest weight, and whether all are the same
 * @throws KindredError `invalid-data` naming the row of a weight that is below 0 or not finite; where all are 0
 */
export function checkSampleWeight(given: SampleWeight, n: number): { largest: number; uniform: boolean } {
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
  return { largest, uniform };
}
