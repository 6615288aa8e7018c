/**
 * How much each row counts: its own weight times that of its class.
 * @module
 */
import type { Constraint } from '../check.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { checkSampleWeight, type SampleWeight } from '../data/sample-weight.js';
import type { Label } from '../data/labels.js';

/** What a row of each class weighs: by label, or as pairs where labels are no texts. `'balanced'`: so that all classes weigh the same together. */
export type ClassWeight<L extends Label = Label> = 'balanced' | Readonly<Record<string, number>> | readonly (readonly [L, number])[];

const isWeight = (v: unknown) => typeof v === 'number' && Number.isFinite(v) && v >= 0;

/** @internal */
export const classWeightOption: Constraint<ClassWeight> = {
  default: undefined,
  expected: '"balanced", an object of numbers from 0 by label, or a list of pairs [label, number]',
  accepts: (v) => {
    if (v === undefined || v === 'balanced') return true;
    if (Array.isArray(v)) return v.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && isWeight(pair[1]));
    return v !== null && typeof v === 'object' && Object.values(v).every(isWeight);
  },
  invalid: ['equal', 0, null, [1, 2], { a: -1 }, { a: '1' }, [['a', NaN]]],
};

/** @throws KindredError `invalid-data` */
export function rowWeights(given: SampleWeight | undefined, nRows: number): Float64Array {
  if (given === undefined) return new Float64Array(nRows).fill(1);
  checkSampleWeight(given, nRows);
  return Float64Array.from(given);
}

/**
 * What a row of each class weighs, times its own weight.
 * @param s - the rows' own weights
 * @throws KindredError `invalid-data` where a class weighs nothing; `invalid-option` for a label that is none
 */
export function classWeightsOf(
  s: Float64Array,
  codes: Int32Array,
  classes: readonly Label[],
  given: ClassWeight | undefined,
): Float64Array {
  const totals = new Float64Array(classes.length);
  for (let i = 0; i < codes.length; i++) totals[codes[i]] += s[i];
  const all = totals.reduce((sum, v) => sum + v, 0);
  const factors = given === 'balanced' ? totals.map((total) => all / (classes.length * total)) : factorsOf(classes, given);
  const empty = classes.findIndex((_, c) => !(totals[c] * factors[c] > 0));
  if (empty >= 0)
    throw new KindredError('invalid-data', `the class ${show(classes[empty])} must weigh more than 0: at least two classes must count`);
  return factors;
}

function factorsOf(classes: readonly Label[], given: Exclude<ClassWeight, 'balanced'> | undefined): Float64Array {
  const factors = new Float64Array(classes.length).fill(1);
  const pairs = Array.isArray(given) ? (given as readonly (readonly [Label, number])[]) : Object.entries(given ?? {});
  for (const [label, factor] of pairs) {
    const c = classes.findIndex((of) => (Array.isArray(given) ? of === label : String(of) === label));
    if (c < 0)
      throw new KindredError(
        'invalid-option',
        `"classWeight" names ${show(label)}, which is none of the classes ${classes.map(show).join(', ')}${nearMiss(label, classes.map(String))}`,
      );
    factors[c] = factor;
  }
  return factors;
}
