import { addOnes, addProducts, clear, weigh, weighSums } from './tiles';
import { best, shortlist } from './topk';

// Items are compared through their users: cosine(i, j) = dot(i, j) / sqrt(|i|^2 |j|^2) (Sarwar et al. 2001). Both directions are compressed rows:
// item i has users[userStarts[i]..userStarts[i + 1]), user u has items[itemStarts[u]..itemStarts[u + 1]). An f32 pass over all items shortlists,
// the cosines that are kept are computed in f64 from exact (or f64) dot products.
//
// Read: rows, userStarts, users, byItem, itemStarts, items, byUser, squares (|i|^2), inverse (1 / |i|, filled up with zeros to a whole 8).
// Work space, zero between calls: counts or sums (n, filled up to a whole 8). Work space: scores (same), candidates (n), exact (2n + 128).
// Written: ids and cosines, k places for each row asked for; places left over get id -1.

/** How many users each item shares with item i. */
export function countTogether(i: i32, userStarts: Int32Array, users: Int32Array, itemStarts: Int32Array, items: Uint16Array, counts: Uint16Array): void {
  for (let p: i32 = userStarts[i], end: i32 = userStarts[i + 1]; p < end; p++) {
    addOnes(items, itemStarts[users[p]], itemStarts[users[p] + 1], counts);
  }
}

/** The dot product of each item with item i, in whole numbers of 16 bits. */
export function sumTogether(i: i32, userStarts: Int32Array, users: Int32Array, byItem: Uint16Array, itemStarts: Int32Array, items: Uint16Array, byUser: Uint16Array, sums: Uint16Array): void {
  for (let p: i32 = userStarts[i], end: i32 = userStarts[i + 1]; p < end; p++) {
    addProducts(byItem[p], items, byUser, itemStarts[users[p]], itemStarts[users[p] + 1], sums);
  }
}

/** The dot product of each item with item i, in f64, users in rising order. */
export function addTogether(i: i32, userStarts: Int32Array, users: Int32Array, byItem: Float64Array, itemStarts: Int32Array, items: Int32Array, byUser: Float64Array, sums: Float64Array): void {
  for (let p: i32 = userStarts[i], end: i32 = userStarts[i + 1]; p < end; p++) {
    const value = byItem[p];
    for (let q: i32 = itemStarts[users[p]], last: i32 = itemStarts[users[p] + 1]; q < last; q++) {
      const j = items[q];
      sums[j] = sums[j] + value * byUser[q];
    }
  }
}

/** The k nearest items of each of rows[from..to), 0/1 interactions; no item may have more than 65,535 users. */
export function neighborsOfOnes(rows: Int32Array, from: i32, to: i32, n: i32, k: i32, userStarts: Int32Array, users: Int32Array, itemStarts: Int32Array, items: Uint16Array, squares: Float64Array, inverse: Float32Array, counts: Uint16Array, scores: Float32Array, candidates: Int32Array, exact: Float64Array, ids: Int32Array, cosines: Float32Array): void {
  for (let r: i32 = from; r < to; r++) {
    countTogether(rows[r], userStarts, users, itemStarts, items, counts);
    keepNearest(r, rows[r], n, k, squares, inverse, counts, scores, candidates, exact, ids, cosines);
  }
}

/** The same for whole numbers; no item's |i|^2 may pass 65,535, so that no dot product does. */
export function neighborsOfWholes(rows: Int32Array, from: i32, to: i32, n: i32, k: i32, userStarts: Int32Array, users: Int32Array, byItem: Uint16Array, itemStarts: Int32Array, items: Uint16Array, byUser: Uint16Array, squares: Float64Array, inverse: Float32Array, counts: Uint16Array, scores: Float32Array, candidates: Int32Array, exact: Float64Array, ids: Int32Array, cosines: Float32Array): void {
  for (let r: i32 = from; r < to; r++) {
    sumTogether(rows[r], userStarts, users, byItem, itemStarts, items, byUser, counts);
    keepNearest(r, rows[r], n, k, squares, inverse, counts, scores, candidates, exact, ids, cosines);
  }
}

/** The same for any values, and for items beyond 16 bits. */
export function neighborsOfValues(rows: Int32Array, from: i32, to: i32, n: i32, k: i32, userStarts: Int32Array, users: Int32Array, byItem: Float64Array, itemStarts: Int32Array, items: Int32Array, byUser: Float64Array, squares: Float64Array, inverse: Float64Array, sums: Float64Array, scores: Float32Array, candidates: Int32Array, exact: Float64Array, ids: Int32Array, cosines: Float32Array): void {
  for (let r: i32 = from; r < to; r++) {
    const i = rows[r];
    addTogether(i, userStarts, users, byItem, itemStarts, items, byUser, sums);
    sums[i] = 0;
    weighSums(sums, inverse, (n + 3) & ~3, scores);
    const size = shortlist(scores, n, k, TINY, candidates, exact);
    const square = squares[i];
    for (let e: i32 = 0; e < size; e++) { const j = candidates[e]; exact[e] = sums[j] / Math.sqrt(square * squares[j]); }
    for (let j: i32 = 0; j < n; j++) sums[j] = 0;
    write(r, k, best(candidates, exact, size, k), candidates, exact, ids, cosines);
  }
}

/** Any cosine of a shared user is larger: scores are cosines times |i|, so this only tells something from nothing. */
const TINY: f32 = Math.fround(1e-30);

/** From the dot products with item i (cleared here) to place r of the table. */
function keepNearest(r: i32, i: i32, n: i32, k: i32, squares: Float64Array, inverse: Float32Array, counts: Uint16Array, scores: Float32Array, candidates: Int32Array, exact: Float64Array, ids: Int32Array, cosines: Float32Array): void {
  const padded: i32 = (n + 7) & ~7;
  counts[i] = 0;
  weigh(counts, inverse, padded, scores);
  const size = shortlist(scores, n, k, TINY, candidates, exact);
  const square = squares[i];
  for (let e: i32 = 0; e < size; e++) { const j = candidates[e]; exact[e] = counts[j] / Math.sqrt(square * squares[j]); }
  clear(counts, padded);
  write(r, k, best(candidates, exact, size, k), candidates, exact, ids, cosines);
}

function write(r: i32, k: i32, size: i32, candidates: Int32Array, exact: Float64Array, ids: Int32Array, cosines: Float32Array): void {
  for (let e: i32 = 0; e < k; e++) {
    ids[r * k + e] = e < size ? candidates[e] : -1;
    cosines[r * k + e] = e < size ? Math.fround(exact[e]) : 0;
  }
}
