// The case table: for every kernel, how its arguments are drawn and what of its output is promised.
import type { Argument } from './builds.js';
import type { Draws } from './draw.js';
import { GRADIENT } from './gradient-cases.js';
import { nearestPromise, reachPromise, shortlistPromise } from './promises.js';
import { SYMMETRIC } from './symmetric-cases.js';

export interface KernelCase {
  /** The arguments in order, arrays as long as the kernel's comment says and no longer. */
  draw(d: Draws): Argument[];
  /** Places of arguments that are work space: not compared. */
  work?: readonly number[];
  /** Places of arrays whose first `returned` values are the answer. */
  first?: readonly number[];
  /** Kernels whose way there differs between builds: what each build must keep. Then result and written arrays are not compared. */
  promise?(args: readonly Argument[], result: number, after: readonly Argument[]): string | undefined;
}

const padded = (n: number, to: number) => to * Math.ceil(n / to);
const zeros = <A>(type: new (length: number) => A, length: number) => new type(length);

/** Rows in blocks of 16, packed as packRows does (squares stay inside f32), and which of the blocks to visit. */
function blocks({ upTo, fill, tame, width }: Draws) {
  const all = upTo(3);
  const from = upTo(all);
  const d = width();
  return { all, from, to: from + upTo(all - from), d, rows: fill(Float32Array, all * 16 * d, tame) };
}

/** Centers as packCenters leaves them: many nearly equal, so that a rounding decides. */
function packedCenters({ upTo, one, fill, random, tame }: Draws, k: number, d: number) {
  const even = k + (k & 1);
  const out = new Float32Array(even * (d + 1));
  let center = fill(Float32Array, d, tame);
  for (let c = 0; c < even; c++) {
    if (random() < 0.5) center = fill(Float32Array, d, tame);
    else if (d > 0) center[upTo(d - 1)] *= one([1, 1 + 1e-6, 1 - 1e-7, -1]);
    const head = (c >> 1) * 2 * (d + 1) + (c & 1);
    out[head] = c < k ? center.reduce((sum, v) => sum + v * v, 0) : Infinity;
    center.forEach((v, j) => (out[head + 2 * (j + 1)] = c < k ? -2 * v : 0));
  }
  return out;
}

/** Rows of k clusters in f64, the shift of their sums, and sums so far. */
function summed({ edge, upTo, fill, odd, width }: Draws) {
  const [n, d, k] = [edge(), width(), 1 + upTo(4)];
  return { n, d, k, x: fill(Float64Array, n * d, odd), shift: fill(Float64Array, d, odd), sums: fill(Float64Array, k * d, odd) };
}

/** Weights of n rows and their step: of each its own, some of them 0, or one for all. */
function weighted({ one, fill, odd, random }: Draws, n: number) {
  const step = one([0, 1]);
  return {
    step,
    weights: fill(Float64Array, step === 0 ? 1 : n, one([() => 1, () => Math.abs(odd()), () => (random() < 0.3 ? 0 : random())])),
  };
}

/** Labels of which four rows in a row have the same, and such a four that moved: to that of the next, often. */
function fourMoved({ one, upTo }: Draws, labels: Int32Array, fresh: Int32Array, k: number) {
  for (let i = 0; i < labels.length; i += 4) labels.fill(upTo(Math.min(1, k - 1)), i, i + 4);
  fresh.set(labels);
  const moved = 16 * one([0, upTo(labels.length / 16 - 1)]) + 4 * upTo(3);
  fresh.fill((labels[moved] + 1) % k, moved, moved + 4);
}

/** Items and their users in both directions, as src/recommendation/neighbors.ts lays them out. */
function interactions(d: Draws, value: () => number) {
  const nUsers = 1 + d.upTo(d.one([9, 40]));
  const n = d.random() < 0.02 ? d.one([511, 512, 600, 640]) : 1 + d.upTo(d.one([9, 33, 130]));
  const byUser = d.sparse(nUsers, n, d.one([0.05, 0.3, 0.9]));
  const values = Array.from(byUser.ids, value);
  const columns = Array.from({ length: n }, () => [] as [number, number][]);
  for (let u = 0; u < nUsers; u++)
    for (let p = byUser.starts[u]; p < byUser.starts[u + 1]; p++) columns[byUser.ids[p]].push([u, values[p]]);
  const userStarts = Int32Array.from({ length: n + 1 }, (_, i) => columns.slice(0, i).reduce((sum, c) => sum + c.length, 0));
  const byItem = columns.flat();
  const squares = Float64Array.from(columns, (c) => c.reduce((sum, [, v]) => sum + v * v, 0));
  const inverse = new Float64Array(padded(n, 8));
  squares.forEach((s, i) => (inverse[i] = s > 0 ? 1 / Math.sqrt(s) : 0));
  const users = Int32Array.from(byItem, ([u]) => u);
  return {
    n,
    userStarts,
    users,
    itemStarts: byUser.starts,
    items: byUser.ids,
    byUser: values,
    byItem: byItem.map(([, v]) => v),
    squares,
    inverse,
  };
}
type Met = ReturnType<typeof interactions>;

