/**
 * Item neighbors by cosine in plain JavaScript: dot products of one item with all others by way of its users, then the k largest by insertion.
 * @module
 */
import type { Rows } from '../data.ts';

/** k places an item, best first; -1: no more. */
export interface Neighbors {
  readonly ids: Int32Array;
  readonly cosines: Float64Array;
}

/** For 0/1 data: counts. */
export function neighborsOfOnes({ starts, items, nItems }: Rows, k: number): Neighbors {
  const { first, users } = transpose(starts, items, nItems);
  const inverse = new Float64Array(nItems);
  for (let j = 0; j < nItems; j++) inverse[j] = 1 / Math.sqrt(first[j + 1] - first[j]);
  const out = { ids: new Int32Array(nItems * k).fill(-1), cosines: new Float64Array(nItems * k) };
  const counts = new Int32Array(nItems);
  for (let i = 0; i < nItems; i++) {
    for (let p = first[i]; p < first[i + 1]; p++) {
      const u = users[p];
      for (let q = starts[u], end = starts[u + 1]; q < end; q++) counts[items[q]]++;
    }
    counts[i] = 0;
    keep(counts, inverse, nItems, i, k, out);
  }
  return out;
}

/** For whole numbers: integer sums. */
export function neighborsOfWholes({ starts, items, values, nItems }: Rows, k: number): Neighbors {
  const { first, users, places } = transpose(starts, items, nItems);
  const whole = Int32Array.from(values!);
  const inverse = new Float64Array(nItems);
  for (let p = 0; p < items.length; p++) inverse[items[p]] += whole[p] * whole[p];
  for (let j = 0; j < nItems; j++) inverse[j] = 1 / Math.sqrt(inverse[j]);
  const out = { ids: new Int32Array(nItems * k).fill(-1), cosines: new Float64Array(nItems * k) };
  const sums = new Int32Array(nItems);
  for (let i = 0; i < nItems; i++) {
    for (let p = first[i]; p < first[i + 1]; p++) {
      const u = users[p];
      const v = whole[places[p]];
      for (let q = starts[u], end = starts[u + 1]; q < end; q++) sums[items[q]] += v * whole[q];
    }
    sums[i] = 0;
    keep(sums, inverse, nItems, i, k, out);
  }
  return out;
}

function transpose(starts: Int32Array, items: Uint16Array, nItems: number) {
  const first = new Int32Array(nItems + 1);
  for (let p = 0; p < items.length; p++) first[items[p] + 1]++;
  for (let j = 0; j < nItems; j++) first[j + 1] += first[j];
  const next = first.slice();
  const users = new Int32Array(items.length);
  const places = new Int32Array(items.length);
  for (let u = 0; u + 1 < starts.length; u++) {
    for (let p = starts[u]; p < starts[u + 1]; p++) {
      const at = next[items[p]]++;
      users[at] = u;
      places[at] = p;
    }
  }
  return { first, users, places };
}

/** The k largest cosines of item i, and the sums back to 0. */
function keep(sums: Int32Array, inverse: Float64Array, n: number, i: number, k: number, { ids, cosines }: Neighbors): void {
  const from = i * k;
  let size = 0;
  let least = 0;
  for (let j = 0; j < n; j++) {
    const sum = sums[j];
    if (sum === 0) continue;
    sums[j] = 0;
    const s = sum * inverse[j];
    if (size === k && s <= least) continue;
    let e = from + (size < k ? size++ : k - 1);
    for (; e > from && cosines[e - 1] < s; e--) {
      cosines[e] = cosines[e - 1];
      ids[e] = ids[e - 1];
    }
    cosines[e] = s;
    ids[e] = j;
    if (size === k) least = cosines[from + k - 1];
  }
  for (let e = from; e < from + size; e++) cosines[e] *= inverse[i];
}
