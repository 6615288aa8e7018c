/**
 * Interactions: who did what with which item, how much and when. Events stand in one canonical order (user, item, value, time), so nothing that is made of
 * them depends on the order of the rows.
 * @module
 */
import { KindredError, mustBe, show } from '../errors.js';
import type { ArrowTable } from './arrow.js';
import { canonical, toEvents } from './canonical.js';
import { expand, gather, type CompressedRows } from './compressed-rows.js';
import { eventsOf, rowsOf, type Duplicates, type Events, type InteractionData } from './events.js';
import { keptIds, type Id, type Ids } from './ids.js';
import { mergeIds } from './merge-ids.js';
import { checkColumns, type InteractionColumns } from './interaction-columns.js';
import { ids, instants, numbers, reader } from './read-columns.js';
import {
  NEEDS_TIMES,
  withDecay,
  withFilter,
  withWeight,
  type Bm25Options,
  type DecayOptions,
  type FilterOptions,
  type Recipe,
  type Weight,
} from './recipe.js';
import type { Table } from './table.js';

/** The ids in a column: 64-bit whole numbers become numbers. */
export type IdOf<T> = T extends bigint ? number : Extract<T, Id>;

/** Events of users and items, with the rule for repeated ones and the recipe of weights. */
export class Interactions<U extends Id = Id, I extends Id = Id> implements InteractionData<U, I> {
  /** The name by which threads know it. @internal */
  static readonly type: string = 'Interactions';
  /** @internal */
  static readonly isOfKindred = true;

  /** Made by `from`; models make their own. */
  constructor(
    readonly users: Ids<U>,
    readonly items: Ids<I>,
    readonly events: Events,
    /** The rule for several events of one user and item; null: there are none. */
    readonly duplicates: Duplicates | null,
    readonly recipe: Recipe = {},
  ) {}

  /**
   * @param source - rows, columns (lists or typed arrays; 64-bit whole numbers must be safe ones), a `Table` or a table of the package apache-arrow
   * @param columns - which column is the user, the item, the value and the time
   * @throws KindredError `unknown-column`, `unknown-option`; `invalid-data` for an id, value or time that is none (row named), or repeated pairs without a rule
   * @example
   * ```ts
   * import { Interactions } from 'kindred';
   * const interactions = Interactions.from(
   *   [{ who: 'ann', what: 'tea' }, { who: 'ann', what: 'tea' }, { who: 'bob', what: 'jam' }],
   *   { user: 'who', item: 'what' },
   * );
   * console.log(interactions.nUsers, interactions.nItems, interactions.nEvents); // 2 2 3
   * ```
   */
  static from<R extends object, UK extends keyof R & string, IK extends keyof R & string>(
    source: readonly R[],
    columns: InteractionColumns & { user: UK; item: IK; value?: keyof R & string; time?: keyof R & string },
  ): Interactions<IdOf<R[UK]>, IdOf<R[IK]>>;
  static from<R extends Readonly<Record<string, ArrayLike<unknown>>>, UK extends keyof R & string, IK extends keyof R & string>(
    source: R,
    columns: InteractionColumns & { user: UK; item: IK; value?: keyof R & string; time?: keyof R & string },
  ): Interactions<IdOf<R[UK][number]>, IdOf<R[IK][number]>>;
  static from<U extends Id = Id, I extends Id = Id>(source: Table | ArrowTable, columns: InteractionColumns): Interactions<U, I>;
  static from(source: unknown, columns: InteractionColumns): Interactions {
    checkColumns(columns);
    const read = reader(source);
    const user = ids(read(columns.user), columns.user);
    const item = ids(read(columns.item), columns.item);
    const values = columns.value === undefined ? null : numbers(read(columns.value), columns.value);
    const unit = columns.timeUnit ?? 'ms';
    const times = columns.time === undefined ? null : instants(read(columns.time), columns.time, unit);
    const events = canonical({ users: user.codes, items: item.codes, values, times }, user.ids.size, item.ids.size);
    const duplicates = values ? (columns.duplicates ?? null) : 'count';
    if (duplicates === 'last' && !times) throw new KindredError('invalid-option', `"duplicates": "last" needs "time"`);
    const interactions = new Interactions(user.ids, item.ids, events, duplicates);
    if (duplicates === null) interactions.refuseRepeated();
    return interactions;
  }

