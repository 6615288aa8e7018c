// The register tiles: the only functions with two bodies. A tile holds 16 rows in lanes (four vectors), so every row's sum runs
// over its columns in order, nothing is added across lanes, and the plain body gives the same bits without imitating lanes.

/**
 * Label the rows of blocks [from, to) with the nearest of k centers (even k), ties to the lower index; leads[row] = second least score - least score.
 * blocks: see packRows. centers: see packCenters; the score |c|^2 - 2cx orders the centers as the distance does. labels and leads are written.
 */
export function nearest(blocks: Float32Array, from: i32, to: i32, d: i32, centers: Float32Array, k: i32, labels: Int32Array, leads: Float32Array): void {
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
      const out = ptr(labels, b * 16), lead = ptr(leads, b * 16);
      v128.store(out, i0); v128.store(out, i1, 16); v128.store(out, i2, 32); v128.store(out, i3, 48);
      v128.store(lead, f32x4.sub(s0, l0)); v128.store(lead, f32x4.sub(s1, l1), 16);
      v128.store(lead, f32x4.sub(s2, l2), 32); v128.store(lead, f32x4.sub(s3, l3), 48);
    } else {
      for (let row: i32 = b * 16, end: i32 = row + 16; row < end; row += 2) {
        let q: i32 = 0;
        let least0: f32 = Infinity, second0: f32 = Infinity, label0: i32 = 0, least1: f32 = Infinity, second1: f32 = Infinity, label1: i32 = 0;
        for (let c: i32 = 0; c < k; c += 2) {
          let s0: f32 = centers[q], t0: f32 = centers[q + 1], s1 = s0, t1 = t0, p: i32 = b * d * 16 + (row & 15);
          q += 2;
          for (let j: i32 = 0; j < d; j++) {
            const x0 = blocks[p], x1 = blocks[p + 1], y = centers[q], z = centers[q + 1];
            s0 = Math.fround(s0 + Math.fround(x0 * y)); t0 = Math.fround(t0 + Math.fround(x0 * z));
            s1 = Math.fround(s1 + Math.fround(x1 * y)); t1 = Math.fround(t1 + Math.fround(x1 * z));
            p += 16; q += 2;
          }
          if (s0 < least0) { second0 = least0; least0 = s0; label0 = c; } else if (s0 < second0) second0 = s0;
          if (t0 < least0) { second0 = least0; least0 = t0; label0 = c + 1; } else if (t0 < second0) second0 = t0;
          if (s1 < least1) { second1 = least1; least1 = s1; label1 = c; } else if (s1 < second1) second1 = s1;
          if (t1 < least1) { second1 = least1; least1 = t1; label1 = c + 1; } else if (t1 < second1) second1 = t1;
        }
        labels[row] = label0; labels[row + 1] = label1;
        leads[row] = Math.fround(second0 - least0); leads[row + 1] = Math.fround(second1 - least1);
      }
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
