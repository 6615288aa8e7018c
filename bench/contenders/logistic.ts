/**
 * Binary logistic regression in plain JavaScript: one pass over the rows (loss and slopes), Newton's method, and stochastic gradient descent; on dense rows and on
 * codes, which cost one load a column of categories.
 * @module
 */

/** Rows of d columns, the last of them ones. */
export interface Dense {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly d: number;
}

/** The same rows: p numbers each, and c places of weights, of which the one behind the intercept (d - 1) is always 0. */
export interface Coded extends Dense {
  readonly p: number;
  readonly c: number;
  readonly codes: Int32Array;
}

/** Loss of all rows at w; their slopes are written. */
export type Pass<D> = (data: D, w: Float64Array, slopes: Float64Array) => number;

/** The obvious loop. */
export function obvious({ x, y, n, d }: Dense, w: Float64Array, slopes: Float64Array): number {
  slopes.fill(0);
  let loss = 0;
  for (let i = 0, at = 0; i < n; i++, at += d) {
    let z = 0;
    for (let j = 0; j < d; j++) z += x[at + j] * w[j];
    const e = Math.exp(-Math.abs(z));
    const r = (z < 0 ? e / (1 + e) : 1 / (1 + e)) - y[i];
    loss += Math.log1p(e) + (z > 0 ? z : 0) - y[i] * z;
    for (let j = 0; j < d; j++) slopes[j] += r * x[at + j];
  }
  return loss;
}

/** Four rows at once, and one logarithm of a product. */
export function fourRows({ x, y, n, d }: Dense, w: Float64Array, slopes: Float64Array): number {
  slopes.fill(0);
  let loss = 0;
  let product = 1;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const a = i * d;
    const b = a + d;
    const c = b + d;
    const e = c + d;
    let z0 = 0;
    let z1 = 0;
    let z2 = 0;
    let z3 = 0;
    for (let j = 0; j < d; j++) {
      const v = w[j];
      z0 += x[a + j] * v;
      z1 += x[b + j] * v;
      z2 += x[c + j] * v;
      z3 += x[e + j] * v;
    }
    const e0 = Math.exp(-Math.abs(z0));
    const e1 = Math.exp(-Math.abs(z1));
    const e2 = Math.exp(-Math.abs(z2));
    const e3 = Math.exp(-Math.abs(z3));
    const r0 = (z0 < 0 ? e0 : 1) / (1 + e0) - y[i];
    const r1 = (z1 < 0 ? e1 : 1) / (1 + e1) - y[i + 1];
    const r2 = (z2 < 0 ? e2 : 1) / (1 + e2) - y[i + 2];
    const r3 = (z3 < 0 ? e3 : 1) / (1 + e3) - y[i + 3];
    product *= (1 + e0) * (1 + e1) * (1 + e2) * (1 + e3);
    if (product > 1e200) {
      loss += Math.log(product);
      product = 1;
    }
    loss += (z0 > 0 ? z0 : 0) - y[i] * z0 + (z1 > 0 ? z1 : 0) - y[i + 1] * z1;
    loss += (z2 > 0 ? z2 : 0) - y[i + 2] * z2 + (z3 > 0 ? z3 : 0) - y[i + 3] * z3;
    for (let j = 0; j < d; j++) slopes[j] += r0 * x[a + j] + r1 * x[b + j] + r2 * x[c + j] + r3 * x[e + j];
  }
  for (; i < n; i++) {
    let z = 0;
    for (let j = 0; j < d; j++) z += x[i * d + j] * w[j];
    const e = Math.exp(-Math.abs(z));
    const r = (z < 0 ? e : 1) / (1 + e) - y[i];
    loss += Math.log1p(e) + (z > 0 ? z : 0) - y[i] * z;
    for (let j = 0; j < d; j++) slopes[j] += r * x[i * d + j];
  }
  return loss + Math.log(product);
}

