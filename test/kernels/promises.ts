// What shortlist and threshold promise, whichever way a build goes: the one a superset of the k best, the other a bound that keeps them.
import type { Argument } from './builds.js';

/** Room for the error of an f32 score, relative. */
const ROOM = 2 ** -21;

/** Indices that must not be lost: scores of at least `least`, within the room of the k-th largest of those. */
function needed(scores: Float32Array, n: number, k: number, least: number): number[] {
  const reaching = [...scores.subarray(0, n).keys()].filter((i) => scores[i] >= least);
  if (k < 1 || reaching.length <= k) return k < 1 ? [] : reaching;
  const kth = Float64Array.from(reaching, (i) => scores[i]).sort()[reaching.length - k];
  return reaching.filter((i) => scores[i] >= kth * (1 - ROOM));
}

/** shortlist(scores, n, k, least, ids, work) */
export function shortlistPromise(args: readonly Argument[], size: number, after: readonly Argument[]): string | undefined {
  const [scores, n, k, least] = args as [Float32Array, number, number, number];
  const ids = (after[4] as Int32Array).subarray(0, size);
  if (size < 0 || size > n) return `${size} of ${n}`;
  if (ids.some((id, e) => e > 0 && id <= ids[e - 1])) return 'indices do not rise';
  if (ids.some((id) => !(scores[id] >= least))) return 'an index below the least score';
  const found = new Set(ids);
  const lost = needed(scores, n, k, least).find((i) => !found.has(i));
  return lost === undefined ? undefined : `index ${lost} is lost`;
}

/** threshold(scores, n, k, least, work) */
export function reachPromise(args: readonly Argument[], t: number): string | undefined {
  const [scores, n, k, least] = args as [Float32Array, number, number, number];
  if (!(t >= least)) return `${t} is below the least score`;
  const lost = needed(scores, n, k, least).find((i) => !(scores[i] >= t));
  return lost === undefined ? undefined : `index ${lost} is lost`;
}
