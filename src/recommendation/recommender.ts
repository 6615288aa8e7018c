/**
 * The contract of all recommenders: score, filter, rank, fall back, explain. A model adds how it scores and what the parts of a score are.
 * @module
 */
import { checkOptions } from '../check.js';
import type { CompressedRows } from '../data/compressed-rows.js';
import { Explanation } from '../data/explanation.js';
import type { Id, Ids } from '../data/ids.js';
import { rowsOf, type Duplicates, type InteractionData, type Recipe } from '../data/events.js';
import { KindredError, mustBe } from '../errors.js';
import { resolveHistory, weighted, type History } from './history.js';
import {
  AUDIENCE,
  listed,
  RANK,
  type AudienceOptions,
  type AudienceSettings,
  type Recommendation,
  type RankOptions,
  type RecommendAllOptions,
  type RecommendOptions,
  type Who,
} from './options.js';
import type { NamedPart, ScorePart } from './score-part.js';
import type { Scorer } from './scorer.js';

/** What every model holds. */
export type ModelBase<U extends Id, I extends Id> = Pick<
  RecommenderModel<U, I>,
  'items' | 'popularity' | 'interactions' | 'recipe' | 'duplicates'
>;

/** A fitted recommender: a value that scores, explains and saves. */
export abstract class RecommenderModel<U extends Id = Id, I extends Id = Id> {
  #idle: Scorer | undefined;
  #rows: CompressedRows | undefined;

  /** The items it knows. */
  readonly items: Ids<I>;
  /** How many users each item has, by item number. */
  readonly popularity: Int32Array;
  /** What it was fitted on; undefined in a file without users. */
  readonly interactions: InteractionData<U, I> | undefined;
  readonly recipe: Recipe;
  readonly duplicates: Duplicates | null;

  /** @internal */
  constructor({ items, popularity, interactions, recipe, duplicates }: ModelBase<U, I>) {
    this.items = items;
    this.popularity = popularity;
    this.interactions = interactions;
    this.recipe = recipe;
    this.duplicates = duplicates;
  }

  /** @param work - about how many operations will follow @internal */
  protected abstract openScorer(work: number): Scorer;

  /** About how many operations one score of all items is. @internal */
  protected abstract readonly cost: number;

  /** Does a score need a history? Where it does, someone without one gets the fallback. @internal */
  protected abstract readonly needsHistory: boolean;

  /** @internal */
  protected abstract parts(history: History, item: number): ScorePart<U, I>[];

  /** The score of an item of which nothing in the history says anything. @internal */
  protected abstract readonly nothing: number | null;

  /** The file of this model. */
  abstract toBytes(options?: { users?: boolean }): Uint8Array;

  /**
   * The best items for someone, best first, equal scores in id order. Fewer than k where fewer have a score (a sum: one above 0); the first 5 of 10 are the 5 of 5.
   * @param who - a user of the training data (an unknown one gets the fallback), or `{ history }`
   * @throws KindredError `invalid-option`, `unknown-option`; `no-training-data` for a user id where the file was saved without users
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const orders = [
   *   { customer: 'ann', sku: 'tea' }, { customer: 'ann', sku: 'jam' },
   *   { customer: 'bob', sku: 'tea' }, { customer: 'bob', sku: 'jam' }, { customer: 'eve', sku: 'tea' },
   * ];
   * const model = new ItemKNN().fit(Interactions.from(orders, { user: 'customer', item: 'sku' }));
   * console.log(model.recommend('eve', { k: 1 })[0]?.item); // jam
   * ```
   */
  recommend(who: Who<U, I>, options: RecommendOptions<I> = {}): Recommendation<I>[] {
    const filter = this.filterOf(options);
    const history = this.historyOf(who, 'fall back');
    const scorer = this.#idle ?? this.openScorer(0);
    this.#idle = undefined; // in use: a filter may ask this model again
    try {
      return this.rank(scorer, history, filter);
    } finally {
      this.#idle = scorer;
    }
  }

