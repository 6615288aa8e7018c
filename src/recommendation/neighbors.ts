/**
 * The table of nearest items: for each item the k others that are most similar, computed row by row so that any set of rows can be computed anew. Cosines and dot
 * products have kernels; the others are computed by similarity-table.ts.
 * @module
 */
import { squaresOf, transpose, type CompressedRows } from '../data/compressed-rows.js';
import type { Steps } from '../progress.js';
import type { KNNSettings } from './knn-options.js';
import { openRows, type NeighborData } from './neighbor-rows.js';
import type { NeighborTable } from './neighbor-table.js';
import { comparedItems } from './similarity-table.js';
import { idList, toTable } from './table-of-places.js';

/** Items per call: many short calls, so that the engine's best code is reached early. */
const CHUNK = 64;

/**
 * The nearest neighbors of some items.
 * @param byUser - users by items
 * @param rows - the items to compute, rising; all where left out
 */
export function nearestItems(
  byUser: CompressedRows,
  nItems: number,
  settings: KNNSettings,
  rows: Int32Array = numbers(nItems),
): Steps<NeighborTable> {
  const { similarity, overlap, shrinkage, minSupport, negative } = settings;
  const hasKernel = similarity === 'dot' || (similarity === 'cosine' && overlap === 'all');
  return hasKernel && shrinkage === 0 && minSupport === 1 && negative === 'drop'
    ? byKernel(byUser, nItems, similarity === 'dot', settings.nNeighbors, rows)
    : comparedItems(byUser, nItems, settings, rows);
}

/** Cosines, or dot products: cosines of items whose norms are said to be 1. */
function* byKernel(byUser: CompressedRows, nItems: number, dot: boolean, k: number, rows: Int32Array): Steps<NeighborTable> {
  const scale = wholeScale(byUser.values);
  const valued = scale > 1 ? { ...byUser, values: byUser.values.map((v) => v * scale) } : byUser;
  const byItem = transpose(valued, nItems);
  const squares = squaresOf(byItem);
  const data: NeighborData = {
    byUser: valued,
    byItem,
    squares: dot ? new Float64Array(nItems).fill(1) : squares,
    n: nItems,
    k: Math.min(k, Math.max(1, nItems - 1)),
    work: nItems + products(byUser) / nItems,
  };
  // no product of two items is larger than their norms: where it stays below 2^16, 16 bits will do
  const largest = squares.reduce((a, b) => Math.max(a, b), 0);
  const fits = (i: number) => scale > 0 && nItems < 65536 && squares[i] * largest <= 65535 * 65535;
  const [narrow, wide] = [rows.filter(fits), rows.filter((i) => !fits(i))];
  const small = yield* compute(data, narrow, true, 0, rows.length);
  const places = { narrow: 0, wide: 0 };
  const large = wide.length > 0 && (yield* compute(data, wide, false, narrow.length, rows.length));
  const table = large
    ? assemble(rows.length, nItems, (r) => (fits(rows[r]) ? { table: small, row: places.narrow++ } : { table: large, row: places.wide++ }))
    : small;
  return dot && scale > 1 ? { ...table, weights: table.weights.map((w) => w / (scale * scale)) } : table;
}

/** Some rows, by the kernels of one width. */
function* compute(data: NeighborData, rows: Int32Array, narrow: boolean, before: number, total: number): Steps<NeighborTable> {
  const session = openRows(data, rows, narrow);
  try {
    for (let from = 0; from < rows.length; from += CHUNK) {
      const to = Math.min(rows.length, from + CHUNK);
      session.run(from, to);
      yield { done: before + to, total, stage: 'comparing items' };
    }
    return toTable(session.ids, session.cosines, rows.length, data.k, data.n);
  } finally {
    session.close();
  }
}

const numbers = (n: number) => new Int32Array(n).map((_, i) => i);

/** About how many products all rows take. */
function products({ starts }: CompressedRows): number {
  let sum = 0;
  for (let u = 0; u + 1 < starts.length; u++) sum += (starts[u + 1] - starts[u]) * (starts[u + 1] - starts[u]);
  return sum;
}

/** 1, 2 or 4 where all values times it are whole numbers (half stars, quarters), else 0. Powers of two change no bit of a cosine. */
function wholeScale(values: Float64Array): number {
  let scale = 1;
  for (let p = 0; p < values.length; p++) {
    const v = values[p];
    while (scale > 0 && !(v >= 0 && Math.floor(v * scale) === v * scale)) scale = scale === 4 ? 0 : scale * 2;
  }
  return scale;
}

/** A table whose row r stands in another: where, is asked once for each, in order. */
export function assemble(
  nRows: number,
  nItems: number,
  place: (r: number) => { table: NeighborTable; row: number },
  moved?: (table: NeighborTable, id: number) => number,
): NeighborTable {
  const places = Array.from({ length: nRows }, (_, r) => place(r));
  const starts = new Int32Array(nRows + 1);
  places.forEach(({ table, row }, r) => (starts[r + 1] = starts[r] + table.starts[row + 1] - table.starts[row]));
  const out = { starts, ids: idList(starts[nRows], nItems), weights: new Float32Array(starts[nRows]) };
  places.forEach(({ table, row }, r) => {
    for (let e = table.starts[row], p = starts[r]; e < table.starts[row + 1]; e++, p++) {
      out.ids[p] = moved ? moved(table, table.ids[e]) : table.ids[e];
      out.weights[p] = table.weights[e];
    }
  });
  return out;
}
