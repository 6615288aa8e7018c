/**
 * The mean silhouette in plain JavaScript: the obvious loop over pairs, and four rows at once against rows in the order of their clusters.
 * @module
 */

/** @param labels - 0 to k - 1, all in use */
export type Silhouette = (x: Float64Array, n: number, d: number, labels: Int32Array, k: number) => number;

export const obvious: Silhouette = (x, n, d, labels, k) => {
  const sizes = sizesOf(labels, k);
  const sums = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < n; i++) {
    sums.fill(0);
    for (let j = 0; j < n; j++) {
      let s = 0;
      for (let p = i * d, q = j * d, end = p + d; p < end; p++, q++) s += (x[p] - x[q]) * (x[p] - x[q]);
      sums[labels[j]] += Math.sqrt(s);
    }
    total += silhouetteOf(sums, 0, sizes, labels[i]);
  }
  return total / n;
};

export const fourAtOnce: Silhouette = (x, n, d, labels, k) => {
  const sizes = sizesOf(labels, k);
  const starts = new Int32Array(k + 1);
  for (let c = 0; c < k; c++) starts[c + 1] = starts[c] + sizes[c];
  const next = starts.slice();
  const rows = new Float64Array((n + 3) * d);
  const own = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const place = next[labels[i]]++;
    own[place] = labels[i];
    for (let j = 0; j < d; j++) rows[place * d + j] = x[i * d + j];
  }
  const sums = new Float64Array(4 * k);
  let total = 0;
  for (let i = 0; i < n; i += 4) {
    distances(rows, i * d, d, starts, k, sums);
    for (let r = 0; r < 4 && i + r < n; r++) total += silhouetteOf(sums, r * k, sizes, own[i + r]);
  }
  return total / n;
};

function distances(rows: Float64Array, p: number, d: number, starts: Int32Array, k: number, sums: Float64Array): void {
  for (let c = 0, q = 0; c < k; c++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (const end = starts[c + 1] * d; q < end;) {
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      for (let a = p, last = p + d; a < last; a++, q++) {
        const y = rows[q];
        const g0 = rows[a] - y;
        const g1 = rows[a + d] - y;
        const g2 = rows[a + 2 * d] - y;
        const g3 = rows[a + 3 * d] - y;
        t0 += g0 * g0;
        t1 += g1 * g1;
        t2 += g2 * g2;
        t3 += g3 * g3;
      }
      s0 += Math.sqrt(t0);
      s1 += Math.sqrt(t1);
      s2 += Math.sqrt(t2);
      s3 += Math.sqrt(t3);
    }
    sums[c] = s0;
    sums[k + c] = s1;
    sums[2 * k + c] = s2;
    sums[3 * k + c] = s3;
  }
}

function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]]++;
  return sizes;
}

function silhouetteOf(sums: Float64Array, at: number, sizes: Int32Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const a = sums[at + own] / (sizes[own] - 1);
  let b = Infinity;
  for (let c = 0; c < sizes.length; c++) if (c !== own) b = Math.min(b, sums[at + c] / sizes[c]);
  return (b - a) / Math.max(a, b);
}
