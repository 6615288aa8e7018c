/**
 * EASEModel: score(j) = sum over h of B(h, j) r(h), with a weight for every pair of items (Steck 2019).
 * @module
 */
import { checkK, checkOptions, type Constraints, number, oneOf } from '../check.js';
import type { Id } from '../data/ids.js';
import { openModel, requireThat } from '../data/model-file.js';
import type { History } from './history.js';
import type { SimilarItem } from './options.js';
import type { Precision } from './panels.js';
import { RecommenderModel, type ModelBase } from './recommender.js';
import { readBase, saveRecommender, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';
import { tensor } from './tensors.js';

/** The options a model was fitted with. */
export interface EASESettings {
  readonly l2: number;
  readonly precision: Precision;
}

/** @internal */
export const EASE_OPTIONS: Constraints<EASESettings> = { l2: number(100, 0), precision: oneOf('f64', 'f64', 'f32') };

/** A fitted EASE. Items whose score is not above 0 are not recommended, but have one: `predict` and `explain` tell it. */
export class EASEModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'EASEModel';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: EASESettings;
  /** Items x items: row h holds what item h of a history counts for each item, by item number; 0 for itself. */
  readonly weights: Float64Array | Float32Array;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: EASESettings, weights: Float64Array | Float32Array) {
    super(base);
    this.options = options;
    this.weights = weights;
  }

  /** @internal */
  protected readonly needsHistory = true;

  /** @internal */
  protected readonly nothing = 0;

  /** @internal */
  protected get cost(): number {
    return this.items.size; // what the kernels do: the weights stay where they lie
  }

  /** @internal */
  protected openScorer(work: number): Scorer {
    const n = this.items.size;
    return openScorer({}, n, Number.MIN_VALUE, work, (_, { scores }, { items, values }) => addRows(this.weights, n, items, values, scores));
  }

  /** @internal */
  protected parts({ items, values }: History, item: number): ScorePart<U, I>[] {
    const n = this.items.size;
    const parts: ScorePart<U, I>[] = [];
    for (let place = 0; place < items.length; place++) {
      const weight = this.weights[items[place] * n + item];
      if (weight === 0) continue;
      const value = values[place];
      parts.push({ kind: 'item', item: this.items.at(items[place]), weight, value, contribution: weight * value });
    }
    return parts;
  }

  /** @internal */
  protected override scoreOf(item: number): (history: History) => number | null {
    const n = this.items.size;
    const towards = Float64Array.from({ length: n }, (_, h) => this.weights[h * n + item]);
    return ({ items, values }) => {
      let sum = 0;
      for (let place = 0; place < items.length; place++) sum += towards[items[place]] * values[place];
      return sum;
    };
  }

  /** The larger of the two weights between them, where one is above 0. @internal */
  protected override likeness(i: number, j: number): number {
    const n = this.items.size;
    return Math.max(0, this.weights[i * n + j], this.weights[j * n + i]);
  }

  /**
   * The items for which one counts most, with its weights: best first, equal ones in id order, only those above 0.
   * @param k - how many at most. Default 10
   * @throws KindredError `unknown-id`, `invalid-option`
   * @example
   * ```ts
   * import { EASE, Interactions } from 'kindred';
   * const interactions = Interactions.from([{ u: 1, i: 'a' }, { u: 1, i: 'b' }, { u: 2, i: 'c' }], { user: 'u', item: 'i' });
   * console.log(new EASE({ l2: 1 }).fit(interactions).similarItems('a')); // [ { item: 'b', score: 0.5 } ]
   * ```
   */
  override similarItems(item: I, k = 10): SimilarItem<I>[] {
    const n = this.items.size;
    const i = this.items.must(item, 'item');
    const row = this.weights.subarray(i * n, i * n + n);
    const above = Array.from(row.keys()).filter((j) => row[j] > 0);
    above.sort((a, b) => row[b] - row[a] || a - b);
    return above.slice(0, checkK(k)).map((j) => ({ item: this.items.at(j), score: row[j] }));
  }

  /** The model as a safetensors file: 8 bytes a pair of items, 4 in f32. */
  toBytes(options: SaveOptions = {}): Uint8Array {
    return saveRecommender(this as unknown as RecommenderModel, EASEModel.type, options, {
      settings: { options: this.options },
      tensors: { weights: this.weights },
    });
  }

  /**
   * Open a file written by `toBytes`: arrays stay where they lie in the bytes.
   * @throws KindredError `file-corrupt`, `file-version`
   */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): EASEModel<U, I> {
    return openModel(bytes, EASEModel.type, (file) => {
      const base = readBase<U, I>(file);
      const options = checkOptions<EASESettings>(EASEModel.type, EASE_OPTIONS, file.settings['options']);
      const size = base.items.size * base.items.size;
      const weights =
        options.precision === 'f64' ? tensor(file, 'weights', Float64Array, size) : tensor(file, 'weights', Float32Array, size);
      requireThat(areWeights(weights, base.items.size), 'its weights are no numbers, or an item counts for itself');
      return new EASEModel(base, options, weights);
    });
  }
}

/**
 * scores = the sum of the history's rows by its values, row after row; four rows at once, so that sums are written a quarter as often. (A kernel would have
 * to copy all weights first: items squared.)
 */
function addRows(weights: Float64Array | Float32Array, n: number, history: Int32Array, values: Float64Array, scores: Float64Array): void {
  scores.fill(0);
  let h = 0;
  for (; h + 4 <= history.length; h += 4) {
    const [a, b, c, d] = [history[h] * n, history[h + 1] * n, history[h + 2] * n, history[h + 3] * n];
    const [v, w, x, y] = [values[h], values[h + 1], values[h + 2], values[h + 3]];
    for (let j = 0; j < n; j++) {
      scores[j] = scores[j] + weights[a + j] * v + weights[b + j] * w + weights[c + j] * x + weights[d + j] * y;
    }
  }
  for (; h < history.length; h++) {
    const a = history[h] * n;
    const v = values[h];
    for (let j = 0; j < n; j++) scores[j] += weights[a + j] * v;
  }
}

function areWeights(weights: Float64Array | Float32Array, n: number): boolean {
  for (let p = 0; p < weights.length; p++) if (!(Math.abs(weights[p]) <= 1e100)) return false;
  for (let i = 0; i < n; i++) if (weights[i * n + i] !== 0) return false;
  return true;
}
