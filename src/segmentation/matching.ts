/**
 * Optimal matching of two segmentations: the linear sum assignment problem by shortest augmenting paths, exact and in cubic time (Kuhn 1955; Jonker & Volgenant
 * 1987). Among equally good matchings the first row takes the lowest column it can, then the second, and so on.
 * @module
 */
import { KindredError, show } from '../errors.js';

/** More segments than this would not fit in memory, squared. */
const MOST_SEGMENTS = 4096;

/**
 * Which previous segment each of today's continues, so that as many rows as possible stay where they were.
 * @param previous - for each row the number of its segment, 0 to 4,095; −1 where it had none
 * @param labels - for the same rows their segments now; −1 where they have none
 * @returns for each label, 0 to the largest, the number of a previous segment; −1 where none is left that shares a row with it
 * @throws KindredError `invalid-data` for lists of different lengths or other numbers; `too-large`
 * @example
 * ```ts
 * import { matchLabels } from 'kindred';
 * console.log(matchLabels([0, 0, 0, 1, 1, -1], [2, 2, 1, 0, 0, 1])); // Int32Array(3) [ 1, -1, 0 ]
 * ```
 */
export function matchLabels(previous: ArrayLike<number>, labels: ArrayLike<number>): Int32Array {
  const [nPrevious, nLabels] = [segmentsIn('previous', previous), segmentsIn('labels', labels)];
  if (previous.length !== labels.length) {
    throw new KindredError('invalid-data', `"previous" must have ${labels.length} numbers, as "labels" has, got ${previous.length}`);
  }
  const cost = new Float64Array(nLabels * nPrevious);
  for (let row = 0; row < labels.length; row++) if (previous[row] >= 0 && labels[row] >= 0) cost[labels[row] * nPrevious + previous[row]]--;
  return assign(cost, nLabels, nPrevious).map((to, label) => (to >= 0 && cost[label * nPrevious + to] < 0 ? to : -1));
}

/** How many segments the numbers speak of. @throws KindredError `invalid-data`, `too-large` */
function segmentsIn(name: string, labels: ArrayLike<number>): number {
  if (labels === null || typeof labels !== 'object' || typeof labels.length !== 'number') {
    throw new KindredError('invalid-data', `"${name}" must be a list of segment numbers, got ${show(labels)}`);
  }
  let most = -1;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (!Number.isSafeInteger(label) || label < -1) {
      throw new KindredError('invalid-data', `row ${row + 1} of "${name}" must be a whole number from -1, got ${show(label)}`);
    }
    most = Math.max(most, label);
  }
  return checkSize(most + 1);
}

/** @throws KindredError `too-large` */
export function checkSize(nSegments: number): number {
  if (nSegments > MOST_SEGMENTS) throw new KindredError('too-large', `at most ${MOST_SEGMENTS} segments can be matched, got ${nSegments}`);
  return nSegments;
}

/**
 * The column of each row, so that the sum of the costs is least, no column twice; −1 for rows that are left where there are more of them.
 * @param cost - nRows by nColumns, row by row; finite
 */
export function assign(cost: Float64Array, nRows: number, nColumns: number): Int32Array {
  const n = Math.max(nRows, nColumns);
  const square = new Float64Array(n * n); // who is matched to a row or column that is not there costs nothing, and is not matched
  for (let i = 0; i < nRows; i++) square.set(cost.subarray(i * nColumns, (i + 1) * nColumns), i * n);
  const { rowOf, u, v } = augment(square, n);
  const tight = new Uint8Array(n * n); // by column
  for (let i = 0, p = 0; i < n; i++)
    for (let j = 0; j < n; j++, p++) if (rowOf[j] === i || square[p] - u[i] - v[j] <= 0) tight[j * n + i] = 1;
  const columnOf = new Int32Array(n);
  rowOf.forEach((i, j) => (columnOf[i] = j));
  preferLow(tight, rowOf, columnOf);
  return columnOf.subarray(0, nRows).map((j) => (j < nColumns ? j : -1));
}

/** An optimal matching with its potentials: u[i] + v[j] <= cost, and equal where i and j are matched. */
function augment(cost: Float64Array, n: number) {
  const u = new Float64Array(n);
  const v = new Float64Array(n);
  const rowOf = new Int32Array(n).fill(-1);
  const least = new Float64Array(n); // the shortest way to each column so far
  const from = new Int32Array(n); // the column before it on that way
  const done = new Uint8Array(n);
  for (let start = 0; start < n; start++) {
    least.fill(Infinity);
    done.fill(0);
    let [i, at] = [start, -1];
    do {
      let next = -1;
      for (let j = 0; j < n; j++) {
        if (done[j] === 1) continue;
        const reduced = cost[i * n + j] - u[i] - v[j];
        if (reduced < least[j]) [least[j], from[j]] = [reduced, at];
        if (next < 0 || least[j] < least[next] || (least[j] === least[next] && rowOf[j] < 0)) next = j; // a free column ends the search
      }
      const step = least[next];
      u[start] += step;
      for (let j = 0; j < n; j++) {
        if (done[j] === 1) {
          u[rowOf[j]] += step;
          v[j] -= step;
        } else least[j] -= step;
      }
      at = next;
      done[at] = 1;
      i = rowOf[at];
    } while (i >= 0);
    while (at >= 0) {
      const before = from[at];
      rowOf[at] = before < 0 ? start : rowOf[before];
      at = before;
    }
  }
  return { rowOf, u, v };
}

/**
 * Turn an optimal matching into the first of all: an optimal one is made of tight pairs alone, so each row in turn takes the lowest tight column that the later
 * rows can spare.
 */
function preferLow(tight: Uint8Array, rowOf: Int32Array, columnOf: Int32Array): void {
  const n = rowOf.length;
  const takes = new Int32Array(n); // the tight column that a later row can take instead of its own
  const free = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const own = columnOf[i];
    takes.fill(-1);
    free[0] = own;
    for (let f = 0, nFree = 1; f < nFree; f++) {
      const column = free[f] * n;
      for (let later = i + 1; later < n; later++) {
        if (tight[column + later] === 0 || takes[later] >= 0) continue;
        takes[later] = free[f];
        free[nFree++] = columnOf[later];
      }
    }
    let low = 0;
    while (low < own && !(tight[low * n + i] === 1 && takes[rowOf[low]] >= 0)) low++;
    let [row, column] = [i, low];
    while (column !== own) {
      const displaced = rowOf[column];
      [columnOf[row], rowOf[column]] = [column, row];
      [row, column] = [displaced, takes[displaced]];
    }
    [columnOf[row], rowOf[own]] = [own, row];
  }
}
