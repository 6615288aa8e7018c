import { laneMaxima, laneMaxima64, reach16, reach8 } from './tiles';

// The k best under one total order: higher score first, equal scores by lower index. The order alone defines the answer, so the way there may differ
// between builds: only the SIMD build looks for a threshold by lane maxima first.

/** Scores computed in f32 err by less than this (relative), three roundings of 2^-24 and some room. */
const LOOSE: f64 = 1.0 - 1.0 / 2097152.0;

/**
 * Indices, rising, of a superset of the k best of n f32 scores that are at least `least` (above 0), when each score errs by less than 2^-21:
 * every score within that of the k-th largest is there. Returns how many. scores is read; ids (n), work (2n + 128) are written.
 */
export function shortlist(scores: Float32Array, n: i32, k: i32, least: f32, ids: Int32Array, work: Float64Array): i32 {
  if (k < 1) return 0;
  let size: i32 = 0;
  let limit: i32 = k + 496;
  let t: f32 = threshold(scores, n, k, least, work);
  for (let i: i32 = 0; i < n; i += 16) {
    let hits: i32 = 0; // bit e: i + e is a candidate
    if (i + 16 <= n) hits = reach16(scores, i, t);
    else for (let e: i32 = i; e < n; e++) if (scores[e] >= t) hits |= 1 << (e - i);
    while (hits != 0) {
      ids[size++] = i + 31 - Math.clz32(hits & -hits);
      hits &= hits - 1;
    }
    if (size > limit) {
      t = keepReaching(scores, ids, size, k, t, work);
      let kept: i32 = 0;
      for (let e: i32 = 0; e < size; e++) { const id = ids[e]; ids[kept] = id; kept += scores[id] >= t ? 1 : 0; }
      size = kept;
      limit = size + k + 496;
    }
  }
  return size;
}

/** A score that at least k of the scores reach, less the room for error: from the k-th largest of 128 maxima of disjoint parts. `least` without SIMD. */
export function threshold(scores: Float32Array, n: i32, k: i32, least: f32, work: Float64Array): f32 {
  if (ASC_FEATURE_SIMD) {
    if (k <= 128 && n >= 512) {
      laneMaxima(scores, n, work);
      const t: f32 = Math.fround(largest(work, 0, 128, k) * LOOSE);
      if (t > least) return t;
    }
  }
  return least;
}

/** The score that candidates must reach to stay among the k best of those found so far, less the room for error; never below t. */
export function keepReaching(scores: Float32Array, ids: Int32Array, size: i32, k: i32, t: f32, work: Float64Array): f32 {
  for (let e: i32 = 0; e < size; e++) work[e] = scores[ids[e]];
  const reached: f32 = Math.fround(largest(work, 0, size, k) * LOOSE);
  return reached > t ? reached : t;
}

/**
 * The k best of n f64 scores that are at least `least`, best first; returns how many. NaN is never among them.
 * scores is read; ids (n) and work (2n + 128) are written: the first places are the answer.
 */
export function topK(scores: Float64Array, n: i32, k: i32, least: f64, ids: Int32Array, work: Float64Array): i32 {
  if (k < 1) return 0;
  let t: f64 = least;
  if (ASC_FEATURE_SIMD) {
    if (k <= 64 && n >= 256) {
      laneMaxima64(scores, n, work);
      const reached = largest(work, 0, 64, k);
      if (reached > t) t = reached;
    }
  } else if (k <= FEW) {
    return keepBest(scores, n, k, least, ids, work);
  }
  let size: i32 = 0;
  for (let i: i32 = 0; i < n; i += 8) {
    let hits: i32 = 0;
    if (i + 8 <= n) hits = reach8(scores, i, t);
    else for (let e: i32 = i; e < n; e++) if (scores[e] >= t) hits |= 1 << (e - i);
    while (hits != 0) {
      const id: i32 = i + 31 - Math.clz32(hits & -hits);
      hits &= hits - 1;
      ids[size] = id;
      work[size] = scores[id];
      size++;
    }
  }
  return best(ids, work, size, k);
}