  get nUsers(): number {
    return this.users.size;
  }

  get nItems(): number {
    return this.items.size;
  }

  get nEvents(): number {
    return this.events.items.length;
  }

  /**
   * The same events, whose values a fit will weigh; see `Weight` for the formulas. Replaces an earlier weight, nothing else of the recipe.
   * @param options - of `'bm25'`: `k1` (default 1.2) and `b` (default 0.75)
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const rows = { u: ['ann', 'ann', 'bob', 'bob', 'eve', 'eve'], i: ['tea', 'jam', 'tea', 'mug', 'jam', 'pot'], n: [3, 1, 1, 1, 9, 1] };
   * const quantities = Interactions.from(rows, { user: 'u', item: 'i', value: 'n' });
   * const model = new ItemKNN().fit(quantities.weight('bm25', { k1: 1.2, b: 0.75 }));
   * console.log(model.recommend({ history: ['mug'] })[0]?.item); // tea
   * ```
   */
  weight(weight: Weight): Interactions<U, I>;
  weight(weight: 'bm25', options: Bm25Options): Interactions<U, I>;
  weight(weight: Weight, options: Bm25Options = {}): Interactions<U, I> {
    return this.by(withWeight(this.recipe, weight, options));
  }

  /**
   * The same events, which a fit will count for less the older they are: times 2^(−age / half-life), each event by itself, before repeated ones are joined. What
   * decays below 1e-9 is 0, yet still seen.
   * @param options - `halfLifeDays`; `asOf`, the moment of which ages are counted (default: the last event that is fitted)
   * @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` where the events have no times
   * @example
   * ```ts
   * import { Interactions, ItemKNN } from 'kindred';
   * const rows = [{ u: 'ann', i: 'tea', at: '2026-01-01' }, { u: 'ann', i: 'jam', at: '2026-01-31' }];
   * const model = new ItemKNN().fit(Interactions.from(rows, { user: 'u', item: 'i', time: 'at' }).decay({ halfLifeDays: 30 }));
   * console.log(model.predict('ann', 'jam'), model.predict('ann', 'tea')); // 0.5 1
   * ```
   */
  decay(options: DecayOptions): Interactions<U, I> {
    const recipe = withDecay(this.recipe, options);
    if (!this.events.times) throw new KindredError('invalid-data', NEEDS_TIMES);
    return this.by(recipe);
  }

  /**
   * The same events, of which a fit will leave out users with fewer than `minPerUser` items and items with fewer than `minPerItem` users, over and over until all
   * that are left have as many. The items that go are no items of the model; users that go are still scored by what they have of the others.
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * const rows = [{ u: 'ann', i: 'tea' }, { u: 'bob', i: 'tea' }, { u: 'bob', i: 'mug' }];
   * const model = new Popularity().fit(Interactions.from(rows, { user: 'u', item: 'i' }).filter({ minPerItem: 2 }));
   * console.log(model.items.values); // [ 'tea' ]
   * ```
   */
  filter(options: FilterOptions): Interactions<U, I> {
    return this.by(withFilter(this.recipe, options));
  }

  /** One value for each user and item that met: raw, before the recipe. */
  rows(): CompressedRows {
    return rowsOf(this);
  }

  /** The items of a user, rising, as numbers; none for an unknown user. */
  itemsOf(user: U): Int32Array {
    const u = this.users.indexOf(user);
    const { starts, items } = this.rows();
    return u < 0 ? new Int32Array(0) : items.subarray(starts[u], starts[u + 1]);
  }

