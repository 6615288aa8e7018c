import { log } from './exact';

// The register tiles: the only functions with two bodies. A tile holds 16 rows in lanes (four vectors), so every row's sum runs
// over its columns in order, nothing is added across lanes, and the plain body gives the same bits without imitating lanes.

/**
 * Label the rows of blocks [from, to) with the nearest of k centers (even k); least[row] = least score, leads[row] = second least score - least score.
 * blocks: see packRows. centers: see packCenters; the score |c|^2 - 2cx orders the centers as the distance does. labels, least and leads are written.
 * Lanes sum in f32. The plain body sums in f64, in half the time of rounding each step to f32, so that the builds may differ within the error of f32:
 * a caller decides anew where a lead is no larger.
 */
export function nearest(blocks: Float32Array, from: i32, to: i32, d: i32, centers: Float32Array, k: i32, labels: Int32Array, least: Float32Array, leads: Float32Array): void {
  for (let b: i32 = from; b < to; b++) {
    if (ASC_FEATURE_SIMD) {
      const first = ptr(blocks, b * d * 16), end = first + (<usize>d << 6);
      let l0 = f32x4.splat(Infinity), l1 = l0, l2 = l0, l3 = l0;   // the least score so far
      let s0 = l0, s1 = l0, s2 = l0, s3 = l0;                      // the second least
      let i0 = i32x4.splat(0), i1 = i0, i2 = i0, i3 = i0;          // the center of the least
      let q = ptr(centers, 0);
      for (let c: i32 = 0; c < k; c += 2) {
        let a0 = v128.load32_splat(q), a1 = a0, a2 = a0, a3 = a0;
        let b0 = v128.load32_splat(q, 4), b1 = b0, b2 = b0, b3 = b0;
        q += 8;
        for (let p = first; p < end; p += 64) {
          const s = v128.load32_splat(q), t = v128.load32_splat(q, 4);
          let x = v128.load(p); a0 = f32x4.add(a0, f32x4.mul(x, s)); b0 = f32x4.add(b0, f32x4.mul(x, t));
          x = v128.load(p, 16); a1 = f32x4.add(a1, f32x4.mul(x, s)); b1 = f32x4.add(b1, f32x4.mul(x, t));
          x = v128.load(p, 32); a2 = f32x4.add(a2, f32x4.mul(x, s)); b2 = f32x4.add(b2, f32x4.mul(x, t));
          x = v128.load(p, 48); a3 = f32x4.add(a3, f32x4.mul(x, s)); b3 = f32x4.add(b3, f32x4.mul(x, t));
          q += 8;
        }
        // the pair first: its lesser, its greater, and which it is (a mask is -1); centers come in rising order, so the larger index is the newer one
        const id = i32x4.splat(c);
        let m = i32x4.sub(id, f32x4.lt(b0, a0)), u = f32x4.pmin(a0, b0), v = f32x4.pmax(a0, b0);
        i0 = i32x4.max_s(i0, v128.and(f32x4.lt(u, l0), m)); s0 = f32x4.pmin(f32x4.pmin(s0, v), f32x4.pmax(l0, u)); l0 = f32x4.pmin(l0, u);
        m = i32x4.sub(id, f32x4.lt(b1, a1)); u = f32x4.pmin(a1, b1); v = f32x4.pmax(a1, b1);
        i1 = i32x4.max_s(i1, v128.and(f32x4.lt(u, l1), m)); s1 = f32x4.pmin(f32x4.pmin(s1, v), f32x4.pmax(l1, u)); l1 = f32x4.pmin(l1, u);
        m = i32x4.sub(id, f32x4.lt(b2, a2)); u = f32x4.pmin(a2, b2); v = f32x4.pmax(a2, b2);
        i2 = i32x4.max_s(i2, v128.and(f32x4.lt(u, l2), m)); s2 = f32x4.pmin(f32x4.pmin(s2, v), f32x4.pmax(l2, u)); l2 = f32x4.pmin(l2, u);
        m = i32x4.sub(id, f32x4.lt(b3, a3)); u = f32x4.pmin(a3, b3); v = f32x4.pmax(a3, b3);
        i3 = i32x4.max_s(i3, v128.and(f32x4.lt(u, l3), m)); s3 = f32x4.pmin(f32x4.pmin(s3, v), f32x4.pmax(l3, u)); l3 = f32x4.pmin(l3, u);
      }
      const out = ptr(labels, b * 16), score = ptr(least, b * 16), lead = ptr(leads, b * 16);
      v128.store(out, i0); v128.store(out, i1, 16); v128.store(out, i2, 32); v128.store(out, i3, 48);
      v128.store(score, l0); v128.store(score, l1, 16); v128.store(score, l2, 32); v128.store(score, l3, 48);
      v128.store(lead, f32x4.sub(s0, l0)); v128.store(lead, f32x4.sub(s1, l1), 16);
      v128.store(lead, f32x4.sub(s2, l2), 32); v128.store(lead, f32x4.sub(s3, l3), 48);
    } else {
      for (let row: i32 = b * 16, end: i32 = row + 16; row < end; row += 4) {
        let q: i32 = 0;
        let l0: f64 = Infinity, s0 = l0, l1 = l0, s1 = l0, l2 = l0, s2 = l0, l3 = l0, s3 = l0; // the least scores so far and the second least
        let i0: i32 = 0, i1: i32 = 0, i2: i32 = 0, i3: i32 = 0;
        for (let c: i32 = 0; c < k; c += 2) {
          let a0: f64 = centers[q], a1 = a0, a2 = a0, a3 = a0;
          let b0: f64 = centers[q + 1], b1 = b0, b2 = b0, b3 = b0;
          let p: i32 = b * d * 16 + (row & 15);
          q += 2;
          for (let j: i32 = 0; j < d; j++) {
            const y: f64 = centers[q], z: f64 = centers[q + 1];
            let x: f64 = blocks[p]; a0 += x * y; b0 += x * z;
            x = blocks[p + 1]; a1 += x * y; b1 += x * z;
            x = blocks[p + 2]; a2 += x * y; b2 += x * z;
            x = blocks[p + 3]; a3 += x * y; b3 += x * z;
            p += 16; q += 2;
          }
          if (a0 < l0) { s0 = l0; l0 = a0; i0 = c; } else if (a0 < s0) s0 = a0;
          if (b0 < l0) { s0 = l0; l0 = b0; i0 = c + 1; } else if (b0 < s0) s0 = b0;
          if (a1 < l1) { s1 = l1; l1 = a1; i1 = c; } else if (a1 < s1) s1 = a1;
          if (b1 < l1) { s1 = l1; l1 = b1; i1 = c + 1; } else if (b1 < s1) s1 = b1;
          if (a2 < l2) { s2 = l2; l2 = a2; i2 = c; } else if (a2 < s2) s2 = a2;
          if (b2 < l2) { s2 = l2; l2 = b2; i2 = c + 1; } else if (b2 < s2) s2 = b2;
          if (a3 < l3) { s3 = l3; l3 = a3; i3 = c; } else if (a3 < s3) s3 = a3;
          if (b3 < l3) { s3 = l3; l3 = b3; i3 = c + 1; } else if (b3 < s3) s3 = b3;
        }
        labels[row] = i0; labels[row + 1] = i1; labels[row + 2] = i2; labels[row + 3] = i3;
        least[row] = Math.fround(l0); least[row + 1] = Math.fround(l1); least[row + 2] = Math.fround(l2); least[row + 3] = Math.fround(l3);
        leads[row] = Math.fround(s0 - l0); leads[row + 1] = Math.fround(s1 - l1);
        leads[row + 2] = Math.fround(s2 - l2); leads[row + 3] = Math.fround(s3 - l3);
      }
    }
  }
}

/**
 * blocks[at + 16 j + 0..3] = (x - shift) * scale for the columns j of four rows, which begin at p0 to p3. Returns the largest absolute value.
 * x and shift are read, blocks is written.
 */
export function packFour(x: Float64Array, p0: i32, p1: i32, p2: i32, p3: i32, d: i32, shift: Float64Array, scale: f64, blocks: Float32Array, at: i32): f64 {
  let most: f64 = 0;
  let j: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const times = f64x2.splat(scale);
    let m = f64x2.splat(0), less = ptr(shift, 0), r0 = ptr(x, p0), r1 = ptr(x, p1), r2 = ptr(x, p2), r3 = ptr(x, p3), out = ptr(blocks, at);
    for (; j + 2 <= d; j += 2) {
      const s = v128.load(less);
      const a = f64x2.mul(f64x2.sub(v128.load(r0), s), times), b = f64x2.mul(f64x2.sub(v128.load(r1), s), times);
      const c = f64x2.mul(f64x2.sub(v128.load(r2), s), times), e = f64x2.mul(f64x2.sub(v128.load(r3), s), times);
      m = f64x2.pmax(m, f64x2.pmax(f64x2.pmax(f64x2.abs(a), f64x2.abs(b)), f64x2.pmax(f64x2.abs(c), f64x2.abs(e))));
      // two columns of two rows each, then of four
      const ab = v128.shuffle<f32>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 4, 1, 5);
      const ce = v128.shuffle<f32>(f32x4.demote_f64x2_zero(c), f32x4.demote_f64x2_zero(e), 0, 4, 1, 5);
      v128.store(out, v128.shuffle<f32>(ab, ce, 0, 1, 4, 5)); v128.store(out, v128.shuffle<f32>(ab, ce, 2, 3, 6, 7), 64);
      less += 16; r0 += 16; r1 += 16; r2 += 16; r3 += 16; out += 128;
    }
    const even = f64x2.extract_lane(m, 0), odd = f64x2.extract_lane(m, 1);
    most = even > odd ? even : odd;
  }
  for (; j < d; j++) {
    const less = shift[j];
    const a: f64 = (x[p0 + j] - less) * scale, b: f64 = (x[p1 + j] - less) * scale, c: f64 = (x[p2 + j] - less) * scale, e: f64 = (x[p3 + j] - less) * scale;
    const s0 = Math.abs(a), s1 = Math.abs(b), s2 = Math.abs(c), s3 = Math.abs(e);
    if (s0 > most) most = s0;
    if (s1 > most) most = s1;
    if (s2 > most) most = s2;
    if (s3 > most) most = s3;
    const out: i32 = at + 16 * j;
    blocks[out] = Math.fround(a); blocks[out + 1] = Math.fround(b); blocks[out + 2] = Math.fround(c); blocks[out + 3] = Math.fround(e);
  }
  return most;
}

