/**
 * The design of a regression: numbers, shifted and scaled, and codes, as the kernels of assembly/gradient.ts read them. Weights lie in the order
 * of the columns: numbers, categories, intercept.
 * @module
 */
import { joinColumns, type Cells, type CodeColumn } from './cells.js';

/** A column of numbers as fit sees it: (values[first + i stride] - shift) scale in row i. */
export interface NumberColumn {
  readonly values: ArrayLike<number>;
  /** Default 0. */
  readonly first?: number;
  /** Default 1. */
  readonly stride?: number;
  readonly shift: number;
  readonly scale: number;
}

/** Rows of a block. */
export const LANES = 4;

/** Rows in lanes, for solvers that look at all of them at once. */
export interface Design {
  readonly nRows: number;
  /** Blocks of four rows; what the last lacks is zeros. */
  readonly blocks: number;
  /** Columns of numbers. */
  readonly p: number;
  /** Columns of codes: joints. */
  readonly c: number;
  readonly cells: Cells;
  /** Place of the intercept among the kernels' weights: p + cells. */
  readonly last: number;
  /** Fill x (blocks x p x 4) and codes (blocks x c x 4). */
  pack(x: Float64Array, codes: Int32Array): void;
}

/** Lay out rows in lanes. */
export function designOf(nRows: number, numbers: readonly NumberColumn[], columns: readonly CodeColumn[]): Design {
  const blocks = Math.ceil(nRows / LANES);
  const p = numbers.length;
  const cells = joinColumns(columns);
  const c = cells.joints.length;
  const joined = cells.joints.map(({ members }) => members.map((m): Stepped => [columns[m].codes, cells.steps[m]]));
  const nothing: Stepped = [new Int32Array(columns.length > 0 ? nRows : 0), new Int32Array(2)];
  const pack = (x: Float64Array, codes: Int32Array) => {
    for (let from = 0; from < nRows; from += STRETCH) {
      const to = Math.min(nRows, from + STRETCH);
      numbers.forEach((column, j) => packNumbers(column, from, to, p, j, x));
      cells.joints.forEach(({ first }, k) => {
        const stepped = joined[k];
        for (let m = 0; m < stepped.length; m += 2)
          packCodes(stepped[m], stepped[m + 1] ?? nothing, m === 0 ? p + first : 0, from, to, c, k, codes, m === 0);
      });
    }
    for (let i = nRows; i < blocks * LANES; i++) cells.joints.forEach(({ first }, k) => (codes[placeOf(i, c, k)] = p + first));
  };
  return { nRows, blocks, p, c, cells, last: p + cells.nCells, pack };
}

/** Where row i of column j of `width` lies. */
const placeOf = (i: number, width: number, j: number) => ((i >> 2) * width + j) * LANES + (i & 3);

/** The categories of a column, and the cells that each steps. */
type Stepped = readonly [codes: ArrayLike<number>, steps: Int32Array];

/** Rows that are packed column by column while they are in the cache: a multiple of LANES. */
const STRETCH = 256;

function packNumbers(column: NumberColumn, from: number, to: number, p: number, j: number, x: Float64Array): void {
  const { values, first = 0, stride = 1, shift, scale } = column;
  let [at, out] = [first + from * stride, placeOf(from, p, j)];
  for (let i = from; i < to; i++) {
    x[out] = (values[at] - shift) * scale;
    at += stride;
    out += (i & 3) === 3 ? (p - 1) * LANES + 1 : 1;
  }
}

/** Columns of categories by twos: codes[row] (+)= base + what the category of each steps. */
function packCodes(
  [given, steps]: Stepped,
  [other, others]: Stepped,
  base: number,
  from: number,
  to: number,
  c: number,
  k: number,
  codes: Int32Array,
  isFirst: boolean,
): void {
  const [none, neither] = [steps.length - 1, others.length - 1];
  let out = placeOf(from, c, k);
  for (let i = from; i < to; i++) {
    const [code, second] = [given[i], other[i]];
    const step = base + steps[code < 0 ? none : code] + others[second < 0 ? neither : second];
    codes[out] = isFirst ? step : codes[out] + step;
    out += (i & 3) === 3 ? (c - 1) * LANES + 1 : 1;
  }
}

/** One value a row, filled up with zeros to whole blocks. */
export function padRows(values: ArrayLike<number>): Float64Array {
  const out = new Float64Array(LANES * Math.ceil(values.length / LANES));
  out.set(values);
  return out;
}

/** Rows one after another, for stochastic gradient descent: a code is the place of its weight, or `dead`. */
export interface RowDesign {
  readonly nRows: number;
  readonly p: number;
  readonly c: number;
  /** Without the dead place, which comes behind the intercept. */
  readonly nWeights: number;
  /** Place of the intercept: nWeights - 1. */
  readonly last: number;
  /** Place of what has no weight: nWeights. */
  readonly dead: number;
  readonly x: Float64Array;
  readonly codes: Int32Array;
}

/** Lay out rows one after another. */
export function packRowDesign(nRows: number, numbers: readonly NumberColumn[], columns: readonly CodeColumn[]): RowDesign {
  const [p, c] = [numbers.length, columns.length];
  const x = new Float64Array(nRows * p);
  const codes = new Int32Array(nRows * c);
  numbers.forEach(({ values, first = 0, stride = 1, shift, scale }, j) => {
    for (let i = 0, at = first; i < nRows; i++, at += stride) x[i * p + j] = (values[at] - shift) * scale;
  });
  const dead = p + 1 + columns.reduce((sum, { size, dropped = -1 }) => sum + size - (dropped >= 0 ? 1 : 0), 0);
  let next = p;
  columns.forEach(({ codes: given, size, dropped = -1 }, k) => {
    const places = Int32Array.from({ length: size + 1 }, (_, category) => (category === dropped || category === size ? dead : next++));
    for (let i = 0; i < nRows; i++) codes[i * c + k] = places[given[i] < 0 ? size : given[i]];
  });
  return { nRows, p, c, nWeights: dead, last: dead - 1, dead, x, codes };
}