  /**
   * Recommendations for every user of the training data, in id order, or for those named, in their order; one at a time.
   * @throws KindredError as `recommend`; `unknown-id`; `no-training-data` where the file was saved without users
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * const interactions = Interactions.from([{ u: 1, i: 'a' }, { u: 2, i: 'b' }, { u: 3, i: 'b' }], { user: 'u', item: 'i' });
   * for (const { user, items } of new Popularity().fit(interactions).recommendAll({ k: 1 })) console.log(user, items[0]?.item); // 1 b
   * ```
   */
  *recommendAll(options: RecommendAllOptions<U, I> = {}): Generator<{ user: U; items: Recommendation<I>[] }, void, void> {
    const { users: named, ...rest } = options;
    const { users } = this.training();
    const numbers = named === undefined ? users.values.keys() : Array.from(listed('users', named), (user) => users.must(user, 'user'));
    const filter = this.filterOf(rest);
    const scorer = this.openScorer((Array.isArray(numbers) ? numbers.length : users.size) * this.cost);
    try {
      for (const u of numbers) yield { user: users.at(u), items: this.rank(scorer, this.historyAt(u), filter) };
    } finally {
      scorer.close();
    }
  }

  /**
   * The score of one item for one user, the number that `recommend` ranks by; null where the user or the item is unknown or the model has nothing to say.
   * @throws KindredError `no-training-data`
   */
  predict(user: U, item: I): number | null {
    const u = this.training().users.indexOf(user);
    const i = this.items.indexOf(item);
    return u < 0 || i < 0 ? null : new Explanation(this.parts(this.historyAt(u), i), this.nothing).score;
  }

  /**
   * Why an item has its score for someone: one part an item of the history, whose left-to-right sum is the score, bit for bit. Where `recommend` falls back,
   * the one part is the number of users of the item.
   * @throws KindredError `unknown-id`, `no-training-data`
   */
  explain(who: Who<U, I>, item: I): Explanation<ScorePart<U, I>> {
    const i = this.items.must(item, 'item');
    const history = this.historyOf(who, 'refuse');
    if (this.fallsBack(history)) {
      return new Explanation([popularityPart(this.popularity[i])]);
    }
    return new Explanation(this.parts(history, i), this.nothing);
  }

  /**
   * Why several items have their scores: as `explain` for each, in one pass over the history.
   * @throws KindredError `unknown-id`, `no-training-data`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const rows = [{ u: 1, i: 'tea' }, { u: 1, i: 'jam' }, { u: 1, i: 'mug' }];
   * const model = new ItemKNN().fit(Interactions.from(rows, { user: 'u', item: 'i' }));
   * console.log(model.explainEach({ history: ['tea'] }, ['jam', 'mug']).map(({ score }) => score)); // [ 1, 1 ]
   * ```
   */
  explainEach(who: Who<U, I>, items: readonly I[]): Explanation<ScorePart<U, I>>[] {
    const numbers = items.map((item) => this.items.must(item, 'item'));
    const history = this.historyOf(who, 'refuse');
    if (this.fallsBack(history)) return items.map((item) => this.explain(who, item));
    return this.partsEach(history, numbers).map((parts) => new Explanation(parts, this.nothing));
  }

  /**
   * The users for whom an item has its highest scores, best first, equal scores in id order.
   * @throws KindredError `unknown-id`, `no-training-data`, `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const rows = [{ u: 'ann', i: 'tea' }, { u: 'ann', i: 'jam' }, { u: 'bob', i: 'tea' }, { u: 'eve', i: 'mug' }];
   * const model = new ItemKNN().fit(Interactions.from(rows, { user: 'u', item: 'i' }));
   * console.log(model.audienceFor('jam').map(({ user }) => user)); // [ 'bob' ]
   * ```
   */
  audienceFor(item: I, options: AudienceOptions<U> = {}): { user: U; score: number }[] {
    const { exclude, ...rest } = options;
    const { k, excludeSeen } = checkOptions<AudienceSettings>('audienceFor', AUDIENCE, rest);
    const i = this.items.must(item, 'item');
    const { users } = this.training();
    const excluded = new Set(listed('exclude', exclude));
    const scoreOf = this.scoreOf(i);
    const found: { user: U; score: number; u: number }[] = [];
    for (let u = 0; u < users.size; u++) {
      const history = this.historyAt(u);
      if ((excludeSeen && history.items.includes(i)) || excluded.has(users.at(u))) continue;
      const score = scoreOf(history);
      if (score !== null && (this.nothing === null || score > this.nothing)) found.push({ user: users.at(u), score, u });
    }
    found.sort((a, b) => b.score - a.score || a.u - b.u);
    return found.slice(0, k).map(({ user, score }) => ({ user, score }));
  }

