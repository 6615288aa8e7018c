/**
 * The sums that a Hessian is made of: numbers by numbers, categories by numbers, categories by categories, and the matrix of the weights that they add up to.
 * @module
 */
import type * as kernels from '../../assembly/fit.js';
import { LANES, type Design } from './design.js';

/** What a session holds for the sums. */
type Held = Record<'x' | 'scaled' | 'scaledRows' | 'squares' | 'foldedSquares' | 'byCode' | 'pairs', Float64Array> &
  Record<'codes' | 'bases' | 'sizes', Int32Array>;

/** @param many - Hessians: one a pair of margins; blocks: of a call */
export function hessianSums({ p, c, cells: { joints, nCells, starts, ids } }: Design, many: number, blocks: number) {
  const width = 2 * Math.ceil((p + 1) / 2);
  const nSquares = ((p + 1) * (p + 2)) / 2;
  const bases = new Int32Array(Math.max(1, (c * (c - 1)) / 2));
  const sizes = Int32Array.from(joints, ({ cells }) => cells);
  /** Where the sums of joints l < k begin. */
  const begins: number[] = [];
  let nPairs = 0;
  for (let k = 1, pair = 0; k < c; k++)
    for (let l = 0; l < k; l++, pair++) {
      begins.push(nPairs);
      bases[pair] = nPairs - (p + joints[k].first) * sizes[l] - (p + joints[l].first);
      nPairs += sizes[k] * sizes[l];
    }
  const zeros = (length: number) => [Float64Array, many === 0 ? 1 : length] as const;
  const plan = {
    scaled: zeros(blocks * width * LANES),
    scaledRows: zeros(blocks * width * LANES),
    squares: zeros(many * nSquares * LANES),
    foldedSquares: zeros(nSquares),
    byCode: zeros(many * nCells * width),
    pairs: zeros(many * nPairs),
    bases,
    sizes: sizes.length === 0 ? Int32Array.of(0) : sizes,
  };
  const part = (array: Float64Array, pair: number, size: number) => array.subarray(pair * size, (pair + 1) * size);

  return {
    plan,
    clear({ squares, byCode, pairs }: Held): void {
      for (const array of [squares, byCode, pairs]) array.fill(0);
    },
    /** @param h - the curvatures of the rows of blocks [from, to) */
    add(run: typeof kernels, held: Held, h: Float64Array, from: number, to: number, pair: number): void {
      const { x, codes, scaled, scaledRows } = held;
      run.scaleRows(x, p, h, from, to, width, scaled, scaledRows);
      run.addSquares(x, p, scaled, width, from, to, part(held.squares, pair, nSquares * LANES));
      if (c > 0) run.addByCode(codes, p, c, scaledRows, width, from, to, part(held.byCode, pair, nCells * width));
      if (c > 1) run.addPairs(codes, c, h, from, to, held.bases, held.sizes, part(held.pairs, pair, nPairs));
    },
    /** The Hessians, size by size, one behind the other. */
    hessian(run: typeof kernels, held: Held, size: number, total: number): Float64Array {
      const out = new Float64Array(many * size * size);
      const intercept = size - 1;
      const place = (j: number) => (j === p ? intercept : j);
      for (let m = 0; m < many; m++) {
        const H = out.subarray(m * size * size, (m + 1) * size * size);
        const add = (i: number, j: number, v: number) => {
          H[i * size + j] += v;
          if (i !== j) H[j * size + i] += v;
        };
        run.foldLanes(part(held.squares, m, nSquares * LANES), nSquares, held.foldedSquares);
        for (let i = 0, at = 0; i <= p; i++) for (let j = 0; j <= i; j++, at++) add(place(i), place(j), held.foldedSquares[at]);
        const byCode = part(held.byCode, m, nCells * width);
        for (let q = 0; q < nCells; q++)
          for (let e = starts[q]; e < starts[q + 1]; e++) {
            for (let j = 0; j <= p; j++) add(p + ids[e], place(j), byCode[q * width + j]);
            for (let f = starts[q]; f <= e; f++) add(p + ids[e], p + ids[f], byCode[q * width + p]);
          }
        for (let k = 1, pair = 0; k < c; k++)
          for (let l = 0; l < k; l++, pair++)
            addJoints(m * nPairs + begins[pair], joints[k].first, sizes[k], joints[l].first, sizes[l], held.pairs, add);
      }
      for (let i = 0; i < out.length; i++) out[i] /= total;
      return out;
    },
  };

  function addJoints(
    at: number,
    firstK: number,
    sizeK: number,
    firstL: number,
    sizeL: number,
    pairs: Float64Array,
    add: (i: number, j: number, v: number) => void,
  ): void {
    for (let a = firstK; a < firstK + sizeK; a++)
      for (let b = firstL; b < firstL + sizeL; b++, at++) {
        const v = pairs[at];
        if (v === 0) continue;
        for (let e = starts[a]; e < starts[a + 1]; e++) for (let f = starts[b]; f < starts[b + 1]; f++) add(p + ids[e], p + ids[f], v);
      }
  }
}