/**
 * gaps[row] = at most how much farther the second nearest center of a row is than the nearest, for the rows of blocks [from, to), where each sum of a row's
 * norm (|x|^2) and its score errs by `error` at most. norms, and least and leads as nearest writes them, are read, gaps is written.
 */
export function gapsOf(norms: Float32Array, least: Float32Array, leads: Float32Array, from: i32, to: i32, error: f32, gaps: Float32Array): void {
  const more: f32 = 1.0 + 1.0 / 1048576.0, less: f32 = 1.0 - 1.0 / 1048576.0; // beyond what roots and products round
  if (ASC_FEATURE_SIMD) {
    const zero = f32x4.splat(0), e = f32x4.splat(error), up = f32x4.splat(more), down = f32x4.splat(less);
    for (let i: i32 = from * 16; i < to * 16; i += 4) {
      const near = f32x4.add(v128.load(ptr(norms, i)), v128.load(ptr(least, i)));
      const far = f32x4.sub(f32x4.add(near, v128.load(ptr(leads, i))), e);
      const high = f32x4.sqrt(f32x4.pmax(zero, f32x4.add(near, e))), low = f32x4.sqrt(f32x4.pmax(zero, far));
      v128.store(ptr(gaps, i), f32x4.sub(f32x4.mul(low, down), f32x4.mul(high, up)));
    }
  } else {
    for (let i: i32 = from * 16; i < to * 16; i++) {
      const near: f32 = Math.fround(norms[i] + least[i]);
      const far: f32 = Math.fround(Math.fround(near + leads[i]) - error), at: f32 = Math.fround(near + error);
      const high: f32 = Math.fround(Math.sqrt(0 < at ? at : 0)), low: f32 = Math.fround(Math.sqrt(0 < far ? far : 0));
      gaps[i] = Math.fround(Math.fround(low * less) - Math.fround(high * more));
    }
  }
}

/** found[row] = the lesser of least[row] and |row - y|^2, for the rows of blocks [from, to); y has d values. */
export function closer(blocks: Float32Array, from: i32, to: i32, d: i32, y: Float32Array, least: Float32Array, found: Float32Array): void {
  for (let b: i32 = from; b < to; b++) {
    if (ASC_FEATURE_SIMD) {
      let p = ptr(blocks, b * d * 16);
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
      for (let q = ptr(y, 0), end = ptr(y, d); q < end; q += 4) {
        const s = v128.load32_splat(q);
        const x0 = f32x4.sub(v128.load(p), s), x1 = f32x4.sub(v128.load(p, 16), s), x2 = f32x4.sub(v128.load(p, 32), s), x3 = f32x4.sub(v128.load(p, 48), s);
        a0 = f32x4.add(a0, f32x4.mul(x0, x0)); a1 = f32x4.add(a1, f32x4.mul(x1, x1));
        a2 = f32x4.add(a2, f32x4.mul(x2, x2)); a3 = f32x4.add(a3, f32x4.mul(x3, x3));
        p += 64;
      }
      const old = ptr(least, b * 16), out = ptr(found, b * 16);
      v128.store(out, f32x4.pmin(v128.load(old), a0)); v128.store(out, f32x4.pmin(v128.load(old, 16), a1), 16);
      v128.store(out, f32x4.pmin(v128.load(old, 32), a2), 32); v128.store(out, f32x4.pmin(v128.load(old, 48), a3), 48);
    } else {
      for (let row: i32 = b * 16, end: i32 = row + 16; row < end; row++) {
        let a: f32 = 0, p: i32 = b * d * 16 + (row & 15);
        for (let j: i32 = 0; j < d; j++) {
          const x: f32 = Math.fround(blocks[p] - y[j]);
          a = Math.fround(a + Math.fround(x * x));
          p += 16;
        }
        const old = least[row];
        found[row] = a < old ? a : old;
      }
    }
  }
}

/** The sum over rows [from, to) of values[row] * weights[row * step]: every fourth row in one of four sums, then those together. Step 0 gives all the first. */
export function weightedSum(values: Float32Array, weights: Float64Array, step: i32, from: i32, to: i32): f64 {
  let i: i32 = from;
  let a: f64 = 0, b: f64 = 0, c: f64 = 0, e: f64 = 0;
  if (ASC_FEATURE_SIMD) {
    let low = f64x2.splat(0), high = low, w = f64x2.splat(weights[0]), v = w;
    for (; i + 4 <= to; i += 4) {
      if (step != 0) { w = v128.load(ptr(weights, i)); v = v128.load(ptr(weights, i), 16); }
      const four = v128.load(ptr(values, i));
      low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(four), w));
      high = f64x2.add(high, f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1)), v));
    }
    a = f64x2.extract_lane(low, 0); b = f64x2.extract_lane(low, 1);
    c = f64x2.extract_lane(high, 0); e = f64x2.extract_lane(high, 1);
  } else {
    for (; i + 4 <= to; i += 4) {
      a += values[i] * weights[i * step]; b += values[i + 1] * weights[(i + 1) * step];
      c += values[i + 2] * weights[(i + 2) * step]; e += values[i + 3] * weights[(i + 3) * step];
    }
  }
  for (; i < to; i++) a += values[i] * weights[i * step];
  return a + b + (c + e);
}

/** sums[s + j] += weight * (x[p + j] - shift[j]) for d columns j. */
export function addRow(x: Float64Array, p: i32, shift: Float64Array, weight: f64, d: i32, sums: Float64Array, s: i32): void {
  let j: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const times = f64x2.splat(weight);
    let at = ptr(x, p), less = ptr(shift, 0), out = ptr(sums, s);
    for (; j + 2 <= d; j += 2) {
      v128.store(out, f64x2.add(v128.load(out), f64x2.mul(times, f64x2.sub(v128.load(at), v128.load(less)))));
      at += 16; less += 16; out += 16;
    }
  }
  for (; j < d; j++) sums[s + j] += weight * (x[p + j] - shift[j]);
}

/** The squared distance of x[p..p + d) and y[q..q + d): the even columns and the odd ones summed apart, then together. */
export function squaredDistance(x: Float64Array, p: i32, y: Float64Array, q: i32, d: i32): f64 {
  let j: i32 = 0;
  let even: f64 = 0, odd: f64 = 0;
  if (ASC_FEATURE_SIMD) {
    let both = f64x2.splat(0), a = ptr(x, p), b = ptr(y, q);
    for (; j + 2 <= d; j += 2) {
      const v = f64x2.sub(v128.load(a), v128.load(b));
      both = f64x2.add(both, f64x2.mul(v, v));
      a += 16; b += 16;
    }
    even = f64x2.extract_lane(both, 0); odd = f64x2.extract_lane(both, 1);
  } else {
    for (; j + 2 <= d; j += 2) {
      const v = x[p + j] - y[q + j], w = x[p + j + 1] - y[q + j + 1];
      even += v * v; odd += w * w;
    }
  }
  if (j < d) { const v = x[p + j] - y[q + j]; even += v * v; }
  return even + odd;
}

/**
 * sums[c * 8 + e] = the distances of row e of a block to the rows of cell c, added in their order; row j of the cells is x[j * d..(j + 1) * d), those of cell c
 * are rows starts[c]..starts[c + 1). block holds 8 rows in lanes, d x 8. x, starts (cells + 1) and block are read, sums (cells x 8) is written.
 */
export function sumDistances(x: Float64Array, d: i32, starts: Int32Array, cells: i32, block: Float64Array, sums: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const first = ptr(block, 0), end = first + (<usize>d << 6);
    let y = ptr(x, starts[0] * d), out = ptr(sums, 0);
    for (let c: i32 = 0; c < cells; c++) {
      let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (let j: i32 = starts[c], last: i32 = starts[c + 1]; j < last; j++) {
        let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0;
        for (let p = first; p < end; p += 64) {
          const v = v128.load64_splat(y);
          let g = f64x2.sub(v128.load(p), v); t0 = f64x2.add(t0, f64x2.mul(g, g));
          g = f64x2.sub(v128.load(p, 16), v); t1 = f64x2.add(t1, f64x2.mul(g, g));
          g = f64x2.sub(v128.load(p, 32), v); t2 = f64x2.add(t2, f64x2.mul(g, g));
          g = f64x2.sub(v128.load(p, 48), v); t3 = f64x2.add(t3, f64x2.mul(g, g));
          y += 8;
        }
        s0 = f64x2.add(s0, f64x2.sqrt(t0)); s1 = f64x2.add(s1, f64x2.sqrt(t1));
        s2 = f64x2.add(s2, f64x2.sqrt(t2)); s3 = f64x2.add(s3, f64x2.sqrt(t3));
      }
      v128.store(out, s0); v128.store(out, s1, 16); v128.store(out, s2, 32); v128.store(out, s3, 48);
      out += 64;
    }
  } else {
    for (let e: i32 = 0; e < 8; e += 4) {
      for (let c: i32 = 0, y: i32 = starts[0] * d; c < cells; c++) {
        let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0;
        for (const end: i32 = starts[c + 1] * d; y < end;) {
          let t0: f64 = 0, t1: f64 = 0, t2: f64 = 0, t3: f64 = 0;
          for (let j: i32 = 0, p: i32 = e; j < d; j++) {
            const v = x[y];
            const g0 = block[p] - v, g1 = block[p + 1] - v, g2 = block[p + 2] - v, g3 = block[p + 3] - v;
            t0 += g0 * g0; t1 += g1 * g1; t2 += g2 * g2; t3 += g3 * g3;
            p += 8; y++;
          }
          s0 += Math.sqrt(t0); s1 += Math.sqrt(t1); s2 += Math.sqrt(t2); s3 += Math.sqrt(t3);
        }
        const q: i32 = c * 8 + e;
        sums[q] = s0; sums[q + 1] = s1; sums[q + 2] = s2; sums[q + 3] = s3;
      }
    }
  }
}

