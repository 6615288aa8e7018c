/**
 * All work that threads may do, one line a task.
 * @module
 */
import type { Task } from '../parts.js';
import { STARTS } from '../segmentation/starts.js';

export const TASKS: readonly Task<never, never, unknown>[] = [STARTS];
