/**
 * Two model files that a promise says are the same, byte for byte: a digest alone would only freeze a difference.
 * @module
 */
export function sameBytes(found, expected, what) {
  if (found.length !== expected.length || found.some((byte, i) => byte !== expected[i])) throw new Error(`${what} other bytes`);
}
