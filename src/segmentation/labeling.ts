/**
 * Label all rows by the centers: tiles score them in f32, and rows whose lead is within its error are decided in f64. With many centers, rows whose label
 * cannot have changed are left out (bounds.ts). The labels are those of f64 either way.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import type { Held, Make } from '../kernels/door.js';
import { gapError, leadError, nearestCenter } from './assign.js';
import { boundsPlan, listOvertaken, startBounds, type BoundKernels, type Bounds, type BoundsPlan } from './bounds.js';
import type { PackedPlan, Packing } from './packed.js';
import type { Weights } from './sample-weight.js';

export interface LabelKernels extends BoundKernels {
  packCenters(centers: Float64Array, k: number, d: number, out: Float32Array): void;
  // prettier-ignore
  nearest(
    rows: Float32Array, from: number, to: number, d: number, centers: Float32Array, k: number, labels: Int32Array, least: Float32Array,
    leads: Float32Array,
  ): void;
  doubtful(leads: Float32Array, from: number, to: number, n: number, error: number, rows: Int32Array, size: number): number;
  // prettier-ignore
  moveRows(
    rows: Float32Array, d: number, from: number, to: number, n: number, weights: Float64Array, step: number, fresh: Int32Array, labels: Int32Array,
    sums: Float64Array, totals: Float64Array, counts: Float64Array,
  ): number;
  // prettier-ignore
  gatherRows(
    x: Float64Array, d: number, shift: Float64Array, scale: number, ids: Int32Array, size: number, block: number, rows: Float32Array,
    labels: Int32Array, norms: Float32Array,
  ): number;
  putBack(ids: Int32Array, size: number, block: number, moved: Float64Array, labels: Int32Array, thresholds: Float32Array): void;
}

/** The arrays of a session that labels rows. */
export type LabelingPlan = BoundsPlan & { weights: Float64Array } & Record<'labels' | 'fresh' | 'doubts', Make<Int32Array>> &
  Record<'scores' | 'leads' | 'tiles', Make<Float32Array>> &
  Record<'centers' | 'packed' | 'sums' | 'totals' | 'counts', Make<Float64Array>>;

/** Behind the blocks of the rows there is room for copies of some (`spare`). */
export function labelingPlan(sizes: Packing, k: number, { values, step }: Weights): LabelingPlan {
  const { n, d } = sizes;
  const all = 16 * (sizes.blocks + sizes.spare);
  const weights = new Float64Array(step === 0 ? 1 : all);
  weights.set(values);
  return {
    weights,
    labels: [Int32Array, all],
    fresh: [Int32Array, all],
    scores: [Float32Array, all],
    leads: [Float32Array, all],
    doubts: [Int32Array, n],
    centers: [Float64Array, k * d],
    packed: [Float64Array, k * d],
    tiles: [Float32Array, (k + 1) * (d + 1)],
    sums: [Float64Array, k * d],
    totals: [Float64Array, k],
    counts: [Float64Array, k],
    ...boundsPlan(sizes, k),
  } as const;
}

export interface Labeling {
  readonly X: Matrix;
  readonly packing: Packing;
  readonly weights: Weights;
  /** How the rows are packed: (x - shift) * scale, of at most this size. */
  readonly scale: number;
  readonly most: number;
  readonly k: number;
  readonly run: LabelKernels;
  readonly held: Held<LabelingPlan & PackedPlan>;
  bounds: Bounds;
}

/** How many rows of positive weight changed their labels, and how many rows, listed in `held.doubts`, f64 had to decide. */
export interface Labeled {
  readonly nMoved: number;
  readonly nDoubts: number;
}

/** What a pass over the rows knows and finds. */
interface Pass extends Labeled {
  /** By how much leads, and gaps, may err. */
  readonly lead: number;
  readonly gap: number;
  /** Keep the gaps, for bounds? */
  keep: boolean;
  nMoved: number;
  nDoubts: number;
}

/**
 * Label all rows by `held.centers`, and bring the sums up to date.
 * @param nMoved - in the pass before
 */
export function labelRows(job: Labeling, nMoved: number): Labeled {
  const { packing, scale, most, k, run, held } = job;
  const { n, d, blocks, chunk, spare } = packing;
  const { shift, centers, packed } = held;
  if (job.bounds.valid) held.before.set(packed);
  for (let c = 0, q = 0; c < k; c++) for (let j = 0; j < d; j++, q++) packed[q] = (centers[q] - shift[j]) * scale;
  run.packCenters(packed, k, d, held.tiles);
  const pass = { lead: leadError(d, most, packed), gap: spare > 0 ? gapError(d, most, packed) : 0, keep: true, nMoved: 0, nDoubts: 0 };
  const nRows = listOvertaken(job);
  if (nRows < n) {
    for (let from = 0; from < nRows; from += spare * 16)
      labelCopies(job, pass, held.overtaken.subarray(from, Math.min(nRows, from + spare * 16)));
  } else {
    pass.keep = startBounds(job, nMoved);
    for (let b = 0; b < blocks; b += chunk) label(job, pass, b, Math.min(blocks, b + chunk), n);
  }
  return pass;
}

/** Label the rows of blocks [from, to) below `end`, which are, from the first block's first on, copies of the rows `ids` where these are given. */
function label(job: Labeling, pass: Pass, from: number, to: number, end: number, ids?: Int32Array): void {
  const { X, packing, weights, k, run, held } = job;
  const { rows, fresh, labels, scores, leads, centers, doubts } = held;
  run.nearest(rows, from, to, packing.d, held.tiles, k + (k & 1), fresh, scores, leads);
  let e = pass.nDoubts;
  pass.nDoubts = run.doubtful(leads, from, to, end, pass.lead, doubts, e);
  for (; e < pass.nDoubts; e++) {
    const place = doubts[e];
    if (ids) doubts[e] = ids[place - from * 16];
    fresh[place] = nearestCenter(X, doubts[e], centers, k);
  }
  pass.nMoved += run.moveRows(
    rows,
    packing.d,
    from,
    to,
    end,
    held.weights,
    weights.step,
    fresh,
    labels,
    held.sums,
    held.totals,
    held.counts,
  );
  if (pass.keep) run.gapsOf(held.norms, scores, leads, from, to, pass.gap, held.thresholds);
}

/** Label the rows `ids`, no more than there is room for, by way of copies. */
function labelCopies(job: Labeling, pass: Pass, ids: Int32Array): void {
  const { packing, weights, scale, run, held } = job;
  const { d, blocks } = packing;
  const size = ids.length;
  run.gatherRows(held.x, d, held.shift, scale, ids, size, blocks, held.rows, held.labels, held.norms);
  if (weights.step > 0) for (let e = 0; e < size; e++) held.weights[blocks * 16 + e] = held.weights[ids[e]];
  label(job, pass, blocks, blocks + Math.ceil(size / 16), blocks * 16 + size, ids);
  run.putBack(ids, size, blocks, held.moved, held.labels, held.thresholds);
}
