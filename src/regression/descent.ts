/**
 * Gradient descent, the textbook's: θ ← θ − α ∇J(θ) on all rows, from 0 (Cauchy 1847); with l1 each step is followed by a soft threshold (ISTA).
 * @module
 */
import type { Progress, Steps } from '../progress.js';
import { FIFTH, inversePower, refuseDiverged, type Rate } from './learning-rate.js';
import type { Objective } from './objective.js';
import { addL2, l1Of, largestSlope, type Penalty } from './penalty.js';
import { softThreshold } from './proximal.js';
import { isBare, slopeLeft, type Found, type Stop } from './solver.js';

export function* descend(objective: Objective, penalty: Penalty, rate: Rate, { maxIter, tol }: Stop): Steps<Found> {
  const { layout, k } = objective;
  const at = (done: number): Progress => ({ done, total: maxIter, stage: 'gradient descent' });
  const places = Int32Array.from({ length: k * layout.size }, (_, i) => i);
  const w = new Float64Array(k * layout.size);
  const lossCurve: number[] = [];
  let alpha = rate.learningRate;
  let slope = Infinity;
  let separated = false;
  for (let nIter = 0; ; nIter++) {
    const now = yield* objective.evaluate(w, 1, at(nIter));
    const value = now.loss + addL2(w, penalty, now.gradient) + l1Of(w, penalty);
    slope = largestSlope(now.gradient, w, penalty, places);
    separated = now.separated && isBare(penalty);
    refuseDiverged(value, lossCurve[0] ?? value, rate);
    if (rate.schedule === 'adaptive' && value > lossCurve.at(-1)!) alpha *= FIFTH;
    lossCurve.push(value);
    if (slope <= tol || nIter === maxIter) break;
    const eta = rate.schedule === 'inverse-scaling' ? alpha * inversePower(nIter + 1, rate.powerT) : alpha;
    for (let i = 0; i < w.length; i++) w[i] = softThreshold(w[i] - eta * now.gradient[i], eta * penalty.l1[i % layout.size]);
    yield at(nIter + 1);
  }
  refuseDiverged(lossCurve.at(-1)!, lossCurve[0], rate, lossCurve[0] * (1 + 1e-9));
  const nIter = lossCurve.length - 1;
  return { w, lossCurve, nIter, converged: slope <= tol && !separated, left: slopeLeft(slope), separated };
}
