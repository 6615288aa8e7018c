import { exp, log } from './exact';
import { addByCode, addGradient, addSquares, common, logisticLoss, margins, moveAlong, scaleRows, sigmoid, sumRow, weightedLogisticLoss } from './tiles';

// Generalised linear models on rows in lanes, in f64: one pass gives loss, gradient and, for Newton's method, the Hessian X' diag(h) X (McCullagh & Nelder 1989).
//
// Blocks of 4 rows, the last filled up with rows of weight 0. Numbers: x[(block * p + j) * 4 + lane] for p columns. Codes: codes[(block * c + k) * 4 + lane] is
// the place of a weight, so that a column of categories costs one gather, never a column of zeros and ones a category. y and s (weights of rows): one a row.
// weights: p of numbers, then of codes, and the intercept at place `last`. What is made of a call's rows (margins z, residuals r, curvatures h) is held
// for those rows alone, from place 0 on. Sums over rows are kept by lane, [place][4], in the order of the blocks, so that they do not depend on how blocks are cut into calls.

/**
 * Multinomial loss of k classes: probabilities = softmax of the margins, r = s (probability - [y is the class]). z, probabilities and r hold class after class,
 * each `stride` long. y is the number of the class. z, y and s are read, probabilities and r are written; totals [3][lane] is read and written: it gains the
 * sum of -s log(probability of y), of s p (1 - p) of it, and the count of rows with a weight where another class is as likely.
 */
export function softmaxLoss(z: Float64Array, stride: i32, k: i32, y: Float64Array, s: Float64Array, from: i32, to: i32, probabilities: Float64Array, r: Float64Array, totals: Float64Array): void {
  for (let q: i32 = 0, end: i32 = (to - from) * 4; q < end; q++) {
    const weight = s[from * 4 + q], own: i32 = <i32>y[from * 4 + q];
    let most: f64 = z[q], other: f64 = -Infinity;
    for (let a: i32 = 0; a < k; a++) {
      const v = z[a * stride + q];
      if (v > most) most = v;
      if (a != own && v > other) other = v;
    }
    let sum: f64 = 0;
    for (let a: i32 = 0; a < k; a++) {
      const v = exp(z[a * stride + q] - most);
      probabilities[a * stride + q] = v;
      sum += v;
    }
    const inverse: f64 = 1 / sum;
    for (let a: i32 = 0; a < k; a++) {
      const v: f64 = probabilities[a * stride + q] * inverse;
      probabilities[a * stride + q] = v;
      r[a * stride + q] = weight * (a == own ? v - 1 : v);
    }
    const e: i32 = q & 3, mine = z[own * stride + q], p = probabilities[own * stride + q];
    totals[e] = totals[e] + weight * (most + log(sum) - mine);
    totals[4 + e] = totals[4 + e] + weight * p * (1 - p);
    totals[8 + e] = totals[8 + e] + (weight > 0 && !(mine > other) ? 1 : 0);
  }
}

/** h = s p_a ([a is b] - p_b) for two classes of softmaxLoss: the curvature between their weights. probabilities and s are read, h is written. */
export function softmaxCurvature(probabilities: Float64Array, stride: i32, a: i32, b: i32, s: Float64Array, from: i32, to: i32, h: Float64Array): void {
  for (let q: i32 = 0, end: i32 = (to - from) * 4; q < end; q++) {
    const v = probabilities[a * stride + q];
    h[q] = s[from * 4 + q] * (a == b ? v * (1 - v) : -v * probabilities[b * stride + q]);
  }
}

/** out[i] = the four lanes of sums[i] together, pair by pair. sums (size x 4) is read, out (size) is written. */
export function foldLanes(sums: Float64Array, size: i32, out: Float64Array): void {
  for (let i: i32 = 0; i < size; i++) out[i] = sums[i * 4] + sums[i * 4 + 1] + (sums[i * 4 + 2] + sums[i * 4 + 3]);
}

/**
 * pairs[bases[k (k - 1) / 2 + l] + a * sizes[l] + b] += h for the codes a and b of the columns l < k. codes, h, bases and sizes (c) are read; pairs is read and
 * written.
 */
