// Every SIMD operation changed once, and every Math.fround left out, in one build alone: the comparison with another build, or the textbook, says which kernel.
import { describe, expect, test } from 'vitest';
import { builds, ENTRIES, type Builds, type Entry } from './builds.js';
import { firstFault } from './compare.js';
import { compiled, doorOf, laneMutants, roundingMutants, translated, type Mutant } from './lanes.js';
import { firstError } from './references.js';

/** As many as same.test.ts draws. */
const RANDOM_CASES = 1000;

/** What changes no answer, by the beginning of its name, and why. */
const EQUIVALENT: readonly [RegExp, string][] = [
  [/: powerOf, \d+: f64x2\.extract_lane/, 'both lanes hold the same'],
  [/: same16, \d+: v128\.xor/, 'rows that are said to differ are looked at one by one'],
  [/: laneMaxima(64)?, \d+: (f32x4|f64x2)\.pmax/, 'a lower bound keeps more; the best are chosen of those that are kept'],
  [/: laneMaxima(64)?, \d+: v128\.store/, 'so does one of which a part is missing'],
];
/** Roundings that the JavaScript build can do without: its arrays of f32 round what is stored (asc refuses to store an f64 there), and what is rounded already. */
const ROUNDED: readonly [RegExp, string][] = [
  [
    /: packSome, \d+: Math\.fround\(v\)|: packCenters, \d+: Math\.fround\(-2\.0|: packFour, \d+: Math\.fround\([abce]\)/,
    'the array rounds',
  ],
  [/: putBack, \d+: Math\.fround\(gap \+|: write, \d+: Math\.fround\(exact|: weighSums, \d+: Math\.fround\(sums/, 'the array rounds'],
  [/: nearest, \d+: Math\.fround\([ls]\d( - l\d)?\)/, 'the array rounds'],
  [/: weigh, \d+: Math\.fround\(Math\.fround\(counts|: gapsOf, \d+: Math\.fround\(Math\.fround\(low \* less\) - /, 'the array rounds'],
  [/: weigh, \d+: Math\.fround\(counts\[j\]\) ->/, 'counts are whole numbers below 2^24'],
  [/: threshold, \d+: Math\.fround\(largest/, 'a bound, with more room than its last bit'],
  [/Math\.fround\(1e-30\)/, 'no score lies between 1e-30 and its f32'],
];

/** The names of the mutants that nobody notices; a fault names the kernel. */
function unnoticed(
  entry: Entry,
  mutants: readonly Mutant[],
  builds: (m: number, w: number) => Partial<Builds>,
  build: keyof Builds,
): string[] {
  return mutants.flatMap((mutant, m) => {
    const faults = mutant.ways.map(([kernel], w) => {
      const all = builds(m, w) as Builds;
      const found = firstFault(all, entry, kernel, RANDOM_CASES) ?? firstError(all[build], entry, kernel, 300);
      if (found !== undefined && !found.includes(kernel)) throw new Error(`${mutant.name} is noticed as ${found}`);
      return found;
    });
    return faults.some((found) => found !== undefined) ? [] : [mutant.name];
  });
}

const unexplained = (names: readonly string[], known: readonly [RegExp, string][]) =>
  names.filter((name) => !known.some(([pattern]) => pattern.test(name)));

describe.each(ENTRIES)('%s', (entry) => {
  const { scalar } = builds(entry);

  test('SIMD operations', async () => {
    const all = laneMutants(entry);
    expect(all.length).toBeGreaterThan(entry === 'fit' ? 800 : 20);
    const lost: string[] = [];
    // some hundred in one binary
    for (let from = 0; from < all.length; from += 300) {
      const some = all.slice(from, from + 300);
      const door = await compiled(some);
      lost.push(...unnoticed(entry, some, (m, w) => ({ scalar, simd: doorOf(door, some[m], m, w) }), 'simd'));
    }
    expect(unexplained(lost, EQUIVALENT)).toEqual([]);
  });
});

test('roundings', async () => {
  const { scalar } = builds('fit');
  const all = roundingMutants('fit');
  expect(all.length).toBeGreaterThan(40);
  const door = await translated(all);
  const lost = unnoticed('fit', all, (m, w) => ({ scalar, js: doorOf(door, all[m], m, w) }), 'js');
  expect(unexplained(lost, ROUNDED)).toEqual([]);
  expect(lost.length).toBeGreaterThan(0); // so each reason is of one that is there
});
