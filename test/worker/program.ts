// What a thread of the tests runs: the package's own way to serve, with tasks of the tests.
import { parent } from '../../src/worker/threads.js';
import { serve } from '../../src/worker/serve.js';
import { TEST_TASKS } from './tasks.js';

serve(TEST_TASKS as never, [], parent);
