/**
 * Recommendations for many without holding up other work. In threads it is the pool that knows how (recommend-all.ts): a page that only scores holds none of it.
 * @module
 */
import type { Id } from '../data/ids.js';
import { checkWorkers, pace, report, type LongWork } from '../progress.js';
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
  { onProgress, signal, workers, ...options }: RecommendAllOptions<U, I> & LongWork,
): Promise<ListFor<U, I>[]> {
  const work = { onProgress, signal };
  if (workers !== undefined) {
    checkWorkers(workers, 'recommendAll');
    return workers.recommendAll(model, options, work);
  }
  const users = options.users && typeof options.users === 'object' ? [...options.users] : options.users;
  const lists = model.recommendAll({ ...options, ...(users && { users }) });
  const total = Array.isArray(users) ? users.length : model.interactions!.users.size;
  const rest = pace();
  const found: ListFor<U, I>[] = [];
  for (const list of lists) {
    found.push(list);
    report(work, { done: found.length, total, stage: 'recommending' });
    const waits = rest();
    if (waits) await waits;
  }
  return found;
}