export function addPairs(codes: Int32Array, c: i32, h: Float64Array, from: i32, to: i32, bases: Int32Array, sizes: Int32Array, pairs: Float64Array): void {
  const end: i32 = (to - from) * 4;
  for (let k: i32 = 1, pair: i32 = 0; k < c; k++) {
    for (let l: i32 = 0; l < k; l++) {
      const base = bases[pair], size = sizes[l];
      for (let q: i32 = 0, i: i32 = (from * c + k) * 4, j: i32 = (from * c + l) * 4; q < end; q += 4) {
        let place: i32 = base + codes[i] * size + codes[j]; pairs[place] = pairs[place] + h[q];
        place = base + codes[i + 1] * size + codes[j + 1]; pairs[place] = pairs[place] + h[q + 1];
        place = base + codes[i + 2] * size + codes[j + 2]; pairs[place] = pairs[place] + h[q + 2];
        place = base + codes[i + 3] * size + codes[j + 3]; pairs[place] = pairs[place] + h[q + 3];
        i += c * 4; j += c * 4;
      }
      pair++;
    }
  }
}

/** Blocks that are worked on at once: their rows stay in the first cache. z, r and h of what follows are as long. */
const STRETCH: i32 = 64;

/**
 * margins, logisticLoss (weightedLogisticLoss where `any` is 1) and addGradient for the blocks [from, to), cut into stretches of 64 from `from` on. x, codes, weights, y
 * and s are read; z, r and h (256 rows) are work space; sums and totals are read and written.
 */
export function logisticPass(x: Float64Array, codes: Int32Array, p: i32, c: i32, from: i32, to: i32, weights: Float64Array, last: i32, y: Float64Array, s: Float64Array, any: i32, z: Float64Array, r: Float64Array, h: Float64Array, sums: Float64Array, totals: Float64Array): void {
  for (let b: i32 = from; b < to; b += STRETCH) {
    const end: i32 = b + STRETCH < to ? b + STRETCH : to;
    margins(x, codes, p, c, b, end, weights, last, z);
    if (any != 0) weightedLogisticLoss(z, y, s, b, end, r, h, totals);
    else logisticLoss(z, y, s, b, end, r, h, totals);
    addGradient(x, codes, p, c, r, b, end, last, sums);
  }
}

/**
 * The same with the sums of the Hessian: scaleRows, addSquares, addByCode and addPairs, which see. scaled and rows (256 rows of `width`) are work space too;
 * squares, byCode and pairs are read and written.
 */
export function logisticCurve(x: Float64Array, codes: Int32Array, p: i32, c: i32, from: i32, to: i32, weights: Float64Array, last: i32, y: Float64Array, s: Float64Array, any: i32, z: Float64Array, r: Float64Array, h: Float64Array, sums: Float64Array, totals: Float64Array, width: i32, scaled: Float64Array, rows: Float64Array, squares: Float64Array, byCode: Float64Array, bases: Int32Array, sizes: Int32Array, pairs: Float64Array): void {
  for (let b: i32 = from; b < to; b += STRETCH) {
    const end: i32 = b + STRETCH < to ? b + STRETCH : to;
    logisticPass(x, codes, p, c, b, end, weights, last, y, s, any, z, r, h, sums, totals);
    scaleRows(x, p, h, b, end, width, scaled, rows);
    addSquares(x, p, scaled, width, b, end, squares);
    addByCode(codes, p, c, rows, width, b, end, byCode);
    addPairs(codes, c, h, b, end, bases, sizes, pairs);
  }
}

// Rows one after another, for stochastic gradient descent: row i has x[i * p..) and codes[i * c..). The place `dead` is of codes that have no weight: 0 before and after.

/**
 * One step of gradient descent a row, for the rows order[from..to): loss is logistic (kind 0) or squared (kind 1), the step of the i-th of them
 * rate / (1 + slope i). Weights are held as state[0] * weights, but the intercept (at `last`) as it is, so that shrinking all by l2 is one product (Bottou 2012);
 * l1 is taken off a weight when a row touches it: state[1] is what was due so far, state[2] says nothing, paid[j] what weight j has paid (Tsuruoka et al. 2009).
 * Returns the sum of the losses of the rows before their steps. x, codes, y, s and order are read; state, paid and weights are read and written.
 */
