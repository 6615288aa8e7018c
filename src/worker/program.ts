/**
 * The program of a thread. An app whose bundler does not find it has a worker of its own with this one line: `import 'kindred/worker/program'`.
 * @module
 */
import { serve } from './serve.js';
import { TASKS } from './tasks.js';
import { parent } from './threads.js';

serve(TASKS, parent);