/**
 * sums[g * 8 + e] = the sum of cellSums[c * 8 + e] over the cells c of group g, in their order. groupOf (cells) and cellSums (cells x 8) are read, sums
 * (groups x 8) is written.
 */
export function foldSums(cellSums: Float64Array, groupOf: Int32Array, cells: i32, groups: i32, sums: Float64Array): void {
  for (let q: i32 = 0; q < groups * 8; q++) sums[q] = 0;
  if (ASC_FEATURE_SIMD) {
    let p = ptr(cellSums, 0);
    for (let c: i32 = 0; c < cells; c++) {
      const out = ptr(sums, groupOf[c] * 8);
      v128.store(out, f64x2.add(v128.load(out), v128.load(p))); v128.store(out, f64x2.add(v128.load(out, 16), v128.load(p, 16)), 16);
      v128.store(out, f64x2.add(v128.load(out, 32), v128.load(p, 32)), 32); v128.store(out, f64x2.add(v128.load(out, 48), v128.load(p, 48)), 48);
      p += 64;
    }
  } else {
    for (let c: i32 = 0, p: i32 = 0; c < cells; c++) {
      for (let q: i32 = groupOf[c] * 8, end: i32 = q + 8; q < end; q++) sums[q] += cellSums[p++];
    }
  }
}

/** Are a[i..i+16) and b[i..i+16) equal? */
export function same16(a: Int32Array, b: Int32Array, i: i32): bool {
  if (ASC_FEATURE_SIMD) {
    const p = ptr(a, i), q = ptr(b, i);
    return !v128.any_true(v128.or(
      v128.or(v128.xor(v128.load(p), v128.load(q)), v128.xor(v128.load(p, 16), v128.load(q, 16))),
      v128.or(v128.xor(v128.load(p, 32), v128.load(q, 32)), v128.xor(v128.load(p, 48), v128.load(q, 48)))));
  } else {
    for (let e: i32 = i; e < i + 16; e++) if (a[e] != b[e]) return false;
    return true;
  }
}

/** Which of x[i..i+16) are at least t? Bit e of the answer stands for x[i + e]. */
export function reach16(x: Float32Array, i: i32, t: f32): i32 {
  if (ASC_FEATURE_SIMD) {
    const p = ptr(x, i), v = f32x4.splat(t);
    const a = f32x4.ge(v128.load(p), v), b = f32x4.ge(v128.load(p, 16), v);
    const c = f32x4.ge(v128.load(p, 32), v), e = f32x4.ge(v128.load(p, 48), v);
    if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, e)))) return 0;
    return i32x4.bitmask(a) | i32x4.bitmask(b) << 4 | i32x4.bitmask(c) << 8 | i32x4.bitmask(e) << 12;
  } else {
    let bits: i32 = 0;
    for (let e: i32 = 0; e < 16; e++) if (x[i + e] >= t) bits |= 1 << e;
    return bits;
  }
}

/** Which of x[i..i+16) are not above t? Bit e of the answer stands for x[i + e]; NaN counts as not above. */
export function within16(x: Float32Array, i: i32, t: f32): i32 {
  if (ASC_FEATURE_SIMD) {
    const p = ptr(x, i), v = f32x4.splat(t);
    const a = f32x4.gt(v128.load(p), v), b = f32x4.gt(v128.load(p, 16), v), c = f32x4.gt(v128.load(p, 32), v), e = f32x4.gt(v128.load(p, 48), v);
    const above = v128.and(v128.and(a, b), v128.and(c, e));
    if (i32x4.all_true(above)) return 0;
    return 65535 ^ (i32x4.bitmask(a) | i32x4.bitmask(b) << 4 | i32x4.bitmask(c) << 8 | i32x4.bitmask(e) << 12);
  } else {
    let bits: i32 = 0;
    for (let e: i32 = 0; e < 16; e++) if (!(x[i + e] > t)) bits |= 1 << e;
    return bits;
  }
}

/** Which of x[i..i+8) are at least t? Bit e of the answer stands for x[i + e]. */
export function reach8(x: Float64Array, i: i32, t: f64): i32 {
  if (ASC_FEATURE_SIMD) {
    const p = ptr(x, i), v = f64x2.splat(t);
    const a = f64x2.ge(v128.load(p), v), b = f64x2.ge(v128.load(p, 16), v);
    const c = f64x2.ge(v128.load(p, 32), v), e = f64x2.ge(v128.load(p, 48), v);
    if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, e)))) return 0;
    return i64x2.bitmask(a) | i64x2.bitmask(b) << 2 | i64x2.bitmask(c) << 4 | i64x2.bitmask(e) << 6;
  } else {
    if (!(x[i] >= t || x[i + 1] >= t || x[i + 2] >= t || x[i + 3] >= t || x[i + 4] >= t || x[i + 5] >= t || x[i + 6] >= t || x[i + 7] >= t)) return 0;
    let bits: i32 = 0;
    for (let e: i32 = 0; e < 8; e++) if (x[i + e] >= t) bits |= 1 << e;
    return bits;
  }
}

/** Write to maxima the 128 maxima of 128 disjoint parts of x (n values, whole 32s only). WebAssembly SIMD only: in a plain loop it does not pay. */
export function laneMaxima(x: Float32Array, n: i32, maxima: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const stripe: usize = <usize>((n >> 7) << 7);   // bytes in a quarter of x, whole 32s
    for (let s: i32 = 0; s < 4; s++) {
      let m0 = f32x4.splat(-Infinity), m1 = m0, m2 = m0, m3 = m0, m4 = m0, m5 = m0, m6 = m0, m7 = m0;
      let p = ptr(x, 0) + <usize>s * stripe;
      for (const end = p + stripe; p < end; p += 128) {
        m0 = f32x4.pmax(m0, v128.load(p)); m1 = f32x4.pmax(m1, v128.load(p, 16));
        m2 = f32x4.pmax(m2, v128.load(p, 32)); m3 = f32x4.pmax(m3, v128.load(p, 48));
        m4 = f32x4.pmax(m4, v128.load(p, 64)); m5 = f32x4.pmax(m5, v128.load(p, 80));
        m6 = f32x4.pmax(m6, v128.load(p, 96)); m7 = f32x4.pmax(m7, v128.load(p, 112));
      }
      const out = ptr(maxima, s * 32);               // stored as f32 in the first half of each part, then widened from behind
      v128.store(out, m0); v128.store(out, m1, 16); v128.store(out, m2, 32); v128.store(out, m3, 48);
      v128.store(out, m4, 64); v128.store(out, m5, 80); v128.store(out, m6, 96); v128.store(out, m7, 112);
      for (let e: i32 = 31; e >= 0; e--) maxima[s * 32 + e] = load<f32>(out + (<usize>e << 2));
    }
  }
}

/** The same for 64 maxima of 64 disjoint parts of f64 values (whole 16s only). */
export function laneMaxima64(x: Float64Array, n: i32, maxima: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const stripe: usize = <usize>((n >> 6) << 7);   // bytes in a quarter of x, whole 16s
    for (let s: i32 = 0; s < 4; s++) {
      let m0 = f64x2.splat(-Infinity), m1 = m0, m2 = m0, m3 = m0, m4 = m0, m5 = m0, m6 = m0, m7 = m0;
      let p = ptr(x, 0) + <usize>s * stripe;
      for (const end = p + stripe; p < end; p += 128) {
        m0 = f64x2.pmax(m0, v128.load(p)); m1 = f64x2.pmax(m1, v128.load(p, 16));
        m2 = f64x2.pmax(m2, v128.load(p, 32)); m3 = f64x2.pmax(m3, v128.load(p, 48));
        m4 = f64x2.pmax(m4, v128.load(p, 64)); m5 = f64x2.pmax(m5, v128.load(p, 80));
        m6 = f64x2.pmax(m6, v128.load(p, 96)); m7 = f64x2.pmax(m7, v128.load(p, 112));
      }
      const out = ptr(maxima, s * 16);
      v128.store(out, m0); v128.store(out, m1, 16); v128.store(out, m2, 32); v128.store(out, m3, 48);
      v128.store(out, m4, 64); v128.store(out, m5, 80); v128.store(out, m6, 96); v128.store(out, m7, 112);
    }
  }
}

