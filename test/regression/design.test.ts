// What the kernels see of a design: margins and gradients equal those of a table with a column of zeros and ones for each category.
import { describe, expect, test } from 'vitest';
import { margins } from '../../assembly/fit';
import { generator } from '../../src/random.js';
import { expandCells, foldCells, joinColumns, type CodeColumn } from '../../src/regression/cells.js';
import { designOf, LANES, packRowDesign, padRows } from '../../src/regression/design.js';

const random = generator(7);
const upTo = (n: number) => Math.floor(random() * (n + 1));

function columnsOf(n: number, sizes: readonly [size: number, dropped: number, none: boolean][]): CodeColumn[] {
  return sizes.map(([size, dropped, none]) => ({
    size,
    dropped,
    codes: Int32Array.from({ length: n }, () => upTo(size - (none ? 0 : 1)) - (none ? 1 : 0)),
  }));
}

/** The weights of a row's categories, added. */
function ofRow(columns: readonly CodeColumn[], weights: readonly number[], i: number): number {
  let [first, sum] = [0, 0];
  for (const { codes, size, dropped = -1 } of columns) {
    const code = codes[i];
    if (code >= 0 && code !== dropped) sum += weights[first + code - (dropped >= 0 && code > dropped ? 1 : 0)];
    first += size - (dropped >= 0 ? 1 : 0);
  }
  return sum;
}

const SHAPES: [string, [number, number, boolean][]][] = [
  ['no column', []],
  ['one column', [[3, 0, false]]],
  ['columns of one category', [[1, 0, false], [1, -1, false], [1, -1, true]]],
  ['many small ones', [[12, 0, false], [3, 1, true], [4, -1, false], [2, 0, false], [2, -1, true], [12, 11, false]]],
  ['one that joins with none', [[400, 0, false], [2, 0, false]]],
]; // prettier-ignore

describe.each(SHAPES)('%s', (_, sizes) => {
  const n = 30;
  const columns = columnsOf(n, sizes);
  const cells = joinColumns(columns);

  test('a cell weighs what its categories weigh', () => {
    const numbers = [Float64Array.from({ length: n }, random), Float64Array.from({ length: 2 * n }, random)];
    const design = designOf(n, [{ values: numbers[0], shift: 0.5, scale: 2 }, { values: numbers[1], first: 1, stride: 2, shift: 0, scale: 1 }], columns); // prettier-ignore
    const { blocks, p, c, last } = design;
    const [x, codes] = [new Float64Array(blocks * p * LANES), new Int32Array(blocks * c * LANES)];
    design.pack(x, codes);
    const own = Array.from({ length: p + cells.nWeights + 1 }, random);
    const weights = new Float64Array(last + 1);
    weights.set(own.slice(0, p));
    weights[last] = own.at(-1)!;
    expandCells(cells, Float64Array.from(own), p, weights, p);
    const z = new Float64Array(blocks * LANES);
    margins(x, codes, p, c, 0, blocks, weights, last, z);
    for (let i = 0; i < n; i++) {
      const want = own.at(-1)! + (numbers[0][i] - 0.5) * 2 * own[0] + numbers[1][2 * i + 1] * own[1] + ofRow(columns, own.slice(p), i);
      expect(z[i]).toBeCloseTo(want, 12);
    }
  });

  test('and its slope is theirs', () => {
    const [slopes, out] = [Float64Array.from({ length: cells.nCells }, random), new Float64Array(cells.nWeights + 1).fill(9)];
    foldCells(cells, slopes, 0, out, 1);
    for (let w = 0; w < cells.nWeights; w++) {
      const unit = new Float64Array(cells.nWeights).fill(0);
      unit[w] = 1;
      const share = new Float64Array(cells.nCells);
      expandCells(cells, unit, 0, share, 0);
      expect(out[w + 1]).toBeCloseTo(
        share.reduce((sum, v, q) => sum + v * slopes[q], 0),
        12,
      );
    }
  });

  test('rows one after another name the same weights', () => {
    const { x, codes, c, last, dead } = packRowDesign(n, [{ values: new Float64Array(n).fill(3), shift: 1, scale: 2 }], columns);
    expect(Array.from(x)).toEqual(new Array(n).fill(4));
    const own = Array.from({ length: dead + 1 }, (_, j) => (j === dead ? 0 : random()));
    for (let i = 0; i < n; i++) {
      const places = Array.from(codes.subarray(i * c, i * c + c));
      expect(places.every((place) => place !== last)).toBe(true);
      expect(places.reduce((sum, place) => sum + own[place], 0)).toBeCloseTo(ofRow(columns, own.slice(1), i), 12);
    }
  });
});

test('columns are joined while their cells are few', () => {
  const { joints, nCells } = joinColumns(columnsOf(5, [[12, -1, false], [12, -1, false], [4, -1, false], [3, 0, false], [2, 0, false]])); // prettier-ignore
  expect(joints.map(({ members }) => members)).toEqual([[0, 1], [2, 3, 4]]); // prettier-ignore
  expect(nCells).toBe(144 + 24);
});

test('rows are filled up with zeros', () => expect(Array.from(padRows([1, 2, 3, 4, 5]))).toEqual([1, 2, 3, 4, 5, 0, 0, 0]));
