/**
 * Popularity: the same list for everyone, by the number of users of an item. The baseline that a recommender has to beat.
 * @module
 */
import { checkOptions } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { openModel } from '../data/model-file.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import type { History } from './history.js';
import type { Changed } from './receipt.js';
import { popularityPart, RecommenderModel } from './recommender.js';
import { readBase, saveRecommender, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';
import { forgotten, prepare, updated } from './training.js';

/** A fitted Popularity: the score of an item is its number of users. */
export class PopularityModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'PopularityModel';

  /** @internal */
  protected readonly needsHistory = false;
  /** @internal */
  protected readonly nothing = 0;

  /** @internal */
  protected get cost(): number {
    return this.items.size;
  }

  /** @internal */
  protected openScorer(work: number): Scorer {
    return openScorer({}, this.items.size, 1, work, (_, h) => h.scores.set(this.popularity));
  }

  /** @internal */
  protected parts(_: History, item: number): ScorePart<U, I>[] {
    return [popularityPart(this.popularity[item])];
  }

  /** The model as a safetensors file. */
  toBytes(options: SaveOptions = {}): Uint8Array {
    return saveRecommender(this as unknown as RecommenderModel, PopularityModel.type, options, { settings: {}, tensors: {} });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): PopularityModel<U, I> {
    return openModel(bytes, PopularityModel.type, (file) => new PopularityModel(readBase<U, I>(file)));
  }
}

/** The recipe; `fit` makes the model. */
export class Popularity {
  readonly options: Readonly<Record<never, never>>;

  /**
   * @throws KindredError `unknown-option`
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * const interactions = Interactions.from([{ u: 1, i: 'a' }, { u: 2, i: 'a' }, { u: 2, i: 'b' }], { user: 'u', item: 'i' });
   * console.log(new Popularity().fit(interactions).recommend({ history: [] })[0]); // { item: 'a', score: 2, source: 'model' }
   * ```
   */
  constructor(options: Record<never, never> = {}) {
    this.options = checkOptions('Popularity', {}, options);
  }

  /** @throws KindredError `invalid-data`, `cancelled` */
  fit<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): PopularityModel<U, I> {
    return drain(this.steps(interactions), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync<U extends Id, I extends Id>(interactions: Interactions<U, I>, work?: LongWork): Promise<PopularityModel<U, I>> {
    return drainAsync(this.steps(interactions), work);
  }

  /** The model fitted on its own interactions and more. @throws KindredError `no-training-data`, `invalid-data` */
  update<U extends Id, I extends Id>(model: PopularityModel<U, I>, more: Interactions<U, I>): Changed<PopularityModel<U, I>> {
    return updated<U, I, PopularityModel<U, I>>(model, PopularityModel<U, I>, more, (own) => this.fit(own));
  }

  /** The model fitted without one user. @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left */
  forget<U extends Id, I extends Id>(model: PopularityModel<U, I>, user: U): Changed<PopularityModel<U, I>> {
    return forgotten<U, I, PopularityModel<U, I>>(model, PopularityModel<U, I>, user, (own) => this.fit(own));
  }

  /** @internal */
  *steps<U extends Id, I extends Id>(interactions: Interactions<U, I>): Steps<PopularityModel<U, I>> {
    const { base } = prepare(interactions);
    yield { done: 1, total: 1, stage: 'counting users' };
    return new PopularityModel(base);
  }
}
