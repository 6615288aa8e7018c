/**
 * The table of nearest items: for each item the k others of the largest cosine, computed row by row so that any set of rows can be computed anew.
 * @module
 */
import { squaresOf, transpose, type CompressedColumns, type CompressedRows } from '../data/compressed-rows.js';
import { KindredError } from '../errors.js';
import { fit } from '../kernels/fit.js';
import type { Steps } from '../progress.js';

/** Row i: ids[starts[i]..starts[i + 1]) with their cosines, best first. */
export interface NeighborTable {
  readonly starts: Int32Array;
  readonly ids: Uint16Array | Int32Array;
  readonly weights: Float32Array;
}

/** Items per call: many short calls, so that the engine's best code is reached early. */
const CHUNK = 64;

/**
 * The nearest neighbors of some items.
 * @param byUser - users by items
 * @param k - neighbors an item
 * @param rows - the items to compute, rising; all where left out
 * @throws KindredError `invalid-data` for values beyond what f32 holds
 */
export function* nearestItems(byUser: CompressedRows, nItems: number, k: number, rows: Int32Array = numbers(nItems)): Steps<NeighborTable> {
  const scale = wholeScale(byUser.values);
  const valued = scale > 1 ? { ...byUser, values: byUser.values.map((v) => v * scale) } : byUser;
  const byItem = transpose(valued, nItems);
  const squares = squaresOf(byItem);
  const wanted = Math.min(k, Math.max(1, nItems - 1));
  const common = {
    rows,
    userStarts: byItem.starts,
    users: byItem.users,
    itemStarts: byUser.starts,
    squares,
    scores: [Float32Array, padded(nItems)],
    candidates: [Int32Array, nItems + 16],
    exact: [Float64Array, 2 * nItems + 128],
    ids: [Int32Array, rows.length * wanted],
    cosines: [Float32Array, rows.length * wanted],
  } as const;
  const session = open(common, valued, byItem, scale, { n: nItems, k: wanted, work: rows.length * (nItems + products(byUser) / nItems) });
  try {
    for (let from = 0; from < rows.length; from += CHUNK) {
      const to = Math.min(rows.length, from + CHUNK);
      session.run(from, to);
      yield { done: to, total: rows.length, stage: 'comparing items' };
    }
    return toTable(session.ids, session.cosines, rows.length, wanted, nItems);
  } finally {
    session.close();
  }
}

const numbers = (n: number) => new Int32Array(n).map((_, i) => i);
const padded = (n: number) => 8 * Math.ceil(n / 8);

/** About how many products all rows take. */
function products({ starts }: CompressedRows): number {
  let sum = 0;
  for (let u = 0; u + 1 < starts.length; u++) sum += (starts[u + 1] - starts[u]) * (starts[u + 1] - starts[u]);
  return sum;
}

interface Sizes {
  readonly n: number;
  readonly k: number;
  readonly work: number;
}

/** The session of the kernel that fits the values: ones, whole numbers that are counted in 16 bits, or any. */
function open(common: Common, byUser: CompressedRows, byItem: CompressedColumns, scale: number, { n, k, work }: Sizes): Rows {
  const { squares } = common;
  if (scale === 0 || n >= 65536 || !squares.every((s) => s <= 65535)) {
    return ofValues(
      common,
      { byItem: byItem.values, byUser: byUser.values, items: byUser.items, inverse: inverses(squares, new Float64Array(padded(n))) },
      n,
      k,
      work,
    );
  }
  const own = { items: new Uint16Array(byUser.items), inverse: inverses(squares, new Float32Array(padded(n))) };
  if (byUser.values.every((v) => v === 1)) return ofOnes(common, own, n, k, work);
  return ofWholes(common, { ...own, byItem: new Uint16Array(byItem.values), byUser: new Uint16Array(byUser.values) }, n, k, work);
}

type Common = Parameters<typeof fit.open>[0] & {
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
};

interface Rows {
  run(from: number, to: number): void;
  readonly ids: Int32Array;
  readonly cosines: Float32Array;
  close(): void;
}

function ofOnes(common: Common, own: { items: Uint16Array; inverse: Float32Array }, n: number, k: number, work: number): Rows {
  const { run, held: h, close } = fit.open({ ...common, ...own, counts: [Uint16Array, own.inverse.length] }, work);
  return {
    run: (from, to) =>
      run.neighborsOfOnes(
        h.rows,
        from,
        to,
        n,
        k,
        h.userStarts,
        h.users,
        h.itemStarts,
        h.items,
        h.squares,
        h.inverse,
        h.counts,
        h.scores,
        h.candidates,
        h.exact,
        h.ids,
        h.cosines,
      ),
    ids: h.ids,
    cosines: h.cosines,
    close,
  };
}

