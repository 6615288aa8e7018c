/**
 * Cells: columns of categories joined by twos and threes, so that the kernels gather one number a row where there are several columns. A cell is one
 * combination of categories; its weight is the sum of theirs, its gradient and curvature are part of theirs.
 * @module
 */

/** A column of categories as fit sees it. */
export interface CodeColumn {
  /** The category of each row, from 0; -1: none that has a weight. */
  readonly codes: ArrayLike<number>;
  /** How many categories there are. */
  readonly size: number;
  /** The category without a weight; -1 or left out: none. */
  readonly dropped?: number;
}

/** Up to this many cells a joint: their sums stay in the first cache. */
const CELLS = 256;

/** Some columns that are joined. */
interface Joint {
  /** Its columns, by number. */
  readonly members: number[];
  cells: number;
  /** Place of its first cell among all. */
  first: number;
}

export interface Cells {
  readonly joints: readonly Joint[];
  /** Cells of all joints. */
  readonly nCells: number;
  /** Weights of all columns. */
  readonly nWeights: number;
  /** The weights, from 0, that add up to cell q: ids[starts[q]..starts[q + 1]). */
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  /** Of each column: state of each category in its joint, and that of -1 at the end; times the cells that one step of it passes. */
  readonly steps: readonly Int32Array[];
}

/** Join columns, the largest first, each into the first joint that has room. Their weights lie column after column, without those dropped. */
export function joinColumns(columns: readonly CodeColumn[]): Cells {
  const nStates = columns.map((column) => statesOf(column));
  const order = [...columns.keys()].sort((a, b) => nStates[b] - nStates[a] || a - b);
  const joints: Joint[] = [];
  for (const k of order) {
    const joint = joints.find(({ cells }) => cells * nStates[k] <= CELLS);
    if (joint) {
      joint.members.push(k);
      joint.cells *= nStates[k];
    } else joints.push({ members: [k], cells: nStates[k], first: 0 });
  }
  let nCells = 0;
  for (const joint of joints) {
    joint.members.sort((a, b) => a - b);
    joint.first = nCells;
    nCells += joint.cells;
  }
  const firsts: number[] = [];
  let nWeights = 0;
  for (const column of columns) {
    firsts.push(nWeights);
    nWeights += liveOf(column);
  }
  const steps: Int32Array[] = [];
  const starts = new Int32Array(nCells + 1);
  const ids: number[] = [];
  for (const { members, cells, first } of joints) {
    let passed = 1;
    const passes = members.map((k) => {
      const pass = passed;
      steps[k] = stepsOf(columns[k], pass);
      passed *= nStates[k];
      return pass;
    });
    for (let cell = 0; cell < cells; cell++) {
      members.forEach((k, m) => {
        const state = Math.floor(cell / passes[m]) % nStates[k];
        if (state < liveOf(columns[k])) ids.push(firsts[k] + state);
      });
      starts[first + cell + 1] = ids.length;
    }
  }
  return { joints, nCells, nWeights, starts, ids: Int32Array.from(ids), steps };
}

const isDropped = ({ dropped = -1 }: CodeColumn) => dropped >= 0;
const liveOf = (column: CodeColumn) => column.size - (isDropped(column) ? 1 : 0);

/** One more than the weights where a row may have none. */
function statesOf(column: CodeColumn): number {
  if (isDropped(column)) return column.size;
  for (let i = 0; i < column.codes.length; i++) if (column.codes[i] < 0) return column.size + 1;
  return Math.max(1, column.size);
}

function stepsOf(column: CodeColumn, pass: number): Int32Array {
  const { size, dropped = -1 } = column;
  const steps = new Int32Array(size + 1);
  for (let category = 0, state = 0; category < size; category++) steps[category] = (category === dropped ? liveOf(column) : state++) * pass;
  steps[size] = liveOf(column) * pass;
  return steps;
}

/** out[to + q] = the sum of the weights of cell q, weights[from..]. */
export function expandCells({ nCells, starts, ids }: Cells, weights: Float64Array, from: number, out: Float64Array, to: number): void {
  for (let q = 0; q < nCells; q++) {
    let sum = 0;
    for (let e = starts[q]; e < starts[q + 1]; e++) sum += weights[from + ids[e]];
    out[to + q] = sum;
  }
}

/** out[to + w] = the sum of the cells that weight w is part of, cells[from..]. */
export function foldCells(
  { nCells, nWeights, starts, ids }: Cells,
  cells: Float64Array,
  from: number,
  out: Float64Array,
  to: number,
): void {
  out.fill(0, to, to + nWeights);
  for (let q = 0; q < nCells; q++) for (let e = starts[q]; e < starts[q + 1]; e++) out[to + ids[e]] += cells[from + q];
}
