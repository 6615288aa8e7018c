/**
 * The silhouettes of a range of rows, s = (b - a) / max(a, b): a is the mean distance to the other rows of a row's cluster, b the least mean distance to
 * another cluster (Rousseeuw 1987); 0 in a cluster of one row. Several partitions share the distances: rows lie in cells, one for each combination of
 * clusters, and distances are summed once, cell by cell.
 * @module
 */
import { countingSort, startsOf } from '../data/compressed-rows.js';
import type { Matrix } from '../data/matrix.js';
import { fit } from '../kernels/fit.js';
import { ranges, type Range, type Task } from '../parts.js';
import type { Partition } from './partition.js';

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

/** Silhouettes of ranges of the rows, until it is closed. */
export interface SilhouetteSession {
  /** For each partition the silhouettes of the rows at the places from..to. Each depends on its row alone, not on the range. */
  range(from: number, to: number): Float64Array[];
  close(): void;
}

/** Rows of a block of the kernel. */
const LANES = 8;

/** @param cells - as `cellsOf` makes them */
export function openSilhouettes({ rows, nColumns: d, starts, clusters, sizes }: SilhouetteCells): SilhouetteSession {
  const nCells = starts.length - 1;
  const n = starts[nCells];
  const plan = {
    rows,
    starts,
    block: [Float64Array, LANES * d],
    cellSums: [Float64Array, LANES * nCells],
    groupOf: Int32Array.from(clusters.flatMap((list) => [...list])),
    sums: [Float64Array, LANES * sizes.reduce((most, { length }) => Math.max(most, length), 0)],
  } as const;
  const { run, held, close } = fit.open(plan, n * n * (d + 2));
  const groupOf = clusters.map((_, l) => held.groupOf.subarray(l * nCells, (l + 1) * nCells));
  const blockOf = (first: number) => {
    for (let e = 0; e < LANES; e++) {
      const p = Math.min(first + e, n - 1) * d; // rows after the last count as the last
      for (let j = 0; j < d; j++) held.block[j * LANES + e] = rows[p + j];
    }
  };
  const range = (from: number, to: number) => {
    const found = clusters.map(() => new Float64Array(to - from));
    const cell = new Int32Array(LANES); // of the rows of a block
    for (let first = from; first < to; first += LANES) {
      blockOf(first);
      run.sumDistances(held.rows, d, held.starts, nCells, held.block, held.cellSums);
      const many = Math.min(to - first, LANES);
      for (let e = 0; e < many; e++) while (starts[cell[e] + 1] <= first + e) cell[e]++;
      for (let l = 0; l < clusters.length; l++) {
        run.foldSums(held.cellSums, groupOf[l], nCells, sizes[l].length, held.sums);
        for (let e = 0; e < many; e++) found[l][first + e - from] = silhouetteOf(held.sums, e, sizes[l], clusters[l][cell[e]]);
      }
    }
    return found;
  };
  return { range, close };
}

/** Ranges of places, as many whatever the threads: whole blocks. */
export function partsOfRows(n: number): Range[] {
  return ranges(Math.ceil(n / LANES), 64).map(({ from, to }) => ({ from: LANES * from, to: Math.min(n, LANES * to) }));
}

/** Operations between two reports: some milliseconds. */
const STEP = 4e6;

/** A part is a range of places. */
export const SILHOUETTES: Task<SilhouetteCells, Range, Float64Array[], { cells: SilhouetteCells; session: SilhouetteSession }> = {
  name: 'silhouettes',
  stage: 'measuring silhouettes',
  open: (cells) => ({ cells, session: openSilhouettes(cells) }),
  *steps({ cells: { starts, nColumns, clusters }, session }, { from, to }) {
    const found = clusters.map(() => new Float64Array(to - from));
    const block = LANES * Math.ceil(STEP / (LANES * starts[starts.length - 1] * (nColumns + 2)));
    for (let at = from; at < to; at += block) {
      const end = Math.min(to, at + block);
      session.range(at, end).forEach((values, l) => found[l].set(values, at - from));
      yield { done: end - from, total: to - from, stage: 'measuring silhouettes' };
    }
    return found;
  },
  close: ({ session }) => session.close(),
};

/** @param sums - the distances to the rows of each cluster; those of row e of a block stand at 8 c + e */
function silhouetteOf(sums: Float64Array, e: number, sizes: Int32Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const a = sums[LANES * own + e] / (sizes[own] - 1);
  let b = Infinity;
  for (let c = 0; c < sizes.length; c++) if (c !== own) b = Math.min(b, sums[LANES * c + e] / sizes[c]);
  const most = Math.max(a, b);
  return most === 0 ? 0 : (b - a) / most;
}