  /** Only the events that `keep` says; users and items without any are dropped and the others renumbered. */
  filterEvents(keep: (user: number, event: number) => boolean): Interactions<U, I> {
    const { starts, items, values, times } = this.events;
    const usedUsers = new Uint8Array(this.nUsers);
    const usedItems = new Uint8Array(this.nItems);
    let size = 0;
    const kept = new Int32Array(this.nEvents);
    const owner = new Int32Array(this.nEvents);
    for (let u = 0; u < this.nUsers; u++) {
      for (let e = starts[u]; e < starts[u + 1]; e++) {
        if (!keep(u, e)) continue;
        usedUsers[u] = usedItems[items[e]] = 1;
        kept[size] = e;
        owner[size++] = u;
      }
    }
    const user = keptIds(this.users, usedUsers);
    const item = keptIds(this.items, usedItems);
    const places = kept.subarray(0, size);
    const raw = {
      users: gather(user.moved, owner.subarray(0, size)),
      items: gather(item.moved, gather(items, places)),
      values: values && gather(values, places),
      times: times && gather(times, places),
    };
    return new Interactions(user.ids, item.ids, toEvents(raw, user.ids.size), this.duplicates, this.recipe);
  }

  /** Everything but one user. @throws KindredError `unknown-id` */
  without(user: U): Interactions<U, I> {
    const u = this.users.must(user, 'user');
    return this.filterEvents((owner) => owner !== u);
  }

  /** The events of both. @throws KindredError `invalid-data` where values, times or rules do not go together */
  concat(more: Interactions<U, I>): Interactions<U, I> {
    if (!(more instanceof Interactions)) throw new KindredError('invalid-data', mustBe('more', 'Interactions', more));
    if ((this.duplicates === 'count') !== (more.duplicates === 'count')) {
      throw new KindredError('invalid-data', 'interactions that are counted and interactions with values cannot be joined');
    }
    if (this.duplicates !== null && more.duplicates !== null && this.duplicates !== more.duplicates) {
      throw new KindredError('invalid-data', `interactions joined by "${this.duplicates}" and by "${more.duplicates}" cannot be joined`);
    }
    const keepsTimes = this.events.times !== null && more.events.times !== null;
    if (this.recipe.decay && !keepsTimes)
      throw new KindredError('invalid-data', 'the interactions must have times, because what they are added to decays');
    if (this.duplicates === 'last' && !keepsTimes)
      throw new KindredError('invalid-data', 'the interactions must have times, because of several the last counts');
    const user = mergeIds(this.users, more.users);
    const item = mergeIds(this.items, more.items);
    const [a, b] = [this.events, more.events];
    const owners = (events: Events, moved: Int32Array) => expand(events.starts).map((u) => moved[u]);
    const raw = {
      users: join(owners(a, user.mine), owners(b, user.theirs)),
      items: join(
        a.items.map((i) => item.mine[i]),
        b.items.map((i) => item.theirs[i]),
      ),
      values: a.values || b.values ? join(a.values ?? ones(a.items.length), b.values ?? ones(b.items.length)) : null,
      times: keepsTimes ? join(a.times!, b.times!) : null,
    };
    const joined = new Interactions(user.ids, item.ids, canonical(raw, user.ids.size, item.ids.size), this.duplicates, this.recipe);
    if (this.duplicates === null) joined.refuseRepeated();
    return joined;
  }

  /** What a model must keep to be updated exactly: without decay counted events become one with their count, and times go unless the last event counts. */
  compact(): Interactions<U, I> {
    const { starts, items, values, times } = this.events;
    if (this.recipe.decay) return this;
    if (this.duplicates === 'count') return this.with(eventsOf(this.rows()));
    return this.with({ starts, items, values, times: this.duplicates === 'last' ? times : null });
  }

  private with(events: Events): Interactions<U, I> {
    return new Interactions(this.users, this.items, events, this.duplicates, this.recipe);
  }

  private by(recipe: Recipe): Interactions<U, I> {
    return new Interactions(this.users, this.items, this.events, this.duplicates, recipe);
  }

  private refuseRepeated(): void {
    const { starts, items } = this.events;
    for (let u = 0; u < this.nUsers; u++) {
      for (let e = starts[u] + 1; e < starts[u + 1]; e++) {
        if (items[e] !== items[e - 1]) continue;
        const pair = `user ${show(this.users.at(u))} and item ${show(this.items.at(items[e]))}`;
        throw new KindredError(
          'invalid-data',
          `${pair} occur together more than once: say what to do by "duplicates": "sum", "last", "max" or "mean"`,
        );
      }
    }
  }
}

const ones = (n: number) => new Float64Array(n).fill(1);

function join<A extends Int32Array | Float64Array>(a: A, b: A): A {
  const both = new (a.constructor as new (n: number) => A)(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
