// The cases of assembly/symmetric.ts and its tiles: matrices in panels of r rows, 4 in f64 and 8 in f32.
import type { Argument } from './builds.js';
import type { KernelCase } from './cases.js';
import type { Draws } from './draw.js';

interface Floats {
  from(list: { length: number }, value: (_: unknown, i: number) => number): Float64Array | Float32Array;
}
const rowsOf = (type: Floats) => (type === Float64Array ? 4 : 8);

/** from <= to, up to n. */
function stretch({ upTo }: Draws, n: number): [number, number] {
  const from = upTo(n);
  return [from, from + upTo(n - from)];
}

const lower = (all: number, r: number) => (r * r * all * (all + 1)) / 2;

function panels(type: Floats, d: Draws) {
  const [r, all] = [rowsOf(type), d.upTo(5)];
  const [first, last] = stretch(d, all);
  const [from, to] = stretch(d, all);
  const whole = d.fill(type, lower(all, r), d.odd);
  return { from, to, first, last, whole, columns: d.fill(type, all * (last - first) * r * r, d.odd) };
}

const take = (type: Floats): KernelCase => ({
  draw(d) {
    const { from, to, first, last, whole, columns } = panels(type, d);
    return [whole, from, to, first, last, columns];
  },
});
const put = (type: Floats): KernelCase => ({
  draw(d) {
    const { from, to, first, last, whole, columns } = panels(type, d);
    return [columns, from, to, first, last, whole];
  },
});
const divide = (type: Floats): KernelCase => ({
  draw(d) {
    const [r, all, many] = [rowsOf(type), d.upTo(4), d.upTo(3)];
    const [p, own, q] = [all * many * r * r, many * many * r * r, all * many * r * r].map((size) => d.fill(type, size, d.tame));
    return [p, own, ...stretch(d, all), many, q];
  },
});
const subtract = (type: Floats): KernelCase => ({
  draw(d) {
    const [r, all, depth] = [rowsOf(type), d.upTo(5), d.upTo(9)];
    const [p, q] = [d.fill(type, all * depth * r, d.tame), d.fill(type, all * depth * r, d.tame)];
    return [d.fill(type, lower(all, r), d.tame), ...stretch(d, all), ...stretch(d, all), p, q, depth];
  },
});
const products = (type: Floats): KernelCase => ({
  draw(d) {
    const [r, at, row, depth] = [rowsOf(type), 4 * d.upTo(4), 4 * d.upTo(4), d.upTo(9)];
    const [from, to] = stretch(d, 4);
    const c = d.fill(type, at + (to - from) * r * r, d.tame);
    return [c, at, d.fill(type, row + depth * r, d.tame), row, d.fill(type, to * depth * r, d.tame), from, to, depth];
  },
});

/** Mostly positive definite, sometimes anything; nothing above the diagonal is read. */
function symmetric({ upTo, one, fill, odd, random }: Draws): Argument[] {
  const n = upTo(one([4, 17]));
  const more = one([n + 1, n + 1, 0.5, 0]);
  const m = fill(Float64Array, n * n, odd).map((v, p) => (p % (n + 1) === 0 ? Math.abs(v) + more * (1 + random()) : v));
  return [m, n, fill(Float64Array, n, () => one([1e-6, 0.01, -1])), new Float64Array(n)];
}

export const SYMMETRIC: Record<string, KernelCase> = {
  takePanels: take(Float64Array),
  takePanels32: take(Float32Array),
  putPanels: put(Float64Array),
  putPanels32: put(Float32Array),
  sweepPivots: { draw: symmetric },
  dividePanels: divide(Float64Array),
  dividePanels32: divide(Float32Array),
  subtractPanels: subtract(Float64Array),
  subtractPanels32: subtract(Float32Array),
  subtractProducts: products(Float64Array),
  subtractProducts32: products(Float32Array),
};