/** rows, from, to, n, k of a table of neighbors, and the arrays after the sums: work space and the table. */
function table({ n }: Met, { upTo, one }: Draws) {
  const rows = Int32Array.from({ length: 1 + upTo(4) }, () => upTo(n - 1));
  const k = 1 + upTo(one([0, 4, 50, 140]));
  const from = upTo(rows.length);
  const head = [rows, from, from + upTo(rows.length - from), n, k];
  const tail = [zeros(Float32Array, padded(n, 8)), zeros(Int32Array, n), zeros(Float64Array, 2 * n + 128)];
  return { head, tail: [...tail, zeros(Int32Array, rows.length * k), zeros(Float32Array, rows.length * k)] };
}

const together = (d: Draws, value: () => number) => ({ met: interactions(d, value), row: (m: Met) => d.upTo(m.n - 1) });
const small =
  ({ upTo }: Draws) =>
  () =>
    1 + upTo(9);
/** Any value, many equal, small and large ones within what the estimator lets in. */
const valued =
  ({ one, upTo, random }: Draws) =>
  () =>
    one([1, 0.5, 1e-9, 1e9, upTo(5), random() * 10, random() - 0.5]);

/** Scores of which many nearly tie: neighbors in f32, or within and beyond the room for error. */
function nearlyTied({ one, upTo, fill, odd, random }: Draws, n: number): Float32Array {
  const base = one([1, 0.3, 1000]);
  const nearly = () => base * (1 - upTo(12) * 2 ** -23);
  return fill(Float32Array, n, one([odd, random, nearly, () => (random() < 0.5 ? nearly() : random() * base)]));
}
const longList = ({ one, edge, upTo }: Draws) => one([edge(), edge(), 511, 512, 513, 700, 512 + upTo(1600)]);

function history({ upTo, one, fill, odd, sparse }: Draws, ids: Uint16ArrayConstructor | Int32ArrayConstructor): Argument[] {
  const n = 1 + upTo(40);
  const size = one([0, 1, upTo(9)]);
  const { starts, ids: neighbors } = sparse(n, n, 0.3);
  const values = fill(Float64Array, size, odd);
  return [
    fill(Int32Array, size, () => upTo(n - 1)),
    values,
    size,
    starts,
    ids.from(neighbors),
    fill(Float32Array, neighbors.length, odd),
    fill(Float64Array, n, odd),
  ];
}

const candidates = (n: number, random: () => number) => Int32Array.from({ length: n }, (_, i) => 2 * i + (random() < 0.5 ? 1 : 0));
const LARGEST: KernelCase = {
  draw({ upTo, fill, odd }) {
    const n = 1 + upTo(130);
    const from = upTo(3);
    return [fill(Float64Array, from + n, odd), from, n, 1 + upTo(n - 1)];
  },
};
const SORT: KernelCase = {
  draw({ upTo, one, fill, odd }) {
    const n = upTo(one([3, 25, 200]));
    return [fill(Int32Array, n, () => upTo(99)), fill(Float64Array, n, odd), n];
  },
};
const BEST: KernelCase = {
  first: [0, 1],
  draw({ upTo, one, fill, odd, random }) {
    const n = upTo(one([3, 60, 200]));
    return [candidates(n, random), fill(Float64Array, 2 * n, one([odd, random, () => one([0.5, 0.25])])), n, 1 + upTo(one([0, n, 2 * n]))];
  },
};