function ofWholes(
  common: Common,
  own: { byItem: Uint16Array; byUser: Uint16Array; items: Uint16Array; inverse: Float32Array },
  n: number,
  k: number,
  work: number,
): Rows {
  const { run, held: h, close } = fit.open({ ...common, ...own, counts: [Uint16Array, own.inverse.length] }, work);
  return {
    run: (from, to) =>
      run.neighborsOfWholes(
        h.rows, from, to, n, k, h.userStarts, h.users, h.byItem, h.itemStarts, h.items, h.byUser,
        h.squares, h.inverse, h.counts, h.scores, h.candidates, h.exact, h.ids, h.cosines,
      ), // prettier-ignore
    ids: h.ids,
    cosines: h.cosines,
    close,
  };
}

function ofValues(
  common: Common,
  own: { byItem: Float64Array; byUser: Float64Array; items: Int32Array; inverse: Float64Array },
  n: number,
  k: number,
  work: number,
): Rows {
  const { run, held: h, close } = fit.open({ ...common, ...own, sums: [Float64Array, own.inverse.length] }, work);
  return {
    run: (from, to) =>
      run.neighborsOfValues(
        h.rows, from, to, n, k, h.userStarts, h.users, h.byItem, h.itemStarts, h.items, h.byUser,
        h.squares, h.inverse, h.sums, h.scores, h.candidates, h.exact, h.ids, h.cosines,
      ), // prettier-ignore
    ids: h.ids,
    cosines: h.cosines,
    close,
  };
}

/** 1, 2 or 4 where all values times it are whole numbers (half stars, quarters), else 0. Powers of two change no bit of a cosine. */
function wholeScale(values: Float64Array): number {
  let scale = 1;
  for (let p = 0; p < values.length; p++) {
    const v = values[p];
    while (scale > 0 && !(v >= 0 && Math.floor(v * scale) === v * scale)) scale = scale === 4 ? 0 : scale * 2;
    // squares and cosines of such values stay inside f32
    if (v !== 0 && !(Math.abs(v) >= 1e-9 && Math.abs(v) <= 1e9)) {
      throw new KindredError('invalid-data', `the values must be 0 or from 1e-9 to 1e9 in size, got ${v}: use another unit`);
    }
  }
  return scale;
}

function inverses<A extends Float32Array | Float64Array>(squares: Float64Array, out: A): A {
  squares.forEach((s, i) => (out[i] = s > 0 ? 1 / Math.sqrt(s) : 0));
  return out;
}

/** k places a row without the empty ones; ids in 16 bits where the items allow it. */
function toTable(ids: Int32Array, cosines: Float32Array, nRows: number, k: number, nItems: number): NeighborTable {
  const starts = new Int32Array(nRows + 1);
  for (let r = 0; r < nRows; r++) {
    let size = 0;
    while (size < k && ids[r * k + size] >= 0) size++;
    starts[r + 1] = starts[r] + size;
  }
  const table = { starts, ids: idList(starts[nRows], nItems), weights: new Float32Array(starts[nRows]) };
  for (let r = 0; r < nRows; r++) {
    const size = starts[r + 1] - starts[r];
    table.ids.set(ids.subarray(r * k, r * k + size), starts[r]);
    table.weights.set(cosines.subarray(r * k, r * k + size), starts[r]);
  }
  return table;
}

const idList = (length: number, nItems: number) => (nItems < 65536 ? new Uint16Array(length) : new Int32Array(length));

/**
 * A table of other items, some rows of which were computed anew.
 * @param moved - where each old item went, −1: nowhere
 * @param rows - the new numbers of the rows in `fresh`, rising
 */
export function patch(old: NeighborTable, moved: Int32Array, fresh: NeighborTable, rows: Int32Array, nItems: number): NeighborTable {
  const from = new Int32Array(nItems).fill(-1);
  moved.forEach((to, i) => to >= 0 && (from[to] = i));
  const at = new Int32Array(nItems).fill(-1);
  rows.forEach((i, r) => (at[i] = r));
  const place = (i: number) => (at[i] >= 0 ? { table: fresh, row: at[i] } : { table: old, row: from[i] });
  const starts = new Int32Array(nItems + 1);
  for (let i = 0; i < nItems; i++) {
    const { table, row } = place(i);
    starts[i + 1] = starts[i] + table.starts[row + 1] - table.starts[row];
  }
  const out = { starts, ids: idList(starts[nItems], nItems), weights: new Float32Array(starts[nItems]) };
  for (let i = 0; i < nItems; i++) {
    const { table, row } = place(i);
    for (let e = table.starts[row], p = starts[i]; e < table.starts[row + 1]; e++, p++) {
      out.ids[p] = table === old ? moved[table.ids[e]] : table.ids[e];
      out.weights[p] = table.weights[e];
    }
  }
  return out;
}

/** The items some of whose neighbors or cosines may have changed: the touched ones, and all that share a user with one of them. */
export function affected(touched: Iterable<number>, byUser: CompressedRows, nItems: number): Uint8Array {
  const hit = new Uint8Array(nItems);
  for (const i of touched) hit[i] = 1;
  const out = hit.slice();
  for (let u = 0; u + 1 < byUser.starts.length; u++) {
    const items = byUser.items.subarray(byUser.starts[u], byUser.starts[u + 1]);
    if (items.some((i) => hit[i])) for (const i of items) out[i] = 1;
  }
  return out;
}
