/**
 * Newton's method: w ← w − t H⁻¹ g, t halved until the loss falls; with l1 the step is the minimum of the quadratic model with |w|, found by coordinate descent
 * (Friedman, Hastie & Tibshirani 2010).
 * @module
 */
import { KindredError } from '../errors.js';
import type { Progress, Steps } from '../progress.js';
import { factorsOf, solve } from './cholesky.js';
import { curvatureOf, determined, type Curvature } from './curvature.js';
import type { Evaluated, Objective } from './objective.js';
import { proximalStep } from './proximal.js';
import type { Layout } from './layout.js';
import { addL2, l1Of, largestSlope, type Penalty } from './penalty.js';
import { isBare, ROUNDING, slopeLeft, SMALL, type Found, type Stop } from './solver.js';

/** Weights of all margins at most: the Hessian has the square of it. */
const MOST_WEIGHTS = 4096;
const HALVINGS = 40;

/** To be asked before there is an objective, whose curvature would take the memory. @throws KindredError `too-large` */
export function refuseTooMany({ places }: Layout, k: number): void {
  const many = k * (places.length + 1);
  if (many > MOST_WEIGHTS)
    throw new KindredError(
      'too-large',
      `${many} coefficients are too many for "solver" "newton", the most is ${MOST_WEIGHTS}: use "lbfgs"`,
    );
}

export function* newton(objective: Objective, penalty: Penalty, { maxIter, tol }: Stop): Steps<Found> {
  const { layout, k } = objective;
  const bare = isBare(penalty);
  const at = (done: number): Progress => ({ done, total: maxIter, stage: 'Newton steps' });
  const valueOf = (w: Float64Array, e: Evaluated) => e.loss + addL2(w, penalty, e.gradient) + l1Of(w, penalty);

  let w: Float64Array = new Float64Array(k * layout.size);
  let now = yield* objective.evaluate(w, 2, at(0));
  let value = valueOf(w, now);
  const places = determined(now, objective, penalty);
  let curvature = curvatureOf(now, objective, penalty, places);
  let slope = largestSlope(now.gradient, w, penalty, curvature.places);
  const lossCurve = [value];
  let nIter = 0;
  while (slope > tol && nIter < maxIter && !(bare && now.separated)) {
    const step = penalty.hasL1 ? proximalStep(w, now.gradient, curvature, penalty) : newtonStep(now.gradient, curvature);
    let falls = false;
    for (let t = 1, halvings = 0; halvings < HALVINGS && !falls; t /= 2, halvings++) {
      const next = w.map((v, i) => v + t * step[i]);
      const there = yield* objective.evaluate(next, 2, at(nIter));
      const lower = valueOf(next, there);
      falls = lower <= value + ROUNDING * Math.abs(value);
      if (falls) [w, now, value] = [next, there, lower];
    }
    if (!falls) break;
    nIter++;
    lossCurve.push(value);
    curvature = curvatureOf(now, objective, penalty, places);
    const before = slope;
    slope = largestSlope(now.gradient, w, penalty, curvature.places);
    yield at(nIter);
    if (slope < SMALL && slope > 0.5 * before) break; // as flat as rounding lets it be
  }
  const separated = bare && now.separated;
  const converged = !separated && (slope <= tol || (nIter < maxIter && slope < SMALL));
  return { w, lossCurve, nIter, converged, left: slopeLeft(slope), separated, curvature };
}

function newtonStep(gradient: Float64Array, { H, places }: Curvature): Float64Array {
  const step = new Float64Array(gradient.length);
  const downhill = Float64Array.from(places, (place) => -gradient[place]);
  solve(factorsOf(H, places.length, 0), downhill).forEach((v, i) => (step[places[i]] = v));
  return step;
}
