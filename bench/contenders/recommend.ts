/**
 * The top k for every user from a table of neighbors in plain JavaScript: scores in one array, the k best by insertion.
 * @module
 */
import type { Rows } from '../data.ts';
import type { Neighbors } from './neighbors.ts';

/** k places a user, best first; -1: no more. */
export interface Ranked {
  readonly ids: Int32Array;
  readonly scores: Float64Array;
}

export function topForAll({ starts, items, values, nItems }: Rows, table: Neighbors, nNeighbors: number, k: number): Ranked {
  const nUsers = starts.length - 1;
  const out = { ids: new Int32Array(nUsers * k).fill(-1), scores: new Float64Array(nUsers * k) };
  const scores = new Float64Array(nItems);
  for (let u = 0; u < nUsers; u++) {
    for (let p = starts[u]; p < starts[u + 1]; p++) {
      const value = values ? values[p] : 1;
      for (let e = items[p] * nNeighbors, end = e + nNeighbors; e < end && table.ids[e] >= 0; e++)
        scores[table.ids[e]] += table.cosines[e] * value;
    }
    for (let p = starts[u]; p < starts[u + 1]; p++) scores[items[p]] = 0;
    keep(scores, nItems, u * k, k, out);
  }
  return out;
}

function keep(scores: Float64Array, n: number, from: number, k: number, out: Ranked): void {
  let size = 0;
  let least = 0;
  for (let j = 0; j < n; j++) {
    const s = scores[j];
    scores[j] = 0;
    if (s <= least) continue; // 0 while the list is not full
    let e = from + (size < k ? size++ : k - 1);
    for (; e > from && out.scores[e - 1] < s; e--) {
      out.scores[e] = out.scores[e - 1];
      out.ids[e] = out.ids[e - 1];
    }
    out.scores[e] = s;
    out.ids[e] = j;
    if (size === k) least = out.scores[from + k - 1];
  }
}

/** The same as lists of objects, as kindred gives them. */
export function listsForAll(rows: Rows, table: Neighbors, nNeighbors: number, k: number): { item: number; score: number }[][] {
  const { ids, scores } = topForAll(rows, table, nNeighbors, k);
  return Array.from({ length: rows.starts.length - 1 }, (_, u) => {
    const list: { item: number; score: number }[] = [];
    for (let e = u * k; e < (u + 1) * k && ids[e] >= 0; e++) list.push({ item: ids[e], score: scores[e] });
    return list;
  });
}

type Score = (history: readonly number[]) => { item: number; score: number }[];

/** One history after the other, with arrays that are held: all scores are looked at. */
export function scannerOf(table: Neighbors, nItems: number, nNeighbors: number, k: number): Score {
  const scores = new Float64Array(nItems);
  const out = { ids: new Int32Array(k), scores: new Float64Array(k) };
  return (history) => {
    out.ids.fill(-1);
    out.scores.fill(0);
    for (const item of history) {
      for (let e = item * nNeighbors, end = e + nNeighbors; e < end && table.ids[e] >= 0; e++) scores[table.ids[e]] += table.cosines[e];
    }
    for (const item of history) scores[item] = 0;
    keep(scores, nItems, 0, k, out);
    return listOf(out, k);
  };
}

/** The same, looking only at the scores that were touched. */
export function collectorOf(table: Neighbors, nItems: number, nNeighbors: number, k: number): Score {
  const scores = new Float64Array(nItems);
  const touched = new Int32Array(nItems);
  const out = { ids: new Int32Array(k), scores: new Float64Array(k) };
  return (history) => {
    out.ids.fill(-1);
    out.scores.fill(0);
    let n = 0;
    for (const item of history) {
      for (let e = item * nNeighbors, end = e + nNeighbors; e < end && table.ids[e] >= 0; e++) {
        const j = table.ids[e];
        if (scores[j] === 0) touched[n++] = j;
        scores[j] += table.cosines[e];
      }
    }
    for (const item of history) scores[item] = 0;
    let size = 0;
    let least = 0;
    for (let t = 0; t < n; t++) {
      const j = touched[t];
      const s = scores[j];
      scores[j] = 0;
      if (s <= least) continue;
      let e = size < k ? size++ : k - 1;
      for (; e > 0 && out.scores[e - 1] < s; e--) {
        out.scores[e] = out.scores[e - 1];
        out.ids[e] = out.ids[e - 1];
      }
      out.scores[e] = s;
      out.ids[e] = j;
      if (size === k) least = out.scores[k - 1];
    }
    return listOf(out, k);
  };
}

function listOf({ ids, scores }: Ranked, k: number): { item: number; score: number }[] {
  const list: { item: number; score: number }[] = [];
  for (let e = 0; e < k && ids[e] >= 0; e++) list.push({ item: ids[e], score: scores[e] });
  return list;
}
