/**
 * Which rows cannot have changed their nearest center (Hamerly 2010): each row keeps by how much its second nearest was at least farther than its nearest,
 * each center how far it and the farthest of the others have moved since. Rounding only ever makes the first too small and the second too large.
 * @module
 */
import type { Make } from '../kernels/door.js';
import type { Packing } from './packed.js';

export interface BoundKernels {
  closer(rows: Float32Array, from: number, to: number, d: number, y: Float32Array, least: Float32Array, found: Float32Array): void;
  // prettier-ignore
  gapsOf(
    norms: Float32Array, least: Float32Array, leads: Float32Array, from: number, to: number, error: number, gaps: Float32Array,
  ): void;
  // prettier-ignore
  overtaken(
    thresholds: Float32Array, labels: Int32Array, from: number, to: number, n: number, moved: Float64Array, most: number, rows: Int32Array,
    size: number,
  ): number;
}

/** From so many numbers in all centers on, bounds pay (measured: bench/bounds.ts). */
const BOUNDED_FROM = 64;

/** Are the labels of k centers of d columns worth bounds? */
export const isBounded = (k: number, d: number): boolean => k * d >= BOUNDED_FROM;

/** To copy a row of d columns costs as much as to compare it with so many centers (measured where other work was on the machine). */
const copying = (d: number) => 40 + 130 / d;

/** While more rows than this share still move, bounds would not hold, and are not made. */
const FEW_MOVE = 0.125;

/** More than f32 rounds. */
const ROUNDING = 2.4e-7;

/** The arrays of bounds. */
export type BoundsPlan = Record<'norms' | 'thresholds' | 'origin', Make<Float32Array>> &
  Record<'overtaken', Make<Int32Array>> &
  Record<'moved' | 'before', Make<Float64Array>>;

/** They are of no length where there are no bounds. */
export function boundsPlan({ n, d, blocks, spare }: Packing, k: number): BoundsPlan {
  const all = spare > 0 ? 16 * (blocks + spare) : 0;
  return {
    norms: [Float32Array, all],
    thresholds: [Float32Array, all],
    overtaken: [Int32Array, spare > 0 ? n : 0],
    moved: [Float64Array, k],
    before: [Float64Array, k * d],
    origin: [Float32Array, d],
  } as const;
}

/** How bounds stand in a run. */
export interface Bounds {
  /** Do the thresholds belong to the labels as they are? Whoever changes labels in another way says no. */
  valid: boolean;
  /** Passes to go without, and after the next failure. */
  wait: number;
  patience: number;
}

/** The bounds of a run that begins. */
export const newBounds = (): Bounds => ({ valid: false, wait: 0, patience: 1 });

interface Bounded {
  readonly packing: Packing;
  readonly k: number;
  readonly bounds: Bounds;
  readonly run: BoundKernels;
  readonly held: {
    readonly [N in 'rows' | 'origin' | 'scores' | 'norms' | 'thresholds']: Float32Array;
  } & { readonly [N in 'labels' | 'overtaken']: Int32Array } & { readonly [N in 'packed' | 'before' | 'moved']: Float64Array };
}

/** What a session needs before its first run. */
export function prepareBounds({ packing: { d, blocks, spare }, run, held: { rows, origin, scores, norms } }: Bounded): void {
  if (spare === 0) return;
  scores.fill(Infinity);
  run.closer(rows, 0, blocks, d, origin, scores, norms);
}

/** List the rows whose label may have changed since the packed centers were those in `before`. Returns how many; n means that all are to be compared. */
export function listOvertaken({ packing: { n, d, blocks, chunk }, k, bounds, run, held }: Bounded): number {
  if (!bounds.valid) return n;
  const { thresholds, labels, moved, overtaken } = held;
  addMovement(held.before, held.packed, moved);
  const mostMoved = Math.max(...moved) * (1 + ROUNDING);
  const limit = (n * k) / (k + copying(d));
  let nRows = 0;
  for (let b = 0; b < blocks && nRows <= limit; b += chunk) {
    nRows = run.overtaken(thresholds, labels, b, Math.min(blocks, b + chunk), n, moved, mostMoved, overtaken, nRows);
  }
  return nRows <= limit ? nRows : n;
}

/** Is a pass over all rows to make bounds? Each time that they did not hold, it is longer until the next. */
export function startBounds({ packing: { n, spare }, bounds, held }: Bounded, nMoved: number): boolean {
  if (bounds.valid) {
    bounds.wait = bounds.patience;
    bounds.patience = Math.min(16, 2 * bounds.patience);
  } else if (bounds.wait > 0) bounds.wait--;
  bounds.valid = spare > 0 && bounds.wait === 0 && nMoved < n * FEW_MOVE;
  if (bounds.valid) held.moved.fill(0);
  return bounds.valid;
}

/** Add to each center's what it and the farthest of the others moved. */
function addMovement(before: Float64Array, now: Float64Array, moved: Float64Array): void {
  const k = moved.length;
  const d = now.length / k;
  const own = Float64Array.from(moved, (_, c) => {
    let square = 0;
    for (let q = c * d; q < (c + 1) * d; q++) square += (now[q] - before[q]) * (now[q] - before[q]);
    return Math.sqrt(square) * (1 + 1e-9); // beyond what f64 rounds
  });
  let [first, second] = [0, 0];
  for (let c = 1; c < k; c++) if (own[c] > own[first]) first = c;
  for (let c = 0; c < k; c++) if (c !== first) second = Math.max(second, own[c]);
  for (let c = 0; c < k; c++) moved[c] += own[c] + (c === first ? second : own[first]);
}
