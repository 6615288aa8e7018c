// The cases of assembly/gradient.ts and its tiles: rows in lanes, blocks of 4, and rows one after another.
import type { Argument } from './builds.js';
import type { KernelCase } from './cases.js';
import type { Draws } from './draw.js';

/** Blocks to visit, of p columns of numbers and c of codes, which name places from p on and below `last`. */
function rows(d: Draws, least = 0) {
  const { upTo, one, fill, odd } = d;
  const all = Math.max(least, one([upTo(3), upTo(3), upTo(40)]));
  const from = least > 0 ? upTo(3) : upTo(all);
  const to = least > 0 ? all - upTo(3) : from + upTo(all - from);
  const [p, c, cells] = [one([0, upTo(4), upTo(9)]), upTo(3), 1 + upTo(5)];
  const last = p + cells;
  const x = fill(Float64Array, all * p * 4, odd);
  const codes = fill(Int32Array, all * c * 4, () => p + upTo(cells - 1));
  return { all, from, to, held: (to - from) * 4, p, c, last, x, codes };
}

/** Margins of plain and of extreme size. */
const margin =
  ({ one, odd, random }: Draws) =>
  () =>
    one([odd(), 8 * (random() - 0.5), 8 * (random() - 0.5), 80 * (random() - 0.5), 2000 * (random() - 0.5), 37.5, -745.2, 708]);

/** Targets and weights of all rows, the weights 0 or 1, or any. */
function labeled(d: Draws, all: number, any: boolean, target: () => number): [Float64Array, Float64Array] {
  const weight = any ? d.one([() => 1, () => Math.abs(d.odd()), d.random]) : () => (d.random() < 0.2 ? 0 : 1);
  return [d.fill(Float64Array, all * 4, target), d.fill(Float64Array, all * 4, weight)];
}

const logistic = (any: boolean): KernelCase => ({
  draw(d) {
    const { all, from, to, held } = rows(d);
    const target = d.one([() => d.upTo(1), () => d.upTo(1), d.random]);
    const z = d.fill(Float64Array, held, d.one([margin(d), () => 40 + d.random(), margin(d)]));
    const out = [d.fill(Float64Array, held, d.odd), d.fill(Float64Array, held, d.odd), d.fill(Float64Array, 12, d.odd)];
    return [z, ...labeled(d, all, any, target), from, to, ...out];
  },
});

/** Rows one after another, some of them in an order, with repeats; each column of codes names places of its own, or the dead one. */
function ordered(d: Draws) {
  const { upTo, one, fill, odd } = d;
  const n = 1 + upTo(20);
  const [p, c, size] = [upTo(9), upTo(4), 1 + upTo(3)];
  const last = p + Math.max(1, c) * size;
  const order = fill(Int32Array, upTo(30), () => upTo(n - 1));
  const from = upTo(order.length);
  const [x, codes] = [fill(Float64Array, n * p, odd), fill(Int32Array, n * c, (q) => one([p + (q % c) * size + upTo(size - 1), last + 1]))];
  return { n, p, c, last, order, from, to: from + upTo(order.length - from), x, codes };
}

/** Where the sums of each pair of columns begin: place a * sizes[l] + b is theirs alone. */
function pairPlaces(c: number, p: number, cells: number) {
  const bases = Int32Array.from({ length: (c * (c - 1)) / 2 }, (_, pair) => pair * cells * cells - p * cells - p);
  return { bases, sizes: new Int32Array(c).fill(cells), length: bases.length * cells * cells };
}

/** Columns of numbers and what scaleRows makes of them. @param least - columns */
function squared(d: Draws, least = 0) {
  let drawn = rows(d);
  while (drawn.p < least) drawn = rows(d);
  const { from, to, held, p, x } = drawn;
  const width = p + 2 - (p & 1);
  return {
    p,
    places: [x, p, d.fill(Float64Array, held * width, d.odd), width, from, to] as Argument[],
    squares: d.fill(Float64Array, 4 * (p + 1) * p, d.odd),
  };
}

/** Arguments of logisticPass; sometimes more than one stretch of 64 blocks. */
function passed(d: Draws) {
  const drawn = rows(d, d.one([0, 0, 0, 130]));
  const { all, from, to, p, c, last, x, codes } = drawn;
  const any = d.upTo(1);
  const [y, s] = labeled(d, all, any === 1, () => d.upTo(1));
  const work = () => new Float64Array(256);
  const sums = [d.fill(Float64Array, 4 * last + 4, d.odd), d.fill(Float64Array, 12, d.odd)];
  const args: Argument[] = [
    x,
    codes,
    p,
    c,
    from,
    to,
    d.fill(Float64Array, last + 1, d.tame),
    last,
    y,
    s,
    any,
    work(),
    work(),
    work(),
    ...sums,
  ];
  return { p, c, cells: last - p, args };
}

