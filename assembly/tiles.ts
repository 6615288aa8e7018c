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
