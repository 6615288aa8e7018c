// The kernels of assembly/gradient.ts against the textbook, on a dense table with a column of zeros and ones for each place that codes name.
import * as naive from '../naive.js';
import type { Argument } from './builds.js';
import { near } from './near.js';

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, e) => from + e);

/** Dense rows of the blocks [from, to): numbers, a column for each place below `last`, ones. */
const inLanes = (x: Float64Array, codes: Int32Array, p: number, c: number, last: number, from: number, to: number): number[][] =>
  range(from * 4, to * 4).map((i) =>
    dense(
      range(0, p).map((j) => x[((i >> 2) * p + j) * 4 + (i & 3)]),
      range(0, c).map((k) => codes[((i >> 2) * c + k) * 4 + (i & 3)]),
      last,
    ),
  );

/** Dense rows order[from..to). */
const inOrder = (x: Float64Array, codes: Int32Array, p: number, c: number, last: number, rows: Int32Array): number[][] =>
  Array.from(rows, (i) => dense(Array.from(x.subarray(i * p, i * p + p)), Array.from(codes.subarray(i * c, i * c + c)), last));

function dense(numbers: number[], places: number[], last: number): number[] {
  const row = [...numbers, ...new Array<number>(last - numbers.length).fill(0), 1];
  for (const place of places) if (place < last) row[place] += 1;
  return row;
}

type Lanes = [Float64Array, Int32Array, number, number, ...Argument[]];

function losses(args: readonly Argument[], after: readonly Argument[], kind: 'logistic' | 'squared'): string | undefined {
  const [z, y, s, from, to] = args as [Float64Array, Float64Array, Float64Array, number, number];
  const [r, h, totals, before] = [after[5], after[6], after.at(-1), args.at(-1)] as Float64Array[];
  const want = range(0, (to - from) * 4).map((q) => {
    const [of, weight, target] = [z[q], s[from * 4 + q], y[from * 4 + q]];
    if (kind === 'squared') return { weight, right: true, loss: (of - target) ** 2, r: of - target, h: 1 };
    return { weight, right: (target - 0.5) * of > 0, ...naive.logistic(of, target) };
  });
  const lanes = (value: (row: (typeof want)[0]) => number) =>
    range(0, 4).map((e) => want.reduce((sum, row, q) => sum + (q % 4 === e ? value(row) : 0), 0));
  const sums = [...lanes(({ weight, loss }) => weight * loss)];
  if (kind === 'logistic')
    sums.push(...lanes(({ weight, h }) => weight * h), ...lanes(({ weight, right }) => (weight > 0 && !right ? 1 : 0)));
  return (
    near('residuals', r, want.map((row) => row.weight * row.r), 1e-13) ??
    (kind === 'logistic' ? near('curvatures', h, want.map((row) => row.weight * row.h), 1e-13) : undefined) ??
    near('totals', totals.map((v, e) => v - before[e]), sums, 1e-12)
  ); // prettier-ignore
}

const logistic = (args: readonly Argument[], _: number, after: readonly Argument[]) => losses(args, after, 'logistic');

/** sums += the columns times some value a row. */
const columnsTimes = (rows: number[][], values: ArrayLike<number>, j: number) => rows.reduce((sum, row, i) => sum + row[j] * values[i], 0);

/** Of some pairs of columns. */
function squares(args: readonly Argument[], pairs: readonly number[][], after: readonly Argument[]): string | undefined {
  const [x, p, scaled, width, from, to] = args as [Float64Array, number, Float64Array, number, number, number];
  const rows = inLanes(x, new Int32Array(0), p, 0, p, from, to);
  const want = (args.at(-1) as Float64Array).slice();
  for (const [i, j] of pairs)
    rows.forEach((row, q) => (want[(i * p + j) * 4 + (q & 3)] += scaled[((q >> 2) * width + i) * 4 + (q & 3)] * row[j]));
  return near('squares', after.at(-1) as Float64Array, want, 1e-12);
}

