// What kernels promise whose way there differs between builds: shortlist a superset of the k best, threshold a bound that keeps them, nearest labels and
// scores within the error of f32.
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

/** nearest(blocks, from, to, d, centers, k, labels, least, leads) */
export function nearestPromise(args: readonly Argument[], _: number, after: readonly Argument[]): string | undefined {
  const [blocks, from, to, d, centers, k] = args as [Float32Array, number, number, number, Float32Array, number];
  const [labels, least, leads] = after.slice(6) as [Int32Array, Float32Array, Float32Array];
  const untouched = (i: number) => labels[i] === -1 && least[i] === -1 && leads[i] === -1;
  for (let i = 0; i < labels.length; i++) {
    if (i < from * 16 || i >= to * 16) {
      if (!untouched(i)) return `row ${i} is written`;
      continue;
    }
    const scores = Array.from({ length: k }, (_, c) => scoreOf(blocks, i, centers, c, d));
    const [first, second] = [...scores.map(({ score }) => score), Infinity, Infinity].sort((a, b) => a - b);
    const room = Math.max(0, ...scores.map(({ size }) => (size < Infinity ? (d + 2) * 2 ** -24 * size + 1e-37 : 0)));
    const near = (got: number, want: number) => Object.is(got, want) || Math.abs(got - want) <= 2 * room + Math.abs(want) * 2 ** -23;
    if (!near(least[i], first)) return `row ${i} scores ${least[i]} instead of ${first}`;
    if (!near(leads[i], second - first)) return `row ${i} leads by ${leads[i]} instead of ${second - first}`;
    const score = k > 0 ? scores[labels[i]].score : first;
    if (score !== first && !(score - first <= 2 * room)) return `row ${i} goes to ${labels[i]}`;
  }
  return undefined;
}

/** |c|^2 - 2cx of row i and center c as packCenters lays it out, in f64, and the size of its terms. */
function scoreOf(blocks: Float32Array, i: number, centers: Float32Array, c: number, d: number) {
  const head = (c >> 1) * 2 * (d + 1) + (c & 1);
  let [score, size] = [centers[head], Math.abs(centers[head])];
  for (let j = 0; j < d; j++) {
    const term = blocks[((i >> 4) * d + j) * 16 + (i & 15)] * centers[head + 2 * (j + 1)];
    score += term;
    size += Math.abs(term);
  }
  return { score, size };
}
