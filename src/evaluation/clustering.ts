/**
 * How well two partitions agree.
 * @module
 */
import { KindredError } from '../errors.js';

const pairs = (n: number) => (n * (n - 1)) / 2;

function tally(list: Iterable<unknown>): number {
  const counts = new Map<unknown, number>();
  for (const v of list) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0);
}

/**
 * The adjusted Rand index of two labelings of the same rows: 1 for the same partition, about 0 for chance (Hubert & Arabie 1985).
 * @throws KindredError `invalid-data` for labelings of different length
 * @example
 * ```ts
 * import { adjustedRandIndex } from 'kindred/evaluation';
 * console.log(adjustedRandIndex([0, 0, 1, 1], ['b', 'b', 'a', 'a'])); // 1
 * ```
 */
export function adjustedRandIndex(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  if (a.length !== b.length) throw new KindredError('invalid-data', `both labelings must have one length, got ${a.length} and ${b.length}`);
  const both = tally(jointLabels(a, b));
  const [inA, inB] = [tally(Array.from(a)), tally(Array.from(b))];
  const expected = a.length < 2 ? 0 : (inA * inB) / pairs(a.length);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** One number for each pair of labels that occurs. */
function jointLabels(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number[] {
  const seen = new Map<unknown, Map<unknown, number>>();
  let next = 0;
  return Array.from(a, (label, i) => {
    const inner = seen.get(label) ?? new Map<unknown, number>();
    seen.set(label, inner);
    if (!inner.has(b[i])) inner.set(b[i], next++);
    return inner.get(b[i])!;
  });
}