/** Slopes, losses and second slopes at some weights, all at once. */
function passes(args: readonly Argument[], _: number, after: readonly Argument[]): string | undefined {
  const [x, codes, p, c, from, to, weights, last, y, s] = args as [
    Float64Array,
    Int32Array,
    number,
    number,
    number,
    number,
    Float64Array,
    number,
    Float64Array,
    Float64Array,
  ];
  const rows = inLanes(x, codes, p, c, last, from, to).map((row, q) => {
    const z = naive.dot(row, Array.from(weights));
    const [weight, target] = [s[from * 4 + q], y[from * 4 + q]];
    const { loss, r, h } = naive.logistic(z, target);
    return { row, lane: q & 3, loss: weight * loss, r: weight * r, h: weight * h, wrong: weight > 0 && !((target - 0.5) * z > 0) ? 1 : 0 };
  });
  const plus = (place: number, value: (row: (typeof rows)[0], at: number) => number) =>
    (args[place] as Float64Array).map((v, at) => v + rows.reduce((sum, row) => sum + value(row, at), 0));
  const wrong =
    near('sums', after[14] as Float64Array, plus(14, ({ row, lane, r }, q) => (lane === (q & 3) ? r * row[q >> 2] : 0)), 1e-11) ??
    near('totals', after[15] as Float64Array, plus(15, ({ lane, loss, h, wrong }, q) => (lane === (q & 3) ? [loss, h, wrong][q >> 2] : 0)), 1e-11); // prettier-ignore
  if (wrong || args.length < 17) return wrong;
  const [width, bases, sizes] = [args[16] as number, args[21] as Int32Array, args[22] as Int32Array];
  const column = (row: number[], j: number) => (j === p ? 1 : j < p ? row[j] : 0);
  const cells = sizes[0];
  const squares = plus(19, ({ row, lane, h }, q) => {
    const [i, j] = [Math.floor((q >> 2) / p), (q >> 2) % p];
    return lane === (q & 3) && j <= (i | 1) ? h * column(row, i) * row[j] : 0;
  });
  const byCode = plus(20, ({ row, h }, q) => h * row[p + Math.floor(q / width)] * column(row, q % width));
  const pairs = (args[23] as Float64Array).slice();
  rows.forEach(({ h }, q) => {
    const of = (k: number) => codes[((from + (q >> 2)) * c + k) * 4 + (q & 3)];
    for (let k = 0, pair = 0; k < c; k++) for (let l = 0; l < k; l++, pair++) pairs[bases[pair] + of(k) * cells + of(l)] += h;
  });
  return (
    near('squares', after[19] as Float64Array, squares, 1e-11) ??
    near('numbers by code', after[20] as Float64Array, byCode, 1e-11) ??
    near('pairs', after[23] as Float64Array, pairs, 1e-11)
  );
}