/** On codes. */
export function onCodes({ x, y, n, d, p, c, codes }: Coded, w: Float64Array, slopes: Float64Array): number {
  slopes.fill(0);
  let loss = 0;
  let product = 1;
  const last = d - 1;
  for (let i = 0, at = 0, place = 0; i < n; i++, at += p, place += c) {
    let z = w[last];
    for (let j = 0; j < p; j++) z += x[at + j] * w[j];
    for (let k = 0; k < c; k++) z += w[codes[place + k]];
    const e = Math.exp(-Math.abs(z));
    const r = (z < 0 ? e : 1) / (1 + e) - y[i];
    product *= 1 + e;
    if (product > 1e200) {
      loss += Math.log(product);
      product = 1;
    }
    loss += (z > 0 ? z : 0) - y[i] * z;
    for (let j = 0; j < p; j++) slopes[j] += r * x[at + j];
    for (let k = 0; k < c; k++) slopes[codes[place + k]] += r;
    slopes[last] += r;
  }
  slopes[d] = 0;
  return loss + Math.log(product);
}

/** Second slopes of all rows at w, of which the lower half is written: h = sigma (1 - sigma). */
export type Curve<D> = (data: D, w: Float64Array, second: Float64Array) => void;

const CHUNK = 256;

/** Tiles of four columns by two, over 256 rows. */
export function curveDense({ x, n, d }: Dense, w: Float64Array, second: Float64Array): void {
  second.fill(0);
  const scaled = new Float64Array(CHUNK * d);
  for (let from = 0; from < n; from += CHUNK) {
    const rows = Math.min(CHUNK, n - from);
    for (let i = 0; i < rows; i++) {
      const at = (from + i) * d;
      let z = 0;
      for (let j = 0; j < d; j++) z += x[at + j] * w[j];
      const e = Math.exp(-Math.abs(z));
      const h = e / ((1 + e) * (1 + e));
      for (let j = 0; j < d; j++) scaled[i * d + j] = h * x[at + j];
    }
    let i = 0;
    for (; i + 4 <= d; i += 4) {
      for (let j = 0; j < i + 4; j += 2) tile(x, scaled, from, rows, d, i, j + 1 < d ? j : j - 1, second);
    }
    for (; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let q = 0; q < rows; q++) sum += scaled[q * d + i] * x[(from + q) * d + j];
        second[i * d + j] += sum;
      }
    }
  }
}

function tile(
  x: Float64Array,
  scaled: Float64Array,
  from: number,
  rows: number,
  d: number,
  i: number,
  j: number,
  second: Float64Array,
): void {
  let [a0, a1, b0, b1, c0, c1, e0, e1] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let q = 0, s = i, t = from * d + j; q < rows; q++, s += d, t += d) {
    const u = x[t];
    const v = x[t + 1];
    let h = scaled[s];
    a0 += h * u;
    a1 += h * v;
    h = scaled[s + 1];
    b0 += h * u;
    b1 += h * v;
    h = scaled[s + 2];
    c0 += h * u;
    c1 += h * v;
    h = scaled[s + 3];
    e0 += h * u;
    e1 += h * v;
  }
  const at = i * d + j;
  second[at] += a0;
  second[at + 1] += a1;
  second[at + d] += b0;
  second[at + d + 1] += b1;
  second[at + 2 * d] += c0;
  second[at + 2 * d + 1] += c1;
  second[at + 3 * d] += e0;
  second[at + 3 * d + 1] += e1;
}

/** Row by row: numbers by numbers, and what each code adds to. */
export function curveCodes({ x, n, d, p, c, codes }: Coded, w: Float64Array, second: Float64Array): void {
  second.fill(0);
  const last = d - 1;
  const size = d + 1;
  const all = new Float64Array(size * size);
  for (let i = 0, at = 0, place = 0; i < n; i++, at += p, place += c) {
    let z = w[last];
    for (let j = 0; j < p; j++) z += x[at + j] * w[j];
    for (let k = 0; k < c; k++) z += w[codes[place + k]];
    const e = Math.exp(-Math.abs(z));
    const h = e / ((1 + e) * (1 + e));
    for (let j = 0; j < p; j++) {
      const v = h * x[at + j];
      for (let q = 0; q <= j; q++) all[j * size + q] += v * x[at + q];
      all[last * size + j] += v;
    }
    all[last * size + last] += h;
    for (let k = 0; k < c; k++) {
      const row = codes[place + k] * size;
      for (let j = 0; j < p; j++) all[row + j] += h * x[at + j];
      for (let l = 0; l <= k; l++) all[row + codes[place + l]] += h;
      all[row + last] += h;
    }
  }
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) second[i * d + j] = i === last && j >= p ? all[j * size + last] : all[i * size + j];
  second[last * d + last] = all[last * size + last];
}