export function sgdRows(x: Float64Array, codes: Int32Array, p: i32, c: i32, y: Float64Array, s: Float64Array, order: Int32Array, from: i32, to: i32, kind: i32, rate: f64, slope: f64, l2: f64, l1: f64, state: Float64Array, paid: Float64Array, weights: Float64Array, last: i32, dead: i32): f64 {
  if (from >= to) return 0;
  let loss: f64 = 0, many: f64 = 1, scale: f64 = state[0], due: f64 = state[1], intercept: f64 = weights[last];
  let row = order[from];
  let z: f64 = sumRow(x, row * p, p, codes, row * c, c, weights) * scale + intercept;
  for (let i: i32 = from; i < to; i++) {
    if (((i - from) & 15) == 0) state[2] = touchOrder(x, codes, p, c, y, s, order, i == from ? from : i + 16, i + 32 < to ? i + 32 : to);
    // the next row's margin before this step, and what the step will change: both are known while sigma is yet to come (measured: 1.5 times as fast)
    const next = order[i + 1 < to ? i + 1 : i];
    const ahead = sumRow(x, next * p, p, codes, next * c, c, weights);
    const change: f64 = common(x, row * p, next * p, p, codes, row * c, next * c, c, dead) + 1;
    const weight = s[row], target = y[row];
    const eta: f64 = rate / (1 + slope * (i - from));
    scale *= 1 - eta * l2;
    const base: f64 = ahead * scale + intercept, per: f64 = 1 / scale;
    let off: f64 = z - target;
    if (kind == 0) {
      const sigma = sigmoid(z);
      const rest: f64 = 1 - sigma, likely: f64 = sigma < rest ? rest : sigma;
      off = sigma - target;
      loss += weight * ((z > 0 ? z : 0) - target * z);
      if (weight == 1) many *= likely;
      else loss -= weight * log(likely);
      if (many < 1e-200) { loss -= log(many); many = 1; }
    } else loss += weight * off * off * 0.5;
    const step: f64 = eta * weight * off;
    moveAlong(x, row * p, p, codes, row * c, c, step * per, weights);
    weights[dead] = 0;
    intercept -= step;
    z = base - step * change;
    if (l1 > 0) {
      due += eta * l1;
      for (let j: i32 = 0; j < p; j++) shrink(weights, paid, j, due, scale);
      for (let k: i32 = 0; k < c; k++) shrink(weights, paid, codes[row * c + k], due, scale);
      z = sumRow(x, next * p, p, codes, next * c, c, weights) * scale + intercept;
    }
    if (scale < 1e-9) {
      for (let j: i32 = 0; j < last; j++) weights[j] = weights[j] * scale;
      scale = 1;
    }
    row = next;
  }
  state[0] = scale;
  state[1] = due;
  weights[last] = intercept;
  return kind == 0 ? loss - log(many) : loss;
}

/** Read from each cache line of the rows order[from..to): see touchRows of kmeans.ts. Returns their sum, so that the reads are not left out. */
function touchOrder(x: Float64Array, codes: Int32Array, p: i32, c: i32, y: Float64Array, s: Float64Array, order: Int32Array, from: i32, to: i32): f64 {
  let sum: f64 = 0;
  for (let i: i32 = from; i < to; i++) {
    const row = order[i];
    for (let j: i32 = p - 1; j >= 0; j -= 8) sum += x[row * p + j];
    for (let k: i32 = c - 1; k >= 0; k -= 16) sum += codes[row * c + k];
    if (p > 0) sum += x[row * p];
    if (c > 0) sum += codes[row * c];
    sum += y[row] + s[row];
  }
  return sum;
}

/** Weight j pays what is due, but never crosses 0. */
function shrink(weights: Float64Array, paid: Float64Array, j: i32, due: f64, scale: f64): void {
  const old = weights[j];
  let now: f64 = old;
  if (old > 0) { now = old - (due + paid[j]) / scale; if (!(now > 0)) now = 0; }
  else if (old < 0) { now = old + (due - paid[j]) / scale; if (!(now < 0)) now = 0; }
  weights[j] = now;
  paid[j] = paid[j] + scale * (now - old);
}

/** z = the margins of rows order[from..to), from place 0 on. x, codes, order and weights are read, z is written. */
export function rowMargins(x: Float64Array, codes: Int32Array, p: i32, c: i32, order: Int32Array, from: i32, to: i32, weights: Float64Array, last: i32, z: Float64Array): void {
  for (let i: i32 = from; i < to; i++) {
    const numbers: i32 = order[i] * p, places: i32 = order[i] * c;
    let sum: f64 = weights[last];
    for (let j: i32 = 0; j < p; j++) sum += x[numbers + j] * weights[j];
    for (let k: i32 = 0; k < c; k++) sum += weights[codes[places + k]];
    z[i - from] = sum;
  }
}

/** sums += r x over the rows order[from..to), whose residuals lie from place 0 on. x, codes, order and r are read; sums (one a weight) is read and written. */
export function addRowGradient(x: Float64Array, codes: Int32Array, p: i32, c: i32, order: Int32Array, r: Float64Array, from: i32, to: i32, last: i32, sums: Float64Array): void {
  for (let i: i32 = from; i < to; i++) {
    const numbers: i32 = order[i] * p, places: i32 = order[i] * c;
    const off = r[i - from];
    for (let j: i32 = 0; j < p; j++) sums[j] = sums[j] + x[numbers + j] * off;
    for (let k: i32 = 0; k < c; k++) { const place = codes[places + k]; sums[place] = sums[place] + off; }
    sums[last] = sums[last] + off;
  }
}