/** scores[j] = counts[j] * weights[j]; n is a multiple of 8. (Unsigned counts, but the signed conversion: it is exact here, and one instruction.) */
export function weigh(counts: Uint16Array, weights: Float32Array, n: i32, scores: Float32Array): void {
  if (ASC_FEATURE_SIMD) {
    for (let j: i32 = 0; j < n; j += 8) {
      const w = ptr(weights, j), out = ptr(scores, j), c = v128.load(ptr(counts, j));
      v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(c)), v128.load(w)));
      v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(c)), v128.load(w, 16)), 16);
    }
  } else {
    for (let j: i32 = 0; j < n; j++) scores[j] = Math.fround(Math.fround(counts[j]) * weights[j]);
  }
}

/** scores[j] = sums[j] * weights[j], rounded once to f32; n is a multiple of 4. */
export function weighSums(sums: Float64Array, weights: Float64Array, n: i32, scores: Float32Array): void {
  if (ASC_FEATURE_SIMD) {
    for (let j: i32 = 0; j < n; j += 4) {
      const p = ptr(sums, j), w = ptr(weights, j);
      const low = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(p), v128.load(w)));
      const high = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(p, 16), v128.load(w, 16)));
      v128.store(ptr(scores, j), v128.shuffle<f32>(low, high, 0, 1, 4, 5));
    }
  } else {
    for (let j: i32 = 0; j < n; j++) scores[j] = Math.fround(sums[j] * weights[j]);
  }
}

/** counts[0..n) = 0; n is a multiple of 8. */
export function clear(counts: Uint16Array, n: i32): void {
  if (ASC_FEATURE_SIMD) {
    const none = i32x4.splat(0);
    for (let j: i32 = 0; j < n; j += 8) v128.store(ptr(counts, j), none);
  } else {
    for (let j: i32 = 0; j < n; j++) counts[j] = 0;
  }
}

/** Add 1 to counts[j] for every j of ids[from..to). WebAssembly reads four ids at a time. */
export function addOnes(ids: Uint16Array, from: i32, to: i32, counts: Uint16Array): void {
  let q: i32 = from;
  if (ASC_FEATURE_SIMD) {
    const base = ptr(counts, 0);
    for (; q + 4 <= to; q += 4) {
      const four = load<u64>(ptr(ids, q));
      let at = base + (<usize>(four & 0xffff) << 1); store<u16>(at, load<u16>(at) + 1);
      at = base + (<usize>(four >> 16 & 0xffff) << 1); store<u16>(at, load<u16>(at) + 1);
      at = base + (<usize>(four >> 32 & 0xffff) << 1); store<u16>(at, load<u16>(at) + 1);
      at = base + (<usize>(four >> 48) << 1); store<u16>(at, load<u16>(at) + 1);
    }
  }
  for (; q < to; q++) { const j: i32 = ids[q]; counts[j] = counts[j] + 1; }
}

/** Add value * values[q] to sums[ids[q]] for every q of [from, to). */
export function addProducts(value: i32, ids: Uint16Array, values: Uint16Array, from: i32, to: i32, sums: Uint16Array): void {
  let q: i32 = from;
  if (ASC_FEATURE_SIMD) {
    const base = ptr(sums, 0);
    for (; q + 4 <= to; q += 4) {
      const four = load<u64>(ptr(ids, q)), v = ptr(values, q);
      let at = base + (<usize>(four & 0xffff) << 1); store<u16>(at, load<u16>(at) + value * load<u16>(v));
      at = base + (<usize>(four >> 16 & 0xffff) << 1); store<u16>(at, load<u16>(at) + value * load<u16>(v, 2));
      at = base + (<usize>(four >> 32 & 0xffff) << 1); store<u16>(at, load<u16>(at) + value * load<u16>(v, 4));
      at = base + (<usize>(four >> 48) << 1); store<u16>(at, load<u16>(at) + value * load<u16>(v, 6));
    }
  }
  for (; q < to; q++) { const j: i32 = ids[q]; sums[j] = sums[j] + value * values[q]; }
}

/**
 * One panel of 4 rows of c, in tiles of 4 columns from place `at` on, for the panels [from, to) of q: c -= p q', each sum over `depth` columns from 0 on.
 * The panel of p begins at `row`; p and q (panels of [depth][4 rows]) are read. See symmetric.ts.
 */
export function subtractProducts(c: Float64Array, at: i32, p: Float64Array, row: i32, q: Float64Array, from: i32, to: i32, depth: i32): void {
  if (ASC_FEATURE_SIMD) {
    let out = ptr(c, at), y = ptr(q, from * depth * 4);
    const first = ptr(p, row), end = first + (<usize>depth << 5);
    for (let s: i32 = from; s < to; s++) {
      let a0 = f64x2.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      for (let x = first; x < end; x += 32) {
        const u = v128.load(x), v = v128.load(x, 16);
        let w = v128.load64_splat(y); a0 = f64x2.add(a0, f64x2.mul(u, w)); a1 = f64x2.add(a1, f64x2.mul(v, w));
        w = v128.load64_splat(y, 8); b0 = f64x2.add(b0, f64x2.mul(u, w)); b1 = f64x2.add(b1, f64x2.mul(v, w));
        w = v128.load64_splat(y, 16); c0 = f64x2.add(c0, f64x2.mul(u, w)); c1 = f64x2.add(c1, f64x2.mul(v, w));
        w = v128.load64_splat(y, 24); d0 = f64x2.add(d0, f64x2.mul(u, w)); d1 = f64x2.add(d1, f64x2.mul(v, w));
        y += 32;
      }
      v128.store(out, f64x2.sub(v128.load(out), a0)); v128.store(out, f64x2.sub(v128.load(out, 16), a1), 16);
      v128.store(out, f64x2.sub(v128.load(out, 32), b0), 32); v128.store(out, f64x2.sub(v128.load(out, 48), b1), 48);
      v128.store(out, f64x2.sub(v128.load(out, 64), c0), 64); v128.store(out, f64x2.sub(v128.load(out, 80), c1), 80);
      v128.store(out, f64x2.sub(v128.load(out, 96), d0), 96); v128.store(out, f64x2.sub(v128.load(out, 112), d1), 112);
      out += 128;
    }
  } else {
    let out: i32 = at;
    for (let s: i32 = from; s < to; s++) {
      for (let e: i32 = 0; e < 4; e += 2) {
        let a0: f64 = 0, a1: f64 = 0, b0: f64 = 0, b1: f64 = 0, c0: f64 = 0, c1: f64 = 0, d0: f64 = 0, d1: f64 = 0;
        let x: i32 = row, y: i32 = s * depth * 4 + e;
        for (let k: i32 = 0; k < depth; k++) {
          const u = q[y], v = q[y + 1];
          let w = p[x]; a0 += w * u; a1 += w * v;
          w = p[x + 1]; b0 += w * u; b1 += w * v;
          w = p[x + 2]; c0 += w * u; c1 += w * v;
          w = p[x + 3]; d0 += w * u; d1 += w * v;
          x += 4; y += 4;
        }
        c[out] -= a0; c[out + 1] -= b0; c[out + 2] -= c0; c[out + 3] -= d0;
        c[out + 4] -= a1; c[out + 5] -= b1; c[out + 6] -= c1; c[out + 7] -= d1;
        out += 8;
      }
    }
  }
}

/** The same in f32: panels of 8 rows, in tiles of 8 rows and 8 columns. */
export function subtractProducts32(c: Float32Array, at: i32, p: Float32Array, row: i32, q: Float32Array, from: i32, to: i32, depth: i32): void {
  if (ASC_FEATURE_SIMD) {
    let out = ptr(c, at);
    const first = ptr(p, row), end = first + (<usize>depth << 5);
    for (let s: i32 = from * 2; s < to * 2; s++) {
      let y = ptr(q, (s >> 1) * depth * 8 + (s & 1) * 4);
      let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
      for (let x = first; x < end; x += 32) {
        const u = v128.load(x), v = v128.load(x, 16);
        let w = v128.load32_splat(y); a0 = f32x4.add(a0, f32x4.mul(u, w)); a1 = f32x4.add(a1, f32x4.mul(v, w));
        w = v128.load32_splat(y, 4); b0 = f32x4.add(b0, f32x4.mul(u, w)); b1 = f32x4.add(b1, f32x4.mul(v, w));
        w = v128.load32_splat(y, 8); c0 = f32x4.add(c0, f32x4.mul(u, w)); c1 = f32x4.add(c1, f32x4.mul(v, w));
        w = v128.load32_splat(y, 12); d0 = f32x4.add(d0, f32x4.mul(u, w)); d1 = f32x4.add(d1, f32x4.mul(v, w));
        y += 32;
      }
      v128.store(out, f32x4.sub(v128.load(out), a0)); v128.store(out, f32x4.sub(v128.load(out, 16), a1), 16);
      v128.store(out, f32x4.sub(v128.load(out, 32), b0), 32); v128.store(out, f32x4.sub(v128.load(out, 48), b1), 48);
      v128.store(out, f32x4.sub(v128.load(out, 64), c0), 64); v128.store(out, f32x4.sub(v128.load(out, 80), c1), 80);
      v128.store(out, f32x4.sub(v128.load(out, 96), d0), 96); v128.store(out, f32x4.sub(v128.load(out, 112), d1), 112);
      out += 128;
    }
  } else {
    let out: i32 = at;
    for (let s: i32 = from; s < to; s++) {
      for (let e: i32 = 0; e < 8; e += 2) {
        for (let g: i32 = 0; g < 8; g += 4) {
          let a0: f32 = 0, a1: f32 = 0, b0: f32 = 0, b1: f32 = 0, c0: f32 = 0, c1: f32 = 0, d0: f32 = 0, d1: f32 = 0;
          let x: i32 = row + g, y: i32 = s * depth * 8 + e;
          for (let k: i32 = 0; k < depth; k++) {
            const u = q[y], v = q[y + 1];
            let w = p[x]; a0 = Math.fround(a0 + Math.fround(w * u)); a1 = Math.fround(a1 + Math.fround(w * v));
            w = p[x + 1]; b0 = Math.fround(b0 + Math.fround(w * u)); b1 = Math.fround(b1 + Math.fround(w * v));
            w = p[x + 2]; c0 = Math.fround(c0 + Math.fround(w * u)); c1 = Math.fround(c1 + Math.fround(w * v));
            w = p[x + 3]; d0 = Math.fround(d0 + Math.fround(w * u)); d1 = Math.fround(d1 + Math.fround(w * v));
            x += 8; y += 8;
          }
          c[out] -= a0; c[out + 1] -= b0; c[out + 2] -= c0; c[out + 3] -= d0;
          c[out + 8] -= a1; c[out + 9] -= b1; c[out + 10] -= c1; c[out + 11] -= d1;
          out += 4;
        }
        out += 8;
      }
    }
  }
}

