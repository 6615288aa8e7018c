import { same16 } from './tiles';

// k-means on rows in lanes: blocks[block][column][row], 16 rows a block (Lloyd 1982; delta sums after Kanungo et al. 2002).

/**
 * Pack n rows of x (row-major, d columns) as (x - shift) * scale into blocks from firstBlock on; the last block is filled up with zeros.
 * x and shift are read, blocks is written. Returns the largest absolute value packed.
 */
export function packRows(x: Float64Array, n: i32, d: i32, shift: Float64Array, scale: f64, blocks: Float32Array, firstBlock: i32): f64 {
  let out: i32 = firstBlock * d * 16;
  let most: f64 = 0;
  for (let b: i32 = 0; b < n; b += 16) {
    for (let j: i32 = 0; j < d; j++) {
      const middle = shift[j];
      for (let i: i32 = b; i < b + 16; i++) {
        const v: f64 = i < n ? (x[i * d + j] - middle) * scale : 0;
        const size = Math.abs(v);
        if (size > most) most = size;
        blocks[out++] = Math.fround(v);
      }
    }
  }
  return most;
}

/**
 * Pack centers (k x d, in the space of the blocks) in pairs for the tile: |c|^2 of both, then -2c of both, column by column.
 * An odd k gets a center that is never nearest. centers is read, out is written.
 */
export function packCenters(centers: Float64Array, k: i32, d: i32, out: Float32Array): void {
  const step: i32 = 2 * (d + 1);
  for (let c: i32 = 0; c < ((k + 1) & ~1); c++) {
    const head: i32 = (c >> 1) * step + (c & 1);
    let square: f64 = 0;
    for (let j: i32 = 0; j < d; j++) {
      const v: f64 = c < k ? Math.fround(centers[c * d + j]) : 0.0;
      square += v * v;
      out[head + 2 * (j + 1)] = Math.fround(-2.0 * v);
    }
    out[head] = c < k ? Math.fround(square) : Infinity;
  }
}

/**
 * Move every row of blocks [from, to) whose label changed from its old sum to its new one; label -1 is no sum. Returns how many moved.
 * blocks and fresh are read; labels, sums (k x d) and counts (k) are read and written.
 */
export function moveRows(blocks: Float32Array, from: i32, to: i32, n: i32, d: i32, fresh: Int32Array, labels: Int32Array, sums: Float64Array, counts: Float64Array): i32 {
  let moved: i32 = 0;
  for (let b: i32 = from; b < to; b++) {
    if (same16(fresh, labels, b * 16)) continue;
    for (let i: i32 = b * 16; i < b * 16 + 16 && i < n; i++) {
      const old = labels[i];
      const now = fresh[i];
      if (old == now) continue;
      let p: i32 = b * d * 16 + (i & 15);
      let s: i32 = now * d;
      counts[now] += 1;
      for (let j: i32 = 0; j < d; j++) { sums[s] += blocks[p]; s++; p += 16; }
      if (old >= 0) {
        p = b * d * 16 + (i & 15);
        s = old * d;
        counts[old] -= 1;
        for (let j: i32 = 0; j < d; j++) { sums[s] -= blocks[p]; s++; p += 16; }
      }
      labels[i] = now;
      moved++;
    }
  }
  return moved;
}
