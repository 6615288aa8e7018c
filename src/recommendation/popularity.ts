/**
 * Popularity: the same list for everyone, or for everyone of a segment, by the number of users of an item. The baseline that a recommender has to beat.
 * @module
 */
import { checkOptions, type Constraint, type Constraints } from '../check.js';
import type { CompressedRows } from '../data/compressed-rows.js';
import type { Id, Ids } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { DAY, toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { fitted, type NamedClass } from '../parts.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import {
  isWindow,
  MIN_PER_SEGMENT,
  PopularityModel,
  type PopularitySettings,
  type PopularityWindow,
  type Segments,
} from './popularity-model.js';
import type { Changed } from './receipt.js';
import { lastOf } from './recipe.js';
import { forgotten, prepare, updated } from './training.js';

export interface PopularityOptions {
  /**
   * Count only who took an item within so many days of 24 hours up to a moment: `{ days, asOf }`. `asOf` is by default the last event. Needs interactions with
   * times. Default: all time.
   */
  window?: { days: number; asOf?: TimeLike };
  /** Segments of fewer users have no list of their own, lest it tell what somebody bought; they get that of everyone. Default 10. */
  minPerSegment?: number;
}

/** Which segment a user is in: null or undefined for none. */
export type SegmentOf<U extends Id> = ReadonlyMap<U, string | null> | ((user: U) => string | null | undefined);

/** What `Popularity.fit` takes besides. */
export interface PopularityWork<U extends Id> extends LongWork {
  /** Count by segment too: a user gets the list of the segment, somebody without one that of everyone. */
  segments?: SegmentOf<U> | undefined;
}

const window: Constraint<never> = {
  default: undefined,
  expected: 'an object such as { days: 28, asOf } with days above 0',
  accepts: (v) => v === undefined || isWindow({ ...(v as object), asOf: 0 }),
  invalid: [28, null, {}, { days: 0 }, { days: NaN }, { days: '28' }, { days: 28, until: 1 }],
};

/** @internal */
export const POPULARITY: Constraints<PopularityOptions> = { window, minPerSegment: MIN_PER_SEGMENT };

/** The recipe; `fit` makes the model. */
export class Popularity {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'Popularity';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: PopularitySettings;

  /**
   * @throws KindredError `unknown-option`, `invalid-option`; `invalid-data` for an `asOf` that is no time
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * const interactions = Interactions.from([{ u: 1, i: 'a' }, { u: 2, i: 'a' }, { u: 2, i: 'b' }], { user: 'u', item: 'i' });
   * console.log(new Popularity().fit(interactions).recommend({ history: [] })[0]); // { item: 'a', score: 2, source: 'model' }
   * ```
   */
  constructor(options: PopularityOptions = {}) {
    const { window: given, minPerSegment } = checkOptions<PopularityOptions>('Popularity', POPULARITY, options);
    const asOf = given?.asOf === undefined ? {} : { asOf: toMs(given.asOf, 'ms', '"window.asOf"') };
    this.options = { ...(given && { window: { days: given.days, ...asOf } }), minPerSegment: minPerSegment! };
  }

