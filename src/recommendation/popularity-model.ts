/**
 * PopularityModel: the score of an item is its number of users, of everyone or of the person's segment, at any time or within a window.
 * @module
 */
import type { Id } from '../data/ids.js';
import { openModel, requireThat, type ModelFile, type Tensors } from '../data/model-file.js';
import { KindredError, nearMiss, show } from '../errors.js';
import type { History } from './history.js';
import { popularityPart, RecommenderModel, type ModelBase } from './recommender.js';
import { readBase, saveRecommender, tensor, type SaveOptions } from './saved.js';
import type { ScorePart } from './score-part.js';
import { openScorer, type Scorer } from './scorer.js';

/** The time that counts: the `days` up to `asOf`. */
export interface PopularityWindow {
  readonly days: number;
  /** In milliseconds; undefined: the last event. */
  readonly asOf?: number;
}

export interface PopularitySettings {
  readonly window?: PopularityWindow;
}

/** Groups of users, each with its counts. */
export interface Segments {
  readonly names: readonly string[];
  /** Users by segment and item: names.length x items. */
  readonly counts: Int32Array;
  /** The segment of each user, −1 for none; undefined in a file without users. */
  readonly ofUser: Int32Array | undefined;
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

  readonly options: PopularitySettings;
  /** The users of each item that count, by item number: all of them, or those within the window. */
  readonly counts: Int32Array;
  /** @internal */
  readonly segments: Segments | undefined;

  /** @internal */
  constructor(base: ModelBase<U, I>, options: PopularitySettings = {}, counts: Int32Array = base.popularity, segments?: Segments) {
    super(base);
    this.options = options;
    this.counts = counts;
    this.segments = segments;
  }

  /** The names of the segments it tells apart, in sorted order. */
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
    return { ...super.historyAt(u), segment: this.segments?.ofUser?.[u] ?? -1 };
  }

  /** @internal */
  protected override segmentNumber(name: string): number {
    if (!this.segments) return super.segmentNumber(name);
    const { names } = this.segments;
    const segment = names.indexOf(name);
    if (segment < 0)
      throw new KindredError(
        'unknown-id',
        `the model knows no segment ${show(name)}${nearMiss(name, names)}; it knows: ${names.join(', ')}`,
      );
    return segment;
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
    if (segments?.ofUser && options.users !== false) tensors['segments.users'] = segments.ofUser;
    const settings = { ...(this.options.window && { window: this.options.window }), ...(segments && { segments: segments.names }) };
    return saveRecommender(this as unknown as RecommenderModel, PopularityModel.type, options, { settings, tensors });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<U extends Id = Id, I extends Id = Id>(bytes: Uint8Array): PopularityModel<U, I> {
    return openModel(bytes, PopularityModel.type, (file) => {
      const base = readBase<U, I>(file);
      const window = file.settings['window'] as PopularityWindow | undefined;
      requireThat(window === undefined || (window !== null && window.days > 0), 'its window is none');
      const counts = 'counts' in file.tensors ? tensor(file, 'counts', Int32Array, base.items.size) : base.popularity;
      return new PopularityModel(base, window ? { window } : {}, counts, readSegments(file, base));
    });
  }
}

function readSegments(file: ModelFile, { items, interactions }: ModelBase<Id, Id>): Segments | undefined {
  const names = file.settings['segments'] as readonly string[] | undefined;
  if (names === undefined) return undefined;
  requireThat(Array.isArray(names) && names.every((name) => typeof name === 'string'), 'its segments have no names');
  const counts = tensor(file, 'segments.counts', Int32Array, names.length * items.size);
  const ofUser = interactions && tensor(file, 'segments.users', Int32Array, interactions.users.size);
  requireThat(!ofUser || ofUser.every((segment) => segment >= -1 && segment < names.length), 'a user has a segment that is not there');
  return { names, counts, ofUser };
}
