/**
 * A session that computes rows of nearest items, by the kernel that fits the values: ones, whole numbers that are counted in 16 bits, or any.
 * @module
 */
import type { CompressedColumns, CompressedRows } from '../data/compressed-rows.js';
import { fit } from '../kernels/fit.js';

/** What every kernel reads and writes: see assembly/neighbors.ts. */
export interface CommonArrays {
  readonly [name: string]: Parameters<typeof fit.open>[0][string];
  readonly rows: Int32Array;
  readonly userStarts: Int32Array;
  readonly users: Int32Array;
  readonly itemStarts: Int32Array;
  readonly squares: Float64Array;
  readonly scores: readonly [Float32ArrayConstructor, number];
  readonly candidates: readonly [Int32ArrayConstructor, number];
  readonly exact: readonly [Float64ArrayConstructor, number];
  readonly ids: readonly [Int32ArrayConstructor, number];
  readonly cosines: readonly [Float32ArrayConstructor, number];
}

export interface Sizes {
  /** Items. */
  readonly n: number;
  /** Neighbors a row. */
  readonly k: number;
  /** About how many operations. */
  readonly work: number;
}

export interface RowSession {
  /** Compute the rows from place `from` to `to` of those asked for. */
  run(from: number, to: number): void;
  readonly ids: Int32Array;
  readonly cosines: Float32Array;
  close(): void;
}

/** Lengths that the tiles go over, a whole number of lanes. */
export const padded = (n: number) => 8 * Math.ceil(n / 8);

/** @param whole - are all values whole numbers from 0? */
export function openRows(
  common: CommonArrays,
  byUser: CompressedRows,
  byItem: CompressedColumns,
  whole: boolean,
  sizes: Sizes,
): RowSession {
  const { n } = sizes;
  const { squares } = common;
  if (!whole || n >= 65536 || !squares.every((s) => s <= 65535)) {
    const inverse = inverses(squares, new Float64Array(padded(n)));
    return ofValues(common, { byItem: byItem.values, byUser: byUser.values, items: byUser.items, inverse }, sizes);
  }
  const own = { items: new Uint16Array(byUser.items), inverse: inverses(squares, new Float32Array(padded(n))) };
  if (byUser.values.every((v) => v === 1)) return ofOnes(common, own, sizes);
  return ofWholes(common, { ...own, byItem: new Uint16Array(byItem.values), byUser: new Uint16Array(byUser.values) }, sizes);
}

function ofOnes(common: CommonArrays, own: { items: Uint16Array; inverse: Float32Array }, { n, k, work }: Sizes): RowSession {
  const { run, held: h, close } = fit.open({ ...common, ...own, counts: [Uint16Array, own.inverse.length] }, work);
  // prettier-ignore
  const rows = (from: number, to: number) => run.neighborsOfOnes(
    h.rows, from, to, n, k, h.userStarts, h.users, h.itemStarts, h.items, h.squares, h.inverse,
    h.counts, h.scores, h.candidates, h.exact, h.ids, h.cosines,
  );
  return { run: rows, ids: h.ids, cosines: h.cosines, close };
}

function ofWholes(
  common: CommonArrays,
  own: { byItem: Uint16Array; byUser: Uint16Array; items: Uint16Array; inverse: Float32Array },
  { n, k, work }: Sizes,
): RowSession {
  const { run, held: h, close } = fit.open({ ...common, ...own, counts: [Uint16Array, own.inverse.length] }, work);
  // prettier-ignore
  const rows = (from: number, to: number) => run.neighborsOfWholes(
    h.rows, from, to, n, k, h.userStarts, h.users, h.byItem, h.itemStarts, h.items, h.byUser, h.squares, h.inverse,
    h.counts, h.scores, h.candidates, h.exact, h.ids, h.cosines,
  );
  return { run: rows, ids: h.ids, cosines: h.cosines, close };
}

function ofValues(
  common: CommonArrays,
  own: { byItem: Float64Array; byUser: Float64Array; items: Int32Array; inverse: Float64Array },
  { n, k, work }: Sizes,
): RowSession {
  const { run, held: h, close } = fit.open({ ...common, ...own, sums: [Float64Array, own.inverse.length] }, work);
  // prettier-ignore
  const rows = (from: number, to: number) => run.neighborsOfValues(
    h.rows, from, to, n, k, h.userStarts, h.users, h.byItem, h.itemStarts, h.items, h.byUser, h.squares, h.inverse,
    h.sums, h.scores, h.candidates, h.exact, h.ids, h.cosines,
  );
  return { run: rows, ids: h.ids, cosines: h.cosines, close };
}

function inverses<A extends Float32Array | Float64Array>(squares: Float64Array, out: A): A {
  squares.forEach((s, i) => (out[i] = s > 0 ? 1 / Math.sqrt(s) : 0));
  return out;
}
