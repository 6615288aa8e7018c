/**
 * The contract of all recommenders: score, filter, rank, fall back, explain. A model adds how it scores and what the parts of a score are.
 * @module
 */
import { checkK, checkOptions } from '../check.js';
import type { CompressedRows } from '../data/compressed-rows.js';
import { Explanation } from '../data/explanation.js';
import type { Id, Ids } from '../data/ids.js';
import type { Duplicates, InteractionData } from '../data/events.js';
import type { Recipe } from '../data/recipe.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import type { LongWork } from '../progress.js';
import { boostParts, checkBoosts } from './boosts.js';
import { listed } from './candidates.js';
import { Relatives } from './cosines.js';
import { resolveHistory, type History, type HistoryEntry } from './history.js';
import {
  AUDIENCE,
  EXPLAIN,
  RANK_ALL,
  type AudienceOptions,
  type AudienceSettings,
  type ExplainOptions,
  type Recommendation,
  type RecommendAllOptions,
  type RecommendOptions,
  type SimilarItem,
  type SimilarUser,
  type Who,
} from './options.js';
import { rank, wantedOf, type Wanted } from './rank.js';
import { listsAsync, type ListFor } from './lists-async.js';
import { scoringRows, trainingRows, type Learned } from './recipe.js';
import { popularityPart, type ScorePart } from './score-part.js';
import type { Scorer } from './scorer.js';
import { Scorers } from './scorers.js';
import { checkRange } from './weigh.js';

/** What every model holds. */
export type ModelBase<U extends Id, I extends Id> = Pick<
  RecommenderModel<U, I>,
  'items' | 'popularity' | 'interactions' | 'recipe' | 'learned' | 'duplicates'
>;

