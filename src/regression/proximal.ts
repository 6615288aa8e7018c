/**
 * The minimum of g·d + ½ dᵀHd + l1 |w + d|, by coordinate descent: weights that are zero are exactly so.
 * @module
 */
import type { Curvature } from './curvature.js';
import type { Penalty } from './penalty.js';

const SWEEPS = 10000;
/** Of the largest change of a sweep, in units of the largest slope. */
const ENOUGH = 1e-13;

/** d, as long as w. */
export function proximalStep(w: Float64Array, gradient: Float64Array, { H, places }: Curvature, { l1 }: Penalty): Float64Array {
  const n = places.length;
  const v = Float64Array.from(places, (place) => w[place]); // w + d: what is 0 stays exactly so
  const g = Float64Array.from(places, (place) => gradient[place]); // of the model, there
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let most = 0;
    for (let i = 0; i < n; i++) {
      const own = H[i * n + i];
      if (!(own > 0)) continue;
      const next = softThreshold(v[i] - g[i] / own, l1[places[i] % l1.length] / own);
      const step = next - v[i];
      if (step === 0) continue;
      v[i] = next;
      for (let j = 0; j < n; j++) g[j] += H[i * n + j] * step;
      most = Math.max(most, Math.abs(step) * own);
    }
    if (most <= ENOUGH) break;
  }
  const d = new Float64Array(w.length);
  for (let i = 0; i < n; i++) d[places[i]] = v[i] - w[places[i]];
  return d;
}

/** x, nearer to 0 by t. */
export const softThreshold = (x: number, t: number): number => (x > t ? x - t : x < -t ? x + t : 0);
