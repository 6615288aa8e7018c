/**
 * UserKNNModel: scores by the users who are like the person, see user-scores.ts.
 * @module
 */
import { checkK, checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import { openModel, requireThat } from '../data/model-file.js';
import { KindredError } from '../errors.js';
import { Centers } from './centers.js';
import type { History } from './history.js';
import { KNN, savedOptions, type KNNSettings } from './knn-options.js';
import type { SimilarUser } from './options.js';
import { RecommenderModel, type ModelBase } from './recommender.js';
import { keepsUsers, readBase, saveRecommender, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';
import { SimilarUsers } from './user-scores.js';

/** A fitted UserKNN. */
export class UserKNNModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'UserKNNModel';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: KNNSettings;
  private readonly centers: Centers;
  #users: SimilarUsers | undefined;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: KNNSettings, centers: Centers) {
    super(base);
    this.options = options;
    this.centers = centers;
  }

  /** @internal */
  protected readonly needsHistory = true;

  /** @internal */
  protected get nothing(): number | null {
    return this.options.aggregate === 'sum' && this.options.center === 'none' ? 0 : null;
  }

  /** @internal */
  protected get cost(): number {
    return this.items.size;
  }

  /** @internal */
  protected openScorer(): Scorer {
    const least = this.nothing === null ? -Infinity : Number.MIN_VALUE;
    return openScorer({}, this.items.size, least, 0, (_, { scores }, history) => this.users().fill(history, scores));
  }

  /** The base, then the similar users, the most similar first. @internal */
  protected parts(history: History, item: number): ScorePart<U, I>[] {
    const neighbors = this.users().neighbors(history, item);
    if (neighbors.length < this.options.minNeighbors) return [];
    return [
      ...this.centers.parts(this.users().person(history), item),
      ...neighbors.map(({ user, weight, value, contribution }): ScorePart<U, I> => ({
        kind: 'user',
        user: this.interactions!.users.at(user),
        weight,
        value,
        contribution,
      })),
    ];
  }

  /** @internal */
  protected override scoreOf(item: number): (history: History) => number | null {
    const towards = this.users().towards(item);
    return (history) => {
      const neighbors = towards(history);
      if (neighbors.length < this.options.minNeighbors) return this.nothing;
      const base = this.centers.base(this.users().person(history), item);
      return neighbors.reduce((sum, { contribution }) => sum + contribution, base);
    };
  }

  /**
   * The users most similar to one, best first, with their similarities: above 0, unless `negative: 'keep'`.
   * @param k - how many at most. Default 10
   * @throws KindredError `unknown-id`, `invalid-option`
   * @example
   * ```ts
   * import { Interactions, UserKNN } from 'kindred';
   * const interactions = Interactions.from([{ u: 'ann', i: 1 }, { u: 'bob', i: 1 }, { u: 'eve', i: 2 }], { user: 'u', item: 'i' });
   * console.log(new UserKNN().fit(interactions).similarUsers('ann')); // [ { user: 'bob', score: 1 } ]
   * ```
   */
  override similarUsers(user: U, k = 10): SimilarUser<U>[] {
    const { users } = this.training();
    const u = users.must(user, 'user');
    return this.users()
      .nearest(this.historyAt(u), checkK(k))
      .map(({ user: v, weight }) => ({ user: users.at(v), score: weight }));
  }

  /**
   * The model as a safetensors file.
   * @throws KindredError `unsupported`: it scores by what other users have, so it cannot be saved without them
   */
  toBytes(options: SaveOptions = {}): Uint8Array {
    if (!keepsUsers(options))
      throw new KindredError('unsupported', 'a UserKNN scores by the interactions themselves: it cannot be saved without users');
    return saveRecommender(this as unknown as RecommenderModel, UserKNNModel.type, options, {
      settings: { options: savedOptions(this.options) },
      tensors: this.centers.toTensors(),
    });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): UserKNNModel<U, I> {
    return openModel(bytes, UserKNNModel.type, (file) => {
      const base = readBase<U, I>(file);
      requireThat(base.interactions !== undefined, 'it lacks its interactions');
      const options = checkOptions<KNNSettings>(UserKNNModel.type, KNN, file.settings['options']);
      return new UserKNNModel(base, options, Centers.fromFile(file, options.center, 'users', base.items.size));
    });
  }

  private users(): SimilarUsers {
    return (this.#users ??= new SimilarUsers(this.trainingRows(), this.items.size, this.centers, this.options));
  }
}
