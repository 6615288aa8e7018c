/**
 * A session that computes rows of nearest items, by the kernel that fits the values: ones, whole numbers that are counted in 16 bits, or any.
 * @module
 */
import { allOnes, type CompressedColumns, type CompressedRows } from '../data/compressed-rows.js';
import { fit } from '../kernels/fit.js';

/** What the rows are computed from. */
export interface NeighborData {
  readonly byUser: CompressedRows;
  readonly byItem: CompressedColumns;
  /** |i|^2 of each item. */
  readonly squares: Float64Array;
  /** Items. */
  readonly n: number;
  /** Neighbors a row. */
  readonly k: number;
  /** About how many operations a row takes. */
  readonly work: number;
}

export interface RowSession {
  /** Compute the rows from place `from` to `to` of those asked for. */
  run(from: number, to: number): void;
  readonly ids: Int32Array;
  readonly cosines: Float32Array;
  close(): void;
}

/** Lengths that the tiles go over are a whole number of lanes. */
const padded = (n: number) => 8 * Math.ceil(n / 8);

/** What every kernel reads and writes: see assembly/neighbors.ts. */
function commonArrays({ byUser, byItem, squares, n, k }: NeighborData, rows: Int32Array) {
  return {
    rows,
    userStarts: byItem.starts,
    users: byItem.users,
    itemStarts: byUser.starts,
    squares,
    scores: [Float32Array, padded(n)],
    candidates: [Int32Array, n + 16],
    exact: [Float64Array, 2 * n + 128],
    ids: [Int32Array, rows.length * k],
    cosines: [Float32Array, rows.length * k],
  } as const;
}
type Common = ReturnType<typeof commonArrays>;
type Sizes = Pick<NeighborData, 'n' | 'k' | 'work'>;

/**
 * @param rows - the items to compute
 * @param narrow - are their products whole numbers of 16 bits?
 */
export function openRows(data: NeighborData, rows: Int32Array, narrow: boolean): RowSession {
  const { byUser, byItem, squares, n, k } = data;
  const common = commonArrays(data, rows);
  const sizes = { n, k, work: rows.length * data.work };
  if (!narrow) {
    const inverse = inverses(squares, new Float64Array(padded(n)));
    return ofValues(common, { byItem: byItem.values, byUser: byUser.values, items: byUser.items, inverse }, sizes);
  }
  const own = { items: new Uint16Array(byUser.items), inverse: inverses(squares, new Float32Array(padded(n))) };
  if (allOnes(byUser.values)) return ofOnes(common, own, sizes);
  return ofWholes(common, { ...own, byItem: new Uint16Array(byItem.values), byUser: new Uint16Array(byUser.values) }, sizes);
}

function ofOnes(common: Common, own: { items: Uint16Array; inverse: Float32Array }, { n, k, work }: Sizes): RowSession {
  const { run, held: h, close } = fit.open({ ...common, ...own, counts: [Uint16Array, own.inverse.length] }, work);
  // prettier-ignore
  const rows = (from: number, to: number) => run.neighborsOfOnes(
    h.rows, from, to, n, k, h.userStarts, h.users, h.itemStarts, h.items, h.squares, h.inverse,
    h.counts, h.scores, h.candidates, h.exact, h.ids, h.cosines,
  );
  return { run: rows, ids: h.ids, cosines: h.cosines, close };
}

function ofWholes(
  common: Common,
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
  common: Common,
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
