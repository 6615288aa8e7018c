/**
 * The table of nearest items: for each item the k others of the largest cosine, computed row by row so that any set of rows can be computed anew.
 * @module
 */
import { squaresOf, transpose, type CompressedRows } from '../data/compressed-rows.js';
import { KindredError } from '../errors.js';
import type { Steps } from '../progress.js';
import { openRows, padded } from './neighbor-rows.js';

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
  const work = rows.length * (nItems + products(byUser) / nItems);
  const session = openRows(common, valued, byItem, scale > 0, { n: nItems, k: wanted, work });
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
    // squares and cosines of such values stay inside f32
    if (v !== 0 && !(Math.abs(v) >= 1e-9 && Math.abs(v) <= 1e9)) {
      throw new KindredError('invalid-data', `the values must be 0 or from 1e-9 to 1e9 in size, got ${v}: use another unit`);
    }
  }
  return scale;
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

/** Room for numbers of items. */
export const idList = (length: number, nItems: number) => (nItems < 65536 ? new Uint16Array(length) : new Int32Array(length));
