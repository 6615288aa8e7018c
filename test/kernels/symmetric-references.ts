// The kernels of assembly/symmetric.ts against the textbook: entries named by their row and column, wherever they lie.
import { dot, inverse, pivots } from '../naive.js';
import { near } from './near.js';

type Floats = Float64Array | Float32Array;

/** Panels of r rows one behind the other, each of `depth` columns: where row i has column c. */
const inPanels = (r: number, depth: number, i: number, c: number) => (Math.floor(i / r) * depth + c) * r + (i % r);

/** The lower half in panels: where row i has column j, or its mirror image lies. */
function inHalf(r: number, i: number, j: number): number {
  const [p, q] = [Math.floor(i / r), Math.floor(j / r)];
  return p >= q ? ((p * (p + 1)) / 2 + q) * r * r + (j % r) * r + (i % r) : inHalf(r, j, i);
}
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, e) => from + e);

const take =
  (r: number) =>
  ([whole, from, to, first, last]: [Floats, number, number, number, number], _: number, after: Floats[]) => {
    const want = after[5].slice();
    const depth = (last - first) * r;
    for (const i of range(from * r, to * r))
      for (const c of range(0, depth)) want[inPanels(r, depth, i, c)] = whole[inHalf(r, i, first * r + c)];
    return near('columns', after[5], want, 0);
  };

const put =
  (r: number) =>
  ([columns, from, to, first, last, whole]: [Floats, number, number, number, number, Floats], _: number, after: Floats[]) => {
    const want = whole.slice();
    const depth = (last - first) * r;
    for (const i of range(from * r, to * r))
      for (const c of range(0, depth)) want[inHalf(r, i, first * r + c)] = columns[inPanels(r, depth, i, c)];
    return near('matrix', after[5], want, 0);
  };

const divide =
  (r: number, tolerance: number) =>
  ([p, own, from, to, many, before]: [Floats, Floats, number, number, number, Floats], _: number, after: Floats[]) => {
    const want = Float64Array.from(before);
    const depth = many * r;
    for (const i of range(from * r, to * r))
      for (const c of range(0, depth))
        want[inPanels(r, depth, i, c)] = -dot(
          range(0, depth).map((k) => p[inPanels(r, depth, i, k)]),
          range(0, depth).map((k) => own[inPanels(r, depth, c, k)]),
        );
    return near('quotients', after[5], want, tolerance);
  };

/** The sum of row i of p times row j of q, panels of `depth` columns. */
const product = (r: number, depth: number, p: Floats, i: number, q: Floats, j: number) =>
  range(0, depth).reduce((sum, k) => sum + p[inPanels(r, depth, i, k)] * q[inPanels(r, depth, j, k)], 0);

const subtract =
  (r: number, tolerance: number) =>
  (
    [whole, from, to, first, last, p, q, depth]: [Floats, number, number, number, number, Floats, Floats, number],
    _: number,
    after: Floats[],
  ) => {
    const want = Float64Array.from(whole);
    for (const i of range(from * r, to * r))
      for (const j of range(first * r, Math.min(last, Math.floor(i / r) + 1) * r)) want[inHalf(r, i, j)] -= product(r, depth, p, i, q, j);
    return near('matrix', after[0], want, tolerance);
  };

const products =
  (r: number, tolerance: number) =>
  ([c, at, p, row, q, from, to, depth]: [Floats, number, Floats, number, Floats, number, number, number], _: number, after: Floats[]) => {
    const want = Float64Array.from(c);
    for (const i of range(0, r))
      for (const j of range(from * r, to * r)) want[at + (j - from * r) * r + i] -= product(r, depth, p.subarray(row), i, q, j);
    return near('panel', after[0], want, tolerance);
  };

function sweep([m, n, limits]: [Float64Array, number, Float64Array], column: number, after: Floats[]): string | undefined {
  const rows = range(0, n).map((i) => range(0, n).map((j) => m[Math.max(i, j) * n + Math.min(i, j)]));
  const broken = pivots(rows).findIndex((pivot, k) => !(pivot > limits[k]));
  const wrong = near('column', [column], [broken < 0 ? n : broken], 0);
  if (wrong || broken >= 0) return wrong;
  const want = inverse(rows).flatMap((row) => row.map((v) => -v));
  const size = want.reduce((a, v) => Math.max(a, Math.abs(v)), 1);
  return near('inverse', after[0].map((v) => v / size), want.map((v) => v / size), 1e-8); // prettier-ignore
}

export const SYMMETRIC_REFERENCES = {
  takePanels: take(4),
  takePanels32: take(8),
  putPanels: put(4),
  putPanels32: put(8),
  sweepPivots: sweep,
  dividePanels: divide(4, 1e-12),
  dividePanels32: divide(8, 1e-5),
  subtractPanels: subtract(4, 1e-12),
  subtractPanels32: subtract(8, 1e-5),
  subtractProducts: products(4, 1e-12),
  subtractProducts32: products(8, 1e-5),
};
