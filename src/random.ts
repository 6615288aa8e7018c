/**
 * The seeded generator: every random choice of kindred comes from here, so that a seed means the same everywhere.
 * @module
 */

/**
 * Uniform numbers in [0, 1) from a Weyl sequence through a 32-bit finaliser (the constants are those of Wellons' search for low-bias hashes).
 * @param seed - a whole number of 32 bits
 * @param skipped - numbers of the sequence to leave out, in one step
 */
export function generator(seed: number, skipped = 0): () => number {
  let state = (seed + Math.imul(skipped, 0x9e3779b9)) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let h = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
    return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
  };
}

/** k distinct whole numbers below n, k at most n, in no order (Floyd's sampling: Bentley & Floyd 1987). */
export function sample(n: number, k: number, random: () => number): number[] {
  const chosen = new Set<number>();
  for (let i = n - k; i < n; i++) {
    const row = Math.floor(random() * (i + 1));
    chosen.add(chosen.has(row) ? i : row);
  }
  return [...chosen];
}
