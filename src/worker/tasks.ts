/**
 * All work that threads may do, one line a task.
 * @module
 */
import { SILHOUETTES } from '../evaluation/silhouette-rows.js';
import type { Task } from '../parts.js';
import { FITS } from '../segmentation/fits.js';
import { STARTS } from '../segmentation/starts.js';

export const TASKS: readonly Task<never, never, unknown>[] = [STARTS, FITS, SILHOUETTES];