/** By entry and kernel. A kernel without a case fails the tests. */
export const CASES: Record<'fit' | 'score', Record<string, KernelCase>> = {
  fit: {
    packRows: {
      draw({ edge, upTo, one, fill, odd, width }) {
        const [n, d] = [edge(), width()];
        const all = padded(n, 16) / 16 + upTo(1);
        const from = upTo(all);
        const x = fill(Float64Array, n * d, () => odd() * one([1, 1, 1e-300, 1e300]));
        const blocks = zeros(Float32Array, all * 16 * d);
        return [x, n, d, fill(Float64Array, d, odd), one([1, 0.5, 2 ** 60]), from, from + upTo(all - from), blocks];
      },
    },
    packCenters: {
      draw({ upTo, fill, odd, width, random }) {
        const [k, d] = [upTo(9), width()];
        return [fill(Float64Array, k * d, () => odd() + random() * 1e-9), k, d, zeros(Float32Array, padded(k, 2) * (d + 1))];
      },
    },
    doubtful: {
      draw({ upTo, one, fill, odd }) {
        const all = upTo(4);
        const from = upTo(all);
        const to = from + upTo(all - from);
        const n = Math.max(0, all * 16 - upTo(15));
        const leads = fill(Float32Array, all * 16, one([() => Math.abs(odd()), () => one([0, 0.5, 0.75, NaN, Infinity])]));
        return [leads, from, to, n, one([0, 0.5, Infinity, 1e-30].map(Math.fround)), zeros(Int32Array, n), upTo(Math.min(n, from * 16))];
      },
    },
    overtaken: {
      draw({ upTo, one, fill, odd }) {
        const [all, k] = [upTo(4), 1 + upTo(4)];
        const n = Math.max(0, all * 16 - upTo(15));
        const from = upTo(all);
        const moved = fill(Float64Array, k, one([() => 0, () => 0.5, () => Math.abs(odd())]));
        const most = Math.fround(Math.max(...moved) * (1 + 2 ** -20));
        const thresholds = fill(Float32Array, all * 16, () => one([odd(), moved[upTo(k - 1)], most, NaN, Infinity, 0.5, 2]));
        const labels = fill(Int32Array, all * 16, () => upTo(k - 1));
        return [thresholds, labels, from, from + upTo(all - from), n, moved, most, zeros(Int32Array, n), upTo(Math.min(n, from * 16))];
      },
    },
    gatherRows: {
      draw({ edge, upTo, one, fill, odd, width }) {
        const [n, d] = [1 + edge(), width()];
        const block = padded(n, 16) / 16;
        const size = upTo(one([3, 16, n]));
        const all = block * 16 + padded(size, 16);
        const ids = fill(Int32Array, size, () => upTo(n - 1));
        const places = [fill(Float32Array, all * d, odd), fill(Int32Array, all, () => upTo(9)), fill(Float32Array, all, odd)];
        return [fill(Float64Array, n * d, odd), d, fill(Float64Array, d, odd), one([1, 0.5, 2 ** 60]), ids, size, block, ...places];
      },
    },
    putBack: {
      draw({ edge, upTo, one, fill, odd, random }) {
        const [n, k] = [1 + edge(), 1 + upTo(4)];
        const block = padded(n, 16) / 16;
        const size = upTo(n);
        const ids = Int32Array.from([...Array(n).keys()].filter(() => random() < size / n));
        const all = block * 16 + padded(ids.length, 16);
        const labels = fill(Int32Array, all, () => upTo(k - 1));
        const gap = () => one([odd(), NaN, Infinity, random()]);
        return [ids, ids.length, block, fill(Float64Array, k, () => Math.abs(odd())), labels, fill(Float32Array, all, gap)];
      },
    },
    moveRows: {
      draw(draws) {
        const { upTo, fill, odd, random } = draws;
        const { all, from, to, d, rows } = blocks(draws);
        const k = 1 + upTo(4);
        const n = Math.max(0, all * 16 - upTo(15));
        const labels = fill(Int32Array, all * 16, () => upTo(k) - 1);
        const fresh = labels.map((label) => Math.max(0, label));
        for (let moves = upTo(random() < 0.5 ? 2 : 40); moves > 0 && all > 0; moves--) fresh[upTo(all * 16 - 1)] = upTo(k - 1);
        if (all > 0 && random() < 0.5) fourMoved(draws, labels, fresh, k);
        const { step, weights } = weighted(draws, n);
        const [sums, totals, counts] = [fill(Float64Array, k * d, odd), fill(Float64Array, k, odd), fill(Float64Array, k, () => upTo(9))];
        return [rows, d, from, to, n, weights, step, fresh, labels, sums, totals, counts];
      },
    },
    sumRows: {
      draw(draws) {
        const { upTo, fill } = draws;
        const { n, d, k, x, shift, sums } = summed(draws);
        const { step, weights } = weighted(draws, n);
        const from = upTo(n);
        const labels = fill(Int32Array, n, () => upTo(k - 1));
        return [x, d, shift, from, from + upTo(n - from), weights, step, labels, sums, fill(Float64Array, k, () => upTo(9))];
      },
    },
    inertia: {
      draw(draws) {
        const { upTo, fill } = draws;
        const { n, d, k, x, sums } = summed(draws);
        const from = upTo(n);
        const { step, weights } = weighted(draws, n);
        return [x, d, from, from + upTo(n - from), weights, step, sums, fill(Int32Array, n, () => upTo(k - 1))];
      },
    },
    weightedSum: {
      draw(draws) {
        const { edge, upTo, fill, odd } = draws;
        const n = edge();
        const { step, weights } = weighted(draws, n);
        const from = upTo(n);
        return [fill(Float32Array, n, odd), step === 0 && n === 0 ? Float64Array.of(1) : weights, step, from, from + upTo(n - from)];
      },
    },
    nearest: {
      promise: nearestPromise,
      draw(draws) {
        const { all, from, to, d, rows } = blocks(draws);
        const k = draws.upTo(9);
        const blank = (type: typeof Int32Array | typeof Float32Array) => new type(all * 16).fill(-1);
        const written = [blank(Int32Array), blank(Float32Array), blank(Float32Array)];
        return [rows, from, to, d, packedCenters(draws, k, d), k + (k & 1), ...written];
      },
    },
    packFour: {
      draw({ upTo, one, fill, odd, width }) {
        const [n, d, at] = [1 + upTo(9), width(), upTo(40)];
        const row = () => d * upTo(n - 1);
        const x = fill(Float64Array, n * d, () => odd() * one([1, 1, 1e-300, 1e300]));
        const blocks = fill(Float32Array, at + 16 * d + 4, odd);
        return [x, row(), row(), row(), row(), d, fill(Float64Array, d, odd), one([1, 0.5, 2 ** 60]), blocks, at];
      },
    },
    gapsOf: {
      draw({ upTo, one, fill, odd, random }) {
        const all = upTo(3);
        const from = upTo(all);
        const some = () => one([odd(), Math.abs(odd()), 3 * random(), Infinity, NaN]);
        const [norms, least, leads] = [some, () => -some(), some].map((value) => fill(Float32Array, all * 16, value));
        const error = Math.fround(one([0, 1e-6, 0.1, Infinity]));
        return [norms, least, leads, from, from + upTo(all - from), error, fill(Float32Array, all * 16, () => -1)];
      },
    },
    closer: {
      draw(draws) {
        const { fill, odd, one } = draws;
        const { all, from, to, d, rows } = blocks(draws);
        const least = fill(Float32Array, all * 16, one([() => Infinity, () => Math.abs(odd()) * d]));
        return [rows, from, to, d, fill(Float32Array, d, odd), least, fill(Float32Array, all * 16, () => -1)];
      },
    },
    sumDistances: {
      draw({ upTo, one, fill, odd, width }) {
        const [d, cells] = [width(), upTo(5)];
        const starts = fill(Int32Array, cells + 1, (c) => (c === 0 ? upTo(2) : 0));
        for (let c = 1; c <= cells; c++) starts[c] = starts[c - 1] + upTo(one([0, 1, 9]));
        return [
          fill(Float64Array, starts[cells] * d, odd),
          d,
          starts,
          cells,
          fill(Float64Array, 8 * d, odd),
          zeros(Float64Array, 8 * cells),
        ];
      },
    },
    foldSums: {
      draw({ upTo, fill, odd }) {
        const [cells, groups] = [upTo(20), 1 + upTo(6)];
        const groupOf = fill(Int32Array, cells, () => upTo(groups - 1));
        return [fill(Float64Array, 8 * cells, odd), groupOf, cells, groups, fill(Float64Array, 8 * groups, odd)];
      },
    },
    weigh: {
      draw({ edge, upTo, one, fill, odd }) {
        const n = padded(edge(), 8);
        return [
          fill(Uint16Array, n, () => one([0, 1, 32767, 32768, 65535, upTo(999)])),
          fill(Float32Array, n, odd),
          n,
          zeros(Float32Array, n),
        ];
      },
    },
    weighSums: {
      draw({ edge, fill, odd, random }) {
        const n = padded(edge(), 4);
        const value = () => odd() * random();
        return [fill(Float64Array, n, value), fill(Float64Array, n, value), n, zeros(Float32Array, n)];
      },
    },
    reach16: {
      draw({ upTo, one, fill, odd }) {
        const i = upTo(20);
        const x = fill(Float32Array, i + 16, () => one([odd(), NaN, Infinity, -Infinity, 0.5]));
        return [x, i, one([0.5, 0, -0, Infinity, Math.fround(odd())])];
      },
    },
    neighborsOfOnes: {
      work: [12, 13, 14],
      draw(d) {
        const m = interactions(d, () => 1);
        const { head, tail } = table(m, d);
        const met = [m.userStarts, m.users, m.itemStarts, Uint16Array.from(m.items)];
        return [...head, ...met, m.squares, Float32Array.from(m.inverse), zeros(Uint16Array, padded(m.n, 8)), ...tail];
      },
    },
    neighborsOfWholes: {
      work: [14, 15, 16],
      draw(d) {
        const m = interactions(d, small(d));
        const { head, tail } = table(m, d);
        const met = [
          m.userStarts,
          m.users,
          Uint16Array.from(m.byItem),
          m.itemStarts,
          Uint16Array.from(m.items),
          Uint16Array.from(m.byUser),
        ];
        return [...head, ...met, m.squares, Float32Array.from(m.inverse), zeros(Uint16Array, padded(m.n, 8)), ...tail];
      },
    },
    neighborsOfValues: {
      work: [14, 15, 16],
      draw(d) {
        const m = interactions(d, valued(d));
        const { head, tail } = table(m, d);
        const met = [m.userStarts, m.users, Float64Array.from(m.byItem), m.itemStarts, m.items, Float64Array.from(m.byUser)];
        return [...head, ...met, m.squares, m.inverse, zeros(Float64Array, padded(m.n, 8)), ...tail];
      },
    },
    countTogether: {
      draw(d) {
        const { met, row } = together(d, () => 1);
        return [row(met), met.userStarts, met.users, met.itemStarts, Uint16Array.from(met.items), d.fill(Uint16Array, met.n, () => 65534)];
      },
    },
    sumTogether: {
      draw(d) {
        const { met: m, row } = together(d, () => d.one([1, 2, 255, 65535, d.upTo(999)]));
        const [byItem, byUser] = [Uint16Array.from(m.byItem), Uint16Array.from(m.byUser)];
        return [row(m), m.userStarts, m.users, byItem, m.itemStarts, Uint16Array.from(m.items), byUser, zeros(Uint16Array, m.n)];
      },
    },
    addTogether: {
      draw(d) {
        const { met: m, row } = together(d, d.odd);
        const [byItem, byUser] = [Float64Array.from(m.byItem), Float64Array.from(m.byUser)];
        return [row(m), m.userStarts, m.users, byItem, m.itemStarts, m.items, byUser, d.fill(Float64Array, m.n, d.odd)];
      },
    },
    shortlist: {
      promise: shortlistPromise,
      draw(d) {
        const n = longList(d);
        const k = d.one([0, 1, 2, 1 + d.upTo(20), 129, 1 + d.upTo(200)]);
        return [
          nearlyTied(d, n),
          n,
          k,
          d.one([Math.fround(1e-30), Math.fround(0.1)]),
          zeros(Int32Array, n),
          zeros(Float64Array, 2 * n + 128),
        ];
      },
    },
    threshold: {
      promise: reachPromise,
      draw(d) {
        const n = longList(d);
        return [
          nearlyTied(d, n),
          n,
          1 + d.upTo(d.one([4, 127, 140])),
          d.one([Math.fround(1e-30), Math.fround(0.1)]),
          zeros(Float64Array, 2 * n + 128),
        ];
      },
    },
    keepReaching: {
      draw(d) {
        const n = 1 + d.upTo(300);
        const scores = nearlyTied(d, n);
        const ids = Int32Array.from(scores.keys()).filter(() => d.random() < 0.7);
        const list = ids.length > 0 ? ids : new Int32Array(1);
        return [scores, list, list.length, 1 + d.upTo(list.length - 1), d.one([Math.fround(1e-30), 0.5]), zeros(Float64Array, 2 * n + 128)];
      },
    },
    ...SYMMETRIC,
    ...GRADIENT,
    best: BEST,
    select: BEST,
    largest: LARGEST,
    sort: SORT,
  },
  score: {
    addNeighbors: { draw: (d) => history(d, Uint16Array) },
    addNeighborsWide: { draw: (d) => history(d, Int32Array) },
    topK: {
      first: [4, 5],
      draw(d) {
        const { one, fill, odd, random, upTo } = d;
        const n = one([d.edge(), d.edge(), 255, 256, 257, 511, 700, 2000]);
        const value = one([odd, random, () => 0.5, () => one([odd(), NaN, Infinity, -Infinity]), () => NaN]);
        const k = upTo(one([1, 3, 64, 65, 130]));
        return [fill(Float64Array, n, value), n, k, one([-Infinity, 0.5, 5e-324]), zeros(Int32Array, n), zeros(Float64Array, 2 * n + 128)];
      },
    },
    best: BEST,
    select: BEST,
    largest: LARGEST,
    sort: SORT,
  },
};