export const GRADIENT: Record<string, KernelCase> = {
  margins: {
    draw(d) {
      const { from, to, held, p, c, last, x, codes } = rows(d);
      return [x, codes, p, c, from, to, d.fill(Float64Array, last + 1, d.odd), last, new Float64Array(held)];
    },
  },
  logisticLoss: logistic(false),
  weightedLogisticLoss: logistic(true),
  squaredLoss: {
    draw(d) {
      const { all, from, to, held } = rows(d);
      const z = d.fill(Float64Array, held, d.odd);
      return [z, ...labeled(d, all, true, d.odd), from, to, new Float64Array(held), d.fill(Float64Array, 4, d.odd)];
    },
  },
  logisticPass: {
    work: [11, 12, 13],
    draw: (d) => passed(d).args,
  },
  logisticCurve: {
    work: [11, 12, 13, 17, 18],
    draw(d) {
      const { p, c, cells, args } = passed(d);
      const width = p + 2 - (p & 1);
      const { bases, sizes, length } = pairPlaces(c, p, cells);
      const work = () => new Float64Array(256 * width);
      const sums = [4 * (p + 1) * p, cells * width, length].map((size) => d.fill(Float64Array, size, d.odd));
      return [...args, width, work(), work(), sums[0], sums[1], bases, sizes, sums[2]];
    },
  },
  softmaxLoss: {
    draw(d) {
      const { all, from, to, held } = rows(d);
      const k = 1 + d.upTo(4);
      const stride = held + 4 * d.upTo(2);
      const z = d.fill(Float64Array, stride * k, margin(d));
      const target = () => d.upTo(k - 1);
      const out = () => d.fill(Float64Array, stride * k, d.odd);
      return [z, stride, k, ...labeled(d, all, true, target), from, to, out(), out(), d.fill(Float64Array, 12, d.odd)];
    },
  },
  softmaxCurvature: {
    draw(d) {
      const { all, from, to, held } = rows(d);
      const k = 1 + d.upTo(3);
      const stride = held + 4 * d.upTo(2);
      const [, s] = labeled(d, all, true, d.odd);
      return [d.fill(Float64Array, stride * k, d.random), stride, d.upTo(k - 1), d.upTo(k - 1), s, from, to, new Float64Array(held)];
    },
  },
  addGradient: {
    draw(d) {
      const { from, to, held, p, c, last, x, codes } = rows(d);
      return [x, codes, p, c, d.fill(Float64Array, held, d.odd), from, to, last, d.fill(Float64Array, 4 * last + 4, d.odd)];
    },
  },
  foldLanes: {
    draw({ edge, fill, odd }) {
      const size = edge();
      return [fill(Float64Array, size * 4, odd), size, new Float64Array(size)];
    },
  },
  scaleRows: {
    draw(d) {
      const { from, to, held, p, x } = rows(d);
      const width = p + 2 - (p & 1);
      const out = () => new Float64Array(held * width);
      return [x, p, d.fill(Float64Array, held, d.odd), from, to, width, out(), out()];
    },
  },
  addSquares: {
    draw: (d) => {
      const { places, squares } = squared(d);
      return [...places, squares];
    },
  },
  addSquareTile: {
    draw(d) {
      const { p, places, squares } = squared(d, 2);
      return [...places, 2 * d.upTo((p - 2) >> 1), d.upTo(p - 2), squares];
    },
  },
  addSquare: {
    draw(d) {
      const { p, places, squares } = squared(d, 1);
      return [...places, d.upTo(p), d.upTo(p - 1), squares];
    },
  },
  addByCode: {
    draw(d) {
      const { from, to, held, p, c, last, codes } = rows(d);
      const width = 2 * d.upTo(5);
      const sums = d.fill(Float64Array, (last - p) * width, d.odd);
      return [codes, p, c, d.fill(Float64Array, held * width, d.odd), width, from, to, sums];
    },
  },
  addPairs: {
    draw(d) {
      const { from, to, held, p, c, last, codes } = rows(d);
      const { bases, sizes, length } = pairPlaces(c, p, last - p);
      return [codes, c, d.fill(Float64Array, held, d.odd), from, to, bases, sizes, d.fill(Float64Array, length, d.odd)];
    },
  },
  sgdRows: {
    draw(d) {
      const { n, p, c, last, order, from, to, x, codes } = ordered(d);
      const kind = d.upTo(1);
      const y = d.fill(Float64Array, n, kind === 0 ? () => d.upTo(1) : d.odd);
      const s = d.fill(Float64Array, n, d.one([() => 1, d.random]));
      const rates = [d.random(), d.one([0, d.random()]), d.one([0, 0.1, 0.999999]), d.one([0, 0, 0.1])];
      const state = Float64Array.of(d.one([1, d.random() + 1e-3]), d.random(), 0);
      const weights = d.fill(Float64Array, last + 2, (j) => (j === last + 1 ? 0 : d.tame()));
      return [
        x,
        codes,
        p,
        c,
        y,
        s,
        order,
        from,
        to,
        kind,
        ...rates,
        state,
        d.fill(Float64Array, last + 2, d.tame),
        weights,
        last,
        last + 1,
      ];
    },
  },
  rowMargins: {
    draw(d) {
      const { p, c, last, order, from, to, x, codes } = ordered(d);
      return [x, codes, p, c, order, from, to, d.fill(Float64Array, last + 2, d.odd), last, new Float64Array(to - from)];
    },
  },
  addRowGradient: {
    draw(d) {
      const { p, c, last, order, from, to, x, codes } = ordered(d);
      return [
        x,
        codes,
        p,
        c,
        order,
        d.fill(Float64Array, to - from, d.odd),
        from,
        to,
        last,
        d.fill(Float64Array, last + 2, d.odd),
      ] as Argument[];
    },
  },
};
