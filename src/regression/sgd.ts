/**
 * Stochastic gradient descent: rows in an order shuffled each epoch, one step a row or a mini-batch (Robbins & Monro 1951; Bottou 2012). l2 shrinks all weights by a
 * factor they share, l1 is taken off a weight when a row has it (Tsuruoka, Tsujii & Ananiadou 2009).
 * @module
 */
import type { Progress, Steps } from '../progress.js';
import { generator } from '../random.js';
import { FIFTH, inversePower, refuseDiverged, type Rate } from './learning-rate.js';
import { openRows, type Lost, type RowSession } from './row-session.js';
import type { Rows } from './objective.js';
import type { Loss } from './passes.js';
import { isBare, type Found, type Stop } from './solver.js';
import { l1Of, type Penalty } from './penalty.js';

export interface Stochastic extends Stop {
  readonly batchSize: number;
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
  readonly nIterNoChange: number;
  readonly seed: number;
}

/** Rows between two looks at the clock. */
const STRETCH = 16384;

export function* sgd(rows: Rows, loss: Loss, k: number, penalty: Penalty, rate: Rate, options: Stochastic): Steps<Found> {
  const session = openRows(rows, loss, k, Math.max(1, options.batchSize));
  try {
    return yield* epochs(session, penalty, rate, options);
  } finally {
    session.close();
  }
}

function* epochs(session: RowSession, penalty: Penalty, rate: Rate, options: Stochastic): Steps<Found> {
  const { maxIter, tol, batchSize, earlyStopping, validationFraction, nIterNoChange, seed } = options;
  const { order } = session;
  const random = generator(seed);
  const n = order.length;
  shuffle(order, n, random);
  const held = earlyStopping ? Math.min(n - 1, Math.ceil(n * validationFraction)) : 0;
  const train = n - held; // those held out stay at the end
  const lossCurve: number[] = [];
  const first = mean(session.lose(0, n));
  let alpha = rate.learningRate;
  let t = 1;
  const rateAt = (step: number) => (rate.schedule === 'inverse-scaling' ? alpha * inversePower(step, rate.powerT) : alpha);
  let [best, quiet, done] = [Infinity, 0, false];
  let kept = session.weights();
  let nIter = 0;
  while (nIter < maxIter && !done) {
    shuffle(order, train, random);
    let [sum, weight] = [0, 0];
    for (let from = 0; from < train;) {
      const to = Math.min(train, from + Math.max(1, Math.floor(STRETCH / batchSize)) * batchSize);
      const lost = session.learn(from, to, penalty, (step) => rateAt(t + step));
      sum += lost.loss;
      weight += lost.weight;
      t += Math.ceil((to - from) / batchSize);
      from = to;
      const at: Progress = { done: nIter + Math.floor((100 * from) / train) / 100, total: maxIter, stage: 'epochs' };
      yield at;
    }
    nIter++;
    const w = session.weights();
    const value = (held > 0 ? mean(session.lose(train, n)) : sum / weight) + l2Of(w, penalty) + l1Of(w, penalty);
    refuseDiverged(value, first, rate);
    lossCurve.push(value);
    const better = value < best - tol;
    quiet = better ? 0 : quiet + 1;
    if (value < best) [best, kept] = [value, w];
    if (quiet < nIterNoChange) continue;
    if (rate.schedule === 'adaptive' && alpha > 1e-6) [alpha, quiet] = [alpha * FIFTH, 0];
    else done = true;
  }
  refuseDiverged(best, first, rate, 2 * first);
  const left = 'the loss of an epoch still fell';
  const w = earlyStopping ? kept : session.weights();
  const separated = isBare(penalty) && session.lose(0, n).wrong === 0;
  return { w, lossCurve, nIter, converged: done && !separated, left, separated };
}

const mean = ({ loss, weight }: Lost) => (weight > 0 ? loss / weight : 0);

/** Fisher and Yates, of the first n. */
function shuffle(order: Int32Array, n: number, random: () => number): void {
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

function l2Of(w: Float64Array, { l2 }: Penalty): number {
  let sum = 0;
  for (let i = 0; i < w.length; i++) sum += 0.5 * l2[i % l2.length] * w[i] * w[i];
  return sum;
}
