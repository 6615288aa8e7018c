/**
 * Rows one after another in a session of the kernels, and weights that learn from them.
 * @module
 */
import { fit } from '../kernels/fit.js';
import { sumOf } from './columns.js';
import { LANES, packRowDesign } from './design.js';
import { codeColumnsOf, layoutOf, numberColumnsOf } from './layout.js';
import type { Rows } from './objective.js';
import type { Loss } from './passes.js';
import type { Penalty } from './penalty.js';
import { softThreshold } from './proximal.js';

/** A sum of losses, and of the weights of the rows that they are of. */
export interface Lost {
  readonly loss: number;
  readonly weight: number;
  /** Rows with a weight that are not on their side. */
  readonly wrong: number;
}

export interface RowSession {
  /** The rows in the order in which they are learned from; to be written to. */
  readonly order: Int32Array;
  /** Margin by margin. */
  weights(): Float64Array;
  /** Begin elsewhere than at 0. */
  start(w: Float64Array): void;
  /**
   * Steps on the rows order[from..to), in batches.
   * @param rateOf - of a step, counted from 0 within these rows
   * @returns their loss, each row's before its step
   */
  learn(from: number, to: number, penalty: Penalty, rateOf: (step: number) => number): Lost;
  /** The loss of the rows order[from..to), without penalty. */
  lose(from: number, to: number): Lost;
  close(): void;
}

/** Rows of a call. */
const ROWS = 256;

export function openRows(rows: Rows, loss: Loss, k: number, batchSize: number): RowSession {
  const { columns, moments, y, s } = rows;
  const layout = layoutOf(columns.inputs);
  const { nRows, p, c, last, dead, x, codes } = packRowDesign(
    columns.nRows,
    numberColumnsOf(columns, layout, moments),
    codeColumnsOf(columns),
  );
  const size = dead + 1;
  const batch = LANES * Math.ceil(Math.max(ROWS, batchSize) / LANES);
  const unit = nRows / sumOf(s); // so that a row weighs 1 on average
  const { run, held, close } = fit.open(
    {
      x,
      codes,
      y,
      s: s.map((v) => v * unit),
      order: Int32Array.from({ length: nRows }, (_, i) => i),
      weights: [Float64Array, k * size],
      state: [Float64Array, 3],
      paid: [Float64Array, size],
      z: [Float64Array, k * batch],
      r: [Float64Array, k * batch],
      h: [Float64Array, batch],
      shares: [Float64Array, k * batch],
      yOfBatch: [Float64Array, batch],
      sOfBatch: [Float64Array, batch],
      totals: [Float64Array, 3 * LANES],
      sums: [Float64Array, k * size],
    } as const,
    nRows * (p + c + 1) * 10,
  );
  const { order, weights, state, paid, totals, sums } = held;
  const part = (array: Float64Array, a: number, length: number) => array.subarray(a * length, (a + 1) * length);
  const lanes = (from: number) => totals[from] + totals[from + 1] + (totals[from + 2] + totals[from + 3]);

  /** Residuals of the rows order[from..to), at most a batch. */
  function residuals(from: number, to: number): void {
    for (let a = 0; a < k; a++)
      run.rowMargins(held.x, held.codes, p, c, order, from, to, part(weights, a, size), last, part(held.z, a, batch));
    const blocks = Math.ceil((to - from) / LANES);
    for (let i = 0; i < blocks * LANES; i++) {
      const row = from + i < to ? order[from + i] : -1;
      held.yOfBatch[i] = row < 0 ? 0 : held.y[row];
      held.sOfBatch[i] = row < 0 ? 0 : held.s[row];
    }
    const [{ z, yOfBatch, sOfBatch, r, h }] = [held];
    if (loss === 'squared') run.squaredLoss(z, yOfBatch, sOfBatch, 0, blocks, r, totals);
    else if (loss === 'logistic') run.weightedLogisticLoss(z, yOfBatch, sOfBatch, 0, blocks, r, h, totals);
    else run.softmaxLoss(z, batch, k, yOfBatch, sOfBatch, 0, blocks, held.shares, r, totals);
  }

  /** What the rows order[from..to) weigh. */
  function weigh(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += held.s[order[i]];
    return sum;
  }

  function lost(from: number, to: number): Lost {
    return { loss: lanes(0) / (loss === 'squared' ? 2 : 1), weight: weigh(from, to), wrong: loss === 'squared' ? 1 : lanes(2 * LANES) };
  }

  /** One step for the rows order[from..to). */
  function step(from: number, to: number, { l1, l2 }: Penalty, rate: number): void {
    residuals(from, to);
    sums.fill(0);
    for (let a = 0; a < k; a++) {
      const [own, slopes] = [part(weights, a, size), part(sums, a, size)];
      run.addRowGradient(held.x, held.codes, p, c, order, part(held.r, a, batch), from, to, last, slopes);
      for (let j = 0; j < dead; j++) own[j] = softThreshold(own[j] - rate * (slopes[j] / (to - from) + l2[j] * own[j]), rate * l1[j]);
    }
  }

  /** One step a row. */
  function stepRows(from: number, to: number, { l1, l2 }: Penalty, rateOf: (step: number) => number): number {
    let sum = 0;
    for (let at = from; at < to; at += ROWS) {
      const end = Math.min(to, at + ROWS);
      const [rate, later] = [rateOf(at - from), rateOf(end - from)];
      const slope = (rate / later - 1) / (end - at);
      const kind = loss === 'logistic' ? 0 : 1;
      sum += run.sgdRows(
        held.x,
        held.codes,
        p,
        c,
        held.y,
        held.s,
        order,
        at,
        end,
        kind,
        rate,
        slope,
        l2[0],
        l1[0],
        state,
        paid,
        weights,
        last,
        dead,
      );
    }
    settle();
    return sum;
  }

  /** All weights pay the l1 that is due, and the factor they share goes into them. */
  function settle(): void {
    const [scale, due] = state;
    for (let j = 0; j < last; j++) {
      const old = weights[j] * scale;
      const now = old > 0 ? Math.max(0, old - (due + paid[j])) : old < 0 ? Math.min(0, old + (due - paid[j])) : 0;
      weights[j] = now;
      paid[j] += now - old;
    }
    state[0] = 1;
  }

  state[0] = 1;
  return {
    order,
    weights: () => Float64Array.from({ length: k * dead }, (_, i) => weights[Math.floor(i / dead) * size + (i % dead)]),
    start: (w) => w.forEach((v, i) => (weights[Math.floor(i / dead) * size + (i % dead)] = v)),
    learn(from, to, penalty, rateOf) {
      if (batchSize === 1 && loss !== 'softmax') return { loss: stepRows(from, to, penalty, rateOf), weight: weigh(from, to), wrong: 1 };
      totals.fill(0);
      for (let at = from, steps = 0; at < to; at += batchSize, steps++) step(at, Math.min(to, at + batchSize), penalty, rateOf(steps));
      return lost(from, to);
    },
    lose(from, to) {
      totals.fill(0);
      for (let at = from; at < to; at += batch) residuals(at, Math.min(to, at + batch));
      return lost(from, to);
    },
    close,
  };
}
