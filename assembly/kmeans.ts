import { addRow, packFour, same16, squaredDistance, within16 } from './tiles';

// k-means on rows in lanes: blocks[block][column][row], 16 rows a block (Lloyd 1982).

/**
 * Pack the rows of x (n x d) as (x - shift) * scale into blocks [from, to); rows from n on are zeros.
 * x and shift are read, blocks is written. Returns the largest absolute value packed.
 */
export function packRows(x: Float64Array, n: i32, d: i32, shift: Float64Array, scale: f64, from: i32, to: i32, blocks: Float32Array): f64 {
  let most: f64 = 0;
  for (let i: i32 = from * 16; i < to * 16; i += 4) {
    const at: i32 = (i >> 4) * d * 16 + (i & 15);
    const p: i32 = i * d;
    const size: f64 = i + 3 < n ? packFour(x, p, p + d, p + 2 * d, p + 3 * d, d, shift, scale, blocks, at) : packSome(x, p, n - i, d, shift, scale, blocks, at);
    if (size > most) most = size;
  }
  return most;
}

/** As packFour, for `count` rows (0 to 4) from place p on: the others become zeros. */
function packSome(x: Float64Array, p: i32, count: i32, d: i32, shift: Float64Array, scale: f64, blocks: Float32Array, at: i32): f64 {
  let most: f64 = 0;
  for (let e: i32 = 0; e < 4; e++) {
    for (let j: i32 = 0; j < d; j++) {
      const v: f64 = e < count ? (x[p + e * d + j] - shift[j]) * scale : 0;
      const size = Math.abs(v);
      if (size > most) most = size;
      blocks[at + 16 * j + e] = Math.fround(v);
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
 * Append to rows, from place `size` on, the rows of blocks [from, to) below n whose lead, less what the centers have moved, is not certain: thresholds[row] is
 * not above moved[its label]. `most` is at least all of moved. Returns the new size. thresholds, labels and moved (k) are read, rows (n) is written.
 */
export function overtaken(thresholds: Float32Array, labels: Int32Array, from: i32, to: i32, n: i32, moved: Float64Array, most: f32, rows: Int32Array, size: i32): i32 {
  let found: i32 = size;
  for (let b: i32 = from; b < to; b++) {
    if (within16(thresholds, b * 16, most) == 0) continue;
    for (let i: i32 = b * 16; i < b * 16 + 16 && i < n; i++) {
      rows[found] = i; // whether it counts or not: there is no branch to miss
      found += thresholds[i] > moved[labels[i]] ? 0 : 1;
    }
  }
  return found;
}

/**
 * Copy rows of x, packed as packRows does, with their labels and norms to the places from `block` on: those with the first `size` ids.
 * x, shift and ids are read; blocks, labels and norms are read and written. The result says nothing: it keeps the reads ahead from being left out.
 */
export function gatherRows(x: Float64Array, d: i32, shift: Float64Array, scale: f64, ids: Int32Array, size: i32, block: i32, blocks: Float32Array, labels: Int32Array, norms: Float32Array): f64 {
  const last: i32 = size - 1;
  let ahead: f64 = 0;
  for (let e: i32 = 0; e < size; e += 4) {
    if ((e & 15) == 0) ahead += touchRows(x, d, ids, e + 16, e + 32 < size ? e + 32 : size);
    const i0 = ids[e], i1 = ids[e + 1 < size ? e + 1 : last], i2 = ids[e + 2 < size ? e + 2 : last], i3 = ids[e + 3 < size ? e + 3 : last];
    packFour(x, i0 * d, i1 * d, i2 * d, i3 * d, d, shift, scale, blocks, (block + (e >> 4)) * d * 16 + (e & 15));
    const at: i32 = block * 16 + e;
    labels[at] = labels[i0]; labels[at + 1] = labels[i1]; labels[at + 2] = labels[i2]; labels[at + 3] = labels[i3];
    norms[at] = norms[i0]; norms[at + 1] = norms[i1]; norms[at + 2] = norms[i2]; norms[at + 3] = norms[i3];
  }
  return ahead;
}

/**
 * Read from each cache line of the rows of x with the ids [from, to): memory answers many requests at once, but each only after it is asked
 * (rows copied 16 later took 66 instead of 107 ns). Returns their sum, so that the reads are not left out.
 */
export function touchRows(x: Float64Array, d: i32, ids: Int32Array, from: i32, to: i32): f64 {
  let sum: f64 = 0;
  for (let e: i32 = from; e < to; e++) {
    for (let p: i32 = ids[e] * d, end: i32 = p + d; p < end; p += 8) sum += x[p];
  }
  return sum;
}

/**
 * Bring labels and gaps of copies (see gatherRows) back to their rows, a gap as the threshold that moved[label] must stay below: rounded down.
 * ids and moved (k) are read; labels and thresholds are read and written.
 */
export function putBack(ids: Int32Array, size: i32, block: i32, moved: Float64Array, labels: Int32Array, thresholds: Float32Array): void {
  for (let e: i32 = 0; e < size; e++) {
    const label = labels[block * 16 + e];
    const gap: f64 = thresholds[block * 16 + e], so = moved[label];
    labels[ids[e]] = label;
    thresholds[ids[e]] = Math.fround(gap + so - (Math.abs(gap) + so) * 2.4e-7);
  }
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
