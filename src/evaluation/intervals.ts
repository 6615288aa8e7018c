/**
 * Intervals by resampling: the percentile bootstrap (Efron 1979).
 * @module
 */
import { checkOptions, integer, number, seed as seedOption, type Constraints } from '../check.js';
import { KindredError, mustBe, show } from '../errors.js';
import { generator } from '../random.js';

/** A mean and the interval that holds it. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** Default 2000. */
  nResamples?: number;
  /** Default 0.95. */
  level?: number;
  /** Default 0. */
  seed?: number;
}

/** @internal */
export const BOOTSTRAP: Constraints<Required<BootstrapOptions>> = {
  nResamples: integer(2000, 1),
  level: number(0.95, 0, 1),
  seed: seedOption(),
};

/**
 * The mean of some values with its percentile bootstrap interval. Of two models on the same users: `pairedBootstrap`; of any measure of rows: `bootstrapMeasure`.
 * @param values - one a user
 * @throws KindredError `invalid-data` for no values; `invalid-option`
 * @example
 * ```ts
 * import { bootstrap } from 'kindred/evaluation';
 * const { mean, low, high } = bootstrap([1, 2, 3, 4]);
 * console.log(mean, low < mean && mean < high); // 2.5 true
 * ```
 */
export function bootstrap(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval {
  return bootstrapEach([values], options)[0];
}

/**
 * As `bootstrap` for several lists of one length, from the same draws.
 * @internal
 */
export function bootstrapEach(lists: readonly ArrayLike<number>[], options: BootstrapOptions = {}): Interval[] {
  const { nResamples, level, seed } = checkOptions<Required<BootstrapOptions>>('bootstrap', BOOTSTRAP, options);
  const n = lists[0]?.length ?? 0;
  if (!(n > 0)) throw new KindredError('invalid-data', mustBe('values', 'at least one number', lists[0]));
  for (const values of lists)
    for (let i = 0; i < n; i++)
      if (typeof values[i] !== 'number' || !Number.isFinite(values[i]))
        throw new KindredError('invalid-data', `value ${i + 1} must be a finite number, got ${show(values[i])}`);
  const random = generator(seed);
  const means = lists.map(() => new Float64Array(nResamples));
  const draws = new Int32Array(n);
  for (let r = 0; r < nResamples; r++) {
    for (let i = 0; i < n; i++) draws[i] = Math.floor(random() * n);
    lists.forEach((values, l) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += values[draws[i]];
      means[l][r] = sum / n;
    });
  }
  return lists.map((values, l) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i];
    return intervalOf(sum / n, means[l], level);
  });
}

/**
 * The interval that the resamples tell; those that are NaN tell nothing.
 * @internal
 * @param drawn - is sorted in place
 */
export function intervalOf(mean: number, drawn: Float64Array, level: number): Interval {
  const n = drawn.sort().findIndex(Number.isNaN); // NaN sorts last
  const told = n < 0 ? drawn.length : n;
  const at = (share: number) => (told === 0 ? mean : drawn[Math.min(told - 1, Math.floor(share * told))]);
  return { mean, low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
