/**
 * How threads are asked for.
 * @module
 */
import { checkOptions, integer, type Constraints } from '../check.js';
import type { WorkerLike } from './messages.js';
import { WorkerPool } from './pool.js';
import { ownWorker, processors, spawn } from './threads.js';

export interface WorkersOptions {
  /** How many threads at most. Default: as many as the machine runs at a time. */
  size?: number;
  /**
   * Makes a worker that runs `import { serve } from 'kindred/worker/program'; serve();`; for bundlers that do not find the package's own (esbuild, rollup). A `Worker` of the web, in
   * Node one of `node:worker_threads`. Default: the package's own.
   */
  create?: () => WorkerLike;
}

const constraints = (): Constraints<Required<WorkersOptions>> => ({
  size: integer(processors(), 1, 256),
  create: {
    default: ownWorker,
    expected: 'a function that makes a Worker',
    accepts: (value) => typeof value === 'function',
    invalid: [null, 'worker.js', {}],
  },
});

/**
 * Threads for `fitAsync` and every other call that takes `workers`. They wait for work and hold no data between two calls; each has its own copy of the data
 * during one. Where none can be started (edge runtimes, a page's policy), the same work is done in this thread, and `status` says why.
 * @param options - or just how many threads at most. Default: as many as the machine runs at a time
 * @throws KindredError `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { KMeans, Matrix } from 'kindred';
 * import { workers } from 'kindred/worker';
 * const X = Matrix.from([[1, 1], [1, 2], [8, 8], [9, 8]]);
 * const pool = await workers(2);
 * const model = await new KMeans({ nClusters: 2 }).fitAsync(X, { workers: pool });
 * await pool.close();
 * console.log(model.inertia); // 1
 * ```
 */
export async function workers(options: number | WorkersOptions = {}): Promise<WorkerPool> {
  const { size, create } = checkOptions('workers', constraints(), typeof options === 'number' ? { size: options } : options);
  const pool = new WorkerPool(size, (ears) => spawn(ears, create));
  await pool.start();
  return pool;
}
