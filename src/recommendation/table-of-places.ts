/**
 * A table of nearest items out of places that may be empty. Apart from who fills them, so that modules import no one that imports them: Rollup warns of that.
 * @module
 */
import type { NeighborTable } from './neighbor-table.js';

/** k places a row, the empty ones (id −1) last, without these; ids in 16 bits where the items allow it. */
export function toTable(ids: Int32Array, cosines: Float32Array, nRows: number, k: number, nItems: number): NeighborTable {
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
export const idList = (length: number, nItems: number): Uint16Array | Int32Array =>
  nItems < 65536 ? new Uint16Array(length) : new Int32Array(length);