// Rows in lanes of 4 in f64, see gradient.ts.

/** ln 2 in two parts: the first has 21 zero bits at its end, so that a whole number up to 2^11 times it is exact. */
const LN2_HIGH: f64 = 0.693147180369123816490;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const LOG2_E: f64 = 1.4426950408889634;
/** A margin beyond this, or below its negative, is taken for it: its exponential keeps all digits, as does one over it. */
const FAR: f64 = 700;
/** R(t) = t (e^t + 1) / (e^t - 1) = 2 + P1 t^2 + P2 t^4 + ... for |t| up to ln 2 / 2, to 2^-59 (fdlibm): e^t is (R + t) / (R - t). */
const P1: f64 = 1.66666666666666019037e-01;
const P2: f64 = -2.77777777770155933842e-03;
const P3: f64 = 6.61375632143793436117e-05;
const P4: f64 = -1.65339022054652515390e-06;
const P5: f64 = 4.13813679705723846039e-08;
/** 2^52 + 1023: a whole number added to it lies in its last bits, as the exponent of 2 to its power. */
const EXPONENT: f64 = 4503599627371519;

/** R(t), of u = t^2. */
function even(u: f64): f64 {
  const v: f64 = u * u;
  return 2 + u * P1 + v * (P2 + u * P3 + v * (P4 + u * P5));
}

function evens(u: v128): v128 {
  const v = f64x2.mul(u, u), first = f64x2.add(f64x2.splat(2), f64x2.mul(u, f64x2.splat(P1)));
  const last = f64x2.mul(v, f64x2.add(f64x2.splat(P4), f64x2.mul(u, f64x2.splat(P5))));
  return f64x2.add(first, f64x2.mul(v, f64x2.add(f64x2.add(f64x2.splat(P2), f64x2.mul(u, f64x2.splat(P3))), last)));
}

/** k of a = k ln 2 - t. */
function wholes(a: v128): v128 {
  return f64x2.floor(f64x2.add(f64x2.mul(a, f64x2.splat(LOG2_E)), f64x2.splat(0.5)));
}

/** t of a = k ln 2 - t. */
function rests(k: v128, a: v128): v128 {
  return f64x2.add(f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_HIGH)), a), f64x2.mul(k, f64x2.splat(LN2_LOW)));
}

/** 2 to the k. */
function powers(k: v128): v128 {
  return i64x2.shl(f64x2.add(k, f64x2.splat(EXPONENT)), 52);
}

/** 2 to the k, |k| at most 1022. */
export function power(k: i32): f64 {
  let y: f64 = 1, left: i32 = k < 0 ? -k : k;
  while (left >= 30) { y *= 1073741824.0; left -= 30; }
  const ones: i32 = 1 << left;
  return k < 0 ? 1 / (y * ones) : y * ones;
}

/** 2 to a whole number k, |k| at most 1022. */
function powerOf(k: f64): f64 {
  if (ASC_FEATURE_SIMD) return f64x2.extract_lane(powers(f64x2.splat(k)), 0);
  else return power(<i32>k);
}

/** 1 / (1 + e^-z), for one z. */
export function sigmoid(z: f64): f64 {
  const near: f64 = z < FAR ? z : FAR, a: f64 = -FAR < near ? near : -FAR;
  const k: f64 = Math.floor(a * LOG2_E + 0.5);
  const t: f64 = k * LN2_HIGH - a + k * LN2_LOW;
  const sum = even(t * t);
  const big: f64 = (sum - t) * powerOf(k);
  return big / (big + (sum + t));
}

/** z = intercept + numbers * weights + the weights that the codes name, for the rows of blocks [from, to). x, codes and weights are read, z is written. */
export function margins(x: Float64Array, codes: Int32Array, p: i32, c: i32, from: i32, to: i32, weights: Float64Array, last: i32, z: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const first = ptr(weights, 0), end = ptr(weights, p), base = v128.load64_splat(ptr(weights, last)), step: usize = <usize>p << 5;
    let at = ptr(x, from * p * 4), place = ptr(codes, from * c * 4), out = ptr(z, 0);
    let b: i32 = from;
    for (; b + 2 <= to; b += 2) {
      let a0 = base, a1 = base, b0 = base, b1 = base;
      let next = at + step;
      for (let q = first; q < end; q += 8) {
        const w = v128.load64_splat(q);
        a0 = f64x2.add(a0, f64x2.mul(v128.load(at), w)); a1 = f64x2.add(a1, f64x2.mul(v128.load(at, 16), w));
        b0 = f64x2.add(b0, f64x2.mul(v128.load(next), w)); b1 = f64x2.add(b1, f64x2.mul(v128.load(next, 16), w));
        at += 32; next += 32;
      }
      at = next;
      let more = place + (<usize>c << 4);
      for (let k: i32 = 0; k < c; k++) {
        a0 = f64x2.add(a0, v128.load64_lane(first + (<usize>load<i32>(place, 4) << 3), v128.load64_splat(first + (<usize>load<i32>(place) << 3)), 1));
        a1 = f64x2.add(a1, v128.load64_lane(first + (<usize>load<i32>(place, 12) << 3), v128.load64_splat(first + (<usize>load<i32>(place, 8) << 3)), 1));
        b0 = f64x2.add(b0, v128.load64_lane(first + (<usize>load<i32>(more, 4) << 3), v128.load64_splat(first + (<usize>load<i32>(more) << 3)), 1));
        b1 = f64x2.add(b1, v128.load64_lane(first + (<usize>load<i32>(more, 12) << 3), v128.load64_splat(first + (<usize>load<i32>(more, 8) << 3)), 1));
        place += 16; more += 16;
      }
      place = more;
      v128.store(out, a0); v128.store(out, a1, 16); v128.store(out, b0, 32); v128.store(out, b1, 48);
      out += 64;
    }
    if (b < to) {
      let a0 = base, a1 = base;
      for (let q = first; q < end; q += 8) {
        const w = v128.load64_splat(q);
        a0 = f64x2.add(a0, f64x2.mul(v128.load(at), w)); a1 = f64x2.add(a1, f64x2.mul(v128.load(at, 16), w));
        at += 32;
      }
      for (let k: i32 = 0; k < c; k++) {
        a0 = f64x2.add(a0, v128.load64_lane(first + (<usize>load<i32>(place, 4) << 3), v128.load64_splat(first + (<usize>load<i32>(place) << 3)), 1));
        a1 = f64x2.add(a1, v128.load64_lane(first + (<usize>load<i32>(place, 12) << 3), v128.load64_splat(first + (<usize>load<i32>(place, 8) << 3)), 1));
        place += 16;
      }
      v128.store(out, a0); v128.store(out, a1, 16);
    }
  } else {
    const base = weights[last];
    let at: i32 = from * p * 4, place: i32 = from * c * 4;
    for (let q: i32 = 0, end: i32 = (to - from) * 4; q < end; q += 4) {
      let a: f64 = base, b: f64 = base, d: f64 = base, e: f64 = base;
      for (let j: i32 = 0; j < p; j++) {
        const w = weights[j];
        a += x[at] * w; b += x[at + 1] * w; d += x[at + 2] * w; e += x[at + 3] * w;
        at += 4;
      }
      for (let k: i32 = 0; k < c; k++) {
        a += weights[codes[place]]; b += weights[codes[place + 1]]; d += weights[codes[place + 2]]; e += weights[codes[place + 3]];
        place += 4;
      }
      z[q] = a; z[q + 1] = b; z[q + 2] = d; z[q + 3] = e;
    }
  }
}

/**
 * Logistic loss for weights of rows that are 0 or 1: r = s (sigma(z) - y) and h = s sigma (1 - sigma), with one division a row; and one logarithm a lane, of a
 * product over the blocks, 1,000 at most. z, y and s are read, r and h are written. totals [3][lane] is read and written: it gains the sum of
 * s (log(1 + e^z) - y z), the sum of h, and the count of rows with a weight that are not on their side of 0.
 */
