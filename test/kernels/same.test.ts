// One body over every build of every kernel: the same bits on odd values and odd sizes.
import { describe, expect, test } from 'vitest';
import { builds, ENTRIES, kernelNames } from './builds.js';
import { CASES } from './cases.js';
import { firstFault } from './compare.js';

/** Enough to notice the removal of any single Math.fround (mutants.slow.test.ts). */
const RANDOM_CASES = 1000;

describe.each(ENTRIES)('%s: js = scalar = simd, bit for bit', (entry) => {
  const all = builds(entry);

  test.each(kernelNames(entry))('%s', (name) => {
    expect(firstFault(all, entry, name, RANDOM_CASES)).toBeUndefined();
  });

  test('every case has a kernel', () => {
    expect(Object.keys(CASES[entry]).sort()).toEqual(kernelNames(entry).sort());
  });
});
