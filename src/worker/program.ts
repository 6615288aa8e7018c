/**
 * kindred/worker/program: the program of a thread. An app whose bundler does not find the package's own has a worker of two lines.
 * @module
 */
import { serve as serveBy } from './serve.js';
import { CLASSES } from './classes.js';
import { TASKS } from './tasks.js';
import { parent } from './threads.js';

/**
 * Be a thread of the pool that made this worker. To be called once, in a worker only: in a page or a process nobody hears it.
 * @example
 * ```ts
 * import { serve } from 'kindred/worker/program';
 * serve();
 * ```
 */
export function serve(): void {
  serveBy(TASKS as never, CLASSES, parent);
}
