/**
 * IsotonicRegression: the rising (or falling) function with the least squared error, Σ w (y − f(x))², by pooling adjacent violators (Ayer et al. 1955); between
 * the points it is a line, beyond them it stays where it ended.
 * @module
 */
import { checkOptions, flag, type Constraints } from '../check.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { sortRising, sumOf } from '../data/sorted-sum.js';
import { KindredError } from '../errors.js';
import { checkedWeights, checkNumbers } from '../evaluation/scored-rows.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import type { CalibrationWork } from './platt-scaling.js';

export interface IsotonicRegressionOptions {
  /** Does y rise with x? Default true. */
  increasing?: boolean;
}

/** @internal */
export const ISOTONIC_REGRESSION: Constraints<Required<IsotonicRegressionOptions>> = { increasing: flag(true) };

/** A fitted IsotonicRegression. */
export class IsotonicRegressionModel {
  /** The name in a model file. */
  static readonly type = 'IsotonicRegressionModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** The points of the function, rising: those between others of the same value are left out. */
    readonly x: Float64Array,
    /** Its value at each. */
    readonly y: Float64Array,
  ) {}

  /** The value at each place. @throws KindredError `invalid-data` for what is no finite number (naming the row) */
  predict(x: ArrayLike<number>): Float64Array {
    return checkNumbers('x', x).map((at) => this.valueAt(at));
  }

  private valueAt(at: number): number {
    const { x, y } = this;
    let [low, high] = [0, x.length - 1];
    if (at <= x[low]) return y[low];
    if (at >= x[high]) return y[high];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x[middle] <= at) low = middle;
      else high = middle;
    }
    // halved, so that no distance leaves f64
    const value = y[low] + (y[high] - y[low]) * ((at / 2 - x[low] / 2) / (x[high] / 2 - x[low] / 2));
    return Math.min(Math.max(value, Math.min(y[low], y[high])), Math.max(y[low], y[high]));
  }

  /** The model as a safetensors file. */
  toBytes(): Uint8Array {
    const { x, y } = this;
    return writeModelFile({ type: IsotonicRegressionModel.type, settings: {}, tensors: { x, y } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): IsotonicRegressionModel {
    return openModel(bytes, IsotonicRegressionModel.type, ({ tensors: { x, y } }) => {
      requireThat(x instanceof Float64Array && y instanceof Float64Array && x.length > 0 && x.length === y.length, 'it lacks its points');
      requireThat(x.every((v, p) => Number.isFinite(v) && (p === 0 || x[p - 1] < v)) && y.every(Number.isFinite), 'its points do not rise');
      return new IsotonicRegressionModel(x, y);
    });
  }
}

/** The recipe; `fit` makes the model. */
export class IsotonicRegression {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'IsotonicRegression';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<IsotonicRegressionOptions>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { IsotonicRegression } from 'kindred';
   * const model = new IsotonicRegression().fit([1, 2, 3, 4], [1, 3, 2, 5]);
   * console.log(model.predict([0, 2, 3, 3.5, 9])); // Float64Array(5) [ 1, 2.5, 2.5, 3.75, 5 ]
   * ```
   */
  constructor(options: IsotonicRegressionOptions = {}) {
    this.options = checkOptions<Required<IsotonicRegressionOptions>>('IsotonicRegression', ISOTONIC_REGRESSION, options);
  }

  /**
   * @param x - one number a row; rows of one x count as their mean
   * @param y - one number a row
   * @throws KindredError `invalid-data` for other lengths, no rows, or what is no finite number (naming the row); `cancelled`
   */
  fit(x: ArrayLike<number>, y: ArrayLike<number>, work: CalibrationWork = {}): IsotonicRegressionModel {
    return drain(this.steps(x, y, work), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync(x: ArrayLike<number>, y: ArrayLike<number>, work: CalibrationWork = {}): Promise<IsotonicRegressionModel> {
    return drainAsync(this.steps(x, y, work), work);
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [IsotonicRegressionModel];
  }

  /** @internal */
  steps(x: ArrayLike<number>, y: ArrayLike<number>, { sampleWeight }: CalibrationWork = {}): Steps<IsotonicRegressionModel> {
    return fitted(this, [x, y, { sampleWeight }], this.train(x, y, { sampleWeight }));
  }

  private *train(x: ArrayLike<number>, y: ArrayLike<number>, { sampleWeight }: CalibrationWork): Steps<IsotonicRegressionModel> {
    const places = checkNumbers('x', x);
    const values = checkNumbers('y', y, places.length);
    if (places.length === 0) throw new KindredError('invalid-data', '"x" must have at least one row, got none');
    const points = meansOf(places, values, checkedWeights(sampleWeight, places.length));
    yield { done: 1, total: 2, stage: 'calibrating' };
    const sign = this.options.increasing ? 1 : -1;
    const pooled = pool(points.sum.map((v) => sign * v), points.weight).map((v) => sign * v); // prettier-ignore
    if (!pooled.every(Number.isFinite))
      throw new KindredError('invalid-data', 'the sum of "y" leaves the range of numbers: use another unit');
    const kept = points.x.map((_, p) =>
      p === 0 || p === pooled.length - 1 || pooled[p] !== pooled[p - 1] || pooled[p] !== pooled[p + 1] ? 1 : 0,
    );
    yield { done: 2, total: 2, stage: 'calibrating' };
    return new IsotonicRegressionModel(points.x.filter((_, p) => kept[p] === 1), pooled.filter((_, p) => kept[p] === 1)); // prettier-ignore
  }
}

/** The different x, rising, each with Σ w y and Σ w of its rows: sums that the order of the rows does not change. */
function meansOf(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | undefined,
): { x: Float64Array; sum: Float64Array; weight: Float64Array } {
  const rows = Int32Array.from(x, (_, i) => i).filter((row) => !weights || weights[row] > 0);
  rows.sort((a, b) => x[a] - x[b]);
  const [found, sums, totals] = [new Float64Array(rows.length), new Float64Array(rows.length), new Float64Array(rows.length)];
  const [products, ofGroup] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let size = 0;
  for (let from = 0, to = 0; from < rows.length; from = to, size++) {
    const place = x[rows[from]];
    for (to = from; to < rows.length && x[rows[to]] === place; to++) {
      ofGroup[to] = weights ? weights[rows[to]] : 1;
      products[to] = ofGroup[to] * y[rows[to]];
    }
    for (const list of [products, ofGroup]) sortRising(list, from, to);
    found[size] = place + 0; // never −0
    sums[size] = sumOf(products, from, to);
    totals[size] = sumOf(ofGroup, from, to);
  }
  return { x: found.slice(0, size), sum: sums.slice(0, size), weight: totals.slice(0, size) };
}

/** The rising values: blocks that fall are pooled to their mean, back to where they fit. */
function pool(sum: Float64Array, weight: Float64Array): Float64Array {
  const [sums, weights, ends] = [sum.slice(), weight.slice(), new Int32Array(sum.length)];
  let blocks = 0;
  for (let p = 0; p < sum.length; p++, blocks++) {
    [sums[blocks], weights[blocks], ends[blocks]] = [sum[p], weight[p], p + 1];
    for (; blocks > 0 && sums[blocks - 1] / weights[blocks - 1] >= sums[blocks] / weights[blocks]; blocks--) {
      sums[blocks - 1] += sums[blocks];
      weights[blocks - 1] += weights[blocks];
      ends[blocks - 1] = ends[blocks];
    }
  }
  const values = new Float64Array(sum.length);
  for (let b = 0; b < blocks; b++) values.fill(sums[b] / weights[b], b === 0 ? 0 : ends[b - 1], ends[b]);
  return values;
}