export const GRADIENT_REFERENCES = {
  margins([x, codes, p, c, from, to, weights, last]: [...Lanes] & [...never[]], _: number, after: Float64Array[]) {
    const rows = inLanes(x, codes, p, c, last, from, to);
    return near('margins', after[8], rows.map((row) => naive.dot(row, Array.from(weights as Float64Array))), 1e-13); // prettier-ignore
  },
  logisticLoss: logistic,
  weightedLogisticLoss: logistic,
  logisticPass: passes,
  logisticCurve: passes,
  squaredLoss: (args: readonly Argument[], _: number, after: readonly Argument[]) => losses(args, after, 'squared'),
  softmaxLoss(
    args: [Float64Array, number, number, Float64Array, Float64Array, number, number, Float64Array, Float64Array, Float64Array],
    _: number,
    after: Float64Array[],
  ) {
    const [z, stride, k, y, s, from, to, , , before] = args;
    const [probabilities, r, totals] = after.slice(7);
    const want = before.slice();
    for (const q of range(0, (to - from) * 4)) {
      const own = range(0, k).map((a) => z[a * stride + q]);
      const [target, weight] = [y[from * 4 + q], s[from * 4 + q]];
      const p = naive.softmax(own);
      const others = own.filter((_, a) => a !== target);
      const most = Math.max(...own);
      want[q % 4] += weight * (Math.log(own.reduce((sum, v) => sum + Math.exp(v - most), 0)) + most - own[target]);
      want[4 + (q % 4)] += weight * p[target] * (1 - p[target]);
      want[8 + (q % 4)] += weight > 0 && others.some((v) => v >= own[target]) ? 1 : 0;
      const wrong =
        near('probabilities', range(0, k).map((a) => probabilities[a * stride + q]), p, 1e-13) ??
        near('residuals', range(0, k).map((a) => r[a * stride + q]), p.map((v, a) => weight * (v - (a === target ? 1 : 0))), 1e-13); // prettier-ignore
      if (wrong) return wrong;
    }
    return near('totals', totals, want, 1e-11);
  },
  softmaxCurvature(
    [probabilities, stride, a, b, s, from, to]: [Float64Array, number, number, number, Float64Array, number, number],
    _: number,
    after: Float64Array[],
  ) {
    const want = range(0, (to - from) * 4).map((q) => {
      const [pa, pb] = [probabilities[a * stride + q], probabilities[b * stride + q]];
      return s[from * 4 + q] * ((a === b ? pa : 0) - pa * pb);
    });
    return near('curvatures', after[7], want, 1e-14);
  },
  addGradient(
    [x, codes, p, c, r, from, to, last, before]: [
      Float64Array,
      Int32Array,
      number,
      number,
      Float64Array,
      number,
      number,
      number,
      Float64Array,
    ],
    _: number,
    after: Float64Array[],
  ) {
    const rows = inLanes(x, codes, p, c, last, from, to);
    const want = before.map((v, q) => v + rows.reduce((sum, row, i) => sum + (i % 4 === q % 4 ? row[q >> 2] * r[i] : 0), 0));
    return near('sums', after[8], want, 1e-12);
  },
  foldLanes([sums, size]: [Float64Array, number], _: number, after: Float64Array[]) {
    return near('sums', after[2], range(0, size).map((i) => sums.subarray(i * 4, i * 4 + 4).reduce((a, v) => a + v, 0)), 1e-14); // prettier-ignore
  },
  scaleRows([x, p, h, from, to, width]: [Float64Array, number, Float64Array, number, number, number], _: number, after: Float64Array[]) {
    const rows = inLanes(x, new Int32Array(0), p, 0, p, from, to);
    const want = rows.flatMap((row, i) => [...row.map((v) => v * h[i]), ...new Array<number>(width - p - 1).fill(0)]);
    const lanes = range(0, want.length).map((q) => want[((q >> 2) / width | 0) * width * 4 + (q & 3) * width + (q >> 2) % width]); // prettier-ignore
    return near('rows', after[7], want, 0) ?? near('lanes', after[6], lanes, 0);
  },
  addSquares: (args: readonly Argument[], _: number, after: readonly Argument[]) => {
    const p = args[1] as number;
    const pairs = range(0, p + 1).flatMap((i) => range(0, p).filter((j) => j <= (i | 1)).map((j) => [i, j])); // prettier-ignore
    return squares(args, pairs, after);
  },
  addSquareTile: (args: readonly Argument[], _: number, after: readonly Argument[]) => {
    const [i, j] = args.slice(6) as number[];
    return squares(args, [[i, j], [i, j + 1], [i + 1, j], [i + 1, j + 1]], after); // prettier-ignore
  },
  addSquare: (args: readonly Argument[], _: number, after: readonly Argument[]) => squares(args, [args.slice(6, 8) as number[]], after),
  addByCode(
    [codes, p, c, rows, width, from, to, before]: [Int32Array, number, number, Float64Array, number, number, number, Float64Array],
    _: number,
    after: Float64Array[],
  ) {
    const cells = width === 0 ? 0 : before.length / width;
    const hot = inLanes(new Float64Array(0), codes.map((v) => v - p), 0, c, cells, from, to); // prettier-ignore
    const want = before.map((v, q) => v + columnsTimes(hot, range(0, hot.length).map((i) => rows[i * width + (q % width)]), Math.floor(q / width))); // prettier-ignore
    return near('sums', after[7], want, 1e-12);
  },
  addPairs(
    [codes, c, h, from, to, bases, sizes, before]: [Int32Array, number, Float64Array, number, number, Int32Array, Int32Array, Float64Array],
    _: number,
    after: Float64Array[],
  ) {
    const want = before.slice();
    for (const i of range(0, (to - from) * 4))
      for (let k = 0, pair = 0; k < c; k++)
        for (let l = 0; l < k; l++, pair++) {
          const of = (column: number) => codes[((from + (i >> 2)) * c + column) * 4 + (i & 3)];
          want[bases[pair] + of(k) * sizes[l] + of(l)] += h[i];
        }
    return near('pairs', after[7], want, 1e-12);
  },
  sgdRows(args: readonly Argument[], loss: number, after: readonly Argument[]) {
    const [x, codes, p, c, y, s, order, from, to] = args as [Float64Array, Int32Array, number, number, Float64Array, Float64Array, Int32Array, number, number]; // prettier-ignore
    const [kind, rate, slope, l2, l1, state, paid, weights, last] = args.slice(9) as [number, number, number, number, number, Float64Array, Float64Array, Float64Array, number]; // prettier-ignore
    const rows = inOrder(x, codes, p, c, last, order.subarray(from, to));
    const w = Array.from(weights.subarray(0, last + 1), (v, j) => (j < last ? v * state[0] : v));
    const owed = Array.from(paid);
    let [due, sum] = [state[1], 0];
    rows.forEach((row, i) => {
      const of = order[from + i];
      const z = naive.dot(row, w);
      const at = kind === 0 ? naive.logistic(z, y[of]) : { r: z - y[of], loss: (z - y[of]) ** 2 / 2 };
      const eta = rate / (1 + slope * i);
      sum += s[of] * at.loss;
      row.forEach((v, j) => (w[j] = w[j] * (j < last ? 1 - eta * l2 : 1) - eta * s[of] * at.r * v));
      due += eta * l1;
      const touched = [...range(0, p), ...codes.subarray(of * c, of * c + c)].filter((j) => j < last);
      if (l1 > 0)
        for (const j of touched) {
          const old = w[j];
          w[j] = old > 0 ? Math.max(0, old - (due + owed[j])) : old < 0 ? Math.min(0, old + (due - owed[j])) : 0;
          owed[j] += w[j] - old;
        }
    });
    const [stateAfter, , weightsAfter] = after.slice(14) as Float64Array[];
    const got = Array.from(weightsAfter.subarray(0, last + 1), (v, j) => (j < last ? v * stateAfter[0] : v));
    const size = Math.max(1, ...got.map(Math.abs), Math.abs(sum));
    return (
      near('loss', [loss / size], [sum / size], 1e-9) ??
      near('weights', got.map((v) => v / size), w.map((v) => v / size), 1e-9) ??
      near('what has no weight', [weightsAfter[last + 1]], [0], 0) ??
      near('due', [stateAfter[1]], [due], 1e-12)
    ); // prettier-ignore
  },
  rowMargins(
    [x, codes, p, c, order, from, to, weights, last]: [
      Float64Array,
      Int32Array,
      number,
      number,
      Int32Array,
      number,
      number,
      Float64Array,
      number,
    ],
    _: number,
    after: Float64Array[],
  ) {
    const rows = inOrder(x, codes, p, c, last + 1, order.subarray(from, to)).map((row) => [...row, 0]);
    const want = rows.map((row, i) => {
      const places = codes.subarray(order[from + i] * c, order[from + i] * c + c);
      const numbers = range(0, p).reduce((sum, j) => sum + row[j] * weights[j], weights[last]);
      return places.reduce((sum, place) => sum + weights[place], numbers);
    });
    return near('margins', after[9], want, 1e-13);
  },
  addRowGradient(
    [x, codes, p, c, order, r, from, to, last, before]: [Float64Array, Int32Array, number, number, Int32Array, Float64Array, number, number, number, Float64Array], // prettier-ignore
    _: number,
    after: Float64Array[],
  ) {
    const want = before.slice();
    range(from, to).forEach((at, i) => {
      for (const j of range(0, p)) want[j] += x[order[at] * p + j] * r[i];
      for (const k of range(0, c)) want[codes[order[at] * c + k]] += r[i];
      want[last] += r[i];
    });
    return near('sums', after[9], want, 1e-12);
  },
};
