/**
 * All work that threads may do, one line a task.
 * @module
 */
import { foldsTask } from '../evaluation/folds.js';
import { SILHOUETTES } from '../evaluation/silhouette-rows.js';
import type { Task } from '../parts.js';
import { BiasBaseline } from '../recommendation/bias-baseline.js';
import { EASE } from '../recommendation/ease.js';
import { ItemKNN } from '../recommendation/item-knn.js';
import { Popularity } from '../recommendation/popularity.js';
import { UserKNN } from '../recommendation/user-knn.js';
import { FITS } from '../segmentation/fits.js';
import { STARTS } from '../segmentation/starts.js';

/** The estimators that threads cross-validate; others are tried in the caller's. */
const RECOMMENDERS = [ItemKNN, UserKNN, EASE, Popularity, BiasBaseline];

export const TASKS: readonly Task<never, never, unknown>[] = [STARTS, FITS, SILHOUETTES, foldsTask(RECOMMENDERS)];
