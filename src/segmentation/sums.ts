/**
 * From the sums of the rows of each cluster to centers. Sums are in packed units, (x - shift) * scale, so that a large offset costs no precision.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { squaredDistance } from './assign.js';

export interface SumArrays {
  readonly shift: Float64Array;
  /** k by columns. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Put the means into the centers; a cluster without rows keeps its own. Returns the squared movement of all of them. */
export function toMeans({ shift, sums, counts }: SumArrays, centers: Float64Array, scale: number): number {
  const d = shift.length;
  let movement = 0;
  for (let c = 0, q = 0; c < counts.length; c++) {
    for (let j = 0; j < d; j++, q++) {
      if (counts[c] === 0) continue;
      const mean = sums[q] / counts[c] / scale + shift[j];
      movement += (mean - centers[q]) * (mean - centers[q]);
      centers[q] = mean;
    }
  }
  return movement;
}

/** Inertia less a constant, minus the sum of |sum of the rows|^2 / count: good enough to compare starts, as far as rows in f32 tell them apart. */
export function rankOf({ shift, sums, counts }: SumArrays, scale: number): number {
  const d = shift.length;
  let rank = 0;
  for (let c = 0; c < counts.length; c++) {
    for (let q = c * d; q < (c + 1) * d && counts[c] > 0; q++) rank -= (sums[q] * sums[q]) / counts[c];
  }
  return rank / scale / scale;
}

/** Give each empty cluster the row that is farthest from its center, out of a cluster that keeps one. Returns how many rows moved. */
export function fillEmpty(X: Matrix, centers: Float64Array, labels: Int32Array, { shift, sums, counts }: SumArrays, scale: number): number {
  if (!counts.includes(0)) return 0;
  const mixed = mixedClusters(X, labels, counts.length);
  const distances = Float64Array.from({ length: X.nRows }, (_, i) => squaredDistance(X, i, centers, labels[i]));
  let moved = 0;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] > 0) continue;
    let far = -1;
    for (let i = 0; i < X.nRows; i++) if (mixed[labels[i]] && counts[labels[i]] > 1 && (far < 0 || distances[i] > distances[far])) far = i;
    if (far < 0) break; // fewer different rows than clusters
    const old = labels[far];
    X.row(far).forEach((v, j) => {
      const packed = Math.fround((v - shift[j]) * scale);
      sums[old * shift.length + j] -= packed;
      sums[c * shift.length + j] += packed;
    });
    counts[old]--;
    counts[c]++;
    labels[far] = c;
    distances[far] = 0;
    moved++;
  }
  return moved;
}

/** Which clusters hold rows that differ. Not by the distance to the center, which rounding keeps above 0: a run would move equal rows about for ever. */
function mixedClusters(X: Matrix, labels: Int32Array, k: number): Uint8Array {
  const first = new Int32Array(k).fill(-1);
  const mixed = new Uint8Array(k);
  for (let i = 0; i < X.nRows; i++) {
    const c = labels[i];
    if (first[c] < 0) first[c] = i;
    else if (!mixed[c] && X.row(i).some((v, j) => v !== X.row(first[c])[j])) mixed[c] = 1;
  }
  return mixed;
}
