/**
 * The silhouettes of a range of rows, s = (b - a) / max(a, b): a is the mean distance to the other rows of a row's cluster, b the least mean distance to
 * another cluster (Rousseeuw 1987); 0 in a cluster of one row. Several partitions share the distances: rows lie in cells, one for each combination of
 * clusters, and distances are summed once, cell by cell.
 * @module
 */
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Matrix } from '../data/matrix.js';
import { ranges, type Range, type Task } from '../parts.js';
import type { Partition } from './labels.js';

/** Plain typed arrays, so that another thread can take a range of the rows. */
export interface SilhouetteCells {
  /** The rows, cell after cell. */
  readonly rows: Float64Array;
  readonly nColumns: number;
  /** Where the rows of each cell begin, and the end. */
  readonly starts: Int32Array;
  /** For each partition: the cluster of each cell. */
  readonly clusters: readonly Int32Array[];
  /** For each partition: the rows of each cluster. */
  readonly sizes: readonly Int32Array[];
}

/** The cells of some partitions of the same rows, and which row of X lies at each place. */
export function cellsOf(X: Matrix, partitions: readonly Partition[]): { cells: SilhouetteCells; order: Int32Array } {
  const { cell, nCells } = combinations(partitions, X.nRows);
  const order = countingSort(cell, nCells);
  const starts = startsOf(cell, nCells);
  const rows = new Float64Array(X.data.length);
  for (let p = 0; p < order.length; p++) rows.set(X.row(order[p]), p * X.nColumns);
  const clusters = partitions.map(({ codes }) => Int32Array.from({ length: nCells }, (_, c) => codes[order[starts[c]]]));
  return { cells: { rows, nColumns: X.nColumns, starts, clusters, sizes: partitions.map(({ sizes }) => sizes) }, order };
}

/** One number for each combination of clusters that occurs. */
function combinations(partitions: readonly Partition[], n: number): { cell: Int32Array; nCells: number } {
  const cell = new Int32Array(n);
  let nCells = Math.min(n, 1);
  for (const { codes, sizes } of partitions) {
    const seen = new Map<number, number>();
    for (let i = 0; i < n; i++) {
      const pair = cell[i] * sizes.length + codes[i];
      if (!seen.has(pair)) seen.set(pair, seen.size);
      cell[i] = seen.get(pair)!;
    }
    nCells = seen.size;
  }
  return { cell, nCells };
}

/** Ranges of places, as many whatever the threads: whole fours, because four rows are measured at a time. */
export function partsOfRows(n: number): Range[] {
  return ranges(Math.ceil(n / 4), 64).map(({ from, to }) => ({ from: 4 * from, to: Math.min(n, 4 * to) }));
}

/** Operations between two reports: some milliseconds. */
const STEP = 4e6;

/** A part is a range of places. */
export const SILHOUETTES: Task<SilhouetteCells, Range, Float64Array[], SilhouetteCells> = {
  name: 'silhouettes',
  stage: 'measuring silhouettes',
  open: (cells) => cells,
  *steps(cells, { from, to }) {
    const { starts, nColumns, clusters } = cells;
    const found = clusters.map(() => new Float64Array(to - from));
    const block = 4 * Math.ceil(STEP / (4 * starts[starts.length - 1] * (nColumns + 2)));
    for (let at = from; at < to; at += block) {
      const end = Math.min(to, at + block);
      silhouetteRange(cells, at, end).forEach((values, l) => found[l].set(values, at - from));
      yield { done: end - from, total: to - from, stage: 'measuring silhouettes' };
    }
    return found;
  },
};

/**
 * For each partition the silhouettes of the rows at the places from..to. Each depends on its row alone, not on the range.
 * @param cells - as `cellsOf` makes them
 */
export function silhouetteRange({ rows, nColumns, starts, clusters, sizes }: SilhouetteCells, from: number, to: number): Float64Array[] {
  const cellSums = new Float64Array(4 * (starts.length - 1));
  const clusterSums = sizes.map(({ length }) => new Float64Array(4 * length));
  const found = clusters.map(() => new Float64Array(to - from));
  let cell = 0;
  for (let first = from; first < to; first += 4) {
    sumDistances(rows, nColumns, starts, first, cellSums);
    for (let l = 0; l < clusters.length; l++) foldCells(cellSums, clusters[l], clusterSums[l]);
    for (let place = first; place < to && place < first + 4; place++) {
      while (starts[cell + 1] <= place) cell++;
      for (let l = 0; l < clusters.length; l++)
        found[l][place - from] = silhouetteOf(clusterSums[l], place - first, sizes[l], clusters[l][cell]);
    }
  }
  return found;
}

/**
 * sums[4 c + r] = the distances of row first + r to the rows of cell c, r from 0 to 3 (a row after the last counts as the last): four sums do not wait for
 * each other.
 */
function sumDistances(rows: Float64Array, d: number, starts: Int32Array, first: number, sums: Float64Array): void {
  const nCells = starts.length - 1;
  const last = starts[nCells] - 1;
  const p0 = first * d;
  const p1 = Math.min(first + 1, last) * d;
  const p2 = Math.min(first + 2, last) * d;
  const p3 = Math.min(first + 3, last) * d;
  for (let c = 0, q = 0; c < nCells; c++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (const end = starts[c + 1] * d; q < end;) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      for (let j = 0; j < d; j++, q++) {
        const y = rows[q];
        const g0 = rows[p0 + j] - y;
        const g1 = rows[p1 + j] - y;
        const g2 = rows[p2 + j] - y;
        const g3 = rows[p3 + j] - y;
        t0 += g0 * g0;
        t1 += g1 * g1;
        t2 += g2 * g2;
        t3 += g3 * g3;
      }
      s0 += Math.sqrt(t0);
      s1 += Math.sqrt(t1);
      s2 += Math.sqrt(t2);
      s3 += Math.sqrt(t3);
    }
    sums[4 * c] = s0;
    sums[4 * c + 1] = s1;
    sums[4 * c + 2] = s2;
    sums[4 * c + 3] = s3;
  }
}

/** From sums by cell to sums by cluster, four rows at a time. */
function foldCells(cellSums: Float64Array, clusterOf: Int32Array, sums: Float64Array): void {
  for (let q = 0; q < sums.length; q++) sums[q] = 0;
  for (let c = 0, p = 0; c < clusterOf.length; c++, p += 4) {
    const q = 4 * clusterOf[c];
    sums[q] += cellSums[p];
    sums[q + 1] += cellSums[p + 1];
    sums[q + 2] += cellSums[p + 2];
    sums[q + 3] += cellSums[p + 3];
  }
}

/** @param sums - the distances to the rows of each cluster; those of row r of four stand at 4 c + r */
function silhouetteOf(sums: Float64Array, r: number, sizes: Int32Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const a = sums[4 * own + r] / (sizes[own] - 1);
  let b = Infinity;
  for (let c = 0; c < sizes.length; c++) if (c !== own) b = Math.min(b, sums[4 * c + r] / sizes[c]);
  const most = Math.max(a, b);
  return most === 0 ? 0 : (b - a) / most;
}
