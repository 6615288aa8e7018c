/**
 * PlattScaling: probabilities from scores, p = 1 / (1 + e^−(slope · score + intercept)), by maximum likelihood with the targets of Platt (1999), (n₊ + 1) / (n₊ + 2)
 * and 1 / (n₋ + 2), so that scores that part the classes need no infinite slope. Newton's method with a line search (Lin, Lin & Weng 2007).
 * @module
 */
import { exp, log, log1p } from '../../assembly/exact.js';
import { checkOptions, type Constraints } from '../check.js';
import type { Label, Labels } from '../data/labels.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { powerBelow } from '../data/power.js';
import type { SampleWeight } from '../data/sample-weight.js';
import { KindredError } from '../errors.js';
import { byThreshold } from '../evaluation/by-threshold.js';
import { checkNumbers, LABEL, needBoth, scoredRows } from '../evaluation/scored-rows.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { sigmoid } from './sigmoid.js';

export interface PlattScalingOptions {
  /** The class that scores are of. Default: `true`, 1 beside 0, else the second of two, sorted. */
  positive?: Label;
}

/** What `fit` of a calibration takes besides the rows. */
export interface CalibrationWork extends LongWork {
  /** How much each row counts. Default: all the same. */
  sampleWeight?: SampleWeight | undefined;
}

/** @internal */
export const PLATT_SCALING: Constraints<PlattScalingOptions> = { positive: LABEL };

