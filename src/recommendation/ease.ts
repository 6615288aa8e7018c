/**
 * EASE: item weights in closed form (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data"): G = X'X + l2 I, P = inverse(G),
 * B(h, j) = -P(h, j) / P(j, j) and B(j, j) = 0, which makes |X - XB|^2 + l2 |B|^2 least; see ease-model.ts for the score.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id, Ids } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { KindredError, show } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { EASE_OPTIONS, EASEModel, type EASESettings } from './ease-model.js';
import { gramRows } from './gram.js';
import { bytesOf, openInversion } from './inverse.js';
import type { Precision } from './panels.js';
import type { Changed } from './receipt.js';
import { forgotten, prepare, updated } from './training.js';

export interface EASEOptions {
  /**
   * How strongly weights are held small, in the unit of squared values: at least 0. Default 100, the best of many for a shop of 4,000 customers and for 600
   * raters of films (measured); Steck found 200 to 1,000 for 100,000 users and more.
   */
  l2?: number;
  /** `'f32'` takes half the memory and half the time; weights err by some 1e-6 of the largest. Default `'f64'`. */
  precision?: Precision;
}

/** The recipe; `fit` makes the model. */
export class EASE {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'EASE';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: EASESettings;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { EASE, Interactions } from 'kindred';
   * const interactions = Interactions.from(
   *   [{ who: 'ann', what: 'tea' }, { who: 'ann', what: 'jam' }, { who: 'bob', what: 'tea' }],
   *   { user: 'who', item: 'what' },
   * );
   * const model = new EASE({ l2: 1 }).fit(interactions);
   * console.log(model.recommend('bob').map(({ item }) => item)); // [ 'jam' ]
   * ```
   */
  constructor(options: EASEOptions = {}) {
    this.options = checkOptions<EASESettings>('EASE', EASE_OPTIONS, options);
  }

  /**
   * Time grows with the third power of the number of items (2,000 items: half a second), memory with the second: 12 bytes a pair of items, 6 in f32.
   * @throws KindredError `invalid-data` for no interactions, values outside 1e-9 to 1e9, or an `l2` too small for items that go together always;
   * `too-large` for more items than fit in 4 GB (about 18,800; in f32 26,600), before any work; `cancelled`
   */
  fit<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): EASEModel<U, I> {
    return drain(this.steps(interactions), work);
  }

  /** As `fit`, giving way to other work between the steps. */
  fitAsync<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): Promise<EASEModel<U, I>> {
    return drainAsync(this.steps(interactions), work);
  }

  /**
   * The model fitted anew on its own interactions and more. Recipe and options stay the model's.
   * @throws KindredError `no-training-data`, and as `fit`
   */
  update<U extends Id, I extends Id>(model: EASEModel<U, I>, more: Interactions<U, I>): Changed<EASEModel<U, I>> {
    return updated<U, I, EASEModel<U, I>>(model, EASEModel<U, I>, more, (own) => new EASE(model.options).fit(own));
  }

  /**
   * The model fitted anew without one user: any user moves every weight.
   * @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left, and as `fit`
   */
  forget<U extends Id, I extends Id>(model: EASEModel<U, I>, user: U): Changed<EASEModel<U, I>> {
    return forgotten<U, I, EASEModel<U, I>>(model, EASEModel<U, I>, user, (own) => new EASE(model.options).fit(own));
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [EASEModel];
  }

  /** @internal */
  steps<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<EASEModel<U, I>> {
    return fitted(this, [interactions], this.train(interactions));
  }

  private *train<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<EASEModel<U, I>> {
    const { base, rows } = prepare(interactions);
    const { l2, precision } = this.options;
    const n = base.items.size;
    const weights = roomFor(n, precision);
    const inversion = openInversion(n, precision);
    try {
      const scale = scaleOf(rows.items, rows.values, n, l2);
      yield* gramRows(rows, n, (i, row) => {
        row[i] += l2;
        for (let j = 0; j <= i; j++) row[j] *= scale;
        inversion.setRow(i, row);
      });
      const broken = yield* inversion.run();
      if (broken !== undefined) throw notPositive(base.items, broken, this.options);
      inversion.read(weights);
    } finally {
      inversion.close();
    }
    divide(weights, n);
    return new EASEModel(base, this.options, weights);
  }
}

/** Room for all weights. @throws KindredError `too-large`, also where it and the work would not fit in the memory that kernels reach */
function roomFor(n: number, precision: Precision): Float64Array | Float32Array {
  const bytes = n * n * (precision === 'f64' ? 8 : 4);
  const need = Math.ceil((bytes + bytesOf(n, precision)) / 1048576);
  const tooLarge = (limit: string, cause?: unknown) =>
    new KindredError(
      'too-large',
      `EASE weighs every item against every other: ${n} items take ${need} MB${precision === 'f64' ? ' ("precision": "f32" halves that)' : ''}, ` +
        `${limit}. Keep the items with more users, or use ItemKNN`,
      { cause },
    );
  if (need > 4095) throw tooLarge('the most is 4095 MB');
  try {
    return precision === 'f64' ? new Float64Array(n * n) : new Float32Array(n * n);
  } catch (cause) {
    throw tooLarge('more than this runtime gives', cause);
  }
}

/** A power of two that brings the largest diagonal near 1: weights do not depend on the unit, but numbers must stay inside f32. */
function scaleOf(items: Int32Array, values: Float64Array, n: number, l2: number): number {
  const squares = new Float64Array(n);
  for (let p = 0; p < items.length; p++) squares[items[p]] += values[p] * values[p];
  const largest = squares.reduce((a, b) => Math.max(a, b), 0) + l2;
  let scale = 1;
  while (largest * scale > 1) scale /= 2;
  while (largest * scale <= 0.5 && largest > 0) scale *= 2;
  return scale;
}

/** -P becomes B: B(h, j) = -P(h, j) / P(j, j), nothing on the diagonal. */
function divide(weights: Float64Array | Float32Array, n: number): void {
  const diagonal = Float64Array.from({ length: n }, (_, j) => -weights[j * n + j]);
  for (let h = 0, p = 0; h < n; h++) {
    for (let j = 0; j < n; j++, p++) weights[p] /= diagonal[j];
    weights[h * n + h] = 0;
  }
}

const notPositive = (items: Ids<Id>, column: number, { l2, precision }: EASESettings) =>
  new KindredError(
    'invalid-data',
    `the items cannot be told apart (from ${show(items.at(column))} on): raise "l2", got ${l2}${precision === 'f32' ? ', or use "precision": "f64"' : ''}`,
  );