/** The same for few: each score that beats the last of the k so far goes to its place. Without SIMD this is quicker than to look for candidates first. */
function keepBest(scores: Float64Array, n: i32, k: i32, least: f64, ids: Int32Array, work: Float64Array): i32 {
  let size: i32 = 0;
  let last: f64 = least;
  for (let i: i32 = 0; i < n; i += 8) {
    let hits: i32 = 0;
    if (i + 8 <= n) hits = reach8(scores, i, last);
    else for (let e: i32 = i; e < n; e++) if (scores[e] >= last) hits |= 1 << (e - i);
    while (hits != 0) {
      const id: i32 = i + 31 - Math.clz32(hits & -hits);
      hits &= hits - 1;
      const score = scores[id];
      if (size == k && !(score > work[k - 1])) continue;
      let j: i32 = size;
      if (size < k) size++;
      else j = k - 1;
      for (; j > 0 && score > work[j - 1]; j--) { work[j] = work[j - 1]; ids[j] = ids[j - 1]; }
      work[j] = score;
      ids[j] = id;
      if (size == k) last = work[k - 1];
    }
  }
  return size;
}

/** Up to this k, putting each candidate in its place is quicker than selecting and sorting (measured). */
const FEW: i32 = 64;

/**
 * Of n candidates (ids rising) with exact scores, the k best, best first, in place; returns how many: min(n, k).
 * ids and scores are read and written; scores needs room for 2n.
 */
export function best(ids: Int32Array, scores: Float64Array, n: i32, k: i32): i32 {
  if (k > FEW) return select(ids, scores, n, k);
  let size: i32 = 0;
  for (let i: i32 = 0; i < n; i++) {
    const score = scores[i];
    if (size == k && !(score > scores[k - 1])) continue;
    const id = ids[i];
    let j: i32 = size;
    if (size < k) size++;
    else j = k - 1;
    for (; j > 0 && score > scores[j - 1]; j--) { scores[j] = scores[j - 1]; ids[j] = ids[j - 1]; }
    scores[j] = score;
    ids[j] = id;
  }
  return size;
}

/** The same by the k-th largest score. */
export function select(ids: Int32Array, scores: Float64Array, n: i32, k: i32): i32 {
  let size: i32 = n;
  if (n > k) {
    for (let i: i32 = 0; i < n; i++) scores[n + i] = scores[i];
    const t = largest(scores, n, n, k);
    let equal: i32 = k;
    for (let i: i32 = 0; i < n; i++) equal -= scores[i] > t ? 1 : 0; // how many equal to t stay
    size = 0;
    for (let i: i32 = 0; i < n; i++) {
      const score = scores[i];
      ids[size] = ids[i];
      scores[size] = score; // written always: no branch to mispredict
      size += score > t ? 1 : 0;
      if (score == t && equal > 0) { equal--; size++; }
    }
    size = k;
  }
  sort(ids, scores, size);
  return size;
}

/** The k-th largest of x[from..from + n), which it rearranges (Hoare 1961). */
export function largest(x: Float64Array, from: i32, n: i32, k: i32): f64 {
  const place: i32 = from + k - 1;
  let lo: i32 = from;
  let hi: i32 = from + n - 1;
  while (lo < hi) {
    const middle = x[(lo + hi) >> 1];
    let i: i32 = lo;
    let j: i32 = hi;
    while (i <= j) {
      while (x[i] > middle) i++;
      while (middle > x[j]) j--;
      if (i <= j) { const a = x[i]; x[i] = x[j]; x[j] = a; i++; j--; }
    }
    if (place <= j) hi = j;
    else if (place >= i) lo = i;
    else break;
  }
  return x[place];
}

/** By falling score, equal ones by rising index (Shell 1959: k is tens, rarely thousands). */
export function sort(ids: Int32Array, scores: Float64Array, n: i32): void {
  let gap: i32 = n > 24 ? (n * 29) >> 6 : 1;
  for (; gap > 0; gap = gap == 1 ? 0 : ((gap * 29) >> 6) | 1) {
    for (let i: i32 = gap; i < n; i++) {
      const score = scores[i];
      const id = ids[i];
      let j: i32 = i - gap;
      for (; j >= 0 && (score > scores[j] || (score == scores[j] && id < ids[j])); j -= gap) { scores[j + gap] = scores[j]; ids[j + gap] = ids[j]; }
      scores[j + gap] = score;
      ids[j + gap] = id;
    }
  }
}