export function logisticLoss(z: Float64Array, y: Float64Array, s: Float64Array, from: i32, to: i32, r: Float64Array, h: Float64Array, totals: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const one = f64x2.splat(1), none = f64x2.splat(0), half = f64x2.splat(0.5);
    for (let e: usize = 0; e < 32; e += 16) {
      const sums = ptr(totals, 0) + e;
      let loss = v128.load(sums), curved = v128.load(sums, 32), wrong = v128.load(sums, 64), many = one;
      let at = ptr(z, 0) + e, own = ptr(y, from * 4) + e, weigh = ptr(s, from * 4) + e, out = ptr(r, 0) + e, curve = ptr(h, 0) + e;
      for (const end = at + (<usize>(to - from) << 5); at < end; at += 32) {
        const v = v128.load(at), weight = v128.load(weigh), target = v128.load(own);
        const a = f64x2.pmax(f64x2.splat(-FAR), f64x2.pmin(f64x2.splat(FAR), v));
        const k = wholes(a), t = rests(k, a), sum = evens(f64x2.mul(t, t));
        const big = f64x2.mul(f64x2.sub(sum, t), powers(k)), small = f64x2.add(sum, t);
        const inverse = f64x2.div(one, f64x2.add(big, small));
        const sigma = f64x2.mul(big, inverse), rest = f64x2.mul(small, inverse), likely = f64x2.pmax(sigma, rest);
        const c = f64x2.mul(f64x2.mul(weight, sigma), rest);
        v128.store(out, f64x2.mul(weight, f64x2.sub(sigma, target)));
        v128.store(curve, c);
        curved = f64x2.add(curved, c);
        many = f64x2.mul(many, f64x2.pmax(likely, f64x2.sub(one, weight)));
        loss = f64x2.add(loss, f64x2.mul(weight, f64x2.sub(f64x2.pmax(none, v), f64x2.mul(target, v))));
        const right = f64x2.gt(f64x2.mul(f64x2.sub(target, half), v), none);
        wrong = f64x2.add(wrong, v128.and(v128.andnot(f64x2.gt(weight, none), right), one));
        own += 32; weigh += 32; out += 32; curve += 32;
      }
      v128.store(sums, f64x2.sub(loss, f64x2.replace_lane(f64x2.splat(log(f64x2.extract_lane(many, 0))), 1, log(f64x2.extract_lane(many, 1)))));
      v128.store(sums, curved, 32); v128.store(sums, wrong, 64);
    }
  } else {
    for (let e: i32 = 0; e < 4; e++) {
      let loss = totals[e], curved = totals[4 + e], wrong = totals[8 + e], many: f64 = 1;
      for (let q: i32 = e, i: i32 = from * 4 + e, end: i32 = (to - from) * 4; q < end; q += 4) {
        const v = z[q], weight = s[i], target = y[i];
        const near: f64 = v < FAR ? v : FAR, a: f64 = -FAR < near ? near : -FAR;
        const k: f64 = Math.floor(a * LOG2_E + 0.5);
        const t: f64 = k * LN2_HIGH - a + k * LN2_LOW;
        const sum = even(t * t);
        const big: f64 = (sum - t) * power(<i32>k), small: f64 = sum + t;
        const inverse: f64 = 1 / (big + small);
        const sigma: f64 = big * inverse, rest: f64 = small * inverse, likely: f64 = sigma < rest ? rest : sigma;
        const c: f64 = weight * sigma * rest;
        r[q] = weight * (sigma - target);
        h[q] = c;
        curved += c;
        many *= likely < 1 - weight ? 1 - weight : likely;
        loss += weight * ((v > 0 ? v : 0) - target * v);
        wrong += weight > 0 && !((target - 0.5) * v > 0) ? 1 : 0;
        i += 4;
      }
      totals[e] = loss - log(many);
      totals[4 + e] = curved;
      totals[8 + e] = wrong;
    }
  }
}

/** Of m in [1/2, 1]: log(1 + f) by s = f / (2 + f) (fdlibm), for f = m - 1 or 2 m - 1, whichever is smaller. */
const L1: f64 = 6.666666666666735130e-01;
const L2: f64 = 3.999999999940941908e-01;
const L3: f64 = 2.857142874366239149e-01;
const L4: f64 = 2.222219843214978396e-01;
const L5: f64 = 1.818357216161805012e-01;
const L6: f64 = 1.531383769920937332e-01;
const L7: f64 = 1.479819860511658591e-01;
const HALF_ROOT: f64 = 0.7071067811865476;

/** The same for any weights of rows: one logarithm a row. */
export function weightedLogisticLoss(z: Float64Array, y: Float64Array, s: Float64Array, from: i32, to: i32, r: Float64Array, h: Float64Array, totals: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const one = f64x2.splat(1), none = f64x2.splat(0), half = f64x2.splat(0.5);
    for (let e: usize = 0; e < 32; e += 16) {
      const sums = ptr(totals, 0) + e;
      let loss = v128.load(sums), curved = v128.load(sums, 32), wrong = v128.load(sums, 64);
      let at = ptr(z, 0) + e, own = ptr(y, from * 4) + e, weigh = ptr(s, from * 4) + e, out = ptr(r, 0) + e, curve = ptr(h, 0) + e;
      for (const end = at + (<usize>(to - from) << 5); at < end; at += 32) {
        const v = v128.load(at), weight = v128.load(weigh), target = v128.load(own);
        const a = f64x2.pmax(f64x2.splat(-FAR), f64x2.pmin(f64x2.splat(FAR), v));
        const k = wholes(a), t = rests(k, a), sum = evens(f64x2.mul(t, t));
        const big = f64x2.mul(f64x2.sub(sum, t), powers(k)), small = f64x2.add(sum, t);
        const inverse = f64x2.div(one, f64x2.add(big, small));
        const sigma = f64x2.mul(big, inverse), rest = f64x2.mul(small, inverse), likely = f64x2.pmax(sigma, rest);
        const c = f64x2.mul(f64x2.mul(weight, sigma), rest);
        v128.store(out, f64x2.mul(weight, f64x2.sub(sigma, target)));
        v128.store(curve, c);
        curved = f64x2.add(curved, c);
        const low = f64x2.lt(likely, f64x2.splat(HALF_ROOT));
        const f = f64x2.sub(f64x2.add(likely, v128.and(likely, low)), one);
        const q = f64x2.div(f, f64x2.add(f64x2.splat(2), f)), w = f64x2.mul(q, q), square = f64x2.mul(f64x2.mul(half, f), f);
        let series = f64x2.add(f64x2.splat(L6), f64x2.mul(w, f64x2.splat(L7)));
        series = f64x2.add(f64x2.splat(L5), f64x2.mul(w, series)); series = f64x2.add(f64x2.splat(L4), f64x2.mul(w, series));
        series = f64x2.add(f64x2.splat(L3), f64x2.mul(w, series)); series = f64x2.add(f64x2.splat(L2), f64x2.mul(w, series));
        series = f64x2.add(f64x2.splat(L1), f64x2.mul(w, series));
        const logs = f64x2.sub(f64x2.sub(f, f64x2.sub(square, f64x2.mul(q, f64x2.add(square, f64x2.mul(w, series))))), v128.and(f64x2.splat(LN2_HIGH + LN2_LOW), low));
        loss = f64x2.add(loss, f64x2.mul(weight, f64x2.sub(f64x2.sub(f64x2.pmax(none, v), f64x2.mul(target, v)), logs)));
        const right = f64x2.gt(f64x2.mul(f64x2.sub(target, half), v), none);
        wrong = f64x2.add(wrong, v128.and(v128.andnot(f64x2.gt(weight, none), right), one));
        own += 32; weigh += 32; out += 32; curve += 32;
      }
      v128.store(sums, loss); v128.store(sums, curved, 32); v128.store(sums, wrong, 64);
    }
  } else {
    for (let e: i32 = 0; e < 4; e++) {
      let loss = totals[e], curved = totals[4 + e], wrong = totals[8 + e];
      for (let p: i32 = e, i: i32 = from * 4 + e, end: i32 = (to - from) * 4; p < end; p += 4) {
        const v = z[p], weight = s[i], target = y[i];
        const near: f64 = v < FAR ? v : FAR, a: f64 = -FAR < near ? near : -FAR;
        const k: f64 = Math.floor(a * LOG2_E + 0.5);
        const t: f64 = k * LN2_HIGH - a + k * LN2_LOW;
        const sum = even(t * t);
        const big: f64 = (sum - t) * power(<i32>k), small: f64 = sum + t;
        const inverse: f64 = 1 / (big + small);
        const sigma: f64 = big * inverse, rest: f64 = small * inverse, likely: f64 = sigma < rest ? rest : sigma;
        const c: f64 = weight * sigma * rest;
        r[p] = weight * (sigma - target);
        h[p] = c;
        curved += c;
        const low = likely < HALF_ROOT;
        const f: f64 = likely + (low ? likely : 0) - 1;
        const q: f64 = f / (2 + f), w: f64 = q * q, square: f64 = 0.5 * f * f;
        const series: f64 = L1 + w * (L2 + w * (L3 + w * (L4 + w * (L5 + w * (L6 + w * L7)))));
        const logs: f64 = f - (square - q * (square + w * series)) - (low ? LN2_HIGH + LN2_LOW : 0);
        loss += weight * ((v > 0 ? v : 0) - target * v - logs);
        wrong += weight > 0 && !((target - 0.5) * v > 0) ? 1 : 0;
        i += 4;
      }
      totals[e] = loss;
      totals[4 + e] = curved;
      totals[8 + e] = wrong;
    }
  }
}