/** Newton's method with l2 n / 2 |w|^2 beside the loss, the intercept free, until a step changes nothing. Room for the weight of codes that have none. */
export function newton<D extends Dense>(pass: Pass<D>, curve: Curve<D>, data: D, l2: number): Float64Array {
  const { n, d } = data;
  const [w, slopes, second] = [new Float64Array(d + 1), new Float64Array(d + 1), new Float64Array(d * d)];
  for (let iteration = 0; iteration < 50; iteration++) {
    pass(data, w, slopes);
    curve(data, w, second);
    for (let j = 0; j < d - 1; j++) {
      slopes[j] += l2 * n * w[j];
      second[j * d + j] += l2 * n;
    }
    if (Math.max(...slopes.map(Math.abs)) < 1e-10 * n) break;
    solve(second, slopes, d);
    for (let j = 0; j < d; j++) w[j] -= slopes[j];
  }
  return w;
}

/** b = A^-1 b by Cholesky's factors, which take A's place. */
function solve(a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j];
    }
    for (let k = 0; k < i; k++) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
}

/** Gradient descent from 0: some passes, and the weights after them. */
export function descend<D extends Dense>(pass: Pass<D>, data: D, passes: number, rate: number): Float64Array {
  const [w, slopes] = [new Float64Array(data.d + 1), new Float64Array(data.d + 1)];
  for (let t = 0; t < passes; t++) {
    pass(data, w, slopes);
    for (let j = 0; j < data.d; j++) w[j] -= (rate / data.n) * slopes[j];
  }
  return w;
}

/** Stochastic gradient descent on codes, with l2 by a factor that all weights share: epochs in new orders. */
export function stochastic(data: Coded, epochs: number, rate: number, l2: number, random: () => number): Float64Array {
  const { x, y, n, d, p, c, codes } = data;
  const w = new Float64Array(d + 1);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let scale = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = n - 1; i > 0; i--) {
      const q = Math.floor(random() * (i + 1));
      const t = order[i];
      order[i] = order[q];
      order[q] = t;
    }
    for (let i = 0; i < n; i++) {
      const at = order[i] * p;
      const place = order[i] * c;
      let z = 0;
      for (let j = 0; j < p; j++) z += x[at + j] * w[j];
      for (let k = 0; k < c; k++) z += w[codes[place + k]];
      z = z * scale + w[d - 1];
      const step = rate * (1 / (1 + Math.exp(-z)) - y[order[i]]);
      scale *= 1 - rate * l2;
      const move = step / scale;
      for (let j = 0; j < p; j++) w[j] -= move * x[at + j];
      for (let k = 0; k < c; k++) w[codes[place + k]] -= move;
      w[d - 1] -= step;
      w[d] = 0;
    }
  }
  return w.map((v, j) => (j < d - 1 ? v * scale : v));
}

/** The same on dense rows. */
export function stochasticDense({ x, y, n, d }: Dense, epochs: number, rate: number, l2: number, random: () => number): Float64Array {
  const w = new Float64Array(d + 1);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let scale = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = n - 1; i > 0; i--) {
      const q = Math.floor(random() * (i + 1));
      const t = order[i];
      order[i] = order[q];
      order[q] = t;
    }
    for (let i = 0; i < n; i++) {
      const at = order[i] * d;
      let even = 0;
      let odd = 0;
      let j = 0;
      for (; j + 2 < d; j += 2) {
        even += x[at + j] * w[j];
        odd += x[at + j + 1] * w[j + 1];
      }
      for (; j < d - 1; j++) even += x[at + j] * w[j];
      const z = (even + odd) * scale + w[d - 1];
      const step = rate * (1 / (1 + Math.exp(-z)) - y[order[i]]);
      scale *= 1 - rate * l2;
      const move = step / scale;
      for (j = 0; j < d - 1; j++) w[j] -= move * x[at + j];
      w[d - 1] -= step;
    }
  }
  return w.map((v, j) => (j < d - 1 ? v * scale : v));
}