/** A fitted recommender: a value that scores, explains and saves. */
export abstract class RecommenderModel<U extends Id = Id, I extends Id = Id> {
  readonly #scorers = new Scorers(
    (work) => this.openScorer(work),
    () => this.copied,
  );
  #rows: CompressedRows | undefined;
  #relatives: Relatives | undefined;

  /** The items it knows: those that the recipe's filter leaves. */
  readonly items: Ids<I>;
  /** How many users each item has, by item number. */
  readonly popularity: Int32Array;
  /** What it was fitted on, before the recipe; undefined in a file without users. */
  readonly interactions: InteractionData<U, I> | undefined;
  readonly recipe: Recipe;
  /** What the recipe learned of the training data. */
  readonly learned: Learned;
  readonly duplicates: Duplicates | null;

  /** @internal */
  constructor({ items, popularity, interactions, recipe, learned, duplicates }: ModelBase<U, I>) {
    this.items = items;
    this.popularity = popularity;
    this.interactions = interactions;
    this.recipe = recipe;
    this.learned = learned;
    this.duplicates = duplicates;
  }

  /** @param work - about how many operations will follow @internal */
  protected abstract openScorer(work: number): Scorer;

  /** About how many operations one score of all items is. @internal */
  protected abstract readonly cost: number;

  /** The bytes of the model that a session of the kernels copies. @internal */
  protected get copied(): number {
    return 0;
  }

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
   * @throws KindredError `invalid-option`, `unknown-option`; `no-training-data` for a user id, or `diversity` without `likeness`, where the file was saved without users
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
    const wanted = wantedOf(options, this.items);
    const history = wanted.personalised ? this.historyOf(who, 'fall back') : NOBODY;
    return this.#scorers.with((scorer) => this.ranked(scorer, history, wanted));
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
  recommendAll(options: RecommendAllOptions<U, I> = {}): Generator<{ user: U; items: Recommendation<I>[] }, void, void> {
    const { users: named, ...rest } = checkOptions('recommendAll', RANK_ALL, options) as RecommendAllOptions<U, I>;
    const { users } = this.training();
    const numbers = named === undefined ? undefined : Array.from(listed('users', named, 'users'), (user) => users.must(user, 'user'));
    return this.lists(numbers, wantedOf(rest, this.items));
  }

  /**
   * As `recommendAll`, all lists at once and giving way to other work; with `workers` (of `kindred/worker`) in threads, to the same lists. Functions (`where`, `boosts`, the `likeness`
   * of `diversity`) cannot go to threads: with one it is done in this thread.
   * @param options - those of `recommendAll`, `workers`, `onProgress` and `signal`
   * @throws KindredError as `recommendAll`; `cancelled`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * import { workers } from 'kindred/worker';
   * const rows = [{ u: 'ann', i: 'tea' }, { u: 'ann', i: 'jam' }, { u: 'bob', i: 'tea' }];
   * const model = new ItemKNN().fit(Interactions.from(rows, { user: 'u', item: 'i' }));
   * const pool = await workers(2);
   * const lists = await model.recommendAllAsync({ k: 1, workers: pool });
   * await pool.close();
   * console.log(lists[1]?.user, lists[1]?.items[0]?.item); // bob jam
   * ```
   */
  recommendAllAsync(options: RecommendAllOptions<U, I> & LongWork = {}): Promise<ListFor<U, I>[]> {
    return listsAsync(this, options);
  }

  private *lists(named: readonly number[] | undefined, wanted: Wanted<I>): Generator<{ user: U; items: Recommendation<I>[] }, void, void> {
    const { users } = this.training();
    const scorer = this.openScorer((named?.length ?? users.size) * this.cost);
    try {
      for (const u of named ?? users.values.keys()) {
        const history = wanted.personalised ? this.historyAt(u) : NOBODY;
        yield { user: users.at(u), items: this.ranked(scorer, history, wanted) };
      }
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
   * Why an item has its score for someone: the parts, whose left-to-right sum is the score, bit for bit. One an item of the history (`kind: 'item'`) or a similar
   * user (`'user'`), after means or biases (`'base'`) where the model has them, before boosts (`'boost'`). Where `recommend` falls back, the one part is the number of
   * users of the item.
   * @throws KindredError `unknown-id`, `no-training-data`
   */
  explain(who: Who<U, I>, item: I, options: ExplainOptions<I> = {}): Explanation<ScorePart<U, I>> {
    return this.explainEach(who, [item], options)[0];
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
  explainEach(who: Who<U, I>, items: readonly I[], options: ExplainOptions<I> = {}): Explanation<ScorePart<U, I>>[] {
    const { personalised } = checkOptions('explain', EXPLAIN, options) as { personalised: boolean };
    const boosts = checkBoosts(options.boosts);
    if (!Array.isArray(items)) throw new KindredError('invalid-data', mustBe('items', 'an array of items', items));
    const numbers = items.map((item) => this.items.must(item, 'item'));
    const history = personalised ? this.historyOf(who, 'refuse') : NOBODY;
    const falls = this.fallsBack(history);
    const nothing = falls ? null : this.nothing;
    const each = falls ? numbers.map((i) => [popularityPart(this.popularity[i])]) : this.partsEach(history, numbers);
    return each.map((parts, p) => {
      const why = new Explanation<ScorePart<U, I>>(parts, nothing);
      const added = isRanked(why.score, nothing) ? boostParts(boosts, items[p]) : [];
      return added.length === 0 ? why : new Explanation<ScorePart<U, I>>([...parts, ...added]);
    });
  }

  /**
   * The items nearest to one, best first, equal ones in id order: by the model's own weights where it has any, else by the cosine of who has them.
   * @param k - how many at most. Default 10
   * @throws KindredError `unknown-id`, `invalid-option`; `no-training-data` where the file was saved without users and the model has no weights of its own
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * const rows = [{ u: 1, i: 'tea' }, { u: 1, i: 'jam' }, { u: 2, i: 'mug' }];
   * console.log(new Popularity().fit(Interactions.from(rows, { user: 'u', item: 'i' })).similarItems('tea')); // [ { item: 'jam', score: 1 } ]
   * ```
   */
  similarItems(item: I, k = 10): SimilarItem<I>[] {
    const i = this.items.must(item, 'item');
    return this.relatives()
      .items.nearest(i, checkK(k))
      .map(({ index, score }) => ({ item: this.items.at(index), score }));
  }

  /**
   * The users nearest to one, best first, equal ones in id order, by the cosine of what they have.
   * @param k - how many at most. Default 10
   * @throws KindredError `unknown-id`, `invalid-option`, `no-training-data`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const rows = [{ u: 'ann', i: 'tea' }, { u: 'bob', i: 'tea' }, { u: 'eve', i: 'mug' }];
   * console.log(new ItemKNN().fit(Interactions.from(rows, { user: 'u', item: 'i' })).similarUsers('ann')); // [ { user: 'bob', score: 1 } ]
   * ```
   */
  similarUsers(user: U, k = 10): SimilarUser<U>[] {
    const { users } = this.training();
    const u = users.must(user, 'user');
    return this.relatives()
      .users.nearest(u, checkK(k))
      .map(({ index, score }) => ({ user: users.at(index), score }));
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
    const { k, excludeSeen, exclude } = checkOptions('audienceFor', AUDIENCE, options) as AudienceSettings & AudienceOptions<U>;
    const i = this.items.must(item, 'item');
    const { users } = this.training();
    const excluded = new Set(listed('exclude', exclude, 'users'));
    const scoreOf = this.scoreOf(i);
    const found: { user: U; score: number; u: number }[] = [];
    for (let u = 0; u < users.size; u++) {
      const history = this.historyAt(u);
      if ((excludeSeen && history.items.includes(i)) || excluded.has(users.at(u))) continue;
      const score = scoreOf(history);
      if (isRanked(score, this.nothing)) found.push({ user: users.at(u), score, u });
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

  /** What all users have of its items, after the recipe. @internal */
  protected weightedRows(): CompressedRows {
    this.training();
    if (!this.#rows) {
      this.#rows = scoringRows(this);
      checkRange(this.#rows.values, 'the values of the file'); // a fit has checked its own
    }
    return this.#rows;
  }

  /** The same of those whom it learned of; whom the filter left out has an empty row. @internal */
  protected trainingRows(): CompressedRows {
    return trainingRows(this, this.weightedRows());
  }

  /** @internal */
  protected historyAt(u: number): History {
    const { starts, items, values } = this.weightedRows();
    return { items: items.subarray(starts[u], starts[u + 1]), values: values.subarray(starts[u], starts[u + 1]), user: u };
  }

  private historyOf(who: Who<U, I>, unknown: 'fall back' | 'refuse'): History {
    if (typeof who !== 'string' && typeof who !== 'number') {
      const { history, segment } = checkWho(who);
      const resolved = resolveHistory(history, this);
      return segment === undefined ? resolved : { ...resolved, segment: this.segmentNumber(segment) };
    }
    const users = this.training().users;
    const u = unknown === 'refuse' ? users.must(who, 'user') : users.indexOf(who);
    return u < 0 ? NOBODY : this.historyAt(u);
  }

  /** @throws KindredError `invalid-option` where the model knows none @internal */
  protected segmentNumber(name: string): number {
    throw new KindredError('invalid-option', `only a Popularity fitted with "segments" knows the segment ${show(name)}`);
  }

  private fallsBack(history: History): boolean {
    return this.needsHistory && history.items.length === 0;
  }

  private ranked(scorer: Scorer, history: History, wanted: Wanted<I>): Recommendation<I>[] {
    const falls = this.fallsBack(history);
    if (falls && wanted.fallback === 'none') return [];
    if (falls) scorer.scores.set(this.popularity);
    else scorer.fill(history);
    const seen = wanted.excludeSeen ? history.items : NOBODY.items;
    const likeness = (i: number, j: number) => this.likeness(i, j);
    return rank({ scorer, source: falls ? 'popular' : 'model', seen, items: this.items, likeness }, wanted);
  }

  /** How alike two items are, for variety. @internal */
  protected likeness(i: number, j: number): number {
    if (!this.interactions)
      throw new KindredError('no-training-data', 'this file was saved without users: "diversity" needs { likeness: (a, b) => ... } here');
    return this.relatives().items.between(i, j);
  }

  private relatives(): Relatives {
    return (this.#relatives ??= new Relatives(this.weightedRows(), this.items.size));
  }
}

/** The history of somebody of whom nothing is used. */
const NOBODY: History = { items: new Int32Array(0), values: new Float64Array(0), user: -1 };

/** @throws KindredError `invalid-data`, `unknown-option` */
function checkWho<I extends Id>(who: unknown): { history: readonly HistoryEntry<I>[]; segment?: string } {
  if (typeof who !== 'object' || who === null || Array.isArray(who))
    throw new KindredError('invalid-data', mustBe('who', 'a user or { history: [...] }', who));
  for (const name of Object.keys(who))
    if (name !== 'history' && name !== 'segment')
      throw new KindredError(
        'unknown-option',
        `a person is told by { history, segment }, got ${show(name)}${nearMiss(name, ['history', 'segment'])}`,
      );
  return who as { history: readonly HistoryEntry<I>[] };
}

/** Is this a score that a list holds? @internal */
const isRanked = (score: number | null, nothing: number | null): score is number => score !== null && (nothing === null || score > nothing);
