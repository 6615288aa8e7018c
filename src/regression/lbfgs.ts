/**
 * L-BFGS: steps by a curvature guessed from the last ten moves and changes of slope (Liu & Nocedal 1989); with l1 OWL-QN, which steps inside one orthant at a time
 * (Andrew & Gao 2007).
 * @module
 */
import type { Progress, Steps } from '../progress.js';
import type { Objective } from './objective.js';
import { addL2, l1Of, slopeOf, type Penalty } from './penalty.js';
import { isBare, ROUNDING, slopeLeft, SMALL, type Found, type Stop } from './solver.js';

const MEMORY = 10;
/** A step must lower the loss by this share of what the slope promises. */
const ENOUGH = 1e-4;
const HALVINGS = 40;

/** A move and the change of slope along it. */
interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** 1 / s·y. */
  readonly rho: number;
}

/** @param diagonal - about the curvature along each weight, where the steps begin */
export function* lbfgs(objective: Objective, penalty: Penalty, diagonal: Float64Array, { maxIter, tol }: Stop): Steps<Found> {
  const at = (done: number): Progress => ({ done, total: maxIter, stage: 'L-BFGS steps' });
  const bare = isBare(penalty);
  const { l1, hasL1 } = penalty;
  function* evaluate(w: Float64Array, nIter: number) {
    const { loss, gradient, separated } = yield* objective.evaluate(w, 1, at(nIter));
    const value = loss + addL2(w, penalty, gradient) + (hasL1 ? l1Of(w, penalty) : 0);
    const slopes = hasL1 ? gradient.map((g, i) => slopeOf(g, w[i], l1[i % l1.length])) : gradient;
    return { w, value, gradient, slopes, separated };
  }
  let now = yield* evaluate(new Float64Array(diagonal.length), 0);
  let slope = largest(now.slopes);
  const pairs: Pair[] = [];
  const lossCurve = [now.value];
  let nIter = 0;
  while (slope > tol && nIter < maxIter && !(bare && now.separated)) {
    const step = direction(now.slopes, pairs, diagonal);
    if (hasL1) for (let i = 0; i < step.length; i++) if (step[i] * now.slopes[i] >= 0) step[i] = 0; // only where the slope leads down
    let next: typeof now | undefined;
    for (let t = 1, halvings = 0; halvings < HALVINGS && !next; t /= 2, halvings++) {
      const there = yield* evaluate(moved(now.w, step, t, hasL1 ? now.slopes : undefined), nIter);
      let promised = 0;
      for (let i = 0; i < step.length; i++) promised += now.slopes[i] * (there.w[i] - now.w[i]);
      if (there.value <= now.value + ENOUGH * promised + ROUNDING * Math.abs(now.value)) next = there;
    }
    if (!next && pairs.length > 0) {
      pairs.length = 0; // begin anew from the slope
      continue;
    }
    if (!next) break;
    remember(pairs, now, next);
    const before = slope;
    now = next;
    slope = largest(now.slopes);
    nIter++;
    lossCurve.push(now.value);
    yield at(nIter);
    if (slope < 10 * tol && before < 10 * tol && lossCurve.at(-2)! - now.value <= ROUNDING * Math.abs(now.value)) break; // as flat as rounding lets it be
  }
  const separated = bare && now.separated;
  const converged = !separated && (slope <= tol || (nIter < maxIter && slope < SMALL));
  return { w: now.w, lossCurve, nIter, converged, left: slopeLeft(slope), separated };
}

const largest = (slopes: Float64Array) => slopes.reduce((most, g) => Math.max(most, Math.abs(g)), 0);

/** w + t step; with l1 a weight stops at 0 instead of changing its sign. */
function moved(w: Float64Array, step: Float64Array, t: number, slopes: Float64Array | undefined): Float64Array {
  if (!slopes) return w.map((v, i) => v + t * step[i]);
  return w.map((v, i) => {
    const to = v + t * step[i];
    const side = v === 0 ? -slopes[i] : v;
    return to * side > 0 ? to : 0;
  });
}

interface Point {
  readonly w: Float64Array;
  readonly gradient: Float64Array;
}

function remember(pairs: Pair[], { w: from, gradient: before }: Point, { w: to, gradient: after }: Point): void {
  const s = to.map((v, i) => v - from[i]);
  const y = after.map((v, i) => v - before[i]);
  const along = dot(s, y);
  if (!(along > 1e-16 * dot(y, y))) return;
  pairs.push({ s, y, rho: 1 / along });
  if (pairs.length > MEMORY) pairs.shift();
}

/** −H⁻¹ slopes, by two loops over the pairs. */
function direction(slopes: Float64Array, pairs: readonly Pair[], diagonal: Float64Array): Float64Array {
  const q = slopes.slice();
  const alphas = new Float64Array(pairs.length);
  for (let m = pairs.length - 1; m >= 0; m--) {
    alphas[m] = pairs[m].rho * dot(pairs[m].s, q);
    add(q, pairs[m].y, -alphas[m]);
  }
  let scale = 1;
  const last = pairs.at(-1);
  if (last) {
    let sum = 0;
    for (let i = 0; i < q.length; i++) sum += (last.y[i] * last.y[i]) / diagonal[i];
    scale = 1 / (last.rho * sum);
  }
  for (let i = 0; i < q.length; i++) q[i] *= scale / diagonal[i];
  for (let m = 0; m < pairs.length; m++) add(q, pairs[m].s, alphas[m] - pairs[m].rho * dot(pairs[m].y, q));
  return q.map((v) => -v);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function add(a: Float64Array, b: Float64Array, times: number): void {
  for (let i = 0; i < a.length; i++) a[i] += times * b[i];
}
