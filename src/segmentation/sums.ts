/**
 * From the sums of the rows of each cluster to centers. Sums are in packed units, (x - shift) * scale, so that a large offset costs no precision.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { squaredDistance } from './assign.js';
import type { Weights } from './sample-weight.js';

export interface SumArrays {
  readonly shift: Float64Array;
  /** Weight times row, k by columns. */
  readonly sums: Float64Array;
  /** Weights, k. */
  readonly totals: Float64Array;
}

/**
 * Sums that rows enter and leave keep the rounding of the heaviest that a cluster was. True where that may have come near the weight of one, which 2^20
 * times as much does: then they are to be made anew. Of a cluster that has become empty nothing is kept.
 * @param heaviest - k, read and written
 */
export function isWorn({ shift, sums, totals }: SumArrays, counts: Float64Array, heaviest: Float64Array): boolean {
  let worn = false;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] === 0) {
      totals[c] = heaviest[c] = 0;
      sums.fill(0, c * shift.length, (c + 1) * shift.length);
    }
    heaviest[c] = Math.max(heaviest[c], totals[c]);
    worn ||= counts[c] > 0 && !(totals[c] * 1048576 > heaviest[c]);
  }
  return worn;
}

/** Put the means into the centers; a cluster without weight keeps its own. Returns the squared movement of all of them. */
export function toMeans({ shift, sums, totals }: SumArrays, centers: Float64Array, scale: number): number {
  const d = shift.length;
  let movement = 0;
  for (let c = 0, q = 0; c < totals.length; c++) {
    for (let j = 0; j < d; j++, q++) {
      if (totals[c] === 0) continue;
      const mean = sums[q] / totals[c] / scale + shift[j];
      movement += (mean - centers[q]) * (mean - centers[q]);
      centers[q] = mean;
    }
  }
  return movement;
}

/**
 * Inertia less a constant, in packed units: minus the sum of |sum of the rows|^2 / weight. Good enough to compare starts, as far as rows in f32 tell them
 * apart.
 */
export function rankOf({ shift, sums, totals }: SumArrays): number {
  const d = shift.length;
  let rank = 0;
  for (let c = 0; c < totals.length; c++) {
    for (let q = c * d; q < (c + 1) * d && totals[c] > 0; q++) rank -= (sums[q] * sums[q]) / totals[c];
  }
  return rank;
}

/** What fillEmpty reads and changes. */
export interface Filling extends SumArrays {
  readonly labels: Int32Array;
  /** Rows of weight above 0, k. */
  readonly counts: Float64Array;
}

/**
 * Give each empty cluster the row that is farthest from its center, out of a cluster that keeps one; rows of weight 0 do not count. Returns how many moved.
 */
export function fillEmpty(X: Matrix, { values: weights, step }: Weights, centers: Float64Array, filling: Filling, scale: number): number {
  const { labels, shift, sums, totals, counts } = filling;
  if (!counts.includes(0)) return 0;
  const mixed = mixedClusters(X, { weights, step }, labels, counts.length);
  const distances = Float64Array.from({ length: X.nRows }, (_, i) =>
    weights[i * step] > 0 ? squaredDistance(X, i, centers, labels[i]) : -1,
  );
  let moved = 0;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] > 0) continue;
    let far = -1;
    for (let i = 0; i < X.nRows; i++) {
      if (distances[i] >= 0 && mixed[labels[i]] && counts[labels[i]] > 1 && (far < 0 || distances[i] > distances[far])) far = i;
    }
    if (far < 0) break; // fewer different rows than clusters
    const old = labels[far];
    const weight = weights[far * step];
    X.row(far).forEach((v, j) => {
      const packed = weight * Math.fround((v - shift[j]) * scale);
      sums[old * shift.length + j] -= packed;
      sums[c * shift.length + j] += packed;
    });
    totals[old] -= weight;
    totals[c] += weight;
    counts[old]--;
    counts[c]++;
    labels[far] = c;
    distances[far] = 0;
    moved++;
  }
  return moved;
}

/** Which clusters hold rows that differ. Not by the distance to the center, which rounding keeps above 0: a run would move equal rows about for ever. */
function mixedClusters(X: Matrix, { weights, step }: { weights: Float64Array; step: number }, labels: Int32Array, k: number): Uint8Array {
  const first = new Int32Array(k).fill(-1);
  const mixed = new Uint8Array(k);
  for (let i = 0; i < X.nRows; i++) {
    const c = labels[i];
    if (weights[i * step] === 0) continue;
    if (first[c] < 0) first[c] = i;
    else if (!mixed[c] && X.row(i).some((v, j) => v !== X.row(first[c])[j])) mixed[c] = 1;
  }
  return mixed;
}
