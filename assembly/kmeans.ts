import { addRow, same16, squaredDistance, within16 } from './tiles';

// k-means on rows in lanes: blocks[block][column][row], 16 rows a block (Lloyd 1982).

/**
 * Pack the rows of x (n x d) as (x - shift) * scale into blocks [from, to); rows from n on are zeros.
 * x and shift are read, blocks is written. Returns the largest absolute value packed.
 */
export function packRows(x: Float64Array, n: i32, d: i32, shift: Float64Array, scale: f64, from: i32, to: i32, blocks: Float32Array): f64 {
  let out: i32 = from * d * 16;
  let most: f64 = 0;
  for (let b: i32 = from; b < to; b++) {
    for (let j: i32 = 0; j < d; j++) {
      const middle = shift[j];
      for (let i: i32 = b * 16; i < b * 16 + 16; i++) {
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
 * An odd k gets a center that is never nearest, as does a center whose square leaves f32. centers is read, out is written.
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
    const score: f32 = c < k ? Math.fround(square) : Infinity;
    out[head] = score;
    if (score == Infinity) for (let j: i32 = 1; j <= d; j++) out[head + 2 * j] = 0; // no NaN from Infinity less Infinity
  }
}

/**
 * Append to rows, from place `size` on, the rows of blocks [from, to) below n whose lead is not above the error. Returns the new size.
 * leads is read, rows (n) is written.
 */
export function doubtful(leads: Float32Array, from: i32, to: i32, n: i32, error: f32, rows: Int32Array, size: i32): i32 {
  let found: i32 = size;
  for (let b: i32 = from; b < to; b++) {
    let bits = within16(leads, b * 16, error);
    while (bits != 0) {
      const i: i32 = b * 16 + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      if (i < n) rows[found++] = i;
    }
  }
  return found;
}

/**
 * Every row of blocks [from, to) below n whose label in fresh is not that in labels (-1: none) goes from its old sum to its new one, in packed units, as
 * often as its weight says: weights[row * step], so that step 0 gives all rows the first. A row of weight 0 changes its label alone.
 * Returns how many others moved. blocks, fresh and weights are read; labels, sums (k x d), totals of weight (k) and counts of rows (k) are read and written.
 */
export function moveRows(blocks: Float32Array, d: i32, from: i32, to: i32, n: i32, weights: Float64Array, step: i32, fresh: Int32Array, labels: Int32Array, sums: Float64Array, totals: Float64Array, counts: Float64Array): i32 {
  let moved: i32 = 0;
  for (let b: i32 = from; b < to; b++) {
    if (same16(fresh, labels, b * 16)) continue;
    for (let i: i32 = b * 16; i < b * 16 + 16 && i < n; i++) {
      const old = labels[i];
      const now = fresh[i];
      if (old == now) continue;
      labels[i] = now;
      const weight = weights[i * step];
      if (weight == 0) continue;
      totals[now] += weight;
      counts[now] += 1;
      let p: i32 = b * d * 16 + (i & 15);
      let s: i32 = now * d;
      if (old < 0) {
        for (let j: i32 = 0; j < d; j++) { sums[s] += weight * blocks[p]; s++; p += 16; }
      } else {
        totals[old] -= weight;
        counts[old] -= 1;
        let t: i32 = old * d;
        for (let j: i32 = 0; j < d; j++) { const v: f64 = weight * blocks[p]; sums[s] += v; sums[t] -= v; s++; t++; p += 16; }
      }
      moved++;
    }
  }
  return moved;
}

/**
 * Add rows [from, to) of x, less shift, to the sums of their labels, as often as weights[row * step] says.
 * x, shift, weights and labels are read; sums (k x d) and totals of weight (k) are read and written.
 */
export function sumRows(x: Float64Array, d: i32, shift: Float64Array, from: i32, to: i32, weights: Float64Array, step: i32, labels: Int32Array, sums: Float64Array, totals: Float64Array): void {
  for (let i: i32 = from; i < to; i++) {
    const label = labels[i];
    const weight = weights[i * step];
    totals[label] += weight;
    addRow(x, i * d, shift, weight, d, sums, label * d);
  }
}

/** The sum over rows [from, to) of weights[row * step] times the squared distance to the center of their label. All arrays are read. */
export function inertia(x: Float64Array, d: i32, from: i32, to: i32, weights: Float64Array, step: i32, centers: Float64Array, labels: Int32Array): f64 {
  let sum: f64 = 0;
  for (let i: i32 = from; i < to; i++) sum += weights[i * step] * squaredDistance(x, i * d, centers, labels[i] * d, d);
  return sum;
}