/** A fitted PlattScaling. */
export class PlattScalingModel {
  /** The name in a model file. */
  static readonly type = 'PlattScalingModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** Above 0 where higher scores are more likely positive. */
    readonly slope: number,
    readonly intercept: number,
  ) {}

  /** The probability of each score. @throws KindredError `invalid-data` for a score that is no finite number (naming the row) */
  predict(scores: ArrayLike<number>): Float64Array {
    return checkNumbers('scores', scores).map((score) => sigmoid(this.slope * score + this.intercept));
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const weights = Float64Array.of(this.slope, this.intercept);
    return writeModelFile({ type: PlattScalingModel.type, settings: {}, tensors: { weights } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): PlattScalingModel {
    return openModel(bytes, PlattScalingModel.type, ({ tensors }) => {
      const { weights } = tensors;
      requireThat(
        weights instanceof Float64Array && weights.length === 2 && weights.every(Number.isFinite),
        'it lacks slope and intercept',
      );
      return new PlattScalingModel(weights[0], weights[1]);
    });
  }
}

/** The recipe; `fit` makes the model. */
export class PlattScaling {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'PlattScaling';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<PlattScalingOptions>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { PlattScaling } from 'kindred';
   * const model = new PlattScaling().fit([-3, -1, 0, 1, 2, 4], [false, false, true, false, true, true]);
   * const [low, high] = model.predict([-5, 5]);
   * console.log(low < 0.2, high > 0.8); // true true
   * ```
   */
  constructor(options: PlattScalingOptions = {}) {
    this.options = checkOptions<PlattScalingOptions>('PlattScaling', PLATT_SCALING, options);
  }

  /**
   * @param scores - one a row, of rows that the model that made them was not fitted on; any unit
   * @param y - one label a row
   * @throws KindredError `invalid-data` for other lengths, a missing label or score (naming the row), or one class only; `cancelled`
   */
  fit(scores: ArrayLike<number>, y: Labels, work: CalibrationWork = {}): PlattScalingModel {
    return drain(this.steps(scores, y, work), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(scores: ArrayLike<number>, y: Labels, work: CalibrationWork = {}): Promise<PlattScalingModel> {
    return drainAsync(this.steps(scores, y, work), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [PlattScalingModel];
  }

  /** @internal */
  steps(scores: ArrayLike<number>, y: Labels, { sampleWeight }: CalibrationWork = {}): Steps<PlattScalingModel> {
    return fitted(this, [scores, y, { sampleWeight }], this.train(scores, y, { sampleWeight }));
  }

  private *train(scores: ArrayLike<number>, y: Labels, { sampleWeight }: CalibrationWork): Steps<PlattScalingModel> {
    const rows = scoredRows(y, scores, { ...this.options, sampleWeight });
    needBoth('PlattScaling', rows);
    const { thresholds, positives, negatives } = byThreshold(rows);
    const { unit, center, width } = spreadOf(thresholds);
    const [yes, no] = [positives.at(-1)!, negatives.at(-1)!];
    const [high, low] = [(yes + 1) / (yes + 2), 1 / (no + 2)];
    const points = {
      x: new Float64Array(thresholds.length),
      weight: new Float64Array(thresholds.length),
      pull: new Float64Array(thresholds.length),
    };
    thresholds.forEach((score, p) => {
      const [above, below] = p === 0 ? [0, 0] : [positives[p - 1], negatives[p - 1]];
      const [is, isNot] = [positives[p] - above, negatives[p] - below];
      points.x[p] = (score * unit - center) / width;
      points.weight[p] = (is + isNot) / (yes + no);
      points.pull[p] = (is * high + isNot * low) / (yes + no);
    });
    const [a, b] = yield* newton(points, log((yes + 1) / (no + 1)));
    const slope = (a / width) * unit;
    if (!Number.isFinite(slope))
      throw new KindredError('invalid-data', 'the scores lie nearer together than f64 can tell: use another unit');
    return new PlattScalingModel(slope, b - (a * center) / width);
  }
}

/** The different scores: rows of one score are one point. */
interface Points {
  readonly x: Float64Array;
  /** Σ w of its rows, of a sum of 1. */
  readonly weight: Float64Array;
  /** Σ w t of its rows. */
  readonly pull: Float64Array;
}

/** In a unit in which they are at most 1, the middle of the scores and half their width, 1 where they are all the same. */
function spreadOf(thresholds: Float64Array): { unit: number; center: number; width: number } {
  const [most, least] = [thresholds[0], thresholds.at(-1)!];
  const unit = powerBelow(Math.max(Math.abs(most), Math.abs(least)));
  const [top, bottom] = [most * unit, least * unit];
  return { unit, center: (top + bottom) / 2, width: (top - bottom) / 2 || 1 };
}

/** As many steps are never needed: the loss is convex, and the targets keep its minimum finite. */
const MAX_STEPS = 200;
/** What a step can still win, of a loss of about 1: here the minimum is so near that whole steps lead there, and rounding would mislead a search. */
const NEAR = 1e-10;
/** No step is left that matters. */
const ENOUGH = 1e-26;

/** Slope and intercept with the least loss Σ w (log(1 + e^z) − t z), z = a x + b. */
function* newton(points: Points, start: number): Steps<[slope: number, intercept: number]> {
  let [a, b] = [0, start];
  let loss = lossOf(points, a, b);
  for (let step = 1; step <= MAX_STEPS; step++) {
    const { x, weight, pull } = points;
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (let p = 0; p < x.length; p++) {
      const share = sigmoid(a * x[p] + b);
      const residual = weight[p] * share - pull[p];
      const curvature = weight[p] * share * (1 - share);
      ga += residual * x[p];
      gb += residual;
      haa += curvature * x[p] * x[p];
      hab += curvature * x[p];
      hbb += curvature;
    }
    // all scores the same: their slope is 0, and only the intercept moves
    const determinant = haa * hbb - hab * hab;
    const flat = !(determinant > 1e-14 * haa * hbb);
    const da = flat ? 0 : (hbb * ga - hab * gb) / determinant;
    const db = flat ? gb / hbb : (haa * gb - hab * ga) / determinant;
    const win = da * ga + db * gb;
    let length = 1;
    let next = lossOf(points, a - da, b - db);
    while (win > NEAR && length > 1e-10 && !(next <= loss - 1e-4 * length * win)) {
      length /= 2;
      next = lossOf(points, a - length * da, b - length * db);
    }
    yield { done: step, total: MAX_STEPS, stage: 'calibrating' };
    if (!(length > 1e-10)) break; // nothing but rounding is left
    [a, b, loss] = [a - length * da, b - length * db, next];
    if (!(win > ENOUGH)) break;
  }
  return [a, b];
}

function lossOf({ x, weight, pull }: Points, a: number, b: number): number {
  let sum = 0;
  for (let p = 0; p < x.length; p++) {
    const z = a * x[p] + b;
    sum += weight[p] * (Math.max(z, 0) + log1p(exp(-Math.abs(z)))) - pull[p] * z;
  }
  return sum;
}
