/**
 * kindred/worker: threads for long work. The results are the same bytes with none, one or many.
 * @module
 */
export { workers, type WorkersOptions } from './workers.js';
export { WorkerPool, type WorkersStatus } from './pool.js';
export type { WorkerLike } from './messages.js';
export type { Workers } from '../parts.js';