/** Squared loss: r = s (z - y). z, y and s are read, r is written; totals [lane], which is read and written, gains the sum of s (z - y)^2. */
export function squaredLoss(z: Float64Array, y: Float64Array, s: Float64Array, from: i32, to: i32, r: Float64Array, totals: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    let low = v128.load(ptr(totals, 0)), high = v128.load(ptr(totals, 0), 16);
    let own = ptr(y, from * 4), weigh = ptr(s, from * 4), out = ptr(r, 0);
    for (let at = ptr(z, 0), end = at + (<usize>(to - from) << 5); at < end; at += 32) {
      const u = f64x2.sub(v128.load(at), v128.load(own)), v = f64x2.sub(v128.load(at, 16), v128.load(own, 16));
      const a = f64x2.mul(v128.load(weigh), u), b = f64x2.mul(v128.load(weigh, 16), v);
      v128.store(out, a); v128.store(out, b, 16);
      low = f64x2.add(low, f64x2.mul(a, u)); high = f64x2.add(high, f64x2.mul(b, v));
      own += 32; weigh += 32; out += 32;
    }
    v128.store(ptr(totals, 0), low); v128.store(ptr(totals, 0), high, 16);
  } else {
    for (let e: i32 = 0; e < 4; e++) {
      let sum = totals[e];
      for (let q: i32 = e, i: i32 = from * 4 + e, end: i32 = (to - from) * 4; q < end; q += 4) {
        const off: f64 = z[q] - y[i], pull: f64 = s[i] * off;
        r[q] = pull;
        sum += pull * off;
        i += 4;
      }
      totals[e] = sum;
    }
  }
}

/** sums[place][lane] += r x for every weight: numbers, codes and the intercept at `last`. x, codes and r are read; sums is read and written. */
export function addGradient(x: Float64Array, codes: Int32Array, p: i32, c: i32, r: Float64Array, from: i32, to: i32, last: i32, sums: Float64Array): void {
  let j: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const step: usize = <usize>p << 5, first = ptr(r, 0), end = first + (<usize>(to - from) << 5);
    for (; j + 4 <= p; j += 4) {
      const out = ptr(sums, j * 4);
      let a0 = v128.load(out), a1 = v128.load(out, 16), b0 = v128.load(out, 32), b1 = v128.load(out, 48);
      let c0 = v128.load(out, 64), c1 = v128.load(out, 80), d0 = v128.load(out, 96), d1 = v128.load(out, 112);
      let at = ptr(x, (from * p + j) * 4);
      for (let q = first; q < end; q += 32) {
        const u = v128.load(q), v = v128.load(q, 16);
        a0 = f64x2.add(a0, f64x2.mul(v128.load(at), u)); a1 = f64x2.add(a1, f64x2.mul(v128.load(at, 16), v));
        b0 = f64x2.add(b0, f64x2.mul(v128.load(at, 32), u)); b1 = f64x2.add(b1, f64x2.mul(v128.load(at, 48), v));
        c0 = f64x2.add(c0, f64x2.mul(v128.load(at, 64), u)); c1 = f64x2.add(c1, f64x2.mul(v128.load(at, 80), v));
        d0 = f64x2.add(d0, f64x2.mul(v128.load(at, 96), u)); d1 = f64x2.add(d1, f64x2.mul(v128.load(at, 112), v));
        at += step;
      }
      v128.store(out, a0); v128.store(out, a1, 16); v128.store(out, b0, 32); v128.store(out, b1, 48);
      v128.store(out, c0, 64); v128.store(out, c1, 80); v128.store(out, d0, 96); v128.store(out, d1, 112);
    }
    for (; j < p; j++) {
      const out = ptr(sums, j * 4);
      let a0 = v128.load(out), a1 = v128.load(out, 16), at = ptr(x, (from * p + j) * 4);
      for (let q = first; q < end; q += 32) {
        a0 = f64x2.add(a0, f64x2.mul(v128.load(at), v128.load(q))); a1 = f64x2.add(a1, f64x2.mul(v128.load(at, 16), v128.load(q, 16)));
        at += step;
      }
      v128.store(out, a0); v128.store(out, a1, 16);
    }
    let place = ptr(codes, from * c * 4);
    const base = ptr(sums, 0), out = ptr(sums, last * 4);
    let low = v128.load(out), high = v128.load(out, 16);
    for (let q = first; q < end; q += 32) {
      low = f64x2.add(low, v128.load(q)); high = f64x2.add(high, v128.load(q, 16));
      for (let k: i32 = 0; k < c; k++) {
        let at = base + (<usize>load<i32>(place) << 5); store<f64>(at, load<f64>(at) + load<f64>(q));
        at = base + (<usize>load<i32>(place, 4) << 5); store<f64>(at, load<f64>(at, 8) + load<f64>(q, 8), 8);
        at = base + (<usize>load<i32>(place, 8) << 5); store<f64>(at, load<f64>(at, 16) + load<f64>(q, 16), 16);
        at = base + (<usize>load<i32>(place, 12) << 5); store<f64>(at, load<f64>(at, 24) + load<f64>(q, 24), 24);
        place += 16;
      }
    }
    v128.store(out, low); v128.store(out, high, 16);
  } else {
    const end: i32 = (to - from) * 4;
    for (; j < p; j++) {
      let a = sums[j * 4], b = sums[j * 4 + 1], d = sums[j * 4 + 2], e = sums[j * 4 + 3];
      for (let q: i32 = 0, at: i32 = (from * p + j) * 4; q < end; q += 4) {
        a += x[at] * r[q]; b += x[at + 1] * r[q + 1]; d += x[at + 2] * r[q + 2]; e += x[at + 3] * r[q + 3];
        at += p * 4;
      }
      sums[j * 4] = a; sums[j * 4 + 1] = b; sums[j * 4 + 2] = d; sums[j * 4 + 3] = e;
    }
    let low = sums[last * 4], b = sums[last * 4 + 1], d = sums[last * 4 + 2], e = sums[last * 4 + 3];
    for (let q: i32 = 0, place: i32 = from * c * 4; q < end; q += 4) {
      const r0 = r[q], r1 = r[q + 1], r2 = r[q + 2], r3 = r[q + 3];
      low += r0; b += r1; d += r2; e += r3;
      for (let k: i32 = 0; k < c; k++) {
        let at: i32 = codes[place] * 4; sums[at] += r0;
        at = codes[place + 1] * 4 + 1; sums[at] += r1;
        at = codes[place + 2] * 4 + 2; sums[at] += r2;
        at = codes[place + 3] * 4 + 3; sums[at] += r3;
        place += 4;
      }
    }
    sums[last * 4] = low; sums[last * 4 + 1] = b; sums[last * 4 + 2] = d; sums[last * 4 + 3] = e;
  }
}

/**
 * The rows of a Hessian: scaled[block][column][lane] = h x, with h itself as column p, and the same row after row, rows[row * width + column]; width is p + 1 or
 * p + 2, even. x and h are read, scaled and rows are written.
 */
export function scaleRows(x: Float64Array, p: i32, h: Float64Array, from: i32, to: i32, width: i32, scaled: Float64Array, rows: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const wide: usize = <usize>width << 3, pairs: i32 = (width >> 1) - 1;
    let at = ptr(x, from * p * 4), out = ptr(scaled, 0), row = ptr(rows, 0);
    for (let q = ptr(h, 0), end = q + (<usize>(to - from) << 5); q < end; q += 32) {
      const u = v128.load(q), v = v128.load(q, 16);
      for (let j: i32 = 0; j < pairs; j++) {
        const a = f64x2.mul(v128.load(at), u), b = f64x2.mul(v128.load(at, 16), v), c = f64x2.mul(v128.load(at, 32), u), d = f64x2.mul(v128.load(at, 48), v);
        v128.store(out, a); v128.store(out, b, 16); v128.store(out, c, 32); v128.store(out, d, 48);
        v128.store(row, v128.shuffle<f64>(a, c, 0, 2)); v128.store(row + wide, v128.shuffle<f64>(a, c, 1, 3));
        v128.store(row + 2 * wide, v128.shuffle<f64>(b, d, 0, 2)); v128.store(row + 3 * wide, v128.shuffle<f64>(b, d, 1, 3));
        at += 64; out += 64; row += 16;
      }
      let a = u, b = v, c = f64x2.splat(0), d = c;
      if ((p & 1) != 0) { a = f64x2.mul(v128.load(at), u); b = f64x2.mul(v128.load(at, 16), v); c = u; d = v; at += 32; }
      v128.store(out, a); v128.store(out, b, 16); v128.store(out, c, 32); v128.store(out, d, 48);
      v128.store(row, v128.shuffle<f64>(a, c, 0, 2)); v128.store(row + wide, v128.shuffle<f64>(a, c, 1, 3));
      v128.store(row + 2 * wide, v128.shuffle<f64>(b, d, 0, 2)); v128.store(row + 3 * wide, v128.shuffle<f64>(b, d, 1, 3));
      out += 64; row += 16 + 3 * wide;
    }
  } else {
    for (let b: i32 = 0, at: i32 = from * p * 4; b < to - from; b++) {
      for (let j: i32 = 0; j < width; j++) {
        for (let e: i32 = 0; e < 4; e++) {
          const weight = h[b * 4 + e];
          const v: f64 = j < p ? x[at + e] * weight : j == p ? weight : 0.0;
          scaled[(b * width + j) * 4 + e] = v;
          rows[(b * 4 + e) * width + j] = v;
        }
        if (j < p) at += 4;
      }
    }
  }
}

/**
 * squares[i p + j][lane] += scaled[i] x[j] for the columns j of x and those of scaled up to p, where j is at most i, or i + 1 for even i. x and scaled (see
 * scaleRows) are read; squares (p + 1 times p) is read and written.
 */
export function addSquares(x: Float64Array, p: i32, scaled: Float64Array, width: i32, from: i32, to: i32, squares: Float64Array): void {
  for (let i: i32 = 0; i <= p; i += 2) {
    for (let j: i32 = 0; j <= i && j < p; j += 2) {
      if (i < p && j + 1 < p) addSquareTile(x, p, scaled, width, from, to, i, j, squares);
      else {
        for (let a: i32 = i; a <= p && a < i + 2; a++) for (let b: i32 = j; b < p && b < j + 2; b++) addSquare(x, p, scaled, width, from, to, a, b, squares);
      }
    }
  }
}

