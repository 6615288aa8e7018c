/**
 * The best items for many, in parts of users that threads may take. How many parts there are depends on the users alone. Only a pool imports this.
 * @module
 */
import type { Id } from '../data/ids.js';
import { Fork, ranges, type Range, type Task } from '../parts.js';
import type { Steps } from '../progress.js';
import type { ListFor, RecommendsAll } from './lists-async.js';
import type { Recommendation, RecommendAllOptions } from './options.js';

interface Shared<U extends Id = Id, I extends Id = Id> {
  readonly model: RecommendsAll<U, I>;
  readonly options: RecommendAllOptions<U, I>;
  /** undefined: all of the training data. */
  readonly users: readonly U[] | undefined;
}

/** Lists as plain arrays: objects cross threads slowly. */
interface Packed {
  /** How many items each list has. */
  readonly lengths: Int32Array;
  readonly items: readonly Id[];
  readonly scores: Float64Array;
  /** The place of each in `SOURCES`; 4 more where it is pinned. */
  readonly sources: Uint8Array;
}

const SOURCES = ['model', 'popular', 'pinned'] as const;

/** Each part opens the model's scorer once. */
const PARTS = 32;

/** @internal */
export const LISTS: Task<Shared, Range, Packed, Shared> = {
  name: 'recommendAll',
  stage: 'recommending',
  open: (shared) => shared,
  *steps(shared, range) {
    return packed(yield* lists(shared, range));
  },
};

/** @throws KindredError as `recommendAll`, before the first list */
export function* listSteps<U extends Id, I extends Id>(
  model: RecommendsAll<U, I>,
  given: RecommendAllOptions<U, I>,
): Steps<ListFor<U, I>[]> {
  const { users, ...options } = kept(given);
  model.recommendAll({ ...options, users }); // checks all of it
  const names = (users as readonly U[] | undefined) ?? model.interactions!.users.values;
  const shared: Shared<U, I> = { model, options, users: users as readonly U[] | undefined };
  const parts = ranges(names.length, PARTS);
  const fork = new Fork(LISTS, shared as unknown as Shared, parts, () => []);
  yield fork;
  if (!fork.results) return yield* lists(shared, { from: 0, to: names.length });
  return fork.results.flatMap((part, p) => unpacked<U, I>(part, names.slice(parts[p].from, parts[p].to)));
}

function* lists<U extends Id, I extends Id>({ model, options, users }: Shared<U, I>, { from, to }: Range): Steps<ListFor<U, I>[]> {
  const names = (users ?? model.interactions!.users.values).slice(from, to);
  const found: ListFor<U, I>[] = [];
  for (const list of model.recommendAll({ ...options, users: names })) {
    found.push(list);
    yield { done: found.length, total: to - from, stage: LISTS.stage };
  }
  return found;
}

/** What can be gone through only once is kept. */
function kept<U extends Id, I extends Id>(options: RecommendAllOptions<U, I>): RecommendAllOptions<U, I> {
  const list = (value: unknown) =>
    typeof value === 'object' && value !== null && Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value;
  const { users, items, exclude, pins } = options;
  const lists = Object.entries({ users, items, exclude, pins }).filter(([, value]) => value !== undefined);
  return { ...options, ...Object.fromEntries(lists.map(([name, value]) => [name, list(value)])) };
}

function packed(found: readonly ListFor<Id, Id>[]): Packed {
  const all = found.flatMap(({ items }) => items);
  return {
    lengths: Int32Array.from(found, ({ items }) => items.length),
    items: all.map(({ item }) => item),
    scores: Float64Array.from(all, ({ score }) => score),
    sources: Uint8Array.from(all, ({ source, pinned }) => SOURCES.indexOf(source) + (pinned ? 4 : 0)),
  };
}

function unpacked<U extends Id, I extends Id>({ lengths, items, scores, sources }: Packed, users: readonly U[]): ListFor<U, I>[] {
  let at = 0;
  return users.map((user, u) => ({
    user,
    items: Array.from({ length: lengths[u] }, (): Recommendation<I> => {
      const [item, score, source] = [items[at] as I, scores[at], sources[at++]];
      return { item, score, source: SOURCES[source & 3], ...(source & 4 && { pinned: true as const }) };
    }),
  }));
}
