/**
 * PopularityModel: the score of an item is its number of users, of everyone or of the person's segment, at any time or within a window.
 * @module
 */
import { integer } from '../check.js';
import type { Id } from '../data/ids.js';
import { openModel, requireThat, type ModelFile, type Tensors } from '../data/model-file.js';
import type { History } from './history.js';
import { RecommenderModel, type ModelBase } from './recommender.js';
import { keepsUsers, readBase, saveRecommender, type SaveOptions } from './saved.js';
import { popularityPart, type ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';
import { tensor } from './tensors.js';

/** The time that counts: the `days` up to `asOf`. */
export interface PopularityWindow {
  readonly days: number;
  /** In milliseconds; undefined: the last event. */
  readonly asOf?: number;
}

/** Is a value such a window, and its moment, if said, a time in milliseconds? */
export function isWindow(value: unknown): value is PopularityWindow {
  if (value === null || typeof value !== 'object') return false;
  const { days, asOf = 0 } = value as Partial<PopularityWindow>;
  const names = Object.keys(value).every((name) => name === 'days' || name === 'asOf');
  return typeof days === 'number' && days > 0 && days < Infinity && names && Number.isFinite(asOf);
}

export interface PopularitySettings {
  readonly window?: PopularityWindow;
  readonly minPerSegment: number;
}

/** @internal */
export const MIN_PER_SEGMENT = integer(10, 1);

/** Groups of users, each with its counts. */
export interface Segments {
  /** Of those with enough users, sorted. */
  readonly names: readonly string[];
  /** Users by segment and item: names.length x items. */
  readonly counts: Int32Array;
  /** Undefined in a file without users. */
  readonly members: SegmentMembers | undefined;
}

/** Who is in which segment, those too small to have counts too. */
export interface SegmentMembers {
  /** Sorted. */
  readonly names: readonly string[];
  /** Of each user the place among these names, −1 for none. */
  readonly ofUser: Int32Array;
}

/**
 * A fitted Popularity.
 * @example
 * ```ts
 * import { Interactions, Popularity } from 'kindred';
 * const rows = [{ u: 1, i: 'a' }, { u: 2, i: 'a' }, { u: 2, i: 'b' }];
 * const model = new Popularity().fit(Interactions.from(rows, { user: 'u', item: 'i' }));
 * console.log(model.counts, model.segmentNames); // Int32Array(2) [ 2, 1 ] []
 * ```
 */
export class PopularityModel<U extends Id = Id, I extends Id = Id> extends RecommenderModel<U, I> {
  /** The name in a model file. */
  static readonly type = 'PopularityModel';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: PopularitySettings;
  /** The users of each item that count, by item number: all of them, or those within the window. */
  readonly counts: Int32Array;
  /** @internal */
  readonly segments: Segments | undefined;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: PopularitySettings, counts: Int32Array = base.popularity, segments?: Segments) {
    super(base);
    this.options = options;
    this.counts = counts;
    this.segments = segments;
  }

  /** The names of the segments that have lists of their own, in sorted order. */
  get segmentNames(): readonly string[] {
    return this.segments?.names ?? [];
  }

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
    return openScorer({}, this.items.size, 1, work, (_, held, history) => held.scores.set(this.countsFor(history)));
  }

  /** @internal */
  protected parts(history: History, item: number): ScorePart<U, I>[] {
    return [popularityPart(this.countsFor(history)[item])];
  }

  /** @internal */
  protected override historyAt(u: number): History {
    return { ...super.historyAt(u), segment: this.segmentOf(u) };
  }

  /** −1, everyone's list, for one that it does not know: it may be too small to have its own. @internal */
  protected override segmentNumber(name: string): number {
    return this.segments ? this.segments.names.indexOf(name) : super.segmentNumber(name);
  }

  /** The segment whose list a user gets, −1 for everyone's. */
  private segmentOf(u: number): number {
    const { names = [], members } = this.segments ?? {};
    return members && members.ofUser[u] >= 0 ? names.indexOf(members.names[members.ofUser[u]]) : -1;
  }

  private countsFor({ segment = -1 }: History): Int32Array {
    if (segment < 0 || !this.segments) return this.counts;
    return this.segments.counts.subarray(segment * this.items.size, (segment + 1) * this.items.size);
  }

  /** The model as a safetensors file. */
  toBytes(options: SaveOptions = {}): Uint8Array {
    const { segments, counts } = this;
    const tensors: Tensors = counts === this.popularity ? {} : { counts };
    if (segments) tensors['segments.counts'] = segments.counts;
    const members = keepsUsers(options) ? segments?.members : undefined;
    if (members) tensors['segments.users'] = members.ofUser;
    const settings = {
      options: this.options,
      ...(segments && { segments: segments.names }),
      ...(members && { members: members.names }),
    };
    return saveRecommender(this as unknown as RecommenderModel, PopularityModel.type, options, { settings, tensors });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): PopularityModel<U, I> {
    return openModel(bytes, PopularityModel.type, (file) => {
      const base = readBase<U, I>(file);
      const { window, minPerSegment } = (file.settings['options'] ?? {}) as Partial<PopularitySettings>;
      requireThat(window === undefined || isWindow(window), 'its window is none');
      requireThat(MIN_PER_SEGMENT.accepts(minPerSegment), 'it does not say how small a segment may be');
      requireThat('counts' in file.tensors === (window !== undefined), 'it has a window without counts, or counts without a window');
      const counts = window ? countsTensor(file, 'counts', base.items.size) : base.popularity;
      const options = { ...(window && { window }), minPerSegment: minPerSegment! };
      return new PopularityModel(base, options, counts, readSegments(file, base));
    });
  }
}

function readSegments(file: ModelFile, { items, interactions }: ModelBase<Id, Id>): Segments | undefined {
  const names = file.settings['segments'];
  if (names === undefined) return undefined;
  requireThat(areNames(names), 'its segments have no names in sorted order');
  const counts = countsTensor(file, 'segments.counts', names.length * items.size);
  if (!interactions) return { names, counts, members: undefined };
  const all = file.settings['members'];
  requireThat(areNames(all), 'its members have no segments in sorted order');
  const ofUser = tensor(file, 'segments.users', Int32Array, interactions.users.size);
  requireThat(
    ofUser.every((place) => place >= -1 && place < all.length),
    'a user has a segment that is not there',
  );
  return { names, counts, members: { names: all, ofUser } };
}

function areNames(names: unknown): names is readonly string[] {
  return Array.isArray(names) && names.every((name, n) => typeof name === 'string' && (n === 0 || names[n - 1] < name));
}

/** Numbers of users. @throws KindredError `file-corrupt` */
function countsTensor(file: ModelFile, name: string, length: number): Int32Array {
  const counts = tensor(file, name, Int32Array, length);
  requireThat(
    counts.every((n) => n >= 0),
    'an item has fewer than no users',
  );
  return counts;
}