  /** The parts of several items' scores. @internal */
  protected partsEach(history: History, items: readonly number[]): ScorePart<U, I>[][] {
    return items.map((item) => this.parts(history, item));
  }

  /** The score of one item as a function of the history. @internal */
  protected scoreOf(item: number): (history: History) => number | null {
    return (history) => (this.fallsBack(history) ? null : new Explanation(this.parts(history, item), this.nothing).score);
  }

  /** @internal */
  protected training(): InteractionData<U, I> {
    if (!this.interactions) throw new KindredError('no-training-data', 'this file was saved without users: score a { history } instead');
    return this.interactions;
  }

  /** What the users have, after the recipe. @internal */
  protected weightedRows(): CompressedRows {
    return (this.#rows ??= weighted(rowsOf(this.training()), this.recipe));
  }

  /** @internal */
  protected historyAt(u: number): History {
    const { starts, items, values } = this.weightedRows();
    return { items: items.subarray(starts[u], starts[u + 1]), values: values.subarray(starts[u], starts[u + 1]), user: u };
  }

  private historyOf(who: Who<U, I>, unknown: 'fall back' | 'refuse'): History {
    if (typeof who === 'object' && who !== null) return resolveHistory(who.history, this.items, this.duplicates, this.recipe);
    const users = this.training().users;
    const u = unknown === 'refuse' ? users.must(who, 'user') : users.indexOf(who);
    return u < 0 ? { items: new Int32Array(0), values: new Float64Array(0), user: -1 } : this.historyAt(u);
  }

  private filterOf(
    options: RecommendOptions<I>,
  ): RankOptions & { blocked: Uint8Array | undefined; where: ((item: I) => boolean) | undefined } {
    const { exclude, items, where, ...rest } = options;
    if (where !== undefined && typeof where !== 'function')
      throw new KindredError('invalid-option', mustBe('where', 'a function of an item', where));
    const blocked = exclude || items ? new Uint8Array(this.items.size).fill(items ? 1 : 0) : undefined;
    for (const item of listed('items', items)) if (this.items.indexOf(item) >= 0) blocked![this.items.indexOf(item)] = 0;
    for (const item of listed('exclude', exclude)) if (this.items.indexOf(item) >= 0) blocked![this.items.indexOf(item)] = 1;
    return { ...checkOptions('recommend', RANK, rest), blocked, where };
  }

  private fallsBack(history: History): boolean {
    return this.needsHistory && history.items.length === 0;
  }

  private rank(
    scorer: Scorer,
    history: History,
    { k, excludeSeen, fallback, blocked, where }: ReturnType<typeof this.filterOf>,
  ): Recommendation<I>[] {
    const { scores } = scorer;
    const source = this.fallsBack(history) ? 'popular' : 'model';
    if (source === 'model') scorer.fill(history);
    else if (fallback === 'none') return [];
    else scores.set(this.popularity);
    if (excludeSeen) for (const i of history.items) scores[i] = NaN;
    if (blocked) for (let i = 0; i < scores.length; i++) if (blocked[i]) scores[i] = NaN;
    if (where) for (let i = 0; i < scores.length; i++) if (!Number.isNaN(scores[i]) && !where(this.items.at(i))) scores[i] = NaN;
    const { size, items, scores: best } = scorer.top(Math.min(k, this.items.size));
    return Array.from({ length: size }, (_, e) => ({ item: this.items.at(items[e]), score: best[e], source }));
  }
}

/** A score that is how many users the item has. */
export const popularityPart = (users: number): NamedPart => ({ kind: 'base', name: 'popularity', contribution: users });
