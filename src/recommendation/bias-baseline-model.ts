/**
 * BiasBaselineModel: score(u, i) = mean + b(u) + b(i): what is to be expected before any taste is known (Koren 2010, section 2.1).
 * @module
 */
import { checkOptions, integer, number, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { openModel } from '../data/model-file.js';
import { BASELINE, Centers } from './centers.js';
import type { History } from './history.js';
import { RecommenderModel, type ModelBase } from './recommender.js';
import { readBase, saveRecommender, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';

/** The options a model was fitted with. */
export interface BiasBaselineSettings {
  readonly nEpochs: number;
  readonly regUsers: number;
  readonly regItems: number;
}

/** @internal */
export const BIAS_BASELINE: Constraints<BiasBaselineSettings> = {
  nEpochs: integer(BASELINE.nEpochs, 1),
  regUsers: number(BASELINE.regUsers, 0),
  regItems: number(BASELINE.regItems, 0),
};

/**
 * A fitted BiasBaseline: it scores every item for anybody; someone without a history has no bias.
 * @example
 * ```ts
 * import { BiasBaseline, Interactions } from 'kindred';
 * const rows = [{ u: 1, i: 'a', stars: 5 }, { u: 2, i: 'a', stars: 4 }, { u: 2, i: 'b', stars: 2 }];
 * const model = new BiasBaseline().fit(Interactions.from(rows, { user: 'u', item: 'i', value: 'stars' }));
 * console.log(model.recommend({ history: [] })[0]?.item); // a
 * ```
 */
export class BiasBaselineModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'BiasBaselineModel';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: BiasBaselineSettings;
  private readonly centers: Centers;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: BiasBaselineSettings, centers: Centers) {
    super(base);
    this.options = options;
    this.centers = centers;
  }

  /** The mean of all values. */
  get mean(): number {
    return this.centers.overall;
  }

  /**
   * b(i) of each item, by item number, in the unit of the values.
   * @example
   * ```ts
   * import { BiasBaseline, Interactions } from 'kindred';
   * const ratings = [{ u: 'ann', i: 'tea', stars: 5 }, { u: 'ann', i: 'jam', stars: 1 }, { u: 'bob', i: 'tea', stars: 3 }];
   * const interactions = Interactions.from(ratings, { user: 'u', item: 'i', value: 'stars' });
   * const model = new BiasBaseline({ nEpochs: 1, regItems: 2 }).fit(interactions);
   * console.log(model.mean, model.itemBiases[model.items.indexOf('tea')]); // 3 0.5
   * ```
   */
  get itemBiases(): Float64Array {
    return this.centers.shifts!;
  }

  /** @internal */
  protected readonly needsHistory = false;
  /** @internal */
  protected readonly nothing = null;

  /** @internal */
  protected get cost(): number {
    return this.items.size;
  }

  /** @internal */
  protected openScorer(): Scorer {
    return openScorer({}, this.items.size, -Infinity, 0, (_, { scores }, history) => {
      const person = this.centers.person(history);
      for (let i = 0; i < this.items.size; i++) scores[i] = this.centers.base(person, i);
    });
  }

  /** @internal */
  protected parts(history: History, item: number): ScorePart<U, I>[] {
    return this.centers.parts(this.centers.person(history), item);
  }

  /** The model as a safetensors file: the mean and the biases of items; those of users are computed from what they have. */
  toBytes(options: SaveOptions = {}): Uint8Array {
    return saveRecommender(this as unknown as RecommenderModel, BiasBaselineModel.type, options, {
      settings: { options: this.options },
      tensors: this.centers.toTensors(),
    });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): BiasBaselineModel<U, I> {
    return openModel(bytes, BiasBaselineModel.type, (file) => {
      const base = readBase<U, I>(file);
      const options = checkOptions<BiasBaselineSettings>(BiasBaselineModel.type, BIAS_BASELINE, file.settings['options']);
      return new BiasBaselineModel(base, options, Centers.fromFile(file, 'bias', 'items', base.items.size, options.regUsers));
    });
  }
}
