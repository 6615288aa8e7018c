// Passes over designs against the textbook: a dense table with a column of zeros and ones for each category.
import { expect, test } from 'vitest';
import { generator } from '../../src/random.js';
import { designOf } from '../../src/regression/design.js';
import { openPasses, type Loss, type Sums } from '../../src/regression/passes.js';
import * as naive from '../naive.js';

const random = generator(11);
const upTo = (n: number) => Math.floor(random() * (n + 1));
const list = (n: number, value = random) => Array.from({ length: n }, value);
const SIZES = [12, 30, 3, 2, 9];

/** 300 rows of two numbers and five columns of categories, the first of each dropped, as columns and as a table. */
function data(n: number, columns: number) {
  const numbers = [list(n), list(n)];
  const codes = SIZES.slice(0, columns).map((size) => list(n, () => upTo(size - 1)));
  const rows = Array.from({ length: n }, (_, i) => [
    ...numbers.map((column) => column[i]),
    ...codes.flatMap((column, k) => list(SIZES[k] - 1, () => 0).map((_, q) => (column[i] === q + 1 ? 1 : 0))),
    1,
  ]);
  const design = designOf(n, numbers.map((values) => ({ values, shift: 0, scale: 1 })), codes.map((own, k) => ({ codes: own, size: SIZES[k], dropped: 0 }))); // prettier-ignore
  return { rows, design, size: rows[0]?.length ?? 3 };
}

function drained(steps: Generator<undefined, Sums, void>): Sums {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test.each<[Loss, number, number, boolean]>([
  ['logistic', 1, 5, false],
  ['logistic', 1, 0, true],
  ['logistic', 1, 1, true],
  ['squared', 1, 5, true],
  ['softmax', 3, 5, true],
])('%s of %i margins, %i columns of categories, weights of rows: %s', (loss, k, columns, weighted) => {
  const n = 300;
  const { rows, design, size } = data(n, columns);
  const y = list(n, () => (loss === 'squared' ? random() : upTo(Math.max(1, k - 1))));
  const s = list(n, () => (weighted ? random() : 1));
  const w = Float64Array.from(list(k * size, () => random() - 0.5));
  const passes = openPasses(design, { loss, k, y, s, size, intercept: size - 1, curved: true });
  const got = drained(passes.run(w, 2));
  const [gradient, hessian] = [new Float64Array(k * size), new Float64Array(((k * (k + 1)) / 2) * size * size)];
  let [sum, curvature, wrong] = [0, 0, 0];
  rows.forEach((row, i) => {
    const z = list(k, () => 0).map((_, a) => naive.dot(row, Array.from(w.subarray(a * size, (a + 1) * size))));
    const p = naive.softmax(z);
    const one = loss === 'squared' ? { loss: (z[0] - y[i]) ** 2 / 2, r: z[0] - y[i], h: 1 } : naive.logistic(z[0], y[i]);
    sum += s[i] * (k === 1 ? one.loss : -Math.log(p[y[i]]));
    if (loss === 'logistic') curvature += s[i] * one.h;
    if (loss === 'softmax') curvature += s[i] * p[y[i]] * (1 - p[y[i]]);
    if (loss === 'logistic') wrong += y[i] === 1 === z[0] > 0 ? 0 : 1; // prettier-ignore
    if (loss === 'softmax') wrong += z.some((v, a) => a !== y[i] && v >= z[y[i]]) ? 1 : 0;
    const r = k === 1 ? [one.r] : p.map((v, a) => v - (a === y[i] ? 1 : 0));
    for (let a = 0; a < k; a++) for (let j = 0; j < size; j++) gradient[a * size + j] += s[i] * r[a] * row[j];
    for (let a = 0, pair = 0; a < k; a++)
      for (let b = a; b < k; b++, pair++) {
        const h = s[i] * (k === 1 ? one.h : (a === b ? p[a] : 0) - p[a] * p[b]);
        for (let j = 0; j < size; j++) for (let t = 0; t < size; t++) hessian[(pair * size + j) * size + t] += h * row[j] * row[t];
      }
  });
  const close = (a: Float64Array, b: Float64Array) => a.forEach((v, j) => expect(v).toBeCloseTo(b[j], 9));
  expect(got.loss).toBeCloseTo(sum, 9);
  expect(got.curvature).toBeCloseTo(curvature, 9);
  expect(got.wrong).toBe(wrong);
  close(got.gradient, gradient);
  close(got.hessian, hessian);
  // slopes alone are the same bits, and a second pass is
  expect(drained(passes.run(w, 1))).toEqual({ ...got, hessian: new Float64Array(0) });
  expect(drained(passes.run(w, 2))).toEqual(got);
  passes.close();
});
