/**
 * Interactions: who did what with which item, how much and when. Events stand in one canonical order (user, item, value, time), so nothing that is made of
 * them depends on the order of the rows.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { countingSort, expand, gather, startsOf, type CompressedRows } from './compressed-rows.js';
import { eventsOf, rowsOf, type Duplicates, type Events, type InteractionData, type Recipe, type Weight } from './events.js';
import type { Id, Ids } from './ids.js';
import { ids, instants, numbers, reader } from './read-columns.js';
import type { Table } from './table.js';

/** Which columns say what. */
export interface InteractionColumns {
  user: string;
  item: string;
  /** How much: quantity, rating, amount. Without it events are counted. */
  value?: string;
  /** When. */
  time?: string;
  /** Of times that are numbers. Default `'ms'`. */
  timeUnit?: 'ms' | 's';
  /** Needed with `value` where a user and item occur twice. */
  duplicates?: Exclude<Duplicates, 'count'>;
}

interface RawEvents {
  readonly users: Int32Array;
  readonly items: Int32Array;
  readonly values: Float64Array | null;
  readonly times: Float64Array | null;
}

/** Events of users and items, with the rule for repeated ones and the recipe of weights. */
export class Interactions<U extends Id = Id, I extends Id = Id> implements InteractionData<U, I> {
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
   * @param source - rows, columns or a `Table`
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
    columns: InteractionColumns & { user: UK; item: IK },
  ): Interactions<Extract<R[UK], Id>, Extract<R[IK], Id>>;
  static from<R extends Readonly<Record<string, ArrayLike<unknown>>>, UK extends keyof R & string, IK extends keyof R & string>(
    source: R,
    columns: InteractionColumns & { user: UK; item: IK },
  ): Interactions<Extract<R[UK][number], Id>, Extract<R[IK][number], Id>>;
  static from<U extends Id = Id, I extends Id = Id>(source: Table, columns: InteractionColumns): Interactions<U, I>;
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

  /** The same events, whose values a fit will transform. @throws KindredError `invalid-option` */
  weight(weight: Weight): Interactions<U, I> {
    if (weight !== 'log1p' && weight !== 'binary')
      throw new KindredError('invalid-option', mustBe('weight', '"log1p" or "binary"', weight));
    return new Interactions(this.users, this.items, this.events, this.duplicates, { weight });
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
    const user = this.users.keep(usedUsers);
    const item = this.items.keep(usedItems);
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
    if (this.duplicates === 'last' && !keepsTimes)
      throw new KindredError('invalid-data', 'the interactions must have times, because of several the last counts');
    const user = this.users.merge(more.users);
    const item = this.items.merge(more.items);
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

  /** What a model must keep to be updated exactly: counted events become one with their count, times go unless the last event counts. */
  compact(): Interactions<U, I> {
    if (this.duplicates === 'count') return new Interactions(this.users, this.items, eventsOf(this.rows()), 'count', this.recipe);
    const times = this.duplicates === 'last' ? this.events.times : null;
    const { starts, items, values } = this.events;
    return new Interactions(this.users, this.items, { starts, items, values, times }, this.duplicates, this.recipe);
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

const OPTIONS = ['user', 'item', 'value', 'time', 'timeUnit', 'duplicates'];

function checkColumns(columns: InteractionColumns): void {
  if (columns === null || typeof columns !== 'object')
    throw new KindredError('invalid-option', mustBe('columns', 'an object such as { user: "customer", item: "sku" }', columns));
  for (const [name, value] of Object.entries(columns)) {
    if (!OPTIONS.includes(name))
      throw new KindredError('unknown-option', `Interactions.from has no option ${show(name)}${nearMiss(name, OPTIONS)}`);
    if (value === undefined) continue;
    if (name === 'timeUnit' && value !== 'ms' && value !== 's')
      throw new KindredError('invalid-option', mustBe(name, '"ms" or "s"', value));
    if (name === 'duplicates' && !['sum', 'last', 'max', 'mean'].includes(value))
      throw new KindredError('invalid-option', mustBe(name, '"sum", "last", "max" or "mean"', value));
    if (name === 'duplicates' && columns.value === undefined)
      throw new KindredError('invalid-option', '"duplicates" needs "value": without it events are counted');
    if (typeof value !== 'string') throw new KindredError('invalid-option', mustBe(name, 'the name of a column', value));
  }
  for (const name of ['user', 'item'] as const) {
    if (columns[name] === undefined) throw new KindredError('invalid-option', mustBe(name, 'the name of a column', undefined));
  }
}

const ones = (n: number) => new Float64Array(n).fill(1);

function join<A extends Int32Array | Float64Array>(a: A, b: A): A {
  const both = new (a.constructor as new (n: number) => A)(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Events by user, item, value, time. */
function canonical(raw: RawEvents, nUsers: number, nItems: number): Events {
  const { users, items, values, times } = raw;
  const order = countingSort(users, nUsers, countingSort(items, nItems));
  if (values || times) {
    const compare = (a: number, b: number) => (values && values[a] - values[b]) || (times && times[a] - times[b]) || 0;
    for (let from = 0; from < order.length;) {
      const [user, item] = [users[order[from]], items[order[from]]];
      let to = from + 1;
      let sorted = true;
      for (; to < order.length && users[order[to]] === user && items[order[to]] === item; to++)
        sorted &&= compare(order[to - 1], order[to]) <= 0;
      if (!sorted) order.subarray(from, to).sort(compare);
      from = to;
    }
  }
  const sorted = {
    users: gather(users, order),
    items: gather(items, order),
    values: values && gather(values, order),
    times: times && gather(times, order),
  };
  return toEvents(sorted, nUsers);
}

/** Events that stand in canonical order already, with the starts of their users. */
function toEvents({ users, items, values, times }: RawEvents, nUsers: number): Events {
  return { starts: startsOf(users, nUsers), items, values, times };
}
