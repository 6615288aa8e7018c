/**
 * Recommendations for many without holding up other work. In threads it is the pool that knows how (recommend-all.ts): a page that only scores holds none of it.
 * @module
 */
import type { Id } from '../data/ids.js';
import { checkWork, checkWorkers, pace, report, type LongWork } from '../progress.js';
import { listed } from './candidates.js';
import type { Recommendation, RecommendAllOptions } from './options.js';

/** What somebody is recommended. */
export interface ListFor<U extends Id, I extends Id> {
  readonly user: U;
  readonly items: Recommendation<I>[];
}

/** A model as it is asked here. */
export interface RecommendsAll<U extends Id, I extends Id> {
  readonly interactions: { readonly users: { readonly size: number; readonly values: readonly U[] } } | undefined;
  recommendAll(options: RecommendAllOptions<U, I>): Iterable<ListFor<U, I>>;
}

/** @throws KindredError as `recommendAll`; `cancelled` */
export async function listsAsync<U extends Id, I extends Id>(
  model: RecommendsAll<U, I>,
  options: RecommendAllOptions<U, I> & LongWork,
): Promise<ListFor<U, I>[]> {
  if (options === null || typeof options !== 'object') return [...model.recommendAll(options)]; // which says what is wrong with them
  const { onProgress, signal, workers, users, ...rest } = options;
  const work = { onProgress, signal };
  checkWork(work);
  const named = users === undefined ? undefined : Array.from(listed('users', users, 'users'));
  const asked = { ...rest, ...(named && { users: named }) };
  if (workers !== undefined) {
    checkWorkers(workers, 'recommendAll');
    return workers.recommendAll(model, asked, work);
  }
  const lists = model.recommendAll(asked);
  const total = named?.length ?? model.interactions!.users.size;
  report(work, { done: 0, total, stage: 'recommending' });
  const wait = pace();
  const found: ListFor<U, I>[] = [];
  for (const list of lists) {
    found.push(list);
    report(work, { done: found.length, total, stage: 'recommending' });
    const waits = wait();
    if (waits) await waits;
  }
  return found;
}