/** Those of the columns i and i + 1 with j and j + 1. */
export function addSquareTile(x: Float64Array, p: i32, scaled: Float64Array, width: i32, from: i32, to: i32, i: i32, j: i32, squares: Float64Array): void {
  const blocks: i32 = to - from;
  if (ASC_FEATURE_SIMD) {
    const step: usize = <usize>p << 5, wide: usize = <usize>width << 5, out = ptr(squares, (i * p + j) * 4), below = out + step;
    let a0 = v128.load(out), a1 = v128.load(out, 16), b0 = v128.load(out, 32), b1 = v128.load(out, 48);
    let c0 = v128.load(below), c1 = v128.load(below, 16), d0 = v128.load(below, 32), d1 = v128.load(below, 48);
    let at = ptr(x, (from * p + j) * 4);
    for (let q = ptr(scaled, i * 4), end = q + <usize>blocks * wide; q < end; q += wide) {
      let u = v128.load(q), v = v128.load(q, 32), s = v128.load(at), t = v128.load(at, 32);
      a0 = f64x2.add(a0, f64x2.mul(u, s)); b0 = f64x2.add(b0, f64x2.mul(u, t)); c0 = f64x2.add(c0, f64x2.mul(v, s)); d0 = f64x2.add(d0, f64x2.mul(v, t));
      u = v128.load(q, 16); v = v128.load(q, 48); s = v128.load(at, 16); t = v128.load(at, 48);
      a1 = f64x2.add(a1, f64x2.mul(u, s)); b1 = f64x2.add(b1, f64x2.mul(u, t)); c1 = f64x2.add(c1, f64x2.mul(v, s)); d1 = f64x2.add(d1, f64x2.mul(v, t));
      at += step;
    }
    v128.store(out, a0); v128.store(out, a1, 16); v128.store(out, b0, 32); v128.store(out, b1, 48);
    v128.store(below, c0); v128.store(below, c1, 16); v128.store(below, d0, 32); v128.store(below, d1, 48);
  } else {
    const out: i32 = (i * p + j) * 4, below: i32 = out + p * 4;
    for (let e: i32 = 0; e < 4; e++) {
      let a = squares[out + e], b = squares[out + 4 + e], c = squares[below + e], d = squares[below + 4 + e];
      for (let k: i32 = 0, at: i32 = (from * p + j) * 4 + e, q: i32 = i * 4 + e; k < blocks; k++) {
        const u = scaled[q], v = scaled[q + 4], s = x[at], t = x[at + 4];
        a += u * s; b += u * t; c += v * s; d += v * t;
        at += p * 4; q += width * 4;
      }
      squares[out + e] = a; squares[out + 4 + e] = b; squares[below + e] = c; squares[below + 4 + e] = d;
    }
  }
}

/** That of column i with j. */
export function addSquare(x: Float64Array, p: i32, scaled: Float64Array, width: i32, from: i32, to: i32, i: i32, j: i32, squares: Float64Array): void {
  const blocks: i32 = to - from;
  if (ASC_FEATURE_SIMD) {
    const step: usize = <usize>p << 5, wide: usize = <usize>width << 5, out = ptr(squares, (i * p + j) * 4);
    let a0 = v128.load(out), a1 = v128.load(out, 16), at = ptr(x, (from * p + j) * 4);
    for (let q = ptr(scaled, i * 4), end = q + <usize>blocks * wide; q < end; q += wide) {
      a0 = f64x2.add(a0, f64x2.mul(v128.load(q), v128.load(at))); a1 = f64x2.add(a1, f64x2.mul(v128.load(q, 16), v128.load(at, 16)));
      at += step;
    }
    v128.store(out, a0); v128.store(out, a1, 16);
  } else {
    for (let e: i32 = 0; e < 4; e++) {
      let a = squares[(i * p + j) * 4 + e];
      for (let k: i32 = 0, at: i32 = (from * p + j) * 4 + e, q: i32 = i * 4 + e; k < blocks; k++) { a += scaled[q] * x[at]; at += p * 4; q += width * 4; }
      squares[(i * p + j) * 4 + e] = a;
    }
  }
}

/** sums[place - p][0..width) += rows[row] for each place that the row's codes name. codes and rows (see scaleRows) are read; sums is read and written. */
export function addByCode(codes: Int32Array, p: i32, c: i32, rows: Float64Array, width: i32, from: i32, to: i32, sums: Float64Array): void {
  if (ASC_FEATURE_SIMD) {
    const wide: usize = <usize>width << 3;
    let j: i32 = 0;
    for (; j + 8 <= width; j += 8) {
      const base = ptr(sums, j) - <usize>p * wide;
      let row = ptr(rows, j), place = ptr(codes, from * c * 4);
      for (let b: i32 = from; b < to; b++) {
        for (let e: i32 = 0; e < 4; e++) {
          const s = v128.load(row), t = v128.load(row, 16), u = v128.load(row, 32), v = v128.load(row, 48);
          for (let k: i32 = 0, own = place; k < c; k++) {
            const at = base + <usize>load<i32>(own) * wide;
            v128.store(at, f64x2.add(v128.load(at), s)); v128.store(at, f64x2.add(v128.load(at, 16), t), 16);
            v128.store(at, f64x2.add(v128.load(at, 32), u), 32); v128.store(at, f64x2.add(v128.load(at, 48), v), 48);
            own += 16;
          }
          row += wide; place += 4;
        }
        place += <usize>(c - 1) << 4;
      }
    }
    for (; j < width; j += 2) {
      const base = ptr(sums, j) - <usize>p * wide;
      let row = ptr(rows, j), place = ptr(codes, from * c * 4);
      for (let b: i32 = from; b < to; b++) {
        for (let e: i32 = 0; e < 4; e++) {
          const s = v128.load(row);
          for (let k: i32 = 0, own = place; k < c; k++) {
            const at = base + <usize>load<i32>(own) * wide;
            v128.store(at, f64x2.add(v128.load(at), s));
            own += 16;
          }
          row += wide; place += 4;
        }
        place += <usize>(c - 1) << 4;
      }
    }
  } else {
    for (let i: i32 = from * 4, row: i32 = 0; i < to * 4; i++) {
      for (let k: i32 = 0, place: i32 = (i >> 2) * c * 4 + (i & 3); k < c; k++) {
        const at: i32 = (codes[place] - p) * width;
        for (let j: i32 = 0; j < width; j++) sums[at + j] += rows[row + j];
        place += 4;
      }
      row += width;
    }
  }
}

/** The weights of a row, with its numbers from place `at` on and its codes from `place` on, added; even and odd columns apart, then together. */
export function sumRow(x: Float64Array, at: i32, p: i32, codes: Int32Array, place: i32, c: i32, weights: Float64Array): f64 {
  let j: i32 = 0, k: i32 = 0, even: f64 = 0, odd: f64 = 0, first: f64 = 0, second: f64 = 0;
  if (ASC_FEATURE_SIMD) {
    let both = f64x2.splat(0), a = ptr(x, at), q = ptr(weights, 0);
    for (; j + 2 <= p; j += 2) { both = f64x2.add(both, f64x2.mul(v128.load(a), v128.load(q))); a += 16; q += 16; }
    even = f64x2.extract_lane(both, 0); odd = f64x2.extract_lane(both, 1);
  } else {
    for (; j + 2 <= p; j += 2) { even += x[at + j] * weights[j]; odd += x[at + j + 1] * weights[j + 1]; }
  }
  if (j < p) even += x[at + j] * weights[j];
  for (; k + 2 <= c; k += 2) { first += weights[codes[place + k]]; second += weights[codes[place + k + 1]]; }
  if (k < c) first += weights[codes[place + k]];
  return even + odd + (first + second);
}

/** How much two rows have in common: what a step of 1 along the first adds to sumRow of the second. Codes at `dead` do not count. */
export function common(x: Float64Array, at: i32, other: i32, p: i32, codes: Int32Array, place: i32, another: i32, c: i32, dead: i32): f64 {
  let j: i32 = 0, same: i32 = 0, even: f64 = 0, odd: f64 = 0;
  if (ASC_FEATURE_SIMD) {
    let both = f64x2.splat(0), a = ptr(x, at), q = ptr(x, other);
    for (; j + 2 <= p; j += 2) { both = f64x2.add(both, f64x2.mul(v128.load(a), v128.load(q))); a += 16; q += 16; }
    even = f64x2.extract_lane(both, 0); odd = f64x2.extract_lane(both, 1);
  } else {
    for (; j + 2 <= p; j += 2) { even += x[at + j] * x[other + j]; odd += x[at + j + 1] * x[other + j + 1]; }
  }
  if (j < p) even += x[at + j] * x[other + j];
  for (let k: i32 = 0; k < c; k++) {
    const code = codes[place + k];
    same += code == codes[another + k] && code != dead ? 1 : 0;
  }
  return even + odd + same;
}

/** weights -= move times the row. */
export function moveAlong(x: Float64Array, at: i32, p: i32, codes: Int32Array, place: i32, c: i32, move: f64, weights: Float64Array): void {
  let j: i32 = 0;
  if (ASC_FEATURE_SIMD) {
    const by = f64x2.splat(move);
    let a = ptr(x, at), q = ptr(weights, 0);
    for (; j + 2 <= p; j += 2) { v128.store(q, f64x2.sub(v128.load(q), f64x2.mul(by, v128.load(a)))); a += 16; q += 16; }
  }
  for (; j < p; j++) weights[j] = weights[j] - move * x[at + j];
  for (let k: i32 = 0; k < c; k++) { const code = codes[place + k]; weights[code] = weights[code] - move; }
}