  /**
   * @param work - `segments`: which segment each user is in, as a Map or a function
   * @throws KindredError `invalid-data`, `cancelled`
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * const rows = [{ u: 'ann', i: 'tea' }, { u: 'bob', i: 'mug' }, { u: 'eve', i: 'mug' }];
   * const segments = new Map([['ann', 'new'], ['bob', 'loyal'], ['eve', 'loyal']]);
   * const model = new Popularity({ minPerSegment: 1 }).fit(Interactions.from(rows, { user: 'u', item: 'i' }), { segments });
   * console.log(model.recommend({ history: [], segment: 'new' })[0]?.item); // tea
   * ```
   */
  fit<U extends Id, I extends Id>(interactions: Interactions<U, I>, { segments, ...work }: PopularityWork<U> = {}): PopularityModel<U, I> {
    return drain(this.steps(interactions, segments), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync<U extends Id, I extends Id>(
    interactions: Interactions<U, I>,
    { segments, ...work }: PopularityWork<U> = {},
  ): Promise<PopularityModel<U, I>> {
    return drainAsync(this.steps(interactions, segments), work);
  }

  /**
   * The model fitted on its own interactions and more. Users keep their segments.
   * @param segments - of new users, or of users who changed; null for who has none any more
   * @throws KindredError `no-training-data`, `invalid-data`
   */
  update<U extends Id, I extends Id>(
    model: PopularityModel<U, I>,
    more: Interactions<U, I>,
    { segments }: Pick<PopularityWork<U>, 'segments'> = {},
  ): Changed<PopularityModel<U, I>> {
    return updated<U, I, PopularityModel<U, I>>(model, PopularityModel<U, I>, more, (own) => {
      const [before, now] = [segmentsOf(model), lookup(segments)];
      const segmentOf = (user: U) => {
        const name = now(user);
        return name === undefined ? before(user) : name;
      };
      return again(model, own, segmentOf, segments !== undefined);
    });
  }

  /** The model fitted without one user. @throws KindredError `unknown-id`, `no-training-data`; `invalid-data` where nobody would be left */
  forget<U extends Id, I extends Id>(model: PopularityModel<U, I>, user: U): Changed<PopularityModel<U, I>> {
    return forgotten<U, I, PopularityModel<U, I>>(model, PopularityModel<U, I>, user, (own) => again(model, own, segmentsOf(model)));
  }

  /** @internal */
  get models(): readonly NamedClass[] {
    return [PopularityModel];
  }

  /** @internal */
  steps<U extends Id, I extends Id>(interactions: Interactions<U, I>, segments?: SegmentOf<U>): Steps<PopularityModel<U, I>> {
    return fitted(this, [interactions, segments], this.train(interactions, segments));
  }

  private *train<U extends Id, I extends Id>(interactions: Interactions<U, I>, segments?: SegmentOf<U>): Steps<PopularityModel<U, I>> {
    const segmentOf = segments === undefined ? undefined : lookup(segments);
    const { window } = this.options;
    const { base, rows } = prepare(interactions);
    yield { done: 1, total: 1, stage: 'counting users' };
    if (!window && !segmentOf) return new PopularityModel(base, this.options);
    const counts = window ? new Int32Array(base.items.size) : base.popularity;
    const recent = window && pairsWithin(interactions, rows, base.items, window);
    if (recent) rows.items.forEach((i, p) => (counts[i] += recent[p]));
    const groups =
      segmentOf && countSegments(interactions.users.values, rows, base.items.size, segmentOf, recent, this.options.minPerSegment);
    return new PopularityModel(window ? { ...base, interactions } : base, this.options, counts, groups); // a window needs the times
  }
}

/** @throws KindredError `invalid-option` */
function lookup<U extends Id>(segments: SegmentOf<U> | undefined): (user: U) => string | null | undefined {
  if (segments === undefined) return () => undefined;
  if (typeof segments === 'function') return segments;
  if (segments instanceof Map) return (user) => segments.get(user) as string | null | undefined;
  throw new KindredError('invalid-option', mustBe('segments', 'a Map from users to names, or a function of a user', segments));
}

/** Of each pair of rows, 1 where an event of it lies within the window. @throws KindredError `invalid-data` for interactions without times */
function pairsWithin<U extends Id, I extends Id>(
  { events, items }: Interactions<U, I>,
  rows: CompressedRows,
  kept: Ids<I>,
  { days, asOf }: PopularityWindow,
): Uint8Array {
  const { starts, items: ids, times } = events;
  if (!times) throw new KindredError('invalid-data', 'a popularity within a window needs interactions with "time"');
  const moved = Int32Array.from(items.values, (item) => kept.indexOf(item));
  const left = {
    users: Uint8Array.from({ length: starts.length - 1 }, (_, u) => (rows.starts[u] < rows.starts[u + 1] ? 1 : 0)),
    items: Uint8Array.from(moved, (to) => (to >= 0 ? 1 : 0)),
  };
  const to = asOf ?? lastOf(events, left);
  const recent = new Uint8Array(rows.items.length);
  const hit = new Uint8Array(kept.size);
  for (let u = 0; u + 1 < starts.length; u++) {
    for (let e = starts[u]; e < starts[u + 1]; e++)
      if (moved[ids[e]] >= 0 && times[e] <= to && times[e] > to - days * DAY) hit[moved[ids[e]]] = 1;
    for (let p = rows.starts[u]; p < rows.starts[u + 1]; p++) recent[p] = hit[rows.items[p]];
    for (let e = starts[u]; e < starts[u + 1]; e++) if (moved[ids[e]] >= 0) hit[moved[ids[e]]] = 0;
  }
  return recent;
}

function countSegments<U extends Id>(
  users: readonly U[],
  rows: CompressedRows,
  nItems: number,
  segmentOf: (user: U) => string | null | undefined,
  recent: Uint8Array | undefined,
  least: number,
): Segments {
  const named = users.map((user) => {
    const name = segmentOf(user) ?? null;
    if (name !== null && typeof name !== 'string')
      throw new KindredError('invalid-data', `the segment of user ${show(user)} must be a text, null or undefined, got ${show(name)}`);
    return name;
  });
  const all = [...new Set(named.filter((name) => name !== null))].sort();
  const placeOf = new Map(all.map((name, place) => [name, place]));
  const ofUser = Int32Array.from(named, (name) => (name === null ? -1 : placeOf.get(name)!));
  const sizes = new Int32Array(all.length);
  ofUser.forEach((place, u) => place >= 0 && rows.starts[u] < rows.starts[u + 1] && sizes[place]++);
  const names = all.filter((_, place) => sizes[place] >= least);
  const shown = Int32Array.from(all, (name) => names.indexOf(name));
  const counts = new Int32Array(names.length * nItems);
  for (let u = 0; u < users.length; u++) {
    const segment = ofUser[u] < 0 ? -1 : shown[ofUser[u]];
    if (segment < 0) continue;
    for (let p = rows.starts[u]; p < rows.starts[u + 1]; p++) counts[segment * nItems + rows.items[p]] += recent ? recent[p] : 1;
  }
  return { names, counts, members: { names: all, ofUser } };
}

/** The segments of a model's users. */
function segmentsOf<U extends Id, I extends Id>({ segments, interactions }: PopularityModel<U, I>): (user: U) => string | null {
  const members = segments?.members;
  return (user) => {
    const place = members?.ofUser[interactions!.users.indexOf(user)] ?? -1;
    return place < 0 ? null : members!.names[place];
  };
}

/** The model's own recipe on other interactions. */
function again<U extends Id, I extends Id>(
  { options, segments }: PopularityModel<U, I>,
  own: Interactions<U, I>,
  segmentOf: (user: U) => string | null,
  given = false,
): PopularityModel<U, I> {
  return new Popularity(options as PopularityOptions).fit(own, segments || given ? { segments: segmentOf } : {});
}
